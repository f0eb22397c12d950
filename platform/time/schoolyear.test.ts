import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, daysBetween, weekday } from './calendar.ts'
import { easterSunday, type FederalState, federalStates, publicHolidayOn, publicHolidays } from './holidays.ts'
import { schoolHolidayPreset } from './schoolholidays.ts'
import { addSchoolDays, isSchoolDay, type SchoolCalendar, schoolDayFrom, schoolYearAfter, schoolYearNamed, schoolYearOf } from './schoolyear.ts'
import { texts } from './texts.de.ts'

const dates = fc.integer({ min: 0, max: daysBetween('1990-01-01', '2060-12-31') }).map((n) => addDays('1990-01-01', n))
const lowerSaxony: SchoolCalendar = { state: 'NI', closed: schoolHolidayPreset('NI', '2026/27')! }

describe('school year', () => {
  it('R12.10 a school year runs from 1 August to 31 July', () => {
    assert.deepEqual(schoolYearOf('2026-11-23', []), { label: '2026/27', start: '2026-08-01', end: '2027-07-31' })
    assert.equal(schoolYearOf('2026-07-31', []).label, '2025/26')
    assert.equal(schoolYearOf('2026-08-01', []).label, '2026/27')
    assert.equal(schoolYearOf('2099-09-01', []).label, '2099/00')
  })

  it("R12.10 the dates are the school's own where it has set them, and no day falls between two years", () => {
    const own = [{ label: '2026/27', start: '2026-08-10', end: '2027-07-20' }]
    assert.equal(schoolYearOf('2026-08-09', own).label, '2025/26')
    assert.equal(schoolYearOf('2026-08-10', own).end, '2027-07-20')
    assert.equal(schoolYearOf('2027-07-25', own).label, '2026/27')
    assert.equal(schoolYearOf('2027-08-01', own).label, '2027/28')
    assert.equal(schoolYearAfter(own[0]!).label, '2027/28')
    assert.equal(schoolYearAfter(schoolYearOf('2027-08-01', []), -1, own).start, '2026-08-10')
  })

  it("R12.10 a year of the school's own that lasts into the next one is not cut short by the preset, and those that follow begin like it until they are entered", () => {
    const september = [{ label: '2026/27', start: '2026-09-01', end: '2027-08-31' }]
    assert.deepEqual(schoolYearOf('2026-08-15', september), { label: '2025/26', start: '2025-08-01', end: '2026-08-31' })
    assert.equal(schoolYearOf('2027-08-15', september).label, '2026/27')
    assert.deepEqual(schoolYearOf('2027-09-01', september), { label: '2027/28', start: '2027-09-01', end: '2028-08-31' })
    assert.deepEqual(schoolYearNamed('2029/30', september), { label: '2029/30', start: '2029-09-01', end: '2030-08-31' })
    const february = [{ label: '2026/27', start: '2027-02-01', end: '2028-01-31' }, { label: '2027/28', start: '2028-02-01', end: '2029-01-31' }]
    assert.equal(schoolYearOf('2027-01-31', february).label, '2025/26')
    assert.equal(schoolYearOf('2028-01-15', february).label, '2026/27')
    assert.deepEqual(schoolYearOf('2029-02-01', february), { label: '2028/29', start: '2029-02-01', end: '2030-01-31' })
  })

  it('every date lies in one year, whichever dates the school entered for whichever years', () => {
    const entered = fc.uniqueArray(fc.integer({ min: 1992, max: 2058 }), { maxLength: 6 }).chain((firsts) => fc.integer({ min: 0, max: 270 }).map((late) => firsts.map((first) => ({
      label: `${first}/${String((first + 1) % 100).padStart(2, '0')}`, start: addDays(`${first}-07-01`, late), end: addDays(addDays(`${first + 1}-07-01`, late), -1),
    }))))
    fc.assert(fc.property(dates, entered, (date, own) => {
      const year = schoolYearOf(date, own)
      assert.ok(year.start <= date, `${date} in ${JSON.stringify(year)}`)
      assert.ok(date < schoolYearAfter(year, 1, own).start, `${date} in ${JSON.stringify(year)}`)
      assert.deepEqual(schoolYearNamed(year.label, own), year)
      if (!own.includes(year)) assert.ok(date <= year.end, `${date} in ${JSON.stringify(year)}`)
    }))
  })

  it('every date lies in the year that is named after it, and years follow each other without a gap', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const year = schoolYearOf(date, [])
        assert.ok(year.start <= date && date <= year.end)
        assert.deepEqual(schoolYearNamed(year.label), year)
        assert.equal(schoolYearAfter(year).start, addDays(year.end, 1))
      }),
    )
  })

  it('a name that is none gives no year', () => {
    for (const bad of ['2026/28', '2026', '26/27', '2026/2027', '', '2026/27 ', '1800/01']) assert.equal(schoolYearNamed(bad), null, bad)
    assert.throws(() => schoolYearOf('soon', []), RangeError)
  })
})

describe('public holidays', () => {
  it('follow Easter, which is the date of the tables', () => {
    const known = {
      1990: '04-15',
      2000: '04-23',
      2008: '03-23',
      2011: '04-24',
      2024: '03-31',
      2025: '04-20',
      2026: '04-05',
      2027: '03-28',
      2028: '04-16',
      2038: '04-25',
      2060: '04-18',
    }
    for (const [year, day] of Object.entries(known)) assert.equal(easterSunday(Number(year)), `${year}-${day}`)
    for (let year = 1990; year <= 2060; year++) {
      assert.equal(weekday(easterSunday(year)), 7)
      assert.ok(easterSunday(year) >= `${year}-03-22` && easterSunday(year) <= `${year}-04-25`)
    }
  })

  it('are nine in every Land, and more where the Land has more', () => {
    const count = (state: FederalState): number => publicHolidays(state, 2027).length
    const counts = Object.fromEntries(federalStates.map((state) => [state, count(state)]))
    const expected = { BW: 12, BY: 12, BE: 10, BB: 12, HB: 10, HH: 10, HE: 10, MV: 11, NI: 10, NW: 11, RP: 11, SL: 12, SN: 11, ST: 11, SH: 10, TH: 11 }
    assert.deepEqual(counts, expected)
  })

  it('stand on the days of the year 2027 in Lower Saxony and of 2026 in Saxony', () => {
    const shown = (state: FederalState, year: number): string[] => publicHolidays(state, year).map(({ date, name }) => `${date.slice(5)} ${name}`)
    assert.deepEqual(shown('NI', 2027), [
      '01-01 new_year',
      '03-26 good_friday',
      '03-29 easter_monday',
      '05-01 labour_day',
      '05-06 ascension',
      '05-17 whit_monday',
      '10-03 unity_day',
      '10-31 reformation_day',
      '12-25 christmas_day',
      '12-26 boxing_day',
    ])
    assert.ok(shown('SN', 2026).includes('11-18 repentance_day'))
    assert.ok(shown('SN', 2022).includes('11-16 repentance_day'))
    assert.ok(shown('SN', 2023).includes('11-22 repentance_day'))
    assert.ok(shown('BY', 2027).includes('05-27 corpus_christi'))
  })

  it('begin with the year of their law, and single days are given once', () => {
    assert.equal(publicHolidayOn('2022-03-08', 'MV'), null)
    assert.equal(publicHolidayOn('2023-03-08', 'MV')?.name, 'womens_day')
    assert.equal(publicHolidayOn('2025-05-08', 'BE')?.name, 'liberation_day')
    assert.equal(publicHolidayOn('2026-05-08', 'BE'), null)
    assert.equal(publicHolidayOn('2028-06-17', 'BE')?.name, 'uprising_day')
    assert.equal(publicHolidayOn('2026-08-15', 'BY'), null, 'kept in some communities only')
  })

  it('have a German name each, like every Land and every kind of holidays', () => {
    for (const state of federalStates) {
      assert.ok(`state_${state}` in texts)
      for (let year = 2020; year <= 2030; year++) for (const { name } of publicHolidays(state, year)) assert.ok(`holiday_${name}` in texts, name)
    }
  })
})

describe('school days', () => {
  it('3.0 are Monday to Friday without holidays of the Land and of the school', () => {
    assert.ok(isSchoolDay('2026-11-23', lowerSaxony))
    assert.ok(!isSchoolDay('2026-11-22', lowerSaxony), 'a Sunday')
    assert.ok(!isSchoolDay('2026-11-21', lowerSaxony), 'a Saturday')
    assert.ok(!isSchoolDay('2026-12-23', lowerSaxony), 'first day of the Christmas holidays')
    assert.ok(!isSchoolDay('2027-01-08', lowerSaxony), 'their last Friday')
    assert.ok(isSchoolDay('2027-01-11', lowerSaxony))
    assert.ok(!isSchoolDay('2027-05-06', lowerSaxony), 'Ascension')
    assert.ok(!isSchoolDay('2027-05-07', lowerSaxony), 'the day after')
  })

  it('3.0 a due date of three school days jumps over the weekend and over holidays', () => {
    assert.equal(addSchoolDays('2026-11-23', 3, lowerSaxony), '2026-11-26')
    assert.equal(addSchoolDays('2026-11-26', 3, lowerSaxony), '2026-12-01')
    assert.equal(addSchoolDays('2026-12-21', 3, lowerSaxony), '2027-01-12')
    assert.equal(addSchoolDays('2026-11-22', 0, lowerSaxony), '2026-11-22')
  })

  it('A4 what is counted from the first school day begins there: printed in the summer holidays, counted from their end', () => {
    assert.equal(schoolDayFrom('2026-08-03', lowerSaxony), '2026-08-13')
    assert.equal(schoolDayFrom('2026-11-23', lowerSaxony), '2026-11-23')
  })

  it('the n-th school day is a school day, and there are n of them up to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 340 }), fc.integer({ min: 1, max: 40 }), (ahead, n) => {
        const start = addDays('2026-08-01', ahead)
        const end = addSchoolDays(start, n, lowerSaxony)
        let counted = 0
        for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) counted += Number(isSchoolDay(day, lowerSaxony))
        assert.equal(counted, n)
        assert.ok(isSchoolDay(end, lowerSaxony))
      }),
    )
  })

  it('a table of holidays without end is called wrong instead of searched for ever', () => {
    const closed = { state: 'NI', closed: [{ from: '2026-01-01', until: '2199-12-31', kind: 'own' }] } as const
    assert.throws(() => addSchoolDays('2026-11-23', 1, closed), /check the table of holidays/)
    assert.throws(() => addSchoolDays('2026-11-23', -1, lowerSaxony), RangeError)
    assert.throws(() => addSchoolDays('2026-11-23', 1.5, lowerSaxony), RangeError)
  })

  it('the presets are in order, do not overlap and leave a whole school year of school days', () => {
    const labels = ['2026/27', '2027/28']
    const filled = federalStates.flatMap((state) => labels.map((label) => ({ state, label, closed: schoolHolidayPreset(state, label) })))
    for (const { state, label, closed } of filled) {
      if (!closed) continue
      const year = schoolYearNamed(label)!
      closed.forEach((period, n) => {
        assert.ok(period.from <= period.until, `${state} ${label}`)
        assert.ok(n === 0 || closed[n - 1]!.until < period.from, `${state} ${label}`)
        assert.ok(`closed_${period.kind}` in texts)
      })
      assert.ok(closed[0]!.kind === 'summer' && closed.at(-1)!.kind === 'summer')
      let days = 0
      for (let day = year.start; day <= year.end; day = addDays(day, 1)) days += Number(isSchoolDay(day, { state, closed }))
      assert.ok(days >= 180 && days <= 205, `${state} ${label}: ${days}`)
    }
    // Every Land has both years: a first run asks nobody for what is publicly known.
    assert.deepEqual(
      filled.filter(({ closed }) => !closed).map(({ state, label }) => `${state} ${label}`),
      [],
    )
    assert.equal(schoolHolidayPreset('NI', '2029/30'), null)
  })
})
