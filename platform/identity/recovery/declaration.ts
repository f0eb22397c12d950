/** What coming back in adds to the manifest of the room identity. Data only. */
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

export const recoveryRights: Manifest['rights'] = {
  // R8.2: a parent of a minor; guardianship ends with the majority by itself (platform/access/actors.ts).
  'identity.confirm_renewal': [rule(['parent'], 'guardian', 'pupil')],
  'identity.list_slip_notices': [rule(['pupil'])],
  'identity.answer_slip_notice': [rule(['pupil'], 'self')],
}

export const recoveryCategories: Manifest['categories'] = {
  slip_answer: {
    label: 'Antwort auf einen Code, den eine Lehrkraft für ein vergessenes Passwort gemacht hat: „Das war ich“ oder „Das war ich nicht“',
    source: 'die Person selbst',
    readers: ['die Person selbst', 'bei „Das war ich nicht“ die Administration (Aufgabe Konten)'],
    recipients: [],
    thirdCountry: false,
    inBackup: true,
  },
  renewal: {
    label: 'Bestätigung eines Elternteils, dass nach einem Geräteverlust das Kind selbst ein neues Passwort wählt',
    source: 'Elternteil',
    readers: ['Elternteil'],
    recipients: [],
    thirdCountry: false,
    inBackup: false,
  },
}

export const recoveryData: Manifest['data'] = [
  table('access_slip_answer', {
    subjects: [{ via: 'slip_id>access_slip.person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: { slip_id: technical, answer: personal('slip_answer'), at: personal('slip_answer') },
    keep: until.days(180, 'at'),
    onRestore: 'drop',
  }),
  table('renewal_confirmation', {
    subjects: [
      { via: 'voided_id>credential_voided.person_id', as: 'self', onErasure: 'delete', export: ['access'] },
      { via: 'confirmed_by', as: 'confirmer', onErasure: 'anonymise', export: ['access'] },
    ],
    columns: { id: technical, voided_id: technical, confirmed_by: personal('renewal'), at: personal('renewal') },
    keep: until.days(1, 'at'),
    onRestore: 'drop',
  }),
]

export const recoveryLogs: Manifest['logs'] = [
  { event: 'identity.renewal_confirmed', fields: [], text: 'Ein Elternteil hat bestätigt, dass das Kind nach einem Geräteverlust selbst ein neues Passwort wählt.' },
  { event: 'identity.slip_denied', fields: [], text: 'Jemand hat einen Code, den eine Lehrkraft gemacht hat, nicht selbst gewollt: alle Anmeldungen und Zettel enden.' },
  { event: 'identity.spraying_noticed', fields: ['accounts'], text: 'Von außen wurden auffällig viele Anmeldenamen durchprobiert (nur die Anzahl).' },
]
