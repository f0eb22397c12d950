import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { dayOf, formatBytes, formatDate, formatDateLong, formatDay, formatDivider, formatRemaining, formatMoment, formatTime, formatWhen } from './format.ts'

describe('dates and numbers as people read them', () => {
  test('instants are shown in the time of the school, across midnight and summer time', () => {
    assert.equal(formatTime('2026-11-23T06:42:00Z'), '7:42')
    assert.equal(formatTime('2026-07-01T05:05:00Z'), '7:05')
    assert.equal(dayOf('2026-11-22T23:30:00Z'), '2026-11-23')
    assert.equal(dayOf('2026-07-01T22:30:00Z'), '2026-07-02')
  })

  test('calendar dates are no instants: no time zone moves them', () => {
    assert.equal(formatDate('2026-03-01'), '01.03.2026')
    assert.equal(formatDay('2026-11-23'), 'Montag, 23. November')
    assert.equal(formatDateLong('2028-02-29'), '29. Februar 2028')
  })

  test('a list names a moment by how near it is', () => {
    const today = '2026-11-23'
    assert.equal(formatWhen('2026-11-23T06:42:00Z', today), '7:42')
    assert.equal(formatWhen('2026-11-22T20:00:00Z', today), 'gestern')
    assert.equal(formatWhen('2026-11-20T12:00:00Z', today), 'Freitag')
    assert.equal(formatWhen('2026-11-16T12:00:00Z', today), '16.11.2026')
    assert.equal(formatMoment('2026-11-16T12:00:00Z'), '16.11.2026, 13:00')
    assert.equal(formatWhen('2026-11-24T12:00:00Z', today), '24.11.2026')
  })

  test('a divider names a day, with the year when it is another one', () => {
    assert.equal(formatDivider('2026-11-23', '2026-11-23'), 'Heute')
    assert.equal(formatDivider('2026-11-22', '2026-11-23'), 'Gestern')
    assert.equal(formatDivider('2026-11-03', '2026-11-23'), 'Dienstag, 3. November')
    assert.equal(formatDivider('2025-12-24', '2026-11-23'), '24. Dezember 2025')
  })

  test('sizes and remaining times are rounded so that they can be read in passing', () => {
    assert.equal(formatBytes(0), '0 Byte')
    assert.equal(formatBytes(999), '999 Byte')
    assert.equal(formatBytes(3_400_000), '3,4 MB')
    assert.equal(formatBytes(2e15), '2.000 TB')
    assert.equal(formatRemaining(4), 'gleich fertig')
    assert.equal(formatRemaining(41), 'noch 50 Sekunden')
    assert.equal(formatRemaining(125), 'noch 3 Minuten')
  })
})
