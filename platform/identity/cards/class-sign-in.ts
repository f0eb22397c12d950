/** "Klasse anmelden": a teacher opens a class for cards for a quarter of an hour (A6). Open is what has been opened, is not over and was not closed. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { isBlocked } from '#platform/access/blocked.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { limits } from '../limits.ts'
import { gradeOfClass } from '../grade.ts'

export type OpenClass = { id: string; openedBy: string | null; closesAt: Date }

/** What is open for the class now; null when it is not. */
export async function openOf(database: Database | Trx, groupId: string, at: Date): Promise<OpenClass | null> {
  const { rows } = await sql<{ id: string; opened_by: string | null; closes_at: Date }>`
    SELECT c.id, c.opened_by, c.closes_at FROM class_sign_in c WHERE c.group_id = ${groupId} AND ${isOpen(at)} ORDER BY c.closes_at DESC, c.id DESC LIMIT 1`.execute(database)
  const row = rows[0]
  return row === undefined ? null : { id: row.id, openedBy: row.opened_by, closesAt: row.closes_at }
}

/** Opens the class anew: what was open before ends with it, so there is one at a time, whoever presses. */
export async function openClass(w: Write, groupId: string): Promise<Date> {
  await closeClass(w, groupId)
  const closesAt = new Date(w.at.getTime() + limits.class_sign_in_minutes * 60_000)
  await w.trx.insertInto('class_sign_in').values({ id: newId(w.at), group_id: groupId, opened_by: w.actorId, opened_at: w.at, closes_at: closesAt }).execute()
  return closesAt
}

/** Closes the class; nothing happens when it is closed. Holds the class's row, so that whoever signs in at this moment comes before or stays outside. */
export async function closeClass(w: Write, groupId: string): Promise<void> {
  await w.trx.selectFrom('school_group').select('id').where('id', '=', groupId).forNoKeyUpdate().execute()
  await sql`
    INSERT INTO class_sign_in_end (class_sign_in_id, ended_by, at)
    SELECT c.id, ${w.actorId}::uuid, ${w.at} FROM class_sign_in c WHERE c.group_id = ${groupId} AND ${isOpen(w.at)}
    ON CONFLICT (class_sign_in_id) DO NOTHING`.execute(w.trx)
}

/**
 * What is open now for a pupil: of a class they are in today, that is of the grades with cards. `isHeld`: holds the class's row against closing until the
 * end of the transaction. Null otherwise.
 */
export async function openForPupil(database: Database | Trx, personId: string, moment: { at: Date; today: string }, school: Pick<SchoolMemory, 'option'>, isHeld = false): Promise<OpenClass | null> {
  const { rows } = await sql<{ group_id: string }>`
    SELECT g.id AS group_id FROM school_group g JOIN membership m ON m.group_id = g.id
     WHERE m.person_id = ${personId} AND m.role = 'member' AND m.from_on <= ${moment.today} AND (m.until_on IS NULL OR m.until_on >= ${moment.today})
       AND g.kind IN ('class', 'year') AND g.ended_on IS NULL AND EXISTS (SELECT FROM class_sign_in c WHERE c.group_id = g.id AND ${isOpen(moment.at)})
     ORDER BY g.id ${isHeld ? sql`FOR SHARE OF g` : sql``}`.execute(database)
  for (const { group_id } of rows) {
    const grade = await gradeOfClass(database, group_id, moment.today, school)
    const open = await openOf(database, group_id, moment.at)
    if (open !== null && grade !== null && grade <= school.option('signin.cards_to_grade')) return open
  }
  return null
}

export type PupilOfClass = { id: string; given_name: string; family_name: string; is_admitted: boolean; has_card: boolean; is_in: boolean }

/** Pupils of the class in the order of names. `is_in`: came in with a card since the class was opened, and is still there. */
export async function pupilsOfClass(database: Database | Trx, groupId: string, openId: string | null, { at, today }: { at: Date; today: string }): Promise<PupilOfClass[]> {
  const { rows } = await sql<PupilOfClass>`
    SELECT p.id, p.given_name, p.family_name,
           NOT ${isBlocked(sql.ref('p.id'), at)} AND EXISTS (SELECT FROM access_fact f WHERE f.person_id = p.id AND f.kind = 'purpose' AND f.key = 'platform'
                      AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at})) AS is_admitted,
           EXISTS (SELECT FROM sign_in_card c WHERE c.person_id = p.id AND NOT EXISTS (SELECT FROM sign_in_card_end e WHERE e.card_id = c.id)) AS has_card,
           EXISTS (SELECT FROM class_sign_in_use u JOIN session s ON s.id = u.session_id
                    WHERE u.class_sign_in_id = ${openId}::uuid AND u.person_id = p.id AND s.expires_at > ${at} AND s.idle_until > ${at}
                      AND NOT EXISTS (SELECT FROM session_end e WHERE e.session_id = s.id)) AS is_in
      FROM person p
     WHERE p.type = 'pupil' AND p.entered_on <= ${today} AND (p.exit_on IS NULL OR p.exit_on >= ${today})
       AND EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.group_id = ${groupId} AND m.role = 'member'
                      AND m.from_on <= ${today} AND (m.until_on IS NULL OR m.until_on >= ${today}))
     ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${limits.cards_at_once_max}`.execute(database)
  return rows
}

function isOpen(at: Date): RawBuilder<boolean> {
  return sql<boolean>`(c.opened_at <= ${at} AND c.closes_at > ${at} AND NOT EXISTS (SELECT FROM class_sign_in_end e WHERE e.class_sign_in_id = c.id))`
}
