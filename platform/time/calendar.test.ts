import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import * as calendar from './calendar.ts'
import {
  addDays,
  addMonths,
  dateInBerlin,
  dateOfAge,
  daysBetween,
  instantInBerlin,
  isDate,
  majorityDate,
  startOfDay,
  timeInBerlin,
  weekday,
} from './calendar.ts'

const MS_HOUR = 3_600_000

/** Any date of the years the platform will see. */
const dates = fc.integer({ min: 0, max: daysBetween('1990-01-01', '2060-12-31') }).map((n) => addDays('1990-01-01', n))
const instants = fc.date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2060-12-31T23:59:59Z'), noInvalidDate: true })

/** The last Sunday of a month, worked out with the runtime's own calendar: the law's rule for changing the clocks since 1996. */
function lastSunday(year: number, month: number): string {
  const last = new Date(Date.UTC(year, month, 0))
  return new Date(last.getTime() - last.getUTCDay() * 86_400_000).toISOString().slice(0, 10)
}

describe('calendar', () => {
  it('3.0 majority begins at 00:00 of the 18th birthday: born 2008-11-23 is of age from 2026-11-23 00:00', () => {
    assert.equal(majorityDate('2008-11-23'), '2026-11-23')
    assert.equal(startOfDay(majorityDate('2008-11-23')).toISOString(), '2026-11-22T23:00:00.000Z')
  })

  it('3.0 who was born on 29 February comes of age on 1 March: 2008-02-29 -> 2026-03-01', () => {
    assert.equal(majorityDate('2008-02-29'), '2026-03-01')
    assert.equal(startOfDay(majorityDate('2008-02-29')).toISOString(), '2026-02-28T23:00:00.000Z')
  })

  it('3.0 majority is 18 birthdays later, whatever the birth date', () => {
    fc.assert(
      fc.property(dates, (birth) => {
        const majority = majorityDate(birth)
        assert.equal(Number(majority.slice(0, 4)) - Number(birth.slice(0, 4)), 18)
        assert.equal(majority.slice(5), birth.slice(5) === '02-29' ? '03-01' : birth.slice(5))
      }),
    )
  })

  it('3.0 the age of 14 and 16 follows from the majority date alone', () => {
    assert.equal(dateOfAge('2026-11-23', 14), '2022-11-23')
    assert.equal(dateOfAge('2026-11-23', 16), '2024-11-23')
    assert.equal(dateOfAge(majorityDate('2008-02-29'), 14), '2022-03-01')
    fc.assert(fc.property(dates, (birth) => dateOfAge(majorityDate(birth), 18) === majorityDate(birth)))
  })

  it('3.0 ninety days: D 2026-07-31 -> last 2026-10-29, purge 2026-10-30; D 2026-11-23 -> last 2027-02-21, purge 2027-02-22', () => {
    assert.equal(calendar.lastRestoreDay('2026-07-31'), '2026-10-29')
    assert.equal(calendar.purgeDate('2026-07-31'), '2026-10-30')
    assert.equal(startOfDay(calendar.purgeDate('2026-07-31')).toISOString(), '2026-10-29T23:00:00.000Z')
    assert.equal(calendar.lastRestoreDay('2026-11-23'), '2027-02-21')
    assert.equal(calendar.purgeDate('2026-11-23'), '2027-02-22')
    assert.equal(calendar.purgeDate('2026-11-23', 0), '2026-11-24')
  })

  it('3.0 one month after the end of the school year: 31 Jul -> 31 Aug, 31 Jan -> 28 or 29 Feb, never moved for a weekend', () => {
    assert.equal(calendar.oneMonthAfter('2026-07-31'), '2026-08-31')
    assert.equal(calendar.oneMonthAfter('2027-01-31'), '2027-02-28')
    assert.equal(calendar.oneMonthAfter('2028-01-31'), '2028-02-29')
    assert.equal(calendar.oneMonthAfter('2026-04-30'), '2026-05-30')
    assert.equal(weekday(calendar.oneMonthAfter('2027-07-08')), 7, 'a Sunday stays a Sunday')
  })

  it('3.0 a month later has the same day, or is the last day of its month', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -600, max: 600 }), (date, months) => {
        const later = addMonths(date, months)
        const monthOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
        assert.equal(monthOf(later) - monthOf(date), months)
        if (later.slice(8) !== date.slice(8)) assert.equal(addDays(later, 1).slice(8), '01')
      }),
    )
  })

  it('3.0 every day from 1990 to 2060 begins at its 00:00 and has 23, 24 or 25 hours, the short and the long one once a year', () => {
    const odd: string[] = []
    for (let date = '1990-01-01'; date <= '2060-12-31'; date = addDays(date, 1)) {
      const start = startOfDay(date)
      assert.equal(timeInBerlin(start), '00:00', date)
      assert.equal(dateInBerlin(start), date)
      assert.equal(dateInBerlin(new Date(start.getTime() - 1)), addDays(date, -1))
      const hours = (startOfDay(addDays(date, 1)).getTime() - start.getTime()) / MS_HOUR
      if (hours !== 24) odd.push(`${date} ${hours}`)
    }
    assert.equal(odd.length, 2 * 71)
    const byLaw = [...Array(2060 - 1996 + 1).keys()].flatMap((n) => [`${lastSunday(1996 + n, 3)} 23`, `${lastSunday(1996 + n, 10)} 25`])
    assert.deepEqual(odd.slice(-byLaw.length), byLaw)
  })

  it('3.0 the days with a change of the clocks shift nothing: 25 Oct 2026 and 28 Mar 2027', () => {
    assert.equal(startOfDay('2026-10-25').toISOString(), '2026-10-24T22:00:00.000Z')
    assert.equal(startOfDay('2026-10-26').toISOString(), '2026-10-25T23:00:00.000Z')
    assert.equal(startOfDay('2027-03-28').toISOString(), '2027-03-27T23:00:00.000Z')
    assert.equal(startOfDay('2027-03-29').toISOString(), '2027-03-28T22:00:00.000Z')
    assert.equal(addDays('2026-10-24', 2), '2026-10-26')
    assert.equal(daysBetween('2027-03-27', '2027-03-29'), 2)
  })

  it('3.0 the date and time of any instant are those the zone table of the runtime shows', () => {
    const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' })
    fc.assert(
      fc.property(instants, (at) => `${dateInBerlin(at)} ${timeInBerlin(at)}` === shown.format(at)),
      { numRuns: 2_000 },
    )
    for (let minute = -180; minute <= 180; minute += 1) {
      for (const change of ['2026-10-25T01:00:00Z', '2027-03-28T01:00:00Z']) {
        const at = new Date(Date.parse(change) + minute * 60_000)
        assert.equal(`${dateInBerlin(at)} ${timeInBerlin(at)}`, shown.format(at))
      }
    }
  })

  it('a time of day leads to its instant and back; the doubled hour means its first run, the skipped one the span after the change', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 1_439 }), (date, minute) => {
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
        const at = instantInBerlin(date, time)
        assert.equal(dateInBerlin(at), date)
        if (time < '02:00' || time >= '03:00') assert.equal(timeInBerlin(at), time)
      }),
    )
    assert.equal(instantInBerlin('2026-10-25', '02:30').toISOString(), '2026-10-25T00:30:00.000Z')
    assert.equal(instantInBerlin('2027-03-28', '02:30').toISOString(), '2027-03-28T01:30:00.000Z')
    assert.equal(instantInBerlin('2026-08-01', '00:05:07').toISOString(), '2026-07-31T22:05:07.000Z')
    for (const bad of ['24:00', '7:00', '12:60', '', '12:00:61']) assert.throws(() => instantInBerlin('2026-08-01', bad), RangeError)
  })

  it('days are counted like beads: adding and counting back agree, and weeks repeat', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -20_000, max: 20_000 }), (date, days) => {
        const later = addDays(date, days)
        assert.equal(daysBetween(date, later), days)
        assert.equal((((weekday(later) - weekday(date) - days) % 7) + 7) % 7, 0)
        assert.equal(later > date, days > 0)
      }),
    )
    assert.equal(weekday('2026-11-23'), 1)
    assert.equal(weekday('2026-11-22'), 7)
    assert.equal(weekday('1969-12-29'), 1)
  })

  it('only real days of sensible years are dates', () => {
    for (const good of ['2026-11-23', '2024-02-29', '1900-01-01', '2199-12-31']) assert.ok(isDate(good), good)
    const bad = [
      '2026-02-29',
      '1900-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-04-31',
      '2026-4-1',
      '26-04-01',
      '1899-12-31',
      '2200-01-01',
      '',
      ' 2026-04-01',
      '2026-04-01T00:00',
      '٢٠٢٦-٠٤-٠١',
      '2026-04-01\n',
    ]
    for (const text of bad) assert.ok(!isDate(text), JSON.stringify(text))
    assert.throws(() => addDays('2026-02-29', 1), /Not a calendar date/)
    assert.throws(() => addDays('2199-12-31', 1), /leaves the years/)
    assert.throws(() => addDays('2026-01-01', Number.NaN), RangeError)
    assert.throws(() => dateInBerlin(new Date(Number.NaN)), RangeError)
  })

  it('German dates are read strictly and written with two digits', () => {
    assert.equal(calendar.parseGermanDate('23.07.2016'), '2016-07-23')
    assert.equal(calendar.parseGermanDate(' 1.8.2026 '), '2026-08-01')
    assert.equal(calendar.parseGermanDate('1. 8. 2026'), '2026-08-01')
    for (const bad of ['29.02.2026', '1.8.26', '2026-08-01', '1/8/2026', '31.04.2026', '00.01.2026', '1.8.2026 12:00', ''])
      assert.equal(calendar.parseGermanDate(bad), null, bad)
    assert.equal(calendar.formatGermanDate('2026-08-01'), '01.08.2026')
    assert.equal(calendar.formatGermanDate('2026-11-23', 'long'), 'Montag, 23. November 2026')
    fc.assert(fc.property(dates, (date) => calendar.parseGermanDate(calendar.formatGermanDate(date)) === date))
  })
})
