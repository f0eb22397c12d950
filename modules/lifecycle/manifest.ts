import { defineModule, personal, rule, table, technical, until } from '#platform/module/manifest.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'

const HEAD = ['head', 'deputy'] as const
const self: TableDeclaration['subjects'][number] = { via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }
const ofDeletion: TableDeclaration['subjects'][number] = { via: 'deletion_id>account_deletion.person_id', as: 'self', onErasure: 'delete', export: ['access'] }
const decider = (via: string): TableDeclaration['subjects'][number] => ({ via, as: 'decider', onErasure: 'anonymise', export: ['access'] })

export default defineModule({
  id: 'lifecycle',
  version: 1,
  clauses: ['R12.1', 'R12.2', 'R12.3', 'R12.4', 'R12.5', 'X4'],
  clauseShown: '12',
  name: 'Abgang und Löschung',
  purpose: {
    class: 'organisation',
    text: 'Konten nach dem Abgang: löschen, innerhalb der Frist wiederherstellen, endgültig löschen; und der Nachweis darüber ohne Namen.',
    plain: 'Hier steht, wann dein Konto gelöscht wird, wenn du die Schule verlässt.',
  },
  needs: { release: false, consent: [], seen: [] },
  provides: [],
  uses: ['consent'],
  tasksOfHead: { 'lifecycle.early_purge': 'lifecycle.decide_early_purge', 'lifecycle.evidence': 'lifecycle.decide_evidence' },
  rights: {
    'lifecycle.read': [rule(['task:deletion'])],
    'lifecycle.delete': [rule(['task:deletion'])],
    'lifecycle.restore': [rule(['task:deletion'])],
    'lifecycle.ask_early_purge': [rule(['task:deletion'])],
    'lifecycle.decide_early_purge': [rule(HEAD)],
    'lifecycle.read_sheets': [rule(['task:deletion', ...HEAD, 'officer'])],
    'lifecycle.read_evidence': [rule([...HEAD, 'officer'])],
    'lifecycle.open_evidence': [rule(HEAD)],
    'lifecycle.decide_evidence': [rule([...HEAD, 'officer'])],
    // A18: while there is something to take along and the pupil has no way in.
    'lifecycle.print_export_code': [rule(['task:deletion'], undefined, 'takes_along'), rule(['teacher', 'staff'], 'class_lead', 'takes_along')],
    // Everybody who could lead a class asks; the answer holds the own classes only.
    'lifecycle.list_own_take_along': [rule(['teacher', 'staff'])],
    'lifecycle.read_recurring': [rule(['task:deletion', 'task:updates', ...HEAD, 'officer'])],
  },
  seesDeleted: true,
  subjects: { deletion: { visibleBy: 'lifecycle.read' }, asked: { visibleBy: 'lifecycle.decide_early_purge' }, pupil: { visibleBy: 'lifecycle.print_export_code' } },
  categories: {
    deletion: { label: 'Löschung des Kontos: wann, warum, durch wen; bis wann es wiederhergestellt werden kann; Wiederherstellung', source: 'Abgang, Entscheidung der Administration', readers: ['Administration (Aufgabe Löschungen)'], recipients: [], thirdCountry: false, inBackup: true },
    early: { label: 'Wunsch der Familie nach sofortiger endgültiger Löschung und die Entscheidung darüber', source: 'Administration, Schulleitung', readers: ['Administration (Aufgabe Löschungen)', 'Schulleitung'], recipients: [], thirdCountry: false, inBackup: true },
    opening: { label: 'Öffnen versiegelter Nachweise: wer gefragt, zugestimmt und gelesen hat, wozu; nicht, um wen es ging', source: 'Schulleitung, Datenschutzbeauftragte', readers: ['Schulleitung und Vertretung', 'Datenschutzbeauftragte'], recipients: [], thirdCountry: false, inBackup: true },
    platform: { label: 'Dass die Plattform für eine Schülerin oder einen Schüler geschlossen bleibt, und bis wann die eigenen Inhalte mitgenommen werden können', source: 'folgt aus der Klärung nach einem Widerruf', readers: ['Administration (Aufgabe Löschungen)'], recipients: [], thirdCountry: false, inBackup: true },
  },
  data: [
    table('account_deletion', {
      subjects: [self, decider('decided_by')],
      columns: { id: technical, person_id: personal('deletion'), deleted_on: personal('deletion'), restorable_until: personal('deletion'), cause: personal('deletion'), decided_by: personal('deletion'), decided_at: personal('deletion'), reason: personal('deletion') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('account_restoration', {
      subjects: [ofDeletion, decider('restored_by')],
      columns: { deletion_id: technical, kind: personal('deletion'), restored_by: personal('deletion'), restored_at: personal('deletion'), reason: personal('deletion') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('early_purge', {
      subjects: [ofDeletion, decider('asked_by')],
      columns: { deletion_id: technical, round: technical, asked_by: personal('early'), asked_at: personal('early'), reason: personal('early') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('early_purge_decision', {
      subjects: [ofDeletion, decider('decided_by')],
      columns: { deletion_id: technical, round: technical, agrees: personal('early'), decided_by: personal('early'), decided_at: personal('early') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('platform_departure', {
      subjects: [self],
      columns: { person_id: personal('platform'), decided_on: personal('platform'), content_until: personal('platform'), emptied_on: personal('platform') },
      keep: until.account,
      onRestore: 'give-back',
    }),
    table('evidence_opening', {
      subjects: [decider('asked_by')],
      columns: { id: technical, purpose: personal('opening'), reason: personal('opening'), asked_by: personal('opening'), asked_at: personal('opening') },
      keep: until.option('log.admin_days', 'asked_at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('evidence_opening_decision', {
      subjects: [decider('decided_by')],
      columns: { opening_id: technical, agrees: personal('opening'), decided_by: personal('opening'), in_representation: technical, decided_at: personal('opening') },
      keep: until.option('log.admin_days', 'decided_at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('evidence_opening_reading', {
      subjects: [decider('read_by')],
      columns: { id: technical, opening_id: technical, read_by: personal('opening'), records: technical, read_at: personal('opening') },
      keep: until.option('log.admin_days', 'read_at'), onRestore: 'give-back', appendOnly: true,
    }),
    table('purge_sheet', {
      subjects: [],
      columns: {
        id: technical, person_type: technical, cause: technical, is_whole: technical, deleted_on: technical, purged_on: technical, purged_at: technical, counts: technical, evidence: technical, backups_until: technical,
      },
      keep: until.days(1_095, 'endgültige Löschung', 'purged_on'),
      onRestore: 'give-back',
    }),
  ],
  logs: [
    { event: 'lifecycle.deleted', fields: ['cause', 'until'], text: 'Ein Konto wurde gelöscht; bis zum genannten Tag kann es wiederhergestellt werden.' },
    { event: 'lifecycle.deleted_many', fields: ['count', 'until'], text: 'Mehrere Konten wurden mit einer Entscheidung gelöscht.' },
    { event: 'lifecycle.left', fields: ['count'], text: 'Konten wurden nach dem letzten Tag an der Schule von selbst gelöscht (nur die Anzahl).' },
    { event: 'lifecycle.restored', fields: ['kind'], text: 'Ein gelöschtes Konto wurde wiederhergestellt.' },
    { event: 'lifecycle.early_purge_asked', fields: [], text: 'Auf Wunsch der Familie soll ein Konto sofort endgültig gelöscht werden.' },
    { event: 'lifecycle.early_purge_decided', fields: ['agrees', 'inRepresentation'], text: 'Die Schulleitung hat darüber entschieden.' },
    { event: 'lifecycle.purged', fields: ['count', 'early'], text: 'Konten wurden endgültig gelöscht (nur die Anzahl).' },
    { event: 'lifecycle.export_code_printed', fields: ['until'], text: 'Ein Code zum Mitnehmen der eigenen Dateien und Nachrichten wurde gedruckt; er steht nur auf dem Papier.' },
    { event: 'lifecycle.evidence_asked', fields: ['opening', 'purpose'], text: 'Versiegelte Nachweise sollen geöffnet werden: wozu.' },
    { event: 'lifecycle.evidence_decided', fields: ['opening', 'agrees', 'inRepresentation'], text: 'Eine zweite Person hat entschieden, ob versiegelte Nachweise geöffnet werden.' },
    { event: 'lifecycle.evidence_read', fields: ['opening', 'records'], text: 'Versiegelte Nachweise einer Person wurden mit dem Schlüssel aus dem Tresor angesehen (nur die Anzahl).' },
    { event: 'lifecycle.emptied', fields: ['count'], text: 'Inhalte von Personen, für die die Plattform geschlossen bleibt, wurden endgültig gelöscht (nur die Anzahl).' },
  ],
})
