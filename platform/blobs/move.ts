/**
 * Moves large blobs from one place to the other while the server runs: each is read, checked and copied durably, then its row says the new place, and the old file is
 * left behind as a stray, which goes when no backup holds it. Whoever reads at that moment goes on reading, or finds it at the new place.
 */
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Platform } from '#platform/module/platform.ts'
import { batchWriter } from './draft.ts'
import { arrival_hours_max } from './limits.ts'
import type { Draft, Found, PlaceName } from './places/place.ts'
import { BlobProblem } from './places/place.ts'
import { inspectSealed, openSealed, placeCalled } from './reading.ts'
import type { Places, StoredRow } from './reading.ts'
import { unwrapKey } from './scopes.ts'
import { BlobDamaged, sealedBytes } from './sealing.ts'
import { hoursAfter, removeStrays } from './strays.ts'
import { texts } from './texts.de.ts'
import { allRows } from './verify.ts'

export type Moved = { moved: number; damaged: string[]; isHeld: boolean }

/** Moves everything that lies at the other place. What does not open stays where it is. Throws BlobProblem when a place fails or another move is under way. */
export async function moveBlobs({ database, keys, clock }: Pick<Platform, 'database' | 'keys' | 'clock'>, places: Places, drafts: string, to: PlaceName): Promise<Moved> {
  const from: PlaceName = to === 's3' ? 'file' : 's3'
  if (places.s3 === null) throw new BlobProblem(texts.s3_needed)
  return database.connection().execute(async (lock) => {
    const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(${MOVE_LOCK}) AS mine`.execute(lock)
    if (!rows[0]!.mine) throw new BlobProblem(texts.moving_already)
    try {
      const moved: Moved = { moved: 0, damaged: [], isHeld: false }
      for await (const row of allRows(database, { place: from })) {
        const outcome = await moveOne(row)
        if (outcome === 'moved') moved.moved++
        if (outcome === 'damaged') moved.damaged.push(row.id)
      }
      moved.isHeld = (await removeStrays({ database }, places, drafts, clock.now())).isHeld
      return moved
    } finally {
      await sql`SELECT pg_advisory_unlock(${MOVE_LOCK})`.execute(lock)
    }
  })

  async function moveOne(row: StoredRow): Promise<'moved' | 'damaged' | 'gone'> {
    await database
      .insertInto('blob_stray').values({ blob_id: row.id, place: to, due_at: hoursAfter(clock.now(), arrival_hours_max) })
      .onConflict((conflict) => conflict.columns(['blob_id', 'place']).doUpdateSet({ due_at: hoursAfter(clock.now(), arrival_hours_max) })).execute()
    const path = join(drafts, row.id)
    try {
      const found = await openSealed(database, places, row, { from: 0, to: sealedBytes(row.size_bytes) })
      if (found === null) return (await isStillAt(row)) ? 'damaged' : 'gone'
      const draft = await copyChecked(row, found, path)
      if (draft === null) return 'damaged'
      await placeCalled(places, to).take(row.id, draft)
      return (await switchRow(row)) ? 'moved' : 'gone'
    } catch (error) {
      if (error instanceof BlobDamaged) return 'damaged'
      throw error
    } finally {
      await rm(path, { force: true })
    }
  }

  /** The sealed bytes as a whole file of this machine. Null: they open, but are not what was stored. Of a destroyed scope nobody can tell, and noise is moved as it is. */
  async function copyChecked(row: StoredRow, found: Found, path: string): Promise<Draft | null> {
    const file = await open(path, 'w', 0o600)
    try {
      const writer = batchWriter(file)
      const { isContent, sha256 } = await inspectSealed(row, row.wrapped === null ? null : unwrapKey(keys, row.scope_id, row.wrapped), found, (chunk) => writer.write(chunk))
      await writer.end()
      await file.sync()
      return isContent ? { path, sealed_bytes: found.sealed_bytes, sha256 } : null
    } finally {
      await file.close()
    }
  }

  /** False: it was removed meanwhile, and the copy stays a stray. */
  async function switchRow(row: StoredRow): Promise<boolean> {
    const at = clock.now()
    return database.transaction().execute(async (trx) => {
      const arrived = await trx.deleteFrom('blob_stray').where('blob_id', '=', row.id).where('place', '=', to).executeTakeFirst()
      const switched = arrived.numDeletedRows > 0n && (await trx.updateTable('blob').set({ place: to }).where('id', '=', row.id).where('place', '=', from).executeTakeFirst()).numUpdatedRows > 0n
      await trx.insertInto('blob_stray').values({ blob_id: row.id, place: switched ? from : to, due_at: at }).onConflict((conflict) => conflict.columns(['blob_id', 'place']).doUpdateSet({ due_at: at })).execute()
      return switched
    })
  }

  async function isStillAt(row: StoredRow): Promise<boolean> {
    return (await database.selectFrom('blob').select('id').where('id', '=', row.id).where('place', '=', from).executeTakeFirst()) !== undefined
  }
}

const MOVE_LOCK = 7_305_552
