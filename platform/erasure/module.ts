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
      const { stuck } = await platform.asOwner((owner) => retain(owner, platform.manifests.values(), platform.school, at))
      const [table] = Object.keys(stuck)
      if (table !== undefined) throw new Error(`${table}: ${stuck[table]}`)
    },
  },
]

export const module: Module = { manifest, contract: {}, actions: {}, recurring }
