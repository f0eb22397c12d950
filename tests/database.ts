/** A fresh database for a test file: a copy of one template that was migrated once per run. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import type { Database } from '#platform/database/connect.ts'
import { changeUrl, connect, connectionOf } from '#platform/database/connect.ts'
import { migrate } from '#platform/database/migrate.ts'
import { prepareRoles } from '#platform/database/roles.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { appendOnlyTables } from '#server/house.ts'

export const ROOT = new URL('../', import.meta.url)
const PASSWORD = 'for-tests-only'
const ENV = 'SCHULHOF_TEST_TEMPLATE'

export type TestDatabase = { name: string; ownerUrl: string; appUrl: string; superuserUrl: string; database: Database; owner: Database; /** Drops it: they lie in memory, and a run makes hundreds. `keeps`: others are copied from it. */ close(keeps?: boolean): Promise<void> }

type Template = { superuserUrl: string; name: string; suffix: string }

/** Makes the template on the cluster; called once by tests/setup.ts before all files. */
export async function makeTemplate(superuserUrl: string): Promise<void> {
  const suffix = `_t${randomBytes(4).toString('hex')}`
  const name = `schulhof${suffix}`
  const urls = await prepareRoles(superuserUrl, { database: name, ownerPassword: PASSWORD, appPassword: PASSWORD, suffix })
  await migrate(urls.ownerUrl, { root: ROOT, files: migrations, appRole: `schulhof_app${suffix}`, appendOnly: appendOnlyTables(modules), at: new Date(0) })
  process.env[ENV] = JSON.stringify({ superuserUrl, name, suffix } satisfies Template)
}

/** A database without anything in it, for restores and drills, with the roles of the template. */
export async function makeEmptyDatabase(): Promise<{ ownerUrl: string; appUrl: string; appRole: string; superuserUrl: string; drop(): Promise<void> }> {
  const { superuserUrl, suffix } = JSON.parse(process.env[ENV] ?? 'null') as Template
  const name = `empty_${randomBytes(5).toString('hex')}`
  const run = async (text: string): Promise<void> => {
    const client = new pg.Client(connectionOf(changeUrl(superuserUrl, { database: 'postgres' })))
    await client.connect()
    await client.query(text).finally(() => client.end())
  }
  const [owner, app] = [`schulhof_owner${suffix}`, `schulhof_app${suffix}`]
  await run(`CREATE DATABASE ${name} OWNER ${pg.escapeIdentifier(owner)} TEMPLATE template0 ENCODING 'UTF8'`)
  await run(`GRANT CONNECT ON DATABASE ${name} TO ${pg.escapeIdentifier(app)}`)
  const base = changeUrl(superuserUrl, { database: name })
  return { ownerUrl: changeUrl(base, { user: owner, password: PASSWORD }), appUrl: changeUrl(base, { user: app, password: PASSWORD }), appRole: app, superuserUrl: base, drop: () => run(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

/** A copy of the template, or of another closed test database, of its own. Close it at the end of the file. */
export async function openTestDatabase(source?: string): Promise<TestDatabase> {
  const { superuserUrl, name, suffix } = JSON.parse(process.env[ENV] ?? 'null') as Template
  const copy = `${name}_${randomBytes(5).toString('hex')}`
  const client = new pg.Client(connectionOf(changeUrl(superuserUrl, { database: 'postgres' })))
  await client.connect()
  try {
    // Copies of one template wait for each other.
    await client.query('SELECT pg_advisory_lock(7305514)')
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(copy)} TEMPLATE ${pg.escapeIdentifier(source ?? name)} OWNER ${pg.escapeIdentifier(`schulhof_owner${suffix}`)}`)
    await client.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(copy)} TO ${pg.escapeIdentifier(`schulhof_app${suffix}`)}`)
  } finally {
    await client.end()
  }
  const base = changeUrl(superuserUrl, { database: copy })
  const ownerUrl = changeUrl(base, { user: `schulhof_owner${suffix}`, password: PASSWORD })
  const appUrl = changeUrl(base, { user: `schulhof_app${suffix}`, password: PASSWORD })
  const { database } = connect(appUrl, { connections_max: 4, name: 'test' })
  const { database: owner } = connect(ownerUrl, { connections_max: 2, name: 'test owner' })
  const close = async (keeps = false): Promise<void> => {
    await Promise.all([database.destroy(), owner.destroy()])
    if (keeps) return
    const last = new pg.Client(connectionOf(changeUrl(superuserUrl, { database: 'postgres' })))
    await last.connect()
    await last.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(copy)} WITH (FORCE)`).finally(() => last.end())
  }
  return { name: copy, ownerUrl, appUrl, superuserUrl: base, database, owner, close }
}
