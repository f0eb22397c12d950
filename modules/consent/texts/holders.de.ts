/** Words of the choice how many signatures a consent needs (A3). */
import { count, defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  title: 'Unterschriften',
  lead: 'Wie viele Unterschriften eine Einwilligung braucht, und was das für die Kinder heißt.',
  question: 'Wie viele Unterschriften braucht eine Einwilligung?',
  all: 'Alle Sorgeberechtigten unterschreiben',
  allHint: 'Die sicherste Vorgabe.',
  one: 'Eine Unterschrift mit Versicherung reicht',
  oneHint: 'Die unterschreibende Person versichert, dass der andere Elternteil einverstanden ist.',
  waiting: ({ n, of }: { n: number; of: number }) => (of === 0 ? 'Noch sind keine Kinder übernommen.' : n === 0 ? `Damit wartet kein Kind (von ${of}).` : `Damit ${count(n, { one: 'wartet ein Kind', other: 'warten # Kinder' })} (von ${of}).`),
  note: 'Gezählt sind alle Kinder, deren Zugang zur Plattform heute noch zu ist. Jede sorgeberechtigte Person kann jederzeit widerrufen.',
  save: 'Entscheiden',
  saved: 'Entschieden. Zugänge werden neu geprüft.',
})
