/** People a person may see in the messenger: members of their own groups, and for staff all staff (R9a.1). Nobody who is not admitted. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'
import { isAdmitted, isCurrent, labelOf, nameOf } from './admitted.ts'

export type Found = { id: string; type: PersonType; name: string; place: string | null; sharesGroup: boolean }

type Asking = { personId: string; groupIds: readonly string[]; seesStaff: boolean; at: Date; today: string; schoolYear: string }

/**
 * People whose name has words that begin as the asked ones (platform/identity/name-key.ts), own groups first; without a word the people of the own
 * groups, for staff without such groups all staff. Where nobody is found the most similar names are given instead.
 */
export async function findPeople(database: Database, asking: Asking, words: readonly string[], query: string): Promise<Found[]> {
  // One comparison for each word: a list of them would keep the index out.
  const begins = words.length === 0 ? sql`true` : sql.join(words.map((word) => sql`p.name_key LIKE ${`% ${word}%`}`), sql` AND `)
  const found = await seen(database, asking, words.length > 0, begins)
  if (found.length > 0 || words.length === 0) return found
  // Rare enough to compare each name: the own groups are small, and even a very large school has no more than some hundred staff.
  const isSimilar = sql`word_similarity(${query.toLowerCase()}, lower(${nameOf('p')})) >= 0.45`
  return seen(database, asking, true, isSimilar)
}

/** One person as they stand to the asking one; null when there is nobody of that id who is admitted. */
export async function findPerson(database: Database, asking: Pick<Asking, 'groupIds' | 'at' | 'today'>, personId: string): Promise<Pick<Found, 'id' | 'type' | 'sharesGroup'> | null> {
  const { rows } = await sql<Pick<Found, 'id' | 'type' | 'sharesGroup'>>`
    SELECT p.id, p.type, EXISTS (SELECT FROM (${ownGroups(asking)}) own WHERE own.person_id = p.id) AS "sharesGroup" FROM person p WHERE p.id = ${personId} AND ${isAdmitted('p', asking.at)}`.execute(database)
  return rows[0] ?? null
}

async function seen(database: Database, asking: Asking, hasQuery: boolean, matches: RawBuilder<unknown>): Promise<Found[]> {
  const { at, today } = asking
  // Two short lists instead of one long one: groups with pupils are small, and staff have an index of their own.
  const { rows } = await sql<Found>`
    WITH own AS MATERIALIZED (SELECT DISTINCT own.person_id FROM (${ownGroups(asking)} AND g.kind <> 'staff') own),
    seen AS (
      SELECT p.id, p.type, p.given_name, p.family_name, true AS shares FROM own JOIN person p ON p.id = own.person_id WHERE p.type IN ('pupil', 'teacher', 'staff') AND ${matches} AND ${isAdmitted('p', at)}
      UNION ALL
      SELECT p.id, p.type, p.given_name, p.family_name, false FROM person p
       WHERE ${asking.seesStaff} AND (${hasQuery} OR NOT EXISTS (SELECT FROM own)) AND p.type IN ('teacher', 'staff') AND ${matches} AND NOT EXISTS (SELECT FROM own WHERE own.person_id = p.id) AND ${isAdmitted('p', at)}
    )
    SELECT id, type, ${nameOf('seen')} AS name, shares AS "sharesGroup",
           (SELECT ${labelOf('m.group_id', asking.schoolYear)} FROM membership m JOIN school_group g ON g.id = m.group_id
             WHERE m.person_id = seen.id AND seen.type = 'pupil' AND g.kind IN ('class', 'year') AND ${isCurrent('m', today)} ORDER BY g.kind LIMIT 1) AS place
      FROM seen WHERE id <> ${asking.personId}
     ORDER BY shares DESC, family_name COLLATE "de-x-icu", given_name COLLATE "de-x-icu", id LIMIT ${limits.people_found_max}`.execute(database)
  return rows
}

/** Everybody who is in one of these groups now; groups that are over join nobody any more. */
function ownGroups({ groupIds, today }: Pick<Asking, 'groupIds' | 'today'>): RawBuilder<unknown> {
  return sql`SELECT m.person_id FROM membership m JOIN school_group g ON g.id = m.group_id
    WHERE m.group_id = ANY(${[...groupIds]}::uuid[]) AND g.id = ANY(${[...groupIds]}::uuid[]) AND ${isCurrent('m', today)} AND (g.ended_on IS NULL OR g.ended_on > ${today}::date)`
}
