/** Words of the first run and of the page of the school. */
import { count, defineTexts } from '#platform/module/texts.ts'
import { settings } from '#platform/school/settings.de.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

export const TYPE_NAMES = {
  primary: 'Grundschule', secondary: 'Weiterführende Schule (ab Klasse 5)', comprehensive: 'Gesamtschule oder Schule mit mehreren Stufen', vocational: 'Berufsbildende Schule', special: 'Förderschule', other: 'Andere Schule',
} as const

export const CLOSED_NAMES = {
  autumn: 'Herbstferien', christmas: 'Weihnachtsferien', winter: 'Winterferien', easter: 'Osterferien', whitsun: 'Pfingstferien', summer: 'Sommerferien', day_off: 'Unterrichtsfreier Tag', own: 'Schulfrei (eigener Tag)',
} as const

const OPTION_NAMES: Readonly<Record<string, string>> = {
  'school.name': 'Name der Schule', 'school.state': 'Bundesland', 'school.type': 'Schulart', 'school.is_small': 'Kleine Schule', 'schoolyear.own': 'Schuljahr', 'schoolyear.closed': 'Ferien',
  'admin_system.hint': 'Ablageort der Verwaltung', authority_contact: 'Schulträger', ...Object.fromEntries(settings.map((one) => [one.option, one.label])),
}

type Many = { n: number }

export const texts = defineTexts({
  firstRun: 'Schule einrichten',
  firstRunLead: 'Fünf kurze Schritte, etwa drei Minuten. Alles lässt sich später unter „Verwaltung“ ändern.',
  steps: 'Schritte der Einrichtung',
  stepOf: ({ n, of }: { n: number; of: number }) => `Schritt ${n} von ${of}`,
  stepSchool: 'Schule',
  stepYear: 'Schuljahr',
  stepHead: 'Leitung',
  stepPrivacy: 'Datenschutz',
  stepConsent: 'Einwilligung',
  next: 'Weiter',
  backStep: 'Zurück',
  missing: 'Hier fehlt noch etwas.',
  installerCode: 'Einmalcode',
  installerCodeHint: 'Steht im Fenster, in dem die Plattform gestartet wurde. Er gilt nur für diese Einrichtung.',
  schoolName: 'Name der Schule',
  schoolNameHint: 'So, wie er auf Briefen steht',
  type: 'Schulart',
  typeHint: 'Setzt passende Vorgaben, zum Beispiel für die Anmeldung jüngerer Kinder.',
  typeHintLater: 'Ändert nur diese Angabe. Was sonst gilt, steht unter „Einstellungen“ und bleibt, wie es ist.',
  typeName: ({ type }: { type: keyof typeof TYPE_NAMES }) => TYPE_NAMES[type],
  state: 'Bundesland',
  stateHint: 'Danach richten sich Ferien und Feiertage.',
  stateVoice: 'In Bayern ist voreingestellt: Ab 14 Jahren willigen Schülerinnen und Schüler zusätzlich zu den Eltern selbst ein.',
  size: 'Wie viele Beschäftigte hat die Schule?',
  sizeNormal: '15 oder mehr',
  sizeSmall: 'weniger als 15',
  sizeSmallHint: 'Dann dürfen einzelne Ämter auch Personen von außen haben, zum Beispiel eine Nachbarschulleitung.',

  yearLead: ({ label }: { label: string }) => `Schuljahr ${label}. Vorgeschlagen sind die Tage des Bundeslands; bitte vergleichen und anpassen.`,
  yearStart: 'Erster Tag des Schuljahrs',
  yearEnd: 'Letzter Tag des Schuljahrs',
  holidays: 'Ferien und freie Tage',
  holidaysUnknown: 'Für dieses Bundesland und Jahr ist keine Liste hinterlegt. Bitte die Ferien eintragen oder später ergänzen.',
  publicHolidays: 'Gesetzliche Feiertage rechnet die Plattform selbst.',
  closedName: ({ kind }: { kind: keyof typeof CLOSED_NAMES }) => CLOSED_NAMES[kind],
  kind: 'Was ist frei?',
  from: 'Von',
  until: 'Bis',
  period: ({ from, until }: { from: string; until: string }) => (from === until ? formatGermanDate(from) : `${formatGermanDate(from)} bis ${formatGermanDate(until)}`),
  removePeriod: ({ name, from }: { name: string; from: string }) => `${name} ab ${formatGermanDate(from)} entfernen`,
  addPeriod: 'Zeitraum hinzufügen',
  periodWrong: 'Der letzte Tag liegt vor dem ersten.',

  head: 'Schulleitung',
  headHint: 'Die Person, die freigibt und bestellt. Sie bekommt das erste Konto.',
  deputy: 'Stellvertretung',
  deputyHint: 'Darf jederzeit alles, was die Schulleitung darf; das wird als „in Vertretung“ festgehalten.',
  withoutDeputy: 'Stellvertretung später eintragen',
  givenName: 'Vorname',
  familyName: 'Nachname',

  officer: 'Datenschutzbeauftragte Person',
  officerHint: 'Kann Verzeichnisse und Nachweise selbst nachsehen, aber keine Inhalte.',
  officerWhere: 'Wer ist das?',
  officerInside: 'jemand aus der Schule',
  officerOutside: 'jemand von außen',
  officerOutsideHint: 'zum Beispiel vom Schulträger oder ein Büro mit Vertrag',
  officerLater: 'später eintragen',
  reference: 'Vertrag oder Verpflichtung',
  referenceHint: 'Wo das Schriftstück zu finden ist, zum Beispiel: Vertrag vom 1.8., Ordner 3',
  adminSystem: 'Wohin gehören Unterlagen der Verwaltung?',
  adminSystemHint: 'Welches System, wer hilft. Steht bei jeder Ablehnung von Verwaltungsunterlagen, zum Beispiel: Schulverwaltungsprogramm, Frau Ott im Sekretariat.',
  authority: 'Schulträger',
  authorityHint: 'Name und wie man dort jemanden erreicht',
  optional: 'Kann leer bleiben und später ergänzt werden.',

  holdersTitle: 'Wie viele Unterschriften braucht eine Einwilligung?',
  holdersAll: 'Alle Sorgeberechtigten unterschreiben',
  holdersAllHint: 'Die sicherste Vorgabe. Wer allein sorgeberechtigt ist, kreuzt das an.',
  holdersOne: 'Eine Unterschrift mit Versicherung reicht',
  holdersOneHint: 'Die unterschreibende Person versichert, dass der andere Elternteil einverstanden ist.',
  holdersLater: 'Wie viele Kinder bei welcher Wahl noch warten, zeigt die Seite „Schule“, sobald die Kinder übernommen sind.',
  waitingNow: ({ n, of }: { n: number; of: number }) => (n === 0 ? `Kein Kind von ${of} wartet.` : `${count(n, { one: 'Ein Kind wartet', other: '# Kinder warten' })} (von ${of}).`),
  holdersGo: 'Zahlen ansehen und ändern',
  found: 'Schule einrichten',
  summary: 'Das wird eingerichtet',
  later: 'später',

  title: 'Schule',
  titleWords: 'Schule Name Schulart Ferien Schuljahr Bundesland Ablageort Schulträger Unterschriften Einstellungen Feiertage',
  lead: 'Was bei der Einrichtung gefragt wurde. Jede Änderung steht mit Datum und Person im Verzeichnis.',
  basics: 'Grunddaten',
  save: 'Speichern',
  saved: ({ what }: { what: string }) => `Entschieden: ${what}.`,
  year: ({ label }: { label: string }) => `Schuljahr ${label}`,
  yearNote: 'Neue Tage gelten ab sofort, zum Beispiel für Fristen in Schultagen.',
  presetAgain: 'Vorschlag des Bundeslands nehmen',
  history: 'Verzeichnis der Entscheidungen',
  historyEmpty: 'Noch wurde nichts anders entschieden.',
  optionName: ({ option }: { option: string }) => OPTION_NAMES[option] ?? option,
  decided: ({ date, name }: { date: string; name: string }) => `${formatGermanDate(date)}, ${name}`,
  represented: 'in Vertretung',
  yes: 'ja',
  no: 'nein',
  more: ({ n }: Many) => count(n, { one: 'Eine weitere Entscheidung', other: '# weitere Entscheidungen' }),
})
