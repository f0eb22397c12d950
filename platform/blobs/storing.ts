/**
 * Stores content: small as a row, in one transaction with what others store at the same time; large as a draft that becomes a file, and then its row. When it
 * resolves all of it is durable (architecture 4.5). The same content in the same scope is stored once.
 */
import { randomUUID } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { createBatch } from '#platform/database/batch.ts'
import type { Batch, Outcome } from '#platform/database/batch.ts'
import type { Trx } from '#platform/database/connect.ts'
import { RefusalError, refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { sealIntoDraft } from './draft.ts'
import type { Sealed } from './draft.ts'
import { arrival_hours_max, batch_rows_max, batch_waiting_max, blob_bytes_max, media_type_chars_max, row_bytes_max, storing_max } from './limits.ts'
import { unlessMissing } from './places/durable.ts'
import { placeCalled } from './reading.ts'
import type { Places } from './reading.ts'
import type { PlaceName } from './places/place.ts'
import { scopeKey } from './scopes.ts'
import { contentHmac, sealWhole } from './sealing.ts'
import { hoursAfter } from './strays.ts'

export type NewBlob = {
  scopeId: string
  /** Type of the content as the module takes it (`image/webp`); never believed by a browser. */
  mediaType: string
  content: AsyncIterable<Uint8Array> | Uint8Array
  /** Refused with 413 above it. */
  bytes_max: number
  /** The pieces are for nobody else: the memory of each is given back as soon as it is stored. Whoever still holds one finds it empty. */
  givesAway?: true
}

/** `isNew`: false when the scope had this content already; then its first media type stays. */
export type StoredBlob = { id: string; size_bytes: number; isNew: boolean }

export type Storing = { store(order: NewBlob): Promise<StoredBlob>; close(): Promise<void> }

export function createStoring(platform: () => Platform, options: { places: Places; target: PlaceName; drafts: string }): Storing {
  const { places, target, drafts } = options
  let lane: Batch<SmallItem, string | null> | null = null
  let underWay = 0

  async function storeSmall(order: NewBlob, key: Buffer, content: Buffer): Promise<StoredBlob> {
    lane ??= createLane(platform())
    const blobId = randomUUID()
    const [content_hmac, sealed] = [contentHmac(key).update(content).digest(), sealWhole(key, blobId, content)]
    const id = await lane.submit({ actor: NOBODY, blobId, order, content_hmac, sealed, size_bytes: content.length, at: platform().clock.now() })
    return id === null ? refuse(404, 'not_found') : { id, size_bytes: content.length, isNew: id === blobId }
  }

  /** What may lie around after a crash is written down before it does: the draft and the file, under this id. */
  async function storeLarge(order: NewBlob, key: Buffer, content: AsyncIterable<Uint8Array>): Promise<StoredBlob> {
    if (underWay >= storing_max) refuse(503, 'unavailable')
    const { database, clock } = platform()
    const blobId = randomUUID()
    const path = join(drafts, blobId)
    underWay++
    let isAtPlace = false
    try {
      await database.insertInto('blob_stray').values({ blob_id: blobId, place: target, due_at: hoursAfter(clock.now(), arrival_hours_max) }).execute()
      const sealed = await sealIntoDraft(path, content, { scopeKey: key, blobId, bytes_max: bytesMax(order), isHashed: target === 's3', givesAway: order.givesAway === true }).catch(diskFull)
      const known = await findEqual(order.scopeId, sealed.content_hmac)
      if (known !== null) return { id: known, size_bytes: sealed.size_bytes, isNew: false }
      isAtPlace = true
      await placeCalled(places, target).take(blobId, sealed.draft).catch(givenUp)
      const id = (await noteLarge(blobId, order, sealed)) ?? (await leaveBehind(blobId))
      return { id, size_bytes: sealed.size_bytes, isNew: id === blobId }
    } finally {
      underWay--
      await unlink(path).catch(unlessMissing)
      if (!isAtPlace) await database.deleteFrom('blob_stray').where('blob_id', '=', blobId).execute()
    }
  }

  /** A blob of the scope with this content, which from now on is used anew: nobody removes it for a day. */
  async function findEqual(scopeId: string, content_hmac: Buffer): Promise<string | null> {
    const row = await platform().database.updateTable('blob').set({ unused_since: null }).where('scope_id', '=', scopeId).where('content_hmac', '=', content_hmac).returning('id').executeTakeFirst()
    return row?.id ?? null
  }

  /**
   * The row, in the transaction in which its file stops being a stray. The id of the blob that has the content now: another one when somebody was faster. Null: so
   * much time has passed that the file was taken for a leftover.
   */
  async function noteLarge(blobId: string, order: NewBlob, { content_hmac, size_bytes }: Sealed): Promise<string | null> {
    const { database, clock } = platform()
    const at = clock.now()
    return database.transaction().execute(async (trx) => {
      const arrived = await trx.deleteFrom('blob_stray').where('blob_id', '=', blobId).where('place', '=', target).executeTakeFirst()
      if (arrived.numDeletedRows === 0n) return null
      const { rows } = await insertBlob(trx, { blobId, order, content_hmac, size_bytes, place: target, at })
      const id = rows[0]?.id ?? refuse(404, 'not_found')
      if (id !== blobId) await trx.insertInto('blob_stray').values({ blob_id: blobId, place: target, due_at: at }).execute()
      return id
    })
  }

  async function leaveBehind(blobId: string): Promise<never> {
    const { database, clock } = platform()
    await database.insertInto('blob_stray').values({ blob_id: blobId, place: target, due_at: clock.now() }).execute()
    return givenUp({ code: 'ENOENT' })
  }

  return {
    async store(order) {
      if (order.mediaType.length > media_type_chars_max || !MEDIA_TYPE.test(order.mediaType)) refuse(400, 'input_invalid')
      const source = piecesOf(order.content)
      try {
        const key = await scopeKey(platform(), order.scopeId)
        const { begin, isWhole } = await readBegin(source, bytesMax(order))
        return isWhole ? await storeSmall(order, key, Buffer.concat(begin)) : await storeLarge(order, key, joined(begin, source))
      } finally {
        await source.return?.()
      }
    },
    close: async () => lane?.close(),
  }
}

/** Type and subtype of RFC 9110, with parameters. */
const MEDIA_TYPE = /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*(; ?[\w-]+="?[\w .+-]+"?)*$/i

type SmallItem = { actor: Actor; blobId: string; order: NewBlob; content_hmac: Buffer; sealed: Buffer; size_bytes: number; at: Date }

/** Rights were asked for by whoever stores; the lane writes for all of them. */
const NOBODY: Actor = { personId: '00000000-0000-0000-0000-000000000000', type: 'other', version: 0, facts: [], memberships: [], wards: [], asParent: [], via: 'system', sessionId: null, strongUntil: null }

function createLane(platform: Platform): Batch<SmallItem, string | null> {
  return createBatch<SmallItem, null, string | null>(platform, {
    items_max: batch_rows_max,
    waiting_max: batch_waiting_max,
    load: async () => null,
    decide(items) {
      // Filled in by the answers to the statements, before anybody is answered. Null: the scope has no key any more.
      const outcomes: Outcome<string | null>[] = items.map(() => ({ ok: null }))
      // In one order everywhere: two processes that store the same would else wait for each other in a circle.
      const inOrder = items.map((item, index) => ({ item, index })).sort((a, b) => Buffer.compare(a.item.content_hmac, b.item.content_hmac))
      return {
        outcomes, news: [], afterCommit: [],
        write: (trx) => inOrder.map(async ({ item, index }) => {
          const { rows } = await insertBlob(trx, { ...item, place: 'row' })
          outcomes[index] = { ok: rows[0]?.id ?? null }
        }),
      }
    },
  })
}

type NewRow = { blobId: string; order: NewBlob; content_hmac: Buffer; size_bytes: number; place: 'row' | PlaceName; sealed?: Buffer; at: Date }

/** Writes the row, and the content of a small one, unless the scope has equal content; answers which blob has it. No row: the key of the scope is gone. */
function insertBlob(trx: Trx, { blobId, order, content_hmac, size_bytes, place, sealed, at }: NewRow) {
  return sql<{ id: string }>`
    WITH named AS (
      INSERT INTO blob (id, scope_id, content_hmac, size_bytes, media_type, place, created_at)
      SELECT ${blobId}::uuid, k.scope_id, ${content_hmac}::bytea, ${size_bytes}::bigint, ${order.mediaType}::text, ${place}::text, ${at}::timestamptz
        FROM scope_key k WHERE k.scope_id = ${order.scopeId}::uuid FOR KEY SHARE
      ON CONFLICT (scope_id, content_hmac) DO UPDATE SET unused_since = NULL RETURNING id),
    kept AS (INSERT INTO blob_content (blob_id, sealed) SELECT id, ${sealed ?? null}::bytea FROM named WHERE id = ${blobId}::uuid AND ${place}::text = 'row')
    SELECT id FROM named`.execute(trx)
}

function bytesMax({ bytes_max }: NewBlob): number {
  return Math.min(bytes_max, blob_bytes_max)
}

function piecesOf(content: NewBlob['content']): AsyncIterator<Uint8Array> {
  return Symbol.asyncIterator in content ? content[Symbol.asyncIterator]() : once(content)
}

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

/** As much as a row may hold, and whether that was all. */
async function readBegin(source: AsyncIterator<Uint8Array>, bytes_max: number): Promise<{ begin: Uint8Array[]; isWhole: boolean }> {
  const begin: Uint8Array[] = []
  for (let bytes = 0; bytes <= row_bytes_max; ) {
    const { done, value } = await source.next()
    if (done) return { begin, isWhole: true }
    bytes += value.length
    if (bytes > bytes_max) refuse(413, 'too_large')
    begin.push(value)
  }
  return { begin, isWhole: false }
}

async function* joined(begin: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let piece = begin.shift(); piece !== undefined; piece = begin.shift()) yield piece
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** The draft was removed as a leftover: it took more than a day. */
function givenUp(error: { code?: string }): never {
  if (error.code === 'ENOENT') throw new RefusalError({ status: 503, code: 'unavailable' })
  throw error
}

/** No room left is no fault of the sender: come back when the administration has made some. */
function diskFull(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') throw new RefusalError({ status: 503, code: 'unavailable' })
  throw error
}
