/** Words of the room Protokolle: what is logged, log cases, the register, and how the machine is. */
import { count, defineTexts } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

type Many = { n: number }
type Named = { name: string }

export const PURPOSE_WORDS: Readonly<Record<string, string>> = { fault: 'Störung finden', security: 'Sicherheitsvorfall', capacity: 'Auslastung', data_subject: 'Auskunft an eine Person', court_order: 'Gerichtliche oder polizeiliche Anordnung' }
export const PURPOSE_HINTS: Readonly<Record<string, string>> = {
  fault: 'Etwas geht nicht oder ist langsam.', security: 'Jemand greift an oder ein Konto ist in fremder Hand.', capacity: 'Ob Rechner und Netz reichen. Zeigt gar keine Personen.',
  data_subject: 'Eine Person will wissen, was über sie protokolliert ist.', court_order: 'Nur durch die Schulleitung, mit Aktenzeichen.',
}
export const LOG_WORDS: Readonly<Record<string, string>> = { access: 'Zugriffe', sign_in: 'Anmeldungen', fault: 'Fehler des Servers' }
export const OUTCOME_WORDS: Readonly<Record<string, string>> = { ok: 'gelungen', refused: 'abgelehnt', broken: 'gestört' }
export const RESULT_WORDS: Readonly<Record<string, string>> = { signed_in: 'Angemeldet', closed: 'Passwort richtig, Zugang noch zu', factor_asked: 'Passwort richtig, zweiter Nachweis gefragt', password_wrong: 'Passwort falsch', factor_wrong: 'Zweiter Nachweis falsch' }
/** What no log holds; each stands on the page for everybody. */
export const NEVER = ['was in Nachrichten, Dateien oder Mails steht', 'Betreffzeilen, Dateinamen und Suchwörter', 'wer gerade da ist und wann jemand zuletzt da war', 'wer was wann gelesen hat', 'Orte und Tastendrücke'] as const
const STEPS: Readonly<Record<string, string>> = {
  opened: 'eröffnet', queried: 'abgefragt', unmasking_requested: 'Namen erbeten', unmasking_granted: 'Namen erlaubt', unmasking_refused: 'Namen abgelehnt', unmasked_read: 'Namen angesehen',
  export_requested: 'versiegelten Export erbeten', export_granted: 'versiegeltem Export zugestimmt', export_refused: 'versiegelten Export abgelehnt', export_sealed: 'versiegelt', ended: 'geschlossen',
}

const NAMES = { one: 'ein Name', other: '# Namen', none: 'kein Name' }
type Addressed = { addressee: string }
const rowsText = (n: number) => count(n, { one: 'eine Zeile', other: '# Zeilen', none: 'keine Zeile' })
type StepOf = { kind: string; log: string | null; rows: number | null; mark: string | null; addressee: string | null; names: number | null }

export const texts = defineTexts({
  declared: 'Was wird protokolliert?',
  declaredLead: { sie: 'Der Server schreibt auf, was er getan hat, damit Störungen gefunden werden. Hier steht alles davon. Was hier nicht steht, wird nicht protokolliert.', du: 'Der Server schreibt auf, was er getan hat, damit man Fehler findet. Hier steht alles davon. Was hier nicht steht, wird nicht aufgeschrieben.' },
  never: 'Nie protokolliert',
  days: ({ n }: Many) => count(n, { one: 'wird nach einem Tag gelöscht', other: 'wird nach # Tagen gelöscht' }),
  fields: 'Was in einer Zeile steht',
  readers: 'Wer das lesen kann',
  pseudonym: ({ n }: Many) => `Statt der Person steht ein Pseudonym. Der Schlüssel dazu liegt außerhalb der Datenbank, wechselt alle ${n} Tage und wird vernichtet, sobald keine Zeile mehr zu ihm gehört.`,
  journal: 'Verzeichnis der Vorgänge',
  journalLead: ({ n }: Many) => `Kein Protokoll der Benutzung: Hier stehen Handlungen von Ämtern und Aufgaben, ${n} Tage lang, damit nachprüfbar bleibt, was entschieden wurde. Personen stehen darin unter einem Pseudonym.`,
  aboutMe: { sie: 'Was über Sie protokolliert ist', du: 'Was über dich aufgeschrieben ist' },
  aboutMeLead: {
    sie: ({ n }: Many) => `Die letzten ${n} Tage; außer Ihnen liest das niemand mit Ihrem Namen. Die meisten Zeilen entstehen von selbst, wenn eine Seite lädt. In Klammern steht, wie der Vorgang im Programm heißt.`,
    du: ({ n }: Many) => `Die letzten ${n} Tage; außer dir liest das niemand mit deinem Namen. Die meisten Zeilen entstehen von selbst, wenn eine Seite lädt. In Klammern steht, wie der Vorgang im Programm heißt.`,
  },
  aboutMeLink: { sie: 'Meine eigenen Zeilen ansehen', du: 'Meine eigenen Zeilen ansehen' },
  noRows: 'Noch keine Zeilen',
  moreRows: 'Gezeigt werden die neuesten.',
  print: 'Drucken',

  unmasked: { sie: 'Ob Ihr Name geöffnet wurde', du: 'Ob dein Name geöffnet wurde' },
  unmaskedNone: { sie: 'Niemand hat in einem Protokollfall Ihren Namen geöffnet.', du: 'Niemand hat in einem Protokollfall deinen Namen geöffnet.' },
  unmaskedText: ({ date, purpose, by }: { date: string; purpose: string; by: string }) => `Am ${formatGermanDate(date)} in einem Protokollfall (${purpose}). Erlaubt hat es ${by}.`,
  unmaskedAsk: { sie: 'Fragen dazu beantwortet die oder der Datenschutzbeauftragte der Schule.', du: 'Wenn du Fragen hast: Frag deine Klassenleitung oder die Datenschutzbeauftragte der Schule.' },
  somebody: 'eine zweite Person',
  noted: 'Gelesen',

  cases: 'Protokolle',
  casesLead: 'Protokolle dienen nur dem Betrieb. Wer hineinsehen muss, eröffnet einen Fall: wozu, für welchen Dienst, für wie lange. Gezeigt werden Nummern, keine Namen, und jede Abfrage wird festgehalten.',
  openCase: 'Fall eröffnen',
  myCases: 'Eigene Fälle',
  noCases: 'Kein Fall eröffnet',
  noCasesText: 'Ohne Fall sind Protokolle nicht zu sehen, auch nicht für die Administration.',
  caseUntil: ({ time }: { time: string }) => `offen bis ${time}`,
  caseOver: 'geschlossen',
  look: 'Ansehen',
  closeCase: 'Fall schließen',
  caseClosed: 'Der Fall ist geschlossen.',
  purpose: 'Wozu',
  reason: 'Begründung',
  reasonHint: 'Ein bis zwei Sätze, ohne Namen. Schulleitung, Datenschutz und Personalrat lesen das.',
  reference: 'Aktenzeichen',
  service: 'Welcher Dienst',
  everyService: 'alle Dienste',
  window: 'Zeitraum der Zeilen',
  windowDay: 'die letzten 24 Stunden',
  windowThree: 'die letzten 3 Tage',
  windowWeek: 'die letzten 7 Tage',
  windowOwn: 'ein genauer Zeitraum, zum Beispiel aus einer Anordnung',
  fromDay: 'Von (Tag)',
  fromTime: 'Von (Uhrzeit)',
  untilDay: 'Bis (Tag)',
  untilTime: 'Bis (Uhrzeit)',
  hours: 'Der Fall bleibt offen',
  hoursWord: ({ n }: Many) => count(n, { one: 'eine Stunde', other: '# Stunden' }),
  openNow: 'Eröffnen',
  missing: 'Bitte ausfüllen',
  cancel: 'Abbrechen',
  reasonShort: 'Bitte mindestens zehn Zeichen',

  log: 'Protokoll',
  outcome: 'Ergebnis',
  anyOutcome: 'alle',
  query: 'Abfragen',
  queryNote: 'Jede Abfrage steht mit Zeit und Zahl der Zeilen im Verzeichnis.',
  rows: 'Zeilen',
  rowsNone: 'In diesem Zeitraum steht dazu nichts.',
  earlier: 'Ältere Zeilen',
  at: 'Zeit',
  who: 'Nummer',
  operation: 'Vorgang',
  duration: 'Dauer',
  network: 'Netz',
  device: 'Gerät',
  place: 'Stelle',
  ms: ({ n }: Many) => `${n} ms`,
  nobody: 'niemand',

  unmask: 'Name erbeten',
  askName: 'Name erbitten',
  askNameTitle: 'Wer steht hinter einer Nummer?',
  askNameText: 'Das entscheidet eine zweite Person: die Schulleitung oder die oder der Datenschutzbeauftragte. Wer dahinter steht, erfährt davon.',
  mark: 'Nummer',
  markHint: 'Zum Beispiel U-0003',
  markWrong: 'Eine Nummer aus der Liste der Zeilen: ein U, ein Strich und Ziffern',
  asked: 'Erbeten. Jetzt entscheidet eine zweite Person.',
  stateWaiting: 'wartet auf die zweite Person',
  stateGranted: 'erlaubt',
  stateRefused: 'abgelehnt',
  showName: 'Namen ansehen',
  nameIs: ({ mark, name }: { mark: string } & Named) => `${mark} ist ${name}.`,
  nameGone: ({ mark }: { mark: string }) => `${mark} gibt es an der Schule nicht mehr.`,

  waiting: 'Wartet auf eine zweite Person',
  waitingNote: ({ name, date }: Named & { date: string }) => `Erbeten von ${name} am ${formatGermanDate(date)}`,
  whyName: ({ reason }: { reason: string }) => `Warum der Name: ${reason}`,
  whyCase: ({ reason }: { reason: string }) => `Warum der Fall: ${reason}`,
  allowHint: ({ name }: Named) => `Erlauben Sie es, sieht ${name} den Namen, und wer dahinter steht, erfährt davon.`,
  allow: 'Erlauben',
  refuse: 'Ablehnen',
  allowed: 'Erlaubt. Die Person wird benachrichtigt.',
  refusedDone: 'Abgelehnt.',
  isOwn: 'Das entscheidet jemand anderes.',
  whatFor: ({ purpose, service }: { purpose: string; service: string }) => `${purpose}, ${service}`,

  exportTitle: 'Herausgabe auf Anordnung',
  exportAsk: 'Versiegelten Export erbitten',
  exportHow: 'Die Zeilen dieses Falls gehen nur versiegelt hinaus, und nur wenn die oder der Datenschutzbeauftragte zustimmt. Enthalten sind alle Zeilen unter ihren Nummern; ein Name nur, wenn er in diesem Fall erlaubt wurde. Namen bitte vorher erbitten: Ist der Fall geschlossen, führt von einer Nummer kein Weg mehr zu einer Person.',
  exportAskText: 'Die oder der Datenschutzbeauftragte sieht Aktenzeichen, Zeitraum und Zahl der Zeilen und entscheidet. Danach versiegeln Sie die Datei, solange der Fall offen ist.',
  addressee: 'Für wen',
  addresseeHint: 'Die Behörde, zum Beispiel „Staatsanwaltschaft Köln“; keine Namen.',
  addresseeShort: 'Bitte die Behörde eintragen',
  exportAsked: 'Erbeten. Jetzt entscheidet die oder der Datenschutzbeauftragte.',
  exportFor: ({ addressee }: Addressed) => `Für: ${addressee}`,
  exportWaiting: 'wartet auf den Datenschutz',
  exportGranted: 'zugestimmt',
  exportRefused: 'abgelehnt',
  exportDecided: ({ state, name }: Named & { state: string }) => `${state}, ${name}`,
  seal: 'Versiegelt herunterladen',
  sealedOf: ({ date, rows, names }: { date: string; rows: number; names: number }) => `Versiegelt am ${formatGermanDate(date)}: ${rowsText(rows)}, ${count(names, NAMES)}.`,
  sum: 'Prüfsumme (SHA-256):',

  keyTitle: 'Schlüssel zur versiegelten Datei',
  keyOnce: 'Der Schlüssel wird nur jetzt angezeigt.',
  keyOnceText: 'Die Datei ist gespeichert. Bitte jetzt den Schlüssel drucken und auf einem anderen Weg schicken als die Datei, zum Beispiel mit der Post. Der Server behält beides nicht. Ist ein Schlüssel verloren, versiegeln Sie noch einmal; die neue Datei hat einen neuen Schlüssel.',
  keySchool: ({ school, reference }: { school: string; reference: string }) => [school, `Aktenzeichen ${reference}`].filter((part) => part !== '').join(', '),
  keyFile: ({ file, rows, names }: { file: string; rows: number; names: number }) => `Datei ${file} (${rowsText(rows)}, ${count(names, NAMES)})`,
  keyRead: 'Schlüssel, in Gruppen',
  keyQr: 'Derselbe Schlüssel zum Einlesen',
  keyHow: 'So wird die Datei geöffnet: den Schlüssel ohne Leerzeichen in eine Textdatei schluessel.txt schreiben und mit dem freien Programm „age“ öffnen. Danach liegt dort eine ZIP-Datei.',
  keyCommand: ({ file }: { file: string }) => `age --decrypt -i schluessel.txt -o protokollfall.zip ${file}`,
  keySum: 'Prüfsumme der versiegelten Datei (SHA-256). Sie steht auch im Verzeichnis der Fälle der Schule:',
  saveAgain: 'Datei noch einmal speichern',
  keyKept: 'Ist gedruckt',

  exportsWaiting: 'Export auf Anordnung wartet auf Zustimmung',
  exportReference: ({ reference }: { reference: string }) => `Aktenzeichen ${reference}`,
  exportSize: ({ rows, names, isTooLarge }: { rows: number; names: number; isTooLarge: boolean }) => (isTooLarge ? 'Zu viele Zeilen für eine Datei: So kann nichts hinausgehen.' : `${rowsText(rows)}, ${count(names, NAMES)}`),
  exportRows: ({ log, n }: Many & { log: string }) => `${LOG_WORDS[log]}: ${n.toLocaleString('de')}`,
  agree: 'Zustimmen',
  agreed: 'Zugestimmt. Die Schulleitung kann die Datei jetzt versiegeln.',

  register: 'Verzeichnis der Fälle',
  registerLead: 'Wer wann wozu in Protokolle gesehen hat, mit allen Schritten.',
  registerNone: 'Noch hat niemand in Protokolle gesehen.',
  moreCases: 'Es sind noch mehr. Gezeigt werden Ihre neuesten Fälle.',
  registerMore: 'Gezeigt werden die neuesten Fälle.',
  opener: 'Von wem',
  when: 'Wann',
  queriesCount: ({ n }: Many) => count(n, { one: 'eine Abfrage', other: '# Abfragen', none: 'keine Abfrage' }),
  namesCount: ({ n }: Many) => count(n, NAMES),
  sealedCount: ({ n }: Many) => count(n, { one: 'eine versiegelte Datei', other: '# versiegelte Dateien' }),
  ownRows: 'auch eigene Zeilen',
  inRepresentation: 'in Vertretung',
  steps: 'Alle Schritte',
  step: ({ kind, log, rows, mark, addressee, names }: StepOf) => {
    const counted = rows === null ? null : rowsText(rows)
    const what = log !== null ? `${LOG_WORDS[log]}, ${counted}` : names !== null ? `${addressee}, ${counted}, ${count(names, NAMES)}` : (mark ?? addressee)
    return what === null ? (STEPS[kind] ?? kind) : `${STEPS[kind] ?? kind}: ${what}`
  },
  windowOf: ({ from, until }: { from: string; until: string }) => `Zeilen von ${from} bis ${until}`,
  leadCouncil: 'Der Personalrat liest, wer wozu in Protokolle gesehen hat. Namen Betroffener stehen hier nie.',
})
