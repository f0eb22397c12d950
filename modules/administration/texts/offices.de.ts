/** Words of offices, the letter of appointment, "Wer darf was", and what was done in representation. */
import { count, defineTexts, listNames } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'
import { OFFICE_NAMES, TASK_NAMES, TASK_WORDS } from '../texts.de.ts'

type Named = { name: string }
type Many = { n: number }
/** `hasMail`: there is e-mail in this school, so that it can be said to work. */
type Conflicting = Named & { hasMail: boolean }
type TaskName = keyof typeof TASK_NAMES

/** `head`, `inspector`, `task:users` ... */
export function officeWords(office: string): string {
  return office.startsWith('task:') ? (TASK_NAMES[office.slice(5) as TaskName] ?? office) : (OFFICE_NAMES[office] ?? office)
}

const ACTS: Readonly<Record<string, string>> = {
  appointed: 'Aufgabe übertragen', appointment_ended: 'Bestellung beendet', reviewed: 'Bestellung bestätigt', office_named: 'Amt übertragen', office_ended: 'Amt beendet', released: 'Modul freigegeben',
  release_ended: 'Modul geschlossen', other_decided: 'Über ein Konto für andere entschieden', ban_at_work_decided: 'Über ein Kontaktverbot im Kollegium entschieden', other_extended: 'Ein Konto für andere verlängert', log_case_opened: 'Einen Protokollfall auf Anordnung eröffnet', log_export_asked: 'Um den versiegelten Export eines Protokollfalls gebeten', log_export_sealed: 'Zeilen eines Protokollfalls versiegelt', early_purge: 'Über sofortiges endgültiges Löschen entschieden', evidence_asked: 'Nach versiegelten Nachweisen gefragt', evidence_decided: 'Über das Öffnen versiegelter Nachweise entschieden', incident_decided: 'In einem Datenschutzvorfall entschieden', unmasking_decided: 'Über einen Namen in einem Protokollfall entschieden', custody_named: 'root-Zugang in Verwahrung gegeben',
  custody_ended: 'Verwahrung beendet', option: 'Einstellung entschieden', entry_assigned: 'Eintragen von Einwilligungen zugewiesen', entry_assignment_ended: 'Zuweisung zum Eintragen beendet',
  older_text_decided: 'Über frühere Einwilligungstexte entschieden', consent_text: 'Neuen Text einer Einwilligung in Kraft gesetzt', instruction_published: 'Dienstanweisung in Kraft gesetzt', factors_voided: 'Zweiten Faktor aufgehoben', register_entered: 'In ein Verzeichnis eingetragen', safe_key: 'Schlüssel für den Tresor gedruckt',
}

const CONFLICT_WORDS = {
  head_admin: ({ name }: Named) => `${name} ist Schulleitung und hat zugleich Aufgaben der Administration. Besser sind zwei Personen; an kleinen Schulen geht es, wenn jemand anderes den Schlüssel der Leitung verwahrt.`,
  head_logs: ({ name }: Named) => `${name} ist Schulleitung und wertet zugleich Protokolle aus. Wer anordnet, soll nicht selbst auswerten.`,
  council_logs: ({ name }: Named) => `${name} ist im Personalrat und wertet zugleich Protokolle aus. Der Personalrat soll das überprüfen können.`,
  inspector_custodian: ({ name }: Named) => `${name} nimmt Einsicht und verwahrt zugleich den root-Zugang. Besser sind zwei Personen.`,
  head_admin_inspector: ({ name }: Named) => `${name} ist Schulleitung, Administration und Einsicht in einer Person. Vier Augen gibt es so nicht.`,
  inspection_impossible: ({ hasMail }: Conflicting) => `Einsicht nicht möglich: Dafür braucht es mindestens zwei benannte Personen, eine davon aus der Schule.${hasMail ? ' E-Mail funktioniert trotzdem.' : ''}`,
} as const

export const texts = defineTexts({
  conflicts: 'Das passt nicht gut zusammen',
  conflict: ({ kind, ...about }: { kind: keyof typeof CONFLICT_WORDS } & Conflicting) => CONFLICT_WORDS[kind](about),
  conflictsNote: 'Nur ein Hinweis. Verhindert wird dadurch nichts.',

  nameOffice: 'Amt übertragen',
  nameOfficeLead: 'Die Schulleitung benennt, mit Beginn und auf Widerruf. Sich selbst benennt niemand.',
  office: 'Amt',
  officeName: ({ office }: { office: string }) => officeWords(office),
  officeText: ({ office }: { office: string }) => OFFICE_TEXTS[office] ?? '',
  outside: 'Jemand von außen',
  outsideShort: 'von außen',
  outsideHint: 'mit Vertrag oder schriftlicher Verpflichtung',
  reference: 'Vertrag oder Verpflichtung',
  referenceHint: 'Wo das Schriftstück zu finden ist, zum Beispiel: Vertrag vom 1.8., Ordner 3',
  successorNote: 'Das bisherige Amt endet am Tag davor von selbst. Die neue Leitung sieht dann alle Freigaben noch einmal durch.',
  named: ({ name, office }: Named & { office: string }) => `${name}: ${officeWords(office)}.`,
  endOffice: 'Amt beenden',
  endOfficeOf: ({ name, office }: Named & { office: string }) => `Amt beenden: ${name}, ${officeWords(office)}`,
  endOfficeText: ({ name, office }: Named & { office: string }) => `${name} ist dann nicht mehr „${officeWords(office)}“. Die Rechte daraus sind sofort weg. Ein Konto von außen, das nur dafür da war, endet heute.`,
  endComingText: ({ name, office }: Named & { office: string }) => `${name} tritt das Amt „${officeWords(office)}“ dann nicht an.${office === 'head' ? ' Die jetzige Schulleitung bleibt.' : ''}`,
  officeEnded: ({ name }: Named) => `Beendet: ${name}.`,
  inspection: 'Einsicht in E-Mails',
  inspectionImpossible: 'Einsicht nicht möglich',
  pastOffices: ({ n }: Many) => count(n, { one: 'Ein früheres oder künftiges Amt', other: '# frühere oder künftige Ämter' }),

  whoMay: 'Wer darf was',
  whoMayWords: 'Zuständigkeit Rechte Verzeichnis Ämter Aufgaben Übersicht',
  whoMayLead: 'Alle Personen mit einem Amt oder einer Aufgabe. Rechte gibt es nur daraus.',
  byPerson: 'Nach Personen',
  byTask: 'Nach Aufgaben',
  person: 'Person',
  holds: 'Amt oder Aufgabe',
  since: 'Seit',
  nobody: 'niemand',
  substitute: 'Stellvertretung',
  meaning: 'Was dazu gehört',
  letterPrintPage: 'Drucken',
  noSuper: 'Ein Konto mit allen Rechten gibt es nicht.',

  letter: 'Bestellung',
  letterPrint: 'Schreiben drucken',
  letterOf: ({ name, task }: Named & { task: TaskName }) => `Schreiben drucken: ${name}, ${TASK_NAMES[task]}`,
  letterTitle: 'Bestellung für eine Aufgabe der Administration',
  letterTo: 'An',
  letterBody: ({ name, task, from, until, isDeputy }: Named & { task: TaskName; from: string; until: string | null; isDeputy: boolean }) =>
    `Hiermit wird ${name}${isDeputy ? ' als Stellvertretung' : ''} ab ${formatGermanDate(from)} ${until === null ? 'bis auf Widerruf' : `bis ${formatGermanDate(until)}`} für die Aufgabe „${TASK_NAMES[task]}“ bestellt.`,
  letterTask: ({ task }: { task: TaskName }) => TASK_WORDS[task],
  letterRules: 'Dazu gehört genau diese Aufgabe. Nicht dazu gehören: in Inhalte anderer sehen, andere bestellen, sich als eine andere Person anmelden, Zugangsdaten weitergeben.',
  letterDeputy: 'Die Stellvertretung darf vom ersten Tag an dasselbe.',
  letterColleagues: ({ names }: { names: readonly string[] }) => `Für dieselbe Aufgabe sind bestellt: ${listNames(names)}.`,
  letterReference: ({ reference }: { reference: string }) => `Grundlage der Zusammenarbeit: ${reference}`,
  letterBy: ({ name, date, isRepresented }: Named & { date: string; isRepresented: boolean }) => `Bestellt am ${formatGermanDate(date)} durch ${name}${isRepresented ? ' in Vertretung der Schulleitung' : ', Schulleitung'}`,
  letterEnded: ({ date }: { date: string }) => `Diese Bestellung wurde am ${formatGermanDate(date)} beendet.`,
  letterSigned: 'Ort, Datum, Unterschrift der Schulleitung',
  letterReceived: 'Zur Kenntnis genommen: Datum, Unterschrift',
  letterNumber: ({ number }: { number: string }) => `Verzeichnis der Bestellungen, Nr. ${number}`,

  review: 'Gilt weiter',
  reviewOf: ({ name, task }: Named & { task: TaskName }) => `Gilt weiter: ${name}, ${TASK_NAMES[task]}`,

  representedTitle: 'In Vertretung entschieden',
  representedLead: 'Das hat die Stellvertretung für die Schulleitung entschieden. Es gilt; hier wird es nur zur Kenntnis genommen.',
  act: ({ act }: { act: string }) => ACTS[act] ?? act,
  actNote: ({ date, by, about }: { date: string; by: string | null; about: string | null }) => `${formatGermanDate(date)}${by === null ? '' : `, ${by}`}${about === null ? '' : `, betrifft ${about}`}`,
  acknowledge: 'Alles zur Kenntnis genommen',
  acknowledged: 'Zur Kenntnis genommen.',
  representedNone: 'Nichts Neues',
  representedNoneText: 'Was die Stellvertretung entscheidet, steht dann hier.',

  confirmTitle: 'Freigaben aus der Zeit davor',
  confirmText: ({ names }: { names: readonly string[] }) => `Vor Ihrer Zeit freigegeben: ${listNames(names)}. Sie gelten weiter, bis Sie anders entscheiden.`,
  confirm: 'Gesehen und bestätigt',
  confirmed: 'Bestätigt.',
  released: 'Was freigegeben ist',
  categoryNew: 'neu',
  readers: ({ names }: { names: readonly string[] }) => `sehen: ${listNames(names)}`,
  missingHint: 'Vor der Freigabe fehlt: Ablageort der Verwaltung angeben.',
  goSchool: 'Zur Seite Schule',
  goSettings: 'Einstellungen',
  goSchoolShort: 'Schule',
  goOthers: 'Konten für andere',
  goRoot: 'root-Zugang',
  goHost: 'Dieser Rechner',
  goSafe: 'Tresor',
  goLifecycle: 'Abgang und Löschung',
})

const OFFICE_TEXTS: Readonly<Record<string, string>> = {
  head: 'Wer der jetzigen Schulleitung nachfolgt. Gibt Module frei, bestellt und benennt.',
  deputy: 'Darf jederzeit alles, was die Schulleitung darf, in Vertretung. Die Schulleitung erfährt davon.',
  officer: 'Sieht Verzeichnisse und Nachweise selbst nach, ohne Inhalte.',
  council: 'Sieht Bestellungen, Freigaben und Entscheidungen, ohne Angaben zu Einzelfällen.',
  inspector: 'Steht auf der ständigen Liste für die Einsicht in E-Mails im begründeten Fall. Es braucht mindestens zwei.',
}
