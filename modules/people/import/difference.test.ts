import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { applied } from './applied.ts'
import { differencePupils, hasNothingToApply } from './difference.ts'
import type { Difference, KnownPupil } from './difference.ts'
import type { PupilRow } from './pupil-cells.ts'
import type { PupilReading } from './pupils.ts'

const today = '2026-11-23'
const options = { source: 's', today }
const allGiven = { classLabel: true, yearLabel: true, majorityDate: true, exitOn: true }

const row = (sourceId: string, more: Partial<PupilRow> = {}): PupilRow => ({
  line: 2,
  sourceId,
  givenName: 'Lea',
  familyName: 'Bauer',
  classLabel: '05a',
  yearLabel: '05',
  majorityDate: '2034-07-23',
  exitOn: null,
  ...more,
})
const reading = (rows: PupilRow[], more: Partial<PupilReading> = {}): PupilReading => ({
  rows,
  problems: [],
  problemsLeftOff: 0,
  unclearIds: [],
  ignoredColumns: [],
  given: allGiven,
  doubled: 0,
  emptyRows: 0,
  rowsRead: rows.length,
  ...more,
})
const known = (sourceId: string, more: Partial<KnownPupil> = {}): KnownPupil => {
  const { line: _line, ...pupil } = row(sourceId)
  return { ...pupil, personId: `p${sourceId}`, source: 's', departedOn: null, ...more }
}
const ids = (list: readonly { sourceId: string }[]): string[] => list.map((entry) => entry.sourceId)

describe('the difference of an import', () => {
  it('I27 the stable id decides who is who, never the name', () => {
    const d = differencePupils(reading([row('1', { familyName: 'Kaya' }), row('3')]), [known('1'), known('2')], options)
    assert.deepEqual([ids(d.new), ids(d.changed), ids(d.leaving)], [['3'], ['1'], ['2']])
    assert.deepEqual(d.changed[0]!.changes, [{ field: 'familyName', from: 'Bauer', to: 'Kaya' }])
  })

  it('tells namesakes and twins apart', () => {
    const d = differencePupils(reading([row('1'), row('2'), row('3')]), [known('1'), known('2')], options)
    assert.deepEqual([ids(d.new), d.unchanged], [['3'], 2])
  })

  it('leaves people of another source alone, with the same id too', () => {
    const d = differencePupils(reading([row('1')]), [known('1', { source: 'other' }), known('9', { source: 'other' })], options)
    assert.deepEqual([ids(d.new), d.leaving], [['1'], []])
  })

  const deleted = (more: Partial<KnownPupil> = {}): KnownPupil => known('1', { givenName: 'Gelöschtes', familyName: 'Konto', exitOn: '2026-11-20', departedOn: '2026-11-20', isDeleted: true, ...more })

  it('R12.4 a deleted account that stands in the file is back under the name of the file, and no change of a name is claimed', () => {
    const d = differencePupils(reading([row('1', { familyName: 'Kaya' })]), [deleted()], options)
    const [back] = d.returned
    assert.deepEqual([back!.givenName, back!.familyName, back!.restoredName], ['Lea', 'Kaya', { givenName: 'Lea', familyName: 'Kaya' }])
    assert.deepEqual(back!.changes, [{ field: 'exitOn', from: '2026-11-20', to: null }])
    assert.doesNotMatch(JSON.stringify(d), /Gelöschtes|Konto/)
    assert.deepEqual([ids(d.changed), ids(d.new), d.kept], [[], [], []])
    const [now] = applied([deleted()], d, () => 'new')
    assert.deepEqual([now!.givenName, now!.familyName, now!.isDeleted, now!.departedOn], ['Lea', 'Kaya', false, null])
    assert.ok(hasNothingToApply(differencePupils(reading([row('1', { familyName: 'Kaya' })]), [now!], options)), 'the second time nothing is left to do')
  })

  it('R12.4 letters that an old code page lost do not take the place of the sealed name', () => {
    const d = differencePupils(reading([row('1', { familyName: 'Ayd?n' })]), [deleted()], options)
    assert.deepEqual([d.returned[0]!.familyName, d.returned[0]!.restoredName], ['Ayd?n', { givenName: 'Lea' }])
  })

  it('R12.4 a line of a deleted account whose last day is still past changes nothing', () => {
    for (const given of [allGiven, { ...allGiven, majorityDate: false }]) {
      const d = differencePupils(reading([row('1', { exitOn: '2026-11-20', majorityDate: '2030-01-01' })], { given }), [deleted()], options)
      assert.deepEqual([d.changed, d.returned, d.moved, d.new, d.left, d.unchanged], [[], [], [], [], [], 1])
    }
  })

  it('who had left and is not deleted is told as before, with the names on record', () => {
    const d = differencePupils(reading([row('1', { familyName: 'Kaya' })]), [deleted({ givenName: 'Lea', familyName: 'Bauer', isDeleted: false })], options)
    assert.deepEqual([d.returned[0]!.familyName, d.returned[0]!.changes[0], d.returned[0]!.restoredName], ['Bauer', { field: 'familyName', from: 'Bauer', to: 'Kaya' }, undefined])
  })

  it('never counts an unclear row as missing or changes anything about it', () => {
    const d = differencePupils(reading([row('1')], { unclearIds: ['2'] }), [known('1'), known('2', { familyName: 'Kaya' })], options)
    assert.deepEqual([d.leaving, d.changed, d.unchanged], [[], [], 1])
  })

  it('tells moves from class to class and to a year group, and no move for another spelling', () => {
    const rows = [
      row('1', { classLabel: '5 A', yearLabel: '5' }),
      row('2', { classLabel: '05b' }),
      row('3', { classLabel: null, yearLabel: 'EF' }),
      row('4', { classLabel: null, yearLabel: null }),
    ]
    const d = differencePupils(
      reading(rows),
      ['1', '2', '3', '4'].map((id) => known(id)),
      options,
    )
    assert.deepEqual(
      d.moved.map((m) => [m.sourceId, m.from.classLabel, m.to.classLabel, m.to.yearLabel]),
      [
        ['2', '05a', '05b', '05'],
        ['3', '05a', null, 'EF'],
        ['4', '05a', null, null],
      ],
    )
    assert.equal(d.unchanged, 1)
  })

  it('moves up within a mixed class, and not where the record names no year', () => {
    const rows = [
      row('1', { classLabel: 'Igel', yearLabel: '2' }),
      row('2', { classLabel: 'Igel', yearLabel: '2' }),
      row('3', { classLabel: 'Igel', yearLabel: null }),
    ]
    const d = differencePupils(
      reading(rows),
      [
        known('1', { classLabel: 'Igel', yearLabel: '1' }),
        known('2', { classLabel: 'Igel', yearLabel: null }),
        known('3', { classLabel: 'Igel', yearLabel: '1' }),
      ],
      options,
    )
    assert.deepEqual(ids(d.moved), ['1'])
  })

  it('takes a column that the file has not for no change, and an empty exit date for none', () => {
    const given = { classLabel: false, yearLabel: false, majorityDate: false, exitOn: false }
    const bare = row('1', { classLabel: null, yearLabel: null, majorityDate: null })
    assert.ok(hasNothingToApply(differencePupils(reading([bare], { given }), [known('1', { exitOn: '2027-07-31' })], options)))
    const upper = [known('1', { classLabel: null, yearLabel: 'EF' })]
    assert.ok(hasNothingToApply(differencePupils(reading([{ ...bare, yearLabel: null }], { given: { ...given, yearLabel: true } }), upper, options)))
    const d = differencePupils(reading([row('1', { majorityDate: null })]), [known('1', { exitOn: '2027-07-31' })], options)
    assert.deepEqual(d.changed[0]!.changes, [{ field: 'exitOn', from: '2027-07-31', to: null }])
  })

  it('keeps the better name where an old code page lost letters, changes what is really another name, and gives letters back', () => {
    const rows = [row('1', { familyName: 'Ayd?n' }), row('2', { familyName: 'Ayd?n' }), row('3', { familyName: 'Aydın' })]
    const d = differencePupils(reading(rows), [known('1', { familyName: 'Aydın' }), known('2'), known('3', { familyName: 'Ayd?n' })], options)
    assert.deepEqual(
      d.kept.map(({ sourceId, field, familyName, inFile }) => [sourceId, field, familyName, inFile]),
      [['1', 'familyName', 'Aydın', 'Ayd?n']],
    )
    assert.deepEqual(
      d.changed.map((c) => [c.sourceId, c.changes[0]!.to]),
      [
        ['2', 'Ayd?n'],
        ['3', 'Aydın'],
      ],
    )
    assert.equal(d.unchanged, 1)
  })

  it('sees who is back, who stays away, and makes no account for who has left', () => {
    const away = { departedOn: '2026-07-31', exitOn: '2026-07-31' }
    const people = [known('1', away), known('2', away), known('3', away)]
    const d = differencePupils(
      reading([
        row('1', { classLabel: '06a', yearLabel: '06' }),
        row('2', { exitOn: '2026-07-31' }),
        row('4', { exitOn: '2026-07-31' }),
        row('5', { exitOn: today }),
      ]),
      people,
      options,
    )
    assert.deepEqual([ids(d.returned), ids(d.left), ids(d.new), d.leaving, d.unchanged], [['1'], ['4'], ['5'], [], 1])
    assert.deepEqual(d.returned[0]!.changes, [{ field: 'exitOn', from: '2026-07-31', to: null }])
    assert.deepEqual(d.returned[0]!.to, { classLabel: '06a', yearLabel: '06' })
    const bare = differencePupils(reading([row('1')], { given: { ...allGiven, exitOn: false } }), people, options)
    assert.deepEqual(bare.returned[0]!.changes, [{ field: 'exitOn', from: '2026-07-31', to: null }])
  })
})

describe('properties of the difference', () => {
  const name = fc.constantFrom('Lea', 'Bauer', 'Đorđević', '?or?evi?', 'Aydın', 'Ayd?n', 'Kaya')
  const date = fc.constantFrom(null, '2026-07-31', '2027-07-31', '2034-07-23')
  const place = fc.constantFrom(
    { classLabel: '05a', yearLabel: '05' },
    { classLabel: '5 A', yearLabel: '5' },
    { classLabel: '06b', yearLabel: '06' },
    { classLabel: 'Igel', yearLabel: null },
    { classLabel: 'Igel', yearLabel: '2' },
    { classLabel: null, yearLabel: 'EF' },
    { classLabel: null, yearLabel: null },
  )
  const id = fc.integer({ min: 1, max: 15 }).map(String)
  const rowOf = fc
    .tuple(id, name, name, place, date, date)
    .map(([sourceId, givenName, familyName, at, majorityDate, exitOn]) => row(sourceId, { givenName, familyName, ...at, majorityDate, exitOn }))
  const knownOf = fc
    .tuple(rowOf, date, fc.constantFrom('s', 's', 's', 'other'))
    .map(([{ line: _line, ...pupil }, departedOn, source]): KnownPupil => ({ ...pupil, source, personId: `${source}-${pupil.sourceId}`, departedOn }))
  const given = fc.record({ classLabel: fc.boolean(), yearLabel: fc.constant(true), majorityDate: fc.boolean(), exitOn: fc.boolean() })
  const rows = fc.uniqueArray(rowOf, { selector: (r) => r.sourceId, maxLength: 12 })
  const people = fc.uniqueArray(knownOf, { selector: (k) => k.personId, maxLength: 15 })
  /** A reading gives only what its columns hold. */
  const readingOf = fc.tuple(rows, given).map(([list, g]) =>
    reading(
      list.map((r) => ({
        ...r,
        classLabel: g.classLabel ? r.classLabel : null,
        majorityDate: g.majorityDate ? r.majorityDate : null,
        exitOn: g.exitOn ? r.exitOn : null,
      })),
      { given: g },
    ),
  )
  const newId = (r: PupilRow): string => `s-${r.sourceId}`

  it('applied once, the same file changes nothing', () => {
    fc.assert(
      fc.property(readingOf, people, fc.boolean(), (file, before, includeLeft) => {
        const first = differencePupils(file, before, { ...options, includeLeft })
        const after = applied(before, first, newId)
        const second = differencePupils(file, after, { ...options, includeLeft })
        assert.ok(hasNothingToApply(second), JSON.stringify(second))
        assert.deepEqual(ids(second.leaving), ids(first.leaving))
        assert.deepEqual(applied(after, second, newId), after)
      }),
      { numRuns: 2_000 },
    )
  })

  it('a file against what it made itself is empty', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const file = reading(list)
        const d = differencePupils(file, applied([], differencePupils(file, [], { ...options, includeLeft: true }), newId), options)
        assert.deepEqual([hasNothingToApply(d), d.leaving, d.kept, d.unchanged], [true, [], [], list.length])
      }),
    )
  })

  it('the order of rows and of the record does not matter', () => {
    const sorted = (d: Difference): unknown =>
      Object.fromEntries(Object.entries(d).map(([key, value]) => [key, Array.isArray(value) ? value.map((v) => JSON.stringify(v)).sort() : value]))
    fc.assert(
      fc.property(readingOf, people, fc.infiniteStream(fc.nat()), (file, before, random) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((v) => ({ v, at: random.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ v }) => v)
        const turned = differencePupils({ ...file, rows: shuffled(file.rows) }, shuffled(before), options)
        assert.deepEqual(sorted(turned), sorted(differencePupils(file, before, options)))
      }),
      { numRuns: 500 },
    )
  })

  it('every row and every known pupil of the source is accounted for exactly once', () => {
    fc.assert(
      fc.property(readingOf, people, (file, before) => {
        const d = differencePupils(file, before, options)
        const touched = new Set([...ids(d.changed), ...ids(d.moved), ...ids(d.returned)])
        assert.equal(d.new.length + d.left.length + touched.size + d.unchanged, file.rows.length)
        const inFile = new Set(ids(file.rows))
        const absent = before.filter((k) => k.source === 's' && k.departedOn === null && !inFile.has(k.sourceId))
        assert.deepEqual(ids(d.leaving), ids(absent))
      }),
      { numRuns: 500 },
    )
  })
})
