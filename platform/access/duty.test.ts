/** RP.2: who still has to acknowledge, and from when on nothing else is open. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { startOfDay } from '#platform/time/calendar.ts'
import type { Fact } from './actor.ts'
import { isHeldByDuty, lastDayOfGrace, openDuty } from './duty.ts'
import type { StaffDuty } from './duty.ts'

const first = new Date('2026-09-01T08:00:00Z')
const second = new Date('2026-11-23T08:00:00Z')
const duty: StaffDuty = { document: 'instruction', versions: [{ major: 1, since: first }, { major: 2, since: second }], grace_days: 14 }
const fact = (kind: Fact['kind'], key: string, from = '2026-08-01'): Fact => ({ kind, key, validFrom: new Date(`${from}T00:00:00Z`), validUntil: null })
const teacher = (...seen: number[]) => ({ type: 'teacher' as const, facts: [fact('account', 'active'), ...seen.map((major) => fact('seen', `instruction@${major}`))] })
const day = (date: string) => startOfDay(date)

describe('RP.2 the duty of staff', () => {
  test('nothing published, nothing to do; pupils, parents, others and guests never have to', () => {
    assert.equal(openDuty(teacher(), null, second), null)
    for (const type of ['pupil', 'parent', 'other', 'guest'] as const) assert.equal(openDuty({ type, facts: [fact('account', 'active')] }, duty, day('2027-06-01')), null, type)
  })

  test('whoever knows the newest is free; the days end with the last second of the last day', () => {
    assert.equal(openDuty(teacher(1, 2), duty, day('2027-06-01')), null)
    assert.equal(lastDayOfGrace(second, 14), '2026-12-07')
    assert.equal(isHeldByDuty(teacher(1), duty, new Date(day('2026-12-08').getTime() - 1)), false)
    assert.equal(isHeldByDuty(teacher(1), duty, day('2026-12-08')), true)
    assert.equal(openDuty(teacher(1), duty, second)!.version, 2)
  })

  test('a second version gives no new days to whoever let the first pass', () => {
    assert.equal(isHeldByDuty(teacher(), duty, second), true)
    assert.equal(isHeldByDuty(teacher(), { ...duty, versions: duty.versions.slice(0, 1) }, day('2026-09-16')), true)
  })

  test('a version that is not in force yet binds nobody', () => {
    assert.equal(openDuty(teacher(1), duty, new Date(second.getTime() - 1)), null)
  })

  test('a newcomer, and whoever comes back, has no days: not even for a version that came later', () => {
    const newcomer = { type: 'staff' as const, facts: [fact('account', 'active', '2026-11-24')] }
    assert.equal(isHeldByDuty(newcomer, duty, day('2026-11-25')), true)
    const back = { type: 'teacher' as const, facts: [{ ...fact('account', 'active', '2026-08-01'), validUntil: day('2026-10-01') }, fact('account', 'active', '2026-11-24'), fact('seen', 'instruction@1')] }
    assert.equal(isHeldByDuty(back, duty, day('2026-11-25')), true)
    const between = { type: 'teacher' as const, facts: [fact('account', 'active', '2026-10-01')] }
    assert.equal(isHeldByDuty(between, duty, second), true, 'version 1 was waiting when they came')
  })

  test('without days it is open until the evening', () => {
    const none = { ...duty, grace_days: 0 }
    assert.equal(isHeldByDuty(teacher(1), none, new Date('2026-11-23T22:59:59Z')), false)
    assert.equal(isHeldByDuty(teacher(1), none, new Date('2026-11-23T23:00:00Z')), true)
  })
})
