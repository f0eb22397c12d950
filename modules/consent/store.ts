/** The consent register in SQL: records in, cases out. */
import type { Database, Trx } from '#platform/database/connect.ts'
import { sql } from 'kysely'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { Declarer, DocumentVersion, Holder, PurposeRecords, Stay } from './rules/records.ts'
import type { Purpose } from './rules/records.ts'

export const PURPOSES: readonly Purpose[] = ['platform', 'video']
export const documentOf = (purpose: Purpose): `consent-${Purpose}` => `consent-${purpose}`

export type PupilCase = { pupilId: string; majorityDate: string | null; stays: Stay[]; holders: Holder[]; records: Record<Purpose, PurposeRecords> }
export type DocumentRow = DocumentVersion & { title: string; purpose: Purpose }

type DeclarerRow = { declarer: string; guardian_id: string | null; declarer_name: string | null; form_line: number | null }

/** Everything the rules need about these pupils, in one round trip per table. */
export async function loadCases(database: Database | Trx, pupilIds: readonly string[]): Promise<Map<string, PupilCase>> {
  const ids = sql<string>`ANY(${[...pupilIds]}::uuid[])`
  const pupils = await database.selectFrom('person').select(['id', 'majority_on', 'entered_on', 'exit_on']).where('id', '=', ids).where('type', '=', 'pupil').execute()
  const pastStays = await database.selectFrom('past_stay').select(['person_id', 'from_on', 'until_on']).where('person_id', '=', ids).orderBy('from_on').execute()
  const guardianships = await database.selectFrom('guardianship').select(['guardian_id', 'ward_id', 'has_custody', 'from_on', 'until_on']).where('ward_id', '=', ids)
    // A contact ban by itself says nothing about custody; it shuts the guardian's doors, not the child's.
    .where((eb) => eb.or([eb('has_custody', '=', true), eb('contact_ban', '=', false)])).execute()
  const requests = await database.selectFrom('consent_request').select(['pupil_id', 'purpose', 'requested_on']).where('pupil_id', '=', ids).execute()
  const declarations = (await database.selectFrom('consent_declaration').selectAll().where('pupil_id', '=', ids).orderBy('entered_at').orderBy('id').execute()).filter(notIn(await voidEntries(database, pupilIds)))
  const withdrawals = await database.selectFrom('consent_withdrawal').selectAll().where('pupil_id', '=', ids).orderBy('entered_at').orderBy('id').execute()
  const documents = Map.groupBy([...(await loadDocuments(database)), ...(await loadOlderTexts(database))], (document) => document.purpose)
  const by = {
    pastStays: Map.groupBy(pastStays, (row) => row.person_id), guardianships: Map.groupBy(guardianships, (row) => row.ward_id), requests: Map.groupBy(requests, (row) => row.pupil_id),
    declarations: Map.groupBy(declarations, (row) => row.pupil_id), withdrawals: Map.groupBy(withdrawals, (row) => row.pupil_id),
  }
  const recordsOf = (pupilId: string, purpose: Purpose): PurposeRecords => ({
    documents: documents.get(purpose) ?? [],
    requestedOn: (by.requests.get(pupilId) ?? []).filter((row) => row.purpose === purpose).map((row) => row.requested_on).sort()[0] ?? null,
    declarations: (by.declarations.get(pupilId) ?? []).filter((row) => row.purpose === purpose).map((row) => ({
      id: row.id, by: declarerOf(row), documentId: row.older_text_id ?? row.document_version_id, declaredOn: row.declared_on, enteredAt: row.entered_at, assurance: row.assurance as 'sole_custody' | 'other_agrees' | null,
    })),
    withdrawals: (by.withdrawals.get(pupilId) ?? []).filter((row) => row.purpose === purpose).map((row) => ({ id: row.id, by: declarerOf(row), receivedOn: row.received_on, enteredAt: row.entered_at })),
  })
  return new Map(pupils.map((pupil) => [pupil.id, {
    pupilId: pupil.id, majorityDate: pupil.majority_on, stays: [...(by.pastStays.get(pupil.id) ?? []).map((stay) => ({ from: stay.from_on, until: stay.until_on })), { from: pupil.entered_on, until: pupil.exit_on }],
    holders: (by.guardianships.get(pupil.id) ?? []).map((row) => ({ guardianId: row.guardian_id, custody: row.has_custody, from: row.from_on, until: row.until_on })),
    records: { platform: recordsOf(pupil.id, 'platform'), video: recordsOf(pupil.id, 'video') },
  }]))
}

/** Entries of class leads that did not match the paper when the clerk looked again: what was entered with them does not count (A4). */
export async function voidEntries(database: Database | Trx, pupilIds: readonly string[]): Promise<Set<string>> {
  const rows = await database.selectFrom('consent_sample as s').innerJoin('consent_sample_check as c', 'c.sample_id', 's.id').select('s.lead_entry_id')
    .where('c.outcome', '=', 'differs').where('s.pupil_id', '=', sql<string>`ANY(${[...pupilIds]}::uuid[])`).execute()
  return new Set(rows.map((row) => row.lead_entry_id))
}

function notIn(entries: ReadonlySet<string>): (row: { lead_entry_id: string | null }) => boolean {
  return (row) => row.lead_entry_id === null || !entries.has(row.lead_entry_id)
}

/** Older texts that the head has decided to cover the platform, as versions for the rules. */
export async function loadOlderTexts(database: Database | Trx): Promise<(DocumentVersion & { purpose: Purpose; label: string })[]> {
  const rows = await database.selectFrom('consent_older_text as o').innerJoin('document_version as v', 'v.id', 'o.document_version_id')
    .select(['o.id', 'o.purpose', 'o.label', 'o.in_use_from', 'o.in_use_until', 'v.major', 'v.minor']).where('o.covers', '=', true).orderBy('o.decided_at').execute()
  return rows.map((row) => ({ id: row.id, major: row.major, minor: row.minor, validFrom: row.in_use_from, olderUntil: row.in_use_until, purpose: row.purpose as Purpose, label: row.label }))
}

/** All versions of the documents of the purposes, oldest first. */
export async function loadDocuments(database: Database | Trx): Promise<DocumentRow[]> {
  const rows = await database.selectFrom('document_version').select(['id', 'document', 'major', 'minor', 'title', 'published_at'])
    .where('document', 'in', PURPOSES.map(documentOf)).orderBy('published_at').orderBy('major').orderBy('minor').execute()
  return rows.map((row) => ({ id: row.id, major: row.major, minor: row.minor, title: row.title, validFrom: dateInBerlin(row.published_at), purpose: row.document.replace('consent-', '') as Purpose }))
}

/** Pupils about whom there is any record: whose gate can be open or open by itself. */
export async function pupilsWithRecords(database: Database | Trx): Promise<string[]> {
  const rows = await database.selectFrom('consent_declaration').select('pupil_id').distinct().execute()
  return rows.map((row) => row.pupil_id)
}

/** All pupils who are at the school on a day. */
export async function pupilsHere(database: Database | Trx, today: string): Promise<string[]> {
  const rows = await database.selectFrom('person').select('id').where('type', '=', 'pupil').where('entered_on', '<=', today)
    .where((eb) => eb.or([eb('exit_on', 'is', null), eb('exit_on', '>=', today)])).orderBy('id').execute()
  return rows.map((row) => row.id)
}

/** Current pupils of these classes, by family and given name. */
export async function pupilsOfClasses(database: Database | Trx, groupIds: readonly string[], today: string): Promise<{ id: string; groupId: string; givenName: string; familyName: string }[]> {
  const rows = await database
    .selectFrom('membership as m').innerJoin('person as p', 'p.id', 'm.person_id').select(['p.id', 'm.group_id', 'p.given_name', 'p.family_name'])
    .where('m.group_id', '=', sql<string>`ANY(${[...groupIds]}::uuid[])`).where('p.type', '=', 'pupil').where('m.role', '=', 'member').where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)]))
    .where((eb) => eb.or([eb('p.exit_on', 'is', null), eb('p.exit_on', '>=', today)]))
    .orderBy(sql`p.family_name COLLATE "de-x-icu"`).orderBy(sql`p.given_name COLLATE "de-x-icu"`).orderBy('p.id').execute()
  return rows.map((row) => ({ id: row.id, groupId: row.group_id, givenName: row.given_name, familyName: row.family_name }))
}

export type PurposeFact = { personId: string; key: string; validFrom: Date; validUntil: Date | null }

/** The purpose facts that stand in the table now, of these pupils. */
export async function factsOf(database: Database | Trx, pupilIds: readonly string[]): Promise<Map<string, PurposeFact[]>> {
  const rows = await database.selectFrom('access_fact').select(['person_id', 'key', 'valid_from', 'valid_until']).where('source_module', '=', 'consent')
    .where('person_id', '=', sql<string>`ANY(${[...pupilIds]}::uuid[])`).execute()
  return Map.groupBy(rows.map((row) => ({ personId: row.person_id!, key: row.key, validFrom: row.valid_from, validUntil: row.valid_until })), (fact) => fact.personId)
}

function declarerOf(row: DeclarerRow): Declarer {
  if (row.declarer === 'holder') return { as: 'holder', guardianId: row.guardian_id! }
  if (row.declarer === 'named_on_paper') return { as: 'named_on_paper', name: row.declarer_name ?? `line ${row.form_line ?? 1}` }
  return { as: row.declarer as 'adult_pupil' | 'pupil_voice' }
}
