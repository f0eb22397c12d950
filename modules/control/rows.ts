/** The rows of the page Kontrolle as they are now: what the probes found last, what the figures count, what is set. */
import { officesOf } from '#platform/access/actor.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Context } from '#platform/module/module.ts'
import type { Clause } from '#platform/module/clauses.ts'
import type { Platform } from '#platform/module/platform.ts'
import { options } from '#platform/school/options.ts'
import { settings } from '#platform/school/settings.de.ts'
import { figuresOf, probesOf } from './probing.ts'
import { rowsOf } from './rules.ts'
import type { FigureState, ProbeState } from './rules.ts'
import { newestRuns } from './store.ts'

/** True for who reads only what is about the work of the staff (X15). */
export function readsPart(context: Context): boolean {
  const offices = officesOf(actorOf(context), context.at)
  return !['head', 'deputy', 'officer'].some((office) => offices.has(office))
}

/** The newest answer of each probe of the house. */
export async function probeStates({ platform, database }: Pick<Context, 'platform' | 'database'>): Promise<ProbeState[]> {
  const runs = await newestRuns(database)
  return probesOf(platform).map(({ id, clause }) => {
    const run = runs.get(id)
    return { id, clause, ranAt: run?.ranAt ?? null, passed: run?.passed ?? false, checked: run?.checked ?? 0, fault: run?.fault ?? null }
  })
}

/** What is set for a clause. Addresses of networks are for who decides them. */
function settingsOf({ school }: Platform, clause: Clause) {
  return settings.filter((one) => one.clause === clause && one.kind.of !== 'lines').map(({ option }) => {
    const value = school.option(option)
    return { option, value, isDefault: JSON.stringify(value) === JSON.stringify(options[option].fallback) }
  })
}

/** All rows, as the contract tells them. */
export async function readRows(context: Context, isPart: boolean) {
  const { platform, at, today } = context
  const figures: FigureState[] = []
  for (const figure of figuresOf(platform)) {
    const { n, of } = await figure.count(platform, { at, today })
    figures.push({ id: figure.id, clause: figure.clause, n, of: of ?? null, ...(figure.needs && { needs: figure.needs }), ...(figure.isInternal && { isInternal: true }) })
  }
  return rowsOf(await probeStates(context), figures, at, isPart).map((row) => ({
    ...row,
    settings: settingsOf(platform, row.clause),
    probes: row.probes.map((probe) => ({ ...probe, ranAt: probe.ranAt?.toISOString() ?? null })),
    figures: row.figures.map((figure) => ({ id: figure.id, n: figure.n, of: figure.of, needs: figure.isOpen ? figure.needs!.who : null, path: figure.isOpen ? (figure.needs!.path ?? null) : null })),
  }))
}
