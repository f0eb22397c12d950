/**
 * German words for columns whose values their owner may read. A column that has no word here is never even asked for: hashes, sealed bytes, ids and free
 * text can't slip into an answer by being forgotten. `table.column` stands over `column`.
 */
export type ColumnWords = { label: string; values?: Readonly<Record<string, string>> }

const role = { member: 'Mitglied', lead: 'Klassenleitung', responsible: 'verantwortlich' }
const office = { head: 'Schulleitung', deputy: 'Stellvertretung der Schulleitung', officer: 'Datenschutzbeauftragte oder -beauftragter', council: 'Personalrat', inspector: 'Einsicht in Protokolle', custodian: 'Verwahrung' }
const task = {
  users: 'Konten', groups: 'Klassen und Gruppen', consent_register: 'Einwilligungen', deletion: 'Löschungen', files: 'Dateien', mail: 'E-Mail-Betrieb', devices: 'Schulgeräte', logs: 'Protokolle',
  remote: 'Fernzugriff', updates: 'Aktualisierungen',
}
const purpose = { platform: 'Plattform', video: 'Videokonferenz' }

export const columnWords: Readonly<Record<string, ColumnWords>> = {
  given_name: { label: 'Vorname' },
  family_name: { label: 'Nachname' },
  account_name: { label: 'Anmeldename' },
  short_code: { label: 'Kürzel' },
  'staff_detail.subjects': { label: 'Fächer' },
  'membership.role': { label: 'Rolle', values: role },
  'office_term.office': { label: 'Amt', values: office },
  'appointment.task': { label: 'Aufgabe', values: task },
  purpose: { label: 'Zweck', values: purpose },
  is_deputy: { label: 'als Vertretung' },
  'custody_term.place': { label: 'Ort' },
  device_label: { label: 'Gerät' },
  'access_fact.kind': { label: 'Zugang', values: { account: 'Konto', purpose: 'Einwilligung', office: 'Amt', task: 'Aufgabe', seen: 'Dokument gelesen', factor: 'zweiter Faktor', block: 'geschlossen' } },
  'second_factor.label': { label: 'Name' },
  entered_on: { label: 'an der Schule seit' },
  majority_on: { label: 'volljährig ab' },
  exit_on: { label: 'letzter Tag an der Schule' },
  from_on: { label: 'ab' },
  until_on: { label: 'bis' },
  last_on: { label: 'letzter Tag' },
  valid_from: { label: 'gilt ab' },
  valid_until: { label: 'gültig bis' },
  started_at: { label: 'begonnen' },
  expires_at: { label: 'endet spätestens' },
  enrolled_at: { label: 'eingerichtet' },
  made_at: { label: 'gemacht' },
  printed_at: { label: 'gedruckt' },
  linked_at: { label: 'verbunden' },
  entered_at: { label: 'eingetragen' },
  appointed_at: { label: 'bestellt' },
  assigned_at: { label: 'übertragen' },
  named_at: { label: 'benannt' },
  requested_at: { label: 'beantragt' },
  decided_at: { label: 'entschieden' },
  drawn_at: { label: 'gezogen' },
  saved_at: { label: 'gespeichert' },
  'document_acknowledgement.at': { label: 'als gelesen bestätigt' },
  'sign_in_attempt.result': { label: 'Ergebnis', values: { signed_in: 'angemeldet', closed: 'Zugang geschlossen', factor_asked: 'zweiter Faktor gefragt', password_wrong: 'falsches Passwort', factor_wrong: 'falscher zweiter Faktor' } },
  'sign_in_attempt.at': { label: 'versucht' },
  at: { label: 'eingetragen' },
}

/** The words of a column, or undefined where its values are not to be read. */
export function wordsOf(table: string, column: string): ColumnWords | undefined {
  return columnWords[`${table}.${column}`] ?? columnWords[column]
}
