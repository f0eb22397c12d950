/** What the platform's own refusals say to people. Rooms add theirs as `refusals` in their texts.de.ts; the codes here belong to the platform. */
import { count, defineRefusals } from '#platform/module/texts.ts'

export const refusals = defineRefusals({
  not_found: {
    what: 'Das gibt es hier nicht.',
    why: {
      sie: 'Die Adresse stimmt nicht, oder der Inhalt ist für Sie nicht oder nicht mehr da.',
      du: 'Die Adresse stimmt nicht, oder der Inhalt ist für dich nicht oder nicht mehr da.',
    },
    next: {
      sie: 'Gehen Sie zurück zu Heute. Fehlt etwas, fragen Sie die Person, von der Sie den Link haben.',
      du: 'Geh zurück zu Heute. Fehlt etwas, frag die Person, von der du den Link hast.',
    },
    path: '/',
    pathLabel: 'Zu Heute',
  },
  forbidden: {
    what: { sie: 'Das können Sie hier nicht tun.', du: 'Das kannst du hier nicht tun.' },
    why: { sie: 'Ihre Aufgabe an der Schule umfasst das nicht.', du: 'Das gehört nicht zu deinen Aufgaben an der Schule.' },
    next: { sie: 'Wer es darf, legt die Schulleitung fest. Fragen Sie dort nach, wenn Sie es brauchen.', du: 'Frag deine Lehrkraft, wenn du es brauchst.' },
  },
  own_family: {
    what: 'Das betrifft die eigene Familie.',
    why: 'Über das eigene Kind oder sich selbst entscheidet niemand im Dienst. So ist es für alle fair.',
    next: 'Bitte jemand anderen mit dieser Aufgabe oder die Vertretung. Als Mutter oder Vater geht alles wie bei anderen Eltern: mit dem Elternkonto oder auf Papier.',
  },
  not_released: {
    what: 'Dieser Teil ist an der Schule noch nicht freigegeben.',
    why: 'Bevor personenbezogene Daten verarbeitet werden, prüft die Schulleitung jeden Teil und gibt ihn frei.',
    next: {
      sie: 'Die Schulleitung gibt ihn unter „Freigaben“ frei. Bis dahin nutzen Sie bitte den bisherigen Weg.',
      du: 'Frag deine Lehrkraft, wie es bis dahin geht.',
    },
  },
  release_needed: {
    what: 'Das ruht, bis die Schulleitung zugestimmt hat.',
    why: 'Nach einer Aktualisierung würden hier Angaben gespeichert, die noch nicht freigegeben sind.',
    next: 'Die Schulleitung sieht die Änderung unter „Freigaben“ und kann sie dort freigeben. Alles andere läuft weiter.',
  },
  seen_needed: {
    what: 'Vorher ist noch etwas zu lesen.',
    why: {
      sie: 'Wer diesen Teil nutzt, muss die Regeln dazu kennen. Es gibt eine Fassung, die Sie noch nicht bestätigt haben.',
      du: 'Wer diesen Teil nutzt, muss die Regeln dazu kennen. Es gibt eine Fassung, die du noch nicht bestätigt hast.',
    },
    next: { sie: 'Lesen Sie den Text und bestätigen Sie ihn. Danach geht es hier weiter.', du: 'Lies den Text und bestätige ihn. Danach geht es hier weiter.' },
    path: ({ document }) => (document === undefined ? '/' : `/gelesen/${document}`),
    pathLabel: 'Jetzt lesen',
  },
  input_invalid: {
    what: 'Das konnte so nicht gespeichert werden.',
    why: 'Eine Angabe fehlt oder passt nicht.',
    next: {
      sie: 'Prüfen Sie die markierten Felder und versuchen Sie es noch einmal. Ihre Eingaben bleiben stehen.',
      du: 'Prüf die markierten Felder und versuch es noch einmal. Deine Eingaben bleiben stehen.',
    },
  },
  too_large: {
    what: 'Das ist zu groß.',
    why: 'Damit die Seite für alle schnell bleibt, gibt es eine Grenze für Texte und Dateien.',
    next: { sie: 'Kürzen Sie den Text oder teilen Sie die Datei auf.', du: 'Kürz den Text oder teil die Datei auf.' },
  },
  paper_too_heavy: {
    what: 'Dieses Papier ist zu groß.',
    why: 'Damit der Schulserver für alle schnell bleibt, gibt es für ein einzelnes Papier eine Grenze an Speicher und Zeit.',
    next: { sie: 'Drucken Sie weniger auf einmal, zum Beispiel klassenweise.', du: 'Druck weniger auf einmal.' },
  },
  too_many: {
    what: 'Das war gerade zu viel auf einmal.',
    why: 'Zum Schutz aller ist begrenzt, wie oft etwas hintereinander geht.',
    next: {
      sie: ({ wait_seconds }) =>
        typeof wait_seconds === 'number'
          ? `Warten Sie bitte ${wait(wait_seconds)} und versuchen Sie es dann noch einmal.`
          : 'Warten Sie bitte einen Augenblick und versuchen Sie es dann noch einmal.',
      du: ({ wait_seconds }) =>
        typeof wait_seconds === 'number'
          ? `Warte bitte ${wait(wait_seconds)} und versuch es dann noch einmal.`
          : 'Warte bitte einen Augenblick und versuch es dann noch einmal.',
    },
  },
  unavailable: {
    what: 'Das geht im Augenblick nicht.',
    why: 'Der Schulserver ist gerade nicht bereit.',
    next: {
      sie: 'Versuchen Sie es in einer Minute noch einmal. Ihre Eingaben bleiben stehen. Hält es an, sagen Sie bitte der Administration Bescheid.',
      du: 'Versuch es in einer Minute noch einmal. Deine Eingaben bleiben stehen. Hält es an, sag bitte deiner Lehrkraft Bescheid.',
    },
  },
  conflict: {
    what: 'Das wurde inzwischen geändert.',
    why: { sie: 'Jemand anderes, oder Sie in einem anderen Fenster, war schneller.', du: 'Jemand anderes, oder du in einem anderen Fenster, war schneller.' },
    next: {
      sie: 'Sehen Sie sich den neuen Stand an und entscheiden Sie dann noch einmal.',
      du: 'Sieh dir den neuen Stand an und entscheide dann noch einmal.',
    },
  },
  session_over: {
    what: { sie: 'Sie sind nicht mehr angemeldet.', du: 'Du bist nicht mehr angemeldet.' },
    why: 'Die Anmeldung ist abgelaufen oder wurde an anderer Stelle beendet.',
    next: { sie: 'Melden Sie sich bitte neu an.', du: 'Melde dich bitte neu an.' },
    path: '/anmelden',
    pathLabel: 'Neu anmelden',
  },
  network: {
    what: 'Keine Verbindung zum Schulserver.',
    why: 'Das Gerät ist gerade nicht im Netz, oder der Server antwortet nicht.',
    next: {
      sie: 'Prüfen Sie das WLAN. Ihre Eingaben bleiben stehen; sobald die Verbindung wieder da ist, geht es weiter.',
      du: 'Prüf das WLAN. Deine Eingaben bleiben stehen; sobald die Verbindung wieder da ist, geht es weiter.',
    },
  },
  fault: {
    what: 'Hier ist etwas schiefgegangen.',
    why: { sie: 'Der Fehler liegt bei der Plattform, nicht bei Ihnen.', du: 'Der Fehler liegt bei der Plattform, nicht bei dir.' },
    next: {
      sie: 'Laden Sie die Seite neu. Kommt es wieder vor, sagen Sie bitte der Administration, was Sie gerade tun wollten.',
      du: 'Lade die Seite neu. Kommt es wieder vor, sag bitte deiner Lehrkraft, was du gerade tun wolltest.',
    },
  },
  broken: {
    what: 'Hier ist etwas schiefgegangen.',
    why: { sie: 'Der Fehler liegt bei der Plattform, nicht bei Ihnen.', du: 'Der Fehler liegt bei der Plattform, nicht bei dir.' },
    next: {
      sie: 'Laden Sie die Seite neu. Kommt es wieder vor, sagen Sie bitte der Administration, was Sie gerade tun wollten.',
      du: 'Lade die Seite neu. Kommt es wieder vor, sag bitte deiner Lehrkraft, was du gerade tun wolltest.',
    },
  },
  foreign_page: {
    what: 'Das wurde nicht ausgeführt.',
    why: 'Der Auftrag kam nicht von einer Seite dieser Plattform.',
    next: {
      sie: 'Öffnen Sie die Plattform über die gewohnte Adresse und versuchen Sie es dort noch einmal.',
      du: 'Öffne die Plattform über die gewohnte Adresse und versuch es dort noch einmal.',
    },
  },
})

function wait(seconds: number): string {
  return seconds < 90
    ? count(Math.max(1, Math.ceil(seconds)), { one: 'eine Sekunde', other: '# Sekunden' })
    : count(Math.ceil(seconds / 60), { one: 'eine Minute', other: '# Minuten' })
}
