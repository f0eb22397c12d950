import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'

/** Parents come with a later issue (R9a.1: nobody from outside). */
const PEOPLE = ['pupil', 'teacher', 'staff'] as const

const author: TableDeclaration['subjects'][number] = { via: 'author_id', as: 'author', onErasure: 'anonymise', authored: { columns: ['body'], at: 'removed_at' }, export: ['access', 'portability'] }
const person = (as: string): TableDeclaration['subjects'][number] => ({ via: 'person_id', as, onErasure: 'delete', export: ['access'] })
/** R9a, A15: counted from the end of the room, or of the school year where the room goes on. */
const retention = (at: string) => until.option('messenger.retention_days', 'Ende des Schuljahrs oder der Gruppe', { endOfYear: at, group: 'room_id>messenger_room.group_id' })

export default defineModule({
  id: 'messenger',
  version: 1,
  clauses: ['R9a.1', 'R9a.2', 'R9a.5', 'R6.2'],
  clauseShown: '9 (Messenger)',
  name: 'Nachrichten',
  purpose: {
    class: 'teaching',
    text: 'Nachrichten in Klassen, Kursen und Gruppen und zwischen Lehrkräften und ihren Schülerinnen und Schülern.',
    plain: 'Hier schreibst du mit deiner Klasse, deinen Kursen und deinen Lehrkräften.',
  },
  secrecy: 'Der Server kann die Nachrichten lesen: Sonst könnten gemeldete Verstöße nicht geprüft und Nachrichten nicht durchsucht werden.',
  needs: { release: true, consent: ['platform'], seen: ['module-document', 'messenger-rules'] },
  provides: [],
  uses: ['administration', 'people'],
  rights: {
    'messenger.use': [rule(PEOPLE)],
    'messenger.read': [rule(PEOPLE, 'member')],
    'messenger.write': [rule(PEOPLE, 'member', 'open')],
    'messenger.change': [rule(PEOPLE, 'author', 'recent')],
    'messenger.see': [rule(PEOPLE, undefined, 'visible')],
    'messenger.write_to': [rule(PEOPLE, undefined, 'reachable')],
  },
  subjects: { room: { visibleBy: 'messenger.read' }, message: { visibleBy: 'messenger.read' }, person: { visibleBy: 'messenger.see' } },
  categories: {
    content: {
      label: 'Inhalt von Nachrichten und frühere Fassungen geänderter oder gelöschter Nachrichten', source: 'Wer die Nachricht schreibt',
      readers: ['Mitglieder des Raums', 'frühere Fassungen: niemand, außer bei einer Meldung'], recipients: [], thirdCountry: false, inBackup: true,
    },
    trace: {
      label: 'Wer wann in welchem Raum geschrieben, geändert oder gelöscht hat; wer mit wem einen Einzelchat hat', source: 'entsteht beim Schreiben',
      readers: ['Mitglieder des Raums'], recipients: [], thirdCountry: false, inBackup: true,
    },
    own_state: {
      label: 'Bis wohin die Person gelesen hat, und Entwürfe', source: 'entsteht beim Lesen und Schreiben',
      readers: ['nur die Person selbst'], recipients: [], thirdCountry: false, inBackup: true,
    },
  },
  data: [
    table('messenger_room', {
      subjects: [],
      columns: { id: technical, kind: technical, group_id: technical, direct_key: technical, last_seq: technical, created_at: technical },
      keep: until.forever('Ein Raum ohne Nachrichten und ohne Mitglieder sagt nichts über eine Person.'),
      onRestore: 'give-back',
    }),
    table('messenger_direct_member', {
      subjects: [person('member')],
      columns: { room_id: technical, person_id: personal('trace') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('messenger_message', {
      subjects: [author],
      columns: {
        room_id: personal('trace'), seq: technical, changed_seq: technical, author_id: personal('trace'), client_id: technical, body: personal('content'),
        posted_at: personal('trace'), edited_at: personal('trace'), removed_at: personal('trace'), words: personal('content'),
      },
      keep: retention('posted_at'),
      onRestore: 'give-back',
    }),
    table('messenger_revision', {
      subjects: [{ via: 'author_id', as: 'author', onErasure: 'delete', export: ['access', 'portability'] }],
      columns: { id: technical, room_id: technical, seq: technical, author_id: personal('trace'), body: personal('content'), replaced_at: personal('trace') },
      keep: retention('replaced_at'),
      onRestore: 'give-back',
    }),
    table('messenger_read_position', {
      subjects: [person('reader')],
      columns: { room_id: technical, person_id: personal('own_state'), seq: personal('own_state') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('messenger_draft', {
      subjects: [person('author')],
      columns: { room_id: technical, person_id: personal('own_state'), body: personal('own_state'), saved_at: personal('own_state') },
      keep: until.account,
      onRestore: 'drop',
    }),
  ],
  logs: [],
})
