/** Reads of the lifecycle: leavers, deletions, sheets. */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { isCalled, newestPlace } from '#platform/identity/person-sql.ts'

export type Deletion = { id: string; personId: string; type: PersonType; cause: string; reason: string; deletedOn: string; restorableUntil: string; decidedBy: string | null; round: number; askedAt: Date | null; askedBy: string | null; askedReason: string | null; agrees: boolean | null; decidedPurgeAt: Date | null }

/** Of an early purge the last round is told. Deletions that stand: neither restored nor purged. The most urgent first, from the one after `after`. */
export async function standing(database: Database | Trx, filter: { ids?: readonly string[]; after?: string | undefined; limit?: number } = {}): Promise<Deletion[]> {
  const { ids, after, limit } = filter
  const { rows } = await sql<Deletion>`
    SELECT d.id, d.person_id AS "personId", p.type, d.cause, d.reason, d.deleted_on AS "deletedOn", d.restorable_until AS "restorableUntil", d.decided_by AS "decidedBy",
           coalesce(e.round, 0) AS round, e.asked_at AS "askedAt", e.asked_by AS "askedBy", e.reason AS "askedReason", x.agrees, x.decided_at AS "decidedPurgeAt"
      FROM account_deletion d JOIN person p ON p.id = d.person_id LEFT JOIN account_restoration r ON r.deletion_id = d.id
      LEFT JOIN LATERAL (SELECT * FROM early_purge a WHERE a.deletion_id = d.id ORDER BY a.round DESC LIMIT 1) e ON true LEFT JOIN early_purge_decision x ON x.deletion_id = d.id AND x.round = e.round
     WHERE r.deletion_id IS NULL ${ids === undefined ? sql`` : sql`AND d.id = ANY(${[...ids]}::uuid[])`}
       ${after === undefined ? sql`` : sql`AND (d.restorable_until, d.id) > (SELECT a.restorable_until, a.id FROM account_deletion a WHERE a.id = ${after}::uuid)`}
     ORDER BY d.restorable_until, d.id ${limit === undefined ? sql`` : sql`LIMIT ${limit}`}`.execute(database)
  return rows
}

/** Who restored the account of this deletion, and when; null when it stands. */
export async function restorationOf(database: Database | Trx, deletionId: string): Promise<{ personId: string; by: string | null; at: Date } | null> {
  const row = await database.selectFrom('account_restoration as r').innerJoin('account_deletion as d', 'd.id', 'r.deletion_id').select(['d.person_id', 'r.restored_by', 'r.restored_at']).where('d.id', '=', deletionId).executeTakeFirst()
  return row === undefined ? null : { personId: row.person_id, by: row.restored_by, at: row.restored_at }
}

/** Whether this reason was brought before, in other letters and blanks too. */
export async function wasReason(trx: Trx, deletionId: string, reason: string): Promise<boolean> {
  const rows = await trx.selectFrom('early_purge').select('reason').where('deletion_id', '=', deletionId).execute()
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
  return rows.some((row) => bare(row.reason) === bare(reason))
}

export type Closed = { id: string; type: PersonType; displayName: string; place: string | null; decidedOn: string; contentUntil: string; emptiedOn: string | null }

/** Who stays at school with the platform closed for good (R12.3): those whose content is there still first, the earliest end before the others. Whoever was let in again is none of them. */
export async function closedPlatforms(database: Database | Trx, at: Date, schoolYear: string, limit: number): Promise<Closed[]> {
  const { rows } = await sql<Closed>`
    SELECT p.id, p.type, p.given_name || ' ' || p.family_name AS "displayName", (${newestPlace(schoolYear)}) AS place, d.decided_on AS "decidedOn", d.content_until AS "contentUntil", d.emptied_on AS "emptiedOn"
      FROM platform_departure d JOIN person p ON p.id = d.person_id WHERE p.deleted_on IS NULL AND NOT ${isLetIn(at)}
     ORDER BY d.emptied_on IS NOT NULL, d.content_until, p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${limit}`.execute(database)
  return rows
}

/** Pupils of these classes today who are not let in. */
export async function closedOf(database: Database | Trx, groupIds: readonly string[], { at, today }: { at: Date; today: string }, schoolYear: string): Promise<Omit<Leaver, 'exitOn'>[]> {
  const { rows } = await sql<Omit<Leaver, 'exitOn'>>`
    SELECT p.id, p.type, p.given_name || ' ' || p.family_name AS "displayName", (${newestPlace(schoolYear)}) AS place FROM person p
     WHERE p.type = 'pupil' AND p.deleted_on IS NULL AND NOT ${isLetIn(at)} AND EXISTS (SELECT FROM membership m WHERE m.person_id = p.id AND m.group_id = ANY(${[...groupIds]}::uuid[]) AND m.role = 'member'
       AND m.from_on <= ${today}::date AND (m.until_on IS NULL OR m.until_on >= ${today}::date))
     ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id`.execute(database)
  return rows
}

/** Whether the platform is open for the person `p` now. */
export function isLetIn(at: Date) {
  return sql<boolean>`EXISTS (SELECT FROM access_fact f WHERE f.person_id = p.id AND f.kind = 'purpose' AND f.key = 'platform' AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at}))`
}

export async function countStanding(database: Database): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM account_deletion d LEFT JOIN account_restoration r ON r.deletion_id = d.id WHERE r.deletion_id IS NULL`.execute(database)
  return rows[0]!.n
}

export type Leaver = { id: string; type: PersonType; displayName: string; place: string | null; exitOn: string }

/** Who leaves until that day or has left, and is not deleted; the earliest first. */
export async function leavers(database: Database | Trx, until: string, schoolYear: string, limit: number): Promise<Leaver[]> {
  const { rows } = await sql<Leaver>`
    SELECT p.id, p.type, p.given_name || ' ' || p.family_name AS "displayName", (${newestPlace(schoolYear)}) AS place, p.exit_on AS "exitOn" FROM person p
     WHERE p.exit_on <= ${until}::date AND p.deleted_on IS NULL AND p.id <> ${NOBODY_ID}::uuid
     ORDER BY p.exit_on, p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${limit}`.execute(database)
  return rows
}

export type Account = { id: string; type: PersonType; displayName: string; place: string | null; deletedOn: string | null; holdsOffice: boolean; hasWard: boolean }

/** Accounts by id or by the words of a name (nameWords); deleted ones by id only. */
export async function accounts(database: Database | Trx, which: { ids: readonly string[] } | { words: readonly string[]; limit: number }, moment: { at: Date; today: string }, schoolYear: string): Promise<Account[]> {
  const isWanted = 'ids' in which
    ? sql`p.id = ANY(${[...which.ids]}::uuid[])`
    : sql`p.deleted_on IS NULL AND ${isCalled(which.words)}`
  const { rows } = await sql<Account>`
    SELECT p.id, p.type, p.given_name || ' ' || p.family_name AS "displayName", (${newestPlace(schoolYear)}) AS place, p.deleted_on AS "deletedOn",
           EXISTS (SELECT FROM access_fact f WHERE f.person_id = p.id AND f.kind IN ('office', 'task') AND (f.valid_until IS NULL OR f.valid_until > ${moment.at})) AS "holdsOffice",
           p.type = 'parent' AND EXISTS (SELECT FROM guardianship g JOIN person c ON c.id = g.ward_id WHERE g.guardian_id = p.id AND g.has_custody AND (g.until_on IS NULL OR g.until_on >= ${moment.today})
             AND (c.exit_on IS NULL OR c.exit_on >= ${moment.today}) AND (c.majority_on IS NULL OR c.majority_on > ${moment.today})) AS "hasWard"
      FROM person p WHERE ${isWanted} AND p.id <> ${NOBODY_ID}::uuid
     ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id ${'limit' in which ? sql`LIMIT ${which.limit}` : sql``}`.execute(database)
  return rows
}

export type Sheet = { id: string; person_type: string; cause: string; is_whole: boolean; deleted_on: string; purged_on: string; counts: unknown; evidence: number; backups_until: string }

export async function sheets(database: Database, after: string | undefined, limit: number): Promise<Sheet[]> {
  return database.selectFrom('purge_sheet').selectAll().$if(after !== undefined, (query) => query.where('id', '<', after!)).orderBy('id', 'desc').limit(limit).execute()
}
