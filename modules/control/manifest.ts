import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

const enteredBy = { via: 'entered_by', as: 'decider', onErasure: 'anonymise', export: ['access'] } as const
const endedBy = { ...enteredBy, via: 'ended_by' } as const
const entered = until.forever('Nachweis, was die Schule wann über ihre Verarbeitungen festgehalten hat; ohne Namen nach der Löschung des Kontos.')

export default defineModule({
  id: 'control',
  version: 2,
  clauses: ['X6', 'X16', 'R5.2', 'R7.2', 'R10.5', 'R11.1'],
  name: 'Kontrolle',
  purpose: {
    class: 'operation',
    text: 'Zeigt zu jedem Abschnitt der Dienstanweisung, was technisch gesperrt ist, wann das zuletzt geprüft wurde und was auf wen wartet. Zählt nur, nennt niemanden. Führt die Verzeichnisse der Schule: Verarbeitungstätigkeiten, Maßnahmen, Auftragsverarbeiter.',
    plain: 'Hier prüft die Schule, ob alles so eingestellt ist, wie es sein soll.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  tasksOfHead: { 'control.broken': 'control.probe' },
  rights: {
    'control.read': [rule(['head', 'deputy', 'officer', 'council'])],
    'control.probe': [rule(['head', 'deputy', 'officer'])],
    'control.read_processors': [rule(['head', 'deputy', 'officer'])],
    'control.enter': [rule(['head', 'deputy', 'officer'])],
  },
  categories: {
    entry: { label: 'Wer etwas in die Verzeichnisse der Schule eingetragen oder beendet hat, und wann', source: 'Schulleitung, Datenschutzbeauftragte', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Personalrat: was Beschäftigte betrifft'], recipients: ['die Aufsichtsbehörde, wenn die Schule ihr den Nachweis gibt'], thirdCountry: false, inBackup: true },
  },
  data: [
    table('control_probe_run', {
      subjects: [],
      columns: { id: technical, probe: technical, passed: technical, checked: technical, finding: technical, ran_at: technical },
      keep: until.days(400, 'Prüfung', 'ran_at'),
      onRestore: 'give-back',
    }),
    table('processing_remark', {
      subjects: [enteredBy],
      columns: { id: technical, module: technical, remark: technical, entered_by: personal('entry'), entered_at: personal('entry') },
      keep: entered, onRestore: 'give-back',
    }),
    table('own_measure', {
      subjects: [enteredBy],
      columns: { id: technical, topic: technical, measure: technical, entered_by: personal('entry'), entered_at: personal('entry') },
      keep: entered, onRestore: 'give-back',
    }),
    table('own_measure_end', {
      subjects: [endedBy],
      columns: { measure_id: technical, ended_by: personal('entry'), ended_at: personal('entry') },
      keep: entered, onRestore: 'give-back',
    }),
    table('processor', {
      subjects: [enteredBy],
      columns: {
        id: technical, is_own: technical, name: technical, service: technical, categories: technical, contract_on: technical, reference: technical, until_on: technical, covers: technical,
        entered_by: personal('entry'), entered_at: personal('entry'),
      },
      keep: entered, onRestore: 'give-back',
    }),
    table('processor_end', {
      subjects: [endedBy],
      columns: { processor_id: technical, ended_on: technical, ended_by: personal('entry'), ended_at: personal('entry') },
      keep: entered, onRestore: 'give-back',
    }),
  ],
  logs: [
    { event: 'control.probe_failed', fields: ['probe', 'fault'], text: 'Eine Prüfung der Sperren ist fehlgeschlagen.' },
    { event: 'control.register_entered', fields: ['register', 'module'], text: 'In ein Verzeichnis der Schule wurde eingetragen.' },
    { event: 'control.register_ended', fields: ['register', 'module'], text: 'Ein Eintrag in einem Verzeichnis der Schule wurde beendet.' },
  ],
})
