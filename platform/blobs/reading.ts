/** Opens what was stored: chunk by chunk, nothing is given out before it is known to be what was sealed. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Database } from '#platform/database/connect.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { look_again_ms } from './limits.ts'
import type { Found, Place, PlaceName } from './places/place.ts'
import { piecesUntilEnd } from './places/pieces.ts'
import { giveBack } from './memory.ts'
import { hasKey, unwrapKey } from './scopes.ts'
import { BlobDamaged, CHUNK_BYTES, chunksAround, chunksOf, contentHmac, createOpener, inSealedChunks, sealedBytes } from './sealing.ts'
import type { Span } from './sealing.ts'

export type Places = { file: Place; s3: Place | null }

/** A row of `blob` with the wrapped key of its scope; null when that was destroyed. */
export type StoredRow = { id: string; scope_id: string; content_hmac: Buffer; size_bytes: number; media_type: string; place: 'row' | PlaceName; wrapped: Buffer | null }

export async function findRow(database: Database, blobId: string): Promise<StoredRow | null> {
  const row = await rowsWithKeys(preparedOf(database)).where('b.id', '=', blobId).executeTakeFirst()
  return (row as StoredRow | undefined) ?? null
}

/** With the sealed bytes of a small one: one question for what is asked most. */
async function findWhole(database: Database, blobId: string): Promise<(StoredRow & { sealed: Buffer | null }) | null> {
  const row = await rowsWithKeys(preparedOf(database)).leftJoin('blob_content as c', 'c.blob_id', 'b.id').select('c.sealed').where('b.id', '=', blobId).executeTakeFirst()
  return (row as (StoredRow & { sealed: Buffer | null }) | undefined) ?? null
}

/** The statement behind: callers add which rows. */
export function rowsWithKeys(database: Database) {
  return database
    .selectFrom('blob as b').leftJoin('scope_key as k', 'k.scope_id', 'b.scope_id')
    .select(['b.id', 'b.scope_id', 'b.content_hmac', 'b.size_bytes', 'b.media_type', 'b.place', 'k.wrapped'])
}

/**
 * The content of a blob, or a span of it. The first chunk is opened before this resolves, so that what is damaged is refused before anything was said. To be read
 * to the end, or ended by `return`. Refuses with 404 what is not there or whose key is destroyed, also while it is read; throws BlobDamaged.
 */
export async function openContent(platform: Pick<Platform, 'database' | 'keys' | 'clock'>, places: Places, blobId: string, span?: Span): Promise<AsyncIterableIterator<Buffer>> {
  for (let missingAt: string | null = null; ; ) {
    const row = await findWhole(platform.database, blobId)
    if (row === null || row.wrapped === null) refuse(404, 'not_found')
    const key = unwrapKey(platform.keys, row.scope_id, row.wrapped)
    const { from, to } = span ?? { from: 0, to: row.size_bytes }
    if (from < 0 || to < from || to > row.size_bytes) throw new RangeError(`blob ${blobId} has no bytes from ${from} to ${to}`)
    const around = chunksAround({ from, to }, row.size_bytes).sealed
    const found = row.place === 'row' ? foundRow(row, row.sealed, around) : await openSealed(platform.database, places, row, around)
    if (found !== null) return begun(openChunks(platform, row, key, { from, to }, found))
    // It was moved or removed between the two looks: the row says where it is now.
    if (missingAt === row.place) throw new BlobDamaged(`blob ${blobId} is missing at ${row.place}`)
    missingAt = row.place
  }
}

/** The sealed bytes of a blob as they lie at its place; null when they do not. Throws BlobDamaged when there are more or less of them than there should be. */
export async function openSealed(database: Database, places: Places, row: StoredRow, span: Span): Promise<Found | null> {
  if (row.place === 'row') {
    const content = await database.selectFrom('blob_content').select('sealed').where('blob_id', '=', row.id).executeTakeFirst()
    return foundRow(row, content?.sealed ?? null, span)
  }
  const found = await placeCalled(places, row.place).open(row.id, span)
  if (found === null || found.sealed_bytes === sealedBytes(row.size_bytes)) return found
  await found.pieces[Symbol.asyncIterator]().return?.()
  throw wrongSize(row, found.sealed_bytes)
}

export class WrongSize extends BlobDamaged {}

function wrongSize({ id, place }: StoredRow, bytes: number): WrongSize {
  return new WrongSize(`blob ${id} at ${place} has ${bytes} bytes`)
}

export function placeCalled(places: Places, name: PlaceName): Place {
  const place = places[name]
  if (place === null) throw new Error(`the place ${name} is not set`)
  return place
}

/**
 * Reads all of a blob's sealed bytes and tells whether they are what was stored, with their SHA-256. `take` sees each sealed chunk on the way. Throws BlobDamaged
 * when a chunk does not open. Without a key (its scope was destroyed) nobody can tell, and only the number of chunks is looked at.
 */
export async function inspectSealed(row: StoredRow, key: Buffer | null, found: Found, take?: (chunk: Buffer) => Promise<void>): Promise<{ isContent: boolean; sha256: string }> {
  const hash = createHash('sha256')
  const opened = key === null ? null : { open: createOpener(key, row.id), hmac: contentHmac(key) }
  const last = chunksOf(row.size_bytes) - 1
  let number = 0
  for await (const chunk of inSealedChunks(found.pieces)) {
    hash.update(chunk)
    const content = opened?.open(chunk, number, number === last)
    if (content !== undefined) {
      opened?.hmac.update(content)
      giveBack(content)
    }
    await take?.(chunk)
    number++
  }
  if (number !== last + 1) throw new BlobDamaged(`blob ${row.id} ends early`)
  return { isContent: opened === null || timingSafeEqual(opened.hmac.digest(), row.content_hmac), sha256: hash.digest('hex') }
}

function foundRow(row: StoredRow, sealed: Buffer | null, span: Span): Found | null {
  if (sealed === null) return null
  if (sealed.length !== sealedBytes(row.size_bytes)) throw wrongSize(row, sealed.length)
  let piece: Buffer | null = sealed.subarray(span.from, span.to)
  return {
    sealed_bytes: sealed.length,
    pieces: piecesUntilEnd(async () => {
      const given = piece
      piece = null
      return given
    }, async () => {}),
  }
}

async function* openChunks({ database, clock }: Pick<Platform, 'database' | 'clock'>, row: StoredRow, key: Buffer, { from, to }: Span, found: Found): AsyncGenerator<Buffer, undefined> {
  const open = createOpener(key, row.id)
  const around = chunksAround({ from, to }, row.size_bytes)
  let number = around.first
  let looked_ms = clock.now().getTime()
  for await (const sealed of inSealedChunks(found.pieces)) {
    const now_ms = clock.now().getTime()
    if (Math.abs(now_ms - looked_ms) >= look_again_ms) {
      if (!(await hasKey(database, row.scope_id))) refuse(404, 'not_found')
      looked_ms = now_ms
    }
    const chunk = open(sealed, number, number === chunksOf(row.size_bytes) - 1)
    const start = number++ * CHUNK_BYTES
    const part = chunk.subarray(Math.max(0, from - start), to - start)
    if (part.length > 0) yield part
  }
  if (number !== around.last + 1) throw new BlobDamaged(`blob ${row.id} ends early`)
  return undefined
}

/** A generator that has begun: its first piece waits, and ending it early reaches what it holds. */
async function begun(generator: AsyncGenerator<Buffer, undefined>): Promise<AsyncIterableIterator<Buffer>> {
  let first: IteratorResult<Buffer, undefined> | null = await generator.next()
  return piecesUntilEnd(async () => {
    const { done, value } = first ?? (await generator.next())
    first = null
    return done ? null : value
  }, async () => void (await generator.return(undefined)))
}
