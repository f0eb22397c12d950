/** What nobody uses goes: marked when no row refers to it, removed a day later when still none does (R1.2: nothing is left of a refused upload). */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { removal_rows_max, unused_hours_min } from './limits.ts'
import { usedAnywhere } from './references.ts'
import { hoursAfter } from './strays.ts'

/** Marks and unmarks, then removes the rows that were marked a day ago or longer; their files become strays. How many rows went. */
export async function sweepUnused(database: Database, at: Date): Promise<number> {
  const isUsed = await usedAnywhere(database)
  await sql`UPDATE blob b SET unused_since = NULL WHERE b.unused_since IS NOT NULL AND ${isUsed}`.execute(database)
  await sql`UPDATE blob b SET unused_since = ${at} WHERE b.unused_since IS NULL AND NOT ${isUsed}`.execute(database)
  let removed = 0
  for (let page = -1; page !== 0; removed += page) page = await removeUnused(database, at)
  await sql`DELETE FROM blob_scope s WHERE s.destroyed_at IS NOT NULL AND NOT EXISTS (SELECT FROM blob b WHERE b.scope_id = s.id)`.execute(database)
  return removed
}

/**
 * The rows are held first and looked at again in a statement of their own: whoever began to refer to one of them has come to an end by then and is seen, and nobody
 * begins to. Whoever stores the same content again either unmarked the row before, or finds it gone and stores anew.
 */
async function removeUnused(database: Database, at: Date): Promise<number> {
  return database.transaction().execute(async (trx) => {
    const { rows: held } = await sql<{ id: string }>`
      SELECT id FROM blob WHERE unused_since <= ${hoursAfter(at, -unused_hours_min)} ORDER BY id LIMIT ${removal_rows_max} FOR UPDATE SKIP LOCKED`.execute(trx)
    const ids = held.map((row) => row.id)
    const isUsed = await usedAnywhere(trx)
    await sql`UPDATE blob b SET unused_since = NULL WHERE b.id = ANY(${ids}::uuid[]) AND ${isUsed}`.execute(trx)
    const { rows: gone } = await sql<{ id: string; place: string }>`DELETE FROM blob b WHERE b.id = ANY(${ids}::uuid[]) AND NOT ${isUsed} RETURNING b.id, b.place`.execute(trx)
    const files = gone.filter(({ place }) => place !== 'row').map(({ id, place }) => ({ blob_id: id, place, due_at: at }))
    if (files.length > 0) await trx.insertInto('blob_stray').values(files).onConflict((conflict) => conflict.columns(['blob_id', 'place']).doUpdateSet({ due_at: at })).execute()
    return held.length
  })
}
