/**
 * Pieces of the ledger's copy: one comes with each half minute in which something was taken away, tens of thousands in a year. At night small ones are made into
 * a larger one, so that a restore opens a few; and what stands in a larger one, byte for byte, goes where the target lets it go. Lines go only when the school's own
 * file was shortened: then its checkpoint lies there for them, in a file of its own, first.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { ledgerIdOf } from '#platform/ledger/file.ts'
import { ledger_pieces_max, ledger_pieces_per_night } from './limits.ts'
import { writeDraft } from './sets.ts'
import type { Target } from './targets/target.ts'

/** Lines `from` to `to`, both in it. `ledgerId` null: of before pieces were named after their ledger. */
export type Piece = { name: string; ledgerId: string | null; from: number; to: number }
/** What stands for the lines up to this one, that one included. */
export type Beginning = { name: string; ledgerId: string; lines: number }
/** The copy was complete at this time. */
export type Mark = { name: string; ledgerId: string | null; at: Date }

export function pieceName(ledgerId: string, from: number, to: number): string {
  return `${ledgerId}-${numbered(from)}-${numbered(to)}`
}

export function beginningName(ledgerId: string, lines: number): string {
  return `${ledgerId}-begin-${numbered(lines)}`
}

export function markName(ledgerId: string | null, at: Date): string {
  return `whole-${ledgerId === null ? '' : `${ledgerId}-`}${at.toISOString().replaceAll(':', '')}`
}

/** The pieces among the names of the folder, in the order of their lines. */
export function piecesAmong(names: readonly string[]): Piece[] {
  const found = names.map((name) => ({ name, parts: /^(?:([0-9a-f]{16})-)?(\d{10,})-(\d{10,})$/.exec(name) })).filter(({ parts }) => parts !== null)
  return found.map(({ name, parts }) => ({ name, ledgerId: parts![1] ?? null, from: Number(parts![2]), to: Number(parts![3]) })).sort((a, b) => a.from - b.from || a.to - b.to)
}

/** The checkpoints among the names, the furthest first. */
export function beginningsAmong(names: readonly string[]): Beginning[] {
  const found = names.map((name) => ({ name, parts: /^([0-9a-f]{16})-begin-(\d{10,})$/.exec(name) })).filter(({ parts }) => parts !== null)
  return found.map(({ name, parts }) => ({ name, ledgerId: parts![1]!, lines: Number(parts![2]) })).sort((a, b) => b.lines - a.lines)
}

/** What is left of pieces behind so many lines; of two that then hold the same lines the one that never held more comes first. */
export function piecesBehind(lines: number, pieces: readonly Piece[]): Piece[] {
  return pieces.filter(({ to }) => to > lines).sort((a, b) => b.from - a.from).map((piece) => ({ ...piece, from: Math.max(piece.from, lines + 1) })).sort((a, b) => a.from - b.from || a.to - b.to)
}

/** The marks among the names, in the order of time. */
export function marksAmong(names: readonly string[]): Mark[] {
  const found = names.map((name) => ({ name, parts: /^whole-(?:([0-9a-f]{16})-)?(\d{4}-\d{2}-\d{2}T\d{2})(\d{2})(\d{2}\.\d{3}Z)$/.exec(name) })).filter(({ parts }) => parts !== null)
  return found.map(({ name, parts }) => ({ name, ledgerId: parts![1] ?? null, at: new Date(`${parts![2]}:${parts![3]}:${parts![4]}`) })).sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Of this ledger, or of none by name. */
export function isOf(ledgerId: string): (one: Pick<Piece, 'ledgerId'>) => boolean {
  return (one) => one.ledgerId === null || one.ledgerId === ledgerId
}

/** The fewest pieces that hold all lines: behind each comes the one that reaches furthest. Where lines are missing it goes on behind them. */
export function chainOf(pieces: readonly Piece[]): Piece[] {
  const chain: Piece[] = []
  let best: Piece | null = null
  let reached = 0
  for (const piece of pieces) {
    if (piece.from > reached + 1 && best !== null) {
      chain.push(best)
      reached = best.to
      best = null
    }
    reached = Math.max(reached, best === null ? piece.from - 1 : 0)
    if (piece.to > (best?.to ?? reached)) best = piece
  }
  return best === null ? chain : [...chain, best]
}

/** The end of a chain that becomes one piece: as far back as what follows is at least as long. So of a million lines there are never more than twenty pieces. Null: nothing to do. */
export function toMerge(chain: readonly Piece[]): { from: number; to: number } | null {
  const last = chain.at(-1)
  if (last === undefined) return null
  let { from } = last
  for (const before of chain.slice(0, -1).reverse()) {
    if (before.to + 1 < from || from - before.from > last.to - from + 1) break
    from = before.from
  }
  return from === last.from ? null : { from, to: last.to }
}

/** `content`: the school's own ledger file. Pieces of another ledger are left alone. How many pieces went. */
export async function tidyPieces(target: Target, content: () => Promise<Buffer>): Promise<number> {
  const names = await target.list('ledger')
  const own = await content()
  const ledgerId = ledgerIdOf(own)
  if (ledgerId === null) return 0
  const all = piecesAmong(names).filter(isOf(ledgerId))
  const begins = await beginningAt(target, ledgerId, own)
  const isOld = all.some(({ from }) => from <= begins)
  if (names.length <= ledger_pieces_max && !isOld) return 0
  const pieces = piecesBehind(begins, all)
  const chain = chainOf(pieces.filter((piece) => piece.ledgerId === ledgerId))
  for (const { from, to } of toWrite(chain, all, names.length > ledger_pieces_max)) {
    const text = linesOf(own, { from, to })
    // The target knows more than we do: it is of another time, and not ours to tidy.
    if (text === null) return 0
    const name = pieceName(ledgerId, from, to)
    await putText(target, name, text)
    if (!text.equals(await contentAt(target, name))) return 0
    chain.push({ name, ledgerId, from, to })
  }
  const kept = chainOf(chain.filter(({ name, from }) => !all.some((one) => one.name === name && one.from < from)).sort((a, b) => a.from - b.from || a.to - b.to))
  const isKept = new Set(kept.map(({ name }) => name))
  const held = all.filter(({ name, to }) => !isKept.has(name) && (to <= begins || kept.some((one) => one.from <= pieces.find((piece) => piece.name === name)!.from && one.to >= to)))
  const others = [...beginningsAmong(names).filter((one) => one.ledgerId === ledgerId && one.lines < begins), ...marksAmong(names).filter(isOf(ledgerId)).slice(0, -1)]
  return removeHeld(target, held, others, own, begins)
}

/** Pieces to be made of the chain: small ones become one, and what begins before our own file does is written without that. */
function toWrite(chain: readonly Piece[], all: readonly Piece[], areMany: boolean): { from: number; to: number }[] {
  const merged = areMany ? toMerge(chain) : null
  const first = chain[0]
  const isCut = first !== undefined && all.some(({ name, from }) => name === first.name && from < first.from)
  return [...(isCut && merged?.from !== first.from ? [{ from: first.from, to: first.to }] : []), ...(merged === null ? [] : [merged])]
}

/** How many lines our checkpoint stands for, which lies at the target after this; 0 when it does not: then all lines there are still needed. */
async function beginningAt(target: Target, ledgerId: string, own: Buffer): Promise<number> {
  const lines = linesBefore(own)
  if (lines === 0) return 0
  const [name, text] = [beginningName(ledgerId, lines), own.subarray(0, own.indexOf(10) + 1)]
  const isThere = async (): Promise<boolean> => text.equals(await contentAt(target, name))
  // It may be damaged; or a rule of a bucket took it away, where nothing was taken from anybody for so long.
  if (!(await isThere())) await putText(target, name, text)
  return (await isThere()) ? lines : 0
}

/** Takes away these pieces, which others hold, and these small files. A target that refuses once is not asked again tonight. */
async function removeHeld(target: Target, held: readonly Piece[], others: readonly { name: string }[], own: Buffer, begins: number): Promise<number> {
  let gone = 0
  for (const { name, from, to } of held.slice(0, ledger_pieces_per_night)) {
    const mine = to <= begins ? Buffer.alloc(0) : linesOf(own, { from: Math.max(from, begins + 1), to })
    const there = to <= begins ? mine! : await contentAt(target, name)
    // Of another time: then it says something that stands nowhere else.
    if (mine === null || !(from > begins ? there : there.subarray(Math.max(0, there.length - mine.length))).equals(mine)) continue
    if (!(await target.remove(`ledger/${name}`))) return gone
    gone += 1
  }
  for (const { name } of others) if (!(await target.remove(`ledger/${name}`))) break
  return gone
}

/** These lines of the file; null when it ends before, or begins behind them. */
function linesOf(content: Buffer, { from, to }: { from: number; to: number }): Buffer | null {
  const before = linesBefore(content)
  if (from <= before) return null
  let end = before === 0 ? 0 : content.indexOf(10) + 1
  let start = end
  for (let line = before + 1; line <= to; line++) {
    if (line === from) start = end
    end = content.indexOf(10, end) + 1
    if (end === 0) return null
  }
  return content.subarray(start, end)
}

/** For how many lines the checkpoint stands that our own file begins with. */
function linesBefore(own: Buffer): number {
  return Number(/^=\w+ (\d+) /.exec(own.toString('latin1', 0, 64))?.[1] ?? 0)
}

export async function putText(target: Target, name: string, text: Uint8Array): Promise<void> {
  const draft = join(target.drafts, `ledger-${name}-${process.pid}.part`)
  await writeDraft(draft, text)
  await target.put(`ledger/${name}`, draft, createHash('sha256').update(text).digest('hex'))
}

export async function contentAt(target: Target, name: string): Promise<Buffer> {
  const found = await target.open(`ledger/${name}`)
  const parts: Buffer[] = []
  for await (const piece of found?.pieces ?? []) parts.push(Buffer.from(piece))
  return Buffer.concat(parts)
}

function numbered(lines: number): string {
  return String(lines).padStart(10, '0')
}
