import { defineModule, table, technical, until } from '#platform/module/manifest.ts'
import { runs_kept_days } from './limits.ts'

const keep = until.days(runs_kept_days, 'Lauf', 'ended_at')
/** A pack is shared by several sets and goes with the last of them (sets.ts). */
const whilePacked = until.forever('Solange eine Sicherung diese Dateien enthält; sie gehen mit der letzten.')

export default defineModule({
  id: 'backup',
  version: 1,
  clauses: ['X13', 'R12.4'],
  name: 'Sicherung',
  purpose: {
    class: 'operation',
    text: 'Sichert jede Nacht alle Daten der Schule verschlüsselt und probt jede Woche das Zurückspielen. Was widerrufen oder gelöscht wurde, wird nach dem Zurückspielen noch einmal entzogen.',
    plain: 'Jede Nacht wird eine verschlüsselte Kopie gemacht, damit nichts verloren geht. Was gelöscht wurde, kommt dadurch nicht wieder.',
  },
  secrecy: 'Eine Sicherung öffnet nur der Schlüssel aus dem Tresor der Schule; in den ersten acht Tagen auch der Server selbst, für die Probe.',
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  tasksOfHead: { 'backup.alarm': null },
  rights: {},
  categories: {},
  data: [
    table('backup_run', {
      subjects: [],
      columns: { id: technical, kind: technical, set_id: technical, started_at: technical, ended_at: technical, outcome: technical, detail: technical, row_count: technical, blob_count: technical, size_bytes: technical },
      keep, onRestore: 'drop',
    }),
    table('backup_pack', { subjects: [], columns: { id: technical, wrapped_key: technical, size_bytes: technical, sha256: technical, made_at: technical }, keep: whilePacked, onRestore: 'drop' }),
    table('backup_pack_blob', { subjects: [], columns: { blob_id: technical, pack_id: technical }, keep: whilePacked, onRestore: 'drop' }),
    table('backup_restore', {
      subjects: [],
      columns: { id: technical, set_id: technical, snapshot_at: technical, begun_at: technical, ended_at: technical, is_ledger_lost: technical, replayed: technical },
      keep: until.forever('Zeigt, dass der Stand aus einer Sicherung kommt; ohne Personen.'), onRestore: 'give-back',
    }),
  ],
  logs: [
    { event: 'backup.restored', fields: ['set', 'snapshotAt', 'after', 'isLedgerLost'], text: 'Eine Sicherung wurde zurückgespielt.' },
  ],
})
