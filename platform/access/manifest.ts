import { defineModule, personal, table, technical } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'access',
  version: 1,
  clauses: ['R2.1', 'R4.1', 'RP.1'],
  name: 'Zugang',
  purpose: {
    class: 'operation',
    text: 'Tatsachen, die eine Tür öffnen oder schließen: Konto gültig, Einwilligung wirksam, Aufgabe übertragen, Dokument gelesen.',
    plain: 'Hier steht, wer welche Tür benutzen darf und bis wann.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: {},
  categories: {
    access: { label: 'Was einer Person offensteht und bis wann (ohne Gründe)', source: 'folgt aus Einwilligungen, Bestellungen und Ein- und Austritt', readers: ['niemand; nur die Prüfung an den Türen'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('access_fact', {
      subjects: [{ via: 'person_id', as: 'holder', onErasure: 'delete', export: ['access'] }],
      columns: {
        id: technical, person_id: personal('access'), module_id: technical, kind: personal('access'), key: personal('access'),
        valid_from: personal('access'), valid_until: personal('access'), source_module: technical, source_id: technical,
      },
      keep: { rule: 'account' },
      onRestore: 'drop',
    }),
  ],
  logs: [],
})
