/** The ledger's file and its folder, on the disk. */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, syncFolder } from '#platform/blobs/places/durable.ts'
import { LedgerProblem } from './problem.ts'
import { texts } from './texts.de.ts'

export const FILE = 'ledger'
const [TORN, DAMAGED] = [`${FILE}.torn-`, `${FILE}.damaged-`]
const ASIDE = [TORN, DAMAGED]
/** Of the first line: enough of it to hold its nonce, which no other line has. */
export const BEGINNING_BYTES = 64

/** Makes the file only when the database knows of no line yet. */
export async function openFile(folder: string, path: string, lines: number): Promise<FileHandle> {
  const append = constants.O_RDWR | constants.O_APPEND
  try {
    return await open(path, append)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
  if (lines > 0) throw new LedgerProblem(texts.ledger_cut({ line: 1 }))
  const file = await open(path, append | constants.O_CREAT, 0o600)
  await syncFolder(folder)
  return file
}

export async function setAside(folder: string, lines: number, rest: Buffer): Promise<void> {
  await writeNew(join(folder, `${TORN}${lines + 1}-${randomBytes(4).toString('hex')}`), rest)
  await syncFolder(folder)
}

/**
 * Puts a whole file in the ledger's place, with the lock of the writers held (`isHeld` asks once more, last). What lies there goes on lying beside it under the
 * name that is answered; null: nothing was there.
 */
export async function replaceFile(folder: string, content: Buffer, stamp: string, isHeld: () => Promise<unknown>): Promise<string | null> {
  await dropDrafts(folder)
  const there = await contentOf(join(folder, FILE))
  const kept = there.length === 0 ? null : `${DAMAGED}${stamp}-${randomBytes(4).toString('hex')}`
  if (kept !== null) await writeNew(join(folder, kept), there)
  const draft = join(folder, draftName())
  await writeNew(draft, content)
  await isHeld()
  await rename(draft, join(folder, FILE))
  await syncFolder(folder)
  return kept
}

/** Takes away what was set aside before an instant: a torn end, a damaged file. It holds acts too, and is kept no longer than they are. */
export async function dropAside(folder: string, before: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    if (ASIDE.some((start) => name.startsWith(start)) && (await stat(join(folder, name))).mtime < before) await rm(join(folder, name), { force: true })
  }
}

/** Names of whole files that are to take the ledger's place; each of its own. */
export const draftName = (): string => `${FILE}.new-${randomBytes(8).toString('hex')}`

/**
 * Takes away every file that was to take the ledger's place. Whoever holds the lock does it first: who wrote one has lost the lock since, and their rename then
 * finds nothing, however late it comes. So no file takes the ledger's place that lacks what is written from now on.
 */
export async function dropDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name === `${FILE}.new` || name.startsWith(`${FILE}.new-`)) await rm(join(folder, name), { force: true })
}

export async function writeNew(path: string, content: Buffer): Promise<void> {
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

export async function bytesOf(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const content = Buffer.alloc(length)
  if (length > 0) await file.read(content, 0, length, from)
  return content
}

export async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0)
    throw error
  }
}
