/** Words of the page of settings: each option by its name, what it does, and its choices. */
import { defineTexts } from '#platform/module/texts.ts'

type Words = { label: string; hint: string; unit?: string; choices?: Readonly<Record<string, string>> }

const YES_NO = { true: 'ja', false: 'nein' } as const

export const SETTING_WORDS: Readonly<Record<string, Words>> = {
  'consent.class_lead_entry': { label: 'Darf die Klassenleitung unterschriebene Formulare der eigenen Klasse eintragen?', hint: 'Wer genau, weisen Sie unter „Einwilligungen“ zu.', choices: YES_NO },
  'consent.pupil_voice_age': { label: 'Ab wann zählt das eigene Nein eines Kindes?', hint: 'Dann schließt es den Zugang, auch wenn die Eltern einverstanden sind.', choices: { 14: 'ab 14 Jahren', 16: 'ab 16 Jahren', off: 'erst ab 18' } },
  'consent.pupil_co_declaration': { label: 'Müssen Jugendliche zusätzlich selbst einwilligen?', hint: 'Ab demselben Alter, neben den Eltern. In Bayern voreingestellt.', choices: YES_NO },
  'consent.reconsent_days': { label: 'Frist nach einem neuen Einwilligungstext', hint: 'So lange bleibt der Zugang offen, während neu unterschrieben wird.', unit: 'Tage' },
  'majority.grace_days': { label: 'Frist nach dem 18. Geburtstag', hint: 'So lange gilt die Einwilligung der Eltern noch.', unit: 'Tage' },
  'majority.after_grace': { label: 'Und wenn dann keine eigene Erklärung da ist?', hint: '', choices: { block: 'Der Zugang schließt sich', keep: 'Der Zugang bleibt offen, bis widerrufen wird' } },
  'consent.languages': { label: 'Lesehilfen neben dem deutschen Formular', hint: 'Es gilt immer nur der deutsche Text.', choices: { tr: 'Türkisch', ar: 'Arabisch', uk: 'Ukrainisch', ru: 'Russisch', en: 'Englisch' } },

  'pw.pupil_min': { label: 'Passwörter von Schülerinnen und Schülern', hint: 'Mindestlänge.', unit: 'Zeichen' },
  'pw.staff_min': { label: 'Passwörter von Erwachsenen', hint: 'Mindestlänge. Für alle mit Amt oder Aufgabe immer, für die anderen ohne zweiten Faktor.', unit: 'Zeichen' },
  'pw.staff_min_mfa': { label: 'Passwörter von Erwachsenen mit zweitem Faktor', hint: 'Mindestlänge ohne Amt und Aufgabe.', unit: 'Zeichen' },
  'mfa.staff': { label: 'Zweiter Faktor im Kollegium', hint: 'Mit Amt oder Aufgabe ist er immer nötig.', choices: { off: 'nicht ansprechen', encouraged: 'empfehlen', required: 'von allen verlangen' } },
  'pw.teacher_reset': { label: 'Wer hilft bei einem vergessenen Passwort mit einem Code?', hint: 'Der Code gilt eine Viertelstunde und einmal.', choices: { own_groups: 'Lehrkräfte in ihren Klassen und Kursen', class_lead: 'nur die Klassenleitung', off: 'niemand; es gibt einen neuen Zettel' } },
  'signin.cards_to_grade': { label: 'Anmelden mit Karte und Bildern bis Klasse', hint: 'Für die Jüngsten. 0 heißt: niemand.' },
  'slip.days': { label: 'Zugangszettel gelten', hint: 'In den Ferien gedruckte zählen ab dem ersten Schultag.', unit: 'Tage' },
  'log.signin_days': { label: 'Eigene Anmeldeversuche bleiben sichtbar', hint: 'Alle sehen nur ihre eigenen.', unit: 'Tage' },

  'session.shared_idle_minutes': { label: 'Gemeinsames Gerät: Abmelden ohne Eingabe nach', hint: '', unit: 'Minuten' },
  'session.own_days': { label: 'Eigenes Gerät von Schülerinnen, Schülern und Eltern: angemeldet', hint: '', unit: 'Tage' },
  'session.staff_hours': { label: 'Eigenes Gerät im Kollegium: angemeldet', hint: '', unit: 'Stunden' },
  'session.staff_days': { label: 'Dasselbe mit „Angemeldet bleiben“', hint: '', unit: 'Tage' },
  'school.networks': { label: 'Netze der Schule', hint: 'Eine Adresse oder ein Bereich je Zeile, zum Beispiel 10.20.0.0/16. Von dort gilt ein Gerät zuerst als gemeinsames, und Fehlversuche von außen bremsen niemanden aus.' },

  'messenger.direct_pupil_pupil': { label: 'Dürfen Schülerinnen und Schüler einander einzeln schreiben?', hint: 'In Klassen und Kursen schreiben sie immer.', choices: YES_NO },
  'groups.archive_days': { label: 'Beendete Kurse und Klassen bleiben lesbar', hint: 'Für die Mitglieder. Geschrieben wird darin nicht mehr.', unit: 'Tage' },
  'import.safety_share': { label: 'Der Import hält an, wenn so viele fehlen', hint: 'Ohne den Abschlussjahrgang.', unit: 'Prozent' },

  'admin.term_months': { label: 'Wie lange gilt eine Bestellung?', hint: 'Bei „bis auf Widerruf“ erinnert die Plattform einmal im Jahr.', unit: 'Monate' },
  'instruction.grace_days': { label: 'Frist für eine neue Dienstanweisung', hint: 'Danach kommt nach der Anmeldung zuerst der Text.', unit: 'Tage' },
  'third_group.months_after_year': { label: 'Konten für andere enden', hint: 'Wenn Sie bei der Entscheidung nichts anderes sagen.', choices: { 1: 'einen Monat nach dem Schuljahr', 0: 'mit dem Schuljahr' } },
}

const GROUP_NAMES = { consent: 'Einwilligung', accounts: 'Anmelden und Passwörter', devices: 'Geräte', groups: 'Klassen, Nachrichten, Import', offices: 'Ämter und Dienstanweisung' } as const

export const texts = defineTexts({
  title: 'Einstellungen',
  lead: 'Was die Schule selbst entscheidet. Jede Änderung gilt sofort und steht mit Datum und Person im Verzeichnis.',
  groupName: ({ group }: { group: keyof typeof GROUP_NAMES }) => GROUP_NAMES[group],
  label: ({ option }: { option: string }) => SETTING_WORDS[option]?.label ?? option,
  hint: ({ option }: { option: string }) => SETTING_WORDS[option]?.hint ?? '',
  choice: ({ option, value }: { option: string; value: string }) => SETTING_WORDS[option]?.choices?.[value] ?? value,
  range: ({ option, min, max }: { option: string; min: number; max: number }) => `${min} bis ${max}${SETTING_WORDS[option]?.unit === undefined ? '' : ` ${SETTING_WORDS[option]!.unit}`}`,
  wrong: ({ min, max }: { min: number; max: number }) => `Eine ganze Zahl von ${min} bis ${max}.`,
  untilRevoked: 'bis auf Widerruf',
  atMost: 'höchstens so lange:',
  months: 'Monate',
  save: 'Speichern',
  saveGroup: ({ name }: { name: string }) => `Speichern: ${name}`,
  saved: ({ n }: { n: number }) => (n === 1 ? 'Entschieden und aufgeschrieben.' : `${n} Entscheidungen aufgeschrieben.`),
  instruction: 'Was davon in der Dienstanweisung steht, wird Ihnen danach als neue Fassung vorgelegt.',
  basis: 'Rechtsgrundlagen',
  basisLead: 'Steht bei jedem Modul unter „Was hier gespeichert wird“. Die Plattform schlägt nichts vor; leer heißt dort „von der Schule einzutragen“.',
  basisHint: ({ state }: { state: string }) => `Für ${state} bitte mit der datenschutzbeauftragten Person prüfen.`,
  toSchool: 'Name, Schuljahr, Ferien: Seite „Schule“',
  toHolders: 'Wie viele Unterschriften',
})
