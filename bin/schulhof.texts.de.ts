/** Words of the admin's command line. */
export const commandTexts = {
  usage: 'Aufruf: bin/schulhof import preview|apply DATEI --as KONTO | journal verify | clock confirm',
  importAs: 'Bitte mit --as KONTO angeben, wer importiert. Die Person muss für die Aufgabe „Konten“ bestellt sein (Nr. 4).',
  importNotAppointed: (account: string) => `Das Konto ${account} gibt es nicht, oder es ist nicht für die Aufgabe „Konten“ bestellt. Die Schulleitung bestellt unter Verwaltung.`,
  journalWhole: (entries: number, heads: number) => `Das Verzeichnis der Vorgänge ist vollständig: ${entries} Einträge, ${heads} unterschriebene Stände geprüft.`,
  clockNotAsked: 'Kein Server wartet auf ein Wort zur Uhr.',
  clockConfirmed: (now: string) => `Bestätigt: Die Uhr zeigt richtig (${now}). Der Server startet weiter.`,
  journalBroken: (problem: string) => `Das Verzeichnis der Vorgänge ist beschädigt: ${problem}`,
}
