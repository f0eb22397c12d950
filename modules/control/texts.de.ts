/** Words of the page Kontrolle. A row says only: technisch gesperrt, Erinnerung, organisatorisch (A14). */
import { count, defineTexts } from '#platform/module/texts.ts'

type Counted = { n: number; of: number }
type Many = { n: number }

const clauses = {
  '0': 'Freigaben und diese Anweisung', '1': 'Pädagogische Arbeit', '2': 'Einwilligung', '3': 'Videokonferenzen', '4': 'Administration, Passwörter', '5': 'Dateien', '6': 'Protokolldaten',
  '7': 'Fernwartung', '8': 'App, verlorene Geräte', '9a': 'Nachrichten', '9b': 'Foren', '10': 'E-Mail', '11': 'Einsicht in E-Mails', '12': 'Löschen',
} as const

const labels = { '0': 'Vorb.', '9a': '9 (Messenger)', '9b': '9 (Forum)' } as Readonly<Record<string, string>>

/** What each probe asks and what each figure counts, by its id. */
const lines = {
  'control.consent_gate': 'Ohne Einwilligung öffnet sich nichts',
  'consent.register': 'Jeder offene Zugang hat seine Erklärung',
  'consent.video_register': 'Video nur mit eigener Erklärung',
  'control.departed_gate': 'Wer gegangen ist, kommt nicht mehr hinein',
  'control.instruction_gate': 'Ohne Kenntnisnahme nur dieser Text',
  'control.membership_gate': 'Ohne Mitgliedschaft öffnet sich nichts von anderen',
  'control.inspection_gate': 'Kein Amt öffnet, was andere schreiben',
  'messenger.unattended_gate': 'Ohne verantwortliche Lehrkraft schreibt niemand',
  'administration.release_gate': 'Ohne Freigabe läuft kein Modul',
  'administration.appointed_only': 'Jedes Recht hat seine Bestellung',
  'control.own_family': 'Niemand entscheidet über die eigene Familie',
  'control.short_password': 'Mit zu kurzem Passwort ruht jedes Amt',
  'control.passwords': 'Schwache Passwörter werden abgelehnt',
  'control.journal': 'Das Verzeichnis der Vorgänge ist unverändert',
  'control.lost_devices': 'Nach einem Verlust ist keine Anmeldung offen',
  'control.declared_data': 'Alle Daten stehen im Dokument',
  'control.remote_ports': 'Kein Programm zur Fernwartung antwortet',
  'control.mail_ports': 'Kein Abruf über POP3 oder IMAP',
  'people.columns': 'Fremde Spalten werden nicht gelesen',
  'people.purposes': 'Jede Gruppe hat einen Zweck',
  'messenger.outside_gate': 'Niemand von außen, niemand ohne Regeln',
  'administration.released': ({ n, of }: Counted) => `${n} von ${of} Modulen freigegeben`,
  'administration.release_outdated': ({ n }: Many) => count(n, { one: 'Eine Freigabe erneuern', other: '# Freigaben erneuern' }),
  'administration.task_vacant': ({ n }: Many) => count(n, { one: 'Eine nötige Aufgabe hat niemand', other: '# nötige Aufgaben hat niemand' }),
  'administration.without_deputy': ({ n }: Many) => count(n, { one: 'Eine Aufgabe ohne Vertretung', other: '# Aufgaben ohne Vertretung' }),
  'instruction.acknowledged': ({ n, of }: Counted) => `${n} von ${of} haben die Anweisung zur Kenntnis genommen`,
  'instruction.to_publish': 'Der Text der Anweisung ist nicht aktuell',
  'school.options': ({ n, of }: Counted) => `${n} von ${of} Einstellungen selbst entschieden`,
  'safe.key': ({ n }: Many) => (n === 0 ? 'Der Schlüssel für den Tresor ist noch nicht gedruckt' : 'Der Schlüssel für den Tresor ist gedruckt'),
  'backup.sets': ({ n }: Many) => (n === 0 ? 'Seit zwei Nächten gibt es keine neue Sicherung' : 'In den letzten zwei Nächten wurde gesichert'),
  'backup.drill': ({ n }: Many) => (n === 0 ? 'Seit über acht Tagen hat keine Probe der Sicherung bestanden' : 'In den letzten acht Tagen hat eine Probe der Sicherung bestanden'),
  'backup.drill_reading': ({ n }: Many) => (n === 0 ? 'Proben spielen die Sicherung wirklich zurück' : 'Die Probe liest die Sicherung nur: Zum Zurückspielen fehlt das Recht, eine zweite Datenbank anzulegen'),
  'backup.same_machine': ({ n }: Many) => (n === 0 ? 'Sicherungen liegen nicht auf der Platte der Daten' : 'Sicherungen liegen auf derselben Platte wie die Daten: Geht sie verloren, ist beides weg'),
  'backup.ledger_lost': ({ n }: Many) => (n === 0 ? 'Kein Stand kommt ohne das Verzeichnis des Entzogenen aus einer Sicherung' : 'Eine Sicherung wurde ohne das Verzeichnis des Entzogenen zurückgespielt: Widerrufe und Löschungen seitdem bitte von Hand prüfen'),
  'consent.effective': ({ n, of }: Counted) => `${n} von ${of} mit wirksamer Einwilligung`,
  'consent.to_clarify': ({ n }: Many) => count(n, { one: 'Ein Widerruf zu klären', other: '# Widerrufe zu klären' }),
  'people.departure_unclear': ({ n }: Many) => count(n, { one: 'Bei einer Person ist offen, ob sie abgeht', other: 'Bei # Personen ist offen, ob sie abgehen' }),
  'messenger.unattended': ({ n }: Many) => count(n, { one: 'Ein Raum ohne verantwortliche Lehrkraft', other: '# Räume ohne verantwortliche Lehrkraft' }),
} as const

/** What a probe found, by its code; an operation's name stands as it is. */
const faults: Readonly<Record<string, string>> = {
  open_without_record: 'ein Zugang ist offen, für den es keine Erklärung gibt', session_without_consent: 'eine Anmeldung ohne Einwilligung', session_of_departed: 'eine Anmeldung nach dem Austritt',
  not_in_memory: 'die Anweisung wird nicht beachtet', without_record: 'ein Recht ohne Bestellung', appointed_self: 'jemand hat sich selbst bestellt', pupil_or_parent: 'eine Aufgabe bei jemandem, der keine haben darf',
  weak_password: 'ein leicht zu erratendes Passwort würde angenommen', short_password_counts: 'ein Amt gilt trotz zu kurzem Passwort', weak_hash: 'ein Passwort ist zu schwach gespeichert', journal_writable: 'das Verzeichnis könnte verändert werden',
  missing: 'es fehlen Einträge', unchained: 'ein Eintrag passt nicht', changed: 'ein Eintrag wurde verändert', truncated: 'das Ende fehlt', rewritten: 'die Kette wurde neu geschrieben', head_forged: 'eine Unterschrift stimmt nicht', head_missing: 'ein Monat ist nicht abgeschlossen',
  session_after_loss: 'eine Anmeldung hat die Verlustmeldung überdauert', undeclared_data: 'Daten, die im Dokument fehlen', document_outdated: 'das Dokument sagt etwas anderes als die Plattform tut',
  foreign_column: 'eine fremde Spalte wurde gelesen', nothing_read: 'die Prüfung konnte nichts lesen', without_purpose: 'eine Gruppe ohne Zweck',
}

export const texts = { clauses, labels, lines, faults, ...defineTexts({
  title: 'Kontrolle',
  lead: 'Zu jedem Abschnitt der Dienstanweisung: was die Plattform sperrt, wann das zuletzt geprüft wurde, und was auf wen wartet.',
  leadPart: 'Der Teil der Kontrolle, der die Arbeit der Beschäftigten betrifft.',
  probeNow: 'Jetzt prüfen',
  probed: 'Alle Prüfungen sind durch.',
  failed: ({ n }: Many) => count(n, { one: 'Eine Prüfung ist fehlgeschlagen.', other: '# Prüfungen sind fehlgeschlagen.' }),
  print: 'Drucken',
  printed: ({ date }: { date: string }) => `Stand ${date}`,
  summary: 'Überblick',
  allCalm: 'Alles ist geprüft, und nichts wartet.',
  clause: 'Abschnitt',
  locked: ({ date }: { date: string }) => `technisch gesperrt, zuletzt geprüft am ${date}`,
  notLocked: ({ date }: { date: string }) => `nicht gesperrt, geprüft am ${date}`,
  notProbed: 'noch nicht geprüft',
  longAgo: ({ date }: { date: string }) => `lange nicht geprüft, zuletzt am ${date}`,
  reminder: 'Erinnerung',
  organisational: 'organisatorisch',
  found: ({ fault }: { fault: string }) => `gefunden: ${fault}`,
  port: ({ port }: { port: string }) => `auf Anschluss ${port} antwortet ein Programm`,
  notAsked: 'die Prüfung kam nicht zu Ende',
  operation: ({ name }: { name: string }) => `„${name}“ ist offen`,
  checks: ({ n }: Many) => count(n, { one: 'einmal gefragt', other: '#-mal gefragt' }),
  countBroken: ({ n }: Many) => count(n, { one: 'ein Abschnitt nicht gesperrt', other: '# Abschnitte nicht gesperrt' }),
  countUnsure: ({ n }: Many) => count(n, { one: 'ein Abschnitt zu prüfen', other: '# Abschnitte zu prüfen' }),
  countOpen: ({ n }: Many) => count(n, { one: 'in einem Abschnitt wartet etwas', other: 'in # Abschnitten wartet etwas' }),
  set: ({ n }: Many) => `Was eingestellt ist${n === 0 ? '' : `, ${n} davon selbst entschieden`}`,
  toSettings: 'Einstellungen ändern',
  what: 'Was geprüft wurde',
  go: 'Ansehen',
  stateBroken: 'nicht gesperrt',
  stateUnsure: 'zu prüfen',
  stateOpen: 'wartet',
  stateCalm: 'geprüft',
  stateByPeople: 'ohne Prüfung',
  foot: 'Technisch gesperrt heißt: Die Plattform lässt es nicht zu, und eine Prüfung hat das bestätigt. Organisatorisch heißt: Darum kümmern sich Menschen.',
}), who: { head: 'Schulleitung', clerk: 'Einwilligungsverwaltung', admin: 'Administration', officer: 'Datenschutzbeauftragte' } } as const
