/**
 * The database that comes with Schulhof: made at the first start, started, watched, restarted and stopped by the server process. A killed
 * server takes it along; a killed database is started again; the next start finds its way through whatever was left behind.
 */
import { existsSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ClusterProblem, clusterAccount } from './account.ts'
import { usableBinaries } from './binaries.ts'
import { foldersOf, openFolders, ownerOf, socketFolder } from './folders.ts'
import type { ClusterFolders } from './folders.ts'
import { initialise, isInitialised } from './initialise.ts'
import { join_gone_ms_max, join_look_ms, join_wait_ms_max, poll_ms, restart_tries_max, restart_wait_ms_max, restart_wait_ms_min, start_retry_ms_max } from './limits.ts'
import { lockFolder } from './lock.ts'
import { clearFolder, readPostmasterFile, startPostmaster } from './postmaster.ts'
import type { Postmaster } from './postmaster.ts'
import { markOf } from './processes.ts'
import { cluster_port, cluster_user, settingsOf } from './settings.ts'
import { clusterTexts } from './texts.de.ts'

export type Cluster = {
  /** Superuser's URL over the Unix socket, for the npm package pg; stays the same over restarts. */
  url: string
  socketFolder: string
  port: number
  /** Of the postmaster that runs now. */
  readonly pid: number
  /** Stops the database without losing a commit; for a joined one only forgets it. May be called twice. */
  stop(): Promise<void>
  /** Resolves when it is gone for good: after `stop()` (expected), or when it could not be brought back. */
  exited: Promise<{ expected: boolean }>
}

export type ClusterOptions = {
  /** The cluster's own folder, made where missing. As root, its account must be able to pass the folders above it. */
  folder: string
  /** Account to run under when root starts us. */
  user?: string | undefined
  /** Gets one German line for each thing worth telling the administration. */
  say: (line: string) => void
  /** A cluster of tests: fast, and lost with the machine. */
  isThrowaway?: boolean | undefined
}

/**
 * Brings up the cluster of a folder, making it first where there is none. Throws ClusterProblem, FolderProblem, or LockError when another
 * process runs it. pg pools reconnect by themselves after a restart; each needs a listener for 'error'.
 */
export async function startCluster({ folder, user, say, isThrowaway = false }: ClusterOptions): Promise<Cluster> {
  const folders = foldersOf(folder)
  const account = clusterAccount(user, ownerOf(folders.data))
  const lock = await lockFolder(folders.base)
  try {
    openFolders(folders, account)
    if (account.name === 'nobody') say(clusterTexts.runsAsNobody)
    const binaries = await usableBinaries(account, folders.native)
    const socket = socketFolder(folders, account)
    await clearFolder(folders.data, socket, () => say(clusterTexts.stopsOld))
    if (!isInitialised(folders, binaries)) {
      say(clusterTexts.firstTime)
      await initialise(folders, binaries, account, isThrowaway)
    }
    const start = (): Postmaster => startPostmaster(join(binaries.bin, 'postgres'), folders.data, settingsOf(socket, isThrowaway), account)
    const first = await firstStart(start, () => clearFolder(folders.data, socket))
    return supervise({ first, start, folders, socket, say, release: () => lock.release() })
  } catch (problem) {
    await lock.release()
    throw problem
  }
}

/** A start right after a kill may meet shared memory that is still in use; all other complaints are final. */
async function firstStart(start: () => Postmaster, clear: () => Promise<void>): Promise<Postmaster> {
  for (let waited_ms = 0; ; ) {
    const postmaster = start()
    if (await postmaster.ready) return postmaster
    const isPassing = /shared memory|postmaster\.pid/.test(postmaster.complaint())
    if (!isPassing || waited_ms >= start_retry_ms_max) throw new ClusterProblem(clusterTexts.startFailed(postmaster.complaint()))
    await pause(restart_wait_ms_min)
    waited_ms += restart_wait_ms_min
    await clear()
  }
}

type Supervised = { first: Postmaster; start: () => Postmaster; folders: ClusterFolders; socket: string; say: (line: string) => void; release: () => Promise<void> }

function supervise({ first, start, folders, socket, say, release }: Supervised): Cluster {
  let running = first
  let restarts = 0
  const stopping = new AbortController()

  /** True when it accepts connections again. The machine may lack room for a process, or the folder its disk: then the next attempt may do. */
  const startAgain = async (): Promise<boolean> => {
    try {
      await clearFolder(folders.data, socket)
      if (stopping.signal.aborted) return false
      running = start()
      if (await running.ready) return true
      if (!stopping.signal.aborted) say(clusterTexts.startFailed(running.complaint()))
    } catch (problem) {
      say(clusterTexts.startFailed(String(problem)))
    }
    return false
  }

  /** Tries until it holds; false when stopped meanwhile or given up. */
  const restart = async (): Promise<boolean> => {
    for (let attempt = 1; attempt <= restart_tries_max; attempt++) {
      say(clusterTexts.died(attempt))
      await pause(Math.min(restart_wait_ms_min * 2 ** (attempt - 1), restart_wait_ms_max), undefined, { signal: stopping.signal }).catch(() => {})
      if (stopping.signal.aborted) return false
      if (await startAgain()) {
        say(clusterTexts.restarted(++restarts))
        return true
      }
    }
    say(clusterTexts.gaveUp(restart_tries_max))
    return false
  }

  const watch = async (): Promise<{ expected: boolean }> => {
    do await running.exited
    while (!stopping.signal.aborted && (await restart()))
    if (socket !== join(folders.base, 'socket')) removeEmpty(socket)
    await release()
    return { expected: stopping.signal.aborted }
  }

  const exited = watch()
  const stop = async (): Promise<void> => {
    stopping.abort()
    await running.stop()
    await exited
  }
  return { url: urlOf(folders, socket, cluster_port), socketFolder: socket, port: cluster_port, get pid() { return running.pid }, stop, exited }
}

/**
 * The running cluster of a folder, for a further server process of the same school. It is neither started nor stopped from here.
 * Throws ClusterProblem when none runs within a few seconds.
 */
export async function joinCluster(folder: string): Promise<Cluster> {
  const folders = foldersOf(folder)
  for (let waited_ms = 0; runningPid(folders) === null; waited_ms += poll_ms) {
    if (waited_ms >= join_wait_ms_max || !existsSync(folders.data)) throw new ClusterProblem(clusterTexts.nothingToJoin(folder))
    await pause(poll_ms)
  }
  const file = readPostmasterFile(folders.data)
  if (!file) throw new ClusterProblem(clusterTexts.nothingToJoin(folder))
  const left = new AbortController()
  const exited = untilGone(folders, left.signal)
  const stop = async (): Promise<void> => {
    left.abort()
    await exited
  }
  const { socketFolder: socket, port } = file
  return { url: urlOf(folders, socket, port), socketFolder: socket, port, get pid() { return runningPid(folders) ?? file.pid }, stop, exited }
}

function runningPid(folders: ClusterFolders): number | null {
  const file = readPostmasterFile(folders.data)
  return file?.isReady && markOf(file.pid) ? file.pid : null
}

async function untilGone(folders: ClusterFolders, left: AbortSignal): Promise<{ expected: boolean }> {
  for (let gone_ms = 0; gone_ms < join_gone_ms_max; ) {
    await pause(join_look_ms, undefined, { signal: left, ref: false }).catch(() => {})
    if (left.aborted) return { expected: true }
    gone_ms = runningPid(folders) === null ? gone_ms + join_look_ms : 0
  }
  return { expected: false }
}

/** A host name stands before the folder of the socket, because a URL may not have a user without one; pg takes the parameter. */
function urlOf(folders: ClusterFolders, socket: string, port: number): string {
  const password = readFileSync(folders.password, 'utf8').trim()
  return `postgresql://${cluster_user}:${password}@localhost:${port}/postgres?host=${encodeURIComponent(socket)}`
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Somebody put something there; it is not ours to remove.
  }
}
