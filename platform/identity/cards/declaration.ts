/** What cards add to the manifest of the room identity. Data only. */
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

export const cardRights: Manifest['rights'] = {
  'identity.see_group': [rule(['pupil', 'teacher', 'staff', 'other'], 'member'), rule(['head', 'deputy', 'task:users', 'task:groups'])],
  // A6: the teacher's act, in front of the class. `cards`: a class of the grades that sign in with cards.
  'identity.open_class_sign_in': [rule(['teacher', 'staff'], 'class_lead', 'cards'), rule(['teacher'], 'responsible', 'cards')],
  'identity.print_cards': [rule(['teacher', 'staff'], 'class_lead', 'cards'), rule(['task:users'], undefined, 'cards')],
  // A6: at home, by a parent with custody; taken away by the one who paired it, the class lead and the office.
  'identity.pair_device': [rule(['parent'], 'guardian', 'card_grade')],
  'identity.see_paired_devices': [rule(['parent'], 'guardian', 'pupil'), rule(['teacher', 'staff'], 'class_lead', 'pupil'), rule(['task:users', 'task:consent_register'], undefined, 'pupil')],
  'identity.end_paired_device': [rule(['parent'], 'author'), rule(['teacher', 'staff'], 'class_lead'), rule(['task:users', 'task:consent_register'])],
  'identity.revoke_card': [rule(['teacher', 'staff'], 'class_lead', 'pupil'), rule(['task:users'], undefined, 'pupil')],
}

export const cardCategories: Manifest['categories'] = {
  card: {
    label: 'Anmeldekarte der ersten Klassen: wann gedruckt, von wem, wie beendet; Code und Bilder nur als Prüfwert',
    source: 'Druck durch Klassenleitung oder Administration',
    readers: ['Klassenleitung', 'Administration (Aufgabe Konten)'],
    recipients: [],
    thirdCountry: false,
    inBackup: true,
  },
  paired_device: {
    label: 'Gerät zu Hause, auf dem die Anmeldekarte gilt: Name des Browsers, seit wann, von welchem Elternteil; das Merkmal des Browsers nur als Prüfwert',
    source: 'der Elternteil, der das Gerät freischaltet',
    readers: ['der Elternteil selbst', 'Klassenleitung und Sekretariat: ohne den Elternteil'],
    recipients: [],
    thirdCountry: false,
    inBackup: false,
  },
  class_sign_in: {
    label: '„Klasse anmelden“: wer eine Klasse wann geöffnet hat und wer dabei hereinkam',
    source: 'Lehrkraft der Klasse; Anmeldung mit der Karte',
    readers: ['Lehrkräfte der Klasse, solange die Anmeldung besteht'],
    recipients: [],
    thirdCountry: false,
    inBackup: false,
  },
}

export const cardData: Manifest['data'] = [
  table('paired_device', {
    subjects: [
      { via: 'person_id', as: 'child', onErasure: 'delete', export: ['access'], isOwner: true },
      { via: 'paired_by', as: 'parent', onErasure: 'delete', export: ['access'] },
    ],
    columns: {
      id: technical, person_id: personal('paired_device'), paired_by: personal('paired_device'), token_hash: personal('paired_device'), device_label: personal('paired_device'),
      paired_on: personal('paired_device'), paired_at: personal('paired_device'),
    },
    keep: until.account,
    onRestore: 'drop',
    appendOnly: true,
  }),
  table('paired_device_end', {
    subjects: [
      { via: 'device_id>paired_device.person_id', as: 'child', onErasure: 'delete', export: ['access'] },
      { via: 'ended_by', as: 'ender', onErasure: 'anonymise', export: [] },
    ],
    columns: { device_id: technical, reason: personal('paired_device'), ended_by: personal('paired_device'), at: personal('paired_device') },
    keep: until.account,
    onRestore: 'drop',
    appendOnly: true,
  }),
  table('sign_in_card', {
    subjects: [
      { via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] },
      { via: 'made_by', as: 'maker', onErasure: 'anonymise', export: ['access'] },
    ],
    columns: { id: technical, person_id: personal('card'), code_hash: personal('card'), pictures_hash: personal('card'), made_by: personal('card'), made_at: personal('card') },
    keep: until.account,
    onRestore: 'drop',
  }),
  table('sign_in_card_end', {
    subjects: [
      { via: 'card_id>sign_in_card.person_id', as: 'self', onErasure: 'delete', export: ['access'] },
      { via: 'ended_by', as: 'ender', onErasure: 'anonymise', export: ['access'] },
    ],
    columns: { card_id: technical, reason: personal('card'), ended_by: personal('card'), at: personal('card') },
    // As long as the card's own row: without its end it would open again.
    keep: until.account,
    onRestore: 'drop',
  }),
  table('class_sign_in', {
    subjects: [{ via: 'opened_by', as: 'opener', onErasure: 'anonymise', export: ['access'] }],
    columns: { id: technical, group_id: technical, opened_by: personal('class_sign_in'), opened_at: personal('class_sign_in'), closes_at: personal('class_sign_in') },
    keep: until.days(14, 'opened_at'),
    onRestore: 'drop',
  }),
  table('class_sign_in_end', {
    subjects: [{ via: 'ended_by', as: 'ender', onErasure: 'anonymise', export: ['access'] }],
    columns: { class_sign_in_id: technical, ended_by: personal('class_sign_in'), at: personal('class_sign_in') },
    keep: until.days(30, 'at'),
    onRestore: 'drop',
  }),
  table('class_sign_in_use', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: { session_id: technical, class_sign_in_id: technical, person_id: personal('class_sign_in'), at: personal('class_sign_in') },
    keep: until.days(1, 'at'),
    onRestore: 'drop',
  }),
]

export const cardLogs: Manifest['logs'] = [
  { event: 'identity.cards_printed', fields: ['group', 'count'], text: 'Anmeldekarten wurden gedruckt; Codes und Bilder stehen nur auf dem Papier.' },
  { event: 'identity.card_revoked', fields: [], text: 'Eine Anmeldekarte wurde gesperrt.' },
  { event: 'identity.device_paired', fields: [], text: 'Ein Elternteil hat ein Gerät zu Hause für die Anmeldekarte eines Kindes freigeschaltet.' },
  { event: 'identity.paired_device_ended', fields: [], text: 'Ein solches Gerät wurde entfernt.' },
  { event: 'identity.class_opened', fields: ['group'], text: 'Eine Klasse wurde für die Anmeldung mit Karten geöffnet.' },
]
