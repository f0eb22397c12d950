/** Words of the admin's command line. */
export const commandTexts = {
  usage: 'Aufruf: bin/schulhof import preview|apply DATEI --as KONTO | school-year preview|apply [DATEI] --as KONTO | school-year undo --as KONTO | export accounts|consents [--out DATEI] --as KONTO | verify | journal verify | blobs verify | blobs move --to folder|s3 | backup create|list|verify|drill|fetch-ledger|restore | clock confirm',
  importAs: 'Bitte mit --as KONTO angeben, wer handelt. Die Person muss dafür bestellt sein: „Konten“, für Einwilligungen „Einwilligungen“ (Nr. 4).',
  importNotAppointed: (account: string) => `Das Konto ${account} gibt es nicht, oder es ist nicht für diese Aufgabe bestellt. Die Schulleitung bestellt unter Verwaltung.`,
  firstInBrowser: (account: string) => `Für ${account} wartet im Browser noch etwas: die Dienstanweisung, ein zweiter Faktor oder ein längeres Passwort. Bitte dort anmelden, danach geht es hier.`,
  noSchool: (folder: string) => `In ${folder} ist noch keine Schule eingerichtet. Liegt sie in einem anderen Ordner, SCHULHOF_DATA angeben.`,
  outExists: (path: string) => `${path} gibt es schon. Überschrieben wird nichts; bitte einen anderen Namen angeben.`,
  outRefused: (path: string) => `${path} lässt sich nicht anlegen. Bitte einen Ordner angeben, in den Sie schreiben dürfen.`,
  exported: (n: number, path: string) => `${n} Zeilen nach ${path} geschrieben. Bitte löschen, sobald die Datei nicht mehr gebraucht wird.`,
  journalWhole: (entries: number, heads: number) => `Das Verzeichnis der Vorgänge ist vollständig: ${entries} Einträge, ${heads} unterschriebene Stände geprüft.`,
  clockNotAsked: 'Kein Server wartet auf ein Wort zur Uhr.',
  clockConfirmed: (now: string) => `Bestätigt: Die Uhr zeigt richtig (${now}). Der Server startet weiter.`,
  journalBroken: (problem: string) => `Das Verzeichnis der Vorgänge ist beschädigt: ${problem}`,
}
