/**
 * One connection for a batch: statements are prepared once and sent without waiting for each other's answers, so that a transaction of eight statements
 * costs two round trips. Only statements written with `sql` run here.
 */
import { createHash } from 'node:crypto'
import pg from 'pg'
import type { CompiledQuery, DatabaseConnection, QueryExecutorProvider, QueryResult } from 'kysely'
import type { Database, Trx } from './connect.ts'

export type Pipeline = {
  /**
   * Runs a transaction. `work` reads, then gives what it wants to have written as promises it does not wait for; the commit is sent behind them. Resolves
   * when the commit is durable. Rejects with the first error; then nothing of it was written.
   */
  transaction<T>(work: (trx: Trx) => Promise<{ result: T; writes: readonly Promise<unknown>[] }>): Promise<T>
  close(): Promise<void>
}

/** A lane beside the pool, to the same database with the same role. */
export function openPipeline(pool: pg.Pool, database: Database): Pipeline {
  // The password is hidden from a copy of the options.
  const own = new pg.Pool({ ...pool.options, password: pool.options.password, max: 1, pipeline: true, application_name: 'schulhof batch' } as pg.PoolConfig)
  own.on('error', () => {})
  own.on('connect', (client) => client.on('error', () => {}))
  const names = new Map<string, string>()

  async function transaction<T>(work: (trx: Trx) => Promise<{ result: T; writes: readonly Promise<unknown>[] }>): Promise<T> {
    const client = await own.connect()
    let isBroken = false
    try {
      const begun = client.query('BEGIN')
      const [, { result, writes }] = await Promise.all([begun, work(over(client, database, names))])
      const ended = client.query('COMMIT')
      // All answers are waited for, also behind an error: the connection is used again.
      const answers = await Promise.allSettled([...writes, ended])
      const failed = answers.find((answer) => answer.status === 'rejected')
      if (failed) throw failed.reason
      // PostgreSQL answers the commit of a failed transaction with ROLLBACK.
      if ((await ended).command !== 'COMMIT') throw new Error('the transaction was rolled back')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => (isBroken = true))
      throw error
    } finally {
      client.release(isBroken)
    }
  }

  return { transaction, close: () => own.end() }
}

/** What `sql` needs to run a statement, over this client. Nothing waits in a queue, as it would in Kysely's own transactions. */
function over(client: pg.PoolClient, database: Database, names: Map<string, string>): Trx {
  const connection = {
    async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows } = await client.query({ name: nameOf(text, names), text, values: [...parameters] })
      return { rows: rows as R[] }
    },
  } as DatabaseConnection
  const executor = database.getExecutor().withConnectionProvider({ provideConnection: (use) => use(connection) })
  return { getExecutor: () => executor } satisfies QueryExecutorProvider as unknown as Trx
}

function nameOf(text: string, names: Map<string, string>): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  names.set(text, name)
  return name
}
