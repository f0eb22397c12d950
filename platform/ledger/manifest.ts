import { defineModule, table, technical, until } from '#platform/module/manifest.ts'

// B5: kept backup.days + 90.
const keep = until.forever('Kennungen ohne Namen. Sie bleiben so viele Tage, wie die Schule Sicherungen aufhebt, und 90 Tage dazu, damit eine zurückgespielte Sicherung nichts wiederbringt, was entzogen oder gelöscht wurde; länger nur, solange noch eine ältere Sicherung da ist.')
/** A row for the whole school, without persons: where the file ends. */
const keepPosition = until.forever('Eine Zeile ohne Personen: wie weit die Datei reicht.')

export default defineModule({
  id: 'ledger',
  version: 1,
  clauses: ['X13', 'R12.4'],
  name: 'Verzeichnis des Entzogenen',
  purpose: {
    class: 'operation',
    text: 'Hält außerhalb der Datenbank fest, was widerrufen, beendet oder gelöscht wurde, damit es nach dem Zurückspielen einer Sicherung so bleibt.',
    plain: 'Was beendet oder gelöscht wurde, bleibt beendet, auch wenn der Server aus einer Sicherung neu aufgesetzt wird.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {
    loss: { label: 'Kennungen von Personen und Vorgängen, denen etwas entzogen wurde; verschlüsselt', source: 'folgt aus Widerruf, Ende und Löschung', readers: ['niemand; nur das Zurückspielen einer Sicherung'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    // A row is there for milliseconds and holds ids only; what stays is the file below.
    table('ledger_outbox', { subjects: [], columns: { id: technical, kind: technical, entry: technical, at: technical }, keep, onRestore: 'drop' }),
    table('ledger_position', { subjects: [], columns: { is_only: technical, lines: technical, seal: technical, at: technical }, keep: keepPosition, onRestore: 'drop' }),
  ],
  stores: [{ store: 'ledger/ledger', holds: 'Kennungen und Zeitpunkte des Entzogenen, je Zeile verschlüsselt', subjects: [], keep }],
  logs: [
    { event: 'ledger.replayed', fields: ['count'], text: 'Was in der Datenbank fehlte, wurde beim Start nach dem Verzeichnis des Entzogenen noch einmal entzogen.' },
  ],
})
