import { EVERYONE, OFFICES, STAFF } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

/** Who hangs up for the whole school: head, deputy, and the school office (A12). */
const SCHOOL = ['head', 'deputy', 'task:consent_register'] as const
/** From the newest last day that was ever written, or from the day it was taken down. `notice`: the way to the notice. */
const keepOf = (notice: string) => until.days(60, 'letzter Tag des Aushangs', [`${notice}>notice_end[notice_id].at`, `${notice}>notice_edition[notice_id].until_on`])

export default defineModule({
  id: 'home',
  version: 2,
  clauses: ['R9a.5'],
  name: 'Heute und Aushang',
  purpose: {
    class: 'organisation',
    text: 'Startseite: was auf die Person wartet und was in ihren Räumen neu ist. Aushang: kurze Mitteilungen der Schule an Gruppen oder an alle.',
    plain: 'Hier siehst du, was neu ist und was die Schule dir mitteilt.',
  },
  secrecy: 'Der Server kann Aushänge lesen; sie sind für viele bestimmt und enthalten nichts Vertrauliches.',
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: ['administration', 'consent', 'people'],
  rights: {
    'home.read': [rule(EVERYONE)],
    'home.read_week': [rule(OFFICES)],
    'home.read_notices': [rule(EVERYONE)],
    'home.list_audiences': [rule(STAFF), rule(SCHOOL)],
    'home.write_notice': [rule(STAFF, undefined, 'own_groups'), rule(SCHOOL)],
    'home.see_audience': [rule(STAFF), rule(SCHOOL)],
    'home.see_notice': [rule(EVERYONE, undefined, 'addressed'), rule(STAFF, 'author'), rule(SCHOOL)],
    'home.edit_notice': [rule(STAFF, 'author', 'own_groups'), rule(SCHOOL, 'author')],
    'home.take_back_notice': [rule(STAFF, 'author'), rule(['head', 'deputy'])],
  },
  subjects: { audience: { visibleBy: 'home.see_audience' }, notice: { visibleBy: 'home.see_notice' } },
  categories: {
    notice: {
      label: 'Aushänge: Text, für wen, wie lange, wer sie geschrieben oder abgenommen hat', source: 'Lehrkräfte, Sekretariat, Schulleitung',
      readers: ['für wen der Aushang bestimmt ist', 'Eltern: die Aushänge der Klassen ihrer Kinder', 'Schulleitung und Sekretariat'], recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
    table('notice', {
      subjects: [{ via: 'author_id', as: 'author', onErasure: 'anonymise', export: ['access', 'portability'] }],
      columns: { id: technical, author_id: personal('notice'), client_id: technical, for_school: technical, created_at: personal('notice') },
      keep: keepOf('id'), onRestore: 'give-back',
    }),
    table('notice_group', { subjects: [], columns: { notice_id: technical, group_id: technical }, keep: keepOf('notice_id'), onRestore: 'give-back' }),
    table('notice_edition', {
      subjects: [{ via: 'written_by', as: 'author', onErasure: 'anonymise', authored: { columns: ['title', 'body'] }, export: ['access', 'portability'] }],
      columns: { id: technical, notice_id: technical, title: personal('notice'), body: personal('notice'), from_on: personal('notice'), until_on: personal('notice'), written_by: personal('notice'), at: personal('notice') },
      keep: keepOf('notice_id'), onRestore: 'give-back',
    }),
    table('notice_end', {
      subjects: [{ via: 'ended_by', as: 'decider', onErasure: 'anonymise', export: ['access'] }],
      columns: { notice_id: technical, ended_by: personal('notice'), at: personal('notice') },
      keep: keepOf('notice_id'), onRestore: 'give-back',
    }),
  ],
  logs: [],
})
