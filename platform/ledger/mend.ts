/**
 * A ledger put together again from what is left of it: lines of the damaged file and of its copies, by number. Nothing is taken on trust: each line is
 * authentic under the key and follows on the one before it, and the line that the database knows as durable stands at its place, so nothing of before it is missing.
 */
import { START, ledgerIdOf, openCheckpoint, openLine, readFromStart, readLines } from './file.ts'
import type { LedgerEntry, Place } from './file.ts'

export type Known = Pick<Place, 'lines' | 'seal'>

/** `fromOwn`: lines that no copy had. `onlyHere`: authentic acts of the damaged file that find no place behind the others. */
export type Mended = { text: Buffer; ledgerId: string; end: Place; fromOwn: number; onlyHere: LedgerEntry[] }

/** The ledger that holds the line the database knows, as far as its lines follow each other; null with how far they do when that is not reached. */
export function mendLedger(key: Buffer, own: Buffer, copies: readonly Buffer[], known: Known): Mended | { reached: number } {
  const contents = [...copies, own]
  const lines = Map.groupBy(contents.flatMap(linesOf), numberOf)
  const chains = beginningsIn(key, contents).map((beginning) => follow(key, beginning, lines))
  const whole = chains.filter(({ begins, seals, end }) => begins.lines <= known.lines && known.lines <= end.lines && sealAt(begins, seals, known.lines).equals(known.seal))
  // The one that keeps the most.
  const best = whole.sort((a, b) => a.begins.lines - b.begins.lines || b.end.lines - a.end.lines)[0]
  if (best === undefined) return { reached: Math.max(0, ...chains.filter(({ begins }) => begins.lines <= known.lines).map(({ end }) => Math.min(end.lines, known.lines))) }
  const text = Buffer.from(best.texts.map((line) => `${line}\n`).join(''), 'latin1')
  const held = new Set(best.entries.map(({ id }) => id))
  const copied = new Set(copies.flatMap(linesOf))
  const strays = linesOf(own).filter((line) => numberOf(line) > best.begins.lines).map((line) => openLine(key, line)).filter((line) => line !== null && !held.has(line.id))
  return {
    text, ledgerId: ledgerIdOf(text)!, end: best.end, fromOwn: best.texts.filter((line) => numberOf(line) > 0 && !copied.has(line)).length,
    onlyHere: strays.map((line) => ({ id: line!.id, kind: line!.kind, ids: line!.ids, at: line!.at })),
  }
}

/** Whether the file itself is what the database knows, up to a torn end; then its number of lines, else null. */
export function wholeLines(key: Buffer, own: Buffer, known: Known): number | null {
  const { from, lines, end, broken } = readFromStart(key, own)
  if ((broken !== null && (!broken.isTorn || broken.stray.length > 0)) || from.lines > known.lines || known.lines > end.lines) return null
  return sealAt(from, lines.map(({ seal }) => seal), known.lines).equals(known.seal) ? end.lines : null
}

type Chain = { begins: Place; texts: string[]; entries: LedgerEntry[]; seals: Buffer[]; end: Place }

function follow(key: Buffer, { begins, text }: { begins: Place; text: string | null }, lines: ReadonlyMap<number, readonly string[]>): Chain {
  const chain: Chain = { begins, texts: text === null ? [] : [text], entries: [], seals: [], end: begins }
  for (;;) {
    const next = (lines.get(chain.end.lines + 1) ?? []).map((line) => ({ line, read: readLines(key, chain.end, Buffer.from(`${line}\n`, 'latin1')) })).find(({ read }) => read.lines.length === 1)
    if (next === undefined) return chain
    const [entry] = next.read.lines
    chain.texts.push(next.line)
    chain.entries.push(entry!)
    chain.seals.push(entry!.seal)
    chain.end = next.read.end
  }
}

/** Where a ledger can begin: at its first line, or at a checkpoint that is authentic. */
function beginningsIn(key: Buffer, contents: readonly Buffer[]): { begins: Place; text: string | null }[] {
  const checkpoints = new Set(contents.flatMap(linesOf).filter((line) => line.startsWith('=')))
  const opened = [...checkpoints].map((text) => ({ text, found: openCheckpoint(key, Buffer.from(`${text}\n`, 'latin1')) }))
  return [{ begins: START, text: null }, ...opened.flatMap(({ text, found }) => (found === null ? [] : [{ begins: found.place, text }]))]
}

function sealAt(begins: Place, seals: readonly Buffer[], lines: number): Buffer {
  return lines === begins.lines ? begins.seal : seals[lines - begins.lines - 1]!
}

function linesOf(content: Buffer): string[] {
  return content.toString('latin1').split('\n').filter((line) => line !== '')
}

/** 0: a checkpoint, or nothing that was ever a line. */
function numberOf(line: string): number {
  return Number(/^([1-9]\d{0,14}) /.exec(line)?.[1] ?? 0)
}
