/**
 * Making a set, in a process of its own: one snapshot of all tables that are carried, the blobs no pack holds yet, the manifest, and at last the label. Until the
 * label is there nobody sees a set. Whoever starts this holds removals of blobs meanwhile (B6), so every file that the snapshot names is there.
 */
import { createHash, randomBytes } from 'node:crypto'
import { readFile, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import pg from 'pg'
import { unlessMissing } from '#platform/blobs/places/durable.ts'
import { FILE_KEY_BYTES } from '#platform/safe/age.ts'
import { signOf } from '#platform/safe/safe.ts'
import type { Keys } from '#platform/school/keys.ts'
import { COPY_SETTINGS, copyOut } from './copy.ts'
import { carryBlobs } from './carry-blobs.ts'
import type { BlobPlaces } from './carry-blobs.ts'
import { part_bytes } from './limits.ts'
import { sealedWriter } from './sealed-file.ts'
import type { SealedWriter } from './sealed-file.ts'
import { HEAD, KEY_FILES, MANIFEST, SETTINGS, archiveName, labelName, labelText } from './set.ts'
import type { ArchiveHead, ArchiveManifest, SetLabel } from './set.ts'
import { writeDraft } from './sets.ts'
import { tableHash } from './table-hash.ts'
import type { Target } from './targets/target.ts'

export type CreateOptions = {
  connection: pg.ClientConfig
  target: Target
  keys: Keys
  keyFolder: string
  /** Wrapped file keys of archives, beside the data. */
  ownKeyFolder: string
  blobs: BlobPlaces
  setId: string
  at: Date
  program: string
  /** Tables that stay out. */
  leftOut: readonly string[]
  settings: Readonly<Record<string, string | null>>
  /** Packs made before this are not shared any more. */
  packsSince: Date
}

/** Makes the set. Throws system errors (a full disk), database errors and BackupProblem; then nothing of it is left at the target but packs that the next run shares. */
export async function createSet(options: CreateOptions): Promise<SetLabel> {
  const { target, keys, setId, at } = options
  const client = new pg.Client(options.connection)
  client.on('error', () => {})
  await client.connect()
  const draft = join(target.drafts, `${setId}.age`)
  let archive: SealedWriter | null = null
  try {
    await client.query(COPY_SETTINGS)
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const fileKey = randomBytes(FILE_KEY_BYTES)
    const publicKey = (await client.query<{ public_key: Buffer }>('SELECT public_key FROM safe_key ORDER BY made_at DESC, id DESC LIMIT 1')).rows[0]?.public_key ?? null
    const recipients = publicKey === null ? [] : [publicKey]
    const head = await headOf(client, options)
    const packs = await carryBlobs(client, options, recipients)
    archive = sealedWriter(draft, fileKey, recipients)
    archive.add(HEAD, Buffer.from(JSON.stringify(head)))
    const keyFiles = await addKeyFiles(archive, options.keyFolder)
    archive.add(SETTINGS, Buffer.from(JSON.stringify(options.settings, null, 1)))
    const tables: ArchiveManifest['tables'] = []
    for (const table of head.tables) tables.push(await addTable(client, archive, table))
    const manifest: ArchiveManifest = { tables, blobs: packs.blobs, packs: packs.packs, keyFiles, settings: Object.keys(options.settings) }
    archive.add(MANIFEST, Buffer.from(JSON.stringify(manifest)))
    const sealed = archive.finish()
    await client.query('COMMIT')
    await keepOwnKey(options, fileKey)
    await target.put(archiveName(setId), draft, sealed.sha256)
    const label: SetLabel = {
      format: 1, id: setId, madeAt: at.toISOString(), program: options.program, schema: head.migrations.length, safeSign: publicKey === null ? null : signOf(publicKey),
      archive: sealed, packs: packs.packs.map(({ key: _key, ...pack }) => pack), rows: tables.reduce((sum, table) => sum + table.rows, 0), blobs: packs.blobs.count, missingBlobs: packs.blobs.missing.length, mac: '',
    }
    label.mac = keys.hmac('backup label', labelText(label)).toString('hex')
    await putLabel(target, label)
    return label
  } catch (error) {
    archive?.abandon()
    await unlink(draft).catch(unlessMissing)
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** What is in the snapshot, and how far the ledger was. */
async function headOf(client: pg.Client, { setId, at, program, leftOut }: CreateOptions): Promise<ArchiveHead> {
  const { rows: migrations } = await client.query<ArchiveHead['migrations'][number]>('SELECT number, name, checksum FROM schema_migration ORDER BY number')
  // Generated columns are worked out again by themselves.
  const { rows } = await client.query<{ name: string; column: string }>(
    `SELECT c.relname AS name, a.attname AS column FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND c.relname <> ALL($1) ORDER BY c.relname COLLATE "C", a.attnum`,
    [['schema_migration', ...leftOut]],
  )
  const tables = [...Map.groupBy(rows, (row) => row.name)].map(([name, columns]) => ({ name, columns: columns.map((one) => one.column) }))
  const { rows: [position] } = await client.query<{ lines: number; seal: Buffer }>('SELECT lines, seal FROM ledger_position')
  return { format: 1, setId, program, snapshotAt: at.toISOString(), migrations, tables, ledger: { lines: position?.lines ?? 0, seal: position?.seal.toString('hex') ?? '' } }
}

async function addKeyFiles(archive: SealedWriter, folder: string): Promise<ArchiveManifest['keyFiles']> {
  const there = await readdir(folder)
  const files: ArchiveManifest['keyFiles'] = []
  for (const name of KEY_FILES) {
    if (!there.includes(name)) continue
    const content = await readFile(join(folder, name))
    archive.add(`keys/${name}`, content)
    files.push({ name, sha256: createHash('sha256').update(content).digest('hex') })
  }
  return files
}

/** A table in parts of a megabyte, each compressed for itself, so that nothing large is held. */
async function addTable(client: pg.Client, archive: SealedWriter, { name, columns }: ArchiveHead['tables'][number]): Promise<ArchiveManifest['tables'][number]> {
  const hash = tableHash()
  let [bytes, parts, waiting, waiting_bytes] = [0, 0, [] as Buffer[], 0]
  const close = (): void => {
    if (waiting_bytes === 0) return
    const part = Buffer.concat(waiting, waiting_bytes)
    archive.add(`tables/${name}/${String(++parts).padStart(6, '0')}.copy.zst`, zstdCompressSync(part))
    bytes += part.length
    ;[waiting, waiting_bytes] = [[], 0]
  }
  await copyOut(client, copyText(name, columns, 'TO STDOUT'), (row) => {
    hash.row(row)
    // The driver uses its buffer again.
    waiting.push(Buffer.from(row))
    waiting_bytes += row.length
    if (waiting_bytes >= part_bytes) close()
  })
  close()
  return { name, rows: hash.rows, bytes, hash: hash.digest() }
}

export function copyText(name: string, columns: readonly string[], direction: 'TO STDOUT' | 'FROM STDIN'): string {
  return `COPY public.${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')}) ${direction}`
}

/** Until the drill the server can open its own archive: the key lies wrapped beside the data, never in the database that is being carried. */
async function keepOwnKey({ keys, ownKeyFolder, setId }: CreateOptions, fileKey: Buffer): Promise<void> {
  await writeDraft(join(ownKeyFolder, `${setId}.key`), keys.seal('backup archive', setId, fileKey))
}

async function putLabel(target: Target, label: SetLabel): Promise<void> {
  const draft = join(target.drafts, `${label.id}.json`)
  const text = Buffer.from(`${JSON.stringify(label)}\n`)
  await writeDraft(draft, text)
  await target.put(labelName(label.id), draft, createHash('sha256').update(text).digest('hex'))
  await stat(draft).then(() => unlink(draft), unlessMissing)
}
