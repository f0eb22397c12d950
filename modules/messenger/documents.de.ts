/** The rules of rooms (R9a.2), first version. A school can publish its own; each person is shown the version in force once. */
import type { Block } from '#platform/documents/blocks.ts'

/** Title and text of the document `messenger-rules`, for publishing. */
export function rulesDocument(): { title: string; body: Block[] } {
  return {
    title: 'Regeln für Nachrichten',
    body: [
      { kind: 'text', text: 'In den Räumen schreiben wir miteinander, weil wir zusammen lernen. Damit sich alle trauen, etwas zu sagen, gelten diese Regeln.' },
      { kind: 'heading', level: 2, text: 'So schreiben wir' },
      {
        kind: 'list', items: [
          'Freundlich und so, wie wir es auch im Klassenzimmer sagen würden.',
          'Was zum Unterricht und zum Schulleben gehört. Privates hat woanders Platz.',
          'Keine Beleidigungen, keine Drohungen, niemanden bloßstellen.',
          'Nichts über andere, was sie nicht selbst erzählt haben: keine Adressen, Telefonnummern, Noten oder Krankheiten.',
          'Keine Kettenbriefe und keine Werbung.',
        ],
      },
      { kind: 'heading', level: 2, text: 'Wer kümmert sich?' },
      { kind: 'text', text: 'In jedem Raum ist mindestens eine Lehrkraft verantwortlich; ihr Name steht oben im Raum. Ist niemand verantwortlich, kann dort nur gelesen werden. Wer etwas sieht, was nicht in Ordnung ist, sagt es dieser Lehrkraft.' },
      { kind: 'heading', level: 2, text: 'Gut zu wissen' },
      {
        kind: 'list', items: [
          'Alle Mitglieder eines Raums können lesen, was darin steht.',
          'Eigene Nachrichten lassen sich 15 Minuten lang ändern oder löschen.',
          'Niemand sieht, wann du online bist oder was du schon gelesen hast.',
          'Niemand muss am Abend, am Wochenende oder in den Ferien antworten.',
        ],
      },
      { kind: 'heading', level: 2, text: 'In Not' },
      { kind: 'text', text: 'Bei Gefahr: 112. Reden kannst du auch mit der Nummer gegen Kummer: 116 111, kostenlos und ohne deinen Namen zu sagen.' },
    ],
  }
}
