/** What runs by itself, in words, by the full name of the job (`module.job`). A test demands words for every one that a room declares. */
export const JOB_WORDS: Readonly<Record<string, string>> = {
  'identity.renewal_reminders_06': 'Morgens an fehlende neue Passwörter erinnern',
  'identity.renewal_reminders_10': 'Vormittags an fehlende neue Passwörter erinnern',
  'identity.renewal_reminders_14': 'Nachmittags an fehlende neue Passwörter erinnern',
  'identity.renewal_reminders_18': 'Abends an fehlende neue Passwörter erinnern',
  'journal.sign_heads': 'Das Verzeichnis der Vorgänge unterschreiben',
  'blobs.key_backup': 'Die Schlüssel der Dateien sichern',
  'blobs.sweep': 'Dateien entfernen, die zu nichts mehr gehören',
  'erasure.retention': 'Löschen, was seine Frist hinter sich hat',
  'administration.reminders': 'An Bestellungen und Erklärungen erinnern',
  'administration.host_check': 'Nachsehen, wie der Rechner der Schule eingestellt ist',
  'consent.consent.refresh': 'Zugänge prüfen: Einwilligung, Volljährigkeit, Abgang',
  'consent.consent.samples': 'Stichproben der eingetragenen Einwilligungen ziehen',
  'lifecycle.delete_leavers': 'Konten nach dem letzten Tag löschen',
  'lifecycle.purge': 'Endgültig löschen, was nicht mehr wiederherstellbar ist',
  'control.probe': 'Die Sperren der Seite „Kontrolle“ prüfen',
  'backup.alarm': 'Warnen, wenn Sicherungen oder Proben fehlen',
  'backup.drill': 'Probe: eine Sicherung zurückspielen',
  'backup.nightly': 'Sicherung der Nacht',
  'logs.drop_waiting': 'Alte Anfragen in Protokollfällen verwerfen',
  'people.departures': 'Offene Fragen „Geht ab?“ prüfen',
  'safe.ask': 'An den Schlüssel für den Tresor erinnern',
}

/** The words of a job; its name where there are none yet, so that nothing that runs is hidden. */
export function jobWord(name: string): string {
  return JOB_WORDS[name] ?? name
}
