/** The proof of one pupil: every declaration and withdrawal, who gave it, who entered it. Only ever added to. */
import { namesOf } from '#platform/identity/people.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { contract } from './contract.ts'
import { judge } from './facts.ts'
import { custodyHolders } from './rules/custody.ts'
import type { Purpose } from './rules/records.ts'
import { PURPOSES, loadDocuments, loadOlderTexts, voidEntries } from './store.ts'

export const readHistory: Actions<typeof contract>['readHistory'] = async ({ database, platform, today }, { pupilId }) => {
  const one = (await judge(database, platform.school, [pupilId], today)).get(pupilId)
  if (one === undefined) refuse(404, 'not_found')
  const [requests, declarations, withdrawals, documents, voided, forms, olderTexts] = await Promise.all([
    database.selectFrom('consent_request').selectAll().where('pupil_id', '=', pupilId).execute(),
    database.selectFrom('consent_declaration').selectAll().where('pupil_id', '=', pupilId).execute(),
    database.selectFrom('consent_withdrawal').selectAll().where('pupil_id', '=', pupilId).execute(),
    loadDocuments(database),
    voidEntries(database, [pupilId]),
    database.selectFrom('consent_form').select(['id', 'code']).where('id', 'in', database.selectFrom('consent_declaration').select('form_id').where('pupil_id', '=', pupilId)).execute(),
    loadOlderTexts(database),
  ])
  const all = [...requests, ...declarations, ...withdrawals]
  const holderIds = one.case.holders.map((holder) => holder.guardianId)
  const names = await namesOf(database, [pupilId, ...holderIds, ...all.flatMap((row) => row.entered_by ?? []), ...[...declarations, ...withdrawals].flatMap((row) => row.guardian_id ?? [])])
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.displayName ?? null))
  const documentOf = (id: string) => documents.find((document) => document.id === id) ?? null
  const shared = (row: (typeof all)[number]) => ({ id: row.id, purpose: row.purpose as Purpose, channel: row.channel as 'paper' | 'online', enteredAt: row.entered_at, enteredBy: nameOf(row.entered_by) })
  const said = (row: (typeof declarations)[number] | (typeof withdrawals)[number]) => ({
    ...shared(row), by: row.declarer as 'holder', byName: nameOf(row.guardian_id) ?? row.declarer_name, formLine: row.form_line,
  })
  const noPaper = { formCode: null, olderText: null, isVoid: false }
  const custody = new Set(custodyHolders(one.case.holders, today))
  return {
    pupil: { id: pupilId, displayName: nameOf(pupilId) ?? '', isAdult: one.case.majorityDate !== null && one.case.majorityDate <= today },
    holders: holderIds.map((guardianId) => ({ guardianId, displayName: nameOf(guardianId) ?? '', hasCustody: custody.has(guardianId) })),
    purposes: PURPOSES.map((purpose) => {
      const { state, open, openUntil } = one.consents[purpose]
      return { purpose, state, open, openUntil }
    }),
    records: [
      ...requests.map((row) => ({ ...shared(row), kind: 'request' as const, by: null, byName: null, formLine: null, assurance: null, on: row.requested_on, document: documentOf(row.document_version_id), ...noPaper })),
      ...declarations.map((row) => ({ ...said(row), kind: 'declaration' as const, assurance: row.assurance, on: row.declared_on, document: documentOf(row.document_version_id),
        formCode: forms.find((form) => form.id === row.form_id)?.code ?? null, olderText: olderTexts.find((text) => text.id === row.older_text_id)?.label ?? null, isVoid: row.lead_entry_id !== null && voided.has(row.lead_entry_id),
      })),
      ...withdrawals.map((row) => ({ ...said(row), kind: 'withdrawal' as const, assurance: null, on: row.received_on, document: null, ...noPaper })),
    ].sort((a, b) => a.enteredAt.getTime() - b.enteredAt.getTime() || (a.id < b.id ? -1 : 1)),
  }
}
