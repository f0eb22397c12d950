/** Entering what came on paper: declarations of a class, and withdrawals. Parents declare, staff only record (amendment A4). */
import { newId } from '#platform/id/id.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { leadEntries } from './entry/lead-entry.ts'
import { checkNotOwn } from './entry/own.ts'
import { judge, optionsOf, refreshFacts } from './facts.ts'
import { tellOfWithdrawal } from './families/notices.ts'
import { declarationKey, declarationsOnForm } from './forms.ts'
import type { FormEntry, NewDeclaration } from './forms.ts'
import { limits } from './limits.ts'
import { formsOfEntries } from './paper/forms-back.ts'
import type { ConsentState, Purpose } from './rules/records.ts'
import { mustAgreeFrom } from './rules/voice.ts'
import { loadCases, loadDocuments, pupilsOfClasses } from './store.ts'

/** One note per pupil and version; who has it already keeps the first date. */
export const recordRequests: Actions<typeof contract>['recordRequests'] = async (context, input) => {
  const { database, subject, today } = context
  if (input.requestedOn > today) refuse(422, 'date_in_future', { field: 'requestedOn' })
  const version = (await loadDocuments(database)).find((document) => document.id === input.documentVersionId && document.purpose === input.purpose)
  if (version === undefined) refuse(422, 'version_unknown', { field: 'documentVersionId' })
  if (input.requestedOn < version.validFrom) refuse(422, 'date_before_version', { field: 'requestedOn' })
  return context.write(async (w) => {
    const pupils = await pupilsOfClasses(w.trx, [subject!.id], today)
    if (pupils.length === 0) return { noted: 0 }
    await lockPersons(w, pupils.map((pupil) => pupil.id))
    const known = await w.trx.selectFrom('consent_request').select('pupil_id').where('document_version_id', '=', version.id).where('pupil_id', 'in', pupils.map((pupil) => pupil.id)).execute()
    const fresh = pupils.filter((pupil) => !known.some((row) => row.pupil_id === pupil.id))
    if (fresh.length > 0) {
      await w.trx.insertInto('consent_request').values(fresh.map((pupil) => ({
        id: newId(w.at), pupil_id: pupil.id, purpose: input.purpose, document_version_id: version.id, channel: 'paper', requested_on: input.requestedOn, entered_by: w.actorId, entered_at: w.at,
      }))).execute()
    }
    return { noted: fresh.length }
  })
}

export const recordDeclarations: Actions<typeof contract>['recordDeclarations'] = async (context, input) => {
  const { database, today } = context
  await checkEntries(context, input)
  checkNotOwn(actorOf(context), input.entries.map((entry) => entry.pupilId))
  return context.write(async (w) => {
    await lockPersons(w, input.entries.map((entry) => entry.pupilId))
    const cases = await loadCases(w.trx, input.entries.map((entry) => entry.pupilId))
    const pupilIds = [...cases.keys()]
    const forms = await formsOfEntries(w, input.entries, input.purpose)
    const leadEntryIds = await leadEntries(w, actorOf(context), input)
    const options = optionsOf(await committedOptions(w.trx))
    const entered = await insertDeclarations(w, input.entries.flatMap((entry) => {
      const one = cases.get(entry.pupilId)!
      return declarationsOnForm(entry, one, mustAgreeFrom({ majorityDate: one.majorityDate, options })).map((declaration, place): DeclarationToEnter => {
        if (declaration.guardianId !== null && !one.holders.some((holder) => holder.guardianId === declaration.guardianId)) refuse(422, 'not_a_holder', { field: 'guardianId' })
        return {
          entry, purpose: input.purpose, declaration, clientId: declarationKey(input.clientId, entry.pupilId, place), channel: 'paper', formId: forms.get(entry.pupilId), leadEntryId: leadEntryIds.get(entry.pupilId),
        }
      })
    }))
    const opened = await refreshFacts(w, pupilIds)
    if (entered > 0) writeJournal(w, { event: 'consent.declared', actorId: actorOf(context).personId, fields: { purpose: input.purpose, channel: 'paper', pupils: pupilIds.length } })
    const judged = await judge(w.trx, w.platform.school, pupilIds, today)
    return {
      opened,
      stillMissing: [...judged].filter(([, { consents }]) => !consents[input.purpose].open).map(([pupilId, { consents }]) => ({ pupilId, state: consents[input.purpose].state })),
    }
  })

  /** Each form must belong to a child of this class, carry a believable date and a version that was out by then. */
  async function checkEntries({ subject }: typeof context, { entries, purpose }: typeof input): Promise<void> {
    const ofClass = new Set((await pupilsOfClasses(database, [subject!.id], today)).map((pupil) => pupil.id))
    const documents = new Map((await loadDocuments(database)).filter((document) => document.purpose === purpose).map((document) => [document.id, document]))
    if (new Set(entries.map((entry) => entry.pupilId)).size !== entries.length) refuse(422, 'pupil_twice', { field: 'entries' })
    for (const [index, entry] of entries.entries()) {
      const field = `entries.${index}`
      if (!ofClass.has(entry.pupilId)) refuse(422, 'not_in_class', { field })
      if (entry.declaredOn > today) refuse(422, 'date_in_future', { field })
      if (entry.declaredOn < addDays(today, -limits.signature_age_days_max)) refuse(422, 'date_too_old', { field })
      const document = documents.get(entry.documentVersionId)
      if (document === undefined) refuse(422, 'version_unknown', { field })
      if (entry.declaredOn < document.validFrom) refuse(422, 'date_before_version', { field, params: { from: document.validFrom } })
    }
  }
}

export const recordWithdrawal: Actions<typeof contract>['recordWithdrawal'] = async (context, input) => {
  if (input.receivedOn > context.today) refuse(422, 'date_in_future', { field: 'receivedOn' })
  if (input.by === 'holder' && input.guardianId === undefined) refuse(422, 'not_a_holder', { field: 'guardianId' })
  return context.write(async (w) => {
    if (input.guardianId !== undefined) {
      const known = await w.trx.selectFrom('guardianship').select('id').where('ward_id', '=', input.pupilId).where('guardian_id', '=', input.guardianId).executeTakeFirst()
      if (!known) refuse(422, 'not_a_holder', { field: 'guardianId' })
    }
    return withdraw(w, { pupilId: input.pupilId, purpose: input.purpose, declarer: input.by, guardianId: input.guardianId ?? null, declarerName: input.name ?? null, channel: 'paper', receivedOn: input.receivedOn, clientId: input.clientId })
  })
}

export type NewWithdrawal = {
  pupilId: string
  purpose: Purpose
  declarer: 'holder' | 'named_on_paper' | 'adult_pupil' | 'pupil_voice'
  guardianId: string | null
  declarerName: string | null
  channel: 'paper' | 'online'
  receivedOn: string
  clientId: string
}

/** R12.2: blocks at once, then it has to be clarified what becomes of the account. The same withdrawal sent again changes nothing. */
export async function withdraw(w: Write, one: NewWithdrawal): Promise<{ state: ConsentState; open: boolean }> {
  const id = newId(w.at)
  const inserted = await w.trx.insertInto('consent_withdrawal').values({
    id, pupil_id: one.pupilId, purpose: one.purpose, declarer: one.declarer, guardian_id: one.guardianId, declarer_name: one.declarerName,
    form_line: one.declarer === 'named_on_paper' && one.declarerName === null ? 1 : null, channel: one.channel, received_on: one.receivedOn, entered_by: w.actorId, entered_at: w.at, client_id: one.clientId,
  }).onConflict((oc) => oc.columns(['pupil_id', 'purpose', 'client_id']).doNothing()).returning('id').executeTakeFirst()
  if (inserted) {
    await refreshFacts(w, [one.pupilId])
    await recordLoss(w, { kind: 'withdrawal', ids: { withdrawal: id, pupil: one.pupilId, purpose: one.purpose, by: one.declarer, on: one.receivedOn, ...(one.guardianId !== null && { guardian: one.guardianId }) } })
    writeJournal(w, { event: 'consent.withdrawn', actorId: w.actorId, subjectId: one.pupilId, fields: { purpose: one.purpose, channel: one.channel, by: one.declarer } })
    await tellOfWithdrawal(w, one)
    if (one.purpose === 'platform') {
      await openTask(w, { kind: 'consent.clarify', key: one.pupilId, for: { office: 'task:consent_register' }, aboutPersonId: one.pupilId, params: {}, dueOn: addDays(w.today, limits.clarify_days) })
    }
  }
  return stateNow(w, one.pupilId, one.purpose)
}

/** How the purpose stands after what was just entered. */
export async function stateNow(w: Write, pupilId: string, purpose: Purpose): Promise<{ state: ConsentState; open: boolean }> {
  const judged = await judge(w.trx, w.platform.school, [pupilId], w.today)
  const { state, open } = judged.get(pupilId)!.consents[purpose]
  return { state, open }
}

export type DeclarationToEnter = { entry: Pick<FormEntry, 'pupilId' | 'declaredOn' | 'documentVersionId'>; purpose: Purpose; declaration: NewDeclaration; clientId: string; channel: 'paper' | 'online'; formId?: string | undefined; leadEntryId?: string | undefined; olderTextId?: string | undefined }

/** Inserts one declaration; false when it had been entered before. */
export async function insertDeclaration(w: Write, one: DeclarationToEnter): Promise<boolean> {
  return (await insertDeclarations(w, [one])) > 0
}

/** Inserts declarations, at most two for each entry of a batch; how many of them had not been entered before. */
async function insertDeclarations(w: Write, declarations: readonly DeclarationToEnter[]): Promise<number> {
  if (declarations.length === 0) return 0
  const inserted = await w.trx.insertInto('consent_declaration').values(declarations.map(({ entry, purpose, declaration, clientId, channel, ...more }) => ({
    id: newId(w.at), pupil_id: entry.pupilId, purpose, document_version_id: entry.documentVersionId, declarer: declaration.declarer, guardian_id: declaration.guardianId,
    declarer_name: declaration.declarerName, form_line: declaration.formLine, assurance: declaration.assurance, channel, declared_on: entry.declaredOn,
    entered_by: w.actorId, entered_at: w.at, client_id: clientId, form_id: more.formId ?? null, lead_entry_id: more.leadEntryId ?? null, older_text_id: more.olderTextId ?? null,
  }))).onConflict((oc) => oc.columns(['pupil_id', 'purpose', 'client_id']).doNothing()).returning('id').execute()
  return inserted.length
}
