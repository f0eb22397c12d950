/**
 * The sign-in log, which is also the own attempts (A9): under a pseudonym (R6.1), so that the database names nobody. Whoever is signed in finds their own by their
 * own pseudonyms; others only in a log case or by a release of the owner (modules/logs). Each new one removes what is older than the school keeps.
 */
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
  const { pseudonyms } = platform.log
  const old = new Date(at.getTime() - platform.school.option('log.signin_days') * 86_400_000)
  const label = personId === null ? '' : deviceLabel(request.userAgent)
  const pseudonym = pseudonyms.of(personId ?? newId(at), at)
  const own = pseudonyms.allOf(personId ?? newId(at)).map((one) => one.toString('hex'))
  await sql`
    WITH old AS (DELETE FROM sign_in_attempt WHERE pseudonym = ANY(${OWN(own)}) AND at <= ${old}), nobody AS (
      DELETE FROM sign_in_attempt WHERE id IN (
        SELECT id FROM sign_in_attempt WHERE pseudonym IS NULL AND at < ${at} ORDER BY at LIMIT ${limits.attempts_swept_per_try} FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO sign_in_attempt (id, pseudonym, result, device_label, at) VALUES (${newId(at)}, ${personId === null ? null : pseudonym}, ${result}, ${label}, ${at})`.execute(database)
}

/** The attempts of one person since a moment, newest first. The caller has decided that whoever asks may see them. */
export async function attemptsOf({ platform, database }: Pick<Context, 'platform' | 'database'>, personId: string, from: Date): Promise<{ id: string; result: AttemptResult; device: string; at: Date }[]> {
  const own = platform.log.pseudonyms.allOf(personId).map((one) => one.toString('hex'))
  const rows = await database
    .selectFrom('sign_in_attempt')
    .select(['id', 'result', 'device_label', 'at'])
    .where(sql<boolean>`pseudonym = ANY(${OWN(own)})`)
    .where('at', '>', from)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limits.attempts_listed_max)
    .execute()
  return rows.map((row) => ({ id: row.id, result: row.result as AttemptResult, device: row.device_label, at: row.at }))
}

export const listAttempts: Actions<typeof contract>['listAttempts'] = async (context) => {
  const { at, platform } = context
  const from = new Date(at.getTime() - platform.school.option('log.signin_days') * 86_400_000)
  const attempts = await attemptsOf(context, actorOf(context).personId, from)
  return { attempts: attempts.map((one) => ({ ...one, at: one.at.toISOString() })) }
}

/** An array of pseudonyms, found by index. */
const OWN = (hex: readonly string[]) => sql`ARRAY(SELECT decode(h, 'hex') FROM unnest(${[...hex]}::text[]) AS h)`
