/** Messages: pages of a room, what changed in it, and writing a batch. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { limits } from '../limits.ts'
import { nameOf } from './admitted.ts'

export type Message = {
  roomId: string
  seq: number
  changedSeq: number
  authorId: string | null
  authorName: string
  clientId: string
  body: string
  postedAt: Date
  editedAt: Date | null
  removedAt: Date | null
}

/** `lastSeq` is the room's count at the moment of reading: whoever has this page knows everything up to there. */
export type Page = { messages: Message[]; lastSeq: number; hasMore: boolean }

/** What changes in one batch, in the order in which it happened. */
export type Changes = { posted: Message[]; changed: Message[]; replaced: { roomId: string; seq: number; authorId: string; body: string }[]; lastSeqs: Map<string, number> }

type Range = { roomId: string; after: number; upTo: number }

/** Messages before a place (null: the newest), in their order; `hasMore` tells of older ones. */
export async function messagesBefore(database: Database, roomId: string, before: number | null, rows_max: number): Promise<Page> {
  const page = await readPage(database, roomId, sql`m.seq < ${before ?? Number.MAX_SAFE_INTEGER} ORDER BY m.seq DESC`, rows_max)
  return { ...page, messages: page.messages.reverse() }
}

/** Messages after a place, in their order; `hasMore` tells of newer ones. */
export async function messagesAfter(database: Database, roomId: string, after: number, rows_max: number): Promise<Page> {
  return readPage(database, roomId, sql`m.seq > ${after} ORDER BY m.seq`, rows_max)
}

/** Everything that was posted, edited or removed after `since` (a count of the room), in the order in which it last changed. */
export async function changesSince(database: Database, roomId: string, since: number, rows_max: number): Promise<Page> {
  return readPage(database, roomId, sql`m.changed_seq > ${since} ORDER BY m.changed_seq`, rows_max)
}

/** What happened in these rooms in these ranges, for live news; with whom to tell. */
export async function changesInRanges(database: Database, ranges: readonly Range[]): Promise<Map<string, { groupId: string | null; memberIds: string[]; messages: Message[] }>> {
  const { rows } = await sql<MessageRow & { group_id: string | null; member_ids: string[] | null }>`
    SELECT r.id AS room_id, r.group_id, (SELECT array_agg(d.person_id) FROM messenger_direct_member d WHERE d.room_id = r.id) AS member_ids, m.*
      FROM unnest(${ranges.map((one) => one.roomId)}::uuid[], ${ranges.map((one) => one.after)}::bigint[], ${ranges.map((one) => one.upTo)}::bigint[]) AS asked (room_id, after, up_to)
      JOIN messenger_room r ON r.id = asked.room_id
      JOIN LATERAL (SELECT ${columns} FROM messenger_message m LEFT JOIN person a ON a.id = m.author_id
                     WHERE m.room_id = r.id AND m.changed_seq > asked.after AND m.changed_seq <= asked.up_to ORDER BY m.changed_seq LIMIT ${limits.changes_page_max}) m ON true
     ORDER BY r.id, m.changed_seq`.execute(database)
  return new Map([...Map.groupBy(rows, (row) => row.room_id)].map(([id, own]) => [id, { groupId: own[0]!.group_id, memberIds: own[0]!.member_ids ?? [], messages: own.map(messageOf) }]))
}

/** Messages that these authors already posted under these numbers of their clients. */
export async function findByClientIds(trx: Trx, keys: readonly { authorId: string; roomId: string; clientId: string }[]): Promise<Message[]> {
  const { rows } = await sql<MessageRow>`
    SELECT ${columns} FROM unnest(${keys.map((key) => key.authorId)}::uuid[], ${keys.map((key) => key.roomId)}::uuid[], ${keys.map((key) => key.clientId)}::uuid[]) AS k (author_id, room_id, client_id)
      JOIN messenger_message m ON m.author_id = k.author_id AND m.room_id = k.room_id AND m.client_id = k.client_id JOIN person a ON a.id = m.author_id`.execute(trx)
  return rows.map(messageOf)
}

/** Messages by their places. */
export async function findByPlaces(database: Database | Trx, places: readonly { roomId: string; seq: number }[]): Promise<Message[]> {
  const { rows } = await sql<MessageRow>`
    SELECT ${columns} FROM unnest(${places.map((one) => one.roomId)}::uuid[], ${places.map((one) => one.seq)}::bigint[]) AS k (room_id, seq)
      JOIN messenger_message m ON m.room_id = k.room_id AND m.seq = k.seq LEFT JOIN person a ON a.id = m.author_id`.execute(database)
  return rows.map(messageOf)
}

/** Display names of authors. */
export async function authorNames(trx: Trx, personIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`SELECT p.id, ${nameOf('p')} AS name FROM person p WHERE p.id = ANY(${[...new Set(personIds)]}::uuid[])`.execute(trx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Sends what happened in a batch, without waiting: the counts of the rooms and new messages in one statement, changed ones in a second. */
export function writeChanges(trx: Trx, { posted, changed, replaced, lastSeqs }: Changes, at: Date): Promise<unknown>[] {
  const statements: Promise<unknown>[] = []
  if (lastSeqs.size > 0) {
    statements.push(sql`
      WITH raised AS (
        UPDATE messenger_room r SET last_seq = n.last_seq FROM unnest(${[...lastSeqs.keys()]}::uuid[], ${[...lastSeqs.values()]}::bigint[]) AS n (id, last_seq) WHERE r.id = n.id
      )
      INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at)
      SELECT room_id, seq, seq, author_id, client_id, body, posted_at
        FROM unnest(${posted.map((one) => one.roomId)}::uuid[], ${posted.map((one) => one.seq)}::bigint[], ${posted.map((one) => one.authorId)}::uuid[],
                    ${posted.map((one) => one.clientId)}::uuid[], ${posted.map((one) => one.body)}::text[], ${posted.map((one) => one.postedAt)}::timestamptz[])
          AS n (room_id, seq, author_id, client_id, body, posted_at)`.execute(trx))
  }
  if (changed.length > 0) {
    statements.push(sql`
      WITH kept AS (
        INSERT INTO messenger_revision (id, room_id, seq, author_id, body, replaced_at)
        SELECT id, room_id, seq, author_id, body, ${at}
          FROM unnest(${replaced.map(() => newId(at))}::uuid[], ${replaced.map((one) => one.roomId)}::uuid[], ${replaced.map((one) => one.seq)}::bigint[],
                      ${replaced.map((one) => one.authorId)}::uuid[], ${replaced.map((one) => one.body)}::text[]) AS n (id, room_id, seq, author_id, body)
      )
      UPDATE messenger_message m SET changed_seq = n.changed_seq, body = n.body, edited_at = n.edited_at, removed_at = n.removed_at
        FROM unnest(${changed.map((one) => one.roomId)}::uuid[], ${changed.map((one) => one.seq)}::bigint[], ${changed.map((one) => one.changedSeq)}::bigint[],
                    ${changed.map((one) => one.body)}::text[], ${changed.map((one) => one.editedAt)}::timestamptz[], ${changed.map((one) => one.removedAt)}::timestamptz[])
          AS n (room_id, seq, changed_seq, body, edited_at, removed_at)
       WHERE m.room_id = n.room_id AND m.seq = n.seq`.execute(trx))
  }
  return statements
}

type MessageRow = {
  room_id: string; seq: number; changed_seq: number; author_id: string | null; author_name: string | null; client_id: string; body: string; posted_at: Date; edited_at: Date | null; removed_at: Date | null
}

const columns = sql`m.room_id, m.seq, m.changed_seq, m.author_id, ${nameOf('a')} AS author_name, m.client_id, m.body, m.posted_at, m.edited_at, m.removed_at`

/** Count and messages in one statement, so that the count fits the messages. One row too many tells whether there are more. */
async function readPage(database: Database, roomId: string, wanted: RawBuilder<unknown>, rows_max: number): Promise<Page> {
  const { rows } = await sql<MessageRow & { last_seq: number }>`
    SELECT r.last_seq, m.* FROM messenger_room r
      LEFT JOIN LATERAL (SELECT ${columns} FROM messenger_message m LEFT JOIN person a ON a.id = m.author_id WHERE m.room_id = r.id AND ${wanted} LIMIT ${rows_max + 1}) m ON true
     WHERE r.id = ${roomId}`.execute(database)
  const messages = rows.filter((row) => row.room_id !== null).slice(0, rows_max).map(messageOf)
  return { messages, lastSeq: rows[0]?.last_seq ?? 0, hasMore: rows.length > rows_max }
}

function messageOf(row: MessageRow): Message {
  return {
    roomId: row.room_id, seq: row.seq, changedSeq: row.changed_seq, authorId: row.author_id, authorName: row.author_name ?? '', clientId: row.client_id, body: row.body,
    postedAt: row.posted_at, editedAt: row.edited_at, removedAt: row.removed_at,
  }
}
