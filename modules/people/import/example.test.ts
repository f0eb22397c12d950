import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { applied } from './applied.ts'
import { differencePupils, hasNothingToApply } from './difference.ts'
import type { Difference, KnownPupil } from './difference.ts'
import { readPupilFile } from './file.ts'
import type { PupilFile } from './file.ts'
import { groupsOf } from './groups.ts'
import { ImportRefused } from './problems.ts'

const today = '2026-11-23'
const source = 'school'
const example = (name: string): Buffer => readFileSync(new URL(`../../../example/import/${name}`, import.meta.url))
const schild = readPupilFile(example('schueler-schild.csv'), today)
const old = readPupilFile(example('schueler-altprogramm.txt'), today)
const nextYear = readPupilFile(example('schueler-naechstes-jahr.csv'), '2027-08-02')
const counted = (codes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((c) => c === code).length]))
const codes = ({ reading }: PupilFile): Record<string, number> => counted(reading.problems.map((p) => p.code))
const sizes = (d: Difference): number[] => [d.new, d.changed, d.moved, d.leaving, d.returned, d.left, d.kept, d.unclear].map((list) => list.length)
const imported = (file: PupilFile, includeLeft: boolean): KnownPupil[] =>
  applied([], differencePupils(file.reading, [], { source, today, includeLeft }), (row) => `person-${row.sourceId}`)

describe('the example files, with all their oddities', () => {
  it('SchILD: 833 pupils, six columns not taken, 23 names with a blank behind, one without a birth date', () => {
    assert.deepEqual(
      [schild.encoding, schild.delimiter, schild.mapping.preset, schild.reading.rows.length, schild.reading.rowsRead],
      ['utf-8', ';', 'schild', 833, 833],
    )
    assert.deepEqual(schild.reading.ignoredColumns, [
      'Geschlecht',
      'Religionszugehörigkeit',
      'Staatsangehörigkeit',
      'Förderschwerpunkt',
      'Aufnahmedatum',
      'Telefon-Nr.',
    ])
    assert.deepEqual(codes(schild), { birth_date_missing: 1 })
    assert.deepEqual(schild.reading.problems[0], { code: 'birth_date_missing', weight: 'note', params: {}, line: 217, sourceId: '415737' })
    assert.equal(schild.reading.rows.filter((r) => r.givenName !== r.givenName.trim()).length, 0)
    assert.equal(
      example('schueler-schild.csv')
        .toString()
        .match(/;"[^";]+ ";/g)?.length,
      23,
    )
    assert.equal(schild.reading.rows.find((r) => r.sourceId === '416684')?.majorityDate, '2026-03-01')
    assert.deepEqual(counted(schild.reading.rows.map((r) => r.exitOn ?? 'none')), { none: 821, '2026-07-31': 9, '2027-01-29': 3 })
  })

  it('X12 nothing of the six other columns is in the reading', () => {
    const text = example('schueler-schild.csv').toString()
    const seen = JSON.stringify(schild)
    const values = new Set(
      text
        .split('\r\n')
        .slice(1)
        .flatMap((line) => line.split(';').filter((v, i) => v.length > 2 && (i === 7 || i === 8 || i === 10 || i === 12))),
    )
    assert.ok(values.size > 800)
    for (const value of [...values, 'syrisch', 'ukrainisch', 'ILR']) assert.ok(!seen.includes(value), value)
    const births = text
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(';')[5]!)
      .filter(Boolean)
    for (const birth of births) assert.ok(!seen.includes(birth) && !seen.includes(birth.split('.').reverse().join('-')), birth)
  })

  it('the old program: the same 833 pupils by one doubled row, one empty and one short row, "Name, Vorname" and lost letters', () => {
    assert.deepEqual(
      [old.encoding, old.delimiter, old.mapping.preset, old.reading.rows.length, old.reading.rowsRead],
      ['windows-1252', '\t', 'old-program', 833, 835],
    )
    assert.deepEqual([old.reading.doubled, old.reading.emptyRows, old.reading.ignoredColumns], [1, 1, []])
    assert.deepEqual(codes(old), { encoding_guessed: 1, name_letters_lost: 217, row_short: 1, birth_date_missing: 1 })
    assert.deepEqual(
      old.reading.problems.find((p) => p.code === 'row_short'),
      { code: 'row_short', weight: 'unclear', params: { columns: 1, columns_expected: 4 }, line: 35 },
    )
    const place = ({ sourceId, classLabel, yearLabel, majorityDate }: PupilFile['reading']['rows'][number]): unknown[] => [
      sourceId,
      classLabel,
      yearLabel,
      majorityDate,
    ]
    assert.deepEqual(old.reading.rows.map(place), schild.reading.rows.map(place))
  })

  it('24 classes and 9 year groups follow, and EF, Q1, Q2 are no classes', () => {
    for (const file of [schild, old]) {
      const groups = groupsOf(file.reading.rows)
      const of = (kind: string): string[] => groups.filter((g) => g.kind === kind).map((g) => `${g.label} ${g.members.length}`)
      assert.deepEqual(of('year'), ['05 91', '06 91', '07 94', '08 96', '09 94', '10 97', 'EF 92', 'Q1 92', 'Q2 86'])
      assert.equal(of('class').length, 24)
      assert.deepEqual(of('class').slice(0, 4), ['05a 25', '05b 23', '05c 21', '05d 22'])
    }
  })

  it('parents and staff are refused as what they are, never taken for pupils', () => {
    for (const [name, kind] of [
      ['eltern.csv', 'parents'],
      ['lehrkraefte.csv', 'staff'],
    ] as const) {
      assert.throws(
        () => readPupilFile(example(name), today),
        (e) => e instanceof ImportRefused && e.problem.code === 'header_other_kind' && e.problem.params['kind'] === kind,
      )
    }
  })

  it('read the same in every encoding that holds their letters', () => {
    const text = example('schueler-schild.csv').subarray(3).toString('utf8')
    const marked = (mark: number[], bytes: Buffer): Buffer => Buffer.concat([Buffer.from(mark), bytes])
    const versions = [Buffer.from(text), marked([0xff, 0xfe], Buffer.from(text, 'utf16le')), marked([0xfe, 0xff], Buffer.from(text, 'utf16le').swap16())]
    for (const bytes of versions) assert.deepEqual(readPupilFile(bytes, today).reading, schild.reading)
    for (const end of ['\n', '\r']) assert.deepEqual(readPupilFile(Buffer.from(text.replaceAll('\r\n', end)), today).reading, schild.reading)
    const oldText = example('schueler-altprogramm.txt').toString('latin1')
    const again = [Buffer.from(oldText), Buffer.from(`\ufeff${oldText}`), Buffer.from(oldText.replaceAll('Jette Anh', 'Jette 5 \xa4'), 'latin1')].map((bytes) =>
      readPupilFile(bytes, today),
    )
    assert.deepEqual(
      again.map((f) => f.encoding),
      ['utf-8', 'utf-8', 'iso-8859-15'],
    )
    for (const file of again.slice(0, 2)) assert.deepEqual(file.reading.rows, old.reading.rows)
    assert.deepEqual(again[2]!.reading.rows.slice(1), old.reading.rows.slice(1))
    assert.equal(again[2]!.reading.rows[0]!.givenName, 'Jette 5 €')
  })
})

describe('the example school over two years', () => {
  it('a first import makes 824 people; nine whose exit date is past are listed and not made unless asked for', () => {
    const d = differencePupils(schild.reading, [], { source, today })
    assert.deepEqual([d.new.length, d.left.length, d.safety.stop], [824, 9, false])
    assert.equal(differencePupils(schild.reading, [], { source, today, includeLeft: true }).new.length, 833)
    assert.equal(differencePupils(schild.reading, [], { source, today: '2026-07-31' }).new.length, 833)
  })

  it('the same file again changes nothing', () => {
    const known = imported(schild, true)
    const d = differencePupils(schild.reading, known, { source, today })
    assert.deepEqual([sizes(d), d.unchanged, d.safety.stop], [[0, 0, 0, 0, 0, 0, 0, 0], 833, false])
  })

  it('the old program after SchILD takes no better name away and asks nothing: 217 names kept, nothing to apply', () => {
    const d = differencePupils(old.reading, imported(schild, true), { source, today })
    assert.ok(hasNothingToApply(d))
    assert.deepEqual([sizes(d), d.unchanged], [[0, 0, 0, 0, 0, 0, 217, 1], 833])
    assert.deepEqual(counted(d.notes.map((n) => n.code)), { encoding_guessed: 1, birth_date_missing: 1 })
    assert.deepEqual([d.kept[0]!.familyName, d.kept[0]!.inFile], ['Đorđević', '?or?evi?'])
  })

  it('SchILD after the old program gives the lost letters back to 205 pupils without a safety stop', () => {
    const d = differencePupils(schild.reading, imported(old, true), { source, today })
    const names = d.changed.filter((c) => c.changes.some((change) => change.field !== 'exitOn'))
    assert.deepEqual([names.length, d.safety.stop, d.unclear.length], [205, false, 0])
    assert.deepEqual(d.changed[0]!.changes, [{ field: 'familyName', from: '?or?evi?', to: 'Đorđević' }])
  })

  it('A15 next year: 40 new, 747 moved up, 86 of Q2 leaving without a safety stop, three married names', () => {
    const d = differencePupils(nextYear.reading, imported(schild, true), { source, today: '2027-08-02' })
    assert.deepEqual([d.new.length, d.moved.length, d.leaving.length, d.unclear.length], [40, 747, 86, 0])
    assert.ok(d.leaving.every((l) => l.isExitYear && l.yearLabel === 'Q2'))
    assert.deepEqual([d.safety.stop, d.safety.count, d.safety.of], [false, 0, 747])
    assert.deepEqual(
      d.changed.map((c) => [c.sourceId, c.familyName, c.changes[0]!.to]),
      [
        ['414971', 'zu Löwenstein', 'Ceylan'],
        ['415120', 'Klein', 'Bauer'],
        ['417661', 'Haddad', 'Hartmann'],
      ],
    )
    const strict = differencePupils(nextYear.reading, imported(schild, true), { source, today: '2027-08-02', exitYears: [] })
    assert.deepEqual([strict.safety.stop, strict.safety.reason, strict.safety.count, strict.safety.of], [true, 'leaving', 86, 833])
  })

  it('half a file stops: more than a tenth would leave', () => {
    const bytes = example('schueler-schild.csv')
    const half = readPupilFile(bytes.subarray(0, bytes.length / 2), today)
    assert.ok(half.reading.problems.some((p) => p.code === 'file_ends_open'))
    const d = differencePupils(half.reading, imported(schild, true), { source, today })
    assert.deepEqual([d.safety.stop, d.safety.reason], [true, 'leaving'])
    assert.ok(d.safety.share > 0.4 && d.safety.share < 0.6)
  })
})
