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
  // First and family name of whoever is gone: migration 0036 says the same.
  deleted_given_name: 'Gelöschtes',
  deleted_family_name: 'Konto',
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
  second_factor_needed: {
    what: 'Hier fehlt noch Ihre Bestätigung.',
    why: 'Seiten eines Amtes fragen nach einer Viertelstunde noch einmal nach dem zweiten Faktor, damit niemand anderes sie an Ihrem Gerät benutzt.',
    next: 'Bestätigen Sie mit Ihrem Passkey oder mit einem Code. Was Sie eingegeben haben, bleibt stehen.',
  },
  paired_many: {
    what: 'Für dieses Kind sind schon viele Geräte freigeschaltet.',
    why: 'Mehr als einige wenige verliert man aus dem Blick.',
    next: 'Bitte zuerst ein altes Gerät entfernen.',
  },
  longer_password_needed: {
    what: 'Dafür ist Ihr Passwort noch zu kurz.',
    why: 'Zu einem Amt oder einer Aufgabe gehört ein längeres Passwort. Bis dahin gelten diese Rechte nicht.',
    next: 'Ändern Sie es im Profil. Danach geht es hier weiter.',
    path: '/profil', pathLabel: 'Zum Profil',
  },
  factor_enrolment_needed: {
    what: 'Vorher richten Sie bitte einen zweiten Faktor ein.',
    why: 'Wer ein Amt oder eine Aufgabe der Administration hat, meldet sich mit Passwort und zweitem Faktor an.',
    next: 'Laden Sie die Seite neu, dann geht es mit der Einrichtung weiter.',
  },
  factor_wrong: {
    what: 'Das hat nicht gepasst.',
    why: 'Der Code ist falsch, abgelaufen oder wurde schon benutzt. Jeder Code gilt nur einmal.',
    next: 'Warten Sie auf den nächsten Code und geben Sie ihn ein. Stimmt es wieder nicht, prüfen Sie die Uhr des Telefons.',
  },
  factor_ticket_over: {
    what: 'Die Zeit für diesen Schritt ist um.',
    why: 'Zwischen Passwort und zweitem Faktor liegen höchstens zehn Minuten.',
    next: 'Melden Sie sich bitte noch einmal an.',
    path: '/anmelden',
    pathLabel: 'Zur Anmeldung',
  },
  factor_draft_over: {
    what: 'Dieses Bild gilt nicht mehr.',
    why: 'Es gilt eine Viertelstunde, damit niemand es später abfotografiert.',
    next: 'Lassen Sie ein neues anzeigen. Den alten Eintrag in der App können Sie löschen.',
  },
  factor_code_unfit: {
    what: 'Dieser Code passt nicht.',
    why: 'Er gehört nicht zu diesem Bild, oder die Uhr des Telefons geht falsch.',
    next: 'Geben Sie den Code ein, den die App gerade zeigt.',
  },
  factor_last: {
    what: 'Dieser Faktor bleibt.',
    why: 'Es ist Ihr letzter, und zu Ihrem Amt oder an dieser Schule gehört ein zweiter Faktor.',
    next: 'Richten Sie zuerst einen anderen ein, dann können Sie diesen entfernen.',
  },
  factor_none: {
    what: 'Hier gibt es keinen zweiten Faktor.',
    why: 'Es ist keiner eingerichtet.',
    next: 'Für ein vergessenes Passwort genügt ein neuer Zettel.',
  },
  factors_too_many: {
    what: 'Mehr zweite Faktoren gehen nicht.',
    why: 'Damit die Liste überschaubar bleibt, sind es höchstens zehn.',
    next: 'Entfernen Sie einen, den Sie nicht mehr brauchen.',
  },
  passkey_none: {
    what: 'Ein Passkey geht hier nicht.',
    why: 'Es ist keiner eingerichtet, oder die Adresse dieser Seite erlaubt keinen.',
    next: 'Nehmen Sie den Code der App oder einen Wiederherstellungscode.',
  },
  passkey_unfit: {
    what: 'Der Passkey wurde nicht angenommen.',
    why: 'Er passt nicht zu dieser Adresse, ist schon bekannt, oder es hat zu lange gedauert.',
    next: 'Versuchen Sie es noch einmal auf dieser Seite.',
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
    why: 'Die Bilder passen nicht zur Karte, oder die Klasse ist gerade nicht geöffnet. Zu Hause geht es nur auf einem Gerät, das Eltern freigeschaltet haben.',
    // Nobody is signed in on the page of the card, and only children stand there.
    next: { sie: 'Frag deine Lehrerin, deinen Lehrer oder deine Eltern.', du: 'Frag deine Lehrerin, deinen Lehrer oder deine Eltern.' },
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
