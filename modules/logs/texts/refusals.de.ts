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
  case_over: { what: 'Der Fall ist schon geschlossen.', why: 'Nach seinem Ende wird kein Name mehr geöffnet und nichts mehr herausgegeben.', next: 'Zu tun ist nichts.' },
  export_only_court: { what: 'Aus diesem Fall geht nichts hinaus.', why: 'Zeilen verlassen die Schule nur auf Anordnung eines Gerichts oder der Polizei.', next: 'Liegt eine Anordnung vor: einen Fall dafür eröffnen, mit ihrem Aktenzeichen.', ...TO_CASES },
  export_waits: { what: 'Ein Export dieses Falls wartet noch auf die Entscheidung.', why: 'In einem Fall wird eine Bitte nach der anderen entschieden.', next: 'Die Entscheidung der oder des Datenschutzbeauftragten abwarten.' },
  exports_many: { what: 'In diesem Fall wurde schon oft genug gefragt.', why: (p: RefusalParams) => `In einem Fall gibt es höchstens ${Number(p.max ?? 5)} Bitten um einen Export.`, next: 'Einen zweiten Fall eröffnen.', ...TO_CASES },
  officer_missing: { what: 'Es ist niemand da, der zustimmen könnte.', why: 'Einem versiegelten Export stimmt die oder der Datenschutzbeauftragte zu, und wer darum bittet, nie selbst.', next: 'Das Amt „Datenschutz“ übertragen.', path: '/verwaltung/amt', pathLabel: 'Zu den Ämtern' },
  export_large: { what: 'Das sind zu viele Zeilen für eine Datei.', why: (p: RefusalParams) => `Eine Datei fasst höchstens ${Number(p.max ?? 50_000).toLocaleString('de')} Zeilen.`, next: 'Einen zweiten Fall mit kürzerem Zeitraum oder nur einem Dienst eröffnen, so wie es die Anordnung verlangt.', ...TO_CASES },
  export_decided: { what: 'Darüber ist schon entschieden.', why: 'Eine Entscheidung bleibt, wie sie ist.', next: 'Das Verzeichnis der Fälle zeigt, wer entschieden hat.', ...TO_CASES },
  export_not_agreed: { what: 'Dem Export hat noch niemand zugestimmt.', why: 'Zeilen gehen nur hinaus, wenn die oder der Datenschutzbeauftragte zugestimmt hat.', next: 'Die Entscheidung abwarten.', ...TO_CASES },
  sealings_many: { what: 'Diese Datei wurde schon oft genug versiegelt.', why: (p: RefusalParams) => `Für jede Zustimmung wird höchstens ${Number(p.max ?? 5)}-mal versiegelt.`, next: 'Eine der Dateien verwenden, oder noch einmal um einen Export bitten.' },
  help_over: { what: 'Die Freigabe ist zu Ende.', why: 'Anmeldeversuche sind höchstens zwei Tage zu sehen, und die Person kann es jederzeit beenden.', next: 'Die Person bitten, sie noch einmal freizugeben.' },
})
