/** Proving the second factor: after the password, and again in a session whose proof is a quarter of an hour old (R4.1, A7, B21). */
import { hasFactor, isAdmitted } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { recordAttempt } from '../sign-in/attempts.ts'
import { countTry, takeBackTry } from '../sign-in/buckets.ts'
import type { DeviceAccount } from '../sign-in/device-cookie.ts'
import { bucketOf } from '../sign-in/prove-password.ts'
import { endSessionIds, renewSession, SESSION_COOKIE, startSession } from '../sign-in/sessions.ts'
import { sessionOfBrowser, settle } from '../sign-in/sign-in.ts'
import { writeAs } from '../sign-in/write-as.ts'
import type { FactorProof } from './contract.ts'
import { readFactorTicket } from './factor-ticket.ts'
import { hasPasskeys, proveOptions, readAssertion } from './passkeys.ts'
import { passkeysOf, raiseCounter, totpOf } from './records.ts'
import { useCode } from './recovery.ts'
import { stepOf } from './totp.ts'

type Signs = Actions<typeof contract>

export const proveFactor: Signs['proveFactor'] = async (context, { ticket, proof }) => {
  const { platform, at, request, database } = context
  const known = await readFactorTicket(platform, ticket, at)
  if (known === null) return refuse(403, 'factor_ticket_over')
  const { personId, device, stays } = known
  const account = await accountOf(context, personId)
  const left = await sessionOfBrowser(context)
  const session = await proved(context, account, proof, async (w, actor) => {
    if (!isAdmitted(actor, at)) return null
    if (left !== null) await endSessionIds(w, [left], 'signed_out')
    await recordAttempt(context, w.trx, personId, 'signed_in')
    return startSession(w, { id: personId, type: actor.type }, device, request.userAgent, { isProved: true, stays })
  })
  if (session === null) {
    await recordAttempt(context, database, personId, 'factor_wrong')
    return refuse(403, 'factor_wrong')
  }
  settle(context, account, device, session)
  return { outcome: 'signed_in' }
}

export const proveFactorAgain: Signs['proveFactorAgain'] = async (context, { proof }) => {
  const { personId, sessionId } = actorOf(context)
  const account = await accountOf(context, personId)
  const session = await proved(context, account, proof, (w) => renewSession(w, sessionId ?? refuse(404, 'not_found')))
  if (session === null) {
    await recordAttempt(context, context.database, personId, 'factor_wrong')
    return refuse(403, 'factor_wrong')
  }
  context.request.setCookie(SESSION_COOKIE, session.token, { seconds_max: session.seconds_max })
  return { strongUntil: new Date(context.at.getTime() + limits.factor_strong_minutes * 60_000).toISOString() }
}

export const askPasskey: Signs['askPasskey'] = async ({ platform, actor, at }, { ticket }) => {
  const personId = ticket === undefined ? (actor?.via === 'session' && isAdmitted(actor, at) ? actor.personId : null) : ((await readFactorTicket(platform, ticket, at))?.personId ?? null)
  if (personId === null) return refuse(403, 'factor_ticket_over')
  const passkeys = await passkeysOf(platform.database, personId)
  if (passkeys.length === 0 || !hasPasskeys(platform)) return refuse(422, 'passkey_none')
  return { options: await proveOptions(platform, personId, passkeys, at) }
}

type Account = DeviceAccount & { personId: string }

/**
 * Counts the try, looks at the proof and runs `work` in the same transaction; null when the proof is wrong or was used before. Refuses with 429 when the
 * person's tries of this bucket are used up: ten an hour from anywhere in the world.
 */
async function proved<T>(context: Context, account: Account, proof: FactorProof, work: (w: Write, actor: Actor) => Promise<T | null>): Promise<T | null> {
  const { platform, at } = context
  const { personId } = account
  const bucket = bucketOf(context, account)
  const counter = platform.keys.hmac('factor bucket', personId)
  if (!(await countTry(platform.database, counter, bucket, at))) refuse(429, 'too_many_tries')
  // Read before the transaction: also a wrong answer uses its challenge up.
  const signed = proof.kind === 'passkey' ? await readAssertion(platform, personId, proof.assertion, await passkeysOf(platform.database, personId), at) : null
  const result = await writeAs(platform, personId, at, 'share', async (w, actor) => {
    if (!hasFactor(actor, at)) return null
    const isRight = proof.kind === 'passkey' ? signed !== null && (await raiseCounter(w, signed.factorId, signed.counter)) : await isRightCode(w, actor, proof)
    return isRight ? work(w, actor) : null
  })
  if (result !== null) await takeBackTry(platform.database, counter, bucket)
  return result
}

async function isRightCode(w: Write, actor: Actor, proof: Exclude<FactorProof, { kind: 'passkey' }>): Promise<boolean> {
  if (proof.kind === 'recovery') return useCode(w, actor, proof.code)
  const totp = await totpOf({ database: w.trx, keys: w.platform.keys }, actor.personId)
  const step = totp === null ? null : stepOf(totp.secret, proof.code, w.at)
  return totp !== null && step !== null && raiseCounter(w, totp.id, step)
}

async function accountOf({ database }: Pick<Context, 'database'>, personId: string): Promise<Account> {
  const { account_name } = await database.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
  const voided = await database.selectFrom('credential_voided').select('id').where('person_id', '=', personId).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return { personId, accountName: account_name, voidedId: voided?.id ?? null }
}
