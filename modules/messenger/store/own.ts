/** What belongs to one reader alone: how far they have read, and drafts (R6.2, A7). */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'

/** Moves the read position forward, never back and never past the end. Gives the position in force, and whether it moved. */
export async function moveReadPosition(trx: Trx, personId: string, roomId: string, seq: number): Promise<{ seq: number; hasMoved: boolean }> {
  const { rows } = await sql<{ seq: number }>`
    INSERT INTO messenger_read_position AS p (room_id, person_id, seq) SELECT r.id, ${personId}, least(${seq}, r.last_seq) FROM messenger_room r WHERE r.id = ${roomId}
        ON CONFLICT (room_id, person_id) DO UPDATE SET seq = excluded.seq WHERE p.seq < excluded.seq RETURNING seq`.execute(trx)
  if (rows[0]) return { seq: rows[0].seq, hasMoved: true }
  const known = await trx.selectFrom('messenger_read_position').select('seq').where('room_id', '=', roomId).where('person_id', '=', personId).executeTakeFirst()
  return { seq: known?.seq ?? 0, hasMoved: false }
}

/** How many messages of others lie after a place; counted up to limits.unread_max. */
export async function countUnread(database: Database | Trx, personId: string, roomId: string, after: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (SELECT FROM messenger_message m WHERE m.room_id = ${roomId} AND m.seq > ${after}
       AND m.author_id IS DISTINCT FROM ${personId} AND m.removed_at IS NULL LIMIT ${limits.unread_max}) counted`.execute(database)
  return rows[0]?.n ?? 0
}

/** Keeps a draft; an empty one goes. */
export async function keepDraft(trx: Trx, personId: string, roomId: string, body: string, at: Date): Promise<void> {
  if (body === '') return void (await trx.deleteFrom('messenger_draft').where('room_id', '=', roomId).where('person_id', '=', personId).execute())
  await trx.insertInto('messenger_draft').values({ room_id: roomId, person_id: personId, body, saved_at: at })
    .onConflict((oc) => oc.columns(['room_id', 'person_id']).doUpdateSet({ body, saved_at: at })).execute()
}

export async function findDraft(database: Database, personId: string, roomId: string): Promise<string> {
  const row = await database.selectFrom('messenger_draft').select('body').where('room_id', '=', roomId).where('person_id', '=', personId).executeTakeFirst()
  return row?.body ?? ''
}
