/** Questions about groups, and the labels and ends of groups over the years. */
import { sql } from 'kysely'
import type { MemberRole, PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { GroupKind } from '#platform/identity/groups.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { members_shown_max } from '../limits.ts'
import type { Sight } from '../rules.ts'
import { isAdmitted, isCurrent, isSeen } from './sight.ts'
import type { Moment } from './sight.ts'

export type GroupRow = { id: string; kind: GroupKind; label: string; purpose: string; ended_on: string | null; members: number; role: MemberRole | null }

/** Groups with how many members the sight shows in them, and the asker's own role. Without `everybody` only own groups. */
export async function groupsSeen(
  database: Database,
  sight: Sight,
  moment: Moment,
  schoolYear: string,
  filter: { personId: string; ended: boolean; groupId?: string },
): Promise<GroupRow[]> {
  const conditions = [filter.ended ? sql<boolean>`g.ended_on IS NOT NULL` : sql<boolean>`g.ended_on IS NULL`]
  if (!sight.everybody) conditions.push(sql`g.id = ANY(${[...sight.groupIds]}::uuid[])`)
  if (filter.groupId !== undefined) conditions.splice(0, 1, sql<boolean>`g.id = ${filter.groupId}`)
  const only = filter.groupId !== undefined ? [filter.groupId] : sight.everybody ? null : [...sight.groupIds]
  const limited = only === null ? sql`` : sql`AND m.group_id = ANY(${only}::uuid[])`
  const { rows } = await sql<GroupRow>`
    SELECT g.id, g.kind, l.label, g.purpose, g.ended_on, coalesce(c.members, 0)::int AS members, own.role
      FROM school_group g
      JOIN LATERAL (SELECT label FROM group_label WHERE group_id = g.id AND school_year <= ${schoolYear} ORDER BY school_year DESC LIMIT 1) l ON true
      LEFT JOIN (SELECT m.group_id, count(DISTINCT m.person_id) AS members FROM membership m JOIN person p ON p.id = m.person_id
                  WHERE ${isCurrent(moment)} AND (p.exit_on IS NULL OR p.exit_on >= ${moment.today}) AND ${isSeen(sight, moment)}
                  ${limited} GROUP BY m.group_id) c ON c.group_id = g.id
      LEFT JOIN LATERAL (SELECT m.role FROM membership m WHERE m.group_id = g.id AND m.person_id = ${filter.personId} AND ${isCurrent(moment)}
                          ORDER BY m.role <> 'lead', m.role <> 'responsible' LIMIT 1) own ON true
     WHERE ${sql.join(conditions, sql` AND `)}
     ORDER BY l.label COLLATE "de-x-icu", g.id`.execute(database)
  return rows
}

export type MemberRow = {
  id: string
  type: PersonType
  given_name: string
  family_name: string
  role: MemberRole
  from_on: string
  is_admitted: boolean
  has_password: boolean
}

/** Members of a group whom the sight shows: leads first, then in the order of names. One row per person, with the highest role. */
export async function membersSeen(database: Database, sight: Sight, moment: Moment, groupId: string): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    SELECT p.id, p.type, p.given_name, p.family_name, m.role, m.from_on, ${isAdmitted(moment)} AS is_admitted,
           EXISTS (SELECT 1 FROM credential c WHERE c.person_id = p.id) AS has_password
      FROM (SELECT DISTINCT ON (m.person_id) m.person_id, m.role, m.from_on FROM membership m WHERE m.group_id = ${groupId} AND ${isCurrent(moment)}
             ORDER BY m.person_id, m.role <> 'lead', m.role <> 'responsible', m.from_on) m
      JOIN person p ON p.id = m.person_id
     WHERE (p.exit_on IS NULL OR p.exit_on >= ${moment.today}) AND ${isSeen(sight, moment)}
     ORDER BY m.role <> 'lead', m.role <> 'responsible', p.type = 'pupil', p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id
     LIMIT ${members_shown_max + 1}`.execute(database)
  return rows
}

/** Pupils who are members of the group on that day, by id. */
export async function pupilIdsOf(database: Database | Trx, groupId: string, moment: Moment): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT p.id FROM membership m JOIN person p ON p.id = m.person_id
     WHERE m.group_id = ${groupId} AND p.type = 'pupil' AND m.role = 'member' AND ${isCurrent(moment)} AND (p.exit_on IS NULL OR p.exit_on >= ${moment.today})`.execute(
    database,
  )
  return rows.map((row) => row.id)
}

export type GroupState = { id: string; kind: GroupKind; ended_on: string | null }

export async function groupState(database: Database | Trx, groupId: string): Promise<GroupState | null> {
  const row = await database.selectFrom('school_group').select(['id', 'kind', 'ended_on']).where('id', '=', groupId).executeTakeFirst()
  return row === undefined ? null : { ...row, kind: row.kind as GroupKind }
}

/** True when a group of this kind that has not ended bears the label in the school year. */
export async function isLabelTaken(database: Database | Trx, kind: GroupKind, label: string, schoolYear: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    SELECT EXISTS (SELECT 1 FROM school_group g
      JOIN LATERAL (SELECT label FROM group_label WHERE group_id = g.id AND school_year <= ${schoolYear} ORDER BY school_year DESC LIMIT 1) l ON true
     WHERE g.kind = ${kind} AND g.ended_on IS NULL AND lower(l.label) = lower(${label})) AS taken`.execute(database)
  return rows[0]!.taken
}

/** Which of these people can be seen; so that nobody adds people to a group whom they do not see. */
export async function idsSeen(database: Database | Trx, sight: Sight, moment: Moment, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    SELECT p.id FROM person p WHERE p.id = ANY(${[...personIds]}::uuid[]) AND (p.exit_on IS NULL OR p.exit_on >= ${moment.today}) AND ${isSeen(sight, moment)}`.execute(
    database,
  )
  return new Set(rows.map((row) => row.id))
}

/** Writes down the labels of a school year; a group that has one already gets the new one in its place. */
export async function labelGroups(w: Write, schoolYear: string, labels: readonly { groupId: string; label: string }[]): Promise<void> {
  if (labels.length === 0) return
  await sql`
    INSERT INTO group_label (id, group_id, school_year, label)
    SELECT id, group_id, ${schoolYear}, label FROM unnest(${labels.map(() => newId(w.at))}::uuid[], ${labels.map((one) => one.groupId)}::uuid[], ${labels.map((one) => one.label)}::text[]) AS l (id, group_id, label)
        ON CONFLICT (group_id, school_year) DO UPDATE SET label = excluded.label`.execute(w.trx)
}

/** Ends groups: read-only from today on. Memberships stay as they are. */
export async function endGroups(w: Write, groupIds: readonly string[]): Promise<void> {
  if (groupIds.length === 0) return
  await w.trx
    .updateTable('school_group')
    .set({ ended_on: w.today })
    .where('id', '=', sql<string>`ANY(${[...groupIds]}::uuid[])`)
    .where('ended_on', 'is', null)
    .execute()
}
