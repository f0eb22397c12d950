/** Log cases in SQL: the case, its end, its steps. Rows of logs stand in store/rows.ts. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { LogKind, Purpose, STEPS } from '../rules.ts'

export type LogCase = {
  id: string; openedBy: string | null; purpose: Purpose; reason: string; reference: string | null; service: string; windowFrom: Date; windowUntil: Date
  inRepresentation: boolean; openedAt: Date; closesAt: Date; endedAt: Date | null
}
export type CaseTotals = LogCase & { queries: number; rowsShown: number; hasOwnRows: boolean }
export type Unmasking = {
  id: string; caseId: string; number: number; reason: string; requestedBy: string | null; requestedAt: Date
  isGranted: boolean | null; decidedBy: string | null; inRepresentation: boolean; personId: string | null; decidedAt: Date | null; readings: number
}
export type Step = {
  caseId: string; kind: (typeof STEPS)[number]; at: Date; byId: string | null; number: number | null; log: LogKind | null; rows: number | null
  /** Of the steps of an export: whom it goes to, how many names are in it, and the sum of the sealed file (hex). */
  addressee: string | null; names: number | null; sha256: string | null
}

const CASE_LOCK = 7_305_561

/** Acts of one case go one after the other: numbers are given once, and nobody reads on in a case that is being closed. */
export async function lockCase({ trx }: Write, caseId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${CASE_LOCK}, hashtext(${caseId}))`.execute(trx)
}

const CASE = sql`c.id, c.opened_by AS "openedBy", c.purpose, c.reason, c.reference, c.service, c.window_from AS "windowFrom", c.window_until AS "windowUntil", c.in_representation AS "inRepresentation",
  c.opened_at AS "openedAt", c.closes_at AS "closesAt", e.at AS "endedAt"`

export async function findCase(database: Database | Trx, caseId: string): Promise<LogCase | null> {
  const { rows } = await sql<LogCase>`SELECT ${CASE} FROM log_case c LEFT JOIN log_case_end e ON e.case_id = c.id WHERE c.id = ${caseId}`.execute(database)
  return rows[0] ?? null
}

/** Newest first; with `openedBy` those of one person only. */
export async function listCases(database: Database | Trx, { openedBy, max }: { openedBy?: string; max: number }): Promise<CaseTotals[]> {
  const { rows } = await sql<CaseTotals>`
    SELECT ${CASE}, coalesce(q.queries, 0)::int AS queries, coalesce(q.rows, 0)::int AS "rowsShown", (coalesce(q.own, false) OR coalesce(s.own, false)) AS "hasOwnRows"
      FROM log_case c LEFT JOIN log_case_end e ON e.case_id = c.id
      LEFT JOIN LATERAL (SELECT count(*) AS queries, sum(rows_shown) AS rows, bool_or(has_own_rows) AS own FROM log_query WHERE case_id = c.id) q ON true
      LEFT JOIN LATERAL (SELECT bool_or(l.has_own_rows) AS own FROM log_export_sealing l JOIN log_export x ON x.id = l.export_id WHERE x.case_id = c.id) s ON true
     WHERE (${openedBy ?? null}::uuid IS NULL OR c.opened_by = ${openedBy ?? null}::uuid) ORDER BY c.opened_at DESC, c.id DESC LIMIT ${max}`.execute(database)
  return rows
}

export async function insertCase(w: Write, one: Omit<LogCase, 'id' | 'endedAt'>): Promise<string> {
  const id = newId(w.at)
  await w.trx.insertInto('log_case').values({
    id, opened_by: one.openedBy, purpose: one.purpose, reason: one.reason, reference: one.reference, service: one.service, window_from: one.windowFrom, window_until: one.windowUntil,
    in_representation: one.inRepresentation, opened_at: one.openedAt, closes_at: one.closesAt,
  }).execute()
  return id
}

/** False when it was ended before. */
export async function endCase(w: Write, caseId: string): Promise<boolean> {
  const ended = await w.trx.insertInto('log_case_end').values({ case_id: caseId, ended_by: w.actorId, at: w.at }).onConflict((oc) => oc.column('case_id').doNothing()).returning('case_id').executeTakeFirst()
  return ended !== undefined
}

export async function insertQuery(w: Write, query: { caseId: string; log: LogKind; rows: number; hasOwnRows: boolean }): Promise<void> {
  await w.trx.insertInto('log_query').values({ id: newId(w.at), case_id: query.caseId, queried_by: w.actorId, log: query.log, rows_shown: query.rows, has_own_rows: query.hasOwnRows, at: w.at }).execute()
}

/** Of these cases, in the order they were asked for. `id` asks for one; `waiting` for those nobody has decided. */
export async function listUnmaskings(database: Database | Trx, filter: { caseIds: readonly string[] } | { id: string } | { waiting: true } | { personId: string }): Promise<Unmasking[]> {
  const where = 'caseIds' in filter ? sql`u.case_id = ANY(${[...filter.caseIds]}::uuid[])` : 'id' in filter ? sql`u.id = ${filter.id}` : 'personId' in filter ? sql`d.person_id = ${filter.personId} AND d.is_granted` : sql`d.unmasking_id IS NULL`
  const { rows } = await sql<Unmasking>`
    SELECT u.id, u.case_id AS "caseId", u.number, u.reason, u.requested_by AS "requestedBy", u.requested_at AS "requestedAt", d.is_granted AS "isGranted", d.decided_by AS "decidedBy",
           coalesce(d.in_representation, false) AS "inRepresentation", d.person_id AS "personId", d.at AS "decidedAt", (SELECT count(*)::int FROM log_unmasking_reading r WHERE r.unmasking_id = u.id) AS readings
      FROM log_unmasking u LEFT JOIN log_unmasking_decision d ON d.unmasking_id = u.id WHERE ${where} ORDER BY u.requested_at, u.id`.execute(database)
  return rows
}

/** Every step of these cases, in their order (R6.1: the case list shows all steps). */
export async function listSteps(database: Database | Trx, caseIds: readonly string[]): Promise<Step[]> {
  const { rows } = await sql<Step>`
    WITH c AS (SELECT * FROM log_case WHERE id = ANY(${[...caseIds]}::uuid[])), x AS (SELECT x.* FROM log_export x JOIN c ON c.id = x.case_id)
    SELECT * FROM (
      SELECT id AS "caseId", 'opened' AS kind, opened_at AS at, opened_by AS "byId", NULL::int AS number, NULL::text AS log, NULL::int AS rows, NULL::text AS addressee, NULL::int AS names, NULL::text AS sha256, 0 AS place FROM c
      UNION ALL SELECT q.case_id, 'queried', q.at, q.queried_by, NULL, q.log, q.rows_shown, NULL, NULL, NULL, 1 FROM log_query q JOIN c ON c.id = q.case_id
      UNION ALL SELECT u.case_id, 'unmasking_requested', u.requested_at, u.requested_by, u.number, NULL, NULL, NULL, NULL, NULL, 2 FROM log_unmasking u JOIN c ON c.id = u.case_id
      UNION ALL SELECT u.case_id, CASE WHEN d.is_granted THEN 'unmasking_granted' ELSE 'unmasking_refused' END, d.at, d.decided_by, u.number, NULL, NULL, NULL, NULL, NULL, 3
        FROM log_unmasking_decision d JOIN log_unmasking u ON u.id = d.unmasking_id JOIN c ON c.id = u.case_id
      UNION ALL SELECT u.case_id, 'unmasked_read', r.at, r.read_by, u.number, NULL, NULL, NULL, NULL, NULL, 4 FROM log_unmasking_reading r JOIN log_unmasking u ON u.id = r.unmasking_id JOIN c ON c.id = u.case_id
      UNION ALL SELECT x.case_id, 'export_requested', x.requested_at, x.requested_by, NULL, NULL, NULL, x.addressee, NULL, NULL, 5 FROM x
      UNION ALL SELECT x.case_id, CASE WHEN d.is_granted THEN 'export_granted' ELSE 'export_refused' END, d.at, d.decided_by, NULL, NULL, NULL, x.addressee, NULL, NULL, 6 FROM log_export_decision d JOIN x ON x.id = d.export_id
      UNION ALL SELECT x.case_id, 'export_sealed', s.at, s.sealed_by, NULL, NULL, s.rows_sealed, x.addressee, s.names_sealed, encode(s.sha256, 'hex'), 7 FROM log_export_sealing s JOIN x ON x.id = s.export_id
      UNION ALL SELECT e.case_id, 'ended', e.at, e.ended_by, NULL, NULL, NULL, NULL, NULL, NULL, 8 FROM log_case_end e JOIN c ON c.id = e.case_id
    ) AS steps ORDER BY "caseId", at, place`.execute(database)
  return rows
}
