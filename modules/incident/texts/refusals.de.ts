/** Refusals of the room Vorfälle. None of them says which cases there are, or who is concerned. */
import { defineRefusals } from '#platform/module/texts.ts'
import type { RefusalParams } from '#platform/module/texts.ts'

export const refusals = defineRefusals({
  incident_in_future: { what: 'Dieser Zeitpunkt liegt in der Zukunft.', why: 'Festgehalten wird, was schon geschehen ist.', next: 'Tag und Uhrzeit berichtigen.' },
  incident_long_ago: { what: 'Dieser Zeitpunkt liegt sehr lange zurück.', why: (p: RefusalParams) => `Mehr als ${Number(p.days ?? 366)} Tage sind meist ein Tippfehler.`, next: 'Tag und Jahr prüfen. Stimmt es doch, den frühesten möglichen Tag wählen und den wirklichen in die Beschreibung schreiben.' },
  incident_before_detection: { what: 'So früh war der Vorfall noch nicht bekannt.', why: 'Benachrichtigt werden kann erst, wenn etwas bekannt ist.', next: 'Den Zeitpunkt prüfen. Ist der Beginn falsch, zuerst „Seit wann bekannt“ neu eintragen.' },
  incident_not_decided: { what: 'Das ist noch nicht entschieden.', why: 'Eine Benachrichtigung gehört zu einer Entscheidung mit Begründung.', next: 'Zuerst mit „Ja“ entscheiden.' },
  incident_delay_missing: { what: 'Der Grund der Verzögerung fehlt.', why: (p: RefusalParams) => `Nach ${Number(p.hours ?? 72)} Stunden will die Behörde wissen, warum es länger gedauert hat.`, next: 'Einen oder zwei Sätze dazu schreiben.' },
  incident_undecided: { what: 'Abschließen geht noch nicht.', why: 'Zu beiden Fragen gehört eine Entscheidung mit Begründung: Aufsichtsbehörde und Betroffene.', next: 'Die offene Frage entscheiden.' },
  incident_not_done: { what: 'Abschließen geht noch nicht.', why: 'Entschieden ist „Ja“, aber noch nicht eingetragen, wann benachrichtigt wurde.', next: 'Den Zeitpunkt eintragen.' },
  incident_closed: { what: 'Der Fall ist abgeschlossen.', why: 'Was abgeschlossen ist, bleibt, wie es ist.', next: 'Den Fall mit einer Begründung wieder öffnen.' },
  incident_open: { what: 'Der Fall ist schon offen.', why: 'Vielleicht hat ihn gerade jemand anderes geöffnet.', next: 'Einfach weiterarbeiten.' },
  incident_full: { what: 'Mehr passt in diesen Fall nicht.', why: 'Ein Fall hat eine Höchstzahl an Einträgen.', next: 'Den Rest in einem Eintrag zusammenfassen, oder einen zweiten Fall anlegen.' },
  incident_nobody_found: { what: 'Niemand wurde eingetragen.', why: 'In dieser Auswahl ist heute niemand.', next: 'Personen oder eine andere Gruppe wählen.' },
})
