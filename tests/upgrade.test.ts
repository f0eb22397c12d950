/** The start brings the schema up to date, whatever became of the start before: killed with kill -9 at any step, started twice, or by a program that is too old. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { MigrationProblem, migrate } from '#platform/database/migrate.ts'
import type { MigrationOptions } from '#platform/database/migrate.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { appendOnlyTables } from '#server/house.ts'
import { ROOT, makeEmptyDatabase, openTestDatabase } from './database.ts'

/** Migrates as a start does, in a process that can be killed. */
const CHILD = `
  import { migrate } from ${JSON.stringify(new URL('../platform/database/migrate.ts', import.meta.url).href)}
  const { url, root, at, ...options } = JSON.parse(process.argv[1])
  await migrate(url, { ...options, root: new URL(root), at: new Date(at) })
`
const HOLD = 4_711
const LAST = migrations.length

type Empty = Awaited<ReturnType<typeof makeEmptyDatabase>>

describe('upgrades', () => {
  const closers: (() => Promise<unknown>)[] = []
  let clean: string
  before(async () => {
    const db = await openTestDatabase()
    closers.unshift(() => db.close())
    clean = await schemaOf(db.ownerUrl)
  })
  after(async () => {
    for (const close of closers) await close()
  })

  async function empty(): Promise<Empty> {
    const made = await makeEmptyDatabase()
    closers.unshift(() => made.drop())
    return made
  }
  const options = ({ appRole }: Empty, files: readonly string[] = migrations): MigrationOptions => ({ root: ROOT, files, appRole, appendOnly: files.length === LAST ? appendOnlyTables(modules) : [], at: new Date('2026-11-23T07:00:00Z') })

  describe('killed with kill -9 while a migration runs', () => {
    test('first, in the middle, twice in a row, and last: of the killed one nothing is there, and an ordinary start finishes', async () => {
      const [killed, stepwise] = [await empty(), await empty()]
      for (const number of [1, 14, 15, LAST]) {
        await killAt(killed, number)
        await migrate(stepwise.ownerUrl, options(stepwise, migrations.slice(0, number - 1)))
        assert.deepEqual(await names(killed), migrations.slice(0, number - 1), `killed in ${number}`)
        assert.equal(await schemaOf(killed.ownerUrl, false), await schemaOf(stepwise.ownerUrl, false), `as it was before ${number}`)
      }
      assert.deepEqual(await migrate(killed.ownerUrl, options(killed)), migrations.slice(LAST - 1))
      assert.equal(await schemaOf(killed.ownerUrl), clean)
    })

    test('killed when everything is applied and the rights are given: at no moment the application may change the journal', async (t) => {
      const killed = await empty()
      const superuser = await connected(killed.superuserUrl)
      try {
        const { rows: [role] } = await superuser.query<{ rolsuper: boolean }>('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')
        if (!role!.rolsuper) return t.skip('the role of DATABASE_URL is no superuser and can not hold the start there')
        // The start stands before the first right that is taken back.
        await superuser.query(`CREATE SCHEMA hold; GRANT USAGE ON SCHEMA hold TO PUBLIC; CREATE FUNCTION hold.wait() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(${HOLD}); END';
          CREATE EVENT TRIGGER hold ON ddl_command_start WHEN TAG IN ('REVOKE') EXECUTE FUNCTION hold.wait()`)
        const end = await held(killed, superuser)
        assert.deepEqual(await mayChange(superuser, killed.appRole), [])
        await end()
        assert.deepEqual(await mayChange(superuser, killed.appRole), [])
        await superuser.query('DROP EVENT TRIGGER hold; DROP SCHEMA hold CASCADE')
      } finally {
        await superuser.end()
      }
      assert.deepEqual(await migrate(killed.ownerUrl, options(killed)), [])
      assert.equal(await schemaOf(killed.ownerUrl), clean)
    })
  })

  test('two starts at once on an empty database: one migrates, both come up', async () => {
    const made = await empty()
    const folder = await mkdtemp(join(tmpdir(), 'schulhof-upgrade-'))
    closers.unshift(() => rm(folder, { recursive: true, force: true }))
    const starts = await Promise.all([start(made, folder, []), start(made, folder, ['--join'])])
    try {
      assert.deepEqual(starts.map(({ said }) => /Schulhof läuft/.test(said)), [true, true], starts.map(({ said }) => said).join('\n---\n'))
      assert.deepEqual(await names(made), [...migrations])
      assert.equal(await schemaOf(made.ownerUrl), clean)
    } finally {
      await Promise.all(starts.map(async ({ child, ended }) => {
        child.kill('SIGTERM')
        await ended
      }))
    }
  })

  test('a database that is newer than the program stops the start with one sentence, and nothing is changed', async () => {
    const made = await empty()
    await migrate(made.ownerUrl, options(made))
    const owner = await connected(made.ownerUrl)
    await owner.query(`INSERT INTO schema_migration (number, name, checksum, at) VALUES ($1, 'later', 'x', '2027-01-01')`, [LAST + 1]).finally(() => owner.end())
    const folder = await mkdtemp(join(tmpdir(), 'schulhof-upgrade-'))
    closers.unshift(() => rm(folder, { recursive: true, force: true }))
    const { said, code } = await start(made, folder, [])
    assert.equal(said, `Die Datenbank ist neuer als dieses Programm (${LAST + 1} gegen ${LAST} Schritte). Bitte die neuere Fassung von Schulhof starten.\n`)
    assert.equal(code, 1)
    assert.equal(await schemaOf(made.ownerUrl), clean)
  })

  test('a migration that fails leaves nothing of itself and is named; one that was edited stops the start', async () => {
    const made = await empty()
    const folder = await mkdtemp(join(tmpdir(), 'schulhof-upgrade-'))
    closers.unshift(() => rm(folder, { recursive: true, force: true }))
    const root = new URL(`file://${folder}/`)
    await Promise.all([writeFile(join(folder, '0001_good.sql'), 'CREATE TABLE good (id int)'), writeFile(join(folder, '0002_bad.sql'), 'CREATE TABLE half (id int); INSERT INTO half VALUES (1 / 0)')])
    const files = ['./0001_good.sql', './0002_bad.sql']
    await assert.rejects(migrate(made.ownerUrl, { ...options(made, files), root }), (error: Error) => error instanceof MigrationProblem && /0002_bad\.sql: division by zero/.test(error.message))
    assert.deepEqual(await names(made), ['./0001_good.sql'])
    assert.doesNotMatch(await schemaOf(made.ownerUrl, false), /half/)
    await writeFile(join(folder, '0001_good.sql'), 'CREATE TABLE good (id bigint)')
    await assert.rejects(migrate(made.ownerUrl, { ...options(made, files), root }), /0001_good\.sql was edited after it had been applied/)
  })

  /** Kills a start that has carried out this migration and not yet committed it. */
  async function killAt(made: Empty, number: number): Promise<void> {
    const owner = await connected(made.ownerUrl)
    try {
      await owner.query(`CREATE TABLE IF NOT EXISTS schema_migration (number int PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, at timestamptz NOT NULL);
        CREATE SCHEMA hold; CREATE FUNCTION hold.wait() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(${HOLD}); RETURN NEW; END';
        CREATE TRIGGER hold BEFORE INSERT ON schema_migration FOR EACH ROW WHEN (NEW.number = ${number}) EXECUTE FUNCTION hold.wait()`)
      const end = await held(made, owner)
      await end()
      await owner.query('DROP SCHEMA hold CASCADE')
    } finally {
      await owner.end()
    }
  }

  /** Starts a process that migrates, waits until it stands at the hold, and gives what kills it and waits until the server has noticed. */
  async function held(made: Empty, client: pg.Client): Promise<() => Promise<void>> {
    await client.query('SELECT pg_advisory_lock($1)', [HOLD])
    const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', CHILD, JSON.stringify({ url: made.ownerUrl, ...options(made), root: ROOT.href })], { stdio: ['ignore', 'ignore', 'inherit'] })
    const ended = endOf(child)
    const waits = `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${HOLD} AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    const isHeld = await Promise.race([until(client, waits, 1), ended.then(() => false)])
    assert.equal(isHeld, true, 'the start ended before it came to the hold')
    return async () => {
      child.kill('SIGKILL')
      await ended
      await client.query('SELECT pg_advisory_unlock($1)', [HOLD])
      // The next start waits for it by itself; we look at what is left.
      await until(client, `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 7305513 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`, 0)
    }
  }

  async function until(client: pg.Client, query: string, rows: number): Promise<boolean> {
    while ((await client.query(query)).rowCount !== rows) await new Promise((resolve) => setTimeout(resolve, 15))
    return true
  }

  async function mayChange(client: pg.Client, role: string): Promise<string[]> {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM unnest($1::text[]) AS name WHERE has_table_privilege($2, name, 'UPDATE') OR has_table_privilege($2, name, 'DELETE')`, [appendOnlyTables(modules), role])
    return rows.map(({ name }) => name)
  }

  /** The server itself, until its doors are open or it has ended. */
  async function start(made: Empty, folder: string, flags: string[]): Promise<{ child: ChildProcess; ended: Promise<number | null>; said: string; code: number | null }> {
    const env = { PATH: process.env['PATH'], DATABASE_URL: made.appUrl, DATABASE_OWNER_URL: made.ownerUrl, SCHULHOF_DATA: folder, PORT: String(await freePort()) }
    const child = spawn(process.execPath, ['--no-warnings', fileURLToPath(new URL('../server/main.ts', import.meta.url)), ...flags], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = endOf(child)
    let said = ''
    const up = new Promise<null>((resolve) => child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString()
      if (said.includes('Schulhof läuft')) resolve(null)
    }))
    const code = await Promise.race([up, ended])
    return { child, ended, said, code }
  }
})

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)))
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(connectionOf(url))
  client.on('error', () => {})
  await client.connect()
  return client
}

async function names({ ownerUrl }: Empty): Promise<string[]> {
  const client = await connected(ownerUrl)
  const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY number').finally(() => client.end())
  return rows.map(({ name }) => name)
}

/** Everything that makes a schema, as one text: columns, constraints, indexes, sequences, functions, triggers, views; with rights and the one row that a migration brings. */
async function schemaOf(url: string, withRights = true): Promise<string> {
  const client = await connected(url)
  try {
    const { rows } = await client.query<{ line: string }>(`
      WITH here AS (SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public')
      SELECT line COLLATE "C" AS line FROM (
        SELECT concat_ws(' ', 'relation', relname, relkind, relpersistence, reloptions, ${withRights ? `(SELECT string_agg(one::text, ',' ORDER BY one::text COLLATE "C") FROM unnest(relacl) AS one)` : `''`}) AS line FROM here
        UNION ALL SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid))
          FROM here c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v')
        UNION ALL SELECT concat_ws(' ', 'constraint', c.relname, k.conname, pg_get_constraintdef(k.oid)) FROM here c JOIN pg_constraint k ON k.conrelid = c.oid
        UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(i.indexrelid)) FROM here c JOIN pg_index i ON i.indrelid = c.oid
        UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid)) FROM here c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE NOT t.tgisinternal AND t.tgname <> 'hold'
        UNION ALL SELECT concat_ws(' ', 'view', c.relname, pg_get_viewdef(c.oid)) FROM here c WHERE c.relkind = 'v'
        UNION ALL SELECT concat_ws(' ', 'function', pg_get_functiondef(p.oid)) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'
      ) AS lines ORDER BY 1`)
    const isThere = (await client.query<{ is: boolean }>(`SELECT to_regclass('public.person') IS NOT NULL AS is`)).rows[0]!.is
    const people = isThere ? (await client.query<{ line: string }>('SELECT p::text AS line FROM person p ORDER BY 1')).rows : []
    return [...rows, ...people].map(({ line }) => line).join('\n')
  } finally {
    await client.end()
  }
}
