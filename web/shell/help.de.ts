/** The page Hilfe: short answers to what people ask most. Words only; nothing here promises what the house can't do. */
import { defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  title: 'Hilfe',
  lead: 'Kurze Antworten auf das, was am häufigsten gefragt wird.',

  dangerTitle: 'Bei Gefahr',
  danger: {
    sie: 'Rufen Sie bei Gefahr sofort 112 an. Nachrichten hier liest vielleicht erst am nächsten Schultag jemand.',
    du: 'Ruf bei Gefahr sofort 112 an. Nachrichten hier liest vielleicht erst am nächsten Schultag jemand. Reden kannst du auch mit der Nummer gegen Kummer: 116 111, kostenlos und ohne deinen Namen zu sagen.',
  },

  signInTitle: 'Anmelden',
  signIn1: {
    sie: 'Beim ersten Mal melden Sie sich mit dem Zettel der Schule an. Der Code darauf gilt einmal; danach wählen Sie ein eigenes Passwort.',
    du: 'Beim ersten Mal meldest du dich mit dem Zettel der Schule an. Der Code darauf gilt einmal; danach wählst du ein eigenes Passwort.',
  },
  signIn2: {
    sie: 'Ein gutes Passwort ist lang: drei oder vier Wörter hintereinander sind leichter zu merken als Sonderzeichen. Einfügen aus einem Passwortspeicher ist erlaubt.',
    du: 'Ein gutes Passwort ist lang: Drei oder vier Wörter hintereinander kannst du dir leichter merken als Sonderzeichen.',
  },
  signIn3: {
    sie: 'Passwort vergessen? Die Administration gibt einen neuen Zettel, Eltern auch das Sekretariat. Am Telefon oder per Mail fragt die Schule nie nach Ihrem Passwort.',
    du: 'Passwort vergessen? Eine Lehrkraft oder deine Klassenleitung hilft dir mit einem Code oder einem neuen Zettel. Dein Passwort geht niemanden etwas an, auch keine Lehrkraft.',
  },

  deviceTitle: 'Eigenes oder gemeinsames Gerät',
  device1: {
    sie: 'Auf einem gemeinsamen Gerät endet die Anmeldung nach kurzer Pause und beim Schließen der Seite; im Browser bleibt nichts zurück.',
    du: 'Auf einem gemeinsamen Gerät endet die Anmeldung nach kurzer Pause und beim Schließen der Seite; im Browser bleibt nichts zurück.',
  },
  device2: {
    sie: 'Gerät verloren? Melden Sie es gleich: Im Profil beenden Sie die Anmeldung auf jedem Ihrer Geräte. Auch Klassenleitung und Sekretariat können das für Sie tun.',
    du: 'Gerät verloren? Sag es gleich: Im Profil beendest du die Anmeldung auf jedem deiner Geräte. Deine Klassenleitung oder das Sekretariat kann das auch für dich tun.',
  },

  refusedTitle: 'Wenn etwas nicht geht',
  refused1: {
    sie: 'Ein blauer Rand heißt: Das geht hier nicht. Daneben steht, warum, und was Sie als Nächstes tun können.',
    du: 'Ein blauer Rand heißt: Das geht hier nicht. Daneben steht, warum, und was du als Nächstes tun kannst.',
  },
  refused2: {
    sie: 'Ein gelber Rand heißt: Das wartet auf Sie. Rot ist nur für Gefahr.',
    du: 'Ein gelber Rand heißt: Das wartet auf dich. Rot ist nur für Gefahr.',
  },
  refused3: {
    sie: 'Ohne Verbindung bleibt stehen, was Sie geschrieben haben. Sobald das Netz wieder da ist, geht es weiter.',
    du: 'Ohne Verbindung bleibt stehen, was du geschrieben hast. Sobald das Netz wieder da ist, geht es weiter.',
  },

  dataTitle: 'Was hier gespeichert wird',
  data: {
    sie: 'Unter „Was hier gespeichert wird“ steht für jeden Teil, welche Angaben er speichert, wozu, wie lange und wer sie lesen kann. Die Seite lässt sich drucken.',
    du: 'Unter „Was hier gespeichert wird“ steht, was über dich gespeichert wird, wozu, wie lange und wer es lesen kann.',
  },

  keysTitle: 'Mit der Tastatur',
  keySearch: 'Suche öffnen',
  keyNext: 'zum nächsten Feld oder Knopf',
  keyClose: 'Fenster oder Liste schließen',
  keySend: 'Nachricht senden; mit Umschalttaste eine neue Zeile',
  keyZoom: 'größer und kleiner; alles bleibt bedienbar',
  keySearchName: 'Strg K',
  keyNextName: 'Tab',
  keyCloseName: 'Esc',
  keySendName: 'Eingabe',
  keyZoomName: 'Strg +',

  peopleTitle: 'Wer hilft',
  people1: {
    sie: 'Zettel, Passwörter, Klassenzugehörigkeit: Klassenleitung oder Sekretariat.',
    du: 'Zettel, Passwort, falsche Klasse: deine Klassenleitung oder das Sekretariat.',
  },
  people2: {
    sie: 'Technik: die Administration der Schule. Ihr Passwort braucht dafür niemand.',
    du: 'Technik: sag es deiner Lehrkraft. Sie weiß, wer sich darum kümmert.',
  },
  people3: {
    sie: 'Datenschutz: die Datenschutzbeauftragte oder der Datenschutzbeauftragte der Schule.',
    du: 'Wenn dir etwas unangenehm ist oder dich jemand ärgert: Sprich mit einer Lehrkraft, der du vertraust.',
  },

  ownTitle: 'Mit der eigenen Schule beginnen',
  own1: 'Diese Vorführung lebt von erfundenen Personen und hat mit Ihrer Schule nichts zu tun.',
  own2: 'Für die eigene Schule: die Vorführung im Terminal mit Strg C beenden, dann',
  own3: 'eingeben. Es wird ein Einmalcode angezeigt, mit dem die Einrichtung im Browser beginnt: Schule, Schulleitung, Bundesland, Schuljahr. Danach folgen Import, Freigaben und die Zettel zum Drucken.',
  ownCommand: 'npm start',
})
