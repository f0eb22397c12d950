import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'school',
  version: 2,
  clauses: ['RP.1'],
  name: 'Schule und Einstellungen',
  purpose: { class: 'operation', text: 'Name der Schule und ihre Entscheidungen über Einstellungen, mit Datum und Person.', plain: 'Hier steht, wie die Schule heißt und was sie eingestellt hat.' },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  tasksOfHead: { 'school.represented': 'school.read_represented' },
  rights: { 'school.read_options': [rule(['head', 'deputy'])], 'school.decide': [rule(['head', 'deputy'])], 'school.read_decisions': [rule(['head', 'deputy', 'officer', 'council'])], 'school.read_represented': [rule(['head'])] },
  categories: {
    decision: { label: 'Wer eine Einstellung entschieden hat', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('school', {
      subjects: [],
      columns: { id: technical, name: technical, state: technical, founded_at: technical, is_only: technical },
      keep: until.forever('Ohne sie gibt es die Plattform nicht.'),
      onRestore: 'give-back',
    }),
    table('option_decision', {
      subjects: [{ via: 'decided_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, option: technical, value: technical, decided_by: personal('decision'), in_representation: personal('decision'), decided_at: personal('decision') },
      keep: until.forever('Nachweis, was die Schule wann entschieden hat; ohne Namen nach der Löschung des Kontos.'),
      onRestore: 'give-back',
    }),
  ],
  logs: [
    { event: 'school.option_decided', fields: ['option'], text: 'Eine Einstellung wurde entschieden.' },
    { event: 'school.clock_confirmed', fields: ['kind'], text: 'Eine ungewöhnliche Uhrzeit des Rechners wurde bestätigt.' },
  ],
})
