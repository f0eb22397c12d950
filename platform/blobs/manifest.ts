import { defineModule, personal, table, technical, until } from '#platform/module/manifest.ts'

/** A scope leads to its person; those of groups and cases lead to nobody by themselves: who wrote what stands in the modules' own tables. */
const owner = 'scope_id>blob_scope.person_id'

export default defineModule({
  id: 'blobs',
  version: 1,
  clauses: ['X4', 'R12.4'],
  name: 'Dateien und Bilder',
  purpose: {
    class: 'operation',
    text: 'Verwahrt den Inhalt von Dateien und Bildern der anderen Module, verschlüsselt mit dem Schlüssel der Person oder Gruppe, der er gehört.',
    plain: 'Hier liegen Dateien und Bilder, verschlüsselt. Wird ein Konto gelöscht, wird sein Schlüssel vernichtet, und niemand kann sie mehr öffnen.',
  },
  secrecy: 'Der Server kann den Inhalt öffnen, um ihn Berechtigten zu zeigen; auf der Platte, in S3 und in Sicherungen liegt er nur verschlüsselt.',
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {
    content: {
      label: 'Inhalt von Dateien und Bildern, verschlüsselt; Größe und Art der Datei, wann sie kam', source: 'wer die Datei hochlädt',
      readers: ['wer sie im jeweiligen Modul sehen darf'], recipients: ['nur wenn die Schule es so eingestellt hat: der Betreiber ihres S3-Speichers, der sie nicht öffnen kann'], thirdCountry: false, inBackup: true,
    },
    scope_key: {
      label: 'Schlüssel zu den Dateien einer Person oder Gruppe; in einer eigenen Schlüsselsicherung, die nach 7 Tagen gelöscht wird', source: 'zufällig erzeugt',
      readers: ['niemand; nur der Server beim Öffnen'], recipients: [], thirdCountry: false, inBackup: false,
    },
  },
  data: [
    table('blob_scope', {
      subjects: [{ via: 'person_id', as: 'owner', onErasure: 'shred', export: [] }],
      columns: { id: technical, kind: technical, person_id: personal('content'), group_id: technical, case_id: technical, created_at: technical, destroyed_at: technical },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('scope_key', {
      subjects: [{ via: owner, as: 'owner', onErasure: 'shred', export: [] }],
      columns: { scope_id: technical, wrapped: personal('scope_key'), made_at: technical },
      keep: until.account,
      onRestore: 'drop',
    }),
    table('blob', {
      subjects: [{ via: owner, as: 'owner', onErasure: 'shred', export: ['access', 'portability'] }],
      columns: {
        id: technical, scope_id: technical, content_hmac: personal('content'), size_bytes: personal('content'), media_type: personal('content'), place: technical,
        created_at: personal('content'), unused_since: technical,
      },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('blob_content', {
      subjects: [{ via: 'blob_id>blob.scope_id>blob_scope.person_id', as: 'owner', onErasure: 'shred', export: [] }],
      columns: { blob_id: technical, sealed: personal('content') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('blob_stray', { subjects: [], columns: { blob_id: technical, place: technical, due_at: technical }, keep: until.days(30, 'Ankunft oder Löschung', 'due_at'), onRestore: 'drop' }),
  ],
  stores: [
    { store: 'blobs/, oder ein Bucket in S3', holds: 'Inhalte über 256 kB, verschlüsselt; der Name einer Datei ist eine zufällige Nummer', subjects: [], keep: until.account },
    { store: 'key-backup/', holds: 'alle Schlüssel der Bereiche, verschlüsselt, jede Nacht neu', subjects: [], keep: until.days(7, 'Nacht der Sicherung', []) },
  ],
  logs: [],
})
