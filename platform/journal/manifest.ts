import { defineModule, personal, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'journal',
  version: 1,
  clauses: ['X10', 'R4.1', 'R6.1'],
  name: 'Protokoll der Entscheidungen',
  purpose: {
    class: 'operation',
    text: 'Nachweis, wer wann welche Entscheidung über Zugänge, Einwilligungen, Aufgaben und Freigaben getroffen hat. Einträge können nur angefügt werden.',
    plain: 'Hier steht, wer wann etwas Wichtiges entschieden hat. Niemand kann es nachträglich ändern, ohne dass es auffällt.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {
    act: { label: 'Handlungen der Verwaltung der Plattform, unter einem Pseudonym statt des Namens', source: 'eigene Handlungen und die anderer Berechtigter', readers: ['Schulleitung', 'Datenschutzbeauftragte'], recipients: [], thirdCountry: false, inBackup: true },
    pseudonym: { label: 'Zuordnung von Pseudonym und Person', source: 'zufällig erzeugt', readers: ['niemand; nur für Auskunft und Prüfung'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    // Erasure destroys the row of journal_pseudonym; without it these columns lead to nobody, and the chain stays whole.
    table('journal_entry', {
      subjects: [
        { via: 'actor>journal_pseudonym[pseudonym].person_id', as: 'actor', onErasure: 'keep', export: ['access'], tells: ['at', 'event', 'fields'] },
        // What happened to somebody and when, never who did it.
        { via: 'subject>journal_pseudonym[pseudonym].person_id', as: 'subject', onErasure: 'keep', export: ['access'], tells: ['at', 'event'] },
      ],
      columns: {
        seq: technical, segment: technical, at: personal('act'), event: personal('act'), actor: personal('act'), subject: personal('act'),
        fields: personal('act'), previous_hash: technical, hash: technical,
      },
      keep: until.option('log.admin_days', 'Ende des Monats', 'segments'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('journal_head', {
      subjects: [],
      columns: { id: technical, segment: technical, seq: technical, hash: technical, closes_segment: technical, at: technical, signature: technical },
      keep: until.forever('Unterschriften ohne Angaben zu Personen; mit ihnen bleibt prüfbar, dass nichts fehlt.'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('journal_pseudonym', {
      subjects: [{ via: 'person_id', as: 'actor', onErasure: 'delete', export: ['access'] }],
      columns: { person_id: personal('pseudonym'), pseudonym: personal('pseudonym') },
      keep: until.account,
      onRestore: 'give-back',
    }),
  ],
  logs: [{ event: 'journal.segment_dropped', fields: ['segment', 'entries'], text: 'Ein abgeschlossener Monat des Protokolls wurde nach Ablauf der Frist entfernt.' }],
})
