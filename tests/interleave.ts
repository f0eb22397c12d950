/**
 * Two transactions at the same time, in an order a test decides: a connection of our own holds a lock that both run into, and we look into PostgreSQL
 * until they stand there. Also somebody with a session, without the seconds that a password costs.
 */
import pg from 'pg'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import { heldOffices } from '#platform/access/actor.ts'
import { prove } from '#example/factors.ts'
import { connectionOf } from '#platform/database/connect.ts'
import { visitor } from './visitor.ts'
import type { Visitor } from './visitor.ts'
import type { TestHouse } from './house.ts'

export type Barrier = {
  /** Any statement, inside the transaction that holds the lock. */
  query(text: string): Promise<pg.QueryResult>
  /** Resolves when so many others stand behind this lock, or behind somebody who does. */
  waiting(count: number): Promise<void>
  /** Lets all others go on. Again, it does nothing. */
  open(): Promise<void>
  /** A test that ends early lets them go on too: the next one must not stand before its lock. */
  [Symbol.asyncDispose](): Promise<void>
}

/** Everybody who waits for a lock that the session `$1` holds, and everybody who waits for them. */
const BEHIND = `
  WITH RECURSIVE line (pid) AS (
    SELECT $1::int
    UNION SELECT waiting.pid FROM line JOIN pg_stat_activity waiting ON waiting.wait_event_type = 'Lock' AND line.pid = ANY (pg_blocking_pids(waiting.pid))
  ) SELECT count(*)::int - 1 AS n FROM line`

/** Holds what `statement` locks (`LOCK TABLE ...`, `SELECT pg_advisory_xact_lock(...)`) until `open`. */
export async function holdBack(house: TestHouse, statement: string): Promise<Barrier> {
  const client = new pg.Client(connectionOf(house.db.superuserUrl))
  await client.connect()
  const own = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]!.pid
  await client.query('BEGIN')
  await client.query(statement)
  let opened: Promise<void> | undefined
  const open = () => (opened ??= client.query('COMMIT').then(() => client.end()))
  return {
    query: (text) => client.query(text),
    async waiting(count) {
      for (;;) {
        // Who has connected since is in no snapshot of this transaction.
        await client.query('SELECT pg_stat_clear_snapshot()')
        const { rows } = await client.query<{ n: number }>(BEHIND, [own])
        if (rows[0]!.n >= count) return
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    open,
    [Symbol.asyncDispose]: open,
  }
}

/** Statements of the superuser, each on its own. */
export async function asSuperuser<T extends pg.QueryResultRow>(house: TestHouse, ...statements: string[]): Promise<T[]> {
  const client = new pg.Client(connectionOf(house.db.superuserUrl))
  await client.connect()
  try {
    let rows: T[] = []
    for (const statement of statements) rows = (await client.query<T>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

/** Somebody who is signed in, as if with the right password; who holds an office has proved the second factor too, and enrols one where there is none. */
export async function arrive(house: TestHouse, personId: string): Promise<Visitor> {
  const one = visitor(house)
  const { type } = await house.platform.database.selectFrom('person').select('type').where('id', '=', personId).executeTakeFirstOrThrow()
  const { token } = await house.write((w) => startSession(w, { id: personId, type: type as 'pupil' }, 'own', 'test'))
  one.cookies.set(SESSION_COOKIE, token)
  const actor = await house.platform.actors.find(personId)
  if (actor !== null && heldOffices(actor, house.clock.now()).size > 0) one.cookies.set(SESSION_COOKIE, await prove(house, token))
  return one
}
