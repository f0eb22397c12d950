/**
 * The same database over connections whose statements PostgreSQL parses and plans once: for the few questions that are asked with every message and every
 * page. Planning a statement over six tables costs ten times what running it does. Not for statements whose best way depends on what is asked (searches).
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import { Kysely, PostgresDialect } from 'kysely'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Database } from './connect.ts'
import type { Tables } from './tables.ts'

/** Statements of one process that are kept prepared; a text beyond it runs unprepared. Their texts must not vary with the input. */
const STATEMENTS_MAX = 200

/** Makes the prepared view of a database, with connections of its own. `close` before the database is destroyed. */
export function openPrepared(pool: pg.Pool, database: Database, options: { connections_max: number }): { database: Database; close: () => Promise<void> } {
  const own = planOnce(pool, { max: options.connections_max, application_name: 'schulhof prepared' })
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const nameOf = statementNames()
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const known = clients.get(client)
    if (known) return known
    const prepared = {
      // Begin, commit and the like carry no values and are not worth a plan.
      query: (text: string, values: readonly unknown[] = []) => client.query({ text, values: [...values], name: values.length === 0 ? undefined : nameOf(text) }),
      release: (isBroken?: boolean) => client.release(isBroken),
    } as unknown as PostgresPoolClient
    clients.set(client, prepared)
    return prepared
  }
  const view: PostgresPool = { connect: async () => wrap(await own.connect()), end: () => own.end(), options: {} }
  const prepared = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: view }) })
  views.set(database, prepared)
  return {
    database: prepared,
    async close() {
      views.delete(database)
      await prepared.destroy()
    },
  }
}

/** The prepared view of a database where there is one, else the database itself: the same answers, only slower. */
export function preparedOf(database: Database): Database {
  return views.get(database) ?? database
}

/** A pool to the same database and role as this one, whose prepared statements keep the plan of their first run. */
export function planOnce(pool: pg.Pool, more: pg.PoolConfig): pg.Pool {
  // The password is hidden from a copy of the options.
  const own = new pg.Pool({ ...pool.options, password: pool.options.password, options: '-c plan_cache_mode=force_generic_plan', ...more } as pg.PoolConfig)
  own.on('error', () => {})
  own.on('connect', (client) => client.on('error', () => {}))
  return own
}

/** Names for prepared statements by their text; undefined when there are too many. */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= STATEMENTS_MAX) return known
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
    names.set(text, name)
    return name
  }
}

const views = new WeakMap<Database, Database>()
