/**
 * The ledger's copy at the target (B5): what was appended goes there in pieces that never change, named by their lines, so that a target from which nothing can be
 * taken away is enough. Pieces of two processes may overlap; a line is a line. Small ones become larger ones at night (ledger-pieces.ts). Each name begins with
 * the ledger's own number: a school that went on without its ledger has a second one here, and the lines of both begin at 1.
 */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { START, ledgerIdOf, openCheckpoint, placeIn, readFromStart, readLines } from '#platform/ledger/file.ts'
import type { Line, Place, Reading } from '#platform/ledger/file.ts'
import { BEGINNING_BYTES, bytesOf } from '#platform/ledger/disk.ts'
import { isMissing } from '#platform/blobs/places/durable.ts'
import { dateInBerlin, formatGermanDate } from '#platform/time/calendar.ts'
import { beginningName, beginningsAmong, chainOf, contentAt, isOf, markName, marksAmong, pieceName, piecesAmong, piecesBehind, putText, tidyPieces } from './ledger-pieces.ts'
import type { Beginning, Mark, Piece } from './ledger-pieces.ts'
import { BackupProblem } from './problem.ts'
import type { ArchiveHead } from './set.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'

export type LedgerCopy = {
  /** Brings what is new to the target. How many lines that were. */
  bring(): Promise<number>
  /** Writes down that the copy was complete at this time, though nothing may have changed. */
  mark(at: Date): Promise<void>
  /** Makes few pieces of many. How many went. `before`: of a ledger that was given up nothing is younger than this; then all of it goes. */
  tidy(before: Date | null): Promise<number>
}

/** `folder`: the school's data folder. */
export function ledgerCopy(target: Target, folder: string, key: Buffer): LedgerCopy {
  let copied: Copied | null = null
  return {
    async bring() {
      let own = await ownFrom(folder, copied?.end.bytes ?? 0)
      if (copied?.beginning !== own.beginning) {
        own = await ownFrom(folder, 0)
        copied = await copiedOf(target, own, key, copied)
        own = { ...own, content: own.content.subarray(copied?.end.bytes ?? 0) }
      }
      if (copied === null) return 0
      const { ledgerId, end: from } = copied
      const { lines, end } = readLines(key, from, own.content)
      if (lines.length === 0) return 0
      await putText(target, pieceName(ledgerId, from.lines + 1, end.lines), own.content.subarray(0, end.bytes - from.bytes))
      copied = { ...copied, end }
      return lines.length
    },
    mark: async (at) => putText(target, markName(ledgerIdOf((await ownFrom(folder, 0)).content), at), Buffer.from(at.toISOString())),
    async tidy(before) {
      const own = await ownFrom(folder, 0)
      return (await tidyPieces(target, async () => own.content)) + (before === null ? 0 : await clearLost(target, key, ledgerIdOf(own.content), before))
    },
  }
}

/** What the target has of our own file. `beginning`: that of the file, which is another one once it was shortened. */
type Copied = { ledgerId: string; beginning: string; end: Place }

export type LedgerFound = { text: Buffer; /** How far lines were taken away at its beginning. */ from: Place; lines: Line[]; end: Place; /** When it began, as far as it can be read. */ begunAt: Date | null; /** When the copy is known to have been complete. */ wholeAt: Date | null; damage: BackupProblem | null }

/** Every ledger whose pieces lie at the target, those that began last at the end. One that nothing was ever written into is there only when it is the only one. */
export async function readLedgers(target: Target, key: Buffer): Promise<LedgerFound[]> {
  const names = await target.list('ledger')
  const marks = marksAmong(names)
  const beginnings = beginningsAmong(names)
  const byLedger = Map.groupBy(piecesAmong(names), (piece) => piece.ledgerId)
  const nameless = byLedger.get(null) ?? []
  const former = nameless.length === 0 ? null : await readLedger(target, key, { pieces: nameless, former: [], marks: marks.filter(({ ledgerId }) => ledgerId === null), beginnings: [] })
  const formerId = former === null ? null : ledgerIdOf(former.text)
  const found: LedgerFound[] = former === null || (formerId !== null && byLedger.has(formerId)) ? [] : [former]
  for (const ledgerId of new Set([...byLedger.keys(), ...beginnings.map((one) => one.ledgerId)])) {
    if (ledgerId === null) continue
    const mine = beginnings.filter((one) => one.ledgerId === ledgerId)
    const one = await readLedger(target, key, { pieces: byLedger.get(ledgerId) ?? [], former: ledgerId === formerId ? nameless : [], marks: marks.filter(isOf(ledgerId)), beginnings: mine })
    // Pieces under the name of another ledger say nothing about that one.
    found.push(one.lines.length > 0 && ledgerIdOf(one.text) !== ledgerId ? { ...one, damage: new BackupProblem('ledger_damaged', texts.ledger_damaged({ line: 1 })) } : one)
  }
  if (found.length === 0) return [{ text: Buffer.alloc(0), from: START, lines: [], end: START, begunAt: null, wholeAt: marks.at(-1)?.at ?? null, damage: null }]
  return found.sort((a, b) => (a.begunAt?.getTime() ?? 0) - (b.begunAt?.getTime() ?? 0))
}

/**
 * The ledger that a set belongs to: the one that holds the line which was durable when its snapshot was taken. Throws BackupProblem when none does, when it is
 * damaged or does not reach back so far, and when another one began since: what was taken away then stands in lines that can't follow on this set.
 */
export function ledgerOfSet(found: readonly LedgerFound[], { ledger: { lines: reached, seal }, snapshotAt }: Pick<ArchiveHead, 'ledger' | 'snapshotAt'>): LedgerFound {
  const holding = found.filter(({ from, lines }) => (reached === from.lines ? reached === 0 || from.seal.toString('hex') === seal : lines[reached - from.lines - 1]?.seal.toString('hex') === seal))
  const mine = holding.findLast(({ damage }) => damage === null) ?? holding.at(-1)
  const damage = mine === undefined ? found.find((one) => one.damage !== null)?.damage : mine.damage
  if (damage) throw damage
  if (mine === undefined && found.some(({ from }) => from.lines > reached)) throw new BackupProblem('ledger_shortened', texts.ledger_shortened)
  if (mine === undefined) throw new BackupProblem('ledger_missing', texts.ledger_missing)
  const since = found.find((one) => one !== mine && one.begunAt !== null && one.begunAt > new Date(snapshotAt))
  if (since !== undefined) throw new BackupProblem('ledger_begun_anew', texts.ledger_begun_anew({ day: formatGermanDate(dateInBerlin(since.begunAt!)) }))
  return mine
}

/** `former`: pieces of before pieces had names, of the same ledger. */
type Lying = { pieces: readonly Piece[]; former: readonly Piece[]; marks: readonly Mark[]; beginnings: readonly Beginning[] }

async function readLedger(target: Target, key: Buffer, { former, marks, beginnings, ...lying }: Lying): Promise<LedgerFound> {
  const checkpoint = await checkpointAmong(target, key, beginnings)
  const pieces = piecesBehind(checkpoint?.lines ?? 0, lying.pieces)
  const chain = chainOf(pieces)
  const isWhole = ({ broken, end }: Reading): boolean => broken === null && end.lines >= (chain.at(-1)?.to ?? 0)
  let found = await readPieces(target, key, checkpoint, chain)
  // A piece that does not fit, or is shorter than its name, may lie there a second time in smaller ones.
  for (const more of isWhole(found) || chain.length === pieces.length + former.length ? [] : [pieces, [...pieces, ...former]]) {
    const again = await readPieces(target, key, checkpoint, more.toSorted((a, b) => a.to - a.from - (b.to - b.from)))
    if (!isWhole(again) && again.end.lines <= found.end.lines) continue
    found = again
    if (isWhole(again)) break
  }
  const { text, from, lines, end, broken } = found
  const last = lines.at(-1)?.at ?? null
  const marked = marks.at(-1)?.at ?? null
  return {
    text, from, lines, end, begunAt: checkpoint?.begunAt ?? lines[0]?.at ?? broken?.stray[0]?.at ?? null, wholeAt: marked !== null && (last === null || marked > last) ? marked : last,
    damage: broken === null ? null : new BackupProblem('ledger_damaged', texts.ledger_damaged({ line: broken.number })),
  }
}

/** The furthest checkpoint that is authentic and what its name says. */
async function checkpointAmong(target: Target, key: Buffer, beginnings: readonly Beginning[]): Promise<{ text: Buffer; lines: number; begunAt: Date } | null> {
  for (const { name, ledgerId, lines } of beginnings) {
    const text = await contentAt(target, name)
    const found = openCheckpoint(key, text)
    if (found !== null && found.ledgerId === ledgerId && found.place.lines === lines && found.place.bytes === text.length) return { text, lines, begunAt: found.begunAt }
  }
  return null
}

async function readPieces(target: Target, key: Buffer, checkpoint: { text: Buffer; lines: number } | null, pieces: readonly Piece[]): Promise<ReturnType<typeof readFromStart> & { text: Buffer }> {
  const byNumber = new Map<number, string>()
  for (const { name } of pieces) {
    for (const line of (await contentAt(target, name)).toString('latin1').split('\n')) {
      const number = Number.parseInt(line, 10)
      if (line !== '' && !(number <= (checkpoint?.lines ?? 0)) && !byNumber.has(number)) byNumber.set(number, line)
    }
  }
  const numbers = [...byNumber.keys()].sort((a, b) => a - b)
  const text = Buffer.concat([checkpoint?.text ?? Buffer.alloc(0), Buffer.from(numbers.map((number) => `${byNumber.get(number)}\n`).join(''), 'latin1')])
  return { text, ...readFromStart(key, text) }
}

/** All of a ledger that was given up, once its newest line and mark are older than this: no set that is younger knows it. */
async function clearLost(target: Target, key: Buffer, ownId: string | null, before: Date): Promise<number> {
  const names = await target.list('ledger')
  const ids = new Set(piecesAmong(names).map(({ ledgerId }) => ledgerId))
  if (ownId === null || ids.size < 2) return 0
  let gone = 0
  for (const { text, wholeAt, damage } of await readLedgers(target, key)) {
    const ledgerId = ledgerIdOf(text)
    if (ledgerId === null || ledgerId === ownId || damage !== null || wholeAt === null || wholeAt >= before) continue
    const isIts = (one: { ledgerId: string | null }): boolean => (ids.has(ledgerId) ? one.ledgerId === ledgerId : one.ledgerId === null)
    // What it begins with goes last: what a refusal leaves is still known by it.
    for (const { name } of [...beginningsAmong(names).filter(isIts), ...piecesAmong(names).filter(isIts), ...marksAmong(names).filter((one) => one.ledgerId === ledgerId)].reverse()) {
      if (!(await target.remove(`ledger/${name}`))) return gone
      gone += 1
    }
  }
  return gone
}

/** How much of our own file the target has by this ledger's name; null when nothing stands in the file. What the file begins with is brought there, if it is a checkpoint. `before`: what it had when the file began otherwise. */
async function copiedOf(target: Target, { content, beginning }: Own, key: Buffer, before: Copied | null): Promise<Copied | null> {
  const ledgerId = ledgerIdOf(content)
  if (ledgerId === null) return null
  const names = await target.list('ledger')
  const begins = openCheckpoint(key, content)?.place ?? START
  const name = beginningName(ledgerId, begins.lines)
  if (begins.lines > 0 && !names.includes(name)) await putText(target, name, content.subarray(0, begins.bytes))
  const known = before?.ledgerId === ledgerId ? placeIn(content, before.end) : null
  if (known !== null) return { ledgerId, beginning, end: known }
  const pieces = piecesAmong(names).filter((piece) => piece.ledgerId === ledgerId)
  return { ledgerId, beginning, end: placeAt(content, key, begins, pieces.reduce((most, { to }) => Math.max(most, to), 0)) }
}

/** Where so many lines end in our own file. A target that holds more than we do is of another time: then all of ours goes there. */
function placeAt(content: Buffer, key: Buffer, begins: Place, lines: number): Place {
  let end = begins
  for (let start = begins.bytes; end.lines < lines; ) {
    const stop = content.indexOf(10, start)
    if (stop < 0) return begins
    const reading = readLines(key, end, content.subarray(start, stop + 1))
    if (reading.broken !== null) return begins
    end = reading.end
    start = stop + 1
  }
  return end
}

/** Our own file from a place on, and what it begins with: of one file, also when another takes its name meanwhile. */
type Own = { content: Buffer; beginning: string }

async function ownFrom(folder: string, from: number): Promise<Own> {
  try {
    const file = await open(join(folder, 'ledger', 'ledger'), 'r')
    try {
      const { size } = await file.stat()
      return { content: await bytesOf(file, from, Math.max(0, size - from)), beginning: (await bytesOf(file, 0, Math.min(size, BEGINNING_BYTES))).toString('latin1') }
    } finally {
      await file.close()
    }
  } catch (error) {
    if (isMissing(error)) return { content: Buffer.alloc(0), beginning: '' }
    throw error
  }
}
