/** Words of the registers: Verzeichnis, Maßnahmen, Auftragsverarbeiter, and of the paper that holds them all. No legal claims (A14). */
import type { MeasureTopic } from '#platform/module/control.ts'
import { count, defineRefusals, defineTexts } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

type Fact = string | number | boolean | null | undefined
type Facts = Readonly<Record<string, Fact>>

export const topics: Readonly<Record<MeasureTopic, string>> = {
  sign_in: 'Anmeldung', rights: 'Wer was sieht', storage: 'Speicherung und Übertragung', recovery: 'Sicherung und Wiederherstellung', logs: 'Nachvollziehbarkeit', deletion: 'Löschen',
}

export const serviceWords: Readonly<Record<string, string>> = { backup: 'Ziel der Sicherungen', blobs: 'Ablage für Dateien und Bilder', database: 'Datenbank' }

const date = (value: Fact): string => formatGermanDate(String(value))
const number = (value: Fact, one: string, other: string): string => count(Number(value), { one, other })

/** What was counted or found in the running server, by its id. */
export const factWords: Readonly<Record<string, (facts: Facts) => string>> = {
  'identity.factors': ({ n, of }) => `${Number(n)} von ${number(of, '# Person mit Amt oder Aufgabe hat', '# Personen mit Amt oder Aufgabe haben')} einen zweiten Faktor eingerichtet`,
  'blobs.sealed': ({ blobs, scopes, destroyed, host }) => `${number(blobs, '# Datei oder Bild liegt', '# Dateien und Bilder liegen')} verschlüsselt ${host === null ? 'auf dem Rechner der Plattform' : `auf ${String(host)}`}; ${number(scopes, '# Schlüssel', '# Schlüssel')} für Personen und Gruppen, ${number(destroyed, '# vernichtet', '# vernichtet')}`,
  'backup.newest': ({ isOn, isSameMachine, host, madeOn, drilledOn, isReadOnly }) => [
    isOn !== true ? 'Es ist kein Ziel für Sicherungen eingerichtet' : madeOn === null ? 'Es gibt noch keine Sicherung' : `Letzte Sicherung am ${date(madeOn)}`,
    isOn !== true ? '' : host !== null ? `Ziel: ${String(host)}` : isSameMachine === true ? 'Ziel: dieselbe Platte wie die Daten' : 'Ziel: ein Ordner auf einer anderen Platte',
    drilledOn === null ? 'noch keine Probe bestanden' : `letzte bestandene Probe am ${date(drilledOn)}${isReadOnly === true ? ', nur gelesen' : ', wirklich zurückgespielt'}`,
  ].filter((part) => part !== '').join('; '),
  'safe.key': ({ madeOn }) => (madeOn === null ? 'Der Schlüssel für den Tresor ist noch nicht gedruckt' : `Schlüssel für den Tresor gedruckt am ${date(madeOn)}`),
  'journal.kept': ({ entries, heads }) => `Verzeichnis der Vorgänge: ${number(entries, '# Eintrag', '# Einträge')}, ${number(heads, '# unterschriebener Stand', '# unterschriebene Stände')}`,
  'control.address': ({ origin, isSecure }) => `Adresse: ${String(origin)}, ${isSecure === true ? 'Übertragung verschlüsselt' : 'Übertragung nicht verschlüsselt'}`,
  'control.database': ({ host, isEncrypted, isPlain }) => [
    host === null ? 'Datenbank auf dem Rechner der Plattform' : `Datenbank auf ${String(host)}, Verbindung ${isEncrypted === true ? 'verschlüsselt' : 'nicht verschlüsselt'}`,
    isPlain === true ? 'das Programm arbeitet dort ohne Verwaltungsrechte' : 'das Programm hat dort Verwaltungsrechte',
  ].join('; '),
  'control.version': ({ version }) => `Programm: Version ${String(version)}`,
}

export const texts = defineTexts({
  registers: 'Verzeichnisse',
  control: 'Kontrolle',
  register: 'Verzeichnis',
  registerTitle: 'Verzeichnis der Verarbeitungstätigkeiten',
  registerLead: 'Was die Plattform verarbeitet, wofür und wie lange. Die Angaben folgen aus der Plattform und den Einstellungen; Rechtsgrundlage und Bemerkung trägt die Schule ein.',
  registerPart: 'Der Teil, in dem Daten von Beschäftigten vorkommen.',
  measures: 'Maßnahmen',
  measuresTitle: 'Technische und organisatorische Maßnahmen',
  measuresLead: 'Was eingestellt, geprüft und gezählt ist, so wie es heute ist; darunter, was die Schule selbst regelt.',
  measuresPart: 'Der Teil, der die Arbeit der Beschäftigten betrifft.',
  processors: 'Auftragsverarbeiter',
  processorsLead: 'Wer im Auftrag der Schule Daten verarbeitet, mit Vertrag und Ende.',
  proof: 'Nachweis als PDF',
  school: 'Schule',
  head: 'Schulleitung',
  officer: 'Datenschutzbeauftragte oder -beauftragter',
  notNamed: 'nicht eingetragen',
  asOf: 'Stand',
  basisMissing: ({ n }: { n: number }) => count(n, { one: 'Bei einem Teil fehlt die Rechtsgrundlage.', other: 'Bei # Teilen fehlt die Rechtsgrundlage.' }),
  data: ({ n }: { n: number }) => count(n, { one: 'Eine Art von Daten', other: '# Arten von Daten' }),
  enter: 'Eintragen',
  enterFor: ({ name }: { name: string }) => `Eintragen: ${name}`,
  basis: 'Rechtsgrundlage',
  basisHint: 'Worauf sich die Schule stützt. Bitte prüfen, am besten mit der Datenschutzbeauftragten oder dem Datenschutzbeauftragten. Steht auch im Dokument über die Daten.',
  remark: 'Bemerkung',
  remarkHint: 'Was zu diesem Teil sonst noch im Verzeichnis stehen soll.',
  enterNote: 'Was vorher hier stand, bleibt in der Geschichte stehen.',
  save: 'Speichern',
  saved: 'Eingetragen.',
  cancel: 'Abbrechen',
  before: ({ n }: { n: number }) => count(n, { one: 'Eine Eintragung', other: '# Eintragungen' }),
  entry: ({ field, text, on, by }: { field: 'basis' | 'remark'; text: string; on: string; by: string }) => `${on}, ${by}: ${field === 'basis' ? 'Rechtsgrundlage' : 'Bemerkung'} ${text === '' ? 'geleert' : `„${text}“`}`,
  somebody: 'Gelöschtes Konto',
  sourceSet: 'eingestellt',
  sourceProbed: 'geprüft',
  sourceCounted: 'gezählt',
  sourceDeclared: 'festgelegt',
  own: 'Was die Schule selbst regelt',
  ownNone: 'Noch nichts eingetragen.',
  ownAdd: 'Maßnahme eintragen',
  ownText: 'Was gilt',
  ownHint: 'Ein Satz, zum Beispiel, wer den Schlüssel zum Serverraum hat.',
  topic: 'Thema',
  ownNote: ({ topic, on, by }: { topic: string; on: string; by: string }) => `${topic}; eingetragen am ${on} von ${by}`,
  ownEnded: ({ n }: { n: number }) => count(n, { one: 'Eine frühere Maßnahme', other: '# frühere Maßnahmen' }),
  ownEndedNote: ({ topic, from, until }: { topic: string; from: string; until: string }) => `${topic}; ${from} bis ${until}`,
  end: 'Beenden',
  endOf: ({ name }: { name: string }) => `Beenden: ${name}`,
  endOwnTitle: 'Maßnahme beenden?',
  endOwnText: 'Sie gilt ab heute nicht mehr. In der Geschichte bleibt sie stehen.',
  ended: 'Beendet.',
  missing: 'Bitte ausfüllen.',
  processorAdd: 'Eintragen',
  processorTitle: 'Auftragsverarbeiter eintragen',
  contract: 'Vertrag',
  untilWrong: 'Das Ende liegt vor dem Anfang.',
  processorNone: 'Noch niemand eingetragen.',
  processorNoneText: 'Die Plattform benutzt keinen Dienst auf einem anderen Rechner. Hierher gehört trotzdem, wer sie betreut oder wartet, wenn das nicht die Schule selbst ist.',
  missingTitle: 'Fehlt',
  missingService: ({ service, host }: { service: string; host: string }) => `${service}: ${host}`,
  missingText: 'Die Plattform benutzt diesen Dienst. Es gibt keinen Eintrag, der heute gilt.',
  coveredService: ({ service, host }: { service: string; host: string }) => `${service} (${host})`,
  kind: 'Wer betreibt den Dienst?',
  kindContract: 'Jemand anderes, mit Vertrag',
  kindOwn: 'Die Schule selbst, auf einem anderen Rechner',
  name: 'Name',
  nameHint: 'Firma oder Stelle; bei eigenem Betrieb, wer ihn verantwortet.',
  service: 'Dienst',
  serviceHint: 'Was diese Stelle für die Schule tut, zum Beispiel: Wartung des Servers.',
  categories: 'Welche Daten',
  categoriesHint: 'Zum Beispiel: alle Daten der Plattform, verschlüsselt.',
  contractOn: 'Vertrag vom',
  reference: 'Aktenzeichen',
  until: 'Gilt bis',
  covers: 'Gehört zu diesem Dienst der Plattform',
  isOwn: 'betreibt die Schule selbst',
  contractOf: ({ on, reference }: { on: string; reference: string }) => `Vertrag vom ${on}${reference === '' ? '' : `, ${reference}`}`,
  untilOn: ({ date }: { date: string }) => `gilt bis ${date}`,
  noEnd: 'ohne festes Ende',
  startsOn: ({ date }: { date: string }) => `gilt ab ${date}`,
  enteredBy: ({ on, by }: { on: string; by: string }) => `eingetragen am ${on} von ${by}`,
  inForce: 'gilt',
  over: 'beendet',
  formerProcessors: ({ n }: { n: number }) => count(n, { one: 'Ein früherer Eintrag', other: '# frühere Einträge' }),
  endProcessorTitle: ({ name }: { name: string }) => `${name} beenden?`,
  endProcessorText: 'Der Eintrag bleibt im Verzeichnis, mit seinem letzten Tag.',
  lastDay: 'Letzter Tag',
  // On paper.
  paperTitle: 'Nachweis zum Datenschutz',
  paperPart: 'Teil für den Personalrat',
  paperLead: ({ day, time, by }: { day: string; time: string; by: string }) => `Stand ${day}, ${time}. Abgerufen von ${by}. Jede Zeile ist eine Angabe der Plattform über sich selbst, eine Einstellung, das Ergebnis einer Prüfung oder eine Eintragung der Schule.`,
  paperControl: 'Kontrolle nach Abschnitten der Dienstanweisung',
  paperFoot: ({ school, day, page, pages }: { school: string; day: string; page: number; pages: number }) => `${school}, ${day}. Seite ${page} von ${pages}`,
  paperOwn: 'Eigene Maßnahmen der Schule',
  paperNone: 'Keine Einträge.',
  version: 'Programm',
  address: 'Adresse',
  waits: ({ line, who }: { line: string; who: string }) => `${line} (wartet auf: ${who})`,
})

export const refusals = defineRefusals({
  processor_dates: { what: 'So lässt sich das nicht eintragen.', why: 'Ein Auftragsverarbeiter braucht ein Vertragsdatum, und das Ende liegt nicht vor dem Vertrag.', next: 'Prüfen Sie die Daten.' },
  processor_ended: { what: 'Der Eintrag ist schon beendet.', why: 'Jemand hat ihn inzwischen beendet.', next: 'Laden Sie die Seite neu.' },
  service_unknown: { what: 'Dieser Dienst ist nicht eingerichtet.', why: 'Ein Eintrag gehört nur zu Diensten, die die Plattform gerade benutzt.', next: 'Laden Sie die Seite neu.' },
  measure_ended: { what: 'Die Maßnahme ist schon beendet.', why: 'Jemand hat sie inzwischen beendet.', next: 'Laden Sie die Seite neu.' },
  registers_full: { what: 'Es sind schon sehr viele Einträge.', why: 'Mehr passen nicht in dieses Verzeichnis.', next: 'Beenden Sie Einträge, die nicht mehr gelten.' },
})
