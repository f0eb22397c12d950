import { defineModule, personal, table, technical, until } from '#platform/module/manifest.ts'

/** Why no way leads from a row to a person, and that it ends all the same. */
const unlinked = 'Persons stand here as a keyed hash whose key lies outside of the database; a row ends by its period, and the key is destroyed after it.'
const ORDERED = 'Schulleitung, nur in einem Protokollfall auf Anordnung eines Gerichts oder der Polizei'
const readers = ['Administration (Aufgabe Protokolle), nur in einem eröffneten Protokollfall und ohne Namen', ORDERED, 'die Person selbst: die eigenen Zeilen']
/** R6.1: sealed, and when the data protection officer has agreed. */
const recipients = ['ein Gericht oder die Polizei, wenn es angeordnet ist: versiegelt und nach Zustimmung der oder des Datenschutzbeauftragten']

export default defineModule({
  id: 'log',
  version: 1,
  clauses: ['R6.1', 'R6.2'],
  clauseShown: '6',
  name: 'Technische Protokolle',
  purpose: {
    class: 'operation',
    text: 'Hält fest, welche Vorgänge der Server beantwortet hat und welche Fehler dabei auftraten, damit Störungen und Angriffe gefunden werden. Keine Inhalte, keine Betreffzeilen, keine Dateinamen, keine Suchwörter, keine Namen.',
    plain: 'Der Server schreibt auf, was er getan hat, damit man Fehler findet. Dein Name steht nicht dabei.',
  },
  secrecy: 'Statt der Person steht ein Pseudonym. Der Schlüssel dazu liegt außerhalb der Datenbank, wechselt alle 30 Tage und wird vernichtet, sobald keine Zeile mehr zu ihm gehört.',
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {
    access: {
      label: 'Beantwortete Vorgänge: Zeit (auf die Sekunde), Pseudonym, Art des Vorgangs, Ergebnis, Dauer, gekürzte Adresse (die letzten Stellen fehlen)', source: 'folgt aus der Benutzung',
      readers, recipients, thirdCountry: false, inBackup: false,
    },
  },
  data: [
    table('log_access', {
      subjects: [],
      columns: { id: technical, at: personal('access'), pseudonym: personal('access'), operation: personal('access'), door: technical, status: technical, duration_ms: technical, network: personal('access') },
      keep: until.option('log.tech_days', 'at'),
      onRestore: 'drop',
      unlinked,
    }),
    table('log_fault', {
      subjects: [],
      columns: { id: technical, at: technical, operation: technical, door: technical, code: technical, place: technical },
      keep: until.option('log.tech_days', 'at'),
      onRestore: 'drop',
    }),
  ],
  stores: [
    { store: 'keys/log/', holds: 'Schlüssel der Pseudonyme, einer für je 30 Tage; nicht in Sicherungen', subjects: [], keep: until.option('log.tech_days', 'Ende des Schlüssels') },
    { store: 'Ausgabe des Servers (journald, syslog)', holds: 'Start, Ende, Störungen: Art und Stelle im Programm, nie Personen, Adressen oder Inhalte', subjects: [], keep: until.forever('bestimmt der Betrieb des Rechners.') },
  ],
  technicalLogs: [
    {
      table: 'log_access', name: 'Zugriffe', purpose: 'Störungen, Angriffe und Engpässe finden.', readers,
      fields: { at: 'Zeit, auf die Sekunde', pseudonym: 'Pseudonym statt der Person', operation: 'Art des Vorgangs, zum Beispiel „Nachricht senden“, ohne Inhalt und ohne Empfänger', door: 'über welchen Weg (Seite oder stehende Verbindung)', status: 'Ergebnis als Zahl', duration_ms: 'Dauer', network: 'gekürzte Adresse (/24 oder /48), über stehende Verbindungen keine' },
    },
    {
      table: 'log_fault', name: 'Fehler des Servers', purpose: 'Fehler im Programm finden und beheben.', readers: ['Administration (Aufgabe Protokolle), nur in einem eröffneten Protokollfall', ORDERED],
      fields: { at: 'Zeit, auf die Sekunde', operation: 'Art des Vorgangs', door: 'über welchen Weg', code: 'Art des Fehlers', place: 'Stelle im Programm' },
    },
  ],
  logs: [],
})
