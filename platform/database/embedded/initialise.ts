/** Makes the data folder of a cluster, whole or not at all. */
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { ClusterProblem } from './account.ts'
import type { ClusterAccount } from './account.ts'
import type { Binaries } from './binaries.ts'
import type { ClusterFolders } from './folders.ts'
import { complaint_chars_max } from './limits.ts'
import { cluster_user } from './settings.ts'
import { clusterTexts } from './texts.de.ts'

/** Whether the folder holds a cluster this program can run. Throws ClusterProblem when it holds something else. */
export function isInitialised(folders: ClusterFolders, binaries: Binaries): boolean {
  const version = join(folders.data, 'PG_VERSION')
  if (!existsSync(version)) {
    if (existsSync(folders.data) && readdirSync(folders.data).length > 0) throw new ClusterProblem(clusterTexts.foreignFolder(folders.data))
    return false
  }
  const found = readFileSync(version, 'utf8').trim()
  if (found !== binaries.major) throw new ClusterProblem(clusterTexts.otherVersion(found, binaries.major))
  if (!existsSync(folders.password)) throw new ClusterProblem(clusterTexts.noPassword(folders.password))
  return true
}

/**
 * Runs initdb (checksums on, C.UTF-8 as order and German as language of the full-text search) beside the place and moves the result there;
 * what an interrupted run left is thrown away. A throw-away cluster is not synced to disk. Throws ClusterProblem.
 */
export async function initialise(folders: ClusterFolders, binaries: Binaries, account: ClusterAccount, isThrowaway: boolean): Promise<void> {
  const draft = `${folders.data}.new`
  const passwordDraft = `${folders.password}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  rmSync(passwordDraft, { force: true })
  writeFileSync(passwordDraft, `${password}\n`, { mode: 0o600, flag: 'wx' })
  if (account.switchTo) for (const path of [draft, passwordDraft]) chownSync(path, account.switchTo.uid, account.switchTo.gid)
  try {
    await runInitdb(draft, passwordDraft, binaries, account, isThrowaway)
  } finally {
    rmSync(passwordDraft, { force: true })
  }
  await keepPassword(folders.password, password)
  if (existsSync(folders.data)) rmdirSync(folders.data)
  renameSync(draft, folders.data)
  await syncFolder(folders.base)
}

function runInitdb(draft: string, passwordFile: string, binaries: Binaries, account: ClusterAccount, isThrowaway: boolean): Promise<void> {
  const flags = [
    '-D', draft, '-U', cluster_user, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--data-checksums', '--no-instructions',
    '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '-T', 'german',
    ...(isThrowaway ? ['--no-sync'] : []),
  ]
  const child = spawn(join(binaries.bin, 'initdb'), flags, { cwd: '/', env: clusterEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], ...account.switchTo })
  let complaint = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint = (complaint + text).slice(-complaint_chars_max)))
  return new Promise((resolve, reject) => {
    child.once('error', (problem) => reject(new ClusterProblem(clusterTexts.initFailed(problem.message))))
    child.once('close', (code) => (code === 0 ? resolve() : reject(new ClusterProblem(clusterTexts.initFailed(complaint.trim() || `exit ${code}`)))))
  })
}

/** Nothing of our environment, which may hold passwords, reaches PostgreSQL. */
export function clusterEnvironment(): Record<string, string> {
  return { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' }
}

/** On the disk before the cluster is: a cluster whose password is lost is of no use. */
async function keepPassword(file: string, password: string): Promise<void> {
  rmSync(file, { force: true })
  const handle = await open(file, 'wx', 0o600)
  await handle.writeFile(`${password}\n`)
  await handle.sync()
  await handle.close()
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}
