/** The blobs of a snapshot into packs: what a pack at the target holds already stays there, the rest goes into new ones. They are sealed by their scopes' keys before they come here. */
import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { unlink } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { unlessMissing } from '#platform/blobs/places/durable.ts'
import type { Folder } from '#platform/blobs/places/folder.ts'
import type { Place } from '#platform/blobs/places/place.ts'
import { sealedBytes } from '#platform/blobs/sealing.ts'
import { newId } from '#platform/id/id.ts'
import { FILE_KEY_BYTES } from '#platform/safe/age.ts'
import type { CreateOptions } from './create.ts'
import { blob_rows_max, pack_bytes_max } from './limits.ts'
import { BackupProblem } from './problem.ts'
import { sealedWriter } from './sealed-file.ts'
import type { SealedWriter } from './sealed-file.ts'
import { packName } from './set.ts'
import type { ArchiveManifest } from './set.ts'
import { texts } from './texts.de.ts'

export type BlobPlaces = { file: Folder; s3: Place | null }
type Row = { id: string; place: 'row' | 'file' | 's3'; size_bytes: number }
type Options = Pick<CreateOptions, 'connection' | 'target' | 'keys' | 'blobs' | 'at' | 'packsSince'>
type Carried = { packs: ArchiveManifest['packs']; blobs: ArchiveManifest['blobs'] }

/** All packs that together hold every blob of the snapshot. `client` is in the snapshot. */
export async function carryBlobs(client: pg.Client, options: Options, recipients: readonly Buffer[]): Promise<Carried> {
  const shared = await sharedPacks(client, options)
  const fresh: ArchiveManifest['packs'] = []
  const missing: string[] = []
  const record = await recorder(options)
  try {
    for await (const pack of newPacks(client, options, recipients, [...shared.keys()], missing)) {
      await record.add(pack)
      fresh.push(pack.part)
    }
  } finally {
    await record.end()
  }
  const { rows: used } = await client.query<{ pack_id: string }>('SELECT DISTINCT p.pack_id FROM backup_pack_blob p JOIN blob b ON b.id = p.blob_id WHERE p.pack_id = ANY($1)', [[...shared.keys()]])
  const { rows: [sum] } = await client.query<{ count: number; bytes: number }>('SELECT count(*) AS count, coalesce(sum(size_bytes), 0)::bigint AS bytes FROM blob')
  return { packs: [...used.map((row) => shared.get(row.pack_id)!), ...fresh], blobs: { ...sum!, missing } }
}

/** Packs that are at the target, young enough to outlive this set there, and whose keys open. */
async function sharedPacks(client: pg.Client, { target, keys, packsSince }: Options): Promise<Map<string, ArchiveManifest['packs'][number]>> {
  const there = new Set(await target.list('packs'))
  const { rows } = await client.query<{ id: string; wrapped_key: Buffer; size_bytes: number; sha256: Buffer }>('SELECT id, wrapped_key, size_bytes, sha256 FROM backup_pack WHERE made_at >= $1 ORDER BY id', [packsSince])
  const found = new Map<string, ArchiveManifest['packs'][number]>()
  for (const row of rows) {
    const key = keys.unseal('backup pack', row.id, row.wrapped_key)
    if (key !== null && there.has(`${row.id}.age`)) found.set(row.id, { id: row.id, size_bytes: row.size_bytes, sha256: row.sha256.toString('hex'), key: key.toString('base64') })
  }
  return found
}

type NewPack = { part: ArchiveManifest['packs'][number]; blobIds: string[] }

async function* newPacks(client: pg.Client, options: Options, recipients: readonly Buffer[], shared: readonly string[], missing: string[]): AsyncGenerator<NewPack> {
  let open: { id: string; key: Buffer; path: string; writer: SealedWriter; blobIds: string[] } | null = null
  const close = async (pack: NonNullable<typeof open>): Promise<NewPack> => {
    const sealed = pack.writer.finish()
    await options.target.put(packName(pack.id), pack.path, sealed.sha256)
    return { part: { id: pack.id, ...sealed, key: pack.key.toString('base64') }, blobIds: pack.blobIds }
  }
  try {
    for await (const row of uncarried(client, shared)) {
      open ??= begin(options, recipients)
      if (await addBlob(client, open.writer, options.blobs, row)) open.blobIds.push(row.id)
      else missing.push(row.id)
      if (open.writer.size_bytes < pack_bytes_max) continue
      const full: NonNullable<typeof open> = open
      yield await close(full)
      open = null
    }
    if (open !== null && open.blobIds.length > 0) {
      const last: NonNullable<typeof open> = open
      yield await close(last)
      open = null
    }
  } finally {
    open?.writer.abandon()
    if (open !== null) await unlink(open.path).catch(unlessMissing)
  }
}

function begin({ target, at }: Options, recipients: readonly Buffer[]) {
  const [id, key] = [newId(at), randomBytes(FILE_KEY_BYTES)]
  const path = join(target.drafts, `${id}.age`)
  return { id, key, path, writer: sealedWriter(path, key, recipients), blobIds: [] as string[] }
}

/** In the order of their ids, which is that of their coming: what was stored together is read together. */
async function* uncarried(client: pg.Client, shared: readonly string[]): AsyncGenerator<Row> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const { rows } = await client.query<Row>(
      `SELECT b.id, b.place, b.size_bytes FROM blob b WHERE b.id > $1 AND NOT EXISTS (SELECT FROM backup_pack_blob p WHERE p.blob_id = b.id AND p.pack_id = ANY($2)) ORDER BY b.id LIMIT $3`,
      [after, shared, blob_rows_max],
    )
    yield* rows
    if (rows.length < blob_rows_max) return
    after = rows.at(-1)!.id
  }
}

/** False when the blob is not at its place, or not whole: then it is named in the manifest, and the set carries everything else. */
async function addBlob(client: pg.Client, pack: SealedWriter, places: BlobPlaces, row: Row): Promise<boolean> {
  const bytes = sealedBytes(row.size_bytes)
  const content = row.place === 'row' ? await ofRow(client, row.id) : row.place === 'file' ? ofFile(places.file.pathOf(row.id)) : await ofStore(places.s3, row.id, bytes)
  if (content === null) return false
  if (content.bytes !== bytes) {
    content.close()
    return false
  }
  pack.begin(`blobs/${row.id}`, bytes)
  try {
    const written = await content.write(pack)
    if (written !== bytes) throw new BackupProblem('blob_changed', texts.blob_changed({ id: row.id }))
  } finally {
    content.close()
  }
  pack.end()
  return true
}

/** How many bytes there are, and how they come into a pack; answers how many came. */
type Content = { bytes: number; write(pack: SealedWriter): Promise<number> | number; close(): void }

async function ofRow(client: pg.Client, id: string): Promise<Content | null> {
  const { rows: [row] } = await client.query<{ sealed: Buffer }>('SELECT sealed FROM blob_content WHERE blob_id = $1', [id])
  if (row === undefined) return null
  const write = (pack: SealedWriter): number => {
    pack.write(row.sealed)
    return row.sealed.length
  }
  return { bytes: row.sealed.length, write, close() {} }
}

const buffer = Buffer.allocUnsafeSlow(1024 * 1024)

/** Read in the call: this process has nothing else to do, and a promise for each piece costs more than reading it. */
function ofFile(path: string): Content | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    unlessMissing(error)
    return null
  }
  const write = (pack: SealedWriter): number => {
    for (let bytes = 0; ; ) {
      const read = readSync(file, buffer)
      if (read === 0) return bytes
      pack.write(buffer.subarray(0, read))
      bytes += read
    }
  }
  return { bytes: fstatSync(file).size, write, close: () => closeSync(file) }
}

async function ofStore(store: Place | null, id: string, bytes: number): Promise<Content | null> {
  const found = (await store?.open(id, { from: 0, to: bytes })) ?? null
  if (found === null) return null
  const write = async (pack: SealedWriter): Promise<number> => {
    let written = 0
    for await (const piece of found.pieces) {
      pack.write(piece)
      written += piece.length
    }
    return written
  }
  return { bytes: found.sealed_bytes, write, close: () => void found.pieces[Symbol.asyncIterator]().return?.() }
}

/** Packs are written down beside the snapshot, which reads only. One that is at the target but was not written down is made anew and goes with the next clearing. */
async function recorder({ connection, keys, at }: Options) {
  let client: pg.Client | null = null
  return {
    async add({ part, blobIds }: NewPack): Promise<void> {
      if (client === null) {
        client = new pg.Client(connection)
        client.on('error', () => {})
        await client.connect()
      }
      await client.query('BEGIN')
      await client.query('INSERT INTO backup_pack (id, wrapped_key, size_bytes, sha256, made_at) VALUES ($1, $2, $3, $4, $5)', [part.id, keys.seal('backup pack', part.id, Buffer.from(part.key, 'base64')), part.size_bytes, Buffer.from(part.sha256, 'hex'), at])
      await client.query('INSERT INTO backup_pack_blob (blob_id, pack_id) SELECT unnest($1::uuid[]), $2', [blobIds, part.id])
      await client.query('COMMIT')
    },
    end: async () => void (await client?.end()),
  }
}
