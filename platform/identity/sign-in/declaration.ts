/** What sign-in adds to the manifest of the room identity. Data only. */
import { EVERYONE } from '#platform/access/vocabulary.ts'
import { personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'

const classLead = rule(['teacher', 'staff'], 'class_lead', 'pupil')
/** R8.2: a parent for the minor; guardianship ends with the majority by itself. */
const guardian = rule(['parent'], 'guardian', 'pupil')

export const signInRights: Manifest['rights'] = {
  'identity.read_session': [rule(['nobody'])],
  'identity.sign_in': [rule(['nobody'])],
  'identity.sign_out': [rule(['nobody'])],
  'identity.use_slip': [rule(['nobody'])],
  'identity.change_password': [rule(EVERYONE)],
  'identity.list_sessions': [rule(EVERYONE)],
  // A9: always the own ones only.
  'identity.list_attempts': [rule(EVERYONE)],
  'identity.end_session': [rule(EVERYONE, 'self')],
  'identity.end_other_sessions': [rule(EVERYONE)],
  'identity.report_loss': [rule(EVERYONE)],
  'identity.see_person': [rule(['head', 'deputy', 'task:users']), classLead, guardian],
  // A12: class lead and office. Who keeps the accounts can't shut out those who appointed them, nor each other: that is for the head and the deputy (R4.1).
  'identity.report_loss_for': [rule(['task:users'], undefined, 'without_office'), rule(['head', 'deputy']), classLead, guardian],
}

export const signInCategories: Manifest['categories'] = {
  password: {
    label: 'Passwort, nur als Prüfwert (argon2id); ob es für ein Amt zu kurz ist (nie die Länge); nach einer Verlustmeldung der alte Prüfwert, damit es nicht wieder gewählt wird',
    source: 'die Person selbst',
    readers: ['niemand; nur die Prüfung bei der Anmeldung'],
    recipients: [],
    thirdCountry: false,
    inBackup: true,
  },
  slip: {
    label: 'Zugangszettel: Art, wann gedruckt, von wem, bis wann gültig, wie beendet; der Code nur als Prüfwert',
    source: 'Druck durch Klassenleitung oder Administration; Code einer Lehrkraft bei vergessenem Passwort',
    readers: ['Administration (Aufgabe Konten)', 'Klassenleitung', 'die Person selbst'],
    recipients: [],
    thirdCountry: false,
    inBackup: true,
  },
  session: {
    label: 'Angemeldete Browser: Art des Geräts, Name des Browsers, Beginn und Ende, letzte Bestätigung mit dem zweiten Faktor',
    source: 'die Person selbst bei der Anmeldung',
    readers: ['nur die Person selbst'],
    recipients: [],
    thirdCountry: false,
    inBackup: false,
  },
  attempts: {
    label: 'Anmeldeversuche, unter einem Pseudonym: Zeit, Name des Browsers, Ergebnis; keine Adresse',
    source: 'Anmeldeversuche',
    readers: ['die Person selbst', 'Administration (Aufgabe Konten): die der letzten drei Tage, wenn die Person sie für zwei Tage freigibt', 'Administration (Aufgabe Protokolle), nur in einem eröffneten Protokollfall und ohne Namen', 'Schulleitung, nur in einem Protokollfall auf Anordnung eines Gerichts oder der Polizei'],
    recipients: ['ein Gericht oder die Polizei, wenn es angeordnet ist: versiegelt und nach Zustimmung der oder des Datenschutzbeauftragten'],
    thirdCountry: false,
    inBackup: false,
  },
  tries: {
    label: 'Zahl der Anmeldeversuche der letzten Stunde je Anmeldename, nur als Prüfwert, ohne Adresse',
    source: 'Anmeldeversuche',
    readers: ['niemand; nur die Prüfung bei der Anmeldung'],
    recipients: [],
    thirdCountry: false,
    inBackup: false,
  },
}

export const signInData: Manifest['data'] = [
  table('credential', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: [] }],
    columns: {
      person_id: technical,
      hash: personal('password'),
      salt: personal('password'),
      memory_kib: technical,
      passes: technical,
      set_at: personal('password'),
      is_short: personal('password'),
    },
    keep: until.account,
    onRestore: 'drop',
  }),
  table('credential_voided', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: [] }],
    columns: {
      id: technical,
      person_id: technical,
      hash: personal('password'),
      salt: personal('password'),
      memory_kib: technical,
      passes: technical,
      reason: personal('password'),
      at: personal('password'),
    },
    keep: until.account,
    onRestore: 'drop',
  }),
  table('access_slip', {
    subjects: [
      { via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] },
      { via: 'made_by', as: 'maker', onErasure: 'anonymise', export: ['access'] },
    ],
    columns: {
      id: technical,
      person_id: personal('slip'),
      code_hash: personal('slip'),
      made_by: personal('slip'),
      kind: personal('slip'),
      made_at: personal('slip'),
      valid_until: personal('slip'),
    },
    keep: until.days(30, 'valid_until'),
    onRestore: 'drop',
  }),
  // Ends go with what they end (ON DELETE CASCADE); their own days only have to be more than it can live, or it would begin anew.
  table('access_slip_end', {
    subjects: [{ via: 'slip_id>access_slip.person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: { slip_id: technical, reason: personal('slip'), at: personal('slip') },
    keep: until.days(180, 'at'),
    onRestore: 'drop',
  }),
  table('session', {
    subjects: [{ via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }],
    columns: {
      id: technical,
      person_id: personal('session'),
      token_hash: personal('session'),
      device: personal('session'),
      device_label: personal('session'),
      started_at: personal('session'),
      expires_at: personal('session'),
      idle_until: personal('session'),
      proved_at: personal('session'),
    },
    keep: until.days(1, 'expires_at'),
    onRestore: 'drop',
  }),
  table('session_end', {
    subjects: [
      { via: 'session_id>session.person_id', as: 'self', onErasure: 'delete', export: ['access'] },
      { via: 'ended_by', as: 'ender', onErasure: 'anonymise', export: ['access'] },
    ],
    columns: { session_id: technical, reason: personal('session'), ended_by: personal('session'), at: personal('session') },
    keep: until.days(100, 'at'),
    onRestore: 'drop',
  }),
  table('sign_in_attempt', {
    subjects: [],
    unlinked: 'Persons stand here as a keyed hash whose key lies outside of the database; the owner finds them by the own pseudonyms, and rows end by their period.',
    columns: { id: technical, pseudonym: personal('attempts'), result: personal('attempts'), device_label: personal('attempts'), at: personal('attempts') },
    keep: until.option('log.signin_days', 'at'),
    onRestore: 'drop',
  }),
  // A keyed hash of a typed name, known or not: nobody's row can be found from here, and an hour later it says nothing.
  table('sign_in_bucket', {
    subjects: [],
    columns: { account_hash: personal('tries'), bucket: personal('tries'), tries: personal('tries'), last_at: personal('tries') },
    unlinked: 'The account name stands here as a keyed hash only, so that also names nobody has are counted; rows end after a day.',
    keep: until.days(1, 'last_at'),
    onRestore: 'drop',
  }),
]

export const signInLogs: Manifest['logs'] = [
  {
    event: 'identity.device_lost',
    fields: ['by', 'reason'],
    text: 'Ein Gerät wurde als verloren (lost) oder abgegeben (handed_over) gemeldet: alle Anmeldungen beendet, das Passwort ungültig. by: die Person selbst (self), ein Elternteil (guardian) oder die Schule (school).',
  },
  { event: 'identity.password_renewed', fields: [], text: 'Nach einer Verlustmeldung oder dem Verlust des zweiten Faktors wurde mit einem Zettel oder einem anderen zweiten Nachweis ein neues Passwort gewählt.' },
]

export const signInTechnicalLogs: NonNullable<Manifest['technicalLogs']> = [
  {
    table: 'sign_in_attempt',
    name: 'Anmeldungen',
    purpose: 'Damit jede Person sieht, wer sich mit ihrem Konto angemeldet hat, und damit Angriffe auf Konten gefunden werden.',
    fields: { at: 'Zeit', pseudonym: 'Pseudonym statt der Person; bei Namen, die niemand hat, nichts', result: 'Ergebnis, zum Beispiel „Passwort falsch“', device_label: 'Art des Browsers, zum Beispiel „Firefox auf Windows“' },
    readers: ['die Person selbst', 'Administration (Aufgabe Konten), wenn die Person es freigibt', 'Administration (Aufgabe Protokolle), nur in einem eröffneten Protokollfall und ohne Namen', 'Schulleitung, nur in einem Protokollfall auf Anordnung eines Gerichts oder der Polizei'],
  },
]
