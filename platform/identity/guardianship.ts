/** Who has custody of whom, from when to when, and contact bans (amendment B12). Every change by hand is an act with who, when and which paper says so. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { recordLoss, recordLosses } from '#platform/ledger/ledger.ts'
import type { Write } from '#platform/module/write.ts'
import { endPairedWithoutCustody } from './cards/paired.ts'
import { guardianshipChanged } from './events.ts'
import { openLinks } from './same-human.ts'

export const GUARDIAN_KINDS = ['mother', 'father', 'guardian', 'foster', 'other'] as const
export type GuardianKind = (typeof GUARDIAN_KINDS)[number]
export type NewGuardianship = { guardianId: string; wardId: string; kind: GuardianKind; hasCustody: boolean; contactBan?: boolean; from?: string; until?: string | null; source: string }
export type Guardianship = { id: string; guardianId: string; wardId: string; kind: GuardianKind; hasCustody: boolean; contactBan: boolean; from: string; until: string | null; source: string }

/** Records guardianships; their ids in the order given. Consent listens and works out its facts again. */
export async function addGuardianships(w: Write, guardianships: readonly NewGuardianship[]): Promise<string[]> {
  if (guardianships.length === 0) return []
  const ids = guardianships.map(() => newId(w.at))
  let from = 0
  for (const piece of pieces(guardianships)) {
    await sql`
      INSERT INTO guardianship (id, guardian_id, ward_id, kind, has_custody, contact_ban, from_on, until_on, source)
      SELECT * FROM unnest(${ids.slice(from, (from += piece.length))}::uuid[], ${piece.map((one) => one.guardianId)}::uuid[], ${piece.map((one) => one.wardId)}::uuid[],
        ${piece.map((one) => one.kind)}::text[], ${piece.map((one) => one.hasCustody)}::boolean[], ${piece.map((one) => one.contactBan ?? false)}::boolean[],
        ${piece.map((one) => one.from ?? w.today)}::date[], ${piece.map((one) => one.until ?? null)}::date[], ${piece.map((one) => one.source)}::text[])`.execute(w.trx)
  }
  await lookAgain(w, guardianships.map((one) => one.guardianId))
  await announce(w, guardianshipChanged, { wardIds: [...new Set(guardianships.map((one) => one.wardId))] })
  return ids
}

/** Ends a guardianship; `lastDay` included. Closes the guardian's doors to the child, so it goes into the ledger. */
export async function endGuardianship(w: Write, id: string, lastDay: string): Promise<void> {
  await endGuardianships(w, [id], lastDay)
}

/** The same for many at once. Throws when one of them is none. */
export async function endGuardianships(w: Write, ids: readonly string[], lastDay: string): Promise<void> {
  if (ids.length === 0) return
  const rows = await w.trx.updateTable('guardianship').set({ until_on: lastDay }).where('id', '=', sql<string>`ANY(${[...ids]}::uuid[])`).returning(['id', 'guardian_id', 'ward_id']).execute()
  if (rows.length !== new Set(ids).size) throw new Error('a guardianship that is none was to end')
  await recordLosses(w, rows.map((row) => ({ kind: 'custody_end', ids: { guardianship: row.id, guardian: row.guardian_id, ward: row.ward_id, lastDay } })))
  await changed(w, rows)
}

export type NewContactBan = { guardianId: string; wardId: string; kind: GuardianKind; from: string; until: string | null; source: string }

/**
 * Records a contact ban as a span of its own: it says nothing about custody, and ends nothing of it, but while it holds every door of the guardian to the
 * child is shut (T3). Goes into the ledger, so that no restored backup forgets it. The id of the span.
 */
export async function addContactBan(w: Write, ban: NewContactBan): Promise<string> {
  const [id] = await addGuardianships(w, [{ ...ban, hasCustody: false, contactBan: true }])
  await recordLoss(w, { kind: 'contact_ban', ids: { guardianship: id!, guardian: ban.guardianId, ward: ban.wardId, from: ban.from } })
  return id!
}

/** The same ban under its own id, from the ledger after a restore. */
export async function addBanAgain(w: Write, id: string, { guardianId, wardId, from }: Pick<NewContactBan, 'guardianId' | 'wardId' | 'from'>): Promise<void> {
  await w.trx.insertInto('guardianship').values({ id, guardian_id: guardianId, ward_id: wardId, kind: 'other', has_custody: false, contact_ban: true, from_on: from, until_on: null, source: 'ledger' }).execute()
  await changed(w, [{ guardian_id: guardianId, ward_id: wardId }])
}

/** The last day of a contact ban, included. Opens doors, so it is no loss. */
export async function endContactBan(w: Write, id: string, lastDay: string): Promise<void> {
  await changed(w, [await w.trx.updateTable('guardianship').set({ until_on: lastDay }).where('id', '=', id).where('contact_ban', '=', true).returning(['guardian_id', 'ward_id']).executeTakeFirstOrThrow()])
}

async function changed(w: Write, rows: readonly { guardian_id: string; ward_id: string }[]): Promise<void> {
  await lookAgain(w, rows.map((row) => row.guardian_id))
  await announce(w, guardianshipChanged, { wardIds: [...new Set(rows.map((row) => row.ward_id))] })
}

/** Whose access hangs on custody and bans: the parents', and that of their accounts at work (same-human.ts). */
async function lookAgain(w: Write, guardianIds: readonly string[]): Promise<void> {
  for (const id of guardianIds) w.changedPersons.add(id)
  await endPairedWithoutCustody(w, guardianIds)
  for (const { workId } of await openLinks(w.trx, { parentIds: guardianIds })) w.changedPersons.add(workId)
}

/** Guardianships of these children, past ones too, oldest first. */
export async function guardianshipsOf(database: Database | Trx, wardIds: readonly string[]): Promise<Guardianship[]> {
  if (wardIds.length === 0) return []
  const rows = await database.selectFrom('guardianship').selectAll().where('ward_id', '=', sql<string>`ANY(${[...wardIds]}::uuid[])`).orderBy('from_on').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id, guardianId: row.guardian_id, wardId: row.ward_id, kind: row.kind as GuardianKind, hasCustody: row.has_custody, contactBan: row.contact_ban, from: row.from_on, until: row.until_on, source: row.source,
  }))
}

export const GUARDIANSHIP_ACTS = ['recorded', 'ended', 'ban', 'ban_lifted', 'decision'] as const
export type GuardianshipAct = { act: (typeof GUARDIANSHIP_ACTS)[number]; wardId: string; guardianId: string; guardianshipId: string | null; reference: string | null; on: string }

/** Writes down who entered what about whom, with the reference of the paper. In the transaction of the change. */
export async function recordGuardianshipAct(w: Write, one: GuardianshipAct): Promise<void> {
  await w.trx.insertInto('guardianship_act').values({
    id: newId(w.at), act: one.act, ward_id: one.wardId, guardian_id: one.guardianId, guardianship_id: one.guardianshipId, reference: one.reference, on_date: one.on, entered_by: w.actorId, entered_at: w.at,
  }).execute()
}

/** Parents who may be told about a child today: custody and no contact ban, in the order of their ids. */
export async function guardiansTold(trx: Trx, wardId: string, today: string): Promise<string[]> {
  const current = (await guardianshipsOf(trx, [wardId])).filter((one) => one.from <= today && (one.until === null || today <= one.until))
  const banned = new Set(current.filter((one) => one.contactBan).map((one) => one.guardianId))
  return [...new Set(current.filter((one) => one.hasCustody && !banned.has(one.guardianId)).map((one) => one.guardianId))].sort()
}
