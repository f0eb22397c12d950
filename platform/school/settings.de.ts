/**
 * The options as people decide them: the clause they belong to, their words, and what can be chosen. Read by the page of the settings and by the page Kontrolle.
 * What may be chosen is checked by the schemas of options.ts, with which a test compares this list.
 */
import type { Clause } from '#platform/module/clauses.ts'
import { count, listNames } from '#platform/module/texts.ts'
import type { OptionKey } from './options.ts'

type Choice = { value: string | number | boolean; label: string; hint?: string }
/** A number with its unit in one and many, as `{n}` follows it; `none` is what 0 means. */
type Amount = { of: 'number'; min: number; max: number; one: string; other: string; none?: string }
export type SettingKind =
  | { of: 'choice'; choices: readonly Choice[] }
  | Amount
  /** A share, decided in percent. */
  | { of: 'percent'; min: number; max: number }
  | { of: 'several'; choices: readonly Choice[]; none: string }
  /** Lines of text, one each. */
  | { of: 'lines'; none: string }
  /** A text for each room that processes personal data. */
  | { of: 'rooms'; none: string }
export type Setting = { option: OptionKey; clause: Clause; label: string; hint: string; kind: SettingKind; /** It is decided on a page of its own. */ path?: string }

const days = (min: number, max: number, none?: string): Amount => ({ of: 'number', min, max, one: 'Tag', other: 'Tage', ...(none !== undefined && { none }) })
const signs = (min: number, max: number): Amount => ({ of: 'number', min, max, one: 'Zeichen', other: 'Zeichen' })

export const settings: readonly Setting[] = [
  { option: 'instruction.grace_days', clause: '0', label: 'Zeit, die Dienstanweisung zu lesen', hint: 'Danach führt die Anmeldung zuerst zum Text.', kind: days(0, 60, 'sofort') },
  { option: 'legal_basis', clause: '0', label: 'Rechtsgrundlagen', hint: 'Worauf sich die Schule stützt, je Teil der Plattform. Steht so im Dokument „Was hier gespeichert wird“. Bitte mit der Datenschutzbeauftragten oder dem Datenschutzbeauftragten klären.', kind: { of: 'rooms', none: 'noch nicht eingetragen' } },
  {
    option: 'consent.holders', clause: '2', label: 'Unterschriften', hint: 'Wie viele Kinder bei welcher Wahl warten, steht auf der eigenen Seite.', path: '/einwilligungen/unterschriften',
    kind: { of: 'choice', choices: [{ value: 'all', label: 'alle Sorgeberechtigten' }, { value: 'one_with_assurance', label: 'eine Person, die versichert, dass die andere einverstanden ist' }] },
  },
  {
    option: 'consent.pupil_voice_age', clause: '2', label: 'Eigenes Nein der Schülerinnen und Schüler', hint: 'Ab diesem Alter schließt auch ihr eigenes Nein den Zugang.',
    kind: { of: 'choice', choices: [{ value: 14, label: 'ab 14 Jahren' }, { value: 16, label: 'ab 16 Jahren' }, { value: 'off', label: 'erst ab 18' }] },
  },
  {
    option: 'consent.pupil_co_declaration', clause: '2', label: 'Eigene Zustimmung neben den Eltern', hint: 'Wirkt sofort: Wer in diesem Alter noch nicht selbst zugestimmt hat, kommt nicht mehr hinein, bis die Zustimmung da ist.',
    kind: { of: 'choice', choices: [{ value: false, label: 'nicht nötig' }, { value: true, label: 'ab 14 Jahren nötig', hint: 'oder ab 16, wenn das eigene Nein erst ab 16 zählt' }] },
  },
  {
    option: 'consent.class_lead_entry', clause: '2', label: 'Klassenleitungen tragen Formulare ein', hint: 'Nur für die eigene Klasse, und nur wenn die Schulleitung es zugewiesen hat.',
    kind: { of: 'choice', choices: [{ value: true, label: 'ja' }, { value: false, label: 'nein, nur das Sekretariat' }] },
  },
  {
    option: 'consent.languages', clause: '2', label: 'Lesehilfen zum Formular', hint: 'Erklären das Formular in anderen Sprachen. Es gilt der deutsche Text.',
    kind: { of: 'several', none: 'keine', choices: [{ value: 'tr', label: 'Türkisch' }, { value: 'ar', label: 'Arabisch' }, { value: 'uk', label: 'Ukrainisch' }, { value: 'ru', label: 'Russisch' }, { value: 'en', label: 'Englisch' }] },
  },
  { option: 'consent.reconsent_days', clause: '2', label: 'Zeit für eine neue Fassung', hint: 'So lange bleibt der Zugang offen, wenn der Text der Einwilligung neu ist.', kind: days(0, 120, 'keine, der Zugang schließt sofort') },
  { option: 'majority.grace_days', clause: '2', label: 'Zeit nach dem 18. Geburtstag', hint: 'So lange trägt die Einwilligung der Eltern noch.', kind: days(0, 90, 'keine') },
  {
    option: 'majority.after_grace', clause: '2', label: 'Ohne eigene Erklärung nach dieser Zeit', hint: 'Was gilt, wenn die volljährige Person nichts gesagt hat.',
    kind: { of: 'choice', choices: [{ value: 'block', label: 'Zugang schließt' }, { value: 'keep', label: 'Einwilligung der Eltern gilt weiter' }] },
  },

  { option: 'pw.pupil_min_young', clause: '4', label: 'Passwort bis Klasse 7', hint: 'Mindestlänge.', kind: signs(8, 20) },
  { option: 'pw.pupil_min', clause: '4', label: 'Passwort ab Klasse 8', hint: 'Mindestlänge.', kind: signs(8, 20) },
  { option: 'pw.staff_min', clause: '4', label: 'Passwort von Beschäftigten und Eltern', hint: 'Mindestlänge. Gilt immer für Ämter und Aufgaben.', kind: signs(15, 40) },
  { option: 'pw.staff_min_mfa', clause: '4', label: 'Passwort mit zweitem Faktor', hint: 'Mindestlänge für Beschäftigte ohne Amt, die einen zweiten Faktor haben.', kind: signs(12, 40) },
  {
    option: 'mfa.staff', clause: '4', label: 'Zweiter Faktor im Kollegium', hint: 'Wer ein Amt oder eine Aufgabe hat, braucht ihn immer.',
    kind: { of: 'choice', choices: [{ value: 'off', label: 'freiwillig' }, { value: 'encouraged', label: 'empfohlen' }, { value: 'required', label: 'nötig für alle Beschäftigten' }] },
  },
  {
    option: 'pw.teacher_reset', clause: '4', label: 'Codes für ein vergessenes Passwort', hint: 'Wer Schülerinnen und Schülern einen Code geben darf.',
    kind: { of: 'choice', choices: [{ value: 'own_groups', label: 'Lehrkräfte der eigenen Gruppen' }, { value: 'class_lead', label: 'nur die Klassenleitung' }, { value: 'off', label: 'niemand, es gibt nur Zettel' }] },
  },
  {
    option: 'profile.pupil_avatars', clause: '1', label: 'Bilder von Schülerinnen und Schülern', hint: 'Ob sie im Profil ein Bild von sich zeigen können. Aus: Auch vorhandene Bilder sieht niemand mehr.',
    kind: { of: 'choice', choices: [{ value: true, label: 'ja, jede Person selbst' }, { value: false, label: 'nein' }] },
  },

  { option: 'slip.days', clause: '4', label: 'Zugangszettel gelten', hint: 'In den Ferien gedruckte zählen ab dem ersten Schultag. Zettel für Eltern gelten 60 Tage.', kind: days(1, 60) },
  { option: 'signin.cards_to_grade', clause: '4', label: 'Karte und Bilder statt Passwort', hint: 'Bis zu dieser Klasse melden sich Kinder mit einer Karte und drei Bildern an.', kind: { of: 'number', min: 0, max: 6, one: '. Klasse', other: '. Klasse', none: 'niemand' } },
  { option: 'session.shared_idle_minutes', clause: '4', label: 'Gemeinsames Gerät: Abmelden nach Pause', hint: 'Ohne Eingabe.', kind: { of: 'number', min: 5, max: 30, one: 'Minute', other: 'Minuten' } },
  { option: 'session.own_days', clause: '4', label: 'Eigenes Gerät: angemeldet bleiben', hint: 'Schülerinnen, Schüler und Eltern.', kind: days(1, 90) },
  { option: 'session.staff_hours', clause: '4', label: 'Eigenes Gerät: Beschäftigte', hint: 'Wie lange eine Anmeldung gilt.', kind: { of: 'number', min: 1, max: 24, one: 'Stunde', other: 'Stunden' } },
  { option: 'session.staff_days', clause: '4', label: '„Angemeldet bleiben“ für Beschäftigte', hint: 'Auf dem eigenen Gerät, wenn sie es wählen.', kind: days(1, 30) },
  { option: 'school.networks', clause: '4', label: 'Netze der Schule', hint: 'Adressbereiche, einer je Zeile, zum Beispiel 10.20.0.0/16. Dort gilt „gemeinsames Gerät“ als Vorschlag, und wer nach einem Verlust im Netz der Schule ist, wählt ein neues Passwort.', kind: { of: 'lines', none: 'nicht eingetragen' } },
  {
    option: 'admin.term_months', clause: '4', label: 'Bestellungen gelten höchstens', hint: 'Frühere Bestellungen bleiben, wie sie sind.',
    kind: { of: 'choice', choices: [{ value: 'until_revoked', label: 'bis auf Widerruf' }, { value: 6, label: '6 Monate' }, { value: 12, label: '12 Monate' }, { value: 24, label: '24 Monate' }, { value: 36, label: '36 Monate' }] },
  },

  { option: 'log.signin_days', clause: '6', label: 'Eigene Anmeldeversuche', hint: 'So lange sieht jede Person die eigenen.', kind: days(1, 30) },

  {
    option: 'messenger.direct_pupil_pupil', clause: '9a', label: 'Schülerinnen und Schüler untereinander', hint: 'Ob sie sich einzeln schreiben können. Mit Lehrkräften der eigenen Gruppen geht es immer.',
    kind: { of: 'choice', choices: [{ value: false, label: 'können sich nicht einzeln schreiben' }, { value: true, label: 'können sich einzeln schreiben' }] },
  },

  {
    option: 'third_group.months_after_year', clause: '10', label: 'Konten für andere enden', hint: 'Wenn die Schulleitung nichts anderes entscheidet.',
    kind: { of: 'choice', choices: [{ value: 0, label: 'mit dem Schuljahr' }, { value: 1, label: 'einen Monat nach dem Schuljahr' }] },
  },

  {
    option: 'delete.auto_on_exit', clause: '12', label: 'Löschen nach dem letzten Tag', hint: 'Ob Konten nach dem Abgang von selbst gelöscht werden.',
    kind: { of: 'choice', choices: [{ value: true, label: 'von selbst' }, { value: false, label: 'durch die Administration' }] },
  },
  { option: 'delete.staff_days', clause: '12', label: 'Beschäftigte: Zeit zum Übergeben', hint: 'So lange nach dem letzten Tag bleibt das geschlossene Konto, damit die Schule übernehmen kann, was ihr gehört.', kind: days(0, 60, 'keine') },
  { option: 'delete.restore_days', clause: '12', label: 'Gelöschte Konten wiederherstellen', hint: 'Danach ist alles endgültig fort. Für Konten, die schon gelöscht sind, gilt die Zeit von damals.', kind: days(0, 90, 'gar nicht') },
  {
    option: 'delete.shared_authored', clause: '12', label: 'Beiträge endgültig gelöschter Konten', hint: 'Was sie in gemeinsamen Räumen geschrieben haben.',
    kind: { of: 'choice', choices: [{ value: 'anonymise', label: 'bleiben, als „Gelöschtes Konto“' }, { value: 'delete', label: 'werden geleert' }] },
  },
  {
    option: 'delete.early_purge_on_request', clause: '12', label: 'Sofort endgültig löschen', hint: 'Auf Wunsch der Familie; die Schulleitung entscheidet mit.',
    kind: { of: 'choice', choices: [{ value: true, label: 'möglich' }, { value: false, label: 'nicht möglich' }] },
  },
  {
    option: 'export.guardian_content', clause: '12', label: 'Eltern nehmen Inhalte des Kindes mit', hint: 'Was das Kind selbst geschrieben und abgelegt hat. Stammdaten, Einwilligungen und Verzeichnisse bekommen Sorgeberechtigte immer.',
    kind: { of: 'choice', choices: [{ value: 'off', label: 'nein, nur das Kind selbst' }, { value: 'below_age_14', label: 'bis zum 14. Geburtstag', hint: 'Das Kind sieht im eigenen Profil, dass es so ist.' }] },
  },
  { option: 'consent.evidence_years', clause: '2', label: 'Nachweise von Einwilligungen', hint: 'So lange bleiben sie nach der endgültigen Löschung, versiegelt.', kind: { of: 'number', min: 1, max: 5, one: 'Jahr', other: 'Jahre' } },
  { option: 'log.tech_days', clause: '6', label: 'Technisches Protokoll', hint: 'Unter Pseudonym, ohne Inhalte. Danach sind die Zeilen fort.', kind: days(1, 180) },
  { option: 'log.admin_days', clause: '6', label: 'Protokoll der Verwaltung', hint: 'Handlungen mit Amt oder Aufgabe. Es geht in ganzen Monaten.', kind: days(30, 365) },
  {
    option: 'incident.keep_days', clause: '0', label: 'Abgeschlossene Datenschutzvorfälle', hint: 'So lange bleiben sie nach dem Abschluss als Nachweis.',
    kind: { of: 'choice', choices: [{ value: 365, label: 'ein Jahr' }, { value: 1_095, label: 'drei Jahre' }, { value: 1_825, label: 'fünf Jahre' }, { value: 3_650, label: 'zehn Jahre' }] },
  },
  { option: 'messenger.retention_days', clause: '12', label: 'Nachrichten', hint: 'Nach dem Ende des Schuljahrs; in Klassen, Kursen und Gruppen nach deren Ende, und nie kürzer, als Mitglieder sie dann noch lesen.', kind: days(0, 400, 'gar nicht') },
  { option: 'groups.archive_days', clause: '12', label: 'Beendete Kurse lesen', hint: 'So lange sehen Mitglieder noch, was darin steht.', kind: days(0, 400, 'gar nicht') },
  { option: 'backup.days', clause: '12', label: 'Sicherungen aufheben', hint: 'Ältere gehen von selbst. Gelöschtes steht so lange noch verschlüsselt in Sicherungen.', kind: days(7, 180) },
  { option: 'import.safety_share', clause: '12', label: 'Sicherheitshalt der Übernahme', hint: 'Fehlen in einer Datei mehr Personen als dieser Anteil, hält sie an und fragt nach.', kind: { of: 'percent', min: 1, max: 100 } },
]

/** Options that stand in the texts and that nothing obeys before there is deletion, retention and backup: nobody is offered a choice that does nothing. Each becomes one of `settings` with what obeys it. */
export const NOT_YET: readonly OptionKey[] = []

/** Options that other pages ask for: the first run and the page „Schule“. */
export const ELSEWHERE: readonly OptionKey[] = ['school.name', 'school.state', 'school.type', 'school.is_small', 'schoolyear.own', 'schoolyear.closed', 'admin_system.hint', 'authority_contact']

/** A value in words. A value that fits no choice any more stands for itself. */
export function valueWord({ kind }: Pick<Setting, 'kind'>, value: unknown): string {
  switch (kind.of) {
    case 'choice': return kind.choices.find((one) => one.value === value)?.label ?? String(value)
    case 'number': return value === 0 && kind.none !== undefined ? kind.none : kind.one.startsWith('.') ? `bis zur ${String(value)}${kind.one}` : count(Number(value), { one: `# ${kind.one}`, other: `# ${kind.other}` })
    case 'percent': return `${Math.round(Number(value) * 100)} %`
    case 'several': return named((value as readonly unknown[]).map((one) => kind.choices.find((choice) => choice.value === one)?.label ?? String(one)), kind.none)
    case 'lines': return named((value as readonly unknown[]).map(String), kind.none)
    case 'rooms': {
      const n = Object.values(value as Record<string, string>).filter((text) => text.trim() !== '').length
      return n === 0 ? kind.none : count(n, { one: 'für # Teil eingetragen', other: 'für # Teile eingetragen' })
    }
  }
}

function named(names: readonly string[], none: string): string {
  return names.length === 0 ? none : listNames(names)
}
