import { sql } from 'kysely'
import type { Control } from '#platform/module/control.ts'
import type { Module } from '#platform/module/module.ts'
import { actions } from './actions.ts'
import { contract } from './contract.ts'
import manifest from './manifest.ts'
import { reminderJobs } from './recovery/reminders.ts'
import { watchSpraying } from './recovery/spraying.ts'
import { replays } from './replays.ts'
import { subjects } from './subjects.ts'

const control: Control = {
  measures: [{
    id: 'identity.factors', topic: 'sign_in',
    async read({ database }, { at }) {
      const inForce = sql`f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at})`
      const { rows } = await sql<{ of: number; n: number }>`
        SELECT count(*)::int AS of, count(*) FILTER (WHERE EXISTS (SELECT FROM access_fact f WHERE f.person_id = held.person_id AND f.kind = 'factor' AND ${inForce}))::int AS n
          FROM (SELECT DISTINCT f.person_id FROM access_fact f WHERE f.kind IN ('office', 'task') AND ${inForce}) AS held`.execute(database)
      return rows[0]!
    },
  }],
}

export const module: Module = { manifest, contract, actions, subjects, replays, control, recurring: reminderJobs, start: watchSpraying }
