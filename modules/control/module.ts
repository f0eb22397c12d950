import type { Module } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'
import { askAll, note } from './probing.ts'
import { content } from './probes/content.ts'
import { gates } from './probes/gates.ts'
import { offices } from './probes/offices.ts'
import { records } from './probes/records.ts'
import { houseMeasures } from './registers/facts.ts'
import { missingFigure } from './registers/processors.ts'
import { databaseHost } from './registers/services.ts'

export const module: Module = {
  manifest,
  contract,
  actions,
  control: {
    probes: [...gates, ...content, ...offices, ...records],
    figures: [missingFigure],
    measures: houseMeasures,
    services: (platform) => {
      const host = databaseHost(platform)
      return host === null ? [] : [{ kind: 'database', host }]
    },
  },
  recurring: [{
    name: 'probe', every: 'day', at: '05:10', onlyNewest: true,
    async run(platform, _dueOn, at) {
      if (platform.school.school === null) return {}
      const asked = await askAll(platform, { at, today: dateInBerlin(at) })
      await write(platform, null, at, (w) => note(w, asked))
      const passed = asked.filter((one) => one.passed).length
      return { passed, failed: asked.length - passed }
    },
  }],
}
