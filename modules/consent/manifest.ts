import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'
import { paperTables } from './paper/tables.ts'
import { familyCategories, familyData, familyLogs, familyRights, familySubjectKinds } from './families/manifest.ts'
import { sameCategories, sameData, sameLogs, sameRights, sameSubjectKinds } from './same/manifest.ts'

const CLERK = ['task:consent_register'] as const
const HEAD = ['head', 'deputy'] as const

const subjects: TableDeclaration['subjects'] = [
  { via: 'pupil_id', as: 'pupil', onErasure: 'evidence', daysMax: 1_830, export: ['access'], isOwner: true, guardian: true },
  { via: 'guardian_id', as: 'declarer', onErasure: 'evidence', daysMax: 1_830, clears: ['declarer_name'], export: ['access'] },
  { via: 'entered_by', as: 'clerk', onErasure: 'anonymise', export: [] },
]

export default defineModule({
  id: 'consent',
  version: 2,
  clauses: ['R2.1', 'R3.1', 'R12.2'],
  clauseShown: '2',
  name: 'Einwilligungen',
  purpose: {
    class: 'operation',
    text: 'Nachweis, wer wann worin eingewilligt oder eine Einwilligung widerrufen hat. Daraus folgt, ob jemand die Plattform benutzen kann.',
    plain: 'Hier steht, ob deine Eltern oder du selbst erlaubt haben, dass du mitmachst.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: ['purpose'],
  uses: ['administration'],
  tasksOfHead: { 'consent.ban_at_work': 'consent.decide_ban_at_work' },
  rights: {
    'consent.count_waiting': [rule(['head', 'deputy', 'task:consent_register'])],
    'consent.read_classes': [rule([...CLERK, ...HEAD, 'officer', 'teacher', 'staff'])],
    'consent.read_class': [rule([...CLERK, ...HEAD, 'officer']), rule(['teacher', 'staff'], 'class_lead')],
    'consent.see_pupil': [rule([...CLERK, ...HEAD, 'officer']), rule(['teacher', 'staff'], 'class_lead'), rule(['pupil', 'ticket'], 'self')],
    'consent.record': [rule(CLERK), rule(['teacher', 'staff'], 'class_lead', 'entry_by_class_lead')],
    'consent.read_history': [rule([...CLERK, ...HEAD, 'officer'])],
    'consent.print_forms': [rule([...CLERK, ...HEAD]), rule(['teacher', 'staff'], 'class_lead')],
    'consent.print_blank_forms': [rule([...CLERK, ...HEAD])],
    'consent.find_form': [rule(CLERK), rule(['teacher', 'staff'], 'class_lead', 'entry_by_class_lead'), rule(['teacher', 'staff'], undefined, 'blank_for_lead')],
    'consent.read_assignments': [rule([...CLERK, ...HEAD, 'officer'])],
    'consent.assign_entry': [rule(HEAD)],
    'consent.check_samples': [rule(CLERK)],
    'consent.read_older_texts': [rule([...CLERK, ...HEAD, 'officer'])],
    'consent.decide_older_text': [rule(HEAD)],
    'consent.enter_older_papers': [rule(CLERK)],
    'consent.publish_text': [rule(HEAD)],
    'consent.read_aid': [rule(['nobody'])],
    'consent.export': [rule(CLERK)],
    'consent.read_own': [rule(['pupil', 'ticket'])],
    'consent.declare_own': [rule(['pupil', 'ticket'])],
    'consent.withdraw_own': [rule(['pupil', 'ticket'])],
    ...familyRights,
    ...sameRights,
  },
  subjects: { class: { visibleBy: 'consent.read_class' }, pupil: { visibleBy: 'consent.see_pupil' }, form: { visibleBy: 'consent.find_form' }, ...familySubjectKinds, ...sameSubjectKinds },
  categories: {
    ...familyCategories,
    ...sameCategories,
    declaration: {
      label: 'Einwilligungen und Widerrufe: für welchen Zweck, welche Fassung, wer, wann, auf welchem Weg, wer es eingetragen hat',
      source: 'Sorgeberechtigte, Schülerinnen und Schüler; auf Papier oder in der Plattform', readers: ['Einwilligungsverwaltung', 'Schulleitung', 'Datenschutzbeauftragte', 'Klassenleitung: nur der Stand, keine Namen', 'die Person selbst'],
      recipients: [], thirdCountry: false, inBackup: true, guardian: 'consent',
    },
    form: { label: 'Gedruckte Formulare: Nummer, für wen, welcher Zweck, welche Fassung, wann gedruckt', source: 'folgt aus dem Drucken', readers: ['Einwilligungsverwaltung', 'Klassenleitung für die eigene Klasse'], recipients: [], thirdCountry: false, inBackup: true, guardian: 'register' },
    assignment: { label: 'Wer Formulare eintragen darf und wer das oder die Geltung eines früheren Textes entschieden hat', source: 'Schulleitung', readers: ['Schulleitung', 'Einwilligungsverwaltung', 'Datenschutzbeauftragte'], recipients: [], thirdCountry: false, inBackup: true },
    sample: { label: 'Stichproben von Einträgen der Klassenleitungen und ihr Ergebnis', source: 'folgt aus den Einträgen', readers: ['Einwilligungsverwaltung'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    ...paperTables,
    table('consent_request', {
      subjects: [subjects[0]!, subjects[2]!],
      columns: {
        id: technical, pupil_id: personal('declaration'), purpose: personal('declaration'), document_version_id: technical, channel: personal('declaration'),
        requested_on: personal('declaration'), entered_by: personal('declaration'), entered_at: personal('declaration'),
      },
      keep: until.evidence('consent.evidence_years'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('consent_declaration', {
      subjects,
      columns: {
        id: technical, pupil_id: personal('declaration'), purpose: personal('declaration'), document_version_id: technical, declarer: personal('declaration'), guardian_id: personal('declaration'),
        declarer_name: personal('declaration'), form_line: personal('declaration'), assurance: personal('declaration'), channel: personal('declaration'), declared_on: personal('declaration'),
        entered_by: personal('declaration'), entered_at: personal('declaration'), client_id: technical, form_id: technical, lead_entry_id: technical, older_text_id: technical,
      },
      keep: until.evidence('consent.evidence_years'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('consent_withdrawal', {
      subjects,
      columns: {
        id: technical, pupil_id: personal('declaration'), purpose: personal('declaration'), declarer: personal('declaration'), guardian_id: personal('declaration'), declarer_name: personal('declaration'),
        form_line: personal('declaration'), channel: personal('declaration'), received_on: personal('declaration'), entered_by: personal('declaration'), entered_at: personal('declaration'), client_id: technical,
      },
      keep: until.evidence('consent.evidence_years'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    ...familyData,
    ...sameData,
  ],
  logs: [
    ...familyLogs,
    ...sameLogs,
    { event: 'consent.exported', fields: ['count'], text: 'Der Stand der Einwilligungen wurde als Tabelle ausgegeben.' },
    { event: 'consent.declared', fields: ['purpose', 'channel', 'pupils'], text: 'Einwilligungen wurden eingetragen (nur die Anzahl).' },
    { event: 'consent.forms_printed', fields: ['purpose', 'count', 'group'], text: 'Formulare wurden gedruckt (nur die Anzahl).' },
    { event: 'consent.form_linked', fields: ['form'], text: 'Ein Blankoformular wurde einem Kind zugeordnet.' },
    { event: 'consent.entry_assigned', fields: ['all', 'from', 'inRepresentation'], text: 'Das Eintragen von Formularen wurde Klassenleitungen zugewiesen.' },
    { event: 'consent.entry_assignment_ended', fields: ['all'], text: 'Eine Zuweisung für das Eintragen wurde beendet.' },
    { event: 'consent.sample_checked', fields: ['outcome'], text: 'Ein Eintrag wurde in der Stichprobe mit dem Papier verglichen.' },
    { event: 'consent.older_text_decided', fields: ['text', 'purpose', 'covers', 'inRepresentation'], text: 'Die Schulleitung hat entschieden, ob ein früherer Text diese Plattform abdeckt.' },
    { event: 'consent.older_papers_entered', fields: ['text', 'count'], text: 'Ältere Formulare wurden aus einer Liste übernommen (nur die Anzahl).' },
    { event: 'consent.withdrawn', fields: ['purpose', 'channel', 'by'], text: 'Eine Einwilligung wurde widerrufen.' },
  ],
})
