import { after, afterEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { defineModule } from '#platform/module/manifest.ts'
import type { Module } from '#platform/module/module.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { module as jobsRoom } from './module.ts'

type Run = { job: string; dueOn: string; at: string }

describe('recurring jobs in the house', () => {
  const houses: TestHouse[] = []
  let ran: Run[] = []
  let failing = new Set<string>()
  let crossing = { now: 0, most: 0 }

  const record = (job: string) => async (_platform: unknown, dueOn: string, at: Date) => {
    crossing.now += 1
    crossing.most = Math.max(crossing.most, crossing.now)
    await new Promise((resolve) => setTimeout(resolve, 2))
    crossing.now -= 1
    if (failing.has(`${job} ${dueOn}`)) throw new Error('not today')
    ran.push({ job, dueOn, at: at.toISOString().slice(0, 16) })
    return { done: Number(dueOn.slice(-2)) }
  }
  const toy: Module = {
    manifest: defineModule({
      id: 'toy', version: 1, clauses: [], name: 'Spielzeug', purpose: { class: 'operation', text: '', plain: '' }, needs: { release: false, consent: [], seen: [] },
      provides: [], uses: [], rights: {}, categories: {}, data: [], logs: [],
    }),
    contract: {},
    actions: {},
    recurring: [
      { name: 'nightly', every: 'day', at: '03:30', run: record('nightly') },
      { name: 'monthly', every: 'month', at: '00:10', run: record('monthly') },
      { name: 'look', every: 'day', at: '03:40', onlyNewest: true, run: record('look') },
    ],
  }

  async function open(at: string): Promise<TestHouse> {
    const house = await openTestHouse({ at, modules: [jobsRoom, toy] })
    houses.push(house)
    return house
  }
  const results = async (house: TestHouse) =>
    (await house.db.owner.selectFrom('recurring_run').select(['due_on', 'result', 'problem']).where('name', '=', 'toy.nightly').orderBy('due_on').execute()).map((row) => [row.due_on, row.result, row.problem])
  const nights = () => ran.filter(({ job }) => job === 'nightly').map(({ dueOn }) => dueOn)

  afterEach(() => {
    ran = []
    failing = new Set()
    crossing = { now: 0, most: 0 }
  })
  after(async () => {
    for (const house of houses) await house.close()
  })

  test('B9 run at their time in Berlin, each at its own instant, while the clock travels', async () => {
    const house = await open('2026-11-29 12:00')
    await house.platform.jobs.start()
    await house.clock.travelTo('2026-12-02 04:00')
    assert.deepEqual(ran.filter(({ job }) => job !== 'look'), [
      { job: 'nightly', dueOn: '2026-11-29', at: '2026-11-29T11:00' },
      { job: 'monthly', dueOn: '2026-11-01', at: '2026-11-29T11:00' },
      { job: 'nightly', dueOn: '2026-11-30', at: '2026-11-30T02:30' },
      { job: 'monthly', dueOn: '2026-12-01', at: '2026-11-30T23:10' },
      { job: 'nightly', dueOn: '2026-12-01', at: '2026-12-01T02:30' },
      { job: 'nightly', dueOn: '2026-12-02', at: '2026-12-02T02:30' },
    ])
  })

  test('B9 what was missed while the machine was off is caught up at the start, in order', async () => {
    const house = await open('2026-11-20 12:00')
    await house.platform.jobs.start()
    await house.platform.jobs.stop()
    await house.clock.travelTo('2026-11-24 12:00')
    assert.deepEqual(nights(), ['2026-11-20'])
    await house.platform.jobs.start()
    assert.deepEqual(nights(), ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'])
    assert.deepEqual(ran.filter(({ job }) => job === 'look').map(({ dueOn }) => dueOn), ['2026-11-20', '2026-11-24'], 'how things are now is looked at once')
  })

  test('B9 two processes run each date once, and never at the same time', async () => {
    const house = await open('2026-11-20 12:00')
    const second = await house.second()
    await Promise.all([house.platform.jobs.start(), second.platform.jobs.start()])
    await house.clock.travelTo('2026-11-30 12:00')
    assert.deepEqual(nights(), ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30'].map((day) => `2026-11-${day}`))
    assert.ok(crossing.most <= 2, 'two jobs may run side by side, one job may not')
    await second.close()
  })

  test('B9 a date that began and never ended is run again after the start', async () => {
    const house = await open('2026-11-23 12:00')
    const started_at = house.clock.now()
    await house.db.owner.insertInto('recurring_run').values({ name: 'toy.nightly', due_on: '2026-11-22', started_at, finished_at: null }).execute()
    await house.platform.jobs.start()
    assert.deepEqual(nights(), ['2026-11-22', '2026-11-23'])
    assert.deepEqual(await house.db.owner.selectFrom('recurring_run').select('due_on').where('finished_at', 'is', null).execute(), [])
  })

  test('B9 a date that fails does not hold up the others and is tried again', async () => {
    const house = await open('2026-11-20 12:00')
    failing.add('nightly 2026-11-21')
    await house.platform.jobs.start()
    await house.clock.travelTo('2026-11-22 12:00')
    assert.deepEqual(nights(), ['2026-11-20', '2026-11-22'])
    assert.deepEqual(await results(house), [['2026-11-20', { done: 20 }, null], ['2026-11-21', null, 'Error'], ['2026-11-22', { done: 22 }, null]], 'the kind of the error, never its message')
    failing.clear()
    await house.clock.advance({ minutes: 11 })
    assert.deepEqual(nights(), ['2026-11-20', '2026-11-22', '2026-11-21'])
    assert.deepEqual((await results(house))[1], ['2026-11-21', { done: 21 }, null], 'what failed once and went well then has not failed')
    await house.clock.advance({ minutes: 30 })
    assert.equal(nights().length, 3)
  })
})
