/** Choosing a password with a slip, and changing the own one (R4.2, R8.2). */
import { hasFactor, isAdmitted } from '#platform/access/actor.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTask } from '#platform/tasks/tasks.ts'
import type { contract } from '../contract.ts'
import { hashChosen, isPasswordVoid, isShortForOffice, lengthMinFor, storeHash } from './credentials.ts'
import { deviceFor } from './device-choice.ts'
import { hashPassword } from './hash.ts'
import { normalisePassword } from './password-rules.ts'
import { provePassword } from './prove-password.ts'
import { endSessionIds, endSessions, startSession } from './sessions.ts'
import { sessionOfBrowser, settleEntry } from './sign-in.ts'
import { RENEWAL_MISSING } from '../recovery/reminders.ts'
import { settleWardNotices } from '../recovery/ward-notices.ts'
import { endOpenSlips, endUsedSlip, findOpenSlip } from './slips.ts'
import { issueTicket, readTicket } from './tickets.ts'
import { writeAs } from './write-as.ts'

export const useSlip: Actions<typeof contract>['useSlip'] = async ({ platform, at }, { code }) => {
  const slip = await findOpenSlip(platform, code, at)
  if (slip === null) return refuse(403, 'slip_void', { field: 'code' })
  const { personId, slipId, givenName, accountName, isFirst } = slip
  const length_min = await lengthMinFor(platform, personId, at)
  return { ticket: issueTicket(platform, { personId, slipId, at }), givenName, accountName, length_min, isFirst }
}

export const choosePassword: Actions<typeof contract>['choosePassword'] = async (context, { ticket, password, device: wished, isDeviceChosen, stays = false }) => {
  const { platform, at, today, request } = context
  const { personId, slipId } = (await readTicket(platform, ticket, at)) ?? { personId: '', slipId: null }
  if (slipId === null) return refuse(403, 'slip_void')
  const hash = await hashChosen(platform, personId, password, at)
  const device = await deviceFor(platform.database, platform.school, personId, today, { device: wished, isDeviceChosen })
  const left = await sessionOfBrowser(context)
  const { entry, person } = await writeAs(platform, personId, at, 'alone', async (w, actor) => {
    if (!(await endUsedSlip(w, slipId))) refuse(403, 'slip_void')
    // What else lies around on paper goes with it.
    await endOpenSlips(w, [personId], 'replaced')
    await closeTask(w, RENEWAL_MISSING, personId, 'renewed')
    await settleWardNotices(w, personId)
    if (await isPasswordVoid(w, personId)) writeJournal(w, { event: 'identity.password_renewed', actorId: personId, subjectId: personId, fields: {} })
    await storeHash(w, personId, hash)
    await endSessions(w, personId, 'password_changed')
    if (left !== null) await endSessionIds(w, [left], 'signed_out')
    const row = await w.trx.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
    const voided = await w.trx.selectFrom('credential_voided').select('id').where('person_id', '=', personId).orderBy('id', 'desc').limit(1).executeTakeFirst()
    return {
      person: { personId, accountName: row.account_name, voidedId: voided?.id ?? null },
      entry: !isAdmitted(actor, at)
        ? ('closed' as const)
        : hasFactor(actor, at)
          ? ('second_factor' as const)
          : await startSession(w, { id: personId, type: actor.type }, device, request.userAgent, { stays }),
    }
  })
  return settleEntry(context, person, { device, stays }, entry)
}

export const changePassword: Actions<typeof contract>['changePassword'] = async (context, { current, next }) => {
  const { platform, at } = context
  const { personId, sessionId } = actorOf(context)
  const { account_name } = await platform.database.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
  const proof = await provePassword(context, { account: account_name, password: current })
  if (proof === null) return refuse(403, 'password_wrong', { field: 'current' })
  await proof.takeBackTry()
  if (normalisePassword(next) === normalisePassword(current)) return refuse(422, 'pw_previous', { field: 'next' })
  const hash = await hashChosen(platform, personId, next, at, 'next')
  const { set_at } = proof.account.credential
  await writeAs(platform, personId, at, 'alone', async (w) => {
    const row = await w.trx.selectFrom('credential').select('set_at').where('person_id', '=', personId).executeTakeFirst()
    if (row?.set_at.getTime() !== set_at.getTime()) refuse(409, 'conflict')
    await storeHash(w, personId, hash)
    await endSessions(w, personId, 'password_changed', { except: sessionId })
  })
  return {}
}

/** Gives a person this password without asking the rules: for the example world, not for any door. Waits for its turn at hashing. */
export async function setPassword(w: Write, personId: string, typed: string): Promise<void> {
  await storeHash(w, personId, { ...(await hashPassword(w.platform.keys, personId, normalisePassword(typed))), isShort: isShortForOffice(w.platform.school, typed) })
}
