import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Module } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { KEY_MISSING, actions } from './actions.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'
import { currentSafeKey } from './safe.ts'

/** Without a key in the safe nobody can open a backup when the machine is gone: the head is asked for it until there is one. */
const recurring: readonly RecurringJob[] = [{
  name: 'ask', every: 'day', at: '05:20', onlyNewest: true,
  async run(platform, _dueOn, at) {
    if (platform.school.school === null || (await currentSafeKey(platform.database)) !== null) return {}
    await write(platform, null, at, (w) => openTask(w, { kind: KEY_MISSING, key: 'school', for: { office: 'head' }, params: {} }))
    return { missing: 1 }
  },
}]

export const module: Module = {
  manifest,
  contract,
  actions,
  recurring,
  control: {
    measures: [{ id: 'safe.key', topic: 'recovery', read: async ({ database }) => ({ madeOn: (await currentSafeKey(database))?.madeOn ?? null }) }],
    figures: [{
      id: 'safe.key', clause: '12', needs: { who: 'head', when: 'incomplete', path: '/verwaltung/tresor' },
      count: async ({ database }) => ({ n: (await currentSafeKey(database)) === null ? 0 : 1, of: 1 }),
    }],
  },
}
