/** The two roles of a school's database (amendment B8): `owner` for the schema, erasure and retention (owner.ts), closed after each; `app` for everything else. */
import pg from 'pg'
import { changeUrl, connectionOf } from './connect.ts'

export const OWNER_ROLE = 'schulhof_owner'
export const APP_ROLE = 'schulhof_app'

export class RoleProblem extends Error {}

export type RoleUrls = { ownerUrl: string; appUrl: string }

/**
 * Makes both roles and the database on a server whose superuser we hold (embedded cluster, tests). Safe to repeat; passwords are set anew each time.
 * The same statements stand in docs/operate for an external database.
 */
export async function prepareRoles(superuserUrl: string, options: { database: string; ownerPassword: string; appPassword: string; suffix?: string }): Promise<RoleUrls> {
  const owner = OWNER_ROLE + (options.suffix ?? '')
  const app = APP_ROLE + (options.suffix ?? '')
  const client = new pg.Client(connectionOf(changeUrl(superuserUrl, { database: 'postgres' })))
  await client.connect()
  try {
    await setRole(client, owner, options.ownerPassword)
    await setRole(client, app, options.appPassword)
    const exists = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [options.database])
    if (exists.rowCount === 0) {
      await client.query(`GRANT ${pg.escapeIdentifier(owner)} TO CURRENT_USER`)
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(options.database)} OWNER ${pg.escapeIdentifier(owner)} TEMPLATE template0 ENCODING 'UTF8' ${await localeOf(client)}`)
      await client.query(`REVOKE CONNECT, TEMPORARY ON DATABASE ${pg.escapeIdentifier(options.database)} FROM PUBLIC`)
    }
    await client.query(`GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(options.database)} TO ${pg.escapeIdentifier(app)}`)
  } finally {
    await client.end()
  }
  const inDatabase = changeUrl(superuserUrl, { database: options.database })
  return {
    ownerUrl: changeUrl(inDatabase, { user: owner, password: options.ownerPassword }),
    appUrl: changeUrl(inDatabase, { user: app, password: options.appPassword }),
  }
}

/** Refuses a start in which the app role could do more than it may: own a table, change the schema or edit the journal. */
export async function checkAppRole(client: Pick<pg.Pool, 'query'>, appendOnly: readonly string[]): Promise<void> {
  const { rows: owned } = await client.query<{ relname: string }>(
    `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'MEMBER') LIMIT 1`,
  )
  if (owned[0]) throw new RoleProblem(`Die Datenbankrolle der Anwendung besitzt die Tabelle ${owned[0].relname}. Bitte zwei Rollen einrichten, siehe docs/operate/external-database.md.`)
  const { rows: wide } = await client.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name WHERE has_table_privilege(current_user, name, 'UPDATE') OR has_table_privilege(current_user, name, 'DELETE') LIMIT 1`,
    [appendOnly],
  )
  if (wide[0]) throw new RoleProblem(`Die Datenbankrolle der Anwendung darf ${wide[0].name} ändern; dort darf sie nur anfügen. Siehe docs/operate/external-database.md.`)
}

/** Bytewise order, Unicode letters: names are sorted with an explicit ICU collation, never by the database's own. The builtin provider exists from 17 on. */
async function localeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  return (rows[0]?.version ?? 0) >= 170000 ? `LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'` : `LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`
}

async function setRole(client: pg.Client, name: string, password: string): Promise<void> {
  const exists = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name])
  const verb = exists.rowCount === 0 ? 'CREATE' : 'ALTER'
  await client.query(`${verb} ROLE ${pg.escapeIdentifier(name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${pg.escapeLiteral(password)}`)
}
