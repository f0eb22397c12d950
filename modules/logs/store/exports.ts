/** Sealed exports of a case in SQL: who asked for whom, who agreed, and what was sealed how often. Never a file, never a key. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'

export type LogExport = { id: string; caseId: string; addressee: string; requestedBy: string | null; requestedAt: Date; isGranted: boolean | null; decidedBy: string | null; decidedAt: Date | null }
/** `sha256`: of the sealed file, hex. */
export type Sealing = { exportId: string; at: Date; rows: number; names: number; sha256: string }

/** Of these cases, in the order they were asked for. `id` asks for one; `waiting` for those nobody has decided. */
export async function listExports(database: Database | Trx, filter: { caseIds: readonly string[] } | { id: string } | { waiting: true }): Promise<LogExport[]> {
  const where = 'caseIds' in filter ? sql`x.case_id = ANY(${[...filter.caseIds]}::uuid[])` : 'id' in filter ? sql`x.id = ${filter.id}` : sql`d.export_id IS NULL`
  const { rows } = await sql<LogExport>`
    SELECT x.id, x.case_id AS "caseId", x.addressee, x.requested_by AS "requestedBy", x.requested_at AS "requestedAt", d.is_granted AS "isGranted", d.decided_by AS "decidedBy", d.at AS "decidedAt"
      FROM log_export x LEFT JOIN log_export_decision d ON d.export_id = x.id WHERE ${where} ORDER BY x.requested_at, x.id`.execute(database)
  return rows
}

/** Of these exports, in their order. */
export async function listSealings(database: Database | Trx, exportIds: readonly string[]): Promise<Sealing[]> {
  const { rows } = await sql<Sealing>`
    SELECT export_id AS "exportId", at, rows_sealed AS rows, names_sealed AS names, encode(sha256, 'hex') AS sha256 FROM log_export_sealing WHERE export_id = ANY(${[...exportIds]}::uuid[]) ORDER BY at, id`.execute(database)
  return rows
}

export async function insertExport(w: Write, { caseId, addressee, inRepresentation }: { caseId: string; addressee: string; inRepresentation: boolean }): Promise<string> {
  const id = newId(w.at)
  await w.trx.insertInto('log_export').values({ id, case_id: caseId, addressee, requested_by: w.actorId, in_representation: inRepresentation, requested_at: w.at }).execute()
  return id
}

export async function insertExportDecision(w: Write, exportId: string, isGranted: boolean): Promise<void> {
  await w.trx.insertInto('log_export_decision').values({ export_id: exportId, decided_by: w.actorId, is_granted: isGranted, at: w.at }).execute()
}

type NewSealing = { exportId: string; inRepresentation: boolean; rows: number; names: number; hasOwnRows: boolean; sha256: Buffer }

export async function insertSealing(w: Write, one: NewSealing): Promise<void> {
  await w.trx.insertInto('log_export_sealing').values({
    id: newId(w.at), export_id: one.exportId, sealed_by: w.actorId, in_representation: one.inRepresentation, rows_sealed: one.rows, names_sealed: one.names, has_own_rows: one.hasOwnRows, sha256: one.sha256, at: w.at,
  }).execute()
}
