/** Is everything there that the rows speak of, whole and as it was stored, and nothing else? Reads every blob once. */
import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Database } from '#platform/database/connect.ts'
import { isId } from '#platform/id/id.ts'
import type { Keys } from '#platform/school/keys.ts'
import { walk_rows_max } from './limits.ts'
import type { Place, PlaceName } from './places/place.ts'
import { WrongSize, findRow, inspectSealed, openSealed, rowsWithKeys } from './reading.ts'
import type { Places, StoredRow } from './reading.ts'
import { unwrapKey } from './scopes.ts'
import { BlobDamaged, sealedBytes } from './sealing.ts'
import type { Fault } from './texts.de.ts'

export type BlobFault = { kind: Fault; name: string; place: 'row' | PlaceName }

/** Gives every fault to `found`; returns how many blobs were looked at. Safe beside a running server: what changes meanwhile is no fault. */
export async function verifyBlobs({ database, keys }: { database: Database; keys: Keys }, places: Places, drafts: string, found: (fault: BlobFault) => void): Promise<number> {
  let checked = 0
  for await (const row of allRows(database)) {
    checked++
    const kind = await faultOf(database, keys, places, row)
    if (kind === null) continue
    // Moved or removed since the row was read: looked at again where it is now.
    const now = await findRow(database, row.id)
    const again = now === null ? null : now.place === row.place && (now.wrapped === null) === (row.wrapped === null) ? kind : await faultOf(database, keys, places, now)
    if (again !== null) found({ kind: again, name: row.id, place: now!.place })
  }
  for (const place of [places.file, places.s3]) if (place !== null) for await (const name of unknownAt(database, place)) found({ kind: 'unknown', name, place: place.name })
  for (const name of await unknownDrafts(database, drafts)) found({ kind: 'unknown', name, place: 'file' })
  return checked
}

/** Rows in the order of their ids, with what came in between left to the next time. */
export async function* allRows(database: Database, where?: { place: PlaceName }): AsyncGenerator<StoredRow> {
  for (let after = ''; ; ) {
    let query = rowsWithKeys(database).orderBy('b.id').limit(walk_rows_max)
    if (after !== '') query = query.where('b.id', '>', after)
    if (where !== undefined) query = query.where('b.place', '=', where.place)
    const rows = (await query.execute()) as StoredRow[]
    yield* rows
    if (rows.length < walk_rows_max) return
    after = rows.at(-1)!.id
  }
}

async function faultOf(database: Database, keys: Keys, places: Places, row: StoredRow): Promise<Fault | null> {
  const key = await keyOf(database, keys, row)
  if (key === 'key_missing' || key === 'key_damaged') return key
  try {
    const found = await openSealed(database, places, row, { from: 0, to: sealedBytes(row.size_bytes) })
    if (found === null) return 'missing'
    if (key === null) {
      await found.pieces[Symbol.asyncIterator]().return?.()
      return null
    }
    return (await inspectSealed(row, key, found)).isContent ? null : 'content'
  } catch (error) {
    if (error instanceof WrongSize) return 'size'
    if (error instanceof BlobDamaged) return 'damaged'
    throw error
  }
}

/** Null: the scope was destroyed, and nobody can open this any more, as it should be. */
async function keyOf(database: Database, keys: Keys, row: StoredRow): Promise<Buffer | null | 'key_missing' | 'key_damaged'> {
  if (row.wrapped === null) {
    const scope = await database.selectFrom('blob_scope').select('destroyed_at').where('id', '=', row.scope_id).executeTakeFirstOrThrow()
    return scope.destroyed_at === null ? 'key_missing' : null
  }
  try {
    return unwrapKey(keys, row.scope_id, row.wrapped)
  } catch {
    return 'key_damaged'
  }
}

/** What lies there without a row of a blob or of a stray. Listed first, then asked for: what came or went in between is known in one of the two. */
async function* unknownAt(database: Database, place: Place): AsyncGenerator<string> {
  for await (const names of place.names()) {
    const ids = names.filter(isId)
    const known = ids.length === 0 ? [] : await database
      .selectFrom('blob').select('id').where('id', 'in', ids).where('place', '=', place.name)
      .union(database.selectFrom('blob_stray').select('blob_id as id').where('blob_id', 'in', ids).where('place', '=', place.name)).execute()
    const isKnown = new Set(known.map((row) => row.id))
    for (const name of names) if (!isKnown.has(name) && (await isStillThere(place, name))) yield name
  }
}

/** Drafts of this machine that belong to no arrival: the next start or night would remove them, so while they are there something is wrong. */
async function unknownDrafts(database: Database, drafts: string): Promise<string[]> {
  const names = await readdir(drafts)
  const ids = names.filter(isId)
  const known = ids.length === 0 ? [] : await database.selectFrom('blob_stray').select('blob_id').where('blob_id', 'in', ids).execute()
  const isKnown = new Set(known.map((row) => row.blob_id))
  return names.filter((name) => !isKnown.has(name)).map((name) => `${basename(drafts)}/${name}`)
}

/** A file that was removed since it was listed is no fault. */
async function isStillThere(place: Place, name: string): Promise<boolean> {
  if (!isId(name)) return true
  const found = await place.open(name, { from: 0, to: 1 })
  await found?.pieces[Symbol.asyncIterator]().return?.()
  return found !== null
}
