/** What lies in the cluster's folder, and who may enter which part of it. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, lchownSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ClusterProblem } from './account.ts'
import type { ClusterAccount } from './account.ts'
import { socket_path_bytes_max } from './limits.ts'
import { clusterTexts } from './texts.de.ts'

export type ClusterFolders = {
  base: string
  data: string
  /** The superuser's password, one line, readable for the server only. */
  password: string
  /** Copies of the programs, where the checkout is closed to the cluster's account. */
  native: string
}

export function foldersOf(base: string): ClusterFolders {
  return { base, data: join(base, 'data'), password: join(base, 'password'), native: join(base, 'native') }
}

/** Owner of existing data, undefined where there are none. */
export function ownerOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.uid
}

/**
 * Lets the cluster's account pass through the folder to its own part of it (group right x, nothing else). Folders above are not ours
 * to open: throws ClusterProblem when the account is shut out further up.
 */
export function openFolders(folders: ClusterFolders, account: ClusterAccount): void {
  if (!account.switchTo) return
  const { uid, gid } = account.switchTo
  letThrough(folders.base, gid)
  const tried = spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folders.base], { cwd: '/', env: {}, uid, gid })
  if (tried.status !== 0) throw new ClusterProblem(clusterTexts.unreachable(folders.base, account.name))
  if (ownerOf(folders.data) !== undefined && ownerOf(folders.data) !== uid) give(folders.data, uid, gid)
}

/** A folder that root owns and has closed; every other stays as it is. */
function letThrough(folder: string, gid: number): void {
  const { uid, mode } = statSync(folder)
  if (uid !== 0 || mode & 0o001) return
  chownSync(folder, 0, gid)
  chmodSync(folder, (mode & 0o7700) | 0o010)
}

function give(path: string, uid: number, gid: number): void {
  lchownSync(path, uid, gid)
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), uid, gid)
}

/**
 * The folder of the socket, 0700, owned by the cluster's account: beside the data where its path is short enough, else in /run, in
 * the account's runtime folder or in the temporary one, named by the data folder so that it stays the same over restarts.
 */
export function socketFolder(folders: ClusterFolders, account: ClusterAccount): string {
  const beside = join(realpathSync(folders.base), 'socket')
  if (fits(beside)) return ownFolder(beside, account)
  const name = `schulhof-${createHash('sha256').update(beside).digest('hex').slice(0, 12)}`
  const places = [account.switchTo ? '/run' : process.env.XDG_RUNTIME_DIR, tmpdir(), '/tmp']
  for (const place of places) {
    if (place === undefined || !place.startsWith('/') || !fits(join(place, `${name}-XXXXXX`))) continue
    try {
      return ownFolder(join(place, name), account)
    } catch {
      // Not writable for us, or somebody else's: the next place.
    }
  }
  return ownFolder(mkdtempSync(`/tmp/${name}-`), account)
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= socket_path_bytes_max
}

/** Makes the folder; one that is there is taken only when it is a real folder of the right account and closed to all others. */
function ownFolder(folder: string, account: ClusterAccount): string {
  const uid = account.switchTo?.uid ?? process.getuid?.()
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') throw problem
  }
  const found = lstatSync(folder)
  const isFresh = found.uid === process.getuid?.()
  if (!found.isDirectory() || found.mode & 0o077 || !(isFresh || found.uid === uid)) throw new Error(`${folder} belongs to somebody else`)
  if (account.switchTo && found.uid !== uid) chownSync(folder, account.switchTo.uid, account.switchTo.gid)
  return folder
}
