/** What the second factor adds to the manifest of the room identity. Data only. */
import { EVERYONE } from '#platform/access/vocabulary.ts'
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

export const factorRights: Manifest['rights'] = {
  'identity.prove_factor': [rule(EVERYONE)],
  'identity.list_factors': [rule(EVERYONE)],
  'identity.enrol_factor': [rule(EVERYONE)],
  'identity.manage_factor': [rule(EVERYONE, 'self')],
  // R4.2: a written act about somebody else; who keeps the accounts can't open the way into those who hold an office.
  'identity.void_factors': [rule(['head', 'deputy'], undefined, 'someone_else'), rule(['task:users'], undefined, 'without_office')],
}

export const factorCategories: Manifest['categories'] = {
  factor: {
    label: 'Zweiter Faktor: Name und Art, Geheimnis der Code-App verschlüsselt, öffentlicher Schlüssel des Passkeys, Wiederherstellungscodes nur als Prüfwert',
    source: 'die Person selbst',
    readers: ['Name und Art nur die Person selbst; das Übrige niemand, nur die Prüfung bei der Anmeldung'],
    recipients: [],
    thirdCountry: false,
    inBackup: true,
  },
}

export const factorData: Manifest['data'] = [
  table('second_factor', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: {
      id: technical,
      person_id: personal('factor'),
      kind: personal('factor'),
      label: personal('factor'),
      secret: personal('factor'),
      credential_id: personal('factor'),
      public_key: personal('factor'),
      transports: personal('factor'),
      counter: personal('factor'),
      enrolled_at: personal('factor'),
    },
    keep: until.account,
    onRestore: 'drop',
  }),
  table('second_factor_end', {
    subjects: [
      { via: 'factor_id>second_factor.person_id', as: 'self', onErasure: 'delete', export: ['access'] },
      { via: 'ended_by', as: 'ender', onErasure: 'anonymise', export: ['access'] },
    ],
    columns: { factor_id: technical, reason: personal('factor'), ended_by: personal('factor'), at: personal('factor') },
    keep: until.account,
    onRestore: 'drop',
  }),
  table('passkey_challenge', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: [] }],
    columns: { challenge_hash: technical, person_id: personal('factor'), purpose: technical, valid_until: technical },
    keep: until.days(1, 'valid_until'),
    onRestore: 'drop',
  }),
  table('recovery_code', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: { id: technical, person_id: personal('factor'), code_hash: personal('factor'), made_at: personal('factor') },
    keep: until.account,
    onRestore: 'drop',
  }),
  table('recovery_code_end', {
    subjects: [{ via: 'code_id>recovery_code.person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: { code_id: technical, reason: personal('factor'), at: personal('factor') },
    keep: until.account,
    onRestore: 'drop',
  }),
]

export const factorLogs: Manifest['logs'] = [
  { event: 'identity.factor_enrolled', fields: ['kind'], text: 'Eine Person mit Amt hat einen zweiten Faktor eingerichtet.' },
  { event: 'identity.factor_removed', fields: ['kind'], text: 'Eine Person mit Amt hat einen zweiten Faktor entfernt.' },
  { event: 'identity.recovery_code_used', fields: ['left'], text: 'Ein Wiederherstellungscode wurde benutzt (und wie viele noch übrig sind).' },
  {
    event: 'identity.factors_voided',
    fields: ['factors'],
    text: 'Für eine Person, die ihren zweiten Faktor verloren hat, wurden alle Faktoren, das Passwort und die Anmeldungen ungültig und ein neuer Zettel ausgegeben.',
  },
]
