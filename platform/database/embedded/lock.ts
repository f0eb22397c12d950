/**
 * One server process per data folder. Locks are numbered files in `lock/`; the highest number counts. A number is taken by link(2), which only
 * one process can do, and never given a second time: taking over from a dead process removes nothing that a third one might just be taking.
 * A process is alive when its number, start time and boot fit; so a killed one never blocks the next start. Processes in different
 * containers do not see each other: they share a database by DATABASE_URL, not by a folder.
 */
import { randomBytes } from 'node:crypto'
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { lock_tries_max } from './limits.ts'
import { isRunning, markOf } from './processes.ts'
import type { ProcessMark } from './processes.ts'
import { clusterTexts } from './texts.de.ts'

export type FolderLock = { release(): Promise<void> }

/** Somebody else works on this folder; `pid` is the process, `message` a German sentence that names it. */
export class LockError extends Error {
  readonly pid: number
  constructor(folder: string, pid: number) {
    super(clusterTexts.locked(folder, pid))
    this.pid = pid
  }
}

/** The folder can not be used at all; `message` is a German sentence. */
export class FolderProblem extends Error {}

/**
 * Takes the folder (made with mode 0700 where missing) for this process until `release()` or the process's end.
 * Throws LockError while another process, or this one, has it; FolderProblem when it can not be written.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const place = join(folder, 'lock')
  try {
    // Folders above it may be passed, so that the database's account finds its way to its own part; ours are closed.
    await mkdir(dirname(folder), { recursive: true, mode: 0o711 })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await mkdir(place, { recursive: true, mode: 0o700 })
    return await take(folder, place)
  } catch (problem) {
    if (problem instanceof LockError) throw problem
    throw new FolderProblem(clusterTexts.notWritable(folder, (problem as NodeJS.ErrnoException).code ?? String(problem)))
  }
}

async function take(folder: string, place: string): Promise<FolderLock> {
  const draft = await writeDraft(place, markOf(process.pid))
  try {
    for (let attempt = 0; attempt < lock_tries_max; attempt++) {
      const highest = (await numbersIn(place)).at(-1) ?? 0
      const holder = await holderOf(join(place, nameOf(highest)))
      if (holder && isRunning(holder)) throw new LockError(folder, holder.pid)
      const number = highest + 1
      if (!(await linkOnce(draft, join(place, nameOf(number))))) continue
      const numbers = await numbersIn(place)
      if (numbers.at(-1) === number) {
        await sweep(place, numbers.slice(0, -1))
        return { release: () => giveBack(place, number) }
      }
      // While we slept between looking and linking, others took and gave back higher numbers: ours was never the lock.
      await rm(join(place, nameOf(number)), { force: true })
    }
  } finally {
    await rm(draft, { force: true })
  }
  throw new Error('the lock changes hands too often')
}

/** Written whole under a name of its own first, so that a lock file is never seen half written. */
async function writeDraft(place: string, mark: ProcessMark | null): Promise<string> {
  const draft = join(place, `draft-${process.pid}-${randomBytes(6).toString('hex')}`)
  await writeFile(draft, JSON.stringify(mark), { mode: 0o600 })
  return draft
}

async function numbersIn(place: string): Promise<number[]> {
  return (await readdir(place)).filter((name) => /^\d{12}$/.test(name)).map(Number).sort((a, b) => a - b)
}

function nameOf(number: number): string {
  return String(number).padStart(12, '0')
}

/** Who holds a number; null when it was given back, taken away meanwhile, or torn by a power cut (then its process is gone too). */
async function holderOf(file: string): Promise<ProcessMark | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as ProcessMark | null
  } catch {
    return null
  }
}

async function linkOnce(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw problem
  }
}

/** Lower numbers are history; so are drafts of processes that are gone. */
async function sweep(place: string, lower: number[]): Promise<void> {
  for (const number of lower) await rm(join(place, nameOf(number)), { force: true })
  for (const name of await readdir(place)) {
    const pid = Number(/^draft-(\d+)-/.exec(name)?.[1])
    if (pid > 0 && markOf(pid) === null) await rm(join(place, name), { force: true })
  }
}

/** The number stays taken, without a holder: the next process takes the one above it. */
async function giveBack(place: string, number: number): Promise<void> {
  const file = join(place, nameOf(number))
  const holder = await holderOf(file)
  if (holder?.pid === process.pid) await rename(await writeDraft(place, null), file)
}
