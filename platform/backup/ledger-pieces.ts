/**
 * Pieces of the ledger's copy: one comes with each half minute in which something was taken away, tens of thousands in a year. At night small ones are made into
 * a larger one, so that a restore opens a few; and what stands in a larger one, byte for byte, goes where the target lets it go. No line ever does.
 */
import { createHash, hash } from 'node:crypto'
import { join } from 'node:path'
import { ledger_pieces_max, ledger_pieces_per_night } from './limits.ts'
import { writeDraft } from './sets.ts'
import type { Target } from './targets/target.ts'

/** Lines `from` to `to`, both in it. `ledgerId` null: of before pieces were named after their ledger. */
export type Piece = { name: string; ledgerId: string | null; from: number; to: number }
/** The copy was complete at this time. */
export type Mark = { name: string; ledgerId: string | null; at: Date }

/** What tells one ledger from another at the same target (a school that went on without its own has two): its first line, which no other has. Null: there is none yet. */
export function ledgerIdOf(content: Buffer): string | null {
  const stop = content.indexOf(10)
  return stop < 0 ? null : hash('sha256', content.subarray(0, stop), 'hex').slice(0, 16)
}

export function pieceName(ledgerId: string, from: number, to: number): string {
  return `${ledgerId}-${numbered(from)}-${numbered(to)}`
}

export function markName(ledgerId: string | null, at: Date): string {
  return `whole-${ledgerId === null ? '' : `${ledgerId}-`}${at.toISOString().replaceAll(':', '')}`
}

/** The pieces among the names of the folder, in the order of their lines. */
export function piecesAmong(names: readonly string[]): Piece[] {
  const found = names.map((name) => ({ name, parts: /^(?:([0-9a-f]{16})-)?(\d{10,})-(\d{10,})$/.exec(name) })).filter(({ parts }) => parts !== null)
  return found.map(({ name, parts }) => ({ name, ledgerId: parts![1] ?? null, from: Number(parts![2]), to: Number(parts![3]) })).sort((a, b) => a.from - b.from || a.to - b.to)
}

/** The marks among the names, in the order of time. */
export function marksAmong(names: readonly string[]): Mark[] {
  const found = names.map((name) => ({ name, parts: /^whole-(?:([0-9a-f]{16})-)?(\d{4}-\d{2}-\d{2}T\d{2})(\d{2})(\d{2}\.\d{3}Z)$/.exec(name) })).filter(({ parts }) => parts !== null)
  return found.map(({ name, parts }) => ({ name, ledgerId: parts![1] ?? null, at: new Date(`${parts![2]}:${parts![3]}:${parts![4]}`) })).sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** Of this ledger, or of none by name. */
export function isOf(ledgerId: string): (one: Piece | Mark) => boolean {
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
  if (names.length <= ledger_pieces_max) return 0
  const own = await content()
  const ledgerId = ledgerIdOf(own)
  if (ledgerId === null) return 0
  const pieces = piecesAmong(names).filter(isOf(ledgerId))
  const merged = toMerge(chainOf(namedAfter(ledgerId, pieces)))
  if (merged !== null) {
    const text = linesOf(own, merged)
    // The target knows more than we do: it is of another time, and not ours to tidy.
    if (text === null) return 0
    const name = pieceName(ledgerId, merged.from, merged.to)
    const draft = join(target.drafts, `ledger-${name}-${process.pid}.part`)
    await writeDraft(draft, text)
    await target.put(`ledger/${name}`, draft, createHash('sha256').update(text).digest('hex'))
    if (!text.equals(await contentAt(target, name))) return 0
    pieces.push({ name, ledgerId, ...merged })
  }
  const chain = chainOf(namedAfter(ledgerId, pieces).sort((a, b) => a.from - b.from || a.to - b.to))
  return removeHeld(target, pieces, chain, own, marksAmong(names).filter(isOf(ledgerId)).slice(0, -1))
}

function namedAfter(ledgerId: string, pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece) => piece.ledgerId === ledgerId)
}

/** Takes away the pieces that a longer one of the chain holds, and these marks. A target that refuses once is not asked again tonight. */
async function removeHeld(target: Target, pieces: readonly Piece[], chain: readonly Piece[], own: Buffer, marks: readonly Mark[]): Promise<number> {
  const held = pieces.filter((piece) => !chain.includes(piece) && chain.some(({ from, to }) => from <= piece.from && to >= piece.to))
  let gone = 0
  for (const { name, ...lines } of held.slice(0, ledger_pieces_per_night)) {
    // Of another time: then it says something that stands nowhere else.
    if (!linesOf(own, lines)?.equals(await contentAt(target, name))) continue
    if (!(await target.remove(`ledger/${name}`))) return gone
    gone += 1
  }
  for (const { name } of marks) if (!(await target.remove(`ledger/${name}`))) break
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
