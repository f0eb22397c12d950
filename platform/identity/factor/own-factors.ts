/** The own second factors: seen, named, removed; new recovery codes; and the head's act for somebody who lost theirs (R4.2). */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { needsEnrolment, mayOf } from '#platform/access/decide.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { informHead } from '#platform/school/representation.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { voidPassword } from '../sign-in/credentials.ts'
import { endSessions } from '../sign-in/sessions.ts'
import { makeSlips } from '../sign-in/slips.ts'
import { lockPersons } from '../sign-in/write-as.ts'
import { subjects } from '../subjects.ts'
import { journalOfOffice } from './enrol.ts'
import { hasPasskeys } from './passkeys.ts'
import { endFactors, factorsOf } from './records.ts'
import { codesLeft, endCodes, makeCodes } from './recovery.ts'

type Signs = Actions<typeof contract>

export const listFactors: Signs['listFactors'] = async (context) => {
  const { database, platform } = context
  const actor = actorOf(context)
  const factors = await factorsOf(database, actor.personId)
  return {
    factors: factors.map(({ id, kind, label, enrolledAt }) => ({ id, kind, label, enrolledAt: enrolledAt.toISOString() })),
    codesLeft: await codesLeft(database, actor.personId),
    isRequired: isRequired(context, actor),
    hasPasskeys: hasPasskeys(platform),
  }
}

export const renameFactor: Signs['renameFactor'] = async (context, { factorId, label }) => {
  await context.write((w) => w.trx.updateTable('second_factor').set({ label }).where('id', '=', factorId).execute())
  return {}
}

export const removeFactor: Signs['removeFactor'] = async (context, { factorId }) => {
  const actor = actorOf(context)
  await context.write(async (w) => {
    await lockPersons(w, [actor.personId])
    const factors = await factorsOf(w.trx, actor.personId)
    const factor = factors.find(({ id }) => id === factorId) ?? refuse(404, 'not_found')
    const isLast = factors.length === 1
    if (isLast && isRequired(context, actor)) refuse(409, 'factor_last', { clause: '4' })
    await endFactors(w, [factorId], 'removed')
    if (isLast) await endCodes(w, actor.personId, 'voided')
    journalOfOffice(w, actor, 'identity.factor_removed', factor.kind)
  })
  return {}
}

export const renewCodes: Signs['renewCodes'] = async (context) => {
  const { personId } = actorOf(context)
  const codes = await context.write(async (w) => {
    await lockPersons(w, [personId])
    if ((await factorsOf(w.trx, personId)).length === 0) refuse(422, 'factor_none')
    return makeCodes(w, personId)
  })
  return { codes }
}

/**
 * Nothing that somebody who found the phone may know opens anything afterwards: not the factor, not its codes, not the password, no session. The slip is
 * the only way in, and leads to a new password and a new factor.
 */
export const voidFactors: Signs['voidFactors'] = async (context, { personId }) => {
  const validUntil = new Date(context.at.getTime() + limits.factor_slip_hours * 3_600_000)
  return context.write(async (w) => {
    // Asked again with the row held: who was appointed meanwhile is not to be taken over by a slip.
    await lockPersons(w, [personId])
    const subject = await subjects.person({ ...context, database: w.trx, option: context.platform.school.option }, { personId })
    if (!mayOf(actorOf(context), manifest, subject, context.at).includes('identity.void_factors')) refuse(409, 'conflict')
    const factors = await factorsOf(w.trx, personId)
    if (factors.length === 0) refuse(422, 'factor_none')
    await endFactors(w, factors.map(({ id }) => id), 'voided')
    await endCodes(w, personId, 'voided')
    await voidPassword(w, personId, 'factor_voided')
    await endSessions(w, personId, 'revoked')
    const [slip] = await makeSlips(w, [personId], { validUntil, madeBy: w.actorId })
    // A8: what the deputy does in the head's place is told to the head; for the administration it is a task of their own.
    if (officesOf(actorOf(context), w.at).has('deputy')) await informHead(w, actorOf(context), 'factors_voided', newId(w.at), personId)
    writeJournal(w, { event: 'identity.factors_voided', actorId: w.actorId, subjectId: personId, fields: { factors: factors.length } })
    const { account_name } = await w.trx.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
    return { accountName: account_name, code: slip!.code, validUntil: validUntil.toISOString() }
  })
}

/** Whether this person would have to enrol if there were no factor. */
function isRequired({ platform, at }: Context, actor: Actor): boolean {
  return needsEnrolment({ type: actor.type, facts: actor.facts.filter(({ kind }) => kind !== 'factor') }, platform.access(), at)
}
