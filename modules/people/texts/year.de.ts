/** Words of the change of the school year. */
import { count, defineTexts } from '#platform/module/texts.ts'

type N = { n: number }
const persons = (n: number): string => count(n, { one: '# Person', other: '# Personen' })

export const yearTexts = defineTexts({
  usage: 'Aufruf: bin/schulhof school-year preview|apply [DATEI] [--confirm]\n        bin/schulhof school-year undo',
  title: 'Schuljahreswechsel',
  lead: ({ last, next }: { last: string; next: string }) => `Vom Schuljahr ${last} ins Schuljahr ${next}: Klassen rücken auf, Kurse enden, der Abschlussjahrgang geht. Eine Bestätigung für alles, vierzehn Tage lang zurückzunehmen.`,
  lead_short: 'Klassen rücken auf, Kurse enden, der Abschlussjahrgang geht. Eine Bestätigung für alles, vierzehn Tage lang zurückzunehmen.',
  early_title: ({ date }: { date: string }) => `Möglich ab ${date}`,
  early_text: 'Bis dahin ist das eine Vorschau: So sähe es heute aus. Gespeichert wird nichts.',
  done_title: 'Der Wechsel ist gemacht', done_text: 'Für dieses Schuljahr gibt es nichts mehr zu tun.',
  how: 'Woher die neuen Klassen kommen',
  how_file: 'Datei des neuen Schuljahres', how_file_hint: 'Schülerinnen und Schüler aus dem Schulverwaltungsprogramm. Dann folgt jede Klasse ihren Mitgliedern.',
  how_count: 'Ohne Datei wird weitergezählt: aus 05a wird 06a, der höchste Jahrgang geht.',
  by_file: ({ name }: { name: string }) => `Verglichen mit ${name}`,
  without_file: 'Lieber ohne Datei', another_file: 'Andere Datei',
  tally_classes: ({ n }: N) => (n === 1 ? 'Klasse oder Jahrgang rückt auf' : 'Klassen und Jahrgänge rücken auf'), tally_exits: ({ n }: N) => (n === 1 ? 'geht ab' : 'gehen ab'),
  tally_courses: ({ n }: N) => (n === 1 ? 'Kurs endet' : 'Kurse enden'), tally_moves: ({ n }: N) => (n === 1 ? 'Wechsel einer Person' : 'Wechsel einzelner Personen'), tally_missing: ({ n }: N) => (n === 1 ? 'fehlt in der Datei' : 'fehlen in der Datei'),
  rooms: 'Räume der Klassen', rooms_text: 'Raum und Ordner ziehen mit, mit allem, was darin steht. Wer neu beginnt, bekommt einen leeren Raum; der alte bleibt lesbar.',
  room_of: ({ from, to }: { from: string; to: string }) => `${from} → ${to}`,
  keep: 'behalten', fresh: 'neu beginnen',
  years_go_on: 'Jahrgänge', carried: 'Behalten ihren Namen',
  exits: 'Gehen ab', exits_text: ({ n, date }: { n: number; date: string }) => `${persons(n)} aus dem Abschlussjahrgang, letzter Tag ${date}. Danach ist der Zugang zu; gelöscht wird erst nach der Frist.`,
  ended: 'Klassen, die enden', ended_text: 'Ihre Räume bleiben noch lesbar wie die der Kurse.', why_exit: 'Abschluss', why_years_on: 'geht im Jahrgang weiter', why_empty: 'niemand mehr darin',
  courses: 'Kurse enden', courses_text: ({ days }: { days: number }) => `Ihre Räume bleiben für die Mitglieder ${days} Tage lesbar. Geschrieben wird darin nicht mehr.`,
  missing: ({ n }: N) => count(n, { one: 'Eine Person fehlt in der Datei', other: '# Personen fehlen in der Datei' }), missing_text: 'Niemand davon wird gelöscht. Zu jeder entsteht die Frage „Geht ab?“.',
  new_in_file: ({ n }: N) => count(n, { one: 'Eine Person in der Datei ist neu', other: '# Personen in der Datei sind neu' }), new_in_file_text: 'Sie kommen nach dem Wechsel mit derselben Datei unter „Datei übernehmen“ dazu.',
  confirm: ({ year }: { year: string }) => `Ins Schuljahr ${year} wechseln`,
  confirm_title: 'Alles auf einmal', confirm_text: ({ days }: { days: number }) => `Der Wechsel geschieht ganz oder gar nicht. ${days} Tage lang lässt er sich zurücknehmen.`,
  safety: ({ count: n, of }: { count: number; of: number }) => `${persons(n)} von ${of} wären betroffen, ohne den Abschlussjahrgang. Meist ist dann nur ein Teil exportiert worden.`,
  safety_check: 'Die Datei ist vollständig und richtig',
  changed: ({ year }: { year: string }) => `Willkommen im Schuljahr ${year}. Alle Klassen tragen ihre neuen Namen.`,
  past: 'Frühere Wechsel', no_past: 'Noch kein Wechsel auf dieser Plattform.',
  past_words: ({ year, by }: { year: string; by: string | null }) => (by === null ? `Schuljahr ${year}` : `Schuljahr ${year}, ${by}`),
  undo_until: ({ date }: { date: string }) => `zurückzunehmen bis ${date}`, undone: 'zurückgenommen',
  undo: 'Zurücknehmen', undo_title: 'Den Wechsel zurücknehmen?',
  undo_text: 'Klassen, Kurse, Mitgliedschaften und Abgänge stehen danach wieder so wie vor dem Wechsel. Was inzwischen jemand geändert hat, bleibt und wird genannt. Nachrichten bleiben in jedem Fall.',
  undo_done: ({ n }: N) => (n === 0 ? 'Zurückgenommen. Alles steht wie vor dem Wechsel.' : `Zurückgenommen. ${count(n, { one: 'Eine Sache', other: '# Dinge' })} hat inzwischen jemand geändert; das bleibt so:`),
  kept_label: 'anderer Name', kept_group_end: 'anders beendet', kept_group_founded: 'besteht weiter, weil jemand dazukam', kept_membership_end: 'wieder aufgenommen', kept_membership_added: 'schon ausgetreten', kept_exit: 'Abgang geändert', kept_question: 'beantwortet',
  cancel: 'Abbrechen', show_all: 'Alle zeigen',
})
