import { defineModule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'jobs',
  version: 1,
  clauses: [],
  name: 'Was von selbst läuft',
  purpose: {
    class: 'operation',
    text: 'Merkt sich, was der Server als Nächstes selbst erledigt und welche wiederkehrenden Arbeiten an welchem Tag gelaufen sind.',
    plain: 'Manches erledigt der Server von selbst, zum Beispiel Fristen. Hier steht, was noch ansteht und was schon gelaufen ist.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {},
  data: [
    // The body carries ids only and goes with the job, as a rule within a second.
    table('job', {
      subjects: [],
      columns: { id: technical, name: technical, body: technical, sent_at: technical, due_at: technical },
      keep: until.days(30, 'Auftrag', 'sent_at'),
      onRestore: 'drop',
    }),
    table('job_try', {
      subjects: [],
      columns: { job_id: technical, number: technical, started_at: technical },
      keep: until.days(30, 'Versuch', 'started_at'),
      onRestore: 'drop',
    }),
    table('job_failure', {
      subjects: [],
      columns: { id: technical, name: technical, body: technical, sent_at: technical, given_up_at: technical, tries: technical, problem: technical },
      keep: until.days(30, 'Abbruch', 'given_up_at'),
      onRestore: 'drop',
    }),
    table('recurring_run', {
      subjects: [],
      columns: { name: technical, due_on: technical, started_at: technical, finished_at: technical, result: technical, problem: technical },
      keep: until.forever('Nur Name, Tag und Anzahlen wiederkehrender Arbeiten, ohne Angaben zu Personen.'),
      onRestore: 'give-back',
    }),
  ],
  logs: [],
})
