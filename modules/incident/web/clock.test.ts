/** The clock says how much is left in elapsed hours and until when by the clock on the wall. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { instantInBerlin } from '#platform/time/calendar.ts'
import { deadlineOf } from '../rules.ts'
import { leftWords, overdueWords, shareOf } from './clock.ts'

const at = (text: string) => instantInBerlin(...(text.split(' ') as [string, string]))

describe('the clock of a case', () => {
  test('X8 it counts hours, then minutes, never more than there are, and ends', () => {
    const deadline = at('2026-11-25 14:05')
    assert.equal(leftWords(deadline, at('2026-11-24 07:05')), 'noch 31 Stunden, bis Mittwoch 14:05')
    assert.equal(leftWords(deadline, at('2026-11-24 07:06')), 'noch 30 Stunden, bis Mittwoch 14:05')
    assert.equal(leftWords(deadline, at('2026-11-25 12:05')), 'noch 2 Stunden, bis Mittwoch 14:05')
    assert.equal(leftWords(deadline, at('2026-11-25 12:06')), 'noch 119 Minuten, bis Mittwoch 14:05')
    assert.equal(leftWords(deadline, at('2026-11-25 14:04')), 'noch eine Minute, bis Mittwoch 14:05')
    assert.equal(leftWords(deadline, deadline), 'noch weniger als eine Minute, bis Mittwoch 14:05')
    assert.equal(leftWords(deadline, new Date(deadline.getTime() + 1)), null)
    assert.equal(overdueWords(deadline), 'Die 72 Stunden sind seit 25.11.2026, 14:05 vorbei')
  })

  test('X8 over a change of the clocks the wall shows another hour, and no hour is lost or won', () => {
    const [autumn, spring] = [at('2026-10-24 10:00'), at('2027-03-27 10:00')]
    assert.equal(leftWords(deadlineOf(autumn), autumn), 'noch 72 Stunden, bis Dienstag 9:00')
    assert.equal(leftWords(deadlineOf(spring), spring), 'noch 72 Stunden, bis Dienstag 11:00')
  })

  test('the line is empty at first, full at the end, and never more', () => {
    const detectedAt = at('2026-11-20 16:00')
    const share = (now: Date) => shareOf({ detectedAt, deadline: deadlineOf(detectedAt), now })
    assert.deepEqual([share(detectedAt), share(at('2026-11-22 04:00')), share(at('2026-11-30 04:00'))], [0, 0.5, 1])
  })
})
