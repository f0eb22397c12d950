/** Words of the room identity: names of devices, and what refusals of sign-in, passwords and slips say. */
import { defineRefusals, defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  device: ({ browser, system }: { browser: string; system: string | null }) => (system === null ? browser : `${browser} auf ${system}`),
  browser_unknown: 'Browser',
  device_unknown: 'Unbekanntes Gerät',
  system_android: 'Android',
  system_iphone: 'dem iPhone',
  system_ipad: 'dem iPad',
  system_windows: 'Windows',
  system_mac: 'dem Mac',
  system_linux: 'Linux',
  system_chromebook: 'dem Chromebook',
})

export const refusals = defineRefusals({
  sign_in_failed: {
    what: 'Die Anmeldung hat nicht geklappt.',
    why: 'Der Name und das Passwort passen nicht zu einem Zugang, der gerade gilt.',
    next: {
      sie: 'Prüfen Sie die Schreibweise, auch groß und klein. Haben Sie das Passwort vergessen, gibt Ihnen die Schule einen neuen Zettel.',
      du: 'Prüf die Schreibweise, auch groß und klein. Hast du das Passwort vergessen, gibt dir deine Lehrkraft einen neuen Zettel.',
    },
  },
  too_many_tries: {
    what: 'Mit diesem Namen wurde es gerade zu oft versucht.',
    why: 'Damit niemand Passwörter durchprobieren kann, sind Versuche von fremden Geräten begrenzt. Der Zugang ist nicht gesperrt.',
    next: {
      sie: 'Versuchen Sie es in einer Stunde noch einmal, oder jetzt an einem Gerät, an dem Sie schon angemeldet waren, oder in der Schule.',
      du: 'Versuch es in einer Stunde noch einmal, oder jetzt an einem Gerät, an dem du schon angemeldet warst, oder in der Schule.',
    },
  },
  sign_in_busy: {
    what: 'Gerade melden sich sehr viele gleichzeitig an.',
    why: 'Damit der Unterricht weiterläuft, kommen Anmeldungen der Reihe nach dran.',
    next: { sie: 'Versuchen Sie es in einer Minute noch einmal.', du: 'Versuch es in einer Minute noch einmal.' },
  },
  slip_void: {
    what: 'Dieser Code gilt nicht.',
    why: 'Er ist falsch getippt, wurde schon benutzt, durch einen neueren Zettel ersetzt oder ist abgelaufen.',
    next: {
      sie: 'Vergleichen Sie ihn mit dem Zettel. Gilt er nicht mehr, gibt Ihnen die Schule einen neuen.',
      du: 'Vergleich ihn mit dem Zettel. Gilt er nicht mehr, gibt dir deine Lehrkraft einen neuen.',
    },
  },
  password_wrong: {
    what: 'Das bisherige Passwort stimmt nicht.',
    why: {
      sie: 'Ein neues Passwort gibt es nur mit dem bisherigen, damit niemand anders es an Ihrem Gerät ändert.',
      du: 'Ein neues Passwort gibt es nur mit dem bisherigen, damit niemand anders es an deinem Gerät ändert.',
    },
    next: {
      sie: 'Tippen Sie es noch einmal. Haben Sie es vergessen, gibt Ihnen die Schule einen neuen Zettel.',
      du: 'Tipp es noch einmal. Hast du es vergessen, gibt dir deine Lehrkraft einen neuen Zettel.',
    },
  },
  pw_short: {
    what: 'Dieses Passwort ist zu kurz.',
    why: ({ length_min }) => `Es braucht mindestens ${length_min} Zeichen. Länge schützt am besten.`,
    next: {
      sie: 'Nehmen Sie zum Beispiel vier Wörter, die nichts miteinander zu tun haben, mit Leerzeichen dazwischen.',
      du: 'Nimm zum Beispiel vier Wörter, die nichts miteinander zu tun haben, mit Leerzeichen dazwischen.',
    },
  },
  pw_long: {
    what: 'Dieses Passwort ist zu lang.',
    why: ({ length_max }) => `Mehr als ${length_max} Zeichen machen es nicht sicherer.`,
    next: { sie: 'Kürzen Sie es.', du: 'Kürz es.' },
  },
  pw_common: {
    what: 'Dieses Passwort ist leicht zu erraten.',
    why: 'Es besteht vor allem aus Wörtern, die sehr viele als Passwort nehmen. Zahlen und Zeichen am Ende ändern daran wenig.',
    next: {
      sie: 'Nehmen Sie andere Wörter, die nichts miteinander zu tun haben, oder mehr davon.',
      du: 'Nimm andere Wörter, die nichts miteinander zu tun haben, oder mehr davon.',
    },
  },
  pw_pattern: {
    what: 'Dieses Passwort ist leicht zu erraten.',
    why: 'Es besteht vor allem aus einem Muster: Tasten nebeneinander, eine Reihe, eine Wiederholung oder ein Datum.',
    next: {
      sie: 'Nehmen Sie Wörter statt Tastenfolgen, zum Beispiel vier, die nichts miteinander zu tun haben.',
      du: 'Nimm Wörter statt Tastenfolgen, zum Beispiel vier, die nichts miteinander zu tun haben.',
    },
  },
  pw_name: {
    what: 'Dieses Passwort ist leicht zu erraten.',
    why: { sie: 'Es besteht vor allem aus Ihrem Namen.', du: 'Es besteht vor allem aus deinem Namen.' },
    next: { sie: 'Nehmen Sie Wörter, die niemand mit Ihnen verbindet.', du: 'Nimm Wörter, die niemand mit dir verbindet.' },
  },
  pw_school: {
    what: 'Dieses Passwort ist leicht zu erraten.',
    why: 'Es besteht vor allem aus dem Namen der Schule, des Ortes oder der Klasse.',
    next: { sie: 'Nehmen Sie Wörter, die niemand mit der Schule verbindet.', du: 'Nimm Wörter, die niemand mit der Schule verbindet.' },
  },
  pw_previous: {
    what: 'Dieses Passwort gab es schon.',
    why: 'Wer ein altes Passwort kennt, soll damit nicht wieder hereinkommen.',
    next: { sie: 'Wählen Sie ein anderes.', du: 'Wähl ein anderes.' },
  },
  card_refused: {
    what: 'So ging die Tür nicht auf.',
    why: 'Die Bilder passen nicht zur Karte, oder die Klasse ist gerade nicht geöffnet.',
    // Nobody is signed in on the page of the card, and only children stand there.
    next: { sie: 'Frag deine Lehrerin oder deinen Lehrer.', du: 'Frag deine Lehrerin oder deinen Lehrer.' },
  },
  renewal_over: {
    what: 'Die Zeit für diese Seite ist um.',
    why: 'Ein neues Passwort lässt sich nur eine Viertelstunde nach der Eingabe des alten wählen, und nur einmal.',
    next: { sie: 'Beginnen Sie noch einmal bei der Anmeldung.', du: 'Fang noch einmal bei der Anmeldung an.' },
  },
  second_proof_missing: {
    what: 'Für ein neues Passwort fehlt noch ein zweiter Nachweis.',
    why: 'Ein Gerät wurde als verloren gemeldet. Wer es gefunden hat, könnte das alte Passwort kennen.',
    next: {
      sie: 'Melden Sie sich in der Schule an, oder lassen Sie sich dort einen Zettel geben.',
      du: 'Melde dich in der Schule an, lass es einen Elternteil bestätigen, oder hol dir einen Zettel.',
    },
  },
  nothing_to_renew: {
    what: 'Hier gibt es nichts zu bestätigen.',
    why: 'Das Passwort wurde schon neu gewählt, oder es wurde kein Gerät gemeldet.',
    next: 'Weiter ist nichts zu tun.',
  },
})
