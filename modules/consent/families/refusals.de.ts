/** Words of the refusals of families online; loaded with the first page that needs them. */
import { defineRefusals } from '#platform/module/texts.ts'

export const familyRefusals = defineRefusals({
  family_code_void: { what: 'Mit diesem Code geht es nicht weiter.', why: 'Ein Code gilt einmal und nur einige Wochen. Vielleicht ist er auch nicht richtig abgeschrieben.', next: 'Bitte den Code noch einmal prüfen oder im Sekretariat nach einem neuen fragen.' },
  codes_nobody: { what: 'Es gibt keinen Code zu drucken.', why: 'Bei allen Kindern dieser Klasse ist jemand eingetragen.', next: 'Einzelne Codes gibt es auf der Seite der Familie.' },
  codes_too_many: { what: 'Das sind zu viele Codes auf einmal.', why: ({ count_max = '' }) => `Für mehr als ${count_max} Kinder werden nicht in einem Druck Codes gemacht.`, next: 'Bitte klassenweise drucken.' },
  code_tries_many: { what: 'Das waren gerade zu viele Versuche.', why: 'So schützt die Schule die Codes vor dem Durchprobieren.', next: 'Bitte in einer Stunde noch einmal versuchen oder im Sekretariat fragen.' },
  assurance_not_taken: { what: 'Diese Versicherung nimmt die Schule nicht an.', why: 'An dieser Schule unterschreiben alle Sorgeberechtigten selbst.', next: 'Bitte nur für sich selbst einwilligen.' },
  nothing_to_clarify: { what: 'Hier ist nichts mehr zu klären.', why: 'Inzwischen gibt es eine Entscheidung oder eine neue Einwilligung.', next: 'Bitte die Seite neu laden.' },
  claim_decided: { what: 'Darüber ist schon entschieden.', why: 'Jemand anderes war schneller.', next: 'Bitte die Seite neu laden.' },
  custody_span: { what: 'Der Zeitraum passt nicht.', why: 'Das Ende liegt vor dem Anfang, oder ein Datum ist zu weit weg.', next: 'Bitte die Daten prüfen.' },
  custody_overlaps: { what: 'Für diese Person ist in dem Zeitraum schon etwas eingetragen.', why: 'Zwei Eintragungen nebeneinander würden sich widersprechen.', next: 'Bitte zuerst die alte Eintragung beenden.' },
  custody_ended: { what: 'Diese Eintragung ist schon beendet.', why: 'Ihr letzter Tag liegt nicht nach diesem Tag.', next: 'Bitte die Seite neu laden.' },
  is_contact_ban: { what: 'Ein Kontaktverbot endet nicht so.', why: 'Es braucht das Aktenzeichen der Aufhebung.', next: 'Bitte „Aufheben“ wählen.' },
  is_no_ban: { what: 'Das ist kein Kontaktverbot.', why: 'Eine Eintragung zum Sorgerecht wird beendet, nicht aufgehoben.', next: 'Bitte die Seite neu laden.' },
  ban_holds_already: { what: 'Für diese Person gilt schon ein Kontaktverbot.', why: 'Ein zweites daneben ist nicht nötig.', next: 'Bitte die Seite neu laden.' },
  same_human_types: { what: 'Diese beiden Konten lassen sich nicht verknüpfen.', why: 'Verknüpft werden ein Konto aus dem Kollegium und ein Konto als Eltern.', next: 'Bitte die Auswahl prüfen.' },
  same_human_taken: { what: 'Dieses Elternkonto ist schon mit einem anderen Konto verknüpft.', why: 'Ein Mensch arbeitet unter einem Konto.', next: 'Bitte zuerst die andere Verknüpfung lösen, wenn sie falsch ist.' },
  ban_at_work_over: { what: 'Hier ist nichts mehr zu entscheiden.', why: 'Das Kontaktverbot oder die Verknüpfung ist inzwischen beendet.', next: 'Bitte die Seite neu laden.' },
  ban_at_work_shared: { what: 'Beide sind noch in einer gemeinsamen Gruppe.', why: '„Getrennt“ gilt erst, wenn es keine gemeinsame Klasse und keinen gemeinsamen Kurs mehr gibt.', next: 'Bitte zuerst die Mitgliedschaft beenden lassen.' },
  ban_at_work_reference: { what: 'Das Aktenzeichen fehlt.', why: 'Dass die Anordnung den Umgang in der Schule zulässt, muss sich nachprüfen lassen.', next: 'Bitte das Zeichen eintragen, nie den Inhalt.' },
  not_a_parent: { what: 'Diese Person kann hier nicht eingetragen werden.', why: 'Sorgeberechtigte haben ein eigenes Konto als Eltern.', next: 'Bitte die Person suchen oder neu eintragen.' },
})
