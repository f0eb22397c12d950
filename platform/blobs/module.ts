import { sql } from 'kysely'
import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Control } from '#platform/module/control.ts'
import type { Replays } from '#platform/ledger/replay.ts'
import type { Module } from '#platform/module/module.ts'
import manifest from './manifest.ts'
import { destroyAgain } from './scopes.ts'

/** Of missed nights one is enough: both look at how things are now. */
const recurring: readonly RecurringJob[] = [
  { name: 'key_backup', every: 'day', at: '02:10', onlyNewest: true, run: async ({ blobs }, dueOn) => ({ keys: await blobs.backUpKeys(dueOn) }) },
  { name: 'sweep', every: 'day', at: '02:40', onlyNewest: true, run: async ({ blobs }, _dueOn, at) => {
    const { rows, files, isHeld } = await blobs.sweep(at)
    return { rows, files, held: Number(isHeld) }
  } },
]

/** B7: a destroyed key stays destroyed, also where a key backup of the week still had it. */
const replays: Replays = { key_destroyed: async (w, { scope }) => void (await destroyAgain(w, scope!)) }

const control: Control = {
  services: ({ blobs }) => (blobs.host === null ? [] : [{ kind: 'blobs', host: blobs.host }]),
  measures: [
    {
      // Counted in what is stored: a content without a key of its scope can be opened by nobody.
      id: 'blobs.sealed', topic: 'storage',
      async read({ database, blobs }) {
        const { rows } = await sql<{ blobs: number; scopes: number; destroyed: number }>`
          SELECT (SELECT count(*) FROM blob)::int AS blobs, (SELECT count(*) FROM scope_key)::int AS scopes, (SELECT count(*) FROM blob_scope WHERE destroyed_at IS NOT NULL)::int AS destroyed`.execute(database)
        return { ...rows[0]!, host: blobs.target === 's3' ? blobs.host : null }
      },
    },
  ],
}

export const module: Module = { manifest, contract: {}, actions: {}, recurring, replays, control }
