/** Groups that live over the years, their labels and members (amendment B11). Memberships are never overwritten: they end. */
import { sql } from 'kysely'
import type { MemberRole } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import { groupsFounded, membershipsChanged } from './events.ts'

export type GroupKind = 'class' | 'year' | 'course' | 'staff' | 'project'
export type NewGroup = { kind: GroupKind; label: string; purpose: string; schoolYear: string }
export type NewMembership = { groupId: string; personId: string; role: MemberRole; from?: string; until?: string | null }
export type Group = { id: string; kind: GroupKind; label: string; purpose: string; endedOn: string | null }

/** Founds groups with their label of the school year; returns ids in the order given. Announces `identity.groups_founded`. */
export async function foundGroups(w: Write, groups: readonly NewGroup[]): Promise<string[]> {
  if (groups.length === 0) return []
  const groupIds = groups.map(() => newId(w.at))
  await sql`
    INSERT INTO school_group (id, kind, purpose, created_at)
    SELECT id, kind, purpose, ${w.at} FROM unnest(${groupIds}::uuid[], ${groups.map((group) => group.kind)}::text[], ${groups.map((group) => group.purpose)}::text[]) AS g (id, kind, purpose)`.execute(w.trx)
  await sql`
    INSERT INTO group_label (id, group_id, school_year, label)
    SELECT * FROM unnest(${groups.map(() => newId(w.at))}::uuid[], ${groupIds}::uuid[], ${groups.map((group) => group.schoolYear)}::text[], ${groups.map((group) => group.label)}::text[])`.execute(w.trx)
  await announce(w, groupsFounded, { groupIds })
  return groupIds
}

/** Adds members; who is already a current member in that role stays as is. Raises the access version of the new ones. */
export async function addMembers(w: Write, members: readonly NewMembership[]): Promise<void> {
  for (const piece of pieces(members)) {
    const { rows: added } = await sql<{ person_id: string }>`
      INSERT INTO membership (id, group_id, person_id, role, from_on, until_on)
      SELECT * FROM unnest(${piece.map(() => newId(w.at))}::uuid[], ${piece.map((member) => member.groupId)}::uuid[], ${piece.map((member) => member.personId)}::uuid[],
        ${piece.map((member) => member.role)}::text[], ${piece.map((member) => member.from ?? w.today)}::date[], ${piece.map((member) => member.until ?? null)}::date[])
      ON CONFLICT (group_id, person_id, role) WHERE until_on IS NULL DO NOTHING RETURNING person_id`.execute(w.trx)
    for (const row of added) w.changedPersons.add(row.person_id)
  }
  await announceMembers(w, members)
}

/** Ends current memberships so that yesterday was the last day: the doors close at once. `role` absent: all roles. */
export async function endMembers(w: Write, members: readonly { groupId: string; personId: string; role?: MemberRole }[]): Promise<void> {
  for (const piece of pieces(members)) {
    const { rows: ended } = await sql<{ person_id: string }>`
      UPDATE membership m SET until_on = greatest(m.from_on - 1, ${addDays(w.today, -1)}::date)
        FROM unnest(${piece.map((member) => member.groupId)}::uuid[], ${piece.map((member) => member.personId)}::uuid[], ${piece.map((member) => member.role ?? null)}::text[])
          AS gone (group_id, person_id, role)
       WHERE m.group_id = gone.group_id AND m.person_id = gone.person_id AND (gone.role IS NULL OR m.role = gone.role)
         AND (m.until_on IS NULL OR m.until_on >= ${w.today}) RETURNING m.person_id`.execute(w.trx)
    for (const row of ended) w.changedPersons.add(row.person_id)
  }
  await announceMembers(w, members)
}

export type EndedMembership = { id: string; groupId: string; personId: string; before: string | null; until: string }

/**
 * Ends open memberships so that `lastDay` is their last day: of these groups, or only these pairs as members. A day ahead lets people read on until then (A15).
 * Returns what ended, with what stood there before.
 */
export async function closeMemberships(w: Write, what: { groupIds: readonly string[] } | { pairs: readonly { groupId: string; personId: string }[] }, lastDay: string): Promise<EndedMembership[]> {
  const pairs = 'pairs' in what ? what.pairs : []
  const chosen = 'groupIds' in what
    ? sql`m.group_id = ANY(${[...what.groupIds]}::uuid[])`
    : sql`m.role = 'member' AND (m.group_id, m.person_id) IN (SELECT * FROM unnest(${pairs.map((one) => one.groupId)}::uuid[], ${pairs.map((one) => one.personId)}::uuid[]))`
  const { rows } = await sql<EndedMembership>`
    UPDATE membership m SET until_on = greatest(m.from_on - 1, ${lastDay}::date) WHERE ${chosen} AND m.until_on IS NULL
    RETURNING m.id, m.group_id AS "groupId", m.person_id AS "personId", NULL AS before, m.until_on AS until`.execute(w.trx)
  for (const row of rows) w.changedPersons.add(row.personId)
  await announceMembers(w, rows)
  return rows
}

/** Opens memberships again that end as they were ended then, unless the person joined anew since. Returns the ids of those that are open again. */
export async function reopenMemberships(w: Write, ended: readonly { id: string; until: string }[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string; groupId: string; personId: string }>`
    UPDATE membership m SET until_on = NULL FROM unnest(${ended.map((one) => one.id)}::uuid[], ${ended.map((one) => one.until)}::date[]) AS e (id, until_on)
     WHERE m.id = e.id AND m.until_on = e.until_on
       AND NOT EXISTS (SELECT FROM membership n WHERE n.group_id = m.group_id AND n.person_id = m.person_id AND n.role = m.role AND n.until_on IS NULL)
    RETURNING m.id, m.group_id AS "groupId", m.person_id AS "personId"`.execute(w.trx)
  for (const row of rows) w.changedPersons.add(row.personId)
  await announceMembers(w, rows)
  return new Set(rows.map((row) => row.id))
}

/** The groups with their label of the given school year, or the newest before it. */
export async function listGroups(database: Database | Trx, schoolYear: string, filter: { kinds?: readonly GroupKind[]; groupIds?: readonly string[] } = {}): Promise<Group[]> {
  let query = database
    .selectFrom('school_group as g')
    .innerJoinLateral(
      (eb) => eb.selectFrom('group_label as l').select('l.label').whereRef('l.group_id', '=', 'g.id').where('l.school_year', '<=', schoolYear).orderBy('l.school_year', 'desc').limit(1).as('newest'),
      (join) => join.onTrue(),
    )
    .select(['g.id', 'g.kind', 'g.purpose', 'g.ended_on', 'newest.label'])
    .orderBy(sql`newest.label COLLATE "de-x-icu"`)
  if (filter.kinds) query = query.where('g.kind', 'in', [...filter.kinds])
  if (filter.groupIds) query = query.where('g.id', '=', sql<string>`ANY(${[...filter.groupIds]}::uuid[])`)
  const rows = await query.execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind as GroupKind, label: row.label, purpose: row.purpose, endedOn: row.ended_on }))
}

/** Ids of the classes (and of EF, Q1, Q2 the year groups) a person is in on that day: subjects need them for the relation class lead. */
export async function classIdsOf(database: Database | Trx, personId: string, today: string): Promise<string[]> {
  const rows = await database.selectFrom('membership as m').innerJoin('school_group as g', 'g.id', 'm.group_id').select('g.id')
    .where('m.person_id', '=', personId).where('g.kind', 'in', ['class', 'year']).where((eb) => eb.or([eb('g.ended_on', 'is', null), eb('g.ended_on', '>', today)])).where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)])).execute()
  return rows.map((row) => row.id)
}

async function announceMembers(w: Write, members: readonly { groupId: string; personId: string }[]): Promise<void> {
  if (members.length === 0) return
  await announce(w, membershipsChanged, { groupIds: [...new Set(members.map((m) => m.groupId))], personIds: [...new Set(members.map((m) => m.personId))] })
}
