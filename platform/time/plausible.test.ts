import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { judgeClock } from './plausible.ts'

const builtAt = new Date('2026-11-01T00:00:00Z')
const noon = new Date('2026-11-23T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

function judge(gap_ms: number): string {
  const verdict = judgeClock({ now: new Date(noon.getTime() + gap_ms), builtAt, lastRecordAt: noon })
  return verdict.plausible ? 'plausible' : verdict.reason.kind
}

describe('X18 the clock', () => {
  test('X18 is plausible in a new school and shortly after the last record', () => {
    assert.deepEqual(judgeClock({ now: noon, builtAt, lastRecordAt: null }), { plausible: true })
    assert.deepEqual(judgeClock({ now: builtAt, builtAt, lastRecordAt: null }), { plausible: true })
    for (const gap of [0, 1, HOUR, 48 * HOUR, -1, -5 * MINUTE]) assert.equal(judge(gap), 'plausible', String(gap))
  })

  test('X18 before the build it can not be right, whatever the records say', () => {
    const now = new Date('2020-01-01T00:00:00Z')
    for (const lastRecordAt of [null, now, noon]) {
      assert.deepEqual(judgeClock({ now, builtAt, lastRecordAt }), { plausible: false, reason: { kind: 'before_build', now, against: builtAt } })
    }
    assert.equal(judgeClock({ now: new Date(Number.NaN), builtAt, lastRecordAt: null }).plausible, false)
  })

  test('X18 more than 48 hours after the last record it asks, holidays or not', () => {
    assert.equal(judge(48 * HOUR + 1), 'jumped_ahead')
    assert.equal(judge(42 * 24 * HOUR), 'jumped_ahead')
  })

  test('X18 more than five minutes before the last record it was set back', () => {
    assert.equal(judge(-5 * MINUTE - 1), 'set_back')
    const now = new Date(noon.getTime() - HOUR)
    assert.deepEqual(judgeClock({ now, builtAt, lastRecordAt: noon }), { plausible: false, reason: { kind: 'set_back', now, against: noon } })
  })

  test('X18 every doubt names a time that truly stands against the clock', () => {
    const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instant, instant, fc.option(instant), (now, built, lastRecordAt) => {
        const verdict = judgeClock({ now, builtAt: built, lastRecordAt })
        const isNear = lastRecordAt === null || (now.getTime() >= lastRecordAt.getTime() - 5 * MINUTE && now.getTime() <= lastRecordAt.getTime() + 48 * HOUR)
        assert.equal(verdict.plausible, now >= built && isNear)
        if (!verdict.plausible) assert.equal(verdict.reason.kind === 'jumped_ahead', verdict.reason.against < now)
      }),
    )
  })
})
