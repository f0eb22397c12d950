import { STAFF } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'

const LEADERS = ['head', 'deputy', 'officer'] as const
const READERS = ['Schulleitung und Vertretung', 'Datenschutzbeauftragte']
const CLOSED = 'Abschluss des Vorfalls'
const kept = { keep: until.option('incident.keep_days', CLOSED, 'case_id>incident.closed_at'), onRestore: 'give-back', appendOnly: true } as const
const writer = (via: string): TableDeclaration['subjects'][number] => ({ via, as: 'recorder', onErasure: 'anonymise', export: ['access'] })
const common = { id: technical, case_id: technical, at: personal('incident') } as const
const recorded = { ...common, recorded_by: personal('incident') } as const

export default defineModule({
  id: 'incident',
  version: 1,
  clauses: ['X8'],
  name: 'Vorfälle',
  purpose: {
    class: 'organisation',
    text: 'Wenn personenbezogene Daten verloren gehen oder in falsche Hände kommen: Verdacht melden, die Frist von 72 Stunden im Blick behalten, entscheiden, wer benachrichtigt wird, und all das nachweisen.',
    plain: 'Wenn mit Daten etwas schiefgeht, kümmert sich die Schule darum. Hier wird festgehalten, was passiert ist und was sie getan hat.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  // Art. 33: the 72 hours run from the moment the school knows, and it knows when one of its people does, whatever they have read or set up by then.
  beforeInstruction: ['incident.raise'],
  beforeEnrolment: ['incident.raise'],
  tasksOfHead: { 'incident.raised': 'incident.lead', 'incident.deadline': 'incident.lead', 'incident.finish': 'incident.lead' },
  rights: {
    'incident.raise': [rule(STAFF), rule(LEADERS)],
    'incident.read': [rule(LEADERS)],
    'incident.lead': [rule(LEADERS)],
  },
  // Who leads no cases learns of none: a case that is there and one that is not are the same to them.
  subjects: { incident: { visibleBy: 'incident.read' } },
  categories: {
    incident: {
      label: 'Vorfälle: was geschehen ist, seit wann es bekannt ist, Maßnahmen, Einschätzung, Entscheidungen mit Begründung, wer es eingetragen hat', source: 'wer einen Verdacht meldet; wer den Fall führt',
      readers: READERS, recipients: ['die Aufsichtsbehörde und die Betroffenen, wenn die Schule sie benachrichtigt'], thirdCountry: false, inBackup: true,
    },
    affected: {
      label: 'Wer von einem Vorfall betroffen ist', source: 'wer den Fall führt', readers: READERS, recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
    // What follows from the records: since when it is closed. From there the days of all of them count; an open case stays.
    table('incident', { subjects: [], columns: { id: technical, opened_at: technical, closed_at: technical }, keep: until.option('incident.keep_days', CLOSED, 'closed_at'), onRestore: 'give-back' }),
    table('incident_suspicion', {
      subjects: [writer('raised_by')],
      columns: { case_id: technical, what: personal('incident'), detected_at: personal('incident'), raised_by: personal('incident'), at: personal('incident') },
      ...kept,
    }),
    table('incident_detection', { subjects: [writer('recorded_by')], columns: { ...recorded, detected_at: personal('incident'), reason: personal('incident') }, ...kept }),
    table('incident_description', { subjects: [writer('recorded_by')], columns: { ...recorded, happened: personal('incident'), categories: personal('incident'), persons: personal('incident') }, ...kept }),
    table('incident_affected', {
      // Told by the school, in the way and at the time the law asks for, and not by an overview: so it is given out to nobody.
      subjects: [{ via: 'person_id', as: 'affected', onErasure: 'anonymise', export: [] }, writer('recorded_by')],
      columns: { ...recorded, person_id: personal('affected') },
      ...kept,
    }),
    table('incident_affected_removal', {
      subjects: [{ via: 'affected_id>incident_affected.person_id', as: 'affected', onErasure: 'keep', export: [] }, writer('recorded_by')],
      columns: { affected_id: technical, recorded_by: personal('affected'), at: personal('affected') },
      ...kept, keep: until.option('incident.keep_days', CLOSED, 'affected_id>incident_affected.case_id>incident.closed_at'),
    }),
    table('incident_measure', { subjects: [writer('recorded_by')], columns: { ...recorded, taken_on: personal('incident'), measure: personal('incident') }, ...kept }),
    table('incident_assessment', { subjects: [writer('recorded_by')], columns: { ...recorded, risk: personal('incident'), reason: personal('incident') }, ...kept }),
    table('incident_decision', {
      subjects: [writer('decided_by')],
      columns: { ...common, question: personal('incident'), is_yes: personal('incident'), reason: personal('incident'), in_representation: technical, decided_by: personal('incident') },
      ...kept,
    }),
    table('incident_report', {
      subjects: [writer('recorded_by')],
      columns: { ...recorded, question: personal('incident'), reported_at: personal('incident'), reference: personal('incident'), delay_reason: personal('incident') },
      ...kept,
    }),
    table('incident_alarm', { subjects: [], columns: { case_id: technical, hours: technical, at: technical }, ...kept }),
    table('incident_turn', { subjects: [writer('recorded_by')], columns: { ...recorded, kind: personal('incident'), reason: personal('incident') }, ...kept }),
  ],
  logs: [
    { event: 'incident.raised', fields: ['case'], text: 'Der Verdacht auf einen Datenschutzvorfall wurde gemeldet.' },
    { event: 'incident.alarm', fields: ['case', 'hours'], text: 'Leitung und Datenschutz wurden an die Frist von 72 Stunden erinnert: nach wie vielen Stunden.' },
    { event: 'incident.detection_corrected', fields: ['case'], text: 'Seit wann ein Vorfall bekannt ist, wurde neu eingetragen.' },
    { event: 'incident.described', fields: ['case'], text: 'Ein Vorfall wurde beschrieben.' },
    { event: 'incident.affected_changed', fields: ['case'], text: 'Die Liste der Betroffenen eines Vorfalls wurde geändert.' },
    { event: 'incident.measure_added', fields: ['case'], text: 'Eine Maßnahme wurde eingetragen.' },
    { event: 'incident.assessed', fields: ['case'], text: 'Das Risiko eines Vorfalls wurde eingeschätzt.' },
    { event: 'incident.decided', fields: ['case', 'question', 'inRepresentation'], text: 'Über die Meldung an die Aufsichtsbehörde (authority) oder die Benachrichtigung der Betroffenen (affected) wurde entschieden.' },
    { event: 'incident.reported', fields: ['case', 'question'], text: 'Eingetragen wurde, wann die Aufsichtsbehörde (authority) oder die Betroffenen (affected) benachrichtigt wurden.' },
    { event: 'incident.closed', fields: ['case'], text: 'Ein Vorfall wurde abgeschlossen.' },
    { event: 'incident.reopened', fields: ['case'], text: 'Ein abgeschlossener Vorfall wurde wieder geöffnet.' },
  ],
})
