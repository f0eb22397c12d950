import { defineModule, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'control',
  version: 1,
  clauses: ['X16', 'R5.2', 'R7.2', 'R10.5', 'R11.1'],
  name: 'Kontrolle',
  purpose: {
    class: 'operation',
    text: 'Zeigt zu jedem Abschnitt der Dienstanweisung, was technisch gesperrt ist, wann das zuletzt geprüft wurde und was auf wen wartet. Zählt nur, nennt niemanden.',
    plain: 'Hier prüft die Schule, ob alles so eingestellt ist, wie es sein soll.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  tasksOfHead: { 'control.broken': 'control.probe' },
  rights: {
    'control.read': [rule(['head', 'deputy', 'officer', 'council'])],
    'control.probe': [rule(['head', 'deputy', 'officer'])],
  },
  categories: {},
  data: [
    table('control_probe_run', {
      subjects: [],
      columns: { id: technical, probe: technical, passed: technical, checked: technical, finding: technical, ran_at: technical },
      keep: until.days(400, 'Prüfung', 'ran_at'),
      onRestore: 'give-back',
    }),
  ],
  logs: [{ event: 'control.probe_failed', fields: ['probe', 'fault'], text: 'Eine Prüfung der Sperren ist fehlgeschlagen.' }],
})
