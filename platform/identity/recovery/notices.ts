/** Slips that teachers made: the pupil sees who and when, until a word about it (A5). */
import { sql } from 'kysely'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { limits } from '../limits.ts'
import { namesOf } from '../people.ts'
import { voidPassword } from '../sign-in/credentials.ts'
import { endSessions } from '../sign-in/sessions.ts'
import { clearSessionCookie } from '../sign-in/sign-in.ts'
import { endOpenSlips } from '../sign-in/slips.ts'
import { lockPerson } from '../sign-in/write-as.ts'
import type { recoveryContract } from './contract.ts'

export const SLIP_DENIED = 'identity.slip_denied'

export const listSlipNotices: Actions<typeof recoveryContract>['listSlipNotices'] = async (context) => {
  const { database } = context
  const { rows } = await sql<{ id: string; made_at: Date; made_by: string | null; is_used: boolean }>`
    SELECT s.id, s.made_at, s.made_by, coalesce(e.reason = 'used', false) AS is_used
      FROM access_slip s LEFT JOIN access_slip_end e ON e.slip_id = s.id
     WHERE s.person_id = ${actorOf(context).personId} AND s.kind = 'teacher' AND NOT EXISTS (SELECT FROM access_slip_answer a WHERE a.slip_id = s.id)
     ORDER BY s.made_at DESC, s.id DESC LIMIT ${limits.slip_notices_max}`.execute(database)
  const names = await namesOf(database, rows.flatMap((row) => row.made_by ?? []))
  return { notices: rows.map((row) => ({ slipId: row.id, madeAt: row.made_at.toISOString(), madeBy: row.made_by === null ? null : (names.get(row.made_by)?.displayName ?? null), isUsed: row.is_used })) }
}

/**
 * "Das war ich nicht" ends all sessions and slips of the pupil and opens a task for who keeps the accounts. A password that was chosen with that very slip
 * is void as well: whoever used the slip knows it. The first answer stands.
 */
export const answerSlipNotice: Actions<typeof recoveryContract>['answerSlipNotice'] = async (context, { slipId, answer }) => {
  const { personId } = actorOf(context)
  const isDenied = await context.write(async (w) => {
    await lockPerson(w, personId, 'alone')
    const row = await w.trx
      .insertInto('access_slip_answer')
      .values({ slip_id: slipId, answer, at: w.at })
      .onConflict((conflict) => conflict.column('slip_id').doNothing())
      .returning('slip_id')
      .executeTakeFirst()
    if (row === undefined || answer === 'mine') return false
    const { rows } = await sql`
      SELECT FROM access_slip_end e JOIN access_slip s ON s.id = e.slip_id JOIN credential c ON c.person_id = s.person_id
       WHERE e.slip_id = ${slipId} AND e.reason = 'used' AND c.set_at = e.at`.execute(w.trx)
    if (rows.length > 0) await voidPassword(w, personId, 'slip_denied')
    await endOpenSlips(w, [personId], 'withdrawn')
    await endSessions(w, personId, 'revoked')
    await openTask(w, { kind: SLIP_DENIED, key: slipId, for: { office: 'task:users' }, aboutPersonId: personId, params: { slip: slipId }, dueOn: w.today })
    writeJournal(w, { event: 'identity.slip_denied', actorId: w.actorId, subjectId: personId, fields: {} })
    return true
  })
  if (isDenied) clearSessionCookie(context)
  return {}
}
