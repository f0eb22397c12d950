/**
 * B5: a process that loses its connection, and so the ledger's lock, while it shortens the file. Another one may write in that moment, and is told that its act
 * is durable: then the shortened file, in which that act is missing, must not take the place of the one that holds it.
 */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { connect } from '#platform/database/connect.ts'
import type { Database } from '#platform/database/connect.ts'
import type { Write } from '#platform/module/write.ts'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { readFromStart } from './file.ts'
import { openLedger, readLedger, recordLoss } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { LEDGER_LOCK } from './writer.ts'

const key = randomBytes(32)
const LOOKS = ['connection', 'file'] as const
type Look = (typeof LOOKS)[number]
const day = (n: number) => new Date(Date.UTC(2026, 10, 1 + n, 11))

describe('B5 the lock is lost while the ledger is shortened', () => {
  let db: TestDatabase
  let folder: string
  /** Who writes in between, over connections of its own. */
  let other: Ledger
  const path = () => join(folder, 'ledger')
  const lose = (person: string, at: Date) => db.database.transaction().execute((trx) => recordLoss({ trx, at } as Write, { kind: 'purge', ids: { person } }))
  const persons = async () => (await readLedger(folder, key)).entries.map(({ ids }) => ids['person'])
  before(async () => {
    db = await openTestDatabase()
    folder = join(await mkdtemp(join(tmpdir(), 'schulhof-lost-lock-')), 'ledger')
    other = await openLedger({ folder, key, database: db.database })
  })
  after(async () => {
    await other.close()
    await db.close()
    await rm(join(folder, '..'), { recursive: true, force: true })
  })

  /**
   * The process that shortens. All it does is real; `meanwhile` comes where another process could: behind the look at its own connection, and behind the look
   * at the file, which is the last step before the rename.
   */
  async function shortener(behind: Look, meanwhile: () => Promise<void>): Promise<{ ledger: Ledger; close(): Promise<void> }> {
    const { database } = connect(db.appUrl, { connections_max: 2, name: 'shortener' })
    const looks = new WeakSet<object>()
    const watched: Database = database.withPlugin({
      transformQuery({ node, queryId }) {
        if (node.kind === 'RawNode' && node.sqlFragments.join('').trim() === 'SELECT 1') looks.add(queryId)
        return node
      },
      async transformResult({ result, queryId }) {
        if (looks.has(queryId)) await (behind === 'connection' ? meanwhile() : behindNextStat(meanwhile))
        return result
      },
    })
    const ledger = await openLedger({ folder, key, database: watched })
    return { ledger, close: async () => { await ledger.close(); await database.destroy() } }
  }

  /** The next look at an open file, of whoever, answers what it saw before `meanwhile`. */
  async function behindNextStat(meanwhile: () => Promise<void>): Promise<void> {
    const file = await open(path(), 'r')
    const handles = Object.getPrototypeOf(file) as { stat: (...given: unknown[]) => Promise<unknown> }
    await file.close()
    const { stat } = handles
    handles.stat = async function (...given) {
      handles.stat = stat
      const seen = await stat.apply(this, given)
      await meanwhile()
      return seen
    }
  }

  /** Ends the backend that holds the ledger's lock, and waits until it is gone. */
  async function endHolder(): Promise<void> {
    const held = sql<{ pid: number }>`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LEDGER_LOCK} AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`
    const [holder] = (await held.execute(db.owner)).rows
    assert.ok(holder !== undefined, 'somebody holds the lock')
    // Another session of the same role may end it, as an administrator would.
    await sql`SELECT pg_terminate_backend(${holder.pid})`.execute(db.database)
    while ((await held.execute(db.owner)).rows.some(({ pid }) => pid === holder.pid)) await new Promise((resolve) => setImmediate(resolve))
  }

  /** A ledger of its own with nothing but these acts that are left. */
  const begin = async (count: number): Promise<string[]> => {
    await other.shorten(day(99))
    for (let n = 0; n < count; n++) await lose(`${n}`, day(n))
    await other.flush()
    return persons() as Promise<string[]>
  }

  for (const look of LOOKS) {
    test(`behind the look at the ${look} another process writes: nothing is lost, nothing doubled, and the next night shortens it`, async () => {
      assert.deepEqual(await begin(6), ['0', '1', '2', '3', '4', '5'])
      const { ledger, close } = await shortener(look, async () => {
        await endHolder()
        await lose('between', day(20))
        // Its "done" is what must hold.
        await other.flush()
      })
      await assert.rejects(ledger.shorten(day(3)))
      assert.deepEqual(await persons(), ['0', '1', '2', '3', '4', '5', 'between'])
      const position = await db.owner.selectFrom('ledger_position').selectAll().executeTakeFirstOrThrow()
      const { end } = readFromStart(key, await readFile(path()))
      assert.deepEqual([end.lines, end.seal], [position.lines, position.seal])
      // Both go on, in one file.
      await lose('after', day(21))
      await other.flush()
      await lose('last', day(22))
      await ledger.flush()
      assert.equal(await other.shorten(day(3)), 3)
      assert.deepEqual(await persons(), ['3', '4', '5', 'between', 'after', 'last'])
      assert.deepEqual(await readdir(folder), ['ledger'])
      await close()
      await (await openLedger({ folder, key, database: db.database })).close()
    })

    test(`behind the look at the ${look} another process shortens and writes: its file stands`, async () => {
      await begin(6)
      const { ledger, close } = await shortener(look, async () => {
        await endHolder()
        assert.equal(await other.shorten(day(2)), 2)
        await lose('between', day(20))
        await other.flush()
      })
      await assert.rejects(ledger.shorten(day(4)))
      assert.deepEqual(await persons(), ['2', '3', '4', '5', 'between'])
      await lose('more', day(21))
      await ledger.flush()
      assert.deepEqual(await persons(), ['2', '3', '4', '5', 'between', 'more'])
      assert.deepEqual(await readdir(folder), ['ledger'])
      await close()
    })

    test(`behind the look at the ${look} nobody does anything: the file is whole, and the next one shortens it`, async () => {
      await begin(4)
      const { ledger, close } = await shortener(look, endHolder)
      await ledger.shorten(day(2)).catch(() => undefined)
      assert.deepEqual((await persons()).slice(-2), ['2', '3'])
      await lose('more', day(20))
      await other.flush()
      await other.shorten(day(3))
      assert.deepEqual(await persons(), ['3', 'more'])
      assert.deepEqual(await readdir(folder), ['ledger'])
      await close()
    })
  }
})
