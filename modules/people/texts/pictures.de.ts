/** Words about pictures of persons and groups. */
import { defineTexts } from '#platform/module/texts.ts'

export const texts = defineTexts({
  picture: 'Bild',
  picture_of: ({ label }: { label: string }) => `Bild von ${label}`,
  choose_picture: 'Bild wählen',
  other_picture: 'Anderes Bild',
  remove_picture: 'Bild entfernen',
  picture_hint: {
    sie: 'Es sieht, wer auch Ihren Namen sieht. Ort, Zeit und Gerät aus dem Foto werden nicht gespeichert. Freiwillig: Ohne Bild stehen dort Ihre Anfangsbuchstaben.',
    du: 'Es sieht, wer auch deinen Namen sieht. Ort, Zeit und Gerät aus dem Foto werden nicht gespeichert. Freiwillig: Ohne Bild stehen dort deine Anfangsbuchstaben.',
  },
  group_picture_hint: { sie: 'Alle in der Gruppe sehen es. Nehmen Sie nichts, auf dem Schülerinnen oder Schüler zu erkennen sind.', du: 'Alle in der Gruppe sehen es. Nimm nichts, auf dem jemand zu erkennen ist.' },
  take_down: 'Bild entfernen',
  take_down_title: ({ name }: { name: string }) => `Bild von ${name} entfernen?`,
  take_down_text: 'Das Bild ist danach nirgends mehr zu sehen. Wer es entfernt hat und warum, steht im Verzeichnis der Vorgänge. Ein neues Bild kann nur die Person selbst wählen.',
  take_down_reason: 'Warum?',
  take_down_confirm: 'Entfernen',
  reason_not_the_person: 'zeigt jemand anderen',
  reason_hurts: 'verletzt oder stellt jemanden bloß',
  reason_unsuitable: 'passt nicht in die Schule',
  reason_asked_for: 'auf Wunsch der Person oder der Eltern',
  picture_taken_down: ({ name }: { name: string }) => `Das Bild von ${name} ist entfernt.`,
})
