/** The school's own staff room ("Kollegium"): which group that is, and who comes into it by being staff. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { addMembers } from '#platform/identity/groups.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Write } from '#platform/module/write.ts'

/**
 * The one open group of staff that was founded with the school, in the same transaction and so at the same instant; null where it has ended or there never
 * was one. Neither its name nor its age counts: a group of staff that somebody founds later is never taken for it, so nobody is let into a room of the few.
 */
export async function staffRoomOf(database: Database | Trx): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT g.id FROM school s JOIN school_group g ON g.created_at = s.founded_at WHERE g.kind = 'staff' AND g.ended_on IS NULL LIMIT 2`.execute(database)
  return rows.length === 1 ? rows[0]!.id : null
}

/** What was decided about `p` in the group: is in it, or was taken out since this stay at school began. An earlier stay decides nothing. */
function isSettled(groupId: string): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT FROM membership m WHERE m.group_id = ${groupId} AND m.person_id = p.id AND (m.until_on IS NULL OR m.from_on >= p.entered_on))`
}

/** Who needs no place in the staff room any more: whoever is in it, and whoever was taken out by hand and has not been away since. */
export async function settledInStaffRoom(database: Database | Trx, groupId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT p.id FROM person p WHERE p.type IN ('teacher', 'staff') AND ${isSettled(groupId)} ORDER BY p.id`.execute(database)
  return rows.map((row) => row.id)
}

/**
 * Takes those of the people who teach or work here into the staff room, from their first day on. Pupils, parents and people from outside are passed over: a
 * teacher who is a parent here too has two accounts (B12), and only the one at work comes in. `newStay`: only whoever came back today.
 */
export async function joinStaffRoom(w: Write, personIds: readonly string[], only: 'all' | 'newStay'): Promise<void> {
  if (personIds.length === 0) return
  const groupId = await staffRoomOf(w.trx)
  if (groupId === null) return
  const isWanted = only === 'all' ? sql<boolean>`true` : sql<boolean>`(p.entered_on >= ${w.today} AND EXISTS (SELECT FROM past_stay s WHERE s.person_id = p.id))`
  const { rows } = await sql<{ id: string; entered_on: string }>`
    SELECT p.id, p.entered_on FROM person p
     WHERE p.id = ANY(${[...personIds]}::uuid[]) AND p.type IN ('teacher', 'staff') AND (p.exit_on IS NULL OR p.exit_on >= greatest(p.entered_on, ${w.today}::date))
       AND ${isWanted} AND NOT ${isSettled(groupId)} ORDER BY p.id`.execute(w.trx)
  if (rows.length === 0) return
  await addMembers(w, rows.map((row) => ({ groupId, personId: row.id, role: 'member' as const, from: row.entered_on > w.today ? row.entered_on : w.today })))
  writeJournal(w, { event: 'people.members_added', actorId: w.actorId, fields: { group: groupId, role: 'member', count: rows.length } })
}
