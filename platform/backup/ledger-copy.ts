/**
 * The ledger's copy at the target (B5): what was appended goes there in pieces that never change, named by their lines, so that a target from which nothing can be
 * taken away is enough. Pieces of two processes may overlap; a line is a line. Small ones become larger ones at night (ledger-pieces.ts). Each name begins with
 * the ledger's own number: a school that went on without its ledger has a second one here, and the lines of both begin at 1.
 */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { START, readLines } from '#platform/ledger/file.ts'
import type { Line, Place, Reading } from '#platform/ledger/file.ts'
import { isMissing } from '#platform/blobs/places/durable.ts'
import { dateInBerlin, formatGermanDate } from '#platform/time/calendar.ts'
import { chainOf, contentAt, isOf, ledgerIdOf, markName, marksAmong, pieceName, piecesAmong, tidyPieces } from './ledger-pieces.ts'
import type { Mark, Piece } from './ledger-pieces.ts'
import { BackupProblem } from './problem.ts'
import type { ArchiveHead } from './set.ts'
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
  let copied: { ledgerId: string; end: Place } | null = null
  return {
    async bring() {
      copied ??= await copiedOf(target, folder, key)
      if (copied === null) return 0
      const { ledgerId, end: from } = copied
      const content = await contentFrom(folder, from.bytes)
      const { lines, end } = readLines(key, from, content)
      if (lines.length === 0) return 0
      const text = content.subarray(0, end.bytes - from.bytes)
      const name = `ledger/${pieceName(ledgerId, from.lines + 1, end.lines)}`
      const draft = join(target.drafts, `ledger-${end.lines}-${process.pid}.part`)
      await writeDraft(draft, text)
      await target.put(name, draft, createHash('sha256').update(text).digest('hex'))
      copied = { ledgerId, end }
      return lines.length
    },
    async mark(at) {
      const name = `ledger/${markName(ledgerIdOf(await contentFrom(folder, 0)), at)}`
      const draft = join(target.drafts, `whole-${process.pid}.part`)
      await writeDraft(draft, Buffer.from(at.toISOString()))
      await target.put(name, draft, createHash('sha256').update(at.toISOString()).digest('hex'))
    },
    tidy: () => tidyPieces(target, () => contentFrom(folder, 0)),
  }
}

/** `damage`: lines in the middle are missing or changed; then `lines` ends there. */
export type LedgerFound = { text: Buffer; lines: Line[]; end: Place; /** When it began, as far as it can be read. */ begunAt: Date | null; /** When the copy is known to have been complete. */ wholeAt: Date | null; damage: BackupProblem | null }

/** Every ledger whose pieces lie at the target, those that began last at the end. One that nothing was ever written into is there only when it is the only one. */
export async function readLedgers(target: Target, key: Buffer): Promise<LedgerFound[]> {
  const names = await target.list('ledger')
  const marks = marksAmong(names)
  const byLedger = Map.groupBy(piecesAmong(names), (piece) => piece.ledgerId)
  const nameless = byLedger.get(null) ?? []
  const former = nameless.length === 0 ? null : await readLedger(target, key, nameless, [], marks.filter(({ ledgerId }) => ledgerId === null))
  const formerId = former === null ? null : ledgerIdOf(former.text)
  const found: LedgerFound[] = former === null || (formerId !== null && byLedger.has(formerId)) ? [] : [former]
  for (const [ledgerId, pieces] of byLedger) {
    if (ledgerId === null) continue
    const one = await readLedger(target, key, pieces, ledgerId === formerId ? nameless : [], marks.filter(isOf(ledgerId)))
    // Pieces under the name of another ledger say nothing about that one.
    found.push(one.lines.length > 0 && ledgerIdOf(one.text) !== ledgerId ? { ...one, damage: new BackupProblem('ledger_damaged', texts.ledger_damaged({ line: 1 })) } : one)
  }
  if (found.length === 0) return [{ text: Buffer.alloc(0), lines: [], end: START, begunAt: null, wholeAt: marks.at(-1)?.at ?? null, damage: null }]
  return found.sort((a, b) => (a.begunAt?.getTime() ?? 0) - (b.begunAt?.getTime() ?? 0))
}

/**
 * The ledger that a set belongs to: the one that holds the line which was durable when its snapshot was taken. Throws BackupProblem when none does, when it is
 * damaged, and when another one began since: what was taken away then stands in lines that can't follow on this set.
 */
export function ledgerOfSet(found: readonly LedgerFound[], { ledger: { lines: reached, seal }, snapshotAt }: Pick<ArchiveHead, 'ledger' | 'snapshotAt'>): LedgerFound {
  const holding = found.filter(({ lines }) => reached === 0 || lines[reached - 1]?.seal.toString('hex') === seal)
  const mine = holding.findLast(({ damage }) => damage === null) ?? holding.at(-1)
  const damage = mine === undefined ? found.find((one) => one.damage !== null)?.damage : mine.damage
  if (damage) throw damage
  if (mine === undefined) throw new BackupProblem('ledger_missing', texts.ledger_missing)
  const since = found.find((one) => one !== mine && one.begunAt !== null && one.begunAt > new Date(snapshotAt))
  if (since !== undefined) throw new BackupProblem('ledger_begun_anew', texts.ledger_begun_anew({ day: formatGermanDate(dateInBerlin(since.begunAt!)) }))
  return mine
}

/** `former`: pieces of before pieces had names, of the same ledger. */
async function readLedger(target: Target, key: Buffer, pieces: readonly Piece[], former: readonly Piece[], marks: readonly Mark[]): Promise<LedgerFound> {
  const chain = chainOf(pieces)
  const isWhole = ({ broken, end }: Reading): boolean => broken === null && end.lines >= (chain.at(-1)?.to ?? 0)
  let found = await readPieces(target, key, chain)
  // A piece that does not fit, or is shorter than its name, may lie there a second time in smaller ones.
  for (const more of isWhole(found) || chain.length === pieces.length + former.length ? [] : [pieces, [...pieces, ...former]]) {
    const again = await readPieces(target, key, more.toSorted((a, b) => a.to - a.from - (b.to - b.from)))
    if (!isWhole(again) && again.end.lines <= found.end.lines) continue
    found = again
    if (isWhole(again)) break
  }
  const { text, lines, end, broken } = found
  const last = lines.at(-1)?.at ?? null
  const marked = marks.at(-1)?.at ?? null
  return {
    text, lines, end, begunAt: lines[0]?.at ?? broken?.stray[0]?.at ?? null, wholeAt: marked !== null && (last === null || marked > last) ? marked : last,
    damage: broken === null ? null : new BackupProblem('ledger_damaged', texts.ledger_damaged({ line: broken.number })),
  }
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

/** How much of our own file the target has by this ledger's name; null when nothing stands in the file. */
async function copiedOf(target: Target, folder: string, key: Buffer): Promise<{ ledgerId: string; end: Place } | null> {
  const content = await contentFrom(folder, 0)
  const ledgerId = ledgerIdOf(content)
  if (ledgerId === null) return null
  const pieces = piecesAmong(await target.list('ledger')).filter((piece) => piece.ledgerId === ledgerId)
  return { ledgerId, end: placeAt(content, key, pieces.reduce((most, { to }) => Math.max(most, to), 0)) }
}

/** Where so many lines end in our own file. A target that holds more than we do is of another time: then all of ours goes there. */
function placeAt(content: Buffer, key: Buffer, lines: number): Place {
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
