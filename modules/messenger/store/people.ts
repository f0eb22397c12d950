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
  const { rows } = await byBeginning(asking, words).execute(database)
  if (rows.length > 0 || words.length === 0) return rows
  return (await bySimilarity(asking, query).execute(database)).rows
}

/** The statement that finds people whose names have words beginning so; all of them without a word. */
export function byBeginning(asking: Asking, words: readonly string[]): RawBuilder<Found> {
  // One comparison for each word: a list of them would keep the index out.
  const begins = words.length === 0 ? sql`true` : sql.join(words.map((word) => sql`p.name_key LIKE ${`% ${word}%`}`), sql` AND `)
  return seen(asking, words.length > 0, { member: begins, colleague: begins })
}

/** The statement that finds people whose names hold something like the query. */
export function bySimilarity(asking: Asking, query: string): RawBuilder<Found> {
  const lower = query.toLowerCase()
  // The own groups are small enough to compare each name; staff have an index for it behind staff_named_like (migration 0026), with the same threshold.
  return seen(asking, true, { member: sql`word_similarity(${lower}, lower(${nameOf('p')})) >= 0.45`, colleague: sql`p.id = ANY (ARRAY(SELECT staff_named_like(${lower})))` })
}

/** One person as they stand to the asking one; null when there is nobody of that id who is admitted. */
export async function findPerson(database: Database, asking: Pick<Asking, 'groupIds' | 'at' | 'today'>, personId: string): Promise<Pick<Found, 'id' | 'type' | 'sharesGroup'> | null> {
  const { rows } = await sql<Pick<Found, 'id' | 'type' | 'sharesGroup'>>`
    SELECT p.id, p.type, EXISTS (SELECT FROM (${ownGroups(asking)}) own WHERE own.person_id = p.id) AS "sharesGroup" FROM person p WHERE p.id = ${personId} AND ${isAdmitted('p', asking.at)}`.execute(database)
  return rows[0] ?? null
}

/**
 * Two short lists instead of one long one: groups with pupils are small, and staff have indexes of their own. People are asked for their admission in the
 * order of the list until a page is full, and places are looked up for that page alone: who would stand behind it costs next to nothing. The members of the
 * own groups are looked up by one array: a join would go down the index of all people once for each of them.
 */
function seen(asking: Asking, hasQuery: boolean, matches: { member: RawBuilder<unknown>; colleague: RawBuilder<unknown> }): RawBuilder<Found> {
  const { at, today, personId } = asking
  const columns = sql`p.id, p.type, p.given_name, p.family_name`
  const near = sql`SELECT ${columns}, true AS shares FROM person p WHERE p.id = ANY (ARRAY(SELECT own.person_id FROM own)) AND p.type IN ('pupil', 'teacher', 'staff') AND ${matches.member} AND p.id <> ${personId}`
  const far = sql`SELECT ${columns}, false AS shares FROM person p
    WHERE ${asking.seesStaff} AND (${hasQuery} OR NOT EXISTS (SELECT FROM own)) AND p.type IN ('teacher', 'staff') AND ${matches.colleague} AND p.id <> ${personId} AND p.id NOT IN (SELECT own.person_id FROM own)`
  return sql<Found>`
    WITH own AS MATERIALIZED (SELECT DISTINCT own.person_id FROM (${ownGroups(asking)} AND g.kind <> 'staff') own),
    found AS ((${firstAdmitted(near, at, SORT_ALL)}) UNION ALL (${firstAdmitted(far, at, hasQuery ? SORT_ALL : WALK)}))
    SELECT id, type, ${nameOf('seen')} AS name, shares AS "sharesGroup",
           (SELECT ${labelOf('m.group_id', asking.schoolYear)} FROM membership m JOIN school_group g ON g.id = m.group_id
             WHERE m.person_id = seen.id AND seen.type = 'pupil' AND g.kind IN ('class', 'year') AND ${isCurrent('m', today)} ORDER BY g.kind LIMIT 1) AS place
      FROM (SELECT * FROM found p ORDER BY shares DESC, ${inOrder('p')} LIMIT ${PAGE}) seen ORDER BY shares DESC, ${inOrder('seen')}`
}

const PAGE = sql.lit(limits.people_found_max)
/** Few are left: find and sort them, then ask. Without OFFSET 0 all of them would be asked before they are sorted. */
const SORT_ALL = sql`ORDER BY ${inOrder('p')} OFFSET 0`
/** Nobody was left out: walk the index that stands in the order of the list, and stop. */
const WALK = sql``

/** The first page of those people `p` who are admitted. */
function firstAdmitted(people: RawBuilder<unknown>, at: Date, way: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT * FROM (${people} ${way}) p WHERE ${isAdmitted('p', at)} ORDER BY ${inOrder('p')} LIMIT ${PAGE}`
}

function inOrder(p: string): RawBuilder<unknown> {
  return sql`${sql.ref(`${p}.family_name`)} COLLATE "de-x-icu", ${sql.ref(`${p}.given_name`)} COLLATE "de-x-icu", ${sql.ref(`${p}.id`)}`
}

/** Everybody who is in one of these groups now; groups that are over join nobody any more. */
function ownGroups({ groupIds, today }: Pick<Asking, 'groupIds' | 'today'>): RawBuilder<unknown> {
  return sql`SELECT m.person_id FROM membership m JOIN school_group g ON g.id = m.group_id
    WHERE m.group_id = ANY(${[...groupIds]}::uuid[]) AND g.id = ANY(${[...groupIds]}::uuid[]) AND ${isCurrent('m', today)} AND (g.ended_on IS NULL OR g.ended_on > ${today}::date)`
}
