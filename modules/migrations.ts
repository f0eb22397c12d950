/** All migrations in their order. Append-only: add new ones at the end, never edit or move one that was released (checksums are kept). */
export const migrations = [
  'platform/access/migrations/0001_access_fact.sql',
  'platform/identity/migrations/0002_people.sql',
  'platform/identity/migrations/0003_sign_in.sql',
  'platform/journal/migrations/0004_journal.sql',
  'platform/documents/migrations/0005_documents.sql',
  'platform/tasks/migrations/0006_tasks.sql',
  'platform/jobs/migrations/0007_recurring_run.sql',
  'platform/ledger/migrations/0008_ledger.sql',
  'platform/school/migrations/0009_school.sql',
  'modules/administration/migrations/0010_administration.sql',
  'modules/people/migrations/0011_import_run.sql',
  'modules/consent/migrations/0012_consent.sql',
  'modules/messenger/migrations/0013_messenger.sql',
  'modules/people/migrations/0014_import_kinds.sql',
] as const
