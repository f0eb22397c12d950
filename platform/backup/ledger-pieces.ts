/**
 * Pieces of the ledger's copy: one comes with each half minute in which something was taken away, tens of thousands in a year. At night small ones are made into
 * a larger one, so that a restore opens a few; and what stands in a larger one, byte for byte, goes where the target lets it go. No line ever does.
 */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { ledger_pieces_max, ledger_pieces_per_night } from './limits.ts'
import { writeDraft } from './sets.ts'
import type { Target } from './targets/target.ts'

/** Lines `from` to `to`, both in it. */
export type Piece = { name: string; from: number; to: number }

export function pieceName(from: number, to: number): string {
  return `${numbered(from)}-${numbered(to)}`
}

/** The pieces among the names of the folder, in the order of their lines. */
export function piecesAmong(names: readonly string[]): Piece[] {
  const found = names.map((name) => ({ name, range: /^(\d{10,})-(\d{10,})$/.exec(name) })).filter(({ range }) => range !== null)
  return found.map(({ name, range }) => ({ name, from: Number(range![1]), to: Number(range![2]) })).sort((a, b) => a.from - b.from || a.to - b.to)
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

/** `content`: the school's own ledger file. How many pieces went. */
export async function tidyPieces(target: Target, content: () => Promise<Buffer>): Promise<number> {
  const names = await target.list('ledger')
  if (names.length <= ledger_pieces_max) return 0
  const pieces = piecesAmong(names)
  const own = await content()
  const merged = toMerge(chainOf(pieces))
  if (merged !== null) {
    const text = linesOf(own, merged)
    // The target knows more than we do: it is of another time, and not ours to tidy.
    if (text === null) return 0
    const name = pieceName(merged.from, merged.to)
    const draft = join(target.drafts, `ledger-${name}-${process.pid}.part`)
    await writeDraft(draft, text)
    await target.put(`ledger/${name}`, draft, createHash('sha256').update(text).digest('hex'))
    if (!text.equals(await contentAt(target, name))) return 0
    pieces.push({ name, ...merged })
  }
  return removeHeld(target, pieces, own, names.filter((name) => name.startsWith('whole-')).sort().slice(0, -1))
}

/** Takes away the pieces that a longer one holds, and the marks but the newest one. A target that refuses once is not asked again tonight. */
async function removeHeld(target: Target, pieces: readonly Piece[], own: Buffer, marks: readonly string[]): Promise<number> {
  const chain = new Set(chainOf([...pieces].sort((a, b) => a.from - b.from || a.to - b.to)))
  const held = pieces.filter((piece) => !chain.has(piece) && [...chain].some(({ from, to }) => from <= piece.from && to >= piece.to))
  let gone = 0
  for (const { name, ...lines } of held.slice(0, ledger_pieces_per_night)) {
    // Of another time: then it says something that stands nowhere else.
    if (!linesOf(own, lines)?.equals(await contentAt(target, name))) continue
    if (!(await target.remove(`ledger/${name}`))) return gone
    gone += 1
  }
  for (const name of marks) if (!(await target.remove(`ledger/${name}`))) break
  return gone
}

/** These lines of the file, which begins with line 1; null when it ends before. */
function linesOf(content: Buffer, { from, to }: { from: number; to: number }): Buffer | null {
  let start = 0
  let end = 0
  for (let line = 1; line <= to; line++) {
    if (line === from) start = end
    end = content.indexOf(10, end) + 1
    if (end === 0) return null
  }
  return content.subarray(start, end)
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
