/** Words of the shell. */
import { count, defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  product: 'Schulhof',
  skip: 'Zum Inhalt springen',
  navigation: 'Hauptmenü',
  more: 'Mehr',
  privacy: 'Was hier gespeichert wird',
  help: 'Hilfe',
  about: 'Profil und Hilfe',
  notices: 'Hinweise',
  ownProfile: { sie: 'Ihr Profil', du: 'Dein Profil' },
  signOut: 'Abmelden',
  signOutFailed: {
    sie: 'Sie sind noch angemeldet: Der Server war nicht zu erreichen. Bitte noch einmal versuchen.',
    du: 'Du bist noch angemeldet: Der Server war nicht zu erreichen. Versuch es bitte noch einmal.',
  },

  longerPassword: 'Ihr neues Amt braucht ein längeres Passwort',
  longerPasswordText: ({ min }: { min: number }) => `Mindestens ${min} Zeichen. Bis dahin gelten die Rechte des Amtes noch nicht; alles andere geht weiter.`,
  longerPasswordGo: 'Im Profil ändern',

  search: 'Suchen',
  searchEverywhere: ({ labels }: { labels: readonly string[] }) => `Suchen: ${[...labels, 'Seiten'].join(', ')}`,
  searchShort: 'Suchen',
  searchChord: 'Strg K',
  searchChordMac: '⌘ K',
  searchStart: {
    sie: 'Tippen Sie mindestens zwei Zeichen: einen Namen, einen Raum, eine Seite oder eine Einstellung.',
    du: 'Tipp mindestens zwei Zeichen: einen Namen, einen Raum oder eine Seite.',
  },
  searchRunning: 'Es wird gesucht …',
  searchNothing: ({ query }: { query: string }) => `Zu „${query}“ wurde nichts gefunden.`,
  searchNothingNext: {
    sie: 'Gefunden wird nur, was Sie auch öffnen dürfen. Versuchen Sie es mit weniger Buchstaben.',
    du: 'Gefunden wird nur, was du auch öffnen darfst. Versuch es mit weniger Buchstaben.',
  },
  searchFailed: ({ labels }: { labels: string }) => `Gerade nicht durchsuchbar: ${labels}`,
  searchHits: ({ n }: { n: number }) => count(n, { one: 'ein Treffer', other: '# Treffer', none: 'keine Treffer' }),
  places: 'Seiten und Einstellungen',

  offline: 'Keine Verbindung.',
  offlineNext: {
    sie: 'Das Gerät ist nicht im Netz. Was Sie schreiben, bleibt stehen und wird danach gesendet.',
    du: 'Das Gerät ist nicht im Netz. Was du schreibst, bleibt stehen und wird danach gesendet.',
  },
  reconnecting: 'Die Verbindung wird wiederhergestellt …',
  reconnectingNext: { sie: 'Was Sie schreiben, bleibt stehen.', du: 'Was du schreibst, bleibt stehen.' },

  demo: 'Vorführung mit erfundenen Personen.',
  demoNext: 'Mit der eigenen Schule beginnen',
  newVersion: 'Es gibt eine neue Fassung dieser Seite.',
  reload: 'Neu laden',
  retry: 'Noch einmal versuchen',
  today: 'Zu Heute',
  why: 'Warum?',
  clause: ({ clause }: { clause: string }) => `Grundlage: Dienstanweisung Nr. ${clause}`,
  unreached: 'Der Schulserver ist nicht zu erreichen',
  unreachedText:
    'Ist das Gerät im Netz? Der Server kann auch gerade neu starten, das dauert meist weniger als eine Minute. Diese Seite versucht es von selbst weiter.',
  ended: 'Die Anmeldung ist beendet.',
  endedText: 'Das geschieht nach einer Pause von selbst, oder weil sie an anderer Stelle beendet wurde. Es ist nichts kaputt: einfach neu anmelden.',
  leaveTitle: 'Seite verlassen?',
  leaveText: {
    sie: 'Auf dieser Seite haben Sie etwas eingegeben, das noch nicht gespeichert ist.',
    du: 'Auf dieser Seite hast du etwas eingegeben, das noch nicht gespeichert ist.',
  },
  leave: 'Ohne Speichern verlassen',
  stay: 'Hier bleiben',
  loading: 'Wird geladen …',
  back: 'Zurück',
})
