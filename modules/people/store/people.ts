/** Questions about people. Lists take the sight of who asks first. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { MemberRole, PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { GroupKind } from '#platform/identity/groups.ts'
import { wishedAccountName } from '#platform/identity/account-name.ts'
import { similar_characters_min } from '../limits.ts'
import type { Sight } from '../rules.ts'
import { isAdmitted, isCurrent, isFellowship, isHere, isSeen } from './sight.ts'
import type { Moment } from './sight.ts'

export type PersonRow = { id: string; type: PersonType; given_name: string; family_name: string; exit_on: string | null; place: string | null }

export type PeopleFilter = {
  q?: string | undefined
  type?: PersonType | undefined
  groupId?: string | undefined
  left?: boolean | undefined
  ids?: readonly string[] | undefined
  after?: string | undefined
  limit: number
}

/** People in the order of names, those the sight shows. `left`: only who is gone. The search is by the beginning of names; failing that, by likeness. */
export async function peopleSeen(database: Database, sight: Sight, moment: Moment, schoolYear: string, filter: PeopleFilter): Promise<PersonRow[]> {
  const words = searchWords(filter.q ?? '')
  const found = await pageOf(database, sight, moment, schoolYear, filter, words.map(beginsLike))
  const query = words.join(' ')
  if (found.length > 0 || query.length < similar_characters_min || filter.after !== undefined) return found
  return pageOf(database, sight, moment, schoolYear, filter, [
    sql<boolean>`(${query} <% lower(p.given_name || ' ' || p.family_name) OR lower(p.given_name || ' ' || p.family_name) % ${query})`,
  ])
}

async function pageOf(
  database: Database,
  sight: Sight,
  moment: Moment,
  schoolYear: string,
  filter: PeopleFilter,
  matches: readonly RawBuilder<boolean>[],
): Promise<PersonRow[]> {
  const conditions = [
    isSeen(sight, moment),
    filter.left ? sql<boolean>`p.exit_on < ${moment.today} AND p.deleted_on IS NULL` : sql<boolean>`(p.exit_on IS NULL OR p.exit_on >= ${moment.today})`,
    ...matches,
  ]
  if (filter.type !== undefined) conditions.push(sql`p.type = ${filter.type}`)
  if (filter.ids !== undefined) conditions.push(sql`p.id = ANY(${[...filter.ids]}::uuid[])`)
  if (filter.groupId !== undefined)
    conditions.push(sql`p.id IN (SELECT m.person_id FROM membership m WHERE m.group_id = ${filter.groupId} AND ${isCurrent(moment)})`)
  if (filter.after !== undefined) {
    conditions.push(
      sql`(p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id) > (SELECT a.family_name, a.given_name, a.id FROM person a WHERE a.id = ${filter.after})`,
    )
  }
  const { rows } = await sql<PersonRow>`
    SELECT p.id, p.type, p.given_name, p.family_name, p.exit_on, (${placeOf(moment, schoolYear)}) AS place
      FROM (SELECT p.* FROM person p WHERE ${sql.join(conditions, sql` AND `)}
             ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${filter.limit}) p
     ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id`.execute(database)
  return rows
}

/**
 * Label of the class of `p` on that day, or of the year group where there is no class. From the person's own memberships on, step by step: right after an
 * import the planner knows little of the tables and would begin with all members of all classes, for each person anew.
 */
export function placeOf(moment: Moment, schoolYear: string): RawBuilder<string | null> {
  return sql<string | null>`
    SELECT l.label FROM (SELECT m.group_id, m.from_on FROM membership m WHERE m.person_id = p.id AND m.role = 'member' AND ${isCurrent(moment)} OFFSET 0) own
      JOIN school_group g ON g.id = own.group_id JOIN group_label l ON l.group_id = g.id
     WHERE g.kind IN ('class', 'year') AND l.school_year <= ${schoolYear}
     ORDER BY g.kind, own.from_on DESC, l.school_year DESC LIMIT 1`
}

/**
 * The word begins a name or a part of it (behind a blank, a hyphen, an apostrophe). The account name helps keyboards that lack a letter: Dordevic finds
 * Đorđević. Both patterns are found through their trigrams.
 */
function beginsLike(word: string): RawBuilder<boolean> {
  const byName = sql<boolean>`lower(p.given_name || ' ' || p.family_name) ~ ${beginning(word)}`
  const plain = wishedAccountName('', word)
  // A word of which nothing is left in plain letters would match everybody.
  return plain === 'konto' ? byName : sql<boolean>`(${byName} OR p.account_name ~ ${beginning(plain)})`
}

/** A regular expression of PostgreSQL for words that begin so; every sign that is no letter or digit stands for itself. */
function beginning(word: string): string {
  return `\\m${word.replace(/[^\p{L}\p{N}]/gu, (sign) => `\\${sign}`)}`
}

function searchWords(q: string): string[] {
  return q
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .slice(0, 5)
}

export type AccountRow = {
  id: string
  type: PersonType
  given_name: string
  family_name: string
  account_name: string
  entered_on: string
  exit_on: string | null
  majority_on: string | null
  source: string
  is_admitted: boolean
  has_password: boolean
}

/** One person with what who keeps accounts may know. */
export async function accountOf(database: Database | Trx, personId: string, moment: Moment): Promise<AccountRow | null> {
  const { rows } = await sql<AccountRow>`
    SELECT p.id, p.type, p.given_name, p.family_name, p.account_name, p.entered_on, p.exit_on, p.majority_on, p.source,
           ${isAdmitted(moment)} AS is_admitted, EXISTS (SELECT 1 FROM credential c WHERE c.person_id = p.id) AS has_password
      FROM person p WHERE p.id = ${personId}`.execute(database)
  return rows[0] ?? null
}

export type PersonSubject = { id: string; type: PersonType; source: string; is_here: boolean; is_admitted: boolean; holds_office: boolean; group_ids: string[]; class_ids: string[] }

/** What rights ask about these people: state, groups shared with others, classes and years, and whether an office is held (no slips by colleagues then). */
export async function personSubjects(database: Database | Trx, personIds: readonly string[], moment: Moment): Promise<PersonSubject[]> {
  const { rows } = await sql<PersonSubject>`
    SELECT p.id, p.type, p.source, (${isHere(moment)}) AS is_here, ${isAdmitted(moment)} AS is_admitted,
           EXISTS (SELECT 1 FROM access_fact f WHERE f.person_id = p.id AND f.kind IN ('office', 'task')
                      AND (f.valid_until IS NULL OR f.valid_until > ${moment.at})) AS holds_office,
           ARRAY(SELECT m.group_id FROM membership m JOIN school_group g ON g.id = m.group_id
                  WHERE m.person_id = p.id AND ${isCurrent(moment)} AND ${isFellowship(moment)}) AS group_ids,
           ARRAY(SELECT m.group_id FROM membership m JOIN school_group g ON g.id = m.group_id
                  WHERE m.person_id = p.id AND ${isCurrent(moment)} AND m.role = 'member' AND g.kind IN ('class', 'year') AND (g.ended_on IS NULL OR g.ended_on > ${moment.today})) AS class_ids
      FROM person p WHERE p.id = ANY(${[...personIds]}::uuid[])`.execute(database)
  return rows
}

export type MembershipRow = { id: string; kind: GroupKind; label: string; role: MemberRole; from_on: string; until_on: string | null; has_ended: boolean }

/** All memberships of a person, current ones first, with the group's label of the school year. */
export async function membershipsOf(database: Database, personId: string, moment: Moment, schoolYear: string): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`
    SELECT g.id, g.kind, l.label, m.role, m.from_on, m.until_on, NOT (${isCurrent(moment)}) AS has_ended
      FROM membership m JOIN school_group g ON g.id = m.group_id
      JOIN LATERAL (SELECT label FROM group_label WHERE group_id = g.id AND school_year <= ${schoolYear} ORDER BY school_year DESC LIMIT 1) l ON true
     WHERE m.person_id = ${personId} AND (m.until_on IS NULL OR m.until_on >= m.from_on)
     ORDER BY has_ended, g.kind, l.label COLLATE "de-x-icu", m.from_on DESC`.execute(database)
  return rows
}

/** Whether somebody with exactly this name is at school. */
export async function hasNamesake(database: Database | Trx, name: { givenName: string; familyName: string }, moment: Moment): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT 1 FROM person p
      WHERE lower(p.given_name || ' ' || p.family_name) = lower(${`${name.givenName} ${name.familyName}`}) AND (p.exit_on IS NULL OR p.exit_on >= ${moment.today})) AS found`.execute(
    database,
  )
  return rows[0]!.found
}

/** The children of a parent, with how they stand to them; the caller says which of them may be shown. */
export async function wardsOf(database: Database, guardianId: string, wardIds: readonly string[], today: string): Promise<{ given_name: string; kind: string; from_on: string }[]> {
  if (wardIds.length === 0) return []
  const { rows } = await sql<{ given_name: string; kind: string; from_on: string }>`
    SELECT c.given_name, g.kind, g.from_on FROM guardianship g JOIN person c ON c.id = g.ward_id
     WHERE g.guardian_id = ${guardianId} AND g.ward_id = ANY(${[...wardIds]}::uuid[]) AND g.has_custody AND g.from_on <= ${today} AND (g.until_on IS NULL OR g.until_on >= ${today})
     ORDER BY c.given_name COLLATE "de-x-icu", c.id, g.from_on`.execute(database)
  return rows
}
