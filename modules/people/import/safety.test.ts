import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { differencePupils } from './difference.ts'
import type { DifferenceOptions, KnownPupil } from './difference.ts'
import type { PupilRow } from './pupil-cells.ts'
import type { PupilReading } from './pupils.ts'
import { exitYearsOf } from './safety.ts'
import type { Safety } from './safety.ts'

const today = '2026-11-23'

const known = (n: number, more: Partial<KnownPupil> = {}): KnownPupil => ({
  personId: `p${n}`,
  source: 's',
  sourceId: String(n),
  givenName: 'Lea',
  familyName: 'Bauer',
  classLabel: '05a',
  yearLabel: '05',
  majorityDate: null,
  exitOn: null,
  departedOn: null,
  ...more,
})
const school = (count: number): KnownPupil[] => Array.from({ length: count }, (_, i) => known(i))
const rowOf = ({ sourceId, givenName, familyName, classLabel, yearLabel, majorityDate, exitOn }: KnownPupil): PupilRow => ({
  line: 2,
  sourceId,
  givenName,
  familyName,
  classLabel,
  yearLabel,
  majorityDate,
  exitOn,
})
const reading = (rows: PupilRow[]): PupilReading => ({
  rows,
  problems: [],
  problemsLeftOff: 0,
  unclearIds: [],
  ignoredColumns: [],
  given: { classLabel: true, yearLabel: true, majorityDate: true, exitOn: true },
  doubled: 0,
  emptyRows: 0,
  rowsRead: rows.length,
})
const safety = (rows: PupilRow[], people: KnownPupil[], more: Partial<DifferenceOptions> = {}): Safety =>
  differencePupils(reading(rows), people, { source: 's', today, ...more }).safety

describe('the safety stop', () => {
  it('R12.1 stops when 300 of 900 are missing, and nobody is deleted', () => {
    const people = school(900)
    const d = differencePupils(reading(people.slice(300).map(rowOf)), people, { source: 's', today })
    assert.deepEqual(d.safety, { stop: true, reason: 'leaving', share: 300 / 900, count: 300, of: 900 })
    assert.equal(d.leaving.length, 300)
  })

  it('R12.1 stops above a tenth and not at it, or at the share the school chose', () => {
    const people = school(100)
    const without = (n: number): PupilRow[] => people.slice(n).map(rowOf)
    assert.deepEqual([safety(without(10), people).stop, safety(without(11), people).stop], [false, true])
    assert.deepEqual(
      [safety(without(11), people, { leaving_share_max: 0.2 }).stop, safety(without(6), people, { leaving_share_max: 0.05 }).stop],
      [false, true],
    )
  })

  it('counts neither who has left before nor people of another source', () => {
    const others = Array.from({ length: 100 }, (_, i) =>
      known(1_000 + i, i % 2 ? { source: 'other', personId: `o${i}` } : { departedOn: '2026-07-31', exitOn: '2026-07-31' }),
    )
    assert.deepEqual(safety(school(10).slice(1).map(rowOf), [...school(10), ...others]), { stop: false, reason: null, share: 0.1, count: 1, of: 10 })
  })

  it('A15 does not count exit years on either side', () => {
    const people = [...school(20), ...Array.from({ length: 10 }, (_, i) => known(100 + i, { classLabel: null, yearLabel: 'Q2' }))]
    assert.deepEqual(safety(people.slice(0, 20).map(rowOf), people), { stop: false, reason: null, share: 0, count: 0, of: 20 })
    assert.deepEqual(safety(people.slice(3, 20).map(rowOf), people), { stop: true, reason: 'leaving', share: 3 / 20, count: 3, of: 20 })
    assert.equal(safety(people.slice(0, 20).map(rowOf), people, { exitYears: [] }).stop, true)
    assert.equal(safety(people.slice(20).map(rowOf), people, { exitYears: ['5', 'Q2'] }).stop, false)
  })

  it('A15 takes the highest final year for the exit year, never the only year of a young school', () => {
    const years = (...labels: string[]): KnownPupil[] => labels.map((yearLabel, i) => known(i, { yearLabel }))
    assert.deepEqual([...exitYearsOf(years('05', 'EF', 'Q1', 'Q2'))], ['q2'])
    assert.deepEqual([...exitYearsOf(years('1', '2', '3', '4'))], ['4'])
    assert.deepEqual([...exitYearsOf(years('05', '06', '10'))], ['10'])
    assert.deepEqual([...exitYearsOf(years('05', '06', '07'))], [])
    assert.deepEqual([...exitYearsOf(years('10', '10'))], [])
    assert.deepEqual([...exitYearsOf(years('Igel', 'Eule'))], [])
    assert.deepEqual([...exitYearsOf(years('05', '9', '10'), ['09', '10'])], ['9', '10'])
  })

  it('weighs an exit date in the past like a missing row', () => {
    const people = school(10)
    const rows = people.map(rowOf)
    const ended = (n: number, exitOn: string): PupilRow[] => rows.map((r, i) => (i < n ? { ...r, exitOn } : r))
    assert.deepEqual(
      [safety(ended(1, '2026-11-22'), people).stop, safety(ended(2, '2026-11-22'), people).stop, safety(ended(9, today), people).stop],
      [false, true, false],
    )
  })

  it('stops when more than 30 percent of names change at once: a wrong id column', () => {
    const people = school(100)
    const renamed = (n: number): PupilRow[] => people.map((k, i) => (i < n ? { ...rowOf(k), familyName: 'Kaya' } : rowOf(k)))
    assert.equal(safety(renamed(30), people).stop, false)
    assert.deepEqual(safety(renamed(31), people), { stop: true, reason: 'names_changed', share: 0.31, count: 31, of: 100 })
    assert.equal(safety(renamed(31), people, { name_change_share_max: 0.5 }).stop, false)
  })

  it('does not take letters lost and letters given back for changed names', () => {
    const people = school(10).map((k) => ({ ...k, familyName: 'Ayd?n' }))
    assert.equal(
      safety(
        people.map((k) => ({ ...rowOf(k), familyName: 'Aydın' })),
        people,
      ).stop,
      false,
    )
    const whole = school(10).map((k) => ({ ...k, familyName: 'Aydın' }))
    assert.equal(
      safety(
        whole.map((k) => ({ ...rowOf(k), familyName: 'Ayd?n' })),
        whole,
      ).stop,
      false,
    )
  })

  it('stops when more than 30 percent lose their class, and when no row was readable', () => {
    const people = school(10)
    const emptied = people.map((k, i) => (i < 4 ? { ...rowOf(k), classLabel: null, yearLabel: null } : rowOf(k)))
    assert.deepEqual(safety(emptied, people), { stop: true, reason: 'classes_emptied', share: 0.4, count: 4, of: 10 })
    assert.equal(safety([], people).reason, 'no_pupils')
    assert.equal(safety([], []).reason, 'no_pupils')
  })
})
