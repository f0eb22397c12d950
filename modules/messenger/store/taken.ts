/** What was written in the rooms of a person while they were a member: for their own export (A18). */
import { sql } from 'kysely'
import { bannedIds } from '#platform/access/subject.ts'
import type { Database } from '#platform/database/connect.ts'
import type { Conversation, ConversationLine } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { texts } from '../texts.de.ts'
import { andNotBy, labelOf, nameOf } from './admitted.ts'

/**
 * Rooms in which anything was written while the person was a member, by name. Somebody whom a contact ban hides from them is in none of it: neither their messages
 * nor a room of two with them (T3). What was taken back is not told.
 */
export async function* addressed(platform: Platform, personId: string, at: Date): AsyncGenerator<Conversation> {
  const { database } = platform
  const actor = await platform.actors.find(personId)
  if (actor === null) return
  const hidden = bannedIds(actor, dateInBerlin(at))
  const { rows } = await sql<{ id: string; title: string | null }>`
    SELECT id, title FROM (SELECT r.id, CASE WHEN r.kind = 'group' THEN ${labelOf('r.group_id', schoolYearAt(platform.school, dateInBerlin(at)).label)}
                      ELSE (SELECT ${nameOf('o')} FROM messenger_direct_member d JOIN person o ON o.id = d.person_id WHERE d.room_id = r.id AND d.person_id <> ${personId}) END AS title
      FROM messenger_room r
     WHERE (EXISTS (SELECT FROM messenger_direct_member d WHERE d.room_id = r.id AND d.person_id = ${personId})
            AND NOT EXISTS (SELECT FROM messenger_direct_member d WHERE d.room_id = r.id AND d.person_id = ANY(${[...hidden]}::uuid[]))
         OR EXISTS (SELECT FROM membership s WHERE s.group_id = r.group_id AND s.person_id = ${personId}))
       AND EXISTS (SELECT FROM messenger_message m WHERE m.room_id = r.id AND ${isTold(personId)} ${andNotBy('m', hidden)})) AS taken
     ORDER BY title COLLATE "de-x-icu", id`.execute(database)
  for (const { id, title } of rows) yield { title: title ?? chooseTexts(texts, 'sie').room_without_name, lines: () => lines(database, { roomId: id, personId, hidden }) }
}

/** True for messages `m` that stand and were written while the person was a member of the room, by the days of Berlin. */
function isTold(personId: string) {
  const day = sql`(m.posted_at AT TIME ZONE 'Europe/Berlin')::date`
  return sql`m.removed_at IS NULL AND (EXISTS (SELECT FROM messenger_direct_member d WHERE d.room_id = m.room_id AND d.person_id = ${personId})
    OR EXISTS (SELECT FROM membership s JOIN messenger_room g ON g.group_id = s.group_id WHERE g.id = m.room_id AND s.person_id = ${personId} AND s.from_on <= ${day} AND (s.until_on IS NULL OR s.until_on >= ${day})))`
}

async function* lines(database: Database, { roomId, personId, hidden }: { roomId: string; personId: string; hidden: ReadonlySet<string> }): AsyncGenerator<ConversationLine> {
  const { authorGone } = chooseTexts(texts, 'sie')
  for (let after = 0; ; ) {
    const { rows } = await sql<{ seq: number; at: Date; by: string | null; isOwn: boolean; text: string }>`
      SELECT m.seq, m.posted_at AS at, ${nameOf('a')} AS by, coalesce(m.author_id = ${personId}, false) AS "isOwn", m.body AS text
        FROM messenger_message m LEFT JOIN person a ON a.id = m.author_id
       WHERE m.room_id = ${roomId} AND m.seq > ${after} AND ${isTold(personId)} ${andNotBy('m', hidden)} ORDER BY m.seq LIMIT ${limits.taken_page_max}`.execute(database)
    for (const { at, by, isOwn, text } of rows) yield { at, by: by ?? authorGone, isOwn, text }
    if (rows.length < limits.taken_page_max) return
    after = rows.at(-1)!.seq
  }
}
