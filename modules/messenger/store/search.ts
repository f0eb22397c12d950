/** Search in messages, only in rooms the reader may read now. Flat at 500,000 messages: see bench/messages.ts and the plan test. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'
import { andNotBy, isCurrent, labelOf, nameOf } from './admitted.ts'

export type Hit = { roomId: string; title: string; seq: number; authorId: string | null; authorName: string; body: string; postedAt: Date }

/**
 * The newest messages that hold all words: as words (inflected forms count, German) or as parts of words (compounds). `groupIds` are the groups whose rooms
 * may be read; direct rooms are the person's own. `onlyRoomId` narrows it. Nothing of `hidden` people.
 */
export async function searchMessages(
  database: Database, personId: string, groupIds: readonly string[], words: readonly string[], moment: { today: string; schoolYear: string }, onlyRoomId: string | null, hidden: ReadonlySet<string>,
): Promise<Hit[]> {
  const { rows } = await sql<Hit>`${searchStatement(personId, groupIds, words, moment, onlyRoomId, hidden)}`.execute(database)
  return rows
}

/** The statement by itself, for the test that looks at its plan. */
export function searchStatement(
  personId: string, groupIds: readonly string[], words: readonly string[], moment: { today: string; schoolYear: string }, onlyRoomId: string | null, hidden: ReadonlySet<string> = new Set(),
): RawBuilder<unknown> {
  // T3: of people whom a contact ban hides, neither what they wrote nor a room of two with them.
  const hiddenIds = sql`ANY(${[...hidden]}::uuid[])`
  const notWithHidden = hidden.size === 0 ? sql`` : sql`AND NOT EXISTS (SELECT FROM messenger_direct_member o WHERE o.room_id = d.room_id AND o.person_id = ${hiddenIds})`
  // The hits of a room are found before they are put in order (MATERIALIZED): else PostgreSQL walks the room backwards and reads it whole.
  return sql`
    WITH room AS MATERIALIZED (
      SELECT id FROM messenger_room WHERE group_id = ANY(${[...groupIds]}::uuid[]) UNION ALL SELECT d.room_id FROM messenger_direct_member d WHERE d.person_id = ${personId} ${notWithHidden}
    ),
    hit AS MATERIALIZED (
      SELECT room.id AS room_id, found.seq, found.posted_at FROM room JOIN LATERAL (
        WITH all_hits AS MATERIALIZED (
          SELECT m.seq, m.posted_at FROM messenger_message m
           WHERE m.room_id = room.id AND ${sql.join(words.map(holdsWord), sql` AND `)} ${andNotBy('m', hidden)}
        )
        SELECT seq, posted_at FROM all_hits ORDER BY seq DESC LIMIT ${limits.search_hits_max}
      ) found ON true
       WHERE ${onlyRoomId}::uuid IS NULL OR room.id = ${onlyRoomId}::uuid
       ORDER BY found.posted_at DESC, room.id, found.seq DESC LIMIT ${limits.search_hits_max}
    )
    SELECT hit.room_id AS "roomId", coalesce(${labelOf('r.group_id', moment.schoolYear)}, other.name, '') AS title, m.seq, m.author_id AS "authorId",
           coalesce(${nameOf('a')}, '') AS "authorName", m.body, m.posted_at AS "postedAt"
      FROM hit JOIN messenger_room r ON r.id = hit.room_id JOIN messenger_message m ON m.room_id = hit.room_id AND m.seq = hit.seq LEFT JOIN person a ON a.id = m.author_id
      LEFT JOIN LATERAL (SELECT ${nameOf('o')} AS name FROM messenger_direct_member d JOIN person o ON o.id = d.person_id WHERE d.room_id = r.id AND d.person_id <> ${personId}) other ON true
     ORDER BY hit.posted_at DESC, hit.room_id, hit.seq DESC`
}

/**
 * `words` are letters and digits only (rules.searchWords), so they mean nothing to either query language. Two letters have no index of parts: they begin a
 * word; only where they are too common to be indexed at all ("in", "zu") every message of the room is looked at.
 */
function holdsWord(word: string): RawBuilder<boolean> {
  const part = sql`lower(m.body) LIKE ${`%${word}%`}`
  if ([...word].length >= 3) return sql`(m.words @@ to_tsquery('german', ${word}) OR ${part})`
  return sql`(m.words @@ to_tsquery('german', ${`${word}:*`}) OR (numnode(to_tsquery('german', ${word})) = 0 AND ${part}))`
}

/** The groups of the person's current memberships, as the database has them: for the plan test. */
export async function currentGroupIds(database: Database, personId: string, today: string): Promise<string[]> {
  const { rows } = await sql<{ group_id: string }>`SELECT DISTINCT m.group_id FROM membership m WHERE m.person_id = ${personId} AND ${isCurrent('m', today)}`.execute(database)
  return rows.map((row) => row.group_id)
}
