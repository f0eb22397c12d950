/** The clerk's acts about custody and contact bans: written, journalled, with the reference of a paper and never its content. */
import { bannedIds } from '#platform/access/subject.ts'
import { newId } from '#platform/id/id.ts'
import { addContactBan, addGuardianships, endContactBan, endGuardianship as endSpan, recordGuardianshipAct } from '#platform/identity/guardianship.ts'
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import { nameWords } from '#platform/identity/name-key.ts'
import { addPeople, personName } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTasksAbout } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'
import type { familyContract } from './contract.ts'
import { parentsByName } from './store.ts'

type FamilyActions = Actions<typeof familyContract>

export const findGuardians: FamilyActions['findGuardians'] = async (context, { q }) => {
  const { database, today } = context
  const words = nameWords(q, 5)
  const rows = words.length === 0 ? [] : await parentsByName(database, words, today, limits.candidates_max, bannedIds(actorOf(context), today))
  return { found: rows.map((row) => ({ id: row.id, displayName: personName({ ...row, type: 'parent' }).displayName, children: row.children })) }
}

export const recordGuardianship: FamilyActions['recordGuardianship'] = async (context, input) => {
  const { pupilId, kind, hasCustody, from, until } = input
  if (from < addDays(context.today, -limits.custody_past_days_max)) refuse(422, 'date_too_old', { field: 'from' })
  if (from > addDays(context.today, limits.custody_future_days_max) || (until !== null && until < from)) refuse(422, 'custody_span', { field: 'until' })
  return context.write(async (w) => {
    await lockPersons(w, [pupilId])
    const again = await actOf(w, input.clientId)
    if (again !== null) return again
    const guardianId = 'id' in input.guardian ? await parentId(w, input.guardian.id) : await newParent(w, input.guardian)
    const known = await w.trx.selectFrom('guardianship').select('id').where('ward_id', '=', pupilId).where('guardian_id', '=', guardianId).where('contact_ban', '=', false)
      .where('from_on', '<=', until ?? LATEST).where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', from)])).executeTakeFirst()
    if (known !== undefined) refuse(409, 'custody_overlaps')
    const [guardianshipId] = await addGuardianships(w, [{ guardianId, wardId: pupilId, kind, hasCustody, from, until, source: sourceOf(input.clientId) }])
    await recordGuardianshipAct(w, { act: 'recorded', wardId: pupilId, guardianId, guardianshipId: guardianshipId!, reference: input.reference ?? null, on: from })
    writeJournal(w, { event: 'consent.guardianship_recorded', actorId: w.actorId, subjectId: pupilId, fields: { kind, custody: hasCustody, from } })
    return { guardianshipId: guardianshipId!, guardianId }
  })
}

export const endGuardianship: FamilyActions['endGuardianship'] = async (context, { guardianshipId, lastDay, reference }) => {
  if (lastDay > addDays(context.today, limits.custody_future_days_max)) refuse(422, 'custody_span', { field: 'lastDay' })
  await context.write(async (w) => {
    const row = await held(w, guardianshipId)
    if (row.contact_ban) refuse(409, 'is_contact_ban')
    if (lastDay < addDays(row.from_on, -1)) refuse(422, 'custody_span', { field: 'lastDay' })
    if (row.until_on !== null && row.until_on <= lastDay) refuse(409, 'custody_ended')
    await endSpan(w, guardianshipId, lastDay)
    if (lastDay < w.today) await closeTasksAbout(w, [row.ward_id], { forPersonId: row.guardian_id }, 'custody_ended')
    await recordGuardianshipAct(w, { act: 'ended', wardId: row.ward_id, guardianId: row.guardian_id, guardianshipId, reference: reference ?? null, on: lastDay })
    writeJournal(w, { event: 'consent.guardianship_ended', actorId: w.actorId, subjectId: row.ward_id, fields: { lastDay } })
  })
  return {}
}

export const recordContactBan: FamilyActions['recordContactBan'] = async (context, { pupilId, guardianId, until, reference, clientId }) => {
  if (until !== null && until < context.today) refuse(422, 'custody_span', { field: 'until' })
  return context.write(async (w) => {
    await lockPersons(w, [pupilId, guardianId])
    const again = await actOf(w, clientId)
    if (again !== null) return again
    const known = await w.trx.selectFrom('guardianship').select(['kind', 'contact_ban', 'until_on']).where('ward_id', '=', pupilId).where('guardian_id', '=', guardianId).orderBy('from_on', 'desc').execute()
    if (known.length === 0) refuse(422, 'not_a_holder', { field: 'guardianId' })
    if (known.some((row) => row.contact_ban && (row.until_on === null || row.until_on >= w.today))) refuse(409, 'ban_holds_already')
    const guardianshipId = await addContactBan(w, { guardianId, wardId: pupilId, kind: known[0]!.kind as GuardianKind, from: w.today, until, source: sourceOf(clientId) })
    await closeTasksAbout(w, [pupilId], { forPersonId: guardianId }, 'contact_ban')
    await recordGuardianshipAct(w, { act: 'ban', wardId: pupilId, guardianId, guardianshipId, reference, on: w.today })
    writeJournal(w, { event: 'consent.contact_ban_recorded', actorId: w.actorId, subjectId: pupilId, fields: {} })
    return { guardianshipId }
  })
}

export const liftContactBan: FamilyActions['liftContactBan'] = async (context, { guardianshipId, reference }) => {
  await context.write(async (w) => {
    const row = await held(w, guardianshipId)
    if (!row.contact_ban) refuse(409, 'is_no_ban')
    const lastDay = addDays(w.today, -1)
    if (row.until_on !== null && row.until_on <= lastDay) refuse(409, 'custody_ended')
    await endContactBan(w, guardianshipId, lastDay)
    await recordGuardianshipAct(w, { act: 'ban_lifted', wardId: row.ward_id, guardianId: row.guardian_id, guardianshipId, reference, on: w.today })
    writeJournal(w, { event: 'consent.contact_ban_lifted', actorId: w.actorId, subjectId: row.ward_id, fields: {} })
  })
  return {}
}

/** § 1628 BGB: who may decide alone. Noted by its file number; custody itself changes only by what is entered as custody. */
export const recordCourtDecision: FamilyActions['recordCourtDecision'] = async (context, { pupilId, guardianId, decidedOn, reference }) => {
  if (decidedOn > context.today) refuse(422, 'date_in_future', { field: 'decidedOn' })
  await context.write(async (w) => {
    await lockPersons(w, [pupilId])
    const known = await w.trx.selectFrom('guardianship').select('id').where('ward_id', '=', pupilId).where('guardian_id', '=', guardianId).executeTakeFirst()
    if (known === undefined) refuse(422, 'not_a_holder', { field: 'guardianId' })
    const before = await w.trx.selectFrom('guardianship_act').select('id').where('ward_id', '=', pupilId).where('guardian_id', '=', guardianId).where('act', '=', 'decision').where('reference', '=', reference).executeTakeFirst()
    if (before !== undefined) return
    await recordGuardianshipAct(w, { act: 'decision', wardId: pupilId, guardianId, guardianshipId: null, reference, on: decidedOn })
    writeJournal(w, { event: 'consent.court_decision_noted', actorId: w.actorId, subjectId: pupilId, fields: { decidedOn } })
  })
  return {}
}

const LATEST = '2199-12-31'

/** The id that the page gave its act stands in the source, so that the same act sent again enters nothing twice. */
const sourceOf = (clientId: string): string => `hand:${clientId}`

async function actOf(w: Write, clientId: string): Promise<{ guardianshipId: string; guardianId: string } | null> {
  const row = await w.trx.selectFrom('guardianship').select(['id', 'guardian_id']).where('source', '=', sourceOf(clientId)).executeTakeFirst()
  return row === undefined ? null : { guardianshipId: row.id, guardianId: row.guardian_id }
}

async function parentId(w: Write, id: string): Promise<string> {
  const row = await w.trx.selectFrom('person').select('id').where('id', '=', id).where('type', '=', 'parent').executeTakeFirst()
  return row?.id ?? refuse(422, 'not_a_parent', { field: 'guardian' })
}

async function newParent(w: Write, name: { givenName: string; familyName: string }): Promise<string> {
  const [id] = await addPeople(w, [{ type: 'parent', ...name, source: 'hand', sourceId: newId(w.at) }])
  return id!
}

/** The span as it stands, with the rows of child and guardian held. */
async function held(w: Write, guardianshipId: string) {
  const ids = await w.trx.selectFrom('guardianship').select(['ward_id', 'guardian_id']).where('id', '=', guardianshipId).executeTakeFirstOrThrow()
  await lockPersons(w, [ids.ward_id, ids.guardian_id])
  return w.trx.selectFrom('guardianship').selectAll().where('id', '=', guardianshipId).executeTakeFirstOrThrow()
}
