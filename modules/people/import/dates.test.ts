import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readDate } from './dates.ts'

const today = '2026-11-23'

describe('dates of an import file', () => {
  it('are read as programs write them', () => {
    const cases: [string, string | null][] = [
      ['23.07.2016', '2016-07-23'],
      ['3.7.2016', '2016-07-03'],
      ['2016-07-23', '2016-07-23'],
      ['23.07.2016 00:00:00', '2016-07-23'],
      ['2016-07-23T00:00:00', '2016-07-23'],
      ['3.7.16', '2016-07-03'],
      ['3. 7. 2016', '2016-07-03'],
      ['3.7.26', '2026-07-03'],
      ['3.7.27', '1927-07-03'],
      ['29.02.2008', '2008-02-29'],
      ['29.02.2000', '2000-02-29'],
      ['29.02.2009', null],
      ['29.02.1900', null],
      ['31.04.2016', null],
      ['31.02.2016', null],
      ['00.00.0000', null],
      ['32.01.2016', null],
      ['1.13.2016', null],
      ['07/23/2016', null],
      ['42574', null],
      ['23.07.', null],
      ['23.07.201', null],
      ['2016-7-3', null],
      ['gestern', null],
    ]
    for (const [text, date] of cases) assert.equal(readDate(text, today), date, text)
    assert.equal(readDate('31.07.27', '2046-11-23'), '2027-07-31')
  })
})
