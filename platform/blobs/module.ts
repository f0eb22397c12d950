import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Replays } from '#platform/ledger/replay.ts'
import type { Module } from '#platform/module/module.ts'
import manifest from './manifest.ts'
import { destroyAgain } from './scopes.ts'

/** Of missed nights one is enough: both look at how things are now. */
const recurring: readonly RecurringJob[] = [
  { name: 'key_backup', every: 'day', at: '02:10', onlyNewest: true, run: async ({ blobs }, dueOn) => void (await blobs.backUpKeys(dueOn)) },
  { name: 'sweep', every: 'day', at: '02:40', onlyNewest: true, run: async ({ blobs }, _dueOn, at) => void (await blobs.sweep(at)) },
]

/** B7: a destroyed key stays destroyed, also where a key backup of the week still had it. */
const replays: Replays = { key_destroyed: async (w, { scope }) => void (await destroyAgain(w, scope!)) }

export const module: Module = { manifest, contract: {}, actions: {}, recurring, replays }
