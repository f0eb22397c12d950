/**
 * One connection for a batch: statements are prepared once and sent without waiting for each other's answers, so that a transaction of eight statements
 * costs two round trips. Only statements written with `sql` run here.
 */
import type pg from 'pg'
import type { CompiledQuery, DatabaseConnection, QueryExecutorProvider, QueryResult } from 'kysely'
import type { Database, Trx } from './connect.ts'
import { planOnce, statementNames } from './prepared.ts'

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
  const own = planOnce(pool, { max: 1, pipeline: true, application_name: 'schulhof batch' } as pg.PoolConfig)
  const nameOf = statementNames()

  async function transaction<T>(work: (trx: Trx) => Promise<{ result: T; writes: readonly Promise<unknown>[] }>): Promise<T> {
    const client = await own.connect()
    let isBroken = false
    try {
      const begun = client.query('BEGIN')
      const [, { result, writes }] = await Promise.all([begun, work(over(client, database, nameOf))])
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
function over(client: pg.PoolClient, database: Database, nameOf: (text: string) => string | undefined): Trx {
  const connection = {
    async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows } = await client.query({ name: nameOf(text), text, values: [...parameters] })
      return { rows: rows as R[] }
    },
  } as DatabaseConnection
  const executor = database.getExecutor().withConnectionProvider({ provideConnection: (use) => use(connection) })
  return { getExecutor: () => executor } satisfies QueryExecutorProvider as unknown as Trx
}
