/** Access slips: a one-time code on paper with which a person chooses a password (R4.2, A4). The code exists on the paper only; here is its keyed hash. */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { schoolDayFrom } from '#platform/time/schoolyear.ts'
import type { SchoolCalendar } from '#platform/time/schoolyear.ts'
import { limits } from '../limits.ts'
import { isActiveAccount } from './active-account.ts'
import { hashCode, newCode, readCode } from './codes.ts'
import { recordLosses } from './ledger-pieces.ts'
import { lockPersons } from './write-as.ts'

/** `teacher`: for a forgotten password, for minutes (A5). It never opens anything but the choice of a new password: older mail needs more (issue 5). */
export type SlipKind = 'printed' | 'teacher'

/**
 * Makes a new slip for each of these persons and voids their open ones (one of a teacher voids no printed one); the codes are in the order given and can't be had again. `madeBy` null: the house
 * by itself (first run). The caller writes the act into the journal. Throws when `validUntil` is past or too far away.
 */
export async function makeSlips(
  w: Write,
  personIds: readonly string[],
  { validUntil, madeBy, kind = 'printed' }: { validUntil: Date; madeBy: string | null; kind?: SlipKind },
): Promise<{ personId: string; code: string }[]> {
  const life_days = (validUntil.getTime() - w.at.getTime()) / 86_400_000
  if (!(life_days > 0 && life_days <= limits.slip_days_max))
    throw new Error(`a slip is valid for up to ${limits.slip_days_max} days from now, not ${life_days}`)
  const ids = [...new Set(personIds)]
  if (ids.length === 0) return []
  const slips = ids.map((personId) => ({ personId, code: newCode() }))
  await endOpenSlips(w, ids, 'replaced', kind === 'teacher' ? 'teacher' : null)
  for (let start = 0; start < slips.length; start += limits.rows_per_insert) {
    await w.trx
      .insertInto('access_slip')
      .values(
        slips.slice(start, start + limits.rows_per_insert).map(({ personId, code }) => ({
          id: newId(w.at),
          person_id: personId,
          code_hash: hashCode(w.platform.keys, readCode(code)!),
          made_by: madeBy,
          kind,
          made_at: w.at,
          valid_until: validUntil,
        })),
      )
      .execute()
  }
  return slips
}

/** Ends the open slips of these persons, or only those of one kind, and holds their rows, so that nobody makes or uses one at the same time. */
export async function endOpenSlips(w: Write, personIds: readonly string[], reason: 'replaced' | 'withdrawn', kind: SlipKind | null = null): Promise<void> {
  await lockPersons(w, personIds)
  const { rows } = await sql<{ slip_id: string }>`
    INSERT INTO access_slip_end (slip_id, reason, at)
    SELECT s.id, ${reason}, ${w.at} FROM access_slip s
     WHERE s.person_id = ANY(${[...personIds]}::uuid[]) AND NOT EXISTS (SELECT FROM access_slip_end e WHERE e.slip_id = s.id)
       AND (${kind}::text IS NULL OR s.kind = ${kind})
    ON CONFLICT (slip_id) DO NOTHING RETURNING slip_id`.execute(w.trx)
  await recordLosses(
    w,
    'slip_end',
    'slip',
    rows.map((row) => row.slip_id),
  )
}

/** Uses up a slip; false when it has ended already. Of two who try at the same time the second waits for the first, and is refused. */
export async function endUsedSlip(w: Write, slipId: string): Promise<boolean> {
  const row = await w.trx
    .insertInto('access_slip_end')
    .values({ slip_id: slipId, reason: 'used', at: w.at })
    .onConflict((conflict) => conflict.column('slip_id').doNothing())
    .returning('slip_id')
    .executeTakeFirst()
  if (row === undefined) return false
  await recordLosses(w, 'slip_end', 'slip', [row.slip_id])
  return true
}

export type OpenSlip = { slipId: string; personId: string; type: PersonType; givenName: string; accountName: string; isFirst: boolean }

/** The open slip with this typed code and whose it is; null for everything else: unknown, used, replaced, expired, account not active. */
export async function findOpenSlip(platform: { database: Database; keys: Pick<Keys, 'hmac'> }, typed: string, at: Date): Promise<OpenSlip | null> {
  const signs = readCode(typed)
  if (signs === null) return null
  const { rows } = await sql<{ id: string; person_id: string; type: PersonType; given_name: string; account_name: string; is_first: boolean }>`
    SELECT s.id, p.id AS person_id, p.type, p.given_name, p.account_name,
           NOT EXISTS (SELECT FROM credential c WHERE c.person_id = p.id) AND NOT EXISTS (SELECT FROM credential_voided v WHERE v.person_id = p.id) AS is_first
      FROM access_slip s JOIN person p ON p.id = s.person_id
     WHERE s.code_hash = ${hashCode(platform.keys, signs)} AND s.valid_until > ${at} AND NOT EXISTS (SELECT FROM access_slip_end e WHERE e.slip_id = s.id)
       AND ${isActiveAccount(sql.ref('p.id'), at)}`.execute(platform.database)
  const row = rows[0]
  return row === undefined
    ? null
    : { slipId: row.id, personId: row.person_id, type: row.type, givenName: row.given_name, accountName: row.account_name, isFirst: row.is_first }
}

/** The instant at which a slip printed today ends: after its last day. Printed in the holidays, its days count from the first school day (A4). */
export function slipDeadline(today: string, days: number, calendar: SchoolCalendar): Date {
  const isHoliday = calendar.closed.some((period) => period.from <= today && today <= period.until)
  return startOfDay(addDays(isHoliday ? schoolDayFrom(today, calendar) : today, days + 1))
}
