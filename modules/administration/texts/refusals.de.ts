/** Words of the refusals of this room. */
import { defineRefusals } from '#platform/module/texts.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'

export const refusals = defineRefusals({
  installer_code: {
    what: 'Dieser Einmalcode stimmt nicht.',
    why: 'Einrichten kann nur, wer die Plattform gestartet hat. Nach einem Neustart gilt ein neuer Code.',
    next: 'Den Code aus dem Fenster abschreiben, in dem die Plattform läuft.',
  },
  appointment_of_self: {
    what: 'Sich selbst kann niemand bestellen.',
    why: 'Wer eine Aufgabe hat und wer sie überträgt, sind zwei Personen.',
    next: 'Bitte jemand anderen wählen, oder die Stellvertretung bestellt.',
  },
  appointment_not_staff: {
    what: 'Diese Person kann keine Aufgabe übernehmen.',
    why: 'Aufgaben der Administration haben nur Lehrkräfte, Mitarbeitende der Schule oder Dienstleister mit Vertrag und befristetem Konto.',
    next: 'Bitte jemanden aus dem Kollegium wählen.',
  },
  appointment_outlasts_stay: {
    what: 'So lange ist diese Person nicht mehr an der Schule.',
    why: 'Eine Aufgabe endet spätestens mit dem letzten Tag an der Schule.',
    next: 'Bitte einen früheren letzten Tag eintragen oder jemand anderen wählen.',
  },
  appointment_too_long: {
    what: 'So lange gilt keine Bestellung.',
    why: ({ months }) => `Die Schule hat entschieden: Nach höchstens ${months} Monaten wird eine Bestellung erneuert.`,
    next: 'Bitte einen früheren letzten Tag eintragen.',
  },
  appointment_term: {
    what: 'Der Zeitraum passt nicht.',
    why: 'Der letzte Tag liegt vor dem ersten oder schon zurück.',
    next: 'Bitte die beiden Tage prüfen.',
  },
  appointment_from: {
    what: 'Der erste Tag passt nicht.',
    why: 'Er liegt mehr als zwei Jahre in der Zukunft oder länger zurück, als hier jemand arbeitet.',
    next: 'Bitte die Jahreszahl prüfen.',
  },
  appointment_over: {
    what: 'Diese Bestellung gilt nicht mehr.',
    why: 'Sie wurde inzwischen beendet oder ist abgelaufen.',
    next: 'Wenn sie weitergehen soll: die Aufgabe neu übertragen.',
  },
  appointment_outside_term: {
    what: 'Für Personen von außen braucht die Bestellung ein Ende.',
    why: 'Dienstleister arbeiten nur für eine vereinbarte Zeit.',
    next: 'Bitte einen letzten Tag eintragen.',
  },
  reference_missing: {
    what: 'Der Hinweis auf Vertrag oder Verpflichtung fehlt.',
    why: 'Wer nicht zur Schule gehört, handelt nur mit Vertrag oder schriftlicher Verpflichtung.',
    next: 'Bitte eintragen, wo das Schriftstück zu finden ist, zum Beispiel: Vertrag vom 1.8., Ordner 3.',
  },
  naming_of_self: {
    what: 'Sich selbst kann niemand ein Amt übertragen.',
    why: 'Wer ein Amt hat und wer es überträgt, sind zwei Personen.',
    next: 'Bitte jemand anderen wählen. Die Stellvertretung kann dieses Amt übertragen.',
  },
  naming_not_staff: {
    what: 'Diese Person kann dieses Amt nicht haben.',
    why: 'Leitung, Stellvertretung und Personalrat gehören zur Schule. Schülerinnen, Schüler und Eltern haben keine Ämter der Plattform.',
    next: 'Bitte jemanden aus dem Kollegium wählen.',
  },
  naming_outside_inspector: {
    what: 'Für die Einsicht kommt hier niemand von außen in Frage.',
    why: 'Das geht nur an kleinen Schulen mit weniger als 15 Beschäftigten.',
    next: 'Bitte jemanden aus dem Kollegium wählen. Die Größe der Schule steht auf der Seite „Schule“.',
    path: '/verwaltung/schule', pathLabel: 'Zur Seite Schule',
  },
  head_by_deputy: {
    what: 'Das kann die Stellvertretung nicht entscheiden.',
    why: 'Solange eine Schulleitung im Amt ist, trägt sie selbst ein, wer nach ihr kommt.',
    next: 'Bitte die Schulleitung fragen.',
  },
  head_already_coming: {
    what: 'Für die Nachfolge ist schon jemand eingetragen.',
    why: 'Es folgt immer nur eine Person, sonst gäbe es zwei Leitungen auf einmal.',
    next: 'Unter „Ämter“ zuerst diese Eintragung beenden, dann neu eintragen.',
    path: '/verwaltung', pathLabel: 'Zur Verwaltung',
  },
  head_until: {
    what: 'So früh geht es nicht mehr.',
    why: ({ date }) => `Die jetzige Leitung ist nach einer abgesagten Nachfolge bis ${formatGermanDate(String(date))} fest eingetragen.`,
    next: 'Bitte einen ersten Tag danach wählen. Bis dahin vertritt die Stellvertretung.',
  },
  head_needs_successor: {
    what: 'Die Schulleitung kann nicht leer bleiben.',
    why: 'Ohne Schulleitung könnte niemand freigeben oder bestellen.',
    next: 'Bitte eintragen, wer ab wann nachfolgt. Das bisherige Amt endet dann von selbst.',
  },
  release_option_missing: {
    what: ({ module }) => `„${module}“ kann noch nicht freigegeben werden.`,
    why: ({ option }) => (option === 'admin_system.hint' ? 'Es fehlt der Hinweis, wo Unterlagen der Verwaltung abgelegt werden. Ohne ihn sagt die Plattform niemandem, wohin damit.' : 'Eine Angabe zur Schule fehlt noch.'),
    next: 'Ablageort der Verwaltung angeben.',
    path: '/verwaltung/schule', pathLabel: 'Zur Seite Schule',
  },
  other_decided: {
    what: 'Darüber ist schon entschieden.',
    why: 'Die Schulleitung oder ihre Stellvertretung war gerade schneller und hat anders entschieden.',
    next: 'Bitte die Seite neu laden und die Entscheidung ansehen.',
  },
  other_term_too_long: {
    what: 'So lange geht es nicht auf einmal.',
    why: 'Konten für Personen, die der Schule nahestehen, haben immer ein Ende und werden von der Schulleitung verlängert.',
    next: 'Bitte einen früheren letzten Tag eintragen.',
  },
  custodian_external: {
    what: 'Diese Person kann den root-Zugang nicht verwahren.',
    why: 'Er bleibt in der Schule: Nur Lehrkräfte und Mitarbeitende der Schule verwahren ihn, nie jemand von außen.',
    next: 'Bitte jemanden aus dem Kollegium wählen.',
  },
  custodian_already: {
    what: 'Diese Person verwahrt den root-Zugang schon.',
    why: 'Jede Person steht nur einmal im Verzeichnis.',
    next: 'Zum Ändern des Ortes: übergeben und den neuen Ort eintragen.',
  },
  custody_over: {
    what: 'Diese Verwahrung ist beendet.',
    why: 'Inzwischen wurde übergeben oder beendet.',
    next: 'Bitte die Seite neu laden.',
  },
  root_event_ahead: {
    what: 'Dieser Tag liegt in der Zukunft.',
    why: 'Eingetragen wird, was geschehen ist.',
    next: 'Bitte das Datum prüfen.',
  },
  school_founded: {
    what: 'Die Schule ist schon eingerichtet.',
    why: 'Jemand war schneller, vielleicht im selben Augenblick. Der Einmalcode gilt nicht mehr.',
    next: 'Bitte die Seite neu laden und mit dem Zettel der Schulleitung anmelden.',
    path: '/', pathLabel: 'Zur Anmeldung',
  },
  first_decision: {
    what: 'Eine Angabe passt noch nicht.',
    why: 'Ein Datum oder ein Text ist nicht so, wie die Plattform ihn braucht.',
    next: 'Bitte Schuljahr und Ferien prüfen. Alles lässt sich später ändern.',
  },
  option_value: {
    what: 'Dieser Wert passt nicht.',
    why: 'Er liegt außerhalb dessen, was die Plattform zulässt, oder ein Datum fehlt.',
    next: 'Bitte die Angaben prüfen.',
  },
})
