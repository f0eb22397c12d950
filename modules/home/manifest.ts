import { defineModule, rule } from '#platform/module/manifest.ts'
import { EVERYONE } from '#platform/access/vocabulary.ts'

export default defineModule({
  id: 'home',
  version: 1,
  clauses: ['R9a.5'],
  name: 'Heute',
  purpose: { class: 'operation', text: 'Startseite: was auf die Person wartet und was in ihren Räumen neu ist. Speichert selbst nichts.', plain: 'Hier siehst du, was neu ist.' },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: ['administration', 'consent', 'people'],
  rights: { 'home.read': [rule(EVERYONE)] },
  categories: {},
  data: [],
  logs: [],
})
