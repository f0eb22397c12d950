import { STAFF } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'instruction',
  version: 1,
  clauses: ['RP.2'],
  name: 'Dienstanweisung',
  purpose: {
    class: 'organisation',
    text: 'Die Dienstanweisung der Schulleitung in ihren Fassungen: wer sie wann veröffentlicht hat und wie viele sie zur Kenntnis genommen haben.',
    plain: 'Hier steht, was für alle gilt, die an der Schule arbeiten.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: ['administration'],
  tasksOfHead: { 'instruction.publish': 'instruction.publish' },
  rights: {
    'instruction.publish': [rule(['head', 'deputy'])],
    'instruction.read_register': [rule(['head', 'deputy', 'officer', 'council'])],
    'instruction.read_people': [rule(['head', 'deputy'])],
    'instruction.read': [rule(STAFF), rule(['head', 'deputy', 'officer', 'council'])],
  },
  categories: {
    publication: { label: 'Wer eine Fassung der Dienstanweisung wann veröffentlicht hat', source: 'Schulleitung', readers: ['Schulleitung', 'Datenschutzbeauftragte', 'Personalrat'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('instruction_publication', {
      subjects: [{ via: 'published_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { document_version_id: technical, published_by: personal('publication'), in_representation: personal('publication'), at: personal('publication') },
      keep: until.forever('Nachweis, welche Fassung wann galt; ohne Namen nach der Löschung des Kontos.'),
      onRestore: 'give-back',
    }),
  ],
  logs: [{ event: 'instruction.published', fields: ['major', 'hash', 'inRepresentation'], text: 'Eine Fassung der Dienstanweisung wurde in Kraft gesetzt.' }],
})
