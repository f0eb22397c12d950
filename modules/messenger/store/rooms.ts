/** Rooms: what they are, how they stand, who belongs to them. */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { MemberRole, PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { GroupKind } from '#platform/identity/groups.ts'
import type { Write } from '#platform/module/write.ts'
import { limits } from '../limits.ts'
import type { RoomFacts } from '../rules.ts'
import { andNotBy, isAdmitted, isCurrent, labelOf, nameOf } from './admitted.ts'

/** A room as decisions need it. */
export type Room = RoomFacts & { id: string; groupId: string | null; memberIds: string[] | null; lastSeq: number }

/** A room as its members see it in their list. */
export type RoomInList = Room & {
  groupKind: GroupKind | null
  title: string
  /** The other one of a direct chat. */
  other: { id: string; name: string; type: PersonType } | null
  responsible: { id: string; name: string }[]
  readSeq: number
  unread: number
  draft: string | null
  last: { seq: number; authorId: string | null; authorName: string; body: string; postedAt: Date; isRemoved: boolean } | null
}

export type Member = { id: string; type: PersonType; name: string; role: MemberRole }

type Moment = { at: Date; today: string }

/** Who looks at their list; `hidden`: the people whom a contact ban hides from them (T3). */
export type Reader = { personId: string; groupIds: readonly string[]; hidden: ReadonlySet<string> }

/** Makes the rooms of these groups; a group has one. */
export async function openGroupRooms(w: Write, rows: readonly { id: string; groupId: string }[]): Promise<void> {
  if (rows.length === 0) return
  await w.trx.insertInto('messenger_room').values(rows.map((row) => ({ id: row.id, kind: 'group', group_id: row.groupId, direct_key: null, created_at: w.at })))
    .onConflict((oc) => oc.column('group_id').doNothing()).execute()
}

/** The direct room of two people, made when there is none; `isNew` tells which. */
export async function openDirectRoom(w: Write, id: string, people: readonly [string, string]): Promise<{ id: string; isNew: boolean }> {
  const key = createHash('sha256').update([...people].sort().join(' ')).digest('hex')
  const made = await w.trx.insertInto('messenger_room').values({ id, kind: 'direct', group_id: null, direct_key: key, created_at: w.at })
    .onConflict((oc) => oc.column('direct_key').doNothing()).returning('id').executeTakeFirst()
  if (!made) return { id: (await w.trx.selectFrom('messenger_room').select('id').where('direct_key', '=', key).executeTakeFirstOrThrow()).id, isNew: false }
  await w.trx.insertInto('messenger_direct_member').values(people.map((person_id) => ({ room_id: id, person_id }))).execute()
  return { id, isNew: true }
}

export async function countDirectRooms(database: Database | Trx, personId: string): Promise<number> {
  const { count } = await database.selectFrom('messenger_direct_member').select((eb) => eb.fn.countAll<number>().as('count')).where('person_id', '=', personId).executeTakeFirstOrThrow()
  return count
}

/** Rooms by id as decisions need them. */
export async function loadRooms(database: Database | Trx, roomIds: readonly string[], moment: Moment): Promise<Map<string, Room>> {
  const { rows } = await sql<RoomRow>`SELECT ${facts(moment)} FROM ${joined(moment)} WHERE r.id = ANY(${[...roomIds]}::uuid[])`.execute(database)
  return new Map(rows.map((row) => [row.id, roomOf(row)]))
}

/** The same, locked until the transaction ends: in the order of their ids, so that two batches never wait for each other in a circle. */
export async function lockRooms(trx: Trx, roomIds: readonly string[], moment: Moment): Promise<Map<string, Room>> {
  const ids = [...new Set(roomIds)].sort()
  const { rows } = await sql<RoomRow>`SELECT ${facts(moment)} FROM ${joined(moment)} WHERE r.id = ANY(${ids}::uuid[]) ORDER BY r.id FOR NO KEY UPDATE OF r`.execute(trx)
  return new Map(rows.map((row) => [row.id, roomOf(row)]))
}

/** The rooms of a person: those of their groups, and direct ones in which something was said (or the one asked for). Latest message first. What `hidden` people wrote is not unread. */
export async function listRooms(database: Database, { personId, groupIds, hidden }: Reader, moment: Moment & { schoolYear: string }, only?: string): Promise<RoomInList[]> {
  const wanted = only === undefined
    ? sql`SELECT id FROM messenger_room WHERE group_id = ANY(${[...groupIds]}::uuid[])
          UNION ALL SELECT r.id FROM messenger_direct_member d JOIN messenger_room r ON r.id = d.room_id WHERE d.person_id = ${personId} AND r.last_seq > 0`
    : sql`SELECT ${only}::uuid AS id`
  const { rows } = await sql<RoomRow & ListRow>`
    WITH mine AS MATERIALIZED (${wanted})
    SELECT ${facts(moment)}, g.kind AS group_kind, named.label,
           coalesce(pos.seq, 0) AS read_seq, unread.n::int AS unread, draft.body AS draft,
           other.id AS other_id, other.name AS other_name, other.type AS other_type, responsible.people AS responsible,
           last.seq AS last_message_seq, last.author_id, last.author_name, last.body, last.posted_at, last.is_removed
      FROM mine JOIN ${joined(moment)} ON r.id = mine.id
     CROSS JOIN LATERAL (SELECT ${labelOf('r.group_id', moment.schoolYear)} AS label) named
      LEFT JOIN messenger_read_position pos ON pos.room_id = r.id AND pos.person_id = ${personId}
      LEFT JOIN messenger_draft draft ON draft.room_id = r.id AND draft.person_id = ${personId}
      LEFT JOIN LATERAL (SELECT o.id, ${nameOf('o')} AS name, o.type FROM messenger_direct_member d JOIN person o ON o.id = d.person_id
                          WHERE d.room_id = r.id AND d.person_id <> ${personId}) other ON r.kind = 'direct'
      LEFT JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('id', p.id, 'name', ${nameOf('p')}) ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id) AS people
                           FROM person p WHERE p.id IN (${responsibleIds(moment)}) AND p.type IN ('teacher', 'staff') AND ${isAdmitted('p', moment.at)}) responsible ON r.kind = 'group'
      LEFT JOIN LATERAL (SELECT count(*) AS n FROM (SELECT FROM messenger_message m WHERE m.room_id = r.id AND m.seq > coalesce(pos.seq, 0)
                            AND m.author_id IS DISTINCT FROM ${personId} AND m.removed_at IS NULL ${andNotBy('m', hidden)} LIMIT ${limits.unread_max}) counted) unread ON true
      LEFT JOIN LATERAL (SELECT m.seq, m.author_id, ${nameOf('a')} AS author_name, left(m.body, 400) AS body, m.posted_at, m.removed_at IS NOT NULL AS is_removed
                           FROM messenger_message m LEFT JOIN person a ON a.id = m.author_id WHERE m.room_id = r.id ORDER BY m.seq DESC LIMIT 1) last ON true
     ORDER BY last.posted_at DESC NULLS LAST, named.label COLLATE "de-x-icu", r.id`.execute(database)
  return rows.map(listed)
}

/** Members who are there now, the responsible ones first; whoever is not admitted is not listed. */
export async function listMembers(database: Database, room: Pick<Room, 'groupId' | 'memberIds'>, moment: Moment): Promise<Member[]> {
  const ids = room.groupId === null
    ? sql`SELECT unnest(${room.memberIds ?? []}::uuid[]) AS person_id, 'member' AS role`
    : sql`SELECT m.person_id, CASE WHEN bool_or(m.role = 'lead') THEN 'lead' WHEN bool_or(m.role = 'responsible') THEN 'responsible' ELSE 'member' END AS role
            FROM membership m WHERE m.group_id = ${room.groupId} AND ${isCurrent('m', moment.today)} GROUP BY m.person_id`
  const { rows } = await sql<Member>`
    SELECT p.id, p.type, ${nameOf('p')} AS name, m.role FROM (${ids}) m JOIN person p ON p.id = m.person_id
     WHERE p.type IN ('pupil', 'teacher', 'staff') AND ${isAdmitted('p', moment.at)}
     ORDER BY m.role = 'member', p.type = 'pupil', p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id
     LIMIT ${limits.members_max}`.execute(database)
  return rows
}

type RoomRow = {
  id: string; kind: 'group' | 'direct'; group_id: string | null; last_seq: number; ended_on: string | null; is_attended: boolean
  member_ids: string[] | null; member_types: PersonType[] | null; are_admitted: boolean | null; shares_group: boolean | null
}
type ListRow = {
  group_kind: GroupKind | null; label: string | null; read_seq: number; unread: number; draft: string | null
  other_id: string | null; other_name: string | null; other_type: PersonType | null; responsible: { id: string; name: string }[] | null
  last_message_seq: number | null; author_id: string | null; author_name: string | null; body: string | null; posted_at: Date | null; is_removed: boolean | null
}

function facts(moment: Moment): RawBuilder<unknown> {
  return sql`r.id, r.kind, r.group_id, r.last_seq, g.ended_on, pair.member_ids, pair.member_types, pair.are_admitted AND NOT ${isBetweenBanned(moment)} AS are_admitted,
    EXISTS (SELECT FROM person p WHERE p.id IN (${responsibleIds(moment)}) AND p.type IN ('teacher', 'staff') AND ${isAdmitted('p', moment.at)}) AS is_attended,
    CASE WHEN r.kind = 'direct' THEN EXISTS (
      SELECT FROM membership one JOIN membership other ON other.group_id = one.group_id JOIN school_group shared ON shared.id = one.group_id
       WHERE one.person_id = pair.member_ids[1] AND other.person_id = pair.member_ids[2] AND ${isCurrent('one', moment.today)} AND ${isCurrent('other', moment.today)}
         AND (shared.ended_on IS NULL OR shared.ended_on > ${moment.today}::date)) END AS shares_group`
}

/** T3: between a parent under a contact ban and the child no room of two is open, also not for the parent's account at work (B12). For both, in either direction. */
function isBetweenBanned(moment: Moment): RawBuilder<boolean> {
  return sql`(r.kind = 'direct' AND EXISTS (
      SELECT FROM guardianship ban WHERE ban.ward_id = ANY(pair.member_ids) AND ban.contact_ban AND ban.from_on <= ${moment.today}::date AND (ban.until_on IS NULL OR ban.until_on >= ${moment.today}::date)
         AND (ban.guardian_id = ANY(pair.member_ids) OR EXISTS (
           SELECT FROM same_human s LEFT JOIN same_human_end e ON e.link_id = s.id WHERE s.parent_id = ban.guardian_id AND s.work_id = ANY(pair.member_ids) AND e.link_id IS NULL))))`
}

function joined(moment: Moment): RawBuilder<unknown> {
  return sql`messenger_room r LEFT JOIN school_group g ON g.id = r.group_id
    LEFT JOIN LATERAL (SELECT array_agg(p.id ORDER BY p.id) AS member_ids, array_agg(p.type ORDER BY p.id) AS member_types, bool_and(${isAdmitted('p', moment.at)}) AS are_admitted
                         FROM messenger_direct_member d JOIN person p ON p.id = d.person_id WHERE d.room_id = r.id) pair ON r.kind = 'direct'`
}

function responsibleIds(moment: Moment): RawBuilder<string> {
  return sql`SELECT m.person_id FROM membership m WHERE m.group_id = r.group_id AND m.role <> 'member' AND ${isCurrent('m', moment.today)}`
}

function roomOf(row: RoomRow): Room {
  return {
    id: row.id, kind: row.kind, groupId: row.group_id, memberIds: row.kind === 'direct' ? (row.member_ids ?? []) : null, lastSeq: row.last_seq, endedOn: row.ended_on, isAttended: row.is_attended,
    direct: row.kind === 'direct' ? { types: row.member_types ?? [], areAdmitted: row.are_admitted ?? false, sharesGroup: row.shares_group ?? false } : null,
  }
}

function listed(row: RoomRow & ListRow): RoomInList {
  return {
    ...roomOf(row), groupKind: row.group_kind, title: row.label ?? row.other_name ?? '', readSeq: row.read_seq, unread: row.unread, draft: row.draft,
    other: row.other_id === null ? null : { id: row.other_id, name: row.other_name ?? '', type: row.other_type! },
    responsible: row.responsible ?? [],
    last: row.last_message_seq === null ? null : {
      seq: row.last_message_seq, authorId: row.author_id, authorName: row.author_name ?? '', body: row.body ?? '', postedAt: row.posted_at!, isRemoved: row.is_removed ?? false,
    },
  }
}
