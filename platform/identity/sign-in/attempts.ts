/** The own attempts to sign in (A9): only their owner reads them, and each new one removes what is older than the school keeps. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { deviceLabel } from './device-label.ts'

export type AttemptResult = 'signed_in' | 'closed' | 'factor_asked' | 'password_wrong' | 'factor_wrong'

/**
 * Writes an attempt down. `personId` null: nobody has the typed name; then a row of nobody is written, without the device, so that both take the same time
 * (X17), and the next attempts remove it.
 */
export async function recordAttempt({ platform, request, at }: Pick<Context, 'platform' | 'request' | 'at'>, database: Database | Trx, personId: string | null, result: AttemptResult): Promise<void> {
  const old = new Date(at.getTime() - platform.school.option('log.signin_days') * 86_400_000)
  const label = personId === null ? '' : deviceLabel(request.userAgent)
  await sql`
    WITH old AS (DELETE FROM sign_in_attempt WHERE person_id = ${personId} AND at <= ${old}), nobody AS (
      DELETE FROM sign_in_attempt WHERE id IN (
        SELECT id FROM sign_in_attempt WHERE person_id IS NULL AND at < ${at} ORDER BY at LIMIT ${limits.attempts_swept_per_try} FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO sign_in_attempt (id, person_id, result, device_label, at) VALUES (${newId(at)}, ${personId}, ${result}, ${label}, ${at})`.execute(database)
}

export const listAttempts: Actions<typeof contract>['listAttempts'] = async (context) => {
  const { database, at, platform } = context
  const from = new Date(at.getTime() - platform.school.option('log.signin_days') * 86_400_000)
  const rows = await database
    .selectFrom('sign_in_attempt')
    .select(['id', 'result', 'device_label', 'at'])
    .where('person_id', '=', actorOf(context).personId)
    .where('at', '>', from)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limits.attempts_listed_max)
    .execute()
  return { attempts: rows.map((row) => ({ id: row.id, result: row.result as AttemptResult, device: row.device_label, at: row.at.toISOString() })) }
}
