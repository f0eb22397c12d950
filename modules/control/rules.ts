/** What a row of the page Kontrolle says, from what was counted and what the probes found. Pure. */
import { CLAUSES } from '#platform/module/clauses.ts'
import type { Clause } from '#platform/module/clauses.ts'
import type { Figure } from '#platform/module/control.ts'
import { stale_hours_max } from './limits.ts'

export type ProbeState = { id: string; clause: Clause; ranAt: Date | null; passed: boolean; checked: number; fault: string | null }
export type FigureState = Pick<Figure, 'id' | 'clause' | 'needs' | 'isInternal'> & { n: number; of: number | null }
export type RowState = 'broken' | 'unsure' | 'open' | 'calm'
export type Kept = 'technical' | 'reminder' | 'organisational'
export type Row = { clause: Clause; state: RowState; kept: Kept[]; probes: (ProbeState & { isStale: boolean })[]; figures: (FigureState & { isOpen: boolean })[] }

/** Clauses that the staff council reads: what concerns the work of the staff (X15). */
export const FOR_COUNCIL: ReadonlySet<Clause> = new Set(['0', '4', '6'])
/** Clauses for which the platform makes tasks today. */
const REMINDED: ReadonlySet<Clause> = new Set(['12'])

/** All rows in the order of the clauses. `isPart`: for the staff council, without what is about people as a whole. */
export function rowsOf(probes: readonly ProbeState[], figures: readonly FigureState[], at: Date, isPart: boolean): Row[] {
  return CLAUSES.filter((clause) => !isPart || FOR_COUNCIL.has(clause)).map((clause) => {
    const asked = probes.filter((probe) => probe.clause === clause).map((probe) => ({ ...probe, isStale: isStale(probe, at) }))
    const counted = figures.filter((figure) => figure.clause === clause && !(isPart && figure.isInternal)).map((figure) => ({ ...figure, isOpen: isOpen(figure) }))
    const kept: Kept[] = [...(asked.length > 0 ? ['technical' as const] : []), ...(REMINDED.has(clause) ? ['reminder' as const] : []), 'organisational']
    return { clause, state: stateOf(asked, counted), kept, probes: asked, figures: counted }
  })
}

function stateOf(probes: readonly (ProbeState & { isStale: boolean })[], figures: readonly { isOpen: boolean }[]): RowState {
  if (probes.some((probe) => probe.ranAt !== null && !probe.passed)) return 'broken'
  if (probes.some((probe) => probe.isStale)) return 'unsure'
  return figures.some((figure) => figure.isOpen) ? 'open' : 'calm'
}

/** Never asked, or so long ago that it says nothing about today; a probe that lies ahead was asked by a clock that was wrong. */
export function isStale({ ranAt }: Pick<ProbeState, 'ranAt'>, at: Date): boolean {
  return ranAt === null || ranAt > at || at.getTime() - ranAt.getTime() > stale_hours_max * 3_600_000
}

function isOpen({ needs, n, of }: FigureState): boolean {
  if (needs === undefined) return false
  return needs.when === 'any' ? n > 0 : of !== null && n < of
}
