/** Signing in and out (R2.1, R4.2, A2, A7, B13). */
import { hasFactor, isAdmitted } from '#platform/access/actor.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import type { contract } from '../contract.ts'
import { issueFactorTicket } from '../factor/factor-ticket.ts'
import { factorsOf } from '../factor/records.ts'
import type { FactorKind } from '../factor/records.ts'
import { recordAttempt } from './attempts.ts'
import { isShortForOffice, noteLength, strengthenHash } from './credentials.ts'
import { DEVICE_COOKIE, device_cookie_seconds_max, rememberAccount } from './device-cookie.ts'
import type { DeviceAccount } from './device-cookie.ts'
import { hashPassword, isOutdated } from './hash.ts'
import type { PasswordHash } from './hash.ts'
import { normalisePassword } from './password-rules.ts'
import { renewalOf } from '../recovery/renewal.ts'
import { deviceFor } from './device-choice.ts'
import { proveEvenVoid } from './prove-password.ts'
import type { Account } from './prove-password.ts'
import { endSessionIds, findSession, SESSION_COOKIE, startSession } from './sessions.ts'
import type { Device, StartedSession } from './sessions.ts'
import { issueTicket } from './tickets.ts'
import { writeAs } from './write-as.ts'

export type Outcome = { outcome: 'signed_in' } | { outcome: 'closed'; ticket: string } | { outcome: 'second_factor'; ticket: string; kinds: FactorKind[] }
/** A session, or why there is none yet. */
export type Entry = StartedSession | 'closed' | 'second_factor'

export const signIn: Actions<typeof contract>['signIn'] = async (context, { account: name, password, stays = false, ...choice }) => {
  const { platform, at } = context
  const proof = await proveEvenVoid(context, { account: name, password }, { isRecorded: true })
  if (proof === null) return refuse(403, 'sign_in_failed')
  if (proof.isVoid) return renewalOf(context, proof.account)
  const { account } = proof
  const device = await deviceFor(preparedOf(platform.database), platform.school, account.personId, context.today, choice)
  const stronger = isOutdated(account.credential) ? await hashPassword(platform.keys, account.personId, normalisePassword(password)) : null
  const isShort = isShortForOffice(platform.school, password)
  const left = await sessionOfBrowser(context)
  // Noting how long it is changes the row that this holds, so then nobody shares it.
  const entry = await writeAs(platform, account.personId, at, account.credential.isShort === isShort ? 'share' : 'alone', async (w, actor): Promise<Entry> => {
    await checkUnchanged(w, account, stronger)
    if (account.credential.isShort !== isShort) await noteLength(w, account.personId, isShort)
    // With everything else in one commit: each costs the disk a moment, and a class signs in at once.
    await proof.takeBackTry(w.trx)
    const next = isAdmitted(actor, at) ? (hasFactor(actor, at) ? 'second_factor' : null) : 'closed'
    await recordAttempt(context, w.trx, actor.personId, next === null ? 'signed_in' : next === 'closed' ? 'closed' : 'factor_asked')
    if (next !== null) return next
    if (left !== null) await endSessionIds(w, [left], 'signed_out')
    return startSession(w, { id: actor.personId, type: actor.type }, device, context.request.userAgent, { stays })
  }, preparedOf(platform.database))
  return settleEntry(context, account, { device, stays }, entry)
}

export const signOut: Actions<typeof contract>['signOut'] = async (context) => {
  const sessionId = await sessionOfBrowser(context)
  if (sessionId !== null) await context.write((w) => endSessionIds(w, [sessionId], 'signed_out'))
  clearSessionCookie(context)
  return {}
}

/** What the browser is told after its person proved the password: a session, the step of the second factor, or a ticket where the door is closed. */
export async function settleEntry(context: Context, person: DeviceAccount & { personId: string }, { device, stays }: { device: Device; stays: boolean }, entry: Entry): Promise<Outcome> {
  const { platform, at } = context
  const { personId } = person
  if (entry === 'closed') return { outcome: 'closed', ticket: issueTicket(platform, { personId, at }) }
  if (entry !== 'second_factor') return settle(context, person, device, entry)
  const kinds = new Set((await factorsOf(platform.database, personId)).map(({ kind }) => kind))
  return { outcome: 'second_factor', ticket: issueFactorTicket(platform, { personId, device, stays, at }), kinds: [...kinds] }
}

/** Gives the browser its session, and on an own device the mark by which it is known again. */
export function settle(context: Context, person: DeviceAccount, device: Device, session: StartedSession): { outcome: 'signed_in' } {
  const { platform, request } = context
  setSession(context, session)
  if (device === 'own')
    request.setCookie(DEVICE_COOKIE, rememberAccount(platform.keys, request.cookies[DEVICE_COOKIE], person), { seconds_max: device_cookie_seconds_max })
  return { outcome: 'signed_in' }
}

/** The session this browser has, whoever's it is: a new sign-in on it ends it. */
export async function sessionOfBrowser({ platform, request, at }: Pick<Context, 'platform' | 'request' | 'at'>): Promise<string | null> {
  const token = request.cookies[SESSION_COOKIE]
  return token === undefined ? null : ((await findSession(platform, token, at))?.sessionId ?? null)
}

export function setSession({ request }: Pick<Context, 'request'>, session: StartedSession): void {
  request.setCookie(SESSION_COOKIE, session.token, { seconds_max: session.seconds_max })
}

export function clearSessionCookie({ request }: Pick<Context, 'request'>): void {
  request.setCookie(SESSION_COOKIE, '', { seconds_max: 0 })
}

/** Between the proof and this transaction the password may have been changed or voided: then it proves nothing any more. */
async function checkUnchanged(w: Write, account: Account, stronger: PasswordHash | null): Promise<void> {
  const row = await w.trx.selectFrom('credential').select('set_at').where('person_id', '=', account.personId).executeTakeFirst()
  if (row === undefined || row.set_at.getTime() !== account.credential?.set_at.getTime()) refuse(403, 'sign_in_failed')
  if (stronger !== null) await strengthenHash(w, account.personId, stronger)
}
