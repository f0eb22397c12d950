/** Words of "Diese Woche" (A20): each item says what it is, what is suggested, and how long it takes. */
import type { Task } from '#platform/access/vocabulary.ts'
import { count, defineTexts, listNames } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

type Many = { n: number }
type Words = { title: string | ((n: number) => string); suggestion: string | ((day: string) => string) }

const many = (one: string, other: string) => (n: number) => count(n, { one, other })
const UNKNOWN: Words = { title: many('Eine Aufgabe wartet', '# Aufgaben warten'), suggestion: 'einzeln ansehen.' }

/** The areas as the page of the appointments calls them. */
export const AREAS: Readonly<Record<Task, string>> = {
  users: 'Konten', groups: 'Klassen und Gruppen', consent_register: 'Einwilligungen', deletion: 'Löschungen', files: 'Dateien', mail: 'E-Mail-Betrieb', devices: 'Schulgeräte',
  logs: 'Protokolle', remote: 'Fernwartung', updates: 'Aktualisierungen',
}

/** A kind's title, and what is suggested; `day` is the one the suggestion names. */
export const WORDS: Readonly<Record<string, Words>> = {
  'administration.appointment_ends': { title: many('Eine Bestellung oder ein Amt endet bald', '# Bestellungen oder Ämter enden bald'), suggestion: 'neu übertragen, was weitergehen soll. Sonst endet es von selbst.' },
  'administration.appointment_yearly': { title: many('Eine Bestellung läuft seit einem Jahr', '# Bestellungen laufen seit einem Jahr'), suggestion: 'gilt weiter. Beenden geht jederzeit.' },
  'administration.confirm_releases': { title: 'Frühere Freigaben warten auf Ihren Blick', suggestion: 'ansehen und bestätigen. Sie galten vor Ihrer Zeit und gelten weiter, bis Sie anders entscheiden.' },
  'administration.custody_declare': { title: 'Ihre Erklärung zum root-Zugang ist fällig', suggestion: 'erklären, dass er nicht weitergegeben wurde. Das ist einmal im Jahr nötig.' },
  'administration.host_attention': { title: 'Der Rechner der Schule braucht Aufmerksamkeit', suggestion: 'ansehen, was die letzte Prüfung fand, und ändern lassen.' },
  'administration.other_ends': { title: many('Ein Konto einer Person von außen endet bald', '# Konten von Personen von außen enden bald'), suggestion: 'verlängern, wer bleibt. Sonst endet es von selbst.' },
  'administration.other_requested': { title: many('Ein Antrag auf ein Konto für eine Person von außen', '# Anträge auf Konten für Personen von außen'), suggestion: 'die Begründung lesen und entscheiden.' },
  'administration.root_compromised': { title: 'Der root-Zugang ist bekannt geworden', suggestion: 'jetzt den Zugang wechseln und den Wechsel eintragen.' },
  'administration.root_rotate': { title: 'Der root-Zugang wurde benutzt', suggestion: 'das Passwort wechseln, den neuen Umschlag versiegeln und den Wechsel eintragen.' },
  'backup.alarm': { title: 'Die Sicherung braucht Aufmerksamkeit', suggestion: 'die Administration (Aktualisierungen) nachsehen lassen: Seit Tagen gibt es keine neue Sicherung oder keine bestandene Probe.' },
  'consent.ban_at_work': { title: many('Ein Kontaktverbot betrifft jemanden aus dem Kollegium', '# Kontaktverbote betreffen jemanden aus dem Kollegium'), suggestion: 'ansehen und entscheiden, wie es in der Schule eingehalten wird. Auf der Plattform ist das Kind für die Person schon nicht mehr zu sehen.' },
  'consent.claim': { title: many('Eltern prüfen: eine Angabe wartet', 'Eltern prüfen: # Angaben warten'), suggestion: 'mit dem Papier vergleichen und bestätigen oder ablehnen. Vorher sehen die Eltern nichts.' },
  'consent.clarify': { title: many('Ein Widerruf ist zu klären', '# Widerrufe sind zu klären'), suggestion: 'mit der Familie sprechen, was aus dem Konto wird. Der Zugang bleibt so lange geschlossen.' },
  'consent.closed': { title: many('Eine Einwilligung gilt nicht mehr', '# Einwilligungen gelten nicht mehr'), suggestion: 'zur Kenntnis nehmen. Zu tun ist nichts.' },
  'consent.same_human_suggested': { title: 'Gleiche Namen im Kollegium und bei den Eltern', suggestion: 'ansehen, ob es derselbe Mensch ist. Verknüpft wird nichts von selbst.' },
  'consent.sample': { title: many('Stichprobe: Formulare einer Klasse vergleichen', 'Stichprobe: Formulare von # Klassen vergleichen'), suggestion: 'einige Einträge mit dem Papier vergleichen: stimmt oder stimmt nicht.' },
  'consent.withdrawal_confirmed': { title: many('Ein Widerruf gilt', '# Widerrufe gelten'), suggestion: 'zur Kenntnis nehmen. Er ist eingetragen und wirkt schon.' },
  'control.broken': { title: many('Eine Sperre hält nicht', '# Sperren halten nicht'), suggestion: 'auf der Seite „Kontrolle“ ansehen, was gefunden wurde, und heute klären.' },
  'identity.recovery_used': { title: 'Ihr Wiederherstellungscode wurde benutzt', suggestion: 'neue drucken, wenn Sie das waren. Wenn nicht: gleich das Passwort ändern und der Schulleitung Bescheid sagen.' },
  'identity.recovery_used_by': { title: many('Eine Person mit einem Amt hat einen Wiederherstellungscode benutzt', '# Personen mit einem Amt haben einen Wiederherstellungscode benutzt'), suggestion: 'kurz nachfragen, ob das stimmt. Der Hinweis geht weg, sobald neue Codes gedruckt sind.' },
  'identity.renewal_missing': { title: many('Eine Person hat nach einem Geräteverlust noch kein neues Passwort', '# Personen haben nach einem Geräteverlust noch kein neues Passwort'), suggestion: 'einen neuen Zettel drucken und geben.' },
  'identity.slip_denied': { title: many('Eine Person hat einen Code nicht selbst gewollt', '# Personen haben einen Code nicht selbst gewollt'), suggestion: 'mit ihr und mit der Lehrkraft sprechen, die ihn gemacht hat, und einen neuen Zettel drucken.' },
  'identity.spraying': { title: 'Jemand probiert von außen viele Anmeldenamen durch', suggestion: 'prüfen, ob Adressen in der Firewall zu sperren sind. Niemand ist dadurch gesperrt.' },
  'identity.ward_device': { title: many('Bei einem Kind wurde ein Gerät als verloren gemeldet', 'Bei # Kindern wurde ein Gerät als verloren gemeldet'), suggestion: 'neben dem Kind ein neues Passwort bestätigen. Alle Anmeldungen sind schon beendet.' },
  'incident.deadline': { title: many('Bei einem Datenschutzvorfall läuft die Frist ab', 'Bei # Datenschutzvorfällen läuft die Frist ab'), suggestion: 'entscheiden, ob die Aufsichtsbehörde eine Meldung bekommt. Wie viele Stunden noch bleiben, steht im Fall.' },
  'incident.finish': { title: many('Ein Datenschutzvorfall ist noch nicht abgeschlossen', '# Datenschutzvorfälle sind noch nicht abgeschlossen'), suggestion: 'entscheiden, ob die Betroffenen informiert werden, und den Fall abschließen.' },
  'incident.raised': { title: many('Ein Verdacht auf einen Datenschutzvorfall', '# Fälle mit Verdacht auf einen Datenschutzvorfall'), suggestion: 'heute ansehen. Für eine Meldung an die Aufsichtsbehörde bleiben 72 Stunden ab dem Bekanntwerden.' },
  'instruction.publish': { title: 'Der Text der Dienstanweisung ist nicht aktuell', suggestion: 'die neue Fassung ansehen und in Kraft setzen.' },
  'lifecycle.delete_clarified': { title: many('Ein Konto ist nach einem Widerruf zu löschen', '# Konten sind nach einem Widerruf zu löschen'), suggestion: 'löschen. Bis zum Ende der Frist lässt es sich wiederherstellen.' },
  'lifecycle.early_purge': { title: many('Eine Familie verlangt, dass ein Konto sofort endgültig gelöscht wird', '# Familien verlangen, dass ein Konto sofort endgültig gelöscht wird'), suggestion: 'den Grund lesen und entscheiden. Danach kann nichts wiederhergestellt werden.' },
  'lifecycle.evidence': { title: many('Versiegelte Nachweise sollen geöffnet werden', 'Versiegelte Nachweise sollen #-mal geöffnet werden'), suggestion: 'den Grund lesen und entscheiden. Wer gefragt hat, entscheidet nicht selbst.' },
  'logs.export': { title: many('Ein Protokollfall soll versiegelt an ein Gericht oder die Polizei gehen', '# Protokollfälle sollen versiegelt an Gerichte oder die Polizei gehen'), suggestion: 'Aktenzeichen, Zeitraum und Umfang ansehen und zustimmen oder ablehnen. Der Fall bleibt höchstens 24 Stunden offen.' },
  'logs.unmask': { title: many('In einem Protokollfall wird ein Name erbeten', 'In Protokollfällen werden # Namen erbeten'), suggestion: 'die Begründung lesen und erlauben oder ablehnen. Erst dann ist ein Name zu sehen.' },
  'logs.unmasked': { title: 'Ihr Name wurde in einem Protokollfall geöffnet', suggestion: 'ansehen, wozu und wer es erlaubt hat.' },
  'logs.unmasked_staff': { title: many('In einem Protokollfall wurde ein Name aus dem Kollegium geöffnet', 'In Protokollfällen wurden # Namen aus dem Kollegium geöffnet'), suggestion: 'im Verzeichnis der Fälle nachsehen, wozu. Wer es war, steht dort nicht.' },
  'people.custody_no_holder': { title: many('Bei einem Kind ist niemand als sorgeberechtigt eingetragen', 'Bei # Kindern ist niemand als sorgeberechtigt eingetragen'), suggestion: 'im Schulverwaltungsprogramm nachsehen und die Eltern neu übernehmen, oder Codes für den Brief drucken. Bis dahin zählen zwei Unterschriften auf dem Formular.' },
  'people.custody_unclear': { title: many('Bei einem Kind fehlt eine sorgeberechtigte Person in der Datei', 'Bei # Kindern fehlt eine sorgeberechtigte Person in der Datei'), suggestion: 'im Schulverwaltungsprogramm nachsehen. Bis dahin gilt weiter, was eingetragen ist.' },
  'people.departure_overdue': { title: 'Seit zwei Wochen ist offen, wer abgeht', suggestion: 'mit der Person sprechen, die die Konten betreut, oder eine Vertretung bestellen. Wer in der Datei fehlt, hat seit einer Woche keinen Zugang mehr; mit der Antwort ist er wieder offen.' },
  'people.departure_unclear': { title: many('Eine Person fehlt in der letzten Datei', '# Personen fehlen in der letzten Datei'), suggestion: (day) => `als Abgang eintragen, letzter Tag ${formatGermanDate(day)}. Bis dahin lässt es sich mit einem Klick zurücknehmen.` },
  'safe.key_missing': { title: 'Der Schlüssel für den Tresor ist noch nicht gedruckt', suggestion: 'drucken und einschließen. Bis dahin kann nur dieser Rechner die Sicherungen öffnen.' },
  'school.represented': { title: many('Eine Entscheidung in Vertretung', '# Entscheidungen in Vertretung'), suggestion: 'zur Kenntnis nehmen. Es gilt schon; ansehen geht auch einzeln.' },
}

/** In the example school some kinds are about the machine of whoever tries it out, and say so. */
export const EXAMPLE_WORDS: Readonly<Record<string, Words>> = {
  'administration.host_attention': {
    title: 'Beispielschule: Der Selbsttest würde vor diesem Rechner warnen',
    suggestion: 'nichts, das gehört zur Vorführung. Geprüft wurde Ihr eigener Rechner; meist läuft die Beispielschule hier als root. Was gefunden wurde und wie es eine echte Schule richtig macht, steht unter „Ansehen“.',
  },
}

export const texts = defineTexts({
  title: 'Diese Woche',
  minutes: ({ n }: Many) => count(n, { one: 'etwa eine Minute', other: 'etwa # Minuten' }),
  whole: ({ n, minutes }: Many & { minutes: number }) => `${count(n, { one: 'Ein Punkt', other: '# Punkte' })}, zusammen etwa ${count(minutes, { one: 'eine Minute', other: '# Minuten' })}.`,
  later: ({ n }: Many) => count(n, { one: 'Ein weiterer Punkt wartet, bis hier Platz ist.', other: '# weitere Punkte warten, bis hier Platz ist.' }),
  held: ({ n, until }: Many & { until: string }) => `${count(n, { one: 'Eine Aufgabe kam', other: '# Aufgaben kamen' })} in den Ferien dazu. Sie ${n === 1 ? 'erscheint' : 'erscheinen'} nach dem ${formatGermanDate(until)}.`,
  overdue: ({ date }: { date: string }) => `war bis ${formatGermanDate(date)} gedacht`,
  due: ({ date }: { date: string }) => `bis ${formatGermanDate(date)}`,
  suggestion: 'Vorschlag:',
  takeAll: 'Alle so übernehmen',
  look: 'Ansehen',
  whom: 'Wen betrifft es?',
  taken: ({ n }: Many) => count(n, { one: 'Für eine Person übernommen.', other: 'Für # Personen übernommen.' }),
  takenSome: ({ n, of }: Many & { of: number }) => `Für ${n} von ${of} übernommen. Bei den übrigen hat sich etwas geändert; sehen Sie sie bitte einzeln an.`,
  decided: ({ n }: Many) => count(n, { one: 'Einmal übernommen.', other: '#-mal übernommen.' }),
  forHead: ({ n, of }: Many & { of: number }) => (n === of ? 'Für die Schulleitung: Sie entscheiden in Vertretung, die Schulleitung erfährt davon.' : `${n} davon für die Schulleitung, in Vertretung.`),
  lateTitle: ({ n, office, isHeld }: Many & { office: string; isHeld: boolean }) => `${isHeld ? 'Überfällig' : 'Niemand zuständig'}: ${count(n, { one: 'eine Aufgabe', other: '# Aufgaben' })} im Bereich „${nameOfOffice(office)}“`,
  lateKinds: 'Was ist offen?',
  lateKind: ({ kind, n, since }: Many & { kind: string; since: string }) => `${titleOf({ kind, n })} (seit ${formatGermanDate(since)})`,
  remind: ({ names }: { names: readonly string[] }) => `nachfragen bei ${listNames(names)}, oder noch jemanden dafür bestellen.`,
  appointSomebody: 'jemanden dafür bestellen. Bis dahin bleibt es liegen.',
  appoint: 'Bestellen',
  kindTitle: titleOf,
  kindSuggestion: ({ kind, day, isExample = false }: { kind: string; day: string; isExample?: boolean }) => {
    const { suggestion } = wordsOf(kind, isExample)
    return typeof suggestion === 'string' ? suggestion : suggestion(day)
  },
})

function titleOf({ kind, n, isExample = false }: Many & { kind: string; isExample?: boolean }): string {
  const { title } = wordsOf(kind, isExample)
  return typeof title === 'string' ? title : title(n)
}

/** `task:users` in words. */
function nameOfOffice(office: string): string {
  return AREAS[office.slice('task:'.length) as Task]
}

function wordsOf(kind: string, isExample: boolean): Words {
  return (isExample ? EXAMPLE_WORDS[kind] : undefined) ?? WORDS[kind] ?? UNKNOWN
}
