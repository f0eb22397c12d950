/** SQL of the instruction: publications, and how many of today's staff have acknowledged. */
import { sql } from 'kysely'
import { STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import type { Database, Trx } from '#platform/database/connect.ts'

export type Publication = { versionId: string; major: number; minor: number; hash: string; publishedAt: Date; publishedBy: string | null; inRepresentation: boolean; acknowledged: number }
export type StaffRow = { id: string; givenName: string; familyName: string; acknowledgedAt: Date | null }

/** All versions, newest first, each with how many of today's staff have acknowledged it. */
export async function publications(database: Database | Trx, today: string): Promise<Publication[]> {
  const { rows } = await sql<Publication>`
    SELECT v.id AS "versionId", v.major, v.minor, v.hash, v.published_at AS "publishedAt", i.published_by AS "publishedBy", coalesce(i.in_representation, false) AS "inRepresentation",
           (SELECT count(DISTINCT a.person_id)::int FROM document_acknowledgement a JOIN document_version av ON av.id = a.document_version_id JOIN person p ON p.id = a.person_id
             WHERE av.document = v.document AND av.major = v.major AND ${isStaffHere(today)}) AS acknowledged
      FROM document_version v LEFT JOIN instruction_publication i ON i.document_version_id = v.id
     WHERE v.document = ${STAFF_DOCUMENT} ORDER BY v.major DESC, v.minor DESC`.execute(database)
  return rows
}

/** Today's staff by name, with the day on which they acknowledged this major version. */
export async function staffWithAcknowledgement(database: Database | Trx, major: number, today: string): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`
    SELECT p.id, p.given_name AS "givenName", p.family_name AS "familyName",
           (SELECT min(a.at) FROM document_acknowledgement a JOIN document_version v ON v.id = a.document_version_id
             WHERE a.person_id = p.id AND v.document = ${STAFF_DOCUMENT} AND v.major = ${major}) AS "acknowledgedAt"
      FROM person p WHERE ${isStaffHere(today)} ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id`.execute(database)
  return rows
}

/** How many teachers and other staff are at the school on that day. */
export async function countStaff(database: Database | Trx, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM person p WHERE ${isStaffHere(today)}`.execute(database)
  return rows[0]!.n
}

function isStaffHere(today: string) {
  return sql<boolean>`p.type IN ('teacher', 'staff') AND p.entered_on <= ${today} AND (p.exit_on IS NULL OR p.exit_on >= ${today})`
}
