import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openTestDatabase } from '#tests/database.ts'
import type { TestDatabase } from '#tests/database.ts'
import { openLedger, readLedger } from './ledger.ts'

/** Takes things away as fast as it can. Each act has a witness row in the same transaction: the truth about what was committed. */
const CHILD = `
  import { randomUUID } from 'node:crypto'
  import { connect } from ${JSON.stringify(new URL('../database/connect.ts', import.meta.url).href)}
  import { openLedger, recordLoss } from ${JSON.stringify(new URL('./ledger.ts', import.meta.url).href)}
  const [url, folder, key] = process.argv.slice(1)
  const { database } = connect(url, { connections_max: 4, name: 'crash' })
  const ledger = await openLedger({ folder, key: Buffer.from(key, 'hex'), database })
  process.stdout.write('open\\n')
  const at = new Date(1790000000000)
  const work = async () => {
    for (;;) {
      const witness = randomUUID()
      await database.transaction().execute(async (trx) => {
        await trx.insertInto('recurring_run').values({ name: witness, due_on: '2026-11-23', started_at: at, finished_at: null }).execute()
        await recordLoss({ trx, at }, { kind: 'withdrawal', ids: { witness } })
      })
      await ledger.flush()
    }
  }
  await Promise.all([work(), work(), work()])
`
const ROUNDS = 6

describe('ledger under kill -9', () => {
  let db: TestDatabase
  let folder: string
  const key = randomBytes(32)
  before(async () => {
    db = await openTestDatabase()
    folder = await mkdtemp(join(tmpdir(), 'schulhof-crash-'))
  })
  after(async () => {
    await db.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('B5 two processes are killed again and again between commit and flush: every committed act is in the file exactly once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const children = await Promise.all([startChild(), startChild()])
      await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 80))
      await Promise.all(children.map(async ({ child, ended }) => {
        child.kill('SIGKILL')
        await ended
      }))
    }
    await settled()
    const ledger = await openLedger({ folder, key, database: db.database })
    await ledger.close()
    const committed = (await db.database.selectFrom('recurring_run').select('name').execute()).map(({ name }) => name).sort()
    const written = (await readLedger(folder, key)).entries.map(({ ids }) => ids['witness']!).sort()
    assert.ok(committed.length > ROUNDS)
    assert.deepEqual(written, committed)
    assert.equal((await db.database.selectFrom('ledger_outbox').select('id').execute()).length, 0)
  })

  async function startChild() {
    const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', CHILD, db.appUrl, folder, key.toString('hex')], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = new Promise((resolve) => child.once('exit', resolve))
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), ended])
    return { child, ended }
  }

  /** The server may still be finishing what the killed processes had sent. */
  async function settled(): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ n: number }>`SELECT count(*) AS n FROM pg_stat_activity WHERE application_name = 'crash' AND datname = current_database()`.execute(db.database)
      if (rows[0]!.n === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
})
