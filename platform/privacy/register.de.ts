/** Words of the register of processing activities. No legal claims: the school enters its legal basis itself (A14). */
import { words as documentWords } from './texts.de.ts'

const days = (n: number): string => (n === 1 ? '1 Tag' : `${n} Tage`)

export const registerWords = {
  title: 'Verzeichnis der Verarbeitungstätigkeiten',
  intro: 'Ein Eintrag für jeden Teil der Plattform, der personenbezogene Daten verarbeitet. Er folgt aus dem, was die Plattform über sich selbst angibt, und aus den Einstellungen der Schule.',
  purpose: documentWords.purpose,
  purposeClass: documentWords.purposeClass,
  basis: documentWords.basis,
  basisMissing: documentWords.basisMissing,
  remark: 'Bemerkung der Schule',
  persons: 'Betroffene Personen',
  nobody: 'niemand, der sich aus den Daten selbst ergibt',
  stored: 'Wo es liegt',
  measures: 'Schutz',
  head: ['Daten', 'Woher', 'Wer sie sieht', 'Empfänger, Drittland', 'Wie lange'],
  noRecipients: 'keine Empfänger außerhalb',
  noThirdCountry: 'kein Drittland',
  inDatabase: (host: string | null) => (host === null ? 'Datenbank auf dem Rechner der Plattform' : `Datenbank auf ${host}`),
  inBlobs: (host: string | null) => (host === null ? 'Dateien und Bilder auf dem Rechner der Plattform, verschlüsselt' : `Dateien und Bilder auf ${host}, verschlüsselt`),
  inBackup: (place: string | null) => (place === null ? 'Sicherungen' : `Sicherungen auf ${place}`),
  backup: (n: number) => `In verschlüsselten Sicherungen bis zu ${days(n)} länger.`,
  noBackup: 'Nicht in Sicherungen.',
  gate: (needs: string) => `vorher nötig: ${needs}`,
  appendOnly: (isAll: boolean) => `${isAll ? 'Einträge lassen' : 'ein Teil der Einträge lässt'} sich vom Programm nur anfügen, nicht ändern`,
  shred: 'Inhalte verschlüsselt, der Schlüssel wird mit dem Konto vernichtet',
  evidence: 'Nachweise werden bei der endgültigen Löschung versiegelt',
  seeMeasures: 'die Liste der Maßnahmen',
} as const
