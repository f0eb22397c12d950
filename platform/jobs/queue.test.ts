import { after, before, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { defineModule } from '#platform/module/manifest.ts'
import type { Module } from '#platform/module/module.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { module as journal } from '#platform/journal/module.ts'
import { module as jobsRoom } from './module.ts'

type Body = { id: number }

describe('queue', () => {
  let house: TestHouse
  let second: TestHouse
  /** What ran, by process. */
  let ran: { process: string; id: number }[] = []
  let failures_left = 0
  let held: { began: () => void; end: Promise<void> } | null = null

  const toy: Module = {
    manifest: defineModule({
      id: 'toy', version: 1, clauses: [], name: 'Spielzeug', purpose: { class: 'operation', text: '', plain: '' }, needs: { release: false, consent: [], seen: [] },
      provides: [], uses: [], rights: {}, categories: {}, data: [], logs: [],
    }),
    contract: {},
    actions: {},
    jobs: [
      { name: 'count', run: async ({ processId }, { id }: Body) => void ran.push({ process: processId, id }) },
      {
        name: 'stumble',
        retry_max: 3,
        async run({ processId }, { id }: Body) {
          ran.push({ process: processId, id })
          if (failures_left-- > 0) throw new RangeError('Anna Muster was not found')
        },
      },
      {
        name: 'hold',
        async run({ processId }, { id }: Body) {
          ran.push({ process: processId, id })
          held?.began()
          await held?.end
        },
      },
    ],
  }

  before(async () => {
    house = await openTestHouse({ modules: [journal, jobsRoom, toy] })
    second = await house.second()
    await house.platform.jobs.start()
    await second.platform.jobs.start()
  })
  after(async () => {
    await second.close()
    await house.close()
  })
  beforeEach(async () => {
    await idle()
    ran = []
    failures_left = 0
    held = null
  })

  const send = (name: string, body: object) => house.write((w) => house.platform.jobs.send(w, name, body))
  const idle = async () => void (await Promise.all([house.platform.jobs.idle(), second.platform.jobs.idle()]))
  const rows = () => house.db.owner.selectFrom('job').selectAll().execute()

  test('B4 a job runs after the commit of what it follows from, and leaves nothing behind', async () => {
    await house.write(async (w) => {
      await house.platform.jobs.send(w, 'toy.count', { id: 1 })
      await sleep(30)
      assert.deepEqual(ran, [])
    })
    await idle()
    assert.deepEqual(ran.map(({ id }) => id), [1])
    assert.deepEqual(await rows(), [])
    assert.deepEqual(await house.db.owner.selectFrom('job_try').selectAll().execute(), [])
  })

  test('B4 a job of a transaction that was undone does not run', async () => {
    await house.write(async (w) => {
      await house.platform.jobs.send(w, 'toy.count', { id: 1 })
      throw new Error('undone')
    }).catch(() => {})
    await send('toy.count', { id: 2 })
    await idle()
    assert.deepEqual(ran.map(({ id }) => id), [2])
  })

  test('B9 two processes share the work: each job runs once', async () => {
    await house.write(async (w) => {
      for (let id = 0; id < 200; id++) await house.platform.jobs.send(w, 'toy.count', { id })
    })
    await idle()
    assert.deepEqual(ran.map(({ id }) => id).sort((a, b) => a - b), Array.from({ length: 200 }, (_, id) => id))
    assert.equal(new Set(ran.map(({ process }) => process)).size, 2)
  })

  test('only declared jobs with small bodies are taken', async () => {
    await assert.rejects(send('toy.unknown', {}), /no module declares/)
    await assert.rejects(send('toy.count', { id: 'x'.repeat(300_000) }), /send ids/)
  })

  test('a failed job is tried again by the clock, later each time, until it succeeds', async () => {
    failures_left = 2
    await send('toy.stumble', { id: 7 })
    await idle()
    assert.equal(ran.length, 1)
    const [waiting] = await rows()
    assert.ok(waiting!.due_at > house.clock.now())
    await house.clock.advance({ seconds: 1.1 })
    await idle()
    assert.equal(ran.length, 2)
    await house.clock.advance({ seconds: 2.1 })
    await idle()
    assert.equal(ran.length, 3)
    assert.deepEqual(await rows(), [])
  })

  test('a job that fails too often is given up; what stays holds no words of the error', async () => {
    failures_left = 99
    await send('toy.stumble', { id: 8 })
    for (let round = 0; round < 6; round++) {
      await idle()
      await house.clock.advance({ minutes: 1 })
    }
    await idle()
    assert.equal(ran.length, 4)
    assert.deepEqual(await rows(), [])
    const [failure] = await house.db.owner.selectFrom('job_failure').selectAll().execute()
    assert.deepEqual([failure!.name, failure!.body, failure!.tries, failure!.problem], ['toy.stumble', { id: 8 }, 4, 'RangeError'])
    assert.ok(!JSON.stringify(failure).includes('Anna'))
  })

  test('a process that dies gives its job back at once, and the try counts', async () => {
    const hold = holding()
    await send('toy.hold', { id: 9 })
    await hold.begun
    held = null
    // The connection that holds the row is what dies with a process.
    await killHolder(house).finally(hold.release)
    await sleep(20)
    await send('toy.count', { id: 10 })
    for (let n = 0; n < 100 && ran.filter(({ id }) => id === 9).length < 2; n++) await house.clock.advance({ seconds: 1 }).then(() => sleep(20))
    await idle()
    assert.equal(ran.filter(({ id }) => id === 9).length, 2)
    assert.deepEqual(await rows(), [])
  })

  test('a job that took the process down on every try is given up without being run again', async () => {
    const id = '019a0000-0000-7000-8000-000000000001'
    const at = house.clock.now()
    await house.db.owner.transaction().execute(async (trx) => {
      await trx.insertInto('job').values({ id, name: 'toy.stumble', body: '{"id":11}', sent_at: at, due_at: at }).execute()
      await trx.insertInto('job_try').values([1, 2, 3, 4].map((number) => ({ job_id: id, number, started_at: at }))).execute()
    })
    await send('toy.count', { id: 12 })
    await idle()
    assert.deepEqual(ran.map((one) => one.id), [12])
    const failure = await house.db.owner.selectFrom('job_failure').select(['tries', 'problem']).where('id', '=', id).executeTakeFirstOrThrow()
    assert.deepEqual(failure, { tries: 5, problem: 'Unfinished' })
  })

  test('stop waits for the job in hand; what comes later is left to the other process', async () => {
    const hold = holding()
    const third = await house.second()
    await Promise.all([house.platform.jobs.stop(), second.platform.jobs.stop()])
    await third.platform.jobs.start()
    await send('toy.hold', { id: 13 })
    await hold.begun
    let stopped = false
    const stopping = third.close().then(() => (stopped = true))
    await sleep(30)
    assert.equal(stopped, false)
    hold.release()
    await stopping
    assert.deepEqual(await rows(), [])
    await send('toy.count', { id: 14 })
    await sleep(30)
    assert.deepEqual(ran.map(({ id }) => id), [13])
    await second.platform.jobs.start()
    await house.platform.jobs.start()
    await idle()
    assert.deepEqual(ran.map(({ id }) => id), [13, 14])
  })

  function holding() {
    const began = Promise.withResolvers<void>()
    const end = Promise.withResolvers<void>()
    held = { began: began.resolve, end: end.promise }
    return { begun: began.promise, release: end.resolve }
  }
})

/** Ends the one connection that waits inside a transaction with a job in hand. Others may be passing by: then look again. */
async function killHolder(house: TestHouse): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const { rows } = await house.platform.pool.query<{ pid: number }>(
      `SELECT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE c.relname = 'job' AND l.mode = 'RowShareLock' AND a.state = 'idle in transaction' AND a.datname = current_database()`,
    )
    if (rows.length === 1) return void (await house.platform.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]))
    await sleep(5)
  }
  assert.fail('no connection holds the job')
}
