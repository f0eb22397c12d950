import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'

const CLERK = ['task:consent_register'] as const

const subjects: TableDeclaration['subjects'] = [
  { via: 'pupil_id', as: 'pupil', onErasure: 'evidence', daysMax: 1_830, export: ['access'] },
  { via: 'guardian_id', as: 'declarer', onErasure: 'evidence', daysMax: 1_830, export: ['access'] },
  { via: 'entered_by', as: 'clerk', onErasure: 'anonymise', export: [] },
]

export default defineModule({
  id: 'consent',
  version: 1,
  clauses: ['R2.1', 'R12.2'],
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
  rights: {
    'consent.read_classes': [rule([...CLERK, 'head', 'deputy', 'teacher', 'staff'])],
    'consent.read_class': [rule([...CLERK, 'head', 'deputy']), rule(['teacher', 'staff'], 'class_lead')],
    'consent.see_pupil': [rule([...CLERK, 'head', 'deputy']), rule(['teacher', 'staff'], 'class_lead'), rule(['pupil', 'ticket'], 'self')],
    'consent.record': [rule(CLERK), rule(['teacher', 'staff'], 'class_lead', 'entry_by_class_lead')],
    'consent.read_history': [rule([...CLERK, 'head', 'deputy'])],
    'consent.export': [rule(CLERK)],
    'consent.read_own': [rule(['pupil', 'ticket'])],
    'consent.declare_own': [rule(['pupil', 'ticket'])],
    'consent.withdraw_own': [rule(['pupil', 'ticket'])],
  },
  subjects: { class: { visibleBy: 'consent.read_class' }, pupil: { visibleBy: 'consent.see_pupil' } },
  categories: {
    declaration: {
      label: 'Einwilligungen und Widerrufe: für welchen Zweck, welche Fassung, wer, wann, auf welchem Weg, wer es eingetragen hat',
      source: 'Sorgeberechtigte, Schülerinnen und Schüler; auf Papier oder in der Plattform', readers: ['Einwilligungsverwaltung', 'Schulleitung', 'Datenschutzbeauftragte', 'Klassenleitung: nur der Stand, keine Namen', 'die Person selbst'],
      recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
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
        entered_by: personal('declaration'), entered_at: personal('declaration'), client_id: technical,
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
  ],
  logs: [
    { event: 'consent.exported', fields: ['count'], text: 'Der Stand der Einwilligungen wurde als Tabelle ausgegeben.' },
    { event: 'consent.declared', fields: ['purpose', 'channel', 'pupils'], text: 'Einwilligungen wurden eingetragen (nur die Anzahl).' },
    { event: 'consent.withdrawn', fields: ['purpose', 'channel', 'by'], text: 'Eine Einwilligung wurde widerrufen.' },
  ],
})
