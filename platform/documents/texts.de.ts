/** Words of the room documents. */
import { defineRefusals, defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  documents: 'Dokumente',
  version: ({ major, minor }: { major: number; minor: number }) => `Fassung ${major}.${minor}`,
  published_on: ({ date }: { date: string }) => `veröffentlicht am ${date}`,
  fingerprint: ({ hash }: { hash: string }) => `Prüfsumme ${hash.slice(0, 16)}`,
  earlier_version: 'Das ist eine frühere Fassung.',
  seen: 'gelesen',
  not_seen: 'noch nicht gelesen',
  confirm_read: 'Gelesen',
  print: 'Drucken',
})

export const refusals = defineRefusals({
  document_outdated: {
    what: 'Inzwischen gibt es eine neue Fassung.',
    why: { sie: 'Bestätigt werden kann nur, was jetzt gilt. Die neue Fassung haben Sie noch nicht gesehen.', du: 'Bestätigt werden kann nur, was jetzt gilt. Die neue Fassung hast du noch nicht gesehen.' },
    next: { sie: 'Laden Sie die Seite neu, lesen Sie die neue Fassung und bestätigen Sie dann diese.', du: 'Lade die Seite neu, lies die neue Fassung und bestätige dann diese.' },
  },
})
