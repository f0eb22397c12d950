/** Refusals of the room Protokolle. None of them says which cases there are, or who is concerned. */
import { defineRefusals } from '#platform/module/texts.ts'
import type { RefusalParams } from '#platform/module/texts.ts'

const TO_CASES = { path: '/protokolle', pathLabel: 'Zu den Protokollen' } as const

export const refusals = defineRefusals({
  no_open_case: { what: 'Ohne offenen Fall ist das Protokoll nicht zu sehen.', why: 'Protokolle dienen nur dem Betrieb. Hinein sieht nur, wer dafür einen Fall eröffnet hat, und nur solange er offen ist.', next: 'Einen Fall eröffnen: wozu, für welchen Dienst, für wie lange.', ...TO_CASES },
  court_by_head: { what: 'Diesen Fall kann nur die Schulleitung eröffnen.', why: 'Eine gerichtliche oder polizeiliche Anordnung prüft die Schulleitung.', next: 'Die Anordnung der Schulleitung geben.' },
  case_by_task: { what: 'Diesen Fall eröffnet, wer die Aufgabe „Protokolle“ hat.', why: 'Die Schulleitung sieht nur auf gerichtliche oder polizeiliche Anordnung in Protokolle.', next: 'Die Administration bitten, oder das Verzeichnis der Fälle ansehen.', ...TO_CASES },
  reference_missing: { what: 'Das Aktenzeichen fehlt.', why: 'Ohne Aktenzeichen ist nicht nachprüfbar, welche Anordnung gemeint war.', next: 'Das Aktenzeichen aus der Anordnung eintragen.' },
  reference_only_court: { what: 'Ein Aktenzeichen gehört nur zu einer Anordnung.', why: 'Für andere Zwecke genügt die Begründung.', next: 'Das Feld leer lassen.' },
  service_unknown: { what: 'Diesen Dienst gibt es nicht.', why: 'Ein Fall nennt den Dienst, um den es geht.', next: 'Einen Dienst aus der Liste wählen.' },
  window_wrong: { what: 'Dieser Zeitraum geht nicht.', why: 'Er muss vor seinem Ende beginnen und darf nicht in der Zukunft beginnen.', next: 'Einen anderen Zeitraum wählen.' },
  window_long: { what: 'Der Zeitraum ist zu lang.', why: (p: RefusalParams) => `Ein Fall zeigt höchstens ${Number(p.days ?? 7)} Tage.`, next: 'Einen kürzeren Zeitraum wählen.' },
  log_not_in_case: { what: 'Dieses Protokoll gehört nicht zu dem Fall.', why: 'Der Fall ist für einen anderen Dienst eröffnet.', next: 'Einen Fall für „Konten, Klassen und Gruppen“ oder für alle Dienste eröffnen.' },
  mark_unknown: { what: 'Diese Nummer gibt es in dem Fall nicht.', why: 'Nummern gelten nur in dem Fall, in dem sie zu sehen waren.', next: 'Die Nummer aus der Liste der Zeilen nehmen.' },
  unmasking_asked: { what: (p: RefusalParams) => `Nach ${String(p.mark ?? 'dieser Nummer')} wurde schon gefragt.`, why: 'Eine Nummer wird in einem Fall einmal entschieden.', next: 'Die Entscheidung abwarten.', ...TO_CASES },
  second_person_needed: { what: 'Das entscheidet jemand anderes.', why: 'Einen Namen öffnet nur eine zweite Person, die nicht selbst beteiligt ist.', next: 'Warten, bis die Schulleitung oder die oder der Datenschutzbeauftragte entschieden hat.' },
  unmasking_decided: { what: 'Darüber ist schon entschieden.', why: 'Eine Entscheidung bleibt, wie sie ist.', next: 'Das Verzeichnis der Fälle zeigt, wer entschieden hat.', ...TO_CASES },
  case_over: { what: 'Der Fall ist schon geschlossen.', why: 'Nach seinem Ende wird kein Name mehr geöffnet.', next: 'Zu tun ist nichts.' },
  help_over: { what: 'Die Freigabe ist zu Ende.', why: 'Anmeldeversuche sind höchstens zwei Tage zu sehen, und die Person kann es jederzeit beenden.', next: 'Die Person bitten, sie noch einmal freizugeben.' },
})
