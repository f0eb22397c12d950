import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addDays, dateInBerlin, instantInBerlin } from '#platform/time/calendar.ts'
import { dueDates, nextDueAt, problemOf, retryWaitMs } from './rules.ts'

const daily = { every: 'day', at: '03:30' } as const
const monthly = { every: 'month', at: '00:05' } as const
const at = (date: string, time: string) => instantInBerlin(date, time)

describe('recurring jobs', () => {
  test('B9 a job that never ran begins with its newest due date, not with history', () => {
    assert.deepEqual(dueDates(daily, null, at('2026-11-23', '03:30')), ['2026-11-23'])
    assert.deepEqual(dueDates(daily, null, at('2026-11-23', '03:29')), ['2026-11-22'])
    assert.deepEqual(dueDates(monthly, null, at('2026-11-01', '00:04')), ['2026-10-01'])
  })

  test('B9 missed dates are caught up, each once and in order', () => {
    assert.deepEqual(dueDates(daily, '2026-11-20', at('2026-11-23', '12:00')), ['2026-11-21', '2026-11-22', '2026-11-23'])
    assert.deepEqual(dueDates(daily, '2026-11-23', at('2026-11-23', '12:00')), [])
    assert.deepEqual(dueDates(monthly, '2026-10-01', at('2027-01-15', '12:00')), ['2026-11-01', '2026-12-01', '2027-01-01'])
  })

  test('B9 after more than a year the newest 400 dates are caught up', () => {
    const dates = dueDates(daily, '2020-01-01', at('2026-11-23', '12:00'))
    assert.equal(dates.length, 400)
    assert.equal(dates.at(-1), '2026-11-23')
    assert.equal(dates[0], addDays('2026-11-23', -399))
  })

  test('B9 a clock that was set back finds nothing due', () => {
    assert.deepEqual(dueDates(daily, '2026-11-23', at('2026-11-20', '12:00')), [])
  })

  test('B9 on the days with 23 and 25 hours a job is due once', () => {
    const early = { every: 'day', at: '02:30' } as const
    for (const day of ['2026-03-29', '2026-10-25']) {
      assert.deepEqual(dueDates(early, addDays(day, -1), at(day, '12:00')), [day])
      assert.equal(dateInBerlin(nextDueAt(early, at(addDays(day, -1), '12:00'))), day)
      assert.equal(dateInBerlin(nextDueAt(early, at(day, '12:00'))), addDays(day, 1))
    }
  })

  test('B9 who looks at every ring finds exactly one new date each time', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 1_439 }), fc.constantFrom('day', 'month'), (days, minute, every) => {
      const schedule = { every, at: `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` } as const
      const now = new Date(at('2024-01-01', '12:00').getTime() + days * 86_400_000)
      const [last] = dueDates(schedule, null, now)
      const next = nextDueAt(schedule, now)
      assert.ok(next > now)
      assert.deepEqual(dueDates(schedule, last!, new Date(next.getTime() - 1)), [])
      assert.equal(dueDates(schedule, last!, next).length, 1)
    }))
  })
})

describe('failed jobs', () => {
  test('wait longer each time, an hour at most', () => {
    assert.deepEqual([1, 2, 3, 12, 40].map(retryWaitMs), [1_000, 2_000, 4_000, 2_048_000, 3_600_000])
  })

  test('leave the kind of their error, never its words', () => {
    assert.equal(problemOf(new TypeError('Anna Muster is not a function')), 'TypeError')
    assert.equal(problemOf(Object.assign(new Error('duplicate key (anna.muster)'), { code: '23505' })), 'Error 23505')
    assert.equal(problemOf(Object.assign(new Error(''), { code: 'Anna Muster' })), 'Error')
    assert.equal(problemOf('Anna'), 'unknown')
  })
})
