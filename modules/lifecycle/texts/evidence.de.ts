/**
 * Words for what sealed evidence says, over those of platform/privacy/columns.de.ts. Whoever opens it for a court or for the family reads it here and nowhere
 * else, and for a purpose that two have agreed to: so also names on paper, reasons and by whom something was entered.
 */
import type { ColumnWords } from '#platform/privacy/columns.de.ts'

const declarer = { holder: 'sorgeberechtigte Person', named_on_paper: 'auf dem Papier genannte Person', adult_pupil: 'volljährige Schülerin oder volljähriger Schüler', pupil_voice: 'die Schülerin oder der Schüler selbst' }

/** By column, or by table and column. */
export const EVIDENCE_WORDS: Readonly<Record<string, ColumnWords>> = {
  declarer: { label: 'erklärt von', values: declarer },
  declarer_name: { label: 'Name auf dem Papier' },
  form_line: { label: 'Unterschriftszeile' },
  assurance: { label: 'Zusicherung', values: { sole_custody: 'allein sorgeberechtigt', other_agrees: 'der andere Elternteil ist einverstanden' } },
  channel: { label: 'Weg', values: { paper: 'Papier', online: 'auf der Plattform' } },
  declared_on: { label: 'erklärt am' },
  received_on: { label: 'widerrufen am' },
  requested_on: { label: 'erbeten am' },
  'consent_sample_check.outcome': { label: 'Stichprobe', values: { matches: 'stimmt mit dem Papier überein', differs: 'weicht vom Papier ab' } },
  month: { label: 'Monat' },
  in_representation: { label: 'in Vertretung' },
  reference: { label: 'Aktenzeichen' },
  reason: { label: 'Grund' },
  role_name: { label: 'Rolle' },
  wants_mailbox: { label: 'mit Postfach' },
  is_granted: { label: 'bewilligt' },
}

/** Columns that hold a person: who it was, by name. */
export const EVIDENCE_PERSONS: Readonly<Record<string, string>> = {
  person_id: 'Person', pupil_id: 'Schülerin oder Schüler', guardian_id: 'sorgeberechtigt', entered_by: 'eingetragen von', named_by: 'benannt von', appointed_by: 'bestellt von', reviewed_by: 'überprüft von', ended_by: 'beendet von',
  requested_by: 'beantragt von', decided_by: 'entschieden von', printed_by: 'gedruckt von', linked_by: 'zugeordnet von', assigned_by: 'zugewiesen von', checked_by: 'geprüft von',
}

export const evidenceTexts = {
  gone: 'Gelöschtes Konto', yes: 'ja', no: 'nein', version: 'Fassung',
  versionOf: ({ title, major, minor }: { title: string; major: number; minor: number }) => `„${title}“ ${major}.${minor}`,
}
