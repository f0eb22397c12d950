/** Openings of sealed evidence in SQL. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { EVIDENCE_PURPOSES } from './contract.ts'

export type Opening = {
  id: string; purpose: (typeof EVIDENCE_PURPOSES)[number]; reason: string; askedBy: string | null; askedAt: Date
  agrees: boolean | null; decidedBy: string | null; decidedAt: Date | null; inRepresentation: boolean; readings: number
}

/** Newest first; `id` asks for one. */
export async function openings(database: Database | Trx, { id, max }: { id?: string; max: number }): Promise<Opening[]> {
  const { rows } = await sql<Opening>`
    SELECT o.id, o.purpose, o.reason, o.asked_by AS "askedBy", o.asked_at AS "askedAt", d.agrees, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt", coalesce(d.in_representation, false) AS "inRepresentation",
           (SELECT count(*)::int FROM evidence_opening_reading r WHERE r.opening_id = o.id) AS readings
      FROM evidence_opening o LEFT JOIN evidence_opening_decision d ON d.opening_id = o.id
     WHERE (${id ?? null}::uuid IS NULL OR o.id = ${id ?? null}::uuid) ORDER BY o.asked_at DESC, o.id DESC LIMIT ${max}`.execute(database)
  return rows
}
