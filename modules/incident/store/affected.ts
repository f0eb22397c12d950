/** The list of those affected: found, added, taken off. */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { newId } from '#platform/id/id.ts'
import { isCalled, newestPlace } from '#platform/identity/person-sql.ts'
import type { Write } from '#platform/module/write.ts'

export type Found = { id: string; displayName: string; type: PersonType; place: string | null }
export type FoundGroup = { id: string; label: string; members: number }

/** People by the words of their name (nameWords); none whose account is deleted. `hidden`: those whom a contact ban hides from who asks. */
export async function findPeople(database: Database, words: readonly string[], more: { hidden: readonly string[]; schoolYear: string; max: number }): Promise<Found[]> {
  const { rows } = await sql<Found>`
    SELECT p.id, p.type, p.given_name || ' ' || p.family_name AS "displayName",
           (${newestPlace(more.schoolYear)}) AS place
      FROM person p WHERE p.deleted_on IS NULL AND p.id <> ${NOBODY_ID}::uuid AND p.id <> ALL(${[...more.hidden]}::uuid[])
       AND ${isCalled(words)}
     ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${more.max}`.execute(database)
  return rows
}

/** Groups that have not ended, by the words of their name, with the number of who is in them today. */
export async function findGroups(database: Database, words: readonly string[], more: { schoolYear: string; today: string; max: number }): Promise<FoundGroup[]> {
  const { rows } = await sql<FoundGroup>`
    SELECT g.id, l.label, (SELECT count(DISTINCT m.person_id)::int FROM membership m WHERE m.group_id = g.id AND ${isMember(more.today)}) AS members
      FROM school_group g JOIN LATERAL (SELECT label FROM group_label x WHERE x.group_id = g.id AND x.school_year <= ${more.schoolYear} ORDER BY x.school_year DESC LIMIT 1) l ON true
     WHERE (g.ended_on IS NULL OR g.ended_on >= ${more.today}::date) AND lower(l.label) LIKE ALL(${words.map(likeOf)}::text[])
     ORDER BY l.label COLLATE "de-x-icu", g.id LIMIT ${more.max}`.execute(database)
  return rows
}

/** Of these ids, those of people who are there. */
export async function existing(w: Write, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`SELECT id FROM person WHERE id = ANY(${[...new Set(personIds)]}::uuid[]) AND deleted_on IS NULL AND id <> ${NOBODY_ID}::uuid`.execute(w.trx)
  return rows.map((row) => row.id)
}

/** Who is in the group today; null where there is no such group. */
export async function membersOf(trx: Trx, groupId: string, today: string): Promise<string[] | null> {
  const group = await trx.selectFrom('school_group').select('id').where('id', '=', groupId).executeTakeFirst()
  if (group === undefined) return null
  const { rows } = await sql<{ id: string }>`SELECT DISTINCT m.person_id AS id FROM membership m JOIN person p ON p.id = m.person_id WHERE m.group_id = ${groupId} AND p.deleted_on IS NULL AND ${isMember(today)}`.execute(trx)
  return rows.map((row) => row.id)
}

/** Puts them on the list; who stands there already is left out. Returns how many are new. */
export async function addToList(w: Write, caseId: string, personIds: readonly string[]): Promise<number> {
  const { rows } = await sql`
    INSERT INTO incident_affected (id, case_id, person_id, recorded_by, at)
    SELECT t.id, ${caseId}, t.person_id, ${w.actorId}::uuid, ${w.at}::timestamptz FROM unnest(${personIds.map(() => newId(w.at))}::uuid[], ${[...personIds]}::uuid[]) AS t (id, person_id)
     WHERE NOT EXISTS (SELECT FROM incident_affected a LEFT JOIN incident_affected_removal r ON r.affected_id = a.id WHERE a.case_id = ${caseId} AND a.person_id = t.person_id AND r.affected_id IS NULL)
    RETURNING id`.execute(w.trx)
  return rows.length
}

/** Takes one entry of this case off the list. */
export async function takeOff(w: Write, caseId: string, affectedId: string): Promise<void> {
  await sql`
    INSERT INTO incident_affected_removal (affected_id, recorded_by, at) SELECT a.id, ${w.actorId}::uuid, ${w.at}::timestamptz FROM incident_affected a WHERE a.id = ${affectedId} AND a.case_id = ${caseId}
    ON CONFLICT (affected_id) DO NOTHING`.execute(w.trx)
}

function isMember(today: string) {
  return sql`m.from_on <= ${today}::date AND (m.until_on IS NULL OR m.until_on >= ${today}::date)`
}

function likeOf(word: string): string {
  return `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}
