/** What belongs to one reader alone: how far they have read, and drafts (R6.2, A7). */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'
import { andNotBy } from './admitted.ts'

/** Where a reader stands after asking for `asked`: never back, never past the end of the room. `unread`: messages of others behind it, up to limits.unread_max. */
export type Position = { personId: string; roomId: string; asked: number; seq: number; unread: number; hasMoved: boolean }

/** Where these readers would stand; nothing is changed. What `hidden` people wrote is not counted: from all these readers the same ones are hidden, from most nobody. */
export async function findPositions(trx: Trx, asked: readonly { personId: string; roomId: string; seq: number }[], hidden: ReadonlySet<string>): Promise<Position[]> {
  const { rows } = await sql<Position>`
    SELECT k.person_id AS "personId", k.room_id AS "roomId", k.asked, place.seq, place.seq > coalesce(p.seq, 0) AS "hasMoved", unread.n::int AS unread
      FROM unnest(${asked.map((one) => one.personId)}::uuid[], ${asked.map((one) => one.roomId)}::uuid[], ${asked.map((one) => one.seq)}::bigint[]) AS k (person_id, room_id, asked)
      JOIN messenger_room r ON r.id = k.room_id
      LEFT JOIN messenger_read_position p ON p.room_id = k.room_id AND p.person_id = k.person_id
      CROSS JOIN LATERAL (SELECT greatest(coalesce(p.seq, 0), least(k.asked, r.last_seq)) AS seq) place
      CROSS JOIN LATERAL (SELECT count(*) AS n FROM (SELECT FROM messenger_message m WHERE m.room_id = k.room_id AND m.seq > place.seq
                             AND m.author_id IS DISTINCT FROM k.person_id AND m.removed_at IS NULL ${andNotBy('m', hidden)} LIMIT ${limits.unread_max}) counted) unread`.execute(trx)
  return rows
}

/** Moves read positions forward; one that another device moved further meanwhile stays where it is. */
export async function movePositions(trx: Trx, moved: readonly (readonly [personId: string, roomId: string, seq: number, unread: number])[]): Promise<void> {
  await sql`
    INSERT INTO messenger_read_position AS p (person_id, room_id, seq)
    SELECT * FROM unnest(${moved.map(([personId]) => personId)}::uuid[], ${moved.map(([, roomId]) => roomId)}::uuid[], ${moved.map(([, , seq]) => seq)}::bigint[]) AS n (person_id, room_id, seq) ORDER BY 1, 2
        ON CONFLICT (room_id, person_id) DO UPDATE SET seq = excluded.seq WHERE p.seq < excluded.seq`.execute(trx)
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
