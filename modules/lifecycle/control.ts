/** What deletion says on the page Kontrolle (clause 12). */
import { sql } from 'kysely'
import { isAdmitted } from '#platform/access/actor.ts'
import type { Control, Finding, Moment } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { erasePeople } from '#platform/erasure/erase.ts'
import { remainsOf } from '#platform/erasure/remains.ts'
import { newId } from '#platform/id/id.ts'
import { countOverdue } from './purge.ts'
import { countStanding } from './store.ts'

export const control: Control = {
  figures: [
    { id: 'lifecycle.deleted', clause: '12', count: async ({ database }) => ({ n: await countStanding(database) }) },
    { id: 'lifecycle.purged', clause: '12', count: async ({ database }) => ({ n: Number((await sql<{ n: number }>`SELECT count(*)::int AS n FROM purge_sheet`.execute(database)).rows[0]!.n) }) },
    // The night goes on without whoever can't be purged (in-groups.ts); here it is told.
    { id: 'lifecycle.overdue', clause: '12', needs: { who: 'admin', when: 'any', path: '/loeschung/geloescht' }, count: async ({ database }, { at }) => ({ n: await countOverdue(database, at) }) },
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

/**
 * X4: somebody who never was is added with a membership, is erased, and is looked for in all tables; nothing of it is kept. And after no purge of the past did
 * the same search find anything.
 */
async function nothingLeft(platform: Platform, { at }: Moment): Promise<Finding> {
  let left: number | null = null
  await platform.asOwner((owner) => write(platform, null, at, async (w) => {
    const id = newId(at)
    await w.trx.insertInto('person').values({ id, type: 'other', given_name: 'Probe', family_name: 'Probe', account_name: `probe ${id}`, entered_on: w.today, exit_on: w.today, source: 'probe', source_id: id, created_at: at }).execute()
    const group = await w.trx.selectFrom('school_group').select('id').limit(1).executeTakeFirst()
    if (group !== undefined) await w.trx.insertInto('membership').values({ id: newId(at), group_id: group.id, person_id: id, role: 'member', from_on: w.today, until_on: w.today }).execute()
    await erasePeople(w, [{ id, type: 'other', name: '', accountName: '', source: '', sourceId: '' }], { deleteAuthored: false })
    left = (await remainsOf(w.trx, [id])).length
    throw new Undone()
  }, owner)).catch((error: unknown) => (error instanceof Undone ? undefined : Promise.reject(error)))
  const { rows } = await sql<{ checked: number; left: number }>`SELECT count(*)::int AS checked, (count(*) FILTER (WHERE jsonb_array_length(counts -> 'remains') > 0))::int AS "left" FROM purge_sheet`.execute(platform.database)
  return { checked: rows[0]!.checked + 1, fault: left !== 0 || rows[0]!.left > 0 ? 'remains' : null }
}

class Undone extends Error {}
