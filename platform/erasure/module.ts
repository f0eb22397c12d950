import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Module } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import { moveToSafe } from './evidence.ts'
import manifest from './manifest.ts'
import { retain } from './retention.ts'

/** Once a night, for all modules; of missed nights one is enough. */
const recurring: readonly RecurringJob[] = [
  {
    name: 'retention', every: 'day', at: '01:10', onlyNewest: true,
    async run(platform, _dueOn, at) {
      await write(platform, null, at, moveToSafe)
      const { gone, stuck } = await platform.asOwner((owner) => retain(owner, platform.manifests.values(), platform.school, at))
      const [table] = Object.keys(stuck)
      // The name of a table says nothing about anybody, so it may stand where only kinds of errors may.
      if (table !== undefined) throw Object.assign(new Error(`${table}: ${stuck[table]}`), { code: `${table}-${stuck[table]}`.slice(0, 40) })
      return { rows: Object.values(gone).reduce((sum, n) => sum + n, 0) }
    },
  },
]

export const module: Module = { manifest, contract: {}, actions: {}, recurring }
