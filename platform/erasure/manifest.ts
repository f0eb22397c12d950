import { defineModule, personal, table, until } from '#platform/module/manifest.ts'
import { technical } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'erasure',
  version: 1,
  clauses: ['R12.4', 'X4'],
  name: 'Löschen und Fristen',
  purpose: {
    class: 'operation',
    text: 'Löscht, was seine Frist hinter sich hat, und was zu Konten gehörte, die endgültig gelöscht werden. Nachweise, die länger bleiben müssen, werden dabei versiegelt.',
    plain: 'Hier wird gelöscht, was nicht mehr gebraucht wird.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {
    evidence: {
      label: 'Nachweise gelöschter Konten (Einwilligungen, Ämter), versiegelt', source: 'folgt aus der endgültigen Löschung', readers: ['niemand; die Schulleitung mit dem Schlüssel aus dem Tresor'],
      recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
    table('sealed_evidence', {
      subjects: [],
      columns: { id: technical, safe_key_id: technical, sealed: personal('evidence'), sealed_on: technical, keep_until: technical },
      unlinked: 'Whom a record is about stands inside the seal only; it ends by its period.',
      keep: until.days(0, 'Ende der Frist', 'keep_until'),
      onRestore: 'give-back',
    }),
  ],
  logs: [],
})
