/** R12.4: all times are calendar days, and today stands on the line where it is. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lastRestoreDay } from '#platform/time/calendar.ts'
import { texts } from '../texts.de.ts'
import { axisOfLeavers, placeOf } from './lay-line.ts'

describe('the time line', () => {
  const axis = { from: '2026-11-23', until: lastRestoreDay('2026-11-23', 90) }

  test('begins with the deletion, ends with the last day, also over the change of clocks', () => {
    assert.equal(axis.until, '2027-02-21')
    assert.equal(placeOf(axis.from, axis), 0)
    assert.equal(placeOf('2027-01-07', axis), 50)
    assert.equal(placeOf(axis.until, axis), 100)
    assert.equal(placeOf('2026-10-25', { from: '2026-10-24', until: '2026-10-26' }), 50)
  })

  test('what lies outside never leaves the line; one of no days is at its end', () => {
    assert.equal(placeOf('2026-01-01', axis), 0)
    assert.equal(placeOf('2028-01-01', axis), 100)
    assert.equal(placeOf('2026-11-23', { from: '2026-11-23', until: '2026-11-23' }), 100)
  })

  test('leavers share one line, from today or from a last day that is past', () => {
    const leavers = [{ exitOn: '2026-12-18', deletedFrom: '2026-12-19' }, { exitOn: '2026-11-10', deletedFrom: '2026-12-11' }]
    assert.deepEqual(axisOfLeavers(leavers, '2026-11-23'), { from: '2026-11-10', until: '2026-12-19' })
    assert.deepEqual(axisOfLeavers(leavers.slice(0, 1), '2026-11-23'), { from: '2026-11-23', until: '2026-12-19' })
  })

  test('the days left are told as days to come: 90 on the day of the deletion, the last one is today', () => {
    assert.deepEqual([91, 3, 2, 1].map((n) => texts.daysLeft({ n })), ['noch 90 Tage', 'noch 2 Tage', 'noch ein Tag', 'heute zum letzten Mal'])
    assert.equal(texts.line({ from: '2026-11-23', until: '2027-02-21', n: 1 }), 'Gelöscht am 23.11.2026, wiederherstellbar bis 21.02.2027, heute zum letzten Mal')
    assert.match(texts.line({ from: '2026-11-23', until: '2027-02-21', n: 0 }), /vorbei$/)
  })
})
