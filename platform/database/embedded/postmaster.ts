/** One run of the postgres program: started so that it can not outlive us, watched until it is ready, stopped without losing a commit. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClusterAccount } from './account.ts'
import { clusterEnvironment } from './initialise.ts'
import { complaint_chars_max, orphan_ms_max, poll_ms, stop_fast_ms_max, stop_immediate_ms_max } from './limits.ts'
import { postgresIn } from './processes.ts'

export type Postmaster = {
  pid: number
  /** Resolves true when it accepts connections, false when it ended before. */
  ready: Promise<boolean>
  exited: Promise<void>
  /** Its last words before the log took over. */
  complaint(): string
  /** Fast, then immediate, then SIGKILL; resolves when it is gone. */
  stop(): Promise<void>
}

/** What postmaster.pid says of a running cluster. */
export type PostmasterFile = { pid: number; port: number; socketFolder: string; isReady: boolean }

/**
 * The shell leaves a grandchild behind and turns into postgres. The grandchild waits on fd 3, a pipe that only we hold: a line means that
 * all is well and it may go, the end of the pipe that we were killed, and then it stops the cluster. It is nobody's child by then, because
 * postgres takes a child it does not know for a crash.
 */
const wrapper = `
leash() {
  trap '' HUP INT TERM
  read -r line <&3 && exit
  kill -INT $$
  for second in 1 2 3 4 5 6 7 8; do kill -0 $$ && sleep 1 || exit; done
  kill -QUIT $$
}
( leash </dev/null >/dev/null 2>&1 & )
exec "$@" 3<&-
`

export function startPostmaster(program: string, dataFolder: string, settings: string[], account: ClusterAccount): Postmaster {
  const child = spawn('/bin/sh', ['-c', wrapper, 'sh', program, '-D', dataFolder, ...settings], {
    cwd: '/',
    env: clusterEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A session of its own: a Ctrl-C is for us, and we stop the cluster when its last user is gone.
    detached: true,
    ...account.switchTo,
  })
  let complaint = ''
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-complaint_chars_max)))
  const leash = child.stdio[3] as Socket
  leash.on('error', () => {})
  let isGone = false
  const exited = Promise.race([once(child, 'exit'), once(child, 'error').then(([problem]) => (complaint += String(problem)))]).then(() => {
    isGone = true
    leash.end('gone\n')
  })
  const pid = child.pid ?? -1
  const ready = untilReady(dataFolder, pid, () => isGone)
  return { pid, ready, exited, complaint: () => complaint.trim(), stop: () => stopProcess(child.kill.bind(child), exited) }
}

async function untilReady(dataFolder: string, pid: number, isGone: () => boolean): Promise<boolean> {
  // No limit of time: after a power cut a big school's database may replay its log for minutes, and it tells the truth about it.
  while (!isGone()) {
    const file = readPostmasterFile(dataFolder)
    if (file?.pid === pid && file.isReady) return true
    await pause(poll_ms)
  }
  return false
}

async function stopProcess(kill: (signal: NodeJS.Signals) => void, exited: Promise<void>): Promise<void> {
  for (const [signal, ms] of [['SIGINT', stop_fast_ms_max], ['SIGQUIT', stop_immediate_ms_max]] as const) {
    kill(signal)
    if (await within(exited, ms)) return
  }
  kill('SIGKILL')
  await exited
}

async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController()
  const late = pause(ms, false, { signal: timer.signal }).catch(() => false)
  const isInTime = await Promise.race([promise.then(() => true), late])
  timer.abort()
  return isInTime
}

/** Reads postmaster.pid; null when there is none or it is being written. */
export function readPostmasterFile(dataFolder: string): PostmasterFile | null {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), socketFolder: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

/**
 * Makes room for a new postmaster: stops what still works in the data folder and removes the files of a dead one (postmaster.pid, the socket
 * and its lock), which may name a living process that has nothing to do with us. Only for the holder of the folder's lock.
 */
export async function clearFolder(dataFolder: string, socketFolder: string, onFound: () => void = () => {}): Promise<void> {
  if (postgresIn(dataFolder).length > 0) {
    onFound()
    const main = readPostmasterFile(dataFolder)?.pid
    const hasMain = main !== undefined && postgresIn(dataFolder).includes(main)
    if (hasMain) signalAll([main], 'SIGINT')
    await untilEmpty(dataFolder, hasMain ? stop_fast_ms_max : orphan_ms_max)
    // SIGQUIT ends a postmaster with all its children, and each child by itself, as after a crash: the next start replays the log.
    signalAll(postgresIn(dataFolder), 'SIGQUIT')
    await untilEmpty(dataFolder, stop_immediate_ms_max)
    signalAll(postgresIn(dataFolder), 'SIGKILL')
    await untilEmpty(dataFolder, stop_immediate_ms_max)
  }
  rmSync(join(dataFolder, 'postmaster.pid'), { force: true })
  for (const name of readdirSync(socketFolder)) if (name.startsWith('.s.PGSQL.')) rmSync(join(socketFolder, name), { force: true })
}

function signalAll(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch {
      // Gone by itself in the meantime.
    }
  }
}

async function untilEmpty(dataFolder: string, ms_max: number): Promise<void> {
  for (let waited_ms = 0; waited_ms < ms_max && postgresIn(dataFolder).length > 0; waited_ms += poll_ms) await pause(poll_ms)
}
