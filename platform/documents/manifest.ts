import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'documents',
  version: 1,
  clauses: ['RP.2', 'R9a.5', 'X1'],
  name: 'Dokumente',
  purpose: {
    class: 'operation',
    text: 'Texte der Schule in Fassungen, die sich nie mehr ändern, und wer welche Fassung als gelesen bestätigt hat.',
    plain: 'Hier stehen die Regeln und Informationen der Schule, und wer bestätigt hat, sie gelesen zu haben.',
  },
  needs: { release: false, consent: [], seen: [] },
  beforeInstruction: ['documents.read', 'documents.acknowledge'],
  provides: ['seen'],
  uses: [],
  rights: {
    // The page after a correct password without a session may show documents too (B13).
    'documents.read': [rule(['ticket', ...EVERYONE])],
    // Holds no personal data and must be readable before anybody decides to take part (R9a.5, X1).
    'documents.read_public': [rule(['nobody'])],
    'documents.acknowledge': [rule(EVERYONE)],
  },
  categories: {
    acknowledgement: { label: 'Welche Fassung eines Dokuments jemand wann als gelesen bestätigt hat', source: 'eigene Bestätigung', readers: ['die Person selbst', 'Schulleitung'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('document_version', {
      subjects: [],
      columns: { id: technical, document: technical, major: technical, minor: technical, title: technical, body: technical, hash: technical, published_at: technical },
      keep: until.forever('Texte der Schule ohne Angaben zu Personen; was jemand gelesen hat, muss nachlesbar bleiben.'),
      onRestore: 'give-back',
      appendOnly: true,
    }),
    table('document_acknowledgement', {
      subjects: [{ via: 'person_id', as: 'reader', onErasure: 'delete', export: ['access'] }],
      columns: { id: technical, document_version_id: personal('acknowledgement'), person_id: personal('acknowledgement'), at: personal('acknowledgement') },
      keep: until.account,
      onRestore: 'give-back',
    }),
  ],
  logs: [{ event: 'documents.version_published', fields: ['document', 'major', 'minor', 'hash'], text: 'Eine neue Fassung eines Dokuments wurde veröffentlicht.' }],
})
