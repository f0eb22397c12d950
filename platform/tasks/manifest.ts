import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'

export default defineModule({
  id: 'tasks',
  version: 1,
  clauses: ['R4.1'],
  name: 'Aufgaben',
  purpose: {
    class: 'organisation',
    text: 'Was für eine Person oder ein Amt ansteht, bis wann, und dass es erledigt ist.',
    plain: 'Hier steht, was zu tun ist und bis wann. Alle sehen nur ihre eigenen Aufgaben und die ihres Amtes.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: [],
  rights: { 'tasks.read_own': [rule(EVERYONE)] },
  categories: {
    task: { label: 'Was für wen und wegen wem zu tun ist, Frist und Erledigung; ohne Inhalte', source: 'folgt aus Vorgängen der Plattform', readers: ['die Person selbst', 'wer das Amt innehat'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('task', {
      subjects: [
        { via: 'person_id', as: 'assignee', onErasure: 'delete', export: ['access'] },
        // What an office has to do because of somebody is a hint of that office: it may speak of another's safety (a contact ban, a loss, who asked). It is
        // erased with the person and given out to nobody; that there may be such a thing is said to everybody alike.
        { via: 'about_person_id', as: 'subject', onErasure: 'delete', export: [] },
      ],
      columns: {
        id: technical, kind: personal('task'), key: personal('task'), person_id: personal('task'), office: technical, about_person_id: personal('task'),
        about_group_id: technical, params: personal('task'), due_on: personal('task'), created_at: personal('task'),
      },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('task_completion', {
      subjects: [
        { via: 'completed_by', as: 'doer', onErasure: 'anonymise', export: ['access'] },
        { via: 'task_id>task.person_id', as: 'assignee', onErasure: 'delete', export: ['access'] },
        { via: 'task_id>task.about_person_id', as: 'subject', onErasure: 'delete', export: [] },
      ],
      columns: { task_id: technical, completed_by: personal('task'), outcome: personal('task'), at: personal('task') },
      keep: until.account,
      onRestore: 'give-back',
    }),
  ],
  logs: [],
})
