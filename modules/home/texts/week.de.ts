/** Words of "Diese Woche" (A20): each item says what it is, what is suggested, and how long it takes. */
import { count, defineTexts } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

type Many = { n: number }

export const texts = defineTexts({
  title: 'Diese Woche',
  minutes: ({ n }: Many) => count(n, { one: 'etwa eine Minute', other: 'etwa # Minuten' }),
  whole: ({ n, minutes }: Many & { minutes: number }) => `${count(n, { one: 'Ein Punkt', other: '# Punkte' })}, zusammen etwa ${count(minutes, { one: 'eine Minute', other: '# Minuten' })}.`,
  later: ({ n }: Many) => count(n, { one: 'Ein weiterer Punkt wartet, bis hier Platz ist.', other: '# weitere Punkte warten, bis hier Platz ist.' }),
  held: ({ n, until }: Many & { until: string }) => `${count(n, { one: 'Eine Aufgabe kam', other: '# Aufgaben kamen' })} in den Ferien dazu. Sie ${n === 1 ? 'erscheint' : 'erscheinen'} nach dem ${formatGermanDate(until)}.`,
  overdue: ({ date }: { date: string }) => `war bis ${formatGermanDate(date)} gedacht`,
  due: ({ date }: { date: string }) => `bis ${formatGermanDate(date)}`,
  suggestion: 'Vorschlag:',
  takeAll: 'Alle so übernehmen',
  look: 'Ansehen',
  whom: 'Wen betrifft es?',
  taken: ({ n }: Many) => count(n, { one: 'Für eine Person übernommen.', other: 'Für # Personen übernommen.' }),
  takenSome: ({ n, of }: Many & { of: number }) => `Für ${n} von ${of} übernommen. Bei den übrigen hat sich etwas geändert; sehen Sie sie bitte einzeln an.`,
  departures: ({ n }: Many) => count(n, { one: 'Eine Person fehlt in der letzten Datei', other: '# Personen fehlen in der letzten Datei' }),
  departInAWeek: ({ date }: { date: string }) => `als Abgang eintragen, letzter Tag ${formatGermanDate(date)}. Bis dahin lässt es sich mit einem Klick zurücknehmen.`,
  clarify: ({ n }: Many) => count(n, { one: 'Ein Widerruf ist zu klären', other: '# Widerrufe sind zu klären' }),
  talkToFamily: 'mit der Familie sprechen, was aus dem Konto wird. Der Zugang bleibt so lange geschlossen.',
  publish: 'Der Text der Dienstanweisung ist nicht aktuell',
  readAndPublish: 'die neue Fassung ansehen und in Kraft setzen.',
  broken: ({ n }: Many) => count(n, { one: 'Eine Sperre hält nicht', other: '# Sperren halten nicht' }),
  lookAtControl: 'auf der Seite „Kontrolle“ ansehen, was gefunden wurde, und heute klären.',
  other: ({ n }: Many) => count(n, { one: 'Eine Aufgabe wartet', other: '# Aufgaben warten' }),
  lookOne: 'einzeln ansehen.',
})
