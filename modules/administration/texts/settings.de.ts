/** Words of the page of the settings; those of each option stand in platform/school/settings.de.ts. */
import type { Clause } from '#platform/module/clauses.ts'
import { defineTexts } from '#platform/module/texts.ts'

const SECTIONS: Readonly<Partial<Record<Clause, string>>> = {
  '0': 'Dienstanweisung und Rechtsgrundlagen', '2': 'Einwilligung', '4': 'Anmelden, Passwörter, Bestellungen', '6': 'Protokolle', '9a': 'Nachrichten', '10': 'Konten für andere', '12': 'Fristen und Übernahme',
}

export const texts = defineTexts({
  title: 'Einstellungen',
  lead: 'Was die Schule anders entscheiden kann. Jede Entscheidung gilt sofort und steht mit Datum und Person im Verzeichnis.',
  after: 'Was danach geschieht',
  afterText: 'Steht die Einstellung in der Dienstanweisung, erinnert eine Aufgabe daran, die neue Fassung in Kraft zu setzen. Steht sie in „Was hier gespeichert wird“, lesen alle das Dokument neu, bevor sie wieder schreiben.',
  toSchool: 'Verzeichnis der Entscheidungen',
  section: ({ clause }: { clause: Clause }) => SECTIONS[clause] ?? `Abschnitt ${clause}`,
  decided: 'selbst entschieden',
  save: 'Entscheiden',
  cancel: 'Abbrechen',
  value: 'Wert',
  /** With the unit of the field. */
  between: ({ min, max }: { min: number; max: number }) => `Zwischen ${min} und ${max}.`,
  percent: 'Prozent',
  saved: ({ label }: { label: string }) => `Entschieden: ${label}.`,
})
