import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

const REGISTER = ['Schulleitung und Vertretung', 'Datenschutzbeauftragte', 'Personalrat', 'wer den Fall eröffnet hat: den eigenen']
/** Evidence class (section 5): as long as acts of the administration. */
const asEvidence = (from: string) => until.option('log.admin_days', from)
const helpDays = (from: string) => until.days(30, from)
const OPENERS = ['task:logs', 'head', 'deputy'] as const
const inCase = (as: string, via: string) => ({ via, as, onErasure: 'anonymise' as const, export: ['access' as const] })

export default defineModule({
  id: 'logs',
  version: 1,
  clauses: ['R6.1', 'R6.2', 'X15'],
  clauseShown: '6',
  name: 'Protokolle',
  purpose: {
    class: 'operation',
    text: 'Regelt, wer wann wozu in technische Protokolle sieht: nur in einem eröffneten Fall, ohne Namen, für Stunden. Jede Abfrage wird festgehalten. Auf Anordnung eines Gerichts oder der Polizei gehen Zeilen eines Falls versiegelt hinaus, wenn zwei zustimmen. „Hilf mir“ gibt die eigenen Anmeldeversuche für zwei Tage frei.',
    plain: 'Niemand darf einfach nachsehen, was du gemacht hast. Wenn du Hilfe beim Anmelden brauchst, kannst du deine Versuche selbst zeigen.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  tasksOfHead: { 'logs.unmask': 'logs.decide_unmasking' },
  rights: {
    'logs.read_declared': [rule(EVERYONE)],
    'logs.read_own': [rule(EVERYONE)],
    'logs.read_operation': [rule(['task:updates', 'task:logs', 'head', 'deputy'])],
    // Which purposes are whose is asked in the action: a court order is the head's alone, all else the task's.
    'logs.open_case': [rule(OPENERS)],
    // The page Protokolle: own cases, what waits for a second person, the register, as far as each may.
    'logs.list_own_cases': [rule([...OPENERS, 'officer', 'council'])],
    // Only in an own case that is open now, asked in the action: 403 says so to who may open one, everybody else finds nothing.
    'logs.query': [rule(OPENERS)],
    'logs.read_register': [rule(['head', 'deputy', 'officer', 'council'])],
    'logs.decide_unmasking': [rule(['head', 'deputy', 'officer'])],
    // A court or the police orders it from the head; whoever looks after the logs never gives rows away.
    'logs.seal_export': [rule(['head', 'deputy'])],
    'logs.decide_export': [rule(['officer'])],
    'logs.give_help': [rule(EVERYONE)],
    'logs.give_help_for': [rule(['teacher', 'staff'], 'class_lead', 'pupil'), rule(['teacher'], 'responsible', 'pupil')],
    'logs.end_help': [rule(EVERYONE, 'self'), rule(['teacher', 'staff'], 'author')],
    'logs.list_helps': [rule(['task:users'])],
    'logs.read_help': [rule(['task:users'], undefined, 'open')],
    'logs.see_help': [rule(EVERYONE, 'self'), rule(['teacher', 'staff'], 'author'), rule(['task:users'])],
  },
  subjects: { pupil: { visibleBy: 'logs.give_help_for' }, help: { visibleBy: 'logs.see_help' } },
  categories: {
    log_case: {
      label: 'Protokollfälle: wer einen Fall eröffnet hat, wozu, für welchen Dienst und Zeitraum, jede Abfrage, jede Entscheidung und was auf Anordnung versiegelt hinausging; keine Zeilen und keine Namen Betroffener', source: 'wer den Fall eröffnet oder entscheidet',
      readers: REGISTER, recipients: [], thirdCountry: false, inBackup: true,
    },
    unmasked: {
      label: 'Dass der eigene Name in einem Protokollfall geöffnet wurde; nicht bei gerichtlicher oder polizeilicher Anordnung', source: 'Entscheidung der Schulleitung oder der Datenschutzbeauftragten',
      readers: ['nur die Person selbst'], recipients: [], thirdCountry: false, inBackup: true,
    },
    help: {
      label: '„Hilf mir“: wann die eigenen Anmeldeversuche freigegeben wurden, von wem, bis wann, wer sie angesehen hat', source: 'die Person selbst, bei Schülerinnen und Schülern auch die Lehrkraft daneben',
      readers: ['die Person selbst', 'Administration (Aufgabe Konten), solange freigegeben ist'], recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
    table('log_case', {
      subjects: [inCase('opener', 'opened_by')],
      columns: {
        id: technical, opened_by: personal('log_case'), purpose: personal('log_case'), reason: personal('log_case'), reference: personal('log_case'), service: technical, window_from: technical, window_until: technical,
        in_representation: technical, opened_at: personal('log_case'), closes_at: technical,
      },
      keep: asEvidence('opened_at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_case_end', { subjects: [inCase('opener', 'ended_by')], columns: { case_id: technical, ended_by: personal('log_case'), at: personal('log_case') }, keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true }),
    // The number of a person in one case, as a keyed hash: it leads to nobody, and the same person has another in the next case.
    table('log_case_mark', { subjects: [], columns: { case_id: technical, number: technical, mark: technical, at: technical }, keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true }),
    table('log_query', {
      subjects: [inCase('asker', 'queried_by')],
      columns: { id: technical, case_id: technical, queried_by: personal('log_case'), log: technical, rows_shown: technical, has_own_rows: technical, at: personal('log_case') },
      keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_unmasking', {
      subjects: [inCase('asker', 'requested_by')],
      columns: { id: technical, case_id: technical, number: technical, requested_by: personal('log_case'), reason: personal('log_case'), requested_at: personal('log_case') },
      keep: asEvidence('requested_at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_unmasking_decision', {
      subjects: [{ via: 'person_id', as: 'unmasked', onErasure: 'anonymise', export: ['access'] }, inCase('decider', 'decided_by')],
      columns: { unmasking_id: technical, decided_by: personal('log_case'), is_granted: technical, in_representation: technical, person_id: personal('unmasked'), at: personal('log_case') },
      keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_unmasking_reading', {
      subjects: [inCase('asker', 'read_by')],
      columns: { id: technical, unmasking_id: technical, read_by: personal('log_case'), at: personal('log_case') },
      keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_export', {
      subjects: [inCase('asker', 'requested_by')],
      columns: { id: technical, case_id: technical, addressee: personal('log_case'), requested_by: personal('log_case'), in_representation: technical, requested_at: personal('log_case') },
      keep: asEvidence('requested_at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_export_decision', {
      subjects: [inCase('decider', 'decided_by')],
      columns: { export_id: technical, decided_by: personal('log_case'), is_granted: technical, at: personal('log_case') },
      keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true,
    }),
    // The sum of the sealed file, so that the receiver can compare. Neither the file nor its key is kept anywhere.
    table('log_export_sealing', {
      subjects: [inCase('asker', 'sealed_by')],
      columns: { id: technical, export_id: technical, sealed_by: personal('log_case'), in_representation: technical, rows_sealed: technical, names_sealed: technical, has_own_rows: technical, sha256: technical, at: personal('log_case') },
      keep: asEvidence('at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('log_help', {
      subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'], isOwner: true }, { via: 'opened_by', as: 'opener', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, person_id: personal('help'), opened_by: personal('help'), opened_at: personal('help'), closes_at: personal('help') },
      keep: helpDays('opened_at'), onRestore: 'drop', appendOnly: true,
    }),
    table('log_help_end', {
      subjects: [{ via: 'help_id>log_help.person_id', as: 'self', onErasure: 'delete', export: ['access'], isOwner: true }, { via: 'ended_by', as: 'ender', onErasure: 'anonymise', export: ['access'] }],
      columns: { help_id: technical, ended_by: personal('help'), at: personal('help') },
      keep: helpDays('at'), onRestore: 'drop', appendOnly: true,
    }),
    table('log_help_reading', {
      subjects: [{ via: 'help_id>log_help.person_id', as: 'self', onErasure: 'delete', export: ['access'], isOwner: true }, { via: 'read_by', as: 'asker', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, help_id: technical, read_by: personal('help'), at: personal('help') },
      keep: helpDays('at'), onRestore: 'drop', appendOnly: true,
    }),
  ],
  logs: [
    { event: 'logs.case_opened', fields: ['case', 'purpose', 'service', 'hours', 'inRepresentation'], text: 'Ein Protokollfall wurde eröffnet: wozu, für welchen Dienst, für wie viele Stunden.' },
    { event: 'logs.case_ended', fields: ['case'], text: 'Ein Protokollfall wurde vor seiner Zeit geschlossen.' },
    { event: 'logs.queried', fields: ['case', 'log', 'rows'], text: 'In einem Protokollfall wurde ein Protokoll abgefragt: welches, wie viele Zeilen.' },
    { event: 'logs.unmasking_requested', fields: ['case', 'unmasking'], text: 'In einem Protokollfall wurde gefragt, wer hinter einer Nummer steht.' },
    { event: 'logs.unmasking_decided', fields: ['case', 'unmasking', 'isGranted', 'inRepresentation'], text: 'Eine zweite Person hat entschieden, ob ein Name geöffnet wird.' },
    { event: 'logs.unmasked_read', fields: ['case', 'unmasking'], text: 'Ein geöffneter Name wurde angesehen.' },
    { event: 'logs.export_requested', fields: ['case', 'export'], text: 'In einem Protokollfall auf Anordnung wurde gefragt, ob die Zeilen versiegelt herausgegeben werden.' },
    { event: 'logs.export_decided', fields: ['case', 'export', 'isGranted'], text: 'Die oder der Datenschutzbeauftragte hat entschieden, ob die Zeilen eines Falls versiegelt herausgegeben werden.' },
    { event: 'logs.export_sealed', fields: ['case', 'export', 'rows', 'names', 'sha256'], text: 'Die Zeilen eines Falls auf Anordnung wurden versiegelt: wie viele Zeilen und Namen, und die Prüfsumme der Datei.' },
    { event: 'logs.help_given', fields: ['help', 'by'], text: '„Hilf mir“: Eigene Anmeldeversuche wurden freigegeben. by: die Person selbst (self) oder eine Lehrkraft neben ihr (teacher).' },
    { event: 'logs.help_ended', fields: ['help'], text: '„Hilf mir“: Eine Freigabe wurde beendet.' },
    { event: 'logs.help_read', fields: ['help', 'tries'], text: '„Hilf mir“: Freigegebene Anmeldeversuche wurden angesehen.' },
  ],
})
