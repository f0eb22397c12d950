/** Forms that come back: finding the child by the number, linking blank ones, and what a number has to fit when a form is entered (A4). */
import { classIdsOf, listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import type { FormEntry } from '../forms.ts'
import type { Purpose } from '../rules/records.ts'
import { loadDocuments } from '../store.ts'
import { readFormCode } from './codes.ts'
import { formByCode, formsByCode, insertLink } from './store.ts'

type Names = 'findForm' | 'linkForm'

export const formsBack: Pick<Actions<typeof contract>, Names> = {
  async findForm({ database, platform, today }, { code }) {
    const form = await formByCode(database, readFormCode(code) ?? '')
    const document = form && (await loadDocuments(database)).find((one) => one.id === form.documentVersionId)
    if (!form || !document) refuse(404, 'not_found')
    const shared = { code: form.code, purpose: form.purpose, document, printedOn: dateInBerlin(form.printedAt), isBlank: !form.isNamed }
    if (form.pupilId === null) return { ...shared, pupil: null }
    const groups = await listGroups(database, schoolYearAt(platform.school, today).label, { groupIds: await classIdsOf(database, form.pupilId, today) })
    // The class before the year: forms are entered class by class.
    const group = groups.find(({ kind }) => kind === 'class') ?? groups[0]
    const names = await namesOf(database, [form.pupilId])
    return { ...shared, pupil: { id: form.pupilId, displayName: names.get(form.pupilId)?.displayName ?? '', groupId: group?.id ?? null, groupLabel: group?.label ?? null } }
  },

  async linkForm(context, { code, pupilId }) {
    const typed = readFormCode(code)
    return context.write(async (w) => {
      await lockPersons(w, [pupilId])
      const form = typed === null ? null : await formByCode(w.trx, typed)
      if (form === null) refuse(422, 'form_unknown', { field: 'code' })
      if (form.isNamed) refuse(422, form.pupilId === pupilId ? 'form_named' : 'form_other_child', { field: 'code' })
      if (!(await insertLink(w, form.id, pupilId))) {
        const after = await formByCode(w.trx, form.code)
        // The same link again is no fault; another one is: a form is signed for one child.
        if (after?.pupilId !== pupilId) refuse(409, 'form_linked', { field: 'code' })
        return {}
      }
      writeJournal(w, { event: 'consent.form_linked', actorId: w.actorId, subjectId: pupilId, fields: { form: form.id } })
      return {}
    })
  },
}

/**
 * The ids of the forms that came with these entries, by child. Refuses a number that is none, that belongs to another child, another purpose or another
 * version than the entry says, and a blank form that is not linked yet: nothing of the batch is entered then.
 */
export async function formsOfEntries(w: Write, entries: readonly FormEntry[], purpose: Purpose): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const forms = await formsByCode(w.trx, entries.flatMap((entry) => (entry.formCode === undefined ? [] : (readFormCode(entry.formCode) ?? []))))
  for (const [index, entry] of entries.entries()) {
    if (entry.formCode === undefined) continue
    const field = `entries.${index}.formCode`
    const typed = readFormCode(entry.formCode)
    const form = typed === null ? undefined : forms.get(typed)
    if (form === undefined) refuse(422, 'form_unknown', { field })
    if (form.pupilId === null) refuse(422, 'form_blank', { field })
    if (form.pupilId !== entry.pupilId) refuse(422, 'form_other_child', { field })
    if (form.purpose !== purpose) refuse(422, 'form_other_purpose', { field })
    if (form.documentVersionId !== entry.documentVersionId) refuse(422, 'form_other_version', { field })
    found.set(entry.pupilId, form.id)
  }
  return found
}
