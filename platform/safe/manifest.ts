import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'safe',
  version: 1,
  clauses: ['X13', 'R12.4'],
  name: 'Schlüssel für den Tresor',
  purpose: {
    class: 'operation',
    text: 'Der öffentliche Teil des Schlüssels, für den Sicherungen und versiegelte Nachweise verschlüsselt werden. Der private Teil liegt nur gedruckt im Tresor der Schule.',
    plain: 'Damit werden Sicherungen verschlossen. Öffnen kann sie nur, wer das Blatt aus dem Tresor hat.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  tasksOfHead: { 'safe.key_missing': 'safe.make' },
  rights: {
    'safe.read': [rule(['head', 'deputy', 'officer', 'task:updates'])],
    'safe.make': [rule(['head', 'deputy'])],
  },
  categories: {
    made: { label: 'Wer den Schlüssel für den Tresor wann gedruckt hat', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Administration (Aktualisierungen)'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('safe_key', {
      subjects: [{ via: 'made_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { id: technical, public_key: technical, made_by: personal('made'), in_representation: personal('made'), made_at: personal('made') },
      keep: until.forever('Zeigt, welches Blatt welche Sicherung öffnet; ohne Namen nach der Löschung des Kontos.'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
  ],
  logs: [{ event: 'safe.key_made', fields: ['key', 'inRepresentation'], text: 'Ein Schlüssel für den Tresor wurde gedruckt.' }],
})
