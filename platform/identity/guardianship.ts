/** Who has custody of whom, from when to when, and contact bans (amendment B12). */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import type { Write } from '#platform/module/write.ts'
import { guardianshipChanged } from './events.ts'

export type GuardianKind = 'mother' | 'father' | 'guardian' | 'foster' | 'other'
export type NewGuardianship = { guardianId: string; wardId: string; kind: GuardianKind; hasCustody: boolean; contactBan?: boolean; from?: string; until?: string | null; source: string }
export type Guardianship = { id: string; guardianId: string; wardId: string; kind: GuardianKind; hasCustody: boolean; contactBan: boolean; from: string; until: string | null }

/** Records guardianships. Consent listens and works out its facts again. */
export async function addGuardianships(w: Write, guardianships: readonly NewGuardianship[]): Promise<void> {
  if (guardianships.length === 0) return
  await w.trx
    .insertInto('guardianship')
    .values(guardianships.map((one) => ({
      id: newId(w.at), guardian_id: one.guardianId, ward_id: one.wardId, kind: one.kind, has_custody: one.hasCustody, contact_ban: one.contactBan ?? false,
      from_on: one.from ?? w.today, until_on: one.until ?? null, source: one.source,
    })))
    .execute()
  for (const one of guardianships) w.changedPersons.add(one.guardianId)
  await announce(w, guardianshipChanged, { wardIds: [...new Set(guardianships.map((one) => one.wardId))] })
}

/** Ends a guardianship; `lastDay` included. Closes the guardian's doors to the child, so it goes into the ledger. */
export async function endGuardianship(w: Write, id: string, lastDay: string): Promise<void> {
  const row = await w.trx.updateTable('guardianship').set({ until_on: lastDay }).where('id', '=', id).returning(['guardian_id', 'ward_id']).executeTakeFirstOrThrow()
  await recordLoss(w, { kind: 'custody_end', ids: { guardianship: id, guardian: row.guardian_id, ward: row.ward_id, lastDay } })
  w.changedPersons.add(row.guardian_id)
  await announce(w, guardianshipChanged, { wardIds: [row.ward_id] })
}

/** Guardianships of these children, past ones too, oldest first. */
export async function guardianshipsOf(database: Database | Trx, wardIds: readonly string[]): Promise<Guardianship[]> {
  if (wardIds.length === 0) return []
  const rows = await database.selectFrom('guardianship').selectAll().where('ward_id', '=', sql<string>`ANY(${[...wardIds]}::uuid[])`).orderBy('from_on').orderBy('id').execute()
  return rows.map((row) => ({ id: row.id, guardianId: row.guardian_id, wardId: row.ward_id, kind: row.kind as GuardianKind, hasCustody: row.has_custody, contactBan: row.contact_ban, from: row.from_on, until: row.until_on }))
}
