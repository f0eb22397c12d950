/** Words of the consent register. */
import { defineRefusals, defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  title: 'Einwilligungen',
})

export const refusals = defineRefusals({
  not_in_class: { what: 'Ein Formular passt nicht zu dieser Klasse.', why: 'Das Kind ist heute nicht in dieser Klasse.', next: 'Bitte die Seite neu laden und die Liste prüfen.' },
  pupil_twice: { what: 'Ein Kind steht zweimal in der Eingabe.', why: 'Jedes Kind hat ein Formular.', next: 'Bitte die Seite neu laden und noch einmal eintragen.' },
  date_in_future: { what: 'Das Datum liegt in der Zukunft.', why: 'Eine Unterschrift kann nicht nach heute geleistet sein.', next: 'Bitte das Datum vom Formular übernehmen.' },
  date_too_old: { what: 'Das Datum liegt sehr weit zurück.', why: 'Vermutlich stimmt die Jahreszahl nicht.', next: 'Bitte das Datum vom Formular prüfen.' },
  date_before_version: { what: 'Datum und Fassung passen nicht zusammen.', why: 'Diese Fassung gab es an dem Tag noch nicht.', next: 'Bitte die Fassung vom Formular wählen oder das Datum prüfen.' },
  version_unknown: { what: 'Diese Fassung gibt es nicht.', why: 'Sie gehört nicht zu diesem Zweck.', next: 'Bitte die Seite neu laden und die Fassung neu wählen.' },
  version_changed: { what: 'Der Text ist inzwischen neu gefasst.', why: 'Zugestimmt wird immer dem Text, der zu sehen war.', next: { sie: 'Bitte lesen Sie die neue Fassung und entscheiden Sie dann.', du: 'Bitte lies die neue Fassung und entscheide dann.' } },
  not_a_holder: { what: 'Diese Person ist für das Kind nicht eingetragen.', why: 'Nur eingetragene Sorgeberechtigte können so ausgewählt werden.', next: 'Bitte die Person auswählen, die unterschrieben hat, oder den Namen vom Formular eintragen.' },
  not_of_age: { what: { sie: 'Das können Sie noch nicht selbst erklären.', du: 'Das kannst du noch nicht selbst erklären.' }, why: 'Bis zum 18. Geburtstag entscheiden die Sorgeberechtigten.', next: { sie: 'Bitte geben Sie das Formular den Sorgeberechtigten.', du: 'Gib das Formular bitte deinen Eltern.' } },
  no_own_voice: { what: { sie: 'Das können Sie hier nicht selbst erklären.', du: 'Das kannst du hier nicht selbst erklären.' }, why: 'Eine eigene Erklärung zählt erst ab dem Alter, das die Schule festgelegt hat.', next: { sie: 'Bitte sprechen Sie mit der Klassenleitung.', du: 'Sprich bitte mit deinen Eltern oder deiner Klassenlehrkraft.' } },
})
