/**
 * The same database, with statements that PostgreSQL parses and plans once per connection: for the few questions that are asked with every message.
 * Planning a statement over six tables costs more than running it.
 */
import { createHash } from 'node:crypto'
import type pg from 'pg'
import { Kysely, PostgresDialect } from 'kysely'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type { Database } from './connect.ts'
import type { Tables } from './tables.ts'

/** Statements of one process that are kept prepared; a text beyond it runs unprepared. Their texts must not vary with the input. */
const STATEMENTS_MAX = 200

/** A view of the pool whose statements are prepared. Shares the pool's connections; never destroy it. */
export function preparedDatabase(pool: pg.Pool): Database {
  const names = new Map<string, string>()
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text)
    if (known !== undefined || names.size >= STATEMENTS_MAX) return known
    const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
    names.set(text, name)
    return name
  }
  const wrap = (client: pg.PoolClient): PostgresPoolClient => {
    const known = clients.get(client)
    if (known) return known
    const prepared = {
      query: (text: string, values?: readonly unknown[]) => {
        // Begin, commit and the like carry no values and are not worth a plan.
        const name = values === undefined || values.length === 0 ? undefined : nameOf(text)
        return client.query({ text, values: [...(values ?? [])], ...(name !== undefined && { name }) })
      },
      release: (isBroken?: boolean) => client.release(isBroken),
    } as unknown as PostgresPoolClient
    clients.set(client, prepared)
    return prepared
  }
  const view: PostgresPool = { connect: async () => wrap(await pool.connect()), end: async () => {}, options: pool.options }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: view }) })
}
