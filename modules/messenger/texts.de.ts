/** Words of the messenger. */
import { count, defineRefusals, defineTexts } from '#platform/module/texts.ts'
import { navigation } from './texts/navigation.de.ts'

export const texts = defineTexts({
  ...navigation,
  stateUnattended: 'Hier kann gerade nur gelesen werden, weil keine Lehrkraft für diesen Raum verantwortlich ist. Die Schule kümmert sich darum.',
  stateEnded: 'Diese Gruppe ist beendet. Hier kann noch gelesen werden.',
  stateClosed: 'In diesem Gespräch kann gerade nicht geschrieben werden.',
  removed: 'Nachricht gelöscht',
  edited: 'bearbeitet',
  authorGone: 'Ehemaliges Mitglied',
  responsible: 'verantwortlich',
  rooms: 'Räume',
  newMessage: 'Neue Nachricht',
  newTitle: 'Wem schreiben?',
  newSearch: 'Name suchen',
  newHint: { sie: 'Sie finden Kolleginnen, Kollegen und die Schülerinnen und Schüler Ihrer Gruppen.', du: 'Du findest die Lehrkräfte deiner Klassen und Kurse.' },
  nobodyFound: 'Niemand gefunden',
  nobodyFoundHint: { sie: 'Es werden nur Personen gefunden, denen Sie schreiben können.', du: 'Es werden nur Personen gefunden, denen du schreiben kannst.' },
  nothingChosen: 'Noch kein Raum gewählt',
  nothingChosenHint: { sie: 'Links stehen Ihre Räume. Neue Nachrichten erscheinen dort von selbst.', du: 'Links stehen deine Räume. Neue Nachrichten erscheinen dort von selbst.' },
  noRooms: 'Noch keine Räume',
  noRoomsHint: { sie: 'Sobald Sie in einer Klasse oder Gruppe sind, steht hier ihr Raum.', du: 'Sobald du in einer Klasse oder Gruppe bist, steht hier ihr Raum.' },
  emptyRoom: 'Hier hat noch niemand geschrieben',
  emptyRoomHint: 'Die erste Nachricht erscheint hier.',
  you: { sie: 'Sie', du: 'Du' },
  unread: 'ungelesen',
  unreadMany: '99+',
  newFrom: 'Neu',
  older: 'Ältere Nachrichten laden',
  messagesIn: ({ title }: { title: string }) => `Nachrichten in ${title}`,
  writeTo: ({ title }: { title: string }) => `Nachricht an ${title}`,
  send: 'Senden',
  sending: 'wird gesendet',
  waitingForLine: 'wartet auf die Verbindung',
  notSent: 'nicht gesendet',
  again: 'Noch einmal senden',
  discard: 'Verwerfen',
  more: ({ time }: { time: string }) => `Nachricht von ${time}: weitere Möglichkeiten`,
  edit: 'Bearbeiten',
  remove: 'Löschen',
  editTitle: 'Nachricht bearbeiten',
  save: 'Speichern',
  cancel: 'Abbrechen',
  members: 'Mitglieder',
  membersOf: ({ title }: { title: string }) => `Mitglieder von ${title}`,
  memberCount: ({ n }: { n: number }) => count(n, { one: '# Mitglied', other: '# Mitglieder' }),
  responsibleNote: ({ names }: { names: string }) => `verantwortlich: ${names}`,
  directNote: { sie: 'Nur Sie beide lesen hier.', du: 'Nur ihr beide lest hier.' },
  roleLead: 'Klassenleitung',
  roleResponsible: 'verantwortlich',
  draft: 'Entwurf',
  jumpDown: 'Zu den neuesten Nachrichten',
  searchHere: 'In Nachrichten suchen',
  recentTitle: { sie: 'Neu in Ihren Räumen', du: 'Neu in deinen Räumen' },
  types: 'Art',
  typePupil: 'Schülerin oder Schüler',
  typeTeacher: 'Lehrkraft',
  typeStaff: 'Mitarbeitende',
})

export const refusals = defineRefusals({
  body_empty: {
    what: 'Die Nachricht ist leer.', why: 'Ohne Worte kommt nichts an.', next: { sie: 'Bitte schreiben Sie etwas und senden Sie dann.', du: 'Schreib etwas und sende es dann ab.' },
  },
  body_too_long: {
    what: 'Die Nachricht ist zu lang.', why: (params) => `Eine Nachricht kann höchstens ${Number(params.max).toLocaleString('de')} Zeichen haben.`,
    next: { sie: 'Bitte kürzen Sie den Text oder teilen Sie ihn auf mehrere Nachrichten auf.', du: 'Kürze den Text oder teile ihn auf mehrere Nachrichten auf.' },
  },
  too_fast: {
    what: 'Das waren sehr viele Nachrichten auf einmal.', why: 'Damit niemand überschwemmt wird, gibt es eine Obergrenze.', next: 'In ein paar Sekunden geht es weiter.',
  },
  room_unattended: {
    what: 'In diesem Raum kann gerade nicht geschrieben werden.', why: 'Keine Lehrkraft ist für ihn verantwortlich.',
    next: { sie: 'Bitte wenden Sie sich an die Schulleitung: Sie kann jemanden eintragen.', du: 'Sag es deiner Klassenlehrkraft. Lesen kannst du hier weiter.' },
  },
  room_ended: {
    what: 'In diesem Raum kann nicht mehr geschrieben werden.', why: 'Die Gruppe ist beendet.', next: { sie: 'Lesen können Sie hier weiter.', du: 'Lesen kannst du hier weiter.' },
  },
  room_closed: {
    what: 'In diesem Gespräch kann gerade nicht geschrieben werden.', why: 'Die andere Person ist hier gerade nicht zu erreichen.',
    next: { sie: 'Bitte sprechen Sie die Person in der Schule an.', du: 'Sprich die Person in der Schule an.' },
  },
  message_not_recent: {
    what: 'Diese Nachricht kann nicht mehr geändert werden.', why: 'Das geht nur in den ersten 15 Minuten und nur, solange sie noch da ist.',
    next: { sie: 'Bitte schreiben Sie eine neue Nachricht, die es richtigstellt.', du: 'Schreib eine neue Nachricht, die es richtigstellt.' },
  },
  message_not_own: {
    what: 'Diese Nachricht kann hier nicht geändert werden.', why: 'Ändern und löschen kann nur, wer sie geschrieben hat.',
    next: { sie: 'Bitte sprechen Sie die Person an, die sie geschrieben hat.', du: 'Sprich mit der Person, die sie geschrieben hat, oder mit der Lehrkraft, die hier verantwortlich ist.' },
  },
  search_too_short: {
    what: 'So lässt sich nichts suchen.', why: (params) => `Es braucht mindestens ${params.min} Buchstaben oder Ziffern.`, next: 'Bitte mehr eingeben.',
  },
  too_many_rooms: {
    what: 'Es sind zu viele Einzelgespräche offen.', why: 'Mehr kann eine Person nicht haben.', next: { sie: 'Bitte nutzen Sie einen gemeinsamen Raum.', du: 'Nutze einen gemeinsamen Raum.' },
  },
})
