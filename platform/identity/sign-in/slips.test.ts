import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { SchoolCalendar } from '#platform/time/schoolyear.ts'
import { slipDeadline } from './slips.ts'

const calendar: SchoolCalendar = {
  state: 'NI',
  closed: [
    { from: '2026-12-23', until: '2027-01-09', kind: 'christmas' },
    { from: '2027-07-08', until: '2027-08-18', kind: 'summer' },
  ],
}
const lastDay = (today: string, days: number) => dateInBerlin(new Date(slipDeadline(today, days, calendar).getTime() - 1))

describe('how long a slip is valid', () => {
  it('A4 fourteen days from the day of printing, the last one to its end', () => {
    assert.equal(lastDay('2026-11-23', 14), '2026-12-07')
    assert.equal(dateInBerlin(slipDeadline('2026-11-23', 14, calendar)), '2026-12-08')
  })

  it('A4 printed in the holidays, the days count from the first school day', () => {
    // 9 January 2027 is a Saturday: school begins on Monday the 11th.
    assert.equal(lastDay('2026-12-23', 14), '2027-01-25')
    assert.equal(lastDay('2027-01-09', 14), '2027-01-25')
    assert.equal(lastDay('2027-07-20', 14), '2027-09-02')
  })

  it('printed on an ordinary weekend or over the change of the clocks, it is calendar days all the same', () => {
    assert.equal(lastDay('2026-11-28', 14), '2026-12-12')
    assert.equal(lastDay('2027-03-20', 14), '2027-04-03')
  })
})
