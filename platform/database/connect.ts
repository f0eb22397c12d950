/** Connections to PostgreSQL, with the types of our columns as the code wants them: date -> 'YYYY-MM-DD', bigint -> number. */
import pg from 'pg'
import { Kysely, PostgresDialect } from 'kysely'
import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Database = Kysely<Tables>
export type Trx = Transaction<Tables>

const DATE = 1082
const BIGINT = 20
pg.types.setTypeParser(DATE, (text) => text)
pg.types.setTypeParser(BIGINT, Number)

/** A pool and Kysely over it. `connections_max` counts per process. Close with `database.destroy()`. */
export function connect(url: string, options: { connections_max: number; name: string }): { database: Database; pool: pg.Pool } {
  const pool = new pg.Pool({
    ...connectionOf(url),
    max: options.connections_max,
    application_name: options.name,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
  })
  // A broken idle connection is dropped by the pool; the next query opens a new one. Without a listener the process would die.
  pool.on('error', () => {})
  // The same for a connection that breaks while it is lent out: whoever holds it sees the error with the next query.
  pool.on('connect', (client) => client.on('error', () => {}))
  return { database: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), pool }
}

/** The parts of a PostgreSQL URL for the driver; understands `?host=/folder` for Unix sockets. */
export function connectionOf(url: string): pg.ClientConfig {
  const parsed = new URL(url)
  const socket = parsed.searchParams.get('host')
  return {
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    host: socket ?? (parsed.hostname === '' ? 'localhost' : decodeURIComponent(parsed.hostname)),
    port: Number(parsed.searchParams.get('port') ?? (parsed.port || 5432)),
    database: decodeURIComponent(parsed.pathname.slice(1)) || 'postgres',
    ...(parsed.searchParams.get('sslmode') === 'require' ? { ssl: true } : {}),
  }
}

/** The same server with another database or role in the URL. */
export function changeUrl(url: string, change: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url)
  if (change.database !== undefined) changed.pathname = `/${encodeURIComponent(change.database)}`
  if (change.user !== undefined) changed.username = encodeURIComponent(change.user)
  if (change.password !== undefined) changed.password = encodeURIComponent(change.password)
  return changed.href
}
