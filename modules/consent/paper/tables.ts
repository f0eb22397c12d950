/** Tables of paper: forms, who may enter them, samples, older texts. Part of the manifest. */
import { personal, table, technical, until } from '#platform/module/manifest.ts'
import type { DataSubject, TableDeclaration } from '#platform/module/manifest.ts'

const pupil = (via: string): DataSubject => ({ via, as: 'pupil', onErasure: 'evidence', daysMax: 1_830, export: ['access'] })
// Only the form that was printed for a child is counted for guardians. A blank one that was linked, an entry, a sample: each comes with the paper of one
// parent, and the number would tell the other (T3).
const staff = (via: string, as: string): DataSubject => ({ via, as, onErasure: 'anonymise', export: [] })
const evidence = { keep: until.evidence('consent.evidence_years'), onRestore: 'give-back', appendOnly: true } as const

export const paperTables: readonly TableDeclaration[] = [
  table('consent_form', {
    subjects: [{ ...pupil('pupil_id'), guardian: true }, staff('printed_by', 'printer')],
    columns: { id: technical, code: technical, pupil_id: personal('form'), purpose: personal('form'), document_version_id: technical, printed_by: personal('form'), printed_at: personal('form') },
    ...evidence,
  }),
  table('consent_form_link', {
    subjects: [pupil('pupil_id'), staff('linked_by', 'clerk')],
    columns: { form_id: technical, pupil_id: personal('form'), linked_by: personal('form'), linked_at: personal('form') },
    ...evidence,
  }),
  table('consent_entry_assignment', {
    subjects: [{ via: 'person_id', as: 'assignee', onErasure: 'evidence', daysMax: 1_830, export: ['access'] }, staff('assigned_by', 'decider')],
    columns: { id: technical, person_id: personal('assignment'), from_on: personal('assignment'), assigned_by: personal('assignment'), in_representation: personal('assignment'), assigned_at: personal('assignment') },
    ...evidence,
  }),
  table('consent_entry_assignment_end', {
    subjects: [{ via: 'assignment_id>consent_entry_assignment.person_id', as: 'assignee', onErasure: 'evidence', daysMax: 1_830, export: ['access'] }, staff('ended_by', 'decider')],
    columns: { assignment_id: technical, ended_by: personal('assignment'), at: personal('assignment') },
    ...evidence,
  }),
  table('consent_lead_entry', {
    subjects: [pupil('pupil_id'), staff('entered_by', 'clerk')],
    columns: { id: technical, pupil_id: personal('declaration'), purpose: personal('declaration'), group_id: technical, assignment_id: technical, entered_by: personal('declaration'), entered_at: personal('declaration') },
    ...evidence,
  }),
  table('consent_sample', {
    subjects: [pupil('pupil_id')],
    columns: { id: technical, lead_entry_id: technical, pupil_id: personal('sample'), group_id: technical, month: personal('sample'), drawn_at: personal('sample') },
    ...evidence,
  }),
  table('consent_sample_check', {
    subjects: [pupil('sample_id>consent_sample.pupil_id'), staff('checked_by', 'clerk')],
    columns: { sample_id: technical, outcome: personal('sample'), checked_by: personal('sample'), at: personal('sample') },
    ...evidence,
  }),
  table('consent_older_text', {
    subjects: [staff('decided_by', 'decider')],
    columns: {
      id: technical, purpose: technical, label: technical, in_use_from: technical, in_use_until: technical, covers: technical, document_version_id: technical,
      decided_by: personal('assignment'), in_representation: personal('assignment'), decided_at: personal('assignment'),
    },
    ...evidence,
  }),
]
