/**
 * The ledger's copy at the target (B5): what was appended goes there in pieces that never change, named by their lines, so that a target from which nothing can be
 * taken away is enough. Pieces of two processes may overlap; a line is a line. Small ones become larger ones at night (ledger-pieces.ts).
 */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { START, readLines } from '#platform/ledger/file.ts'
import type { Line, Place, Reading } from '#platform/ledger/file.ts'
import { isMissing } from '#platform/blobs/places/durable.ts'
import { chainOf, contentAt, pieceName, piecesAmong, tidyPieces } from './ledger-pieces.ts'
import type { Piece } from './ledger-pieces.ts'
import { BackupProblem } from './problem.ts'
import { writeDraft } from './sets.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'

export type LedgerCopy = {
  /** Brings what is new to the target. How many lines that were. */
  bring(): Promise<number>
  /** Writes down that the copy was complete at this time, though nothing may have changed. */
  mark(at: Date): Promise<void>
  /** Makes few pieces of many. How many went. */
  tidy(): Promise<number>
}

/** `folder`: the school's data folder. */
export function ledgerCopy(target: Target, folder: string, key: Buffer): LedgerCopy {
  let copied: Place | null = null
  return {
    async bring() {
      const from = (copied ??= await placeAt(folder, key, await linesAt(target)))
      const content = await contentFrom(folder, from.bytes)
      const { lines, end } = readLines(key, from, content)
      if (lines.length === 0) return 0
      const text = content.subarray(0, end.bytes - from.bytes)
      const name = `ledger/${pieceName(from.lines + 1, end.lines)}`
      const draft = join(target.drafts, `ledger-${end.lines}-${process.pid}.part`)
      await writeDraft(draft, text)
      await target.put(name, draft, createHash('sha256').update(text).digest('hex'))
      copied = end
      return lines.length
    },
    async mark(at) {
      const name = `ledger/whole-${at.toISOString().replaceAll(':', '')}`
      const draft = join(target.drafts, `whole-${process.pid}.part`)
      await writeDraft(draft, Buffer.from(at.toISOString()))
      await target.put(name, draft, createHash('sha256').update(at.toISOString()).digest('hex'))
    },
    tidy: () => tidyPieces(target, () => contentFrom(folder, 0)),
  }
}

export type LedgerFound = { text: Buffer; lines: Line[]; end: Place; /** When the copy is known to have been complete. */ wholeAt: Date | null }

/** The ledger as its pieces at the target make it. Throws BackupProblem when lines in the middle are missing or changed. */
export async function readLedgerCopy(target: Target, key: Buffer): Promise<LedgerFound> {
  const names = await target.list('ledger')
  const pieces = piecesAmong(names)
  const chain = chainOf(pieces)
  let found = await readPieces(target, key, chain)
  // A piece that does not fit, or is shorter than its name, may lie there a second time in smaller ones.
  if ((found.broken !== null || found.end.lines < (chain.at(-1)?.to ?? 0)) && chain.length < pieces.length) found = await readPieces(target, key, pieces.toSorted((a, b) => a.to - a.from - (b.to - b.from)))
  const { text, lines, end, broken } = found
  if (broken !== null) throw new BackupProblem('ledger_damaged', texts.ledger_damaged({ line: broken.number }))
  const marks = names.filter((one) => one.startsWith('whole-')).sort()
  const mark = /^whole-(\d{4}-\d{2}-\d{2}T\d{2})(\d{2})(\d{2}\.\d{3}Z)$/.exec(marks.at(-1) ?? '')
  const marked = mark === null ? null : new Date(`${mark[1]}:${mark[2]}:${mark[3]}`)
  const last = lines.at(-1)?.at ?? null
  return { text, lines, end, wholeAt: marked !== null && (last === null || marked > last) ? marked : last }
}

async function readPieces(target: Target, key: Buffer, pieces: readonly Piece[]): Promise<Reading & { text: Buffer }> {
  const byNumber = new Map<number, string>()
  for (const { name } of pieces) {
    for (const line of (await contentAt(target, name)).toString('latin1').split('\n')) {
      const number = Number.parseInt(line, 10)
      if (line !== '' && !byNumber.has(number)) byNumber.set(number, line)
    }
  }
  const numbers = [...byNumber.keys()].sort((a, b) => a - b)
  const text = Buffer.from(numbers.map((number) => `${byNumber.get(number)}\n`).join(''), 'latin1')
  return { text, ...readLines(key, START, text) }
}

async function linesAt(target: Target): Promise<number> {
  return piecesAmong(await target.list('ledger')).reduce((most, { to }) => Math.max(most, to), 0)
}

/** Where so many lines end in our own file. A target that holds more than we do is of another time: then all of ours goes there. */
async function placeAt(folder: string, key: Buffer, lines: number): Promise<Place> {
  const content = await contentFrom(folder, 0)
  let end = START
  for (let start = 0; end.lines < lines; ) {
    const stop = content.indexOf(10, start)
    if (stop < 0) return START
    const reading = readLines(key, end, content.subarray(start, stop + 1))
    if (reading.broken !== null) return START
    end = reading.end
    start = stop + 1
  }
  return end
}

async function contentFrom(folder: string, from: number): Promise<Buffer> {
  try {
    const file = await open(join(folder, 'ledger', 'ledger'), 'r')
    try {
      const { size } = await file.stat()
      const content = Buffer.alloc(Math.max(0, size - from))
      if (content.length > 0) await file.read(content, 0, content.length, from)
      return content
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0)
    throw error
  }
}
