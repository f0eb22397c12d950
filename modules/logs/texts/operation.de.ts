/** Words of the page „Betrieb“: the machine, never a person. */
import { count, defineTexts } from '#platform/module/texts.ts'

export const METER_WORDS: Readonly<Record<string, { title: string; states?: Readonly<Record<string, string>> }>> = {
  schulhof_event_loop_lag_seconds: { title: 'Verzögerung', states: { '0.5': 'meist', '0.99': 'selten mehr als', '1': 'höchstens' } },
  schulhof_database_connections: { title: 'Verbindungen zur Datenbank', states: { used: 'belegt', idle: 'frei', waiting: 'warten darauf' } },
  schulhof_queue_rows: { title: 'Warteschlangen', states: { jobs: 'Aufträge', jobs_given_up: 'aufgegebene Aufträge', ledger: 'Zeilen für das Verzeichnis des Entzogenen', log: 'Protokollzeilen' } },
  schulhof_log_rows_total: { title: 'Protokollzeilen seit dem Start', states: { written: 'geschrieben', dropped: 'verworfen, weil zu viel zu tun war' } },
  schulhof_memory_bytes: { title: 'Arbeitsspeicher' },
  schulhof_disk_bytes: { title: 'Platz auf der Festplatte', states: { free: 'frei', total: 'insgesamt' } },
}

export const texts = defineTexts({
  title: 'Betrieb',
  lead: 'Wie es dem Rechner geht. Hier steht nichts über Personen; Bereiche mit weniger als zehn Anfragen werden nicht gezählt.',
  healthy: 'Alles läuft',
  unhealthy: 'Die Verbindung zur Datenbank fehlt',
  version: 'Version',
  up: 'läuft seit',
  upFor: ({ seconds }: { seconds: number }) => seconds < 3_600 ? count(Math.floor(seconds / 60), { one: 'einer Minute', other: '# Minuten' }) : seconds < 172_800 ? count(Math.floor(seconds / 3_600), { one: 'einer Stunde', other: '# Stunden' }) : count(Math.floor(seconds / 86_400), { one: 'einem Tag', other: '# Tagen' }),
  lastHour: 'Anfragen der letzten Stunde',
  lastHourNone: 'In der letzten Stunde gab es keine Anfragen.',
  room: 'Bereich',
  requests: 'Anfragen',
  refused: 'abgelehnt',
  broken: 'gestört',
  few: 'unter 10',
  unknownRoom: 'unbekannte Adressen',
  figures: 'Rechner und Datenbank',
  figure: 'Was',
  value: 'Stand',
  refresh: 'Neu laden',
  fault: ({ n }: { n: number }) => count(n, { one: 'Eine Anfrage ist an einer Störung gescheitert.', other: '# Anfragen sind an einer Störung gescheitert.' }),
  faultNext: 'Was gestört war, zeigt ein Protokollfall (Wozu: Störung finden).',
  faultLink: 'Zu den Protokollen',
  metrics: 'Dieselben Zahlen für Prometheus gibt es unter /metrics, nur auf diesem Rechner (METRICS_PORT).',
})
