/**
 * Content of files and pictures, sealed by the key of the person, group or case it belongs to (B7). Rooms refer to a blob by a foreign key and decide who sees it;
 * here nobody is asked for rights. Handed to actions as `platform.blobs`.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#platform/database/connect.ts'
import { RefusalError, refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { backUpKeys } from './key-backup.ts'
import { moveBlobs } from './move.ts'
import type { Moved } from './move.ts'
import { syncFolder } from './places/durable.ts'
import { DRAFTS, folderPlace } from './places/folder.ts'
import { piecesUntilEnd } from './places/pieces.ts'
import { BlobProblem } from './places/place.ts'
import type { Found, PlaceName } from './places/place.ts'
import { s3Place } from './places/s3.ts'
import type { S3Settings } from './places/s3.ts'
import { findRow, openContent, openSealed } from './reading.ts'
import type { Places } from './reading.ts'
import { BlobDamaged, sealedBytes } from './sealing.ts'
import type { Span } from './sealing.ts'
import { createStoring } from './storing.ts'
import type { NewBlob, StoredBlob } from './storing.ts'
import { holdRemovals, removeDrafts, removeStrays } from './strays.ts'
import { sweepUnused } from './sweep.ts'
import { texts } from './texts.de.ts'
import { verifyBlobs } from './verify.ts'
import type { BlobFault } from './verify.ts'

/** `target`: where large blobs go that come from now on. What lies at the other place is read there. */
export type BlobSettings = { target: PlaceName; s3: S3Settings | null }

export type Blob = { id: string; scopeId: string; size_bytes: number; mediaType: string }

export type Blobs = {
  readonly target: PlaceName
  /** Of the store whose bucket is set, also while contents still move there or back; null where all lies in the data folder. */
  readonly host: string | null
  /** Stores content; durable when it resolves. To be referred to within a day, else it goes. Refuses with 413 what is too large, with 404 a destroyed scope. */
  store(order: NewBlob): Promise<StoredBlob>
  /** What is known of a blob; null when there is none or its key is destroyed. */
  find(blobId: string): Promise<Blob | null>
  /** The content, or a span of it, in pieces that are the reader's own: to be read to the end or ended by `return`. Refuses with 404; throws BlobDamaged, also in the middle. */
  open(blobId: string, span?: Span): Promise<AsyncIterableIterator<Buffer>>
  /** The same content in another scope, sealed anew by its key. */
  copy(blobId: string, scopeId: string): Promise<StoredBlob>
  /** What a backup carries: the bytes as they lie there, sealed. Null when they do not. */
  openSealed(blobId: string): Promise<Found | null>
  /** No file leaves its place while this work runs. */
  holdRemovals<T>(work: () => Promise<T>): Promise<T>
  /** Marks what nobody refers to, removes what nobody referred to for a day, and the files that are left over. */
  sweep(at: Date): Promise<{ rows: number; files: number; isHeld: boolean }>
  /** Writes the key backup of a day; before every ordinary backup too, so that no row in it lacks its key. */
  backUpKeys(day: string): Promise<number>
  verify(found: (fault: BlobFault) => void): Promise<number>
  move(to: PlaceName): Promise<Moved>
  close(): Promise<void>
}

/** Opens the room over a school's data folder. Throws BlobProblem when rows lead to a place that is not set. */
export async function openBlobs(options: Pick<Platform, 'database' | 'keys' | 'clock'> & { platform: () => Platform; folder: string; settings: BlobSettings }): Promise<Blobs> {
  const { database, keys, clock, platform, folder, settings } = options
  const [files, keyFolder] = [join(folder, 'blobs'), join(folder, 'key-backup')]
  const drafts = join(files, DRAFTS)
  if ((await mkdir(drafts, { recursive: true, mode: 0o700 })) !== undefined) for (const made of [files, folder]) await syncFolder(made)
  if (settings.s3 === null) await refuseUnset(database)
  await removeDrafts(database, drafts)
  // The sign of the school, under which its objects lie in a bucket.
  const prefix = `schulhof-${keys.hmac('blob place', 's3').toString('hex').slice(0, 16)}`
  const places: Places = { file: folderPlace(files), s3: settings.s3 === null ? null : s3Place(settings.s3, prefix, clock) }
  const storing = createStoring(platform, { places, target: settings.target, drafts })
  /** What a place does not do now, it may do in a minute; what is damaged somebody has to be told of. Both stand in the process log. */
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (error instanceof BlobProblem || error instanceof BlobDamaged) platform().say(error.message)
      throw error instanceof BlobProblem ? new RefusalError({ status: 503, code: 'unavailable' }) : error
    }
  }
  const open = async (blobId: string, span?: Span): Promise<AsyncIterableIterator<Buffer>> => {
    const content = await told(openContent(options, places, blobId, span))
    return piecesUntilEnd(async () => (await told(content.next())).value ?? null, async () => void (await content.return?.()))
  }
  const find = async (blobId: string): Promise<Blob | null> => {
    const row = await findRow(database, blobId)
    return row === null || row.wrapped === null ? null : { id: row.id, scopeId: row.scope_id, size_bytes: row.size_bytes, mediaType: row.media_type }
  }
  return {
    target: settings.target,
    host: settings.s3?.endpoint.hostname ?? null,
    store: (order) => told(storing.store(order)),
    find,
    open,
    async copy(blobId, scopeId) {
      const { mediaType, size_bytes } = (await find(blobId)) ?? refuse(404, 'not_found')
      return told(storing.store({ scopeId, mediaType, content: await open(blobId), bytes_max: size_bytes, givesAway: true }))
    },
    async openSealed(blobId) {
      const row = await findRow(database, blobId)
      return row === null ? null : openSealed(database, places, row, { from: 0, to: sealedBytes(row.size_bytes) })
    },
    holdRemovals: (work) => holdRemovals(database, work),
    async sweep(at) {
      const rows = await sweepUnused(database, at)
      const { removed, isHeld } = await removeStrays({ database }, places, drafts, at)
      await removeDrafts(database, drafts)
      return { rows, files: removed, isHeld }
    },
    backUpKeys: (day) => backUpKeys(database, keys, keyFolder, day),
    verify: (found) => verifyBlobs({ database, keys }, places, drafts, found),
    move: (to) => moveBlobs({ database, keys, clock }, places, drafts, to),
    close: storing.close,
  }
}

async function refuseUnset(database: Database): Promise<void> {
  const { n } = await database.selectFrom('blob').select((eb) => eb.fn.countAll<number>().as('n')).where('place', '=', 's3').executeTakeFirstOrThrow()
  if (n > 0) throw new BlobProblem(texts.s3_not_set({ n }))
}
