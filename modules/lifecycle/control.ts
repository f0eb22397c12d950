/** What deletion says on the page Kontrolle (clause 12). */
import { sql } from 'kysely'
import { isAdmitted } from '#platform/access/actor.ts'
import type { Control, Finding, Moment } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { countStanding } from './store.ts'

export const control: Control = {
  figures: [
    { id: 'lifecycle.deleted', clause: '12', count: async ({ database }) => ({ n: await countStanding(database) }) },
    { id: 'lifecycle.purged', clause: '12', count: async ({ database }) => ({ n: Number((await sql<{ n: number }>`SELECT count(*)::int AS n FROM purge_sheet`.execute(database)).rows[0]!.n) }) },
  ],
  probes: [
    { id: 'lifecycle.deleted_gate', clause: '12', run: deletedGate },
    { id: 'lifecycle.purged_in_time', clause: '12', run: purgedInTime },
    { id: 'lifecycle.nothing_left', clause: '12', run: nothingLeft },
  ],
}

/** R12.4: whoever is deleted has no access, no session, no password, and no name that anybody could read. */
async function deletedGate({ database, actors }: Platform, { at }: Moment): Promise<Finding> {
  const { rows } = await sql<{ id: string; isNamed: boolean; hasPassword: boolean }>`
    SELECT p.id, p.given_name <> (SELECT n.given_name FROM person n WHERE n.source = 'schulhof' AND n.source_id = 'deleted') AS "isNamed", EXISTS (SELECT FROM credential c WHERE c.person_id = p.id) AS "hasPassword"
      FROM person p WHERE p.deleted_on IS NOT NULL`.execute(database)
  for (const row of rows) {
    if (row.isNamed) return { checked: rows.length, fault: 'deleted_named' }
    if (row.hasPassword) return { checked: rows.length, fault: 'deleted_with_password' }
    const actor = await actors.find(row.id)
    if (actor !== null && isAdmitted(actor, at)) return { checked: rows.length, fault: 'deleted_admitted' }
  }
  return { checked: rows.length, fault: null }
}

/** Whoever has left is deleted, and whoever's days are over is gone. */
async function purgedInTime({ database, school }: Platform, { today }: Moment): Promise<Finding> {
  const { rows: late } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM account_deletion d LEFT JOIN account_restoration r ON r.deletion_id = d.id WHERE r.deletion_id IS NULL AND d.restorable_until < ${today}::date`.execute(database)
  const { rows: left } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM person p WHERE p.type = 'pupil' AND p.exit_on < ${today}::date AND p.deleted_on IS NULL`.execute(database)
  const { rows: all } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM account_deletion`.execute(database)
  const fault = late[0]!.n > 0 ? 'not_purged' : school.option('delete.auto_on_exit') && left[0]!.n > 0 ? 'left_not_deleted' : null
  return { checked: all[0]!.n, fault }
}

/** After every purge all tables were searched for what still speaks of the person. */
async function nothingLeft({ database }: Platform): Promise<Finding> {
  const { rows } = await sql<{ checked: number; left: number }>`SELECT count(*)::int AS checked, (count(*) FILTER (WHERE jsonb_array_length(counts -> 'remains') > 0))::int AS "left" FROM purge_sheet`.execute(database)
  return { checked: rows[0]!.checked, fault: rows[0]!.left > 0 ? 'remains' : null }
}
