import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { startOfDay } from './calendar.ts'
import { systemClock, travellingClock } from './clock.ts'
import { wake_ms_max } from './limits.ts'

describe('the travelling clock', () => {
  it('3.0 a door that closes at majority closes at 00:00 in Berlin, by itself, when the clock passes it', async () => {
    const clock = travellingClock('2026-11-22 23:59:59')
    const closed: string[] = []
    clock.after(startOfDay('2026-11-23'), () => void closed.push(clock.now().toISOString()))
    await clock.advance({ ms: 999 })
    assert.deepEqual(closed, [])
    assert.equal(clock.today(), '2026-11-22')
    await clock.advance({ ms: 1 })
    assert.deepEqual(closed, ['2026-11-22T23:00:00.000Z'])
    assert.equal(clock.today(), '2026-11-23')
  })

  it('stands still between journeys and reads local times, dates and instants', async () => {
    const clock = travellingClock('2026-08-01')
    assert.equal(clock.now().toISOString(), '2026-07-31T22:00:00.000Z')
    await clock.travelTo('2026-08-01 00:05')
    assert.equal(clock.now().toISOString(), '2026-07-31T22:05:00.000Z')
    await clock.travelTo('2026-12-24T10:00:00Z')
    assert.equal(clock.today(), '2026-12-24')
    await clock.travelTo(new Date('2020-01-01T00:00:00Z'))
    assert.equal(clock.today(), '2020-01-01')
    for (const bad of ['tomorrow', '2026-02-29', '2026-08-01 24:00', '2026-08-01T00:05:00+2', '']) assert.throws(() => travellingClock(bad), RangeError, bad)
    assert.throws(() => travellingClock(new Date(Number.NaN)), RangeError)
  })

  it('moves by calendar days over a change of the clocks, and by elapsed hours', async () => {
    const clock = travellingClock('2026-10-24 12:00')
    await clock.advance({ days: 1 })
    assert.equal(clock.now().toISOString(), '2026-10-25T11:00:00.000Z', 'noon again, 25 hours later')
    await clock.travelTo('2026-10-24 12:00')
    await clock.advance({ hours: 24 })
    assert.equal(clock.now().toISOString(), '2026-10-25T10:00:00.000Z')
    await clock.advance({ days: 90, minutes: 5, seconds: 1, ms: 250 })
    assert.equal(clock.now().toISOString(), '2027-01-23T10:05:01.250Z')
    await assert.rejects(clock.advance({ days: 0.5 }), RangeError)
  })

  it('rings each timer once, in the order of time, each at its own instant, whatever the order in which they were set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(1_000), cancelled: fc.boolean() }), { minLength: 10, maxLength: 80, size: 'max' }),
        fc.array(fc.nat(400), { maxLength: 6 }),
        async (timers, steps) => {
          const clock = travellingClock('2026-01-01')
          const startMs = clock.now().getTime()
          const rung: { id: number; atMs: number }[] = []
          const cancels = timers.map(({ at }, id) => clock.after(new Date(startMs + at), () => void rung.push({ id, atMs: clock.now().getTime() - startMs })))
          timers.forEach(({ cancelled }, id) => cancelled && cancels[id]!())
          for (const ms of steps) await clock.advance({ ms })
          const endMs = clock.now().getTime() - startMs
          const expected = timers.map((timer, id) => ({ ...timer, id })).filter(({ at, cancelled }) => !cancelled && at <= endMs)
          expected.sort((a, b) => a.at - b.at || a.id - b.id)
          await Promise.resolve()
          assert.deepEqual(
            rung,
            expected.map(({ id, at }) => ({ id, atMs: at })),
          )
        },
      ),
    )
  })

  it('waits for what rings, also for what is set while ringing', async () => {
    const clock = travellingClock('2026-01-01')
    const log: string[] = []
    clock.after(startOfDay('2026-01-02'), async () => {
      await Promise.resolve()
      log.push(`first ${clock.today()}`)
      clock.after(startOfDay('2026-01-03'), () => void log.push(`second ${clock.today()}`))
    })
    await clock.travelTo('2026-02-01')
    assert.deepEqual(log, ['first 2026-01-02', 'second 2026-01-03'])
  })

  it('never rings inside the call that sets the timer, also when it is due already', async () => {
    const clock = travellingClock('2026-01-02')
    let rung = 0
    const cancel = clock.after(startOfDay('2026-01-01'), () => void (rung += 1))
    cancel()
    clock.after(startOfDay('2026-01-02'), () => void (rung += 10))
    assert.equal(rung, 0)
    await Promise.resolve()
    assert.equal(rung, 10)
    cancel()
    await clock.advance({ days: 1 })
    assert.equal(rung, 10)
  })

  it('hands on what a timer throws', async () => {
    const clock = travellingClock('2026-01-01')
    clock.after(startOfDay('2026-01-02'), () => Promise.reject(new Error('the door jams')))
    await assert.rejects(clock.travelTo('2026-01-03'), /the door jams/)
  })

  it('can run on with the machine, for the demo at another date, and rings after a journey without being asked', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: new Date('2026-11-23T12:00:00Z') })
    const clock = travellingClock('2030-06-01', { flows: true })
    const rung: string[] = []
    clock.after(startOfDay('2031-01-01'), () => void rung.push(clock.today()))
    t.mock.timers.tick(1_000)
    assert.equal(clock.now().toISOString(), '2030-05-31T22:00:01.000Z')
    await clock.travelTo('2030-12-31 23:59:59')
    t.mock.timers.tick(999)
    assert.deepEqual(rung, [])
    t.mock.timers.tick(1)
    assert.deepEqual(rung, ['2031-01-01'])
  })
})

describe('the clock of the system', () => {
  it('shows the time of the machine and the date of Berlin', () => {
    const clock = systemClock()
    const before = Date.now()
    const now = clock.now().getTime()
    assert.ok(now >= before && now <= Date.now())
    assert.match(clock.today(), /^\d{4}-\d{2}-\d{2}$/)
  })

  it('rings what is due, in order; what was cancelled does not ring', async () => {
    const clock = systemClock()
    const log: string[] = []
    const soon = (ms: number): Date => new Date(clock.now().getTime() + ms)
    const done = new Promise<void>((resolve) => clock.after(soon(30), () => (log.push('last'), resolve())))
    clock.after(soon(10), () => void log.push('second'))
    clock.after(soon(-5), () => void log.push('first'))
    clock.after(soon(20), () => void log.push('never'))()
    const hold = setInterval(() => {}, 1_000)
    await done
    clearInterval(hold)
    assert.deepEqual(log, ['first', 'second', 'last'])
  })

  it('takes instants further away than the runtime can count (24.8 days) without ringing early', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: new Date('2026-07-31T22:00:00Z') })
    const clock = systemClock()
    const rung: string[] = []
    clock.after(startOfDay('2026-10-30'), () => void rung.push(clock.today()))
    t.mock.timers.tick(25 * 86_400_000)
    assert.deepEqual(rung, [])
    while (clock.now() < startOfDay('2026-10-30')) {
      assert.deepEqual(rung, [])
      t.mock.timers.tick(3_600_000)
    }
    assert.deepEqual(rung, ['2026-10-30'])
  })

  it('notices within seconds that the machine has slept past a timer', (t) => {
    // Asleep, the machine's clock goes on but its timers do not: both are moved apart here.
    let machine = '2026-11-22T20:00:00Z'
    t.mock.timers.enable({ apis: ['setTimeout'] })
    t.mock.method(Date, 'now', () => Date.parse(machine))
    const clock = systemClock()
    const rung: string[] = []
    clock.after(startOfDay('2026-11-23'), () => void rung.push(clock.today()))
    machine = '2026-11-23T06:00:00Z'
    t.mock.timers.tick(wake_ms_max)
    assert.deepEqual(rung, ['2026-11-23'])
  })

  it('keeps ringing the others when one throws', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 })
    const clock = systemClock()
    const log: string[] = []
    clock.after(new Date(1_000), () => {
      throw new Error('jams')
    })
    clock.after(new Date(1_000), () => void log.push('second'))
    assert.throws(() => t.mock.timers.tick(1_000), /jams/)
    t.mock.timers.tick(1)
    assert.deepEqual(log, ['second'])
  })

  it('refuses an instant that is none', () => {
    assert.throws(() => systemClock().after(new Date(Number.NaN), () => {}), RangeError)
  })
})
