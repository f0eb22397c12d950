/**
 * An archive into an empty database, as the owner role, without superuser: the schema of the archive's version, every table by COPY, every hash compared, and only
 * then the steps up to this program's version. All rows come in one transaction: what fails leaves the database empty.
 */
import { zstdDecompressSync } from 'node:zlib'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { migrate } from '#platform/database/migrate.ts'
import type { MigrationOptions } from '#platform/database/migrate.ts'
import { COPY_SETTINGS, copyIn, copyOut } from './copy.ts'
import { copyText } from './create.ts'
import { label_bytes_max, part_bytes } from './limits.ts'
import { BackupProblem } from './problem.ts'
import { HEAD, MANIFEST } from './set.ts'
import type { ArchiveHead, ArchiveManifest } from './set.ts'
import { tableHash } from './table-hash.ts'
import type { TableHash } from './table-hash.ts'
import { wholeOf } from './tar.ts'
import type { TarFile } from './tar.ts'
import { texts } from './texts.de.ts'

export type LoadOptions = {
  ownerUrl: string
  migrations: Omit<MigrationOptions, 'at'>
  at: Date
  /** Files that are no tables: keys, settings. Before any table. */
  onFile?: (name: string, content: Buffer) => Promise<void>
  /** Once all rows are there, in their transaction. */
  beforeCommit?: (client: pg.Client, head: ArchiveHead) => Promise<void>
}

export type Loaded = { head: ArchiveHead; manifest: ArchiveManifest }

/** What the first file of an opened archive says of it. Throws BackupProblem when there is none. */
export async function readHead(files: AsyncGenerator<TarFile>): Promise<ArchiveHead> {
  try {
    return await headOf(files)
  } finally {
    await files.return(undefined)
  }
}

/** Loads the files of an opened archive. Throws BackupProblem when the archive is newer, foreign or not what its manifest says. */
export async function loadArchive(files: AsyncGenerator<TarFile>, options: LoadOptions): Promise<Loaded> {
  try {
    return await load(files, options)
  } finally {
    await files.return(undefined)
  }
}

async function load(files: AsyncGenerator<TarFile>, options: LoadOptions): Promise<Loaded> {
  const head = await headOf(files)
  checkVersion(head, options)
  const steps = options.migrations.files.slice(0, head.migrations.length)
  await migrate(options.ownerUrl, { ...options.migrations, files: steps, appendOnly: [], at: options.at })
  await checkSteps(head, options.ownerUrl)
  const manifest = await inOneTransaction(options.ownerUrl, async (client) => {
    const references = await dropReferences(client)
    for (const { name } of head.tables) await client.query(`DELETE FROM public.${pg.escapeIdentifier(name)}`)
    const found = await copyTables(client, files, head, options)
    await checkTables(client, head, found)
    for (const statement of references) await client.query(statement)
    await options.beforeCommit?.(client, head)
    return found
  })
  await migrate(options.ownerUrl, { ...options.migrations, at: options.at })
  return { head, manifest }
}

/** The same files without a database: opened, and every table's hash compared. */
export async function readArchive(files: AsyncGenerator<TarFile>): Promise<Loaded> {
  const head = await headOf(files)
  const seen = new Map<string, TableHash>()
  let manifest: ArchiveManifest | null = null
  for await (const file of files) {
    const table = tableOf(file.name)
    if (file.name === MANIFEST) manifest = JSON.parse((await wholeOf(file, label_bytes_max)).toString('utf8')) as ArchiveManifest
    if (table === null) continue
    if (!seen.has(table)) seen.set(table, tableHash())
    seen.get(table)!.lines(await partOf(file))
  }
  if (manifest === null) throw new BackupProblem('damaged', texts.archive_damaged)
  for (const { name, hash } of manifest.tables) if ((seen.get(name) ?? tableHash()).digest() !== hash) throw new BackupProblem('table_differs', texts.table_differs({ name }))
  return { head, manifest }
}

async function headOf(files: AsyncGenerator<TarFile>): Promise<ArchiveHead> {
  const first = (await files.next()).value as TarFile | undefined
  if (first?.name !== HEAD) throw new BackupProblem('damaged', texts.archive_damaged)
  return JSON.parse((await wholeOf(first, label_bytes_max)).toString('utf8')) as ArchiveHead
}

function checkVersion(head: ArchiveHead, { migrations }: LoadOptions): void {
  if (head.format !== 1 || !Array.isArray(head.migrations)) throw new BackupProblem('foreign', texts.foreign)
  if (head.migrations.length > migrations.files.length) throw new BackupProblem('newer', texts.newer({ of: head.migrations.length, program: migrations.files.length }))
}

/** The steps must be the same ones, or the columns are only called the same. */
async function checkSteps(head: ArchiveHead, ownerUrl: string): Promise<void> {
  const client = await connected(ownerUrl)
  try {
    const { rows } = await client.query<{ checksum: string }>('SELECT checksum FROM schema_migration ORDER BY number')
    if (rows.length !== head.migrations.length || rows.some((row, index) => row.checksum !== head.migrations[index]!.checksum)) throw new BackupProblem('foreign', texts.foreign)
  } finally {
    await client.end()
  }
}

async function connected(ownerUrl: string): Promise<pg.Client> {
  const client = new pg.Client(connectionOf(ownerUrl))
  client.on('error', () => {})
  await client.connect()
  return client
}

async function inOneTransaction<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connected(ownerUrl)
  try {
    await client.query(COPY_SETTINGS)
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    await client.query('ANALYZE')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** Foreign keys go before the rows come, in whatever order, and come back checked. Answers the statements that bring them back. */
async function dropReferences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ owner: string; name: string; definition: string }>(
    `SELECT c.conrelid::regclass::text AS owner, quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS definition
       FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace WHERE n.nspname = 'public' AND c.contype = 'f' AND c.conparentid = 0`,
  )
  for (const { owner, name } of rows) await client.query(`ALTER TABLE ${owner} DROP CONSTRAINT ${name}`)
  return rows.map(({ owner, name, definition }) => `ALTER TABLE ${owner} ADD CONSTRAINT ${name} ${definition}`)
}

/** Takes the files in their order; the parts of one table are one COPY. Answers the manifest, which comes last. */
async function copyTables(client: pg.Client, files: AsyncGenerator<TarFile>, head: ArchiveHead, { onFile }: LoadOptions): Promise<ArchiveManifest> {
  const columns = new Map(head.tables.map((table) => [table.name, table.columns]))
  let waiting: TarFile | null = null
  const next = async (): Promise<TarFile | null> => {
    const file = waiting ?? ((await files.next()).value as TarFile | undefined) ?? null
    waiting = null
    return file
  }
  async function* partsOf(table: string): AsyncGenerator<Buffer> {
    for (let file = await next(); file !== null; file = await next()) {
      if (tableOf(file.name) !== table) return void (waiting = file)
      yield await partOf(file)
    }
  }
  for (let file = await next(); file !== null; file = await next()) {
    const table = tableOf(file.name)
    if (file.name === MANIFEST) {
      const manifest = JSON.parse((await wholeOf(file, label_bytes_max)).toString('utf8')) as ArchiveManifest
      // Read to its end: only then it is known that nothing was cut off or changed.
      if ((await files.next()).done !== true) throw new BackupProblem('damaged', texts.archive_damaged)
      return manifest
    }
    if (table === null) {
      await onFile?.(file.name, await wholeOf(file, label_bytes_max))
      continue
    }
    if (!columns.has(table)) throw new BackupProblem('foreign', texts.foreign)
    waiting = file
    await copyIn(client, copyText(table, columns.get(table)!, 'FROM STDIN'), partsOf(table))
  }
  throw new BackupProblem('damaged', texts.archive_damaged)
}

/** R-equality: what is in the tables now, copied out again, must have the hash that was written down when it was copied out then. */
async function checkTables(client: pg.Client, head: ArchiveHead, { tables }: ArchiveManifest): Promise<void> {
  for (const { name, columns } of head.tables) {
    const found = tableHash()
    await copyOut(client, copyText(name, columns, 'TO STDOUT'), found.row)
    const kept = tables.find((table) => table.name === name)
    if (kept === undefined || kept.rows !== found.rows || found.digest() !== kept.hash) throw new BackupProblem('table_differs', texts.table_differs({ name }))
  }
}

function tableOf(name: string): string | null {
  return /^tables\/([a-z0-9_]+)\/\d+\.copy\.zst$/.exec(name)?.[1] ?? null
}

async function partOf(file: TarFile): Promise<Buffer> {
  try {
    // A row can be larger than a part; a gigabyte is what PostgreSQL itself allows.
    return zstdDecompressSync(await wholeOf(file, 1024 * part_bytes))
  } catch (error) {
    throw error instanceof BackupProblem ? error : new BackupProblem('damaged', texts.archive_damaged)
  }
}
