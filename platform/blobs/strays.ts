/**
 * Files that no row speaks of: on their way in, left by a crash, or left behind by a removal or a move. Each is written down before it can come about, so nothing has
 * to be searched for, and what is not written down is never removed.
 */
import { readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { isId } from '#platform/id/id.ts'
import { removal_rows_max } from './limits.ts'
import { unlessMissing } from './places/durable.ts'
import { placeCalled } from './reading.ts'
import type { Places } from './reading.ts'
import type { PlaceName } from './places/place.ts'

export function hoursAfter(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000)
}

/**
 * Runs `work` while no file of a blob leaves its place: a backup takes its snapshot of the rows inside of it and finds each of their files until the end (B6).
 * Any number at the same time, in any process; a process that dies lets go by itself.
 */
export async function holdRemovals<T>(database: Database, work: () => Promise<T>): Promise<T> {
  return database.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock_shared(${REMOVAL_LOCK})`.execute(connection)
    try {
      return await work()
    } finally {
      await sql`SELECT pg_advisory_unlock_shared(${REMOVAL_LOCK})`.execute(connection)
    }
  })
}

/** Removes the files that are due. `isHeld`: somebody holds removals, and some or all of them wait. */
export async function removeStrays({ database }: { database: Database }, places: Places, drafts: string, at: Date): Promise<{ removed: number; isHeld: boolean }> {
  for (let removed = 0; ; ) {
    const page = await removePage(database, places, drafts, at)
    if (page === null) return { removed, isHeld: true }
    removed += page.removed
    if (page.removed < removal_rows_max) return { removed, isHeld: false }
  }
}

/** Removes drafts of this machine that belong to no arrival any more. They are listed first: what is listed and still arriving was written down before. */
export async function removeDrafts(database: Database, drafts: string): Promise<void> {
  const ids = (await readdir(drafts)).filter(isId)
  if (ids.length === 0) return
  const arriving = await database.selectFrom('blob_stray').select('blob_id').where('blob_id', 'in', ids).execute()
  const isArriving = new Set(arriving.map((row) => row.blob_id))
  for (const name of ids) if (!isArriving.has(name)) await unlink(join(drafts, name)).catch(unlessMissing)
}

const REMOVAL_LOCK = 7_305_551

/**
 * One transaction: the rows of strays stay held until their files are gone, so that an arrival that comes in at this moment either was faster or finds its row
 * gone and gives up. Null: removals are held.
 */
async function removePage(database: Database, places: Places, drafts: string, at: Date): Promise<{ removed: number } | null> {
  // What lies at a place that is not set any more waits until it is.
  const reachable: PlaceName[] = places.s3 === null ? ['file'] : ['file', 's3']
  return database.transaction().execute(async (trx) => {
    const { rows: locks } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_xact_lock(${REMOVAL_LOCK}) AS mine`.execute(trx)
    if (!locks[0]!.mine) return null
    const { rows } = await sql<{ blob_id: string; place: PlaceName; is_claimed: boolean }>`
      SELECT s.blob_id, s.place, EXISTS (SELECT FROM blob b WHERE b.id = s.blob_id AND b.place = s.place) AS is_claimed
        FROM blob_stray s WHERE s.due_at <= ${at} AND s.place = ANY(${reachable}::text[])
       ORDER BY s.due_at LIMIT ${removal_rows_max} FOR UPDATE OF s SKIP LOCKED`.execute(trx)
    for (const { blob_id, place, is_claimed } of rows) {
      // The draft first: what is renamed until then is removed, and what is not can't be any more.
      await unlink(join(drafts, blob_id)).catch(unlessMissing)
      if (!is_claimed) await placeCalled(places, place).remove(blob_id)
    }
    await sql`DELETE FROM blob_stray WHERE (blob_id, place) IN (SELECT * FROM unnest(${rows.map((row) => row.blob_id)}::uuid[], ${rows.map((row) => row.place)}::text[]))`.execute(trx)
    return { removed: rows.length }
  })
}
