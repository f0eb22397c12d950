/** Words around documents; the documents themselves come from the server as they were published. */
import { count, defineTexts, listNames } from '#platform/module/texts.ts'

export const texts = defineTexts({
  contents: 'Inhalt',
  version: ({ major, minor, date }: { major: number; minor: number; date: string }) => `Fassung ${major}.${minor} vom ${date}`,
  fingerprint: ({ hash }: { hash: string }) => `Prüfsumme ${hash.slice(0, 16)}`,
  earlier: 'Das ist eine frühere Fassung.',
  earlierText: 'Sie bleibt nachlesbar, gilt aber nicht mehr.',
  current: 'Zur geltenden Fassung',
  print: 'Drucken',
  back: 'Zurück',
  toSignIn: 'Zur Anmeldung',
  row: ({ n }: { n: number }) => `Zeile ${n}`,

  readTitle: 'Vorher kurz lesen',
  readLead: {
    sie: 'Wer diesen Teil nutzt, soll wissen, was dabei gilt. Unten bestätigen Sie nur, dass Sie den Text gelesen haben. Das ist keine Einwilligung.',
    du: 'Wer diesen Teil nutzt, soll wissen, was dabei gilt. Unten bestätigst du nur, dass du den Text gelesen hast. Das ist keine Einwilligung.',
  },
  read: 'Gelesen',
  later: 'Später',
  readBefore: { sie: 'Diese Fassung haben Sie schon als gelesen bestätigt.', du: 'Diese Fassung hast du schon als gelesen bestätigt.' },
  goOn: 'Weiter',

  cardTitle: ({ n }: { n: number }) => count(n, { one: 'Ein Text zum Lesen', other: '# Texte zum Lesen' }),
  cardText: {
    sie: ({ titles }: { titles: readonly string[] }) => `Vor der ersten Nachricht: ${listNames(titles.map((title) => `„${title}“`))}. Das dauert wenige Minuten.`,
    du: ({ titles }: { titles: readonly string[] }) => `Bevor du Nachrichten schreibst: ${listNames(titles.map((title) => `„${title}“`))}. Das dauert wenige Minuten.`,
  },
  cardDo: 'Lesen',
  mustTitle: 'Bevor es weitergeht',
  mustLead: 'Die Dienstanweisung hat eine Fassung, die Sie noch nicht zur Kenntnis genommen haben. Lesen Sie sie bitte; danach sind Sie wieder dort, wo Sie waren.',
  acknowledge: 'Zur Kenntnis genommen',
  signOut: 'Abmelden',
})
