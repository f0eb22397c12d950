/** Reading the page Kontrolle, and asking the probes now. */
import { officesOf } from '#platform/access/actor.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Clause } from '#platform/module/clauses.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { options } from '#platform/school/options.ts'
import { settings } from '#platform/school/settings.de.ts'
import type { contract } from './contract.ts'
import { askAll, figuresOf, note, probesOf } from './probing.ts'
import { rowsOf } from './rules.ts'
import type { FigureState } from './rules.ts'
import { newestRuns } from './store.ts'

/** What is set for a clause. Addresses of networks are for who decides them. */
function settingsOf({ school }: Platform, clause: Clause) {
  return settings.filter((one) => one.clause === clause && one.kind.of !== 'lines').map(({ option }) => {
    const value = school.option(option)
    return { option, value, isDefault: JSON.stringify(value) === JSON.stringify(options[option].fallback) }
  })
}

export const actions: Actions<typeof contract> = {
  async readControl(context) {
    const { platform, database, at, today } = context
    const offices = officesOf(actorOf(context), at)
    const isPart = !['head', 'deputy', 'officer'].some((office) => offices.has(office))
    const runs = await newestRuns(database)
    const probes = probesOf(platform).map(({ id, clause }) => {
      const run = runs.get(id)
      return { id, clause, ranAt: run?.ranAt ?? null, passed: run?.passed ?? false, checked: run?.checked ?? 0, fault: run?.fault ?? null }
    })
    const figures: FigureState[] = []
    for (const figure of figuresOf(platform)) {
      const { n, of } = await figure.count(platform, { at, today })
      figures.push({ id: figure.id, clause: figure.clause, n, of: of ?? null, ...(figure.needs && { needs: figure.needs }), ...(figure.isInternal && { isInternal: true }) })
    }
    return {
      today, schoolName: platform.school.school?.name ?? '', isPart,
      rows: rowsOf(probes, figures, at, isPart).map((row) => ({
        ...row,
        settings: settingsOf(platform, row.clause),
        probes: row.probes.map((probe) => ({ ...probe, ranAt: probe.ranAt?.toISOString() ?? null })),
        figures: row.figures.map((figure) => ({ id: figure.id, n: figure.n, of: figure.of, needs: figure.isOpen ? figure.needs!.who : null, path: figure.isOpen ? (figure.needs!.path ?? null) : null })),
      })),
    }
  },

  async runProbes(context) {
    const { platform, at, today } = context
    const asked = await askAll(platform, { at, today })
    await context.write((w) => note(w, asked))
    return { failed: asked.filter(({ passed }) => !passed).map(({ probe }) => probe) }
  },
}
