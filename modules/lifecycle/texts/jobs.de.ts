import { count } from '#platform/module/texts.ts'
import type { RunResult } from '#platform/jobs/jobs.ts'

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

type Words = Readonly<Record<string, (n: number) => string>>

const many = (one: string, other: string) => (n: number) => count(n, { one, other })
const rows = many('1 Eintrag', '# Einträge')
const blobs = many('1 Inhalt', '# Inhalte')
const accounts = (did: string) => many(`1 Konto ${did}`, `# Konten ${did}`)
const renewals: Words = { missing: many('1 Person ohne neues Passwort', '# Personen ohne neues Passwort') }

/** What a run brought, by job and by the word of its result; `nothing` is said when all of it is zero. */
const RESULT_WORDS: Readonly<Record<string, { nothing: string; words: Words }>> = {
  'identity.renewal_reminders_06': { nothing: 'alle haben eins', words: renewals },
  'identity.renewal_reminders_10': { nothing: 'alle haben eins', words: renewals },
  'identity.renewal_reminders_14': { nothing: 'alle haben eins', words: renewals },
  'identity.renewal_reminders_18': { nothing: 'alle haben eins', words: renewals },
  'journal.sign_heads': { nothing: 'nichts Neues', words: { signed: many('1 Abschnitt unterschrieben', '# Abschnitte unterschrieben') } },
  'blobs.key_backup': { nothing: 'keine Schlüssel', words: { keys: many('1 Schlüssel gesichert', '# Schlüssel gesichert') } },
  'blobs.sweep': { nothing: 'nichts zu entfernen', words: { rows: (n) => `${blobs(n)} entfernt`, files: many('1 Rest entfernt', '# Reste entfernt'), held: () => 'wartet auf das Ende einer Sicherung' } },
  'erasure.retention': { nothing: 'nichts über seiner Frist', words: { rows: (n) => `${rows(n)} gelöscht` } },
  'administration.reminders': { nothing: 'nichts steht an', words: { open: many('1 Erinnerung offen', '# Erinnerungen offen') } },
  'administration.host_check': { nothing: 'noch keine Schule', words: { looked: many('1 Punkt angesehen', '# Punkte angesehen'), failed: (n) => `${n} rot` } },
  'consent.consent.refresh': { nothing: 'keine Einwilligungen', words: { looked: many('1 Zugang geprüft', '# Zugänge geprüft') } },
  'consent.consent.samples': { nothing: 'nichts eingetragen', words: { drawn: many('1 Stichprobe gezogen', '# Stichproben gezogen') } },
  'lifecycle.delete_leavers': { nothing: 'kein Konto an der Reihe', words: { deleted: accounts('gelöscht') } },
  'lifecycle.purge': { nothing: 'kein Konto an der Reihe', words: { purged: accounts('endgültig gelöscht'), emptied: accounts('geleert'), failed: accounts('nicht gelungen') } },
  'control.probe': { nothing: 'noch keine Schule', words: { passed: many('1 Sperre hält', '# Sperren halten'), failed: many('1 hält nicht', '# halten nicht') } },
  'backup.alarm': { nothing: 'nichts fehlt', words: { failed: () => 'Sicherung oder Probe fehlt' } },
  'backup.drill': { nothing: 'noch nicht wieder nötig', words: { drilled: () => 'bestanden', rows, blobs, failed: () => 'misslungen' } },
  'backup.nightly': { nothing: 'kein Ziel eingestellt', words: { made: () => 'gesichert', rows, blobs, cleared: many('1 alte entfernt', '# alte entfernt'), missing: (n) => `${blobs(n)} nicht lesbar`, failed: () => 'misslungen' } },
  'logs.drop_waiting': { nothing: 'keine verworfen', words: { dropped: many('1 Anfrage verworfen', '# Anfragen verworfen') } },
  'people.departures': { nothing: 'keine offen', words: { open: many('1 Frage offen', '# Fragen offen') } },
  'safe.ask': { nothing: 'Schlüssel ist da', words: { missing: () => 'Schlüssel fehlt' } },
}

/** What a run brought, in the order of the words above; a word that has no German yet stands last as it is, so that nothing is hidden. */
export function resultWords(job: string, result: RunResult): string {
  const { nothing, words } = RESULT_WORDS[job] ?? { nothing: '–', words: {} }
  const said = [...Object.keys(words), ...wordless(job, result)].flatMap((word) => {
    const n = result[word] ?? 0
    return n > 0 ? [words[word]?.(n) ?? `${word}: ${n}`] : []
  })
  return said.length === 0 ? nothing : said.join(', ')
}

/** Words of a result that have no German. */
export function wordless(job: string, result: RunResult): string[] {
  return Object.keys(result).filter((word) => RESULT_WORDS[job]?.words[word] === undefined)
}
