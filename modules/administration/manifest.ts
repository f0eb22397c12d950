import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'administration',
  version: 1,
  clauses: ['RP.1', 'R4.1'],
  clauseShown: '4',
  name: 'Bestellungen und Freigaben',
  purpose: {
    class: 'operation',
    text: 'Wer welches Amt und welche Aufgabe hat, seit wann und durch wen; welche Module die Schulleitung freigegeben hat.',
    plain: 'Hier steht, wer sich um was kümmern darf. Die Schulleitung bestimmt das.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: ['office', 'task', 'module'],
  uses: ['people'],
  rights: {
    'administration.found': [rule(['nobody'])],
    'administration.read': [rule(['head', 'deputy', 'officer', 'council'])],
    'administration.appoint': [rule(['head', 'deputy'])],
    'administration.release': [rule(['head', 'deputy'])],
  },
  categories: {
    office: { label: 'Amt oder Aufgabe, Beginn und Ende, durch wen bestellt', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Personalrat', 'die bestellte Person'], recipients: [], thirdCountry: false, inBackup: true },
    release: { label: 'Wer ein Modul wann freigegeben oder geschlossen hat', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Personalrat'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('office_term', {
      subjects: [
        { via: 'person_id', as: 'holder', onErasure: 'evidence', daysMax: 730, export: ['access'] },
        { via: 'named_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: { id: technical, person_id: personal('office'), office: personal('office'), from_on: personal('office'), until_on: personal('office'), named_by: personal('office'), named_at: personal('office') },
      keep: until.days(730, 'Ende des Amtes'),
      onRestore: 'give-back',
    }),
    table('office_term_end', {
      subjects: [{ via: 'office_term_id>office_term.person_id', as: 'holder', onErasure: 'evidence', daysMax: 730, export: ['access'] }, { via: 'ended_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { office_term_id: technical, ended_by: personal('office'), at: personal('office') },
      keep: until.days(730, 'Ende des Amtes'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('appointment', {
      subjects: [
        { via: 'person_id', as: 'holder', onErasure: 'evidence', daysMax: 730, export: ['access'] },
        { via: 'appointed_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: {
        id: technical, person_id: personal('office'), task: personal('office'), from_on: personal('office'), until_on: personal('office'), is_deputy: personal('office'),
        appointed_by: personal('office'), in_representation: personal('office'), appointed_at: personal('office'),
      },
      keep: until.days(730, 'Ende der Bestellung'),
      onRestore: 'give-back',
    }),
    table('appointment_end', {
      subjects: [{ via: 'appointment_id>appointment.person_id', as: 'holder', onErasure: 'evidence', daysMax: 730, export: ['access'] }, { via: 'ended_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { appointment_id: technical, ended_by: personal('office'), at: personal('office') },
      keep: until.days(730, 'Ende der Bestellung'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('module_release', {
      subjects: [{ via: 'released_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, module: technical, manifest_version: technical, manifest_hash: technical, released_by: personal('release'), in_representation: personal('release'), released_at: personal('release') },
      keep: until.forever('Nachweis der Freigaben; ohne Namen nach der Löschung des Kontos.'),
      onRestore: 'give-back',
    }),
    table('module_release_end', {
      subjects: [{ via: 'ended_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { module_release_id: technical, ended_by: personal('release'), at: personal('release') },
      keep: until.forever('Nachweis der Freigaben; ohne Namen nach der Löschung des Kontos.'),
      onRestore: 'give-back',
    }),
  ],
  logs: [
    { event: 'administration.school_founded', fields: ['state'], text: 'Die Schule wurde eingerichtet.' },
    { event: 'administration.appointed', fields: ['task', 'from', 'until', 'inRepresentation'], text: 'Eine Aufgabe wurde übertragen.' },
    { event: 'administration.appointment_ended', fields: ['task'], text: 'Eine Bestellung wurde beendet.' },
    { event: 'administration.released', fields: ['module', 'manifestHash', 'inRepresentation'], text: 'Ein Modul wurde freigegeben.' },
    { event: 'administration.release_ended', fields: ['module'], text: 'Ein Modul wurde geschlossen.' },
  ],
})
