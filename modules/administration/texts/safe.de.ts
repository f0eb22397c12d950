/** Words of the key of the safe: what it opens, how it is printed, and that it is shown once. */
import { defineTexts } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

const OUTCOMES = {
  current: { title: 'Das ist der gültige Schlüssel.', text: 'Er öffnet alle Sicherungen und versiegelten Nachweise seit seinem Druck. Bitte wieder einschließen.' },
  older: { title: 'Das ist ein früherer Schlüssel.', text: 'Er öffnet Sicherungen und versiegelte Nachweise aus der Zeit vor dem neuen. Bitte aufheben: Sicherungen laufen bald aus, Nachweise bleiben jahrelang, und nur dieses Blatt öffnet sie.' },
  unknown: { title: 'Dieser Schlüssel gehört nicht zu dieser Schule.', text: 'Er ist richtig geschrieben, öffnet hier aber nichts.' },
  misspelt: { title: 'Da ist ein Zeichen falsch.', text: 'Bitte mit dem Blatt vergleichen. Groß oder klein und Leerzeichen spielen keine Rolle.' },
} as const

export const texts = defineTexts({
  title: 'Schlüssel für den Tresor',
  lead: 'Ein Blatt Papier, das die Sicherungen der Schule öffnet, wenn der Rechner verloren ist, und die versiegelten Nachweise. Es wird einmal gedruckt und eingeschlossen.',
  none: 'Es gibt noch keinen Schlüssel.',
  noneText: 'Sicherungen laufen trotzdem, aber nur dieser Rechner kann sie öffnen. Ist er verloren oder zerstört, sind es auch die Sicherungen. Bitte jetzt drucken; das dauert zehn Minuten.',
  make: 'Schlüssel drucken',
  makeNew: 'Neuen Schlüssel drucken',
  makeTitle: 'Neuen Schlüssel drucken?',
  makeText: 'Der Schlüssel wird einmal angezeigt und nirgends aufgehoben. Ein Drucker sollte bereit sein, und niemand sollte mitlesen. Was danach gesichert oder versiegelt wird, öffnet nur das neue Blatt. Das alte bitte aufheben: Ältere Sicherungen und Nachweise, die mit ihm versiegelt sind, öffnet nur es.',
  makeDo: 'Jetzt anzeigen',
  cancel: 'Abbrechen',
  keys: 'Schlüssel, die es gibt',
  sign: 'Kennzeichen',
  madeOn: 'Gedruckt am',
  madeBy: 'Von',
  nobody: 'gelöschtes Konto',
  inRepresentation: 'in Vertretung',
  current: 'gültig',
  older: 'früher',
  check: 'Ein Blatt ausprobieren',
  checkText: 'Einmal im Jahr: Blatt holen, abtippen, einschließen. So zeigt sich vor dem Notfall, ob es noch lesbar ist. Der Text wird nicht aufgehoben.',
  code: 'Text auf dem Blatt',
  checkDo: 'Prüfen',
  outcome: ({ outcome }: { outcome: keyof typeof OUTCOMES }) => OUTCOMES[outcome].title,
  outcomeText: ({ outcome }: { outcome: keyof typeof OUTCOMES }) => OUTCOMES[outcome].text,
  paperSchool: ({ school }: { school: string }) => school,
  paperSign: ({ sign, date }: { sign: string; date: string }) => `Kennzeichen ${sign}, gedruckt am ${formatGermanDate(date)}`,
  paperOnce: 'Dieser Schlüssel wird nur jetzt angezeigt.',
  paperOnceText: 'Bitte drucken und das Blatt ansehen, bevor Sie weitergehen. Danach kann ihn niemand mehr zeigen, auch die Administration nicht.',
  paperWhat: 'Wer dieses Blatt und eine Sicherung hat, kann alle Daten der Schule lesen. In einen verschlossenen Umschlag legen, mit Datum unterschreiben und im Tresor verwahren. Nicht fotografieren, nicht mailen, nicht in einer Datei speichern.',
  paperHow: 'Im Notfall: Schulhof auf einem leeren Rechner einrichten, „bin/schulhof backup restore“ aufrufen und den Text eintippen. Groß oder klein und Leerzeichen spielen keine Rolle; ein falsches Zeichen wird bemerkt. Auch das freie Programm „age“ öffnet damit ein Archiv.',
  paperRead: 'Zum Vorlesen in Gruppen',
  paperQr: 'Derselbe Text zum Einlesen',
  print: 'Drucken',
  kept: 'Ist gedruckt und eingeschlossen',
  why: 'Warum auf Papier?',
  whyText: 'Ein Angreifer, der den Rechner übernimmt, findet diesen Schlüssel dort nicht. Er kann alte Sicherungen also nicht lesen. Und brennt der Rechner ab, liegt der Schlüssel anderswo.',
})
