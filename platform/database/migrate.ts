/**
 * Brings the schema up to the committed list of plain SQL files. Run by the owner role only (amendment B8), under an advisory lock, each file in a
 * transaction of its own, with the file's checksum kept: an edited file stops the start.
 */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { connectionOf } from './connect.ts'

export class MigrationProblem extends Error {}

export type MigrationOptions = { root: URL; files: readonly string[]; appRole: string; appendOnly: readonly string[]; at: Date }

/** Applies what is missing and sets the application's rights. Returns the names of the files that were applied. */
export async function migrate(ownerUrl: string, options: MigrationOptions): Promise<string[]> {
  const client = new pg.Client(connectionOf(ownerUrl))
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(7305513)')
    await client.query('CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, at timestamptz NOT NULL)')
    const applied = await applyMissing(client, options)
    await grantApp(client, options)
    return applied
  } finally {
    await client.end()
  }
}

/** The files that the database does not have yet; throws when it is newer than this program or a file was edited. */
export async function missingMigrations(client: Pick<pg.Client, 'query'>, options: Pick<MigrationOptions, 'root' | 'files'>): Promise<{ number: number; file: string; sql: string; checksum: string }[]> {
  const { rows } = await client.query<{ number: number; name: string; checksum: string }>('SELECT number, name, checksum FROM schema_migration ORDER BY number')
  if (rows.length > options.files.length) {
    throw new MigrationProblem(`Die Datenbank ist neuer als dieses Programm (${rows.length} gegen ${options.files.length} Schritte). Bitte die neuere Fassung von Schulhof starten.`)
  }
  const missing = []
  for (const [index, file] of options.files.entries()) {
    const number = index + 1
    if (Number(/\/(\d{4})_[a-z_]+\.sql$/.exec(file)?.[1]) !== number) throw new MigrationProblem(`Migration ${file} must carry the number ${number}.`)
    const sql = await readFile(new URL(file, options.root), 'utf8')
    const checksum = createHash('sha256').update(sql).digest('hex')
    const known = rows[index]
    if (known === undefined) missing.push({ number, file, sql, checksum })
    else if (known.checksum !== checksum) throw new MigrationProblem(`Migration ${file} was edited after it had been applied.`)
  }
  return missing
}

async function applyMissing(client: pg.Client, options: MigrationOptions): Promise<string[]> {
  const applied: string[] = []
  for (const { number, file, sql, checksum } of await missingMigrations(client, options)) {
    await client.query('BEGIN')
    try {
      await client.query(sql)
      await client.query('INSERT INTO schema_migration (number, name, checksum, at) VALUES ($1, $2, $3, $4)', [number, file, checksum, options.at])
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK')
      throw new MigrationProblem(`Migration ${file}: ${(error as Error).message}`)
    }
    applied.push(file)
  }
  return applied
}

/**
 * The app role reads and writes rows, never the schema; on append-only tables it can only add and read. In one transaction: given first and taken back after it,
 * the right to change the journal would be open in between, for a process that runs already, or for good where the start is killed there.
 */
async function grantApp(client: pg.Client, { appRole, appendOnly }: MigrationOptions): Promise<void> {
  const role = pg.escapeIdentifier(appRole)
  await client.query('BEGIN')
  await client.query(`GRANT USAGE ON SCHEMA public TO ${role}`)
  await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role}`)
  await client.query(`REVOKE INSERT, UPDATE, DELETE ON schema_migration FROM ${role}`)
  for (const name of appendOnly) await client.query(`REVOKE UPDATE, DELETE, TRUNCATE ON ${pg.escapeIdentifier(name)} FROM ${role}`)
  await client.query('COMMIT')
}
