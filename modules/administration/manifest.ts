import { TASKS } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

const tasks = TASKS.map((task) => `task:${task}` as const)
const shownLong = 730

export default defineModule({
  id: 'administration',
  version: 2,
  clauses: ['RP.1', 'R1.5', 'R4.1', 'R4.3', 'R10.2'],
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
    'administration.confirm_releases': [rule(['head'])],
    'administration.name': [rule(['head', 'deputy'])],
    'administration.read_letter': [rule(['head', 'deputy', 'officer', 'council']), rule(['teacher', 'staff', 'other'], 'self')],
    'administration.read_others': [rule(['head', 'deputy', 'officer', 'task:users', 'task:mail'])],
    'administration.request_other': [rule(['head', 'deputy', 'task:users', 'task:mail'])],
    'administration.decide_other': [rule(['head', 'deputy'])],
    'administration.read_custody': [rule(['head', 'deputy', 'officer', 'custodian', 'task:updates'])],
    'administration.keep_custody': [rule(['head', 'deputy'])],
    'administration.declare_custody': [rule(['custodian'], 'self')],
    'administration.record_root': [rule(['head', 'deputy', 'custodian', 'task:updates'])],
    'administration.report_compromise': [rule(['head', 'deputy', 'custodian'])],
    'administration.read_host': [rule(['head', 'deputy', 'officer', 'task:updates'])],
    'administration.check_host': [rule(['head', 'deputy', 'task:updates'])],
    'administration.read_week': [rule(['head', 'deputy', 'officer', 'council', 'custodian', ...tasks])],
    'administration.accept_week': [rule(['head', 'deputy'])],
  },
  subjects: { appointment: { visibleBy: 'administration.read_letter' }, custody: { visibleBy: 'administration.declare_custody' } },
  categories: {
    office: { label: 'Amt oder Aufgabe, Beginn und Ende, durch wen bestellt', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Personalrat', 'die bestellte Person'], recipients: [], thirdCountry: false, inBackup: true },
    other: { label: 'Name, Funktion und Begründung von Personen, die der Schule nahestehen, und was die Schulleitung über ihr Konto entschieden hat', source: 'Schulleitung, Administration', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Administration (Konten, E-Mail-Betrieb)'], recipients: [], thirdCountry: false, inBackup: true },
    custody: { label: 'Wer den versiegelten Umschlag mit dem root-Zugang verwahrt, wo und seit wann; Erklärungen und Benutzungen', source: 'Schulleitung, die verwahrende Person', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'die verwahrenden Personen', 'Administration (Aktualisierungen)'], recipients: [], thirdCountry: false, inBackup: true },
    host: { label: 'Wer die Prüfung des Rechners angestoßen hat', source: 'folgt aus der Prüfung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Administration (Aktualisierungen)'], recipients: [], thirdCountry: false, inBackup: true },
    release: { label: 'Wer ein Modul wann freigegeben oder geschlossen hat', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Personalrat'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('office_term', {
      subjects: [
        { via: 'person_id', as: 'holder', onErasure: 'evidence', daysMax: 730, export: ['access'] },
        { via: 'named_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: { id: technical, person_id: personal('office'), office: personal('office'), from_on: personal('office'), until_on: personal('office'), named_by: personal('office'), named_at: personal('office'), in_representation: personal('office'), reference: personal('office') },
      keep: until.days(730, 'Ende des Amtes'),
      onRestore: 'give-back',
    }),
    table('office_term_end', {
      subjects: [{ via: 'office_term_id>office_term.person_id', as: 'holder', onErasure: 'evidence', daysMax: 730, export: ['access'] }, { via: 'ended_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { office_term_id: technical, ended_by: personal('office'), at: personal('office'), last_on: personal('office') },
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
        appointed_by: personal('office'), in_representation: personal('office'), appointed_at: personal('office'), reference: personal('office'),
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
    table('appointment_review', {
      subjects: [
        { via: 'appointment_id>appointment.person_id', as: 'holder', onErasure: 'evidence', daysMax: shownLong, export: ['access'] },
        { via: 'reviewed_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: { id: technical, appointment_id: technical, reviewed_by: personal('office'), in_representation: personal('office'), at: personal('office') },
      keep: until.days(shownLong, 'Ende der Bestellung'),
      onRestore: 'give-back',
    }),
    table('other_request', {
      subjects: [
        { via: 'person_id', as: 'holder', onErasure: 'evidence', daysMax: shownLong, export: ['access'] },
        { via: 'requested_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: {
        id: technical, person_id: personal('other'), given_name: personal('other'), family_name: personal('other'), role_name: personal('other'), reason: personal('other'), wants_mailbox: personal('other'),
        from_on: personal('other'), until_on: personal('other'), requested_by: personal('other'), requested_at: personal('other'),
      },
      keep: until.days(shownLong, 'Entscheidung'),
      onRestore: 'give-back',
    }),
    table('other_decision', {
      subjects: [
        { via: 'person_id', as: 'holder', onErasure: 'evidence', daysMax: shownLong, export: ['access'] },
        { via: 'decided_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: {
        request_id: technical, is_granted: personal('other'), person_id: personal('other'), from_on: personal('other'), until_on: personal('other'), decided_by: personal('other'),
        in_representation: personal('other'), decided_at: personal('other'),
      },
      keep: until.days(shownLong, 'Ende des Kontos'),
      onRestore: 'give-back',
    }),
    table('custody_term', {
      subjects: [
        { via: 'person_id', as: 'holder', onErasure: 'evidence', daysMax: shownLong, export: ['access'] },
        { via: 'named_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: { id: technical, person_id: personal('custody'), place: personal('custody'), from_on: personal('custody'), named_by: personal('custody'), in_representation: personal('custody'), named_at: personal('custody') },
      keep: until.days(shownLong, 'Ende der Verwahrung'),
      onRestore: 'give-back',
    }),
    table('custody_end', {
      subjects: [
        { via: 'custody_term_id>custody_term.person_id', as: 'holder', onErasure: 'evidence', daysMax: shownLong, export: ['access'] },
        { via: 'ended_by', as: 'decider', onErasure: 'anonymise', export: ['access'] },
      ],
      columns: { custody_term_id: technical, successor_id: technical, ended_by: personal('custody'), at: personal('custody') },
      keep: until.days(shownLong, 'Ende der Verwahrung'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('custody_declaration', {
      subjects: [{ via: 'custody_term_id>custody_term.person_id', as: 'holder', onErasure: 'evidence', daysMax: shownLong, export: ['access'] }],
      columns: { id: technical, custody_term_id: technical, at: personal('custody') },
      keep: until.days(shownLong, 'Ende der Verwahrung'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('root_event', {
      subjects: [{ via: 'recorded_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, kind: technical, happened_on: personal('custody'), reason: personal('custody'), recorded_by: personal('custody'), recorded_at: personal('custody') },
      keep: until.days(shownLong, 'Eintrag'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('host_check', {
      subjects: [{ via: 'asked_by', as: 'asker', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, findings: technical, asked_by: personal('host'), at: personal('host') },
      keep: until.days(90, 'Prüfung'),
      onRestore: 'drop',
    }),
    table('module_release_confirmation', {
      subjects: [{ via: 'confirmed_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { module_release_id: technical, confirmed_by: personal('release'), at: personal('release') },
      keep: until.forever('Nachweis der Freigaben; ohne Namen nach der Löschung des Kontos.'),
      onRestore: 'give-back',
    }),
    table('module_release', {
      subjects: [{ via: 'released_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, module: technical, manifest_version: technical, manifest_hash: technical, released_by: personal('release'), in_representation: personal('release'), released_at: personal('release'), categories: technical },
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
    { event: 'administration.appointment_reviewed', fields: ['inRepresentation'], text: 'Eine Bestellung wurde für ein weiteres Jahr bestätigt.' },
    { event: 'administration.office_named', fields: ['office', 'from', 'until', 'inRepresentation'], text: 'Ein Amt wurde übertragen.' },
    { event: 'administration.office_ended', fields: ['office'], text: 'Ein Amt wurde beendet.' },
    { event: 'administration.other_requested', fields: ['until'], text: 'Ein Konto für eine Person, die der Schule nahesteht, wurde beantragt.' },
    { event: 'administration.other_decided', fields: ['isGranted', 'until', 'inRepresentation'], text: 'Über ein Konto für eine Person, die der Schule nahesteht, wurde entschieden.' },
    { event: 'administration.custody_named', fields: ['from', 'isHandOver', 'inRepresentation'], text: 'Der root-Zugang wurde in Verwahrung gegeben.' },
    { event: 'administration.custody_ended', fields: ['isHandOver'], text: 'Eine Verwahrung des root-Zugangs wurde beendet.' },
    { event: 'administration.custody_declared', fields: [], text: 'Eine verwahrende Person hat erklärt, den root-Zugang nicht weitergegeben zu haben.' },
    { event: 'administration.root_recorded', fields: ['kind', 'on'], text: 'Eine Benutzung, ein Wechsel oder eine Preisgabe des root-Zugangs wurde eingetragen.' },
    { event: 'administration.release_confirmed', fields: ['module'], text: 'Eine frühere Freigabe wurde von der neuen Schulleitung bestätigt.' },
    { event: 'administration.released', fields: ['module', 'manifestHash', 'inRepresentation'], text: 'Ein Modul wurde freigegeben.' },
    { event: 'administration.release_ended', fields: ['module'], text: 'Ein Modul wurde geschlossen.' },
  ],
})
