/** What is not sure in a row of an import file, and what to do about it; codes of import/problems.ts with the weights `unclear` and `note`. */
type Params = Readonly<Record<string, string | number>>
export type ProblemWords = { what: (params: Params) => string; next: string }

const fields: Readonly<Record<string, string>> = {
  id: 'Kennung',
  givenName: 'Vorname',
  familyName: 'Nachname',
  fullName: 'Name, Vorname',
  classLabel: 'Klasse',
  yearLabel: 'Jahrgang',
  birthDate: 'Geburtsdatum',
  majorityDate: 'Volljährig ab',
  exitDate: 'Abgangsdatum',
  exitOn: 'Abgangsdatum',
  wardId: 'Kennung des Kindes',
  relation: 'Art',
  custody: 'Sorgerecht',
  shortCode: 'Kürzel',
  subjects: 'Fächer',
  leadOf: 'Klassenleitung',
  courseLabel: 'Kurs',
  teacher: 'Lehrkraft',
  memberId: 'Kennung der Schülerin oder des Schülers',
}
/** The German names of the fields a problem speaks of; several are joined by commas. */
export function fieldWords(names: string | number | undefined): string {
  return String(names ?? '')
    .split(', ')
    .map((name) => fields[name] ?? name)
    .join(', ')
}

const AT_SOURCE = 'Im Schulverwaltungsprogramm berichtigen und neu exportieren.'
const is = (text: string) => (): string => text

export const problemWords: Readonly<Record<string, ProblemWords>> = {
  row_short: {
    what: (p) => `Die Zeile hat ${p.columns} statt ${p.columns_expected} Spalten.`,
    next: 'Meist steckt ein Zeilenumbruch in einer Zelle. ' + AT_SOURCE,
  },
  row_long: {
    what: (p) => `Die Zeile hat ${p.columns} statt ${p.columns_expected} Spalten.`,
    next: 'Meist steckt ein Trennzeichen in einer Zelle. ' + AT_SOURCE,
  },
  rows_contradict: {
    what: (p) => `Dieselbe Kennung steht mehrmals da (Zeilen ${p.lines}), aber verschieden: ${fieldWords(p.fields)}.`,
    next: 'Im Programm nachsehen, welche Zeile gilt.',
  },
  id_missing: { what: is('Die Kennung fehlt.'), next: 'Ohne Kennung wird niemand erkannt. ' + AT_SOURCE },
  id_unreadable: { what: is('Die Kennung ist nicht zu lesen.'), next: AT_SOURCE },
  id_rounded: {
    what: is('Die Kennung wurde gerundet.'),
    next: 'Die Datei wurde in einer Tabellenkalkulation gespeichert. Direkt aus dem Programm exportieren, ohne sie dort zu öffnen.',
  },
  name_missing: { what: (p) => `${fieldWords(p.field)} fehlt.`, next: AT_SOURCE },
  name_not_separable: {
    what: is('Vor- und Nachname lassen sich nicht trennen.'),
    next: 'Zwischen ihnen steht genau ein Komma: Nachname, Vorname. ' + AT_SOURCE,
  },
  name_too_long: { what: (p) => `${fieldWords(p.field)} ist länger als ${p.characters_max} Zeichen.`, next: AT_SOURCE },
  name_character_refused: { what: (p) => `${fieldWords(p.field)} enthält ein unsichtbares Zeichen (${p.character}).`, next: AT_SOURCE },
  name_garbled: { what: (p) => `${fieldWords(p.field)} ist falsch kodiert (Ã¼ statt ü).`, next: 'Beim Export UTF-8 oder Windows-1252 wählen.' },
  name_without_letter: { what: (p) => `${fieldWords(p.field)} enthält keinen Buchstaben.`, next: AT_SOURCE },
  label_unreadable: { what: (p) => `${fieldWords(p.field)} ist nicht zu lesen.`, next: AT_SOURCE },
  date_unreadable: { what: (p) => `${fieldWords(p.field)} ist kein Datum.`, next: 'Geschrieben wie 23.07.2012. ' + AT_SOURCE },
  date_implausible: { what: (p) => `${fieldWords(p.field)} kann nicht stimmen.`, next: AT_SOURCE },
  majority_contradicts: { what: is('Geburtsdatum und Tag der Volljährigkeit passen nicht zusammen.'), next: AT_SOURCE },
  ward_id_missing: { what: is('Die Kennung des Kindes fehlt oder ist nicht zu lesen.'), next: AT_SOURCE },
  ward_unknown: { what: is('Dieses Kind ist hier noch nicht erfasst.'), next: 'Zuerst die Datei mit den Schülerinnen und Schülern übernehmen, danach diese noch einmal.' },
  relation_unreadable: { what: is('Die Art ist nicht zu lesen.'), next: 'Bekannt sind Mutter, Vater, Vormund, Pflegeperson und Elternteil. ' + AT_SOURCE },
  custody_unreadable: { what: is('Ob das Sorgerecht besteht, ist nicht zu lesen.'), next: 'Erwartet wird ja oder nein. ' + AT_SOURCE },
  teacher_unknown: { what: is('Die Lehrkraft dieses Kurses ist hier nicht erfasst.'), next: 'Zuerst die Datei mit den Lehrkräften übernehmen. Der Raum des Kurses öffnet, sobald jemand für ihn verantwortlich ist.' },
  class_unknown: { what: is('Die Klasse dieser Klassenleitung gibt es hier nicht.'), next: 'Zuerst die Schülerinnen und Schüler übernehmen, danach diese Datei noch einmal.' },
  parent_id_missing: { what: is('In der Datei steht keine Kennung der Eltern.'), next: 'Ohne sie bekommt jedes Kind eigene Konten; ein gleicher Name macht niemanden zu derselben Person.' },
  custody_missing: { what: is('Keine Spalte sagt, wer das Sorgerecht hat.'), next: 'Ohne sie wird niemand als sorgeberechtigt eingetragen. Die Spalte beim Export dazunehmen oder unten zuordnen.' },
  parent_namesake: { what: is('Dieser Name steht bei mehreren Kindern, ohne Kennung. Vielleicht ist es dieselbe Person.'), next: 'Es bleiben getrennte Konten. Mit der Kennung der Eltern im Export wird daraus eines.' },
  no_holder: { what: is('Für dieses Kind hat in der Datei niemand das Sorgerecht.'), next: 'Daraus wird eine Aufgabe für die Einwilligungsverwaltung.' },
  custody_by_hand: { what: is('Hier hat die Schule etwas anderes eingetragen.'), next: 'Der Eintrag der Schule bleibt.' },
  encoding_guessed: {
    what: (p) => `Der Zeichensatz wurde aus dem Inhalt erschlossen: ${p.encoding === 'iso-8859-15' ? 'ISO-8859-15' : 'Windows-1252'}.`,
    next: 'Ein Blick auf die Umlaute unten genügt.',
  },
  file_ends_open: { what: is('Die letzte Zeile hat kein Ende.'), next: 'Fehlt hinten etwas, ist die Datei abgeschnitten; sonst ist alles gut.' },
  class_column_missing: { what: is('Eine Spalte mit der Klasse fehlt.'), next: 'Klassen bleiben, wie sie sind; neue Personen kommen in keine.' },
  birth_date_missing: { what: is('Das Geburtsdatum fehlt.'), next: 'Ohne den Tag der Volljährigkeit bleibt es bei der Einwilligung der Eltern.' },
  name_letters_lost: {
    what: (p) => `In ${fieldWords(p.field)} steht ein Fragezeichen, wo ein Buchstabe war.`,
    next: 'Das alte Programm kann ihn nicht schreiben. ' + AT_SOURCE,
  },
}
