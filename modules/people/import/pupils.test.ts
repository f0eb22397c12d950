import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readPupilFile } from './file.ts'
import { recognise } from './presets.ts'
import type { ImportProblem } from './problems.ts'
import { readPupils, readPupilsInSteps } from './pupils.ts'
import type { PupilReading } from './pupils.ts'
import { openTable } from '#platform/csv/rows.ts'

const today = '2026-11-23'
const header = 'Interne ID-Nummer;Nachname;Vorname;Klasse;Jahrgang;Geburtsdatum;Religion;Entlassdatum'

function read(lines: string[], head = header): PupilReading {
  const text = `${[head, ...lines].join('\n')}\n`
  return readPupils(text, recognise(openTable(text).headers), today)
}

const told = (problems: readonly ImportProblem[]): unknown[] => problems.map(({ code, line, sourceId }) => [code, line, sourceId])

describe('reading pupils', () => {
  it('3.0 turns the birth date into the day of majority and drops it', () => {
    const reading = read(['1;Bauer;Lea;05a;05;23.07.2016;ILR;31.07.2027', '2;Kaya;Theo;Q1;12;29.02.2008;;', '3;Koch;Jo;Igel;;3.7.15;;31.07.27'])
    assert.deepEqual(reading.rows, [
      { line: 2, sourceId: '1', familyName: 'Bauer', givenName: 'Lea', classLabel: '05a', yearLabel: '05', majorityDate: '2034-07-23', exitOn: '2027-07-31' },
      { line: 3, sourceId: '2', familyName: 'Kaya', givenName: 'Theo', classLabel: null, yearLabel: 'Q1', majorityDate: '2026-03-01', exitOn: null },
      { line: 4, sourceId: '3', familyName: 'Koch', givenName: 'Jo', classLabel: 'Igel', yearLabel: null, majorityDate: '2033-07-03', exitOn: '2027-07-31' },
    ])
    assert.deepEqual(reading.ignoredColumns, ['Religion'])
    assert.doesNotMatch(JSON.stringify(reading), /2016|2008|ILR/)
  })

  it('takes a day of majority from a column of its own, and believes two columns only when they agree', () => {
    const head = 'ID;Nachname;Vorname;Geburtsdatum;Volljährig ab'
    const reading = read(['1;A;B;;23.07.2034', '2;A;B;23.07.2016;23.07.2034', '3;A;B;23.07.2016;23.07.2035'], head)
    assert.deepEqual(
      reading.rows.map((r) => r.majorityDate),
      ['2034-07-23', '2034-07-23'],
    )
    assert.deepEqual(told(reading.problems), [
      ['class_column_missing', undefined, undefined],
      ['majority_contradicts', 4, '3'],
    ])
  })

  it('makes rows with implausible or unreadable dates unclear and repeats none of them', () => {
    const dates = ['01.01.1900', '01.01.2090', '24.11.2026', '01.01.2024', '31.02.2016', '42574', '00.00.0000']
    const reading = read(dates.map((date, i) => `${i + 1};A;B;05a;05;${date};;`))
    assert.deepEqual(reading.rows, [])
    assert.deepEqual(
      reading.problems.map((p) => p.code),
      [...Array(4).fill('date_implausible'), ...Array(3).fill('date_unreadable')],
    )
    assert.deepEqual(reading.unclearIds, ['1', '2', '3', '4', '5', '6', '7'])
    for (const date of dates) assert.ok(!JSON.stringify(reading).includes(date))
    assert.deepEqual(told(read(['1;A;B;05a;05;01.01.2016;;31.07.2090']).problems), [['date_implausible', 2, '1']])
  })

  it('reads a pupil without a birth date and says so', () => {
    const reading = read(['1;A;B;05a;05;;;'])
    assert.equal(reading.rows[0]!.majorityDate, null)
    assert.deepEqual(told(reading.problems), [['birth_date_missing', 2, '1']])
  })

  it('never guesses a pupil whose id is missing, rounded or broken', () => {
    const reading = read([';A;B;05a;05;;;', '4,14719E+05;A;B;05a;05;;;', '=1+1;A;B;05a;05;;;', '4 7;A;B;05a;05;;;', `${'9'.repeat(65)};A;B;05a;05;;;`])
    assert.deepEqual(told(reading.problems), [
      ['id_missing', 2, undefined],
      ['id_rounded', 3, undefined],
      ['id_unreadable', 4, undefined],
      ['id_unreadable', 5, undefined],
      ['id_unreadable', 6, undefined],
    ])
    assert.deepEqual([reading.rows, reading.unclearIds], [[], []])
    assert.deepEqual(
      read(['{3f2a-00};A;B;05a;05;01.01.2015;;', '007;A;B;05a;05;01.01.2015;;']).rows.map((r) => r.sourceId),
      ['{3f2a-00}', '007'],
    )
  })

  it('merges rows that say the same, in ignored columns or spelling of the class notwithstanding', () => {
    const reading = read(['1;A;B;05a;05;01.01.2016;ILR;', '1;A;B;5 A;5;1.1.2016;KR;', '1;A ; B;05a;05;2016-01-01;;'])
    assert.deepEqual([reading.rows.length, reading.doubled, reading.problems], [1, 2, []])
  })

  it('makes contradicting rows of one id unclear, all of them', () => {
    const reading = read(['1;A;B;05a;05;01.01.2016;;', '2;C;D;05a;05;01.01.2016;;', '1;A;X;05b;05;01.01.2016;;', '1;A;B;05a;05;01.01.2016;;'])
    assert.deepEqual(
      reading.rows.map((r) => r.sourceId),
      ['2'],
    )
    assert.deepEqual(reading.problems, [
      { code: 'rows_contradict', weight: 'unclear', params: { lines: '2, 4', rows: 2, fields: 'givenName, classLabel' }, line: 2, sourceId: '1' },
    ])
    assert.deepEqual([reading.unclearIds, reading.doubled], [['1'], 1])
    const spoiled = read(['1;A;B;05a;05;01.01.2016;;', '1;A;B;05a;05;01.01.1900;;'])
    assert.deepEqual([spoiled.rows, spoiled.unclearIds], [[], ['1']])
  })

  it('takes rows whose empty last cells were left out, and sets short and long ones aside', () => {
    const reading = read([
      '100;A;B;05a;05;01.01.2016;;',
      '101;A;B;05a;05;01.01.2016',
      '102;A;B;05a;05;01.01.2016;;;;',
      '103;A;B;05a;05;01.01.2016;;;canary',
      '104;Al-Hassan, Mats',
    ])
    assert.deepEqual(
      reading.rows.map((r) => r.sourceId),
      ['100', '102'],
    )
    assert.deepEqual(told(reading.problems), [
      ['row_short', 3, undefined],
      ['row_long', 5, undefined],
      ['row_short', 6, undefined],
    ])
    assert.deepEqual(reading.unclearIds, ['101', '103', '104'])
    assert.deepEqual(reading.problems[0]!.params, { columns: 6, columns_expected: 8 })
    const noExit = read(['1;A;B;x'], 'ID;Nachname;Vorname;Klasse;Religion;Telefon')
    assert.equal(noExit.rows.length, 1)
  })

  it('trusts the first cell of a torn row only when it looks like the other ids', () => {
    const reading = read(['414719;A;B;05a;05;01.01.2016;"I";', '414720;A;B;05a;05;01.01.2016;CAN', 'ARY;414721;x', '4147;22;x'])
    assert.deepEqual(reading.unclearIds, ['414720'])
    assert.doesNotMatch(JSON.stringify(reading), /ARY/)
  })

  it('never takes the torn end of half a file for a pupil, and says when a file ends without the end of a line', () => {
    const text = `${header}\n414719;A;B;05a;05;01.01.2016;;\n414720;A;Bernhard;05a;05;01.01.2016;;`
    const mapping = recognise(openTable(text).headers)
    const whole = readPupils(text, mapping, today)
    assert.deepEqual([whole.rows.length, told(whole.problems)], [2, [['file_ends_open', 3, undefined]]])
    for (let length = text.indexOf('414720') + 1; length < text.length - 1; length += 1) {
      const half = readPupils(text.slice(0, length), mapping, today)
      assert.deepEqual(
        half.rows.map((r) => r.sourceId),
        ['414719'],
        text.slice(0, length).slice(-20),
      )
      assert.deepEqual(
        half.problems.map((p) => p.code),
        ['file_ends_open', 'row_short'],
      )
    }
  })

  it('asks the last row of an open end for all columns, for a date cut to two digits is a date too', () => {
    const text = 'ID;Nachname;Vorname;Geburtsdatum;Religion\n1;A;B;01.01.2016;\n2;A;B;01.01.20'
    const reading = readPupils(text, recognise(openTable(text).headers), today)
    assert.deepEqual([reading.rows.length, reading.problems.at(-1)?.code], [1, 'row_short'])
  })

  it('separates "Name, Vorname" at its only comma', () => {
    const head = 'Name, Vorname\tKlasse\tGeb.-Datum\tSchülernr.'
    const rows = [
      'zu Löwenstein, Noah\t05a\t01.06.2016\t1',
      'Meyer\t05a\t01.06.2016\t2',
      'Meyer, Dr., Anna\t05a\t01.06.2016\t3',
      ', Anna\t05a\t01.06.2016\t4',
      ' \t05a\t01.06.2016\t5',
    ]
    const reading = read(rows, head)
    assert.deepEqual(
      reading.rows.map((r) => [r.familyName, r.givenName]),
      [['zu Löwenstein', 'Noah']],
    )
    assert.deepEqual(told(reading.problems), [
      ['name_not_separable', 3, '2'],
      ['name_not_separable', 4, '3'],
      ['name_missing', 5, '4'],
      ['name_missing', 6, '5'],
    ])
  })

  it('keeps right-to-left and combining names, refuses overrides, formulas stay text', () => {
    const reading = read([
      '1;محمد;שרה;05a;05;01.01.2016;;',
      '2;Mu\u0308ller;Zoe\u0308;05a;05;01.01.2016;;',
      '3;=HYPERLINK(A1);Lea;05a;05;01.01.2016;;',
      '4;Bau\u202eer;Lea;05a;05;01.01.2016;;',
    ])
    assert.deepEqual(
      reading.rows.map((r) => r.familyName),
      ['محمد', 'Müller', '=HYPERLINK(A1)'],
    )
    assert.deepEqual(
      reading.problems.map((p) => p.params),
      [{ field: 'familyName', character: 'U+202E' }],
    )
  })

  it('lists up to 1,000 problems of a kind and counts the rest; all ids stay held', () => {
    const reading = read(Array.from({ length: 1_500 }, (_, i) => `${10_000 + i};A;7;05a;05;;;`))
    assert.deepEqual([reading.problems.length, reading.problemsLeftOff, reading.unclearIds.length], [1_000, 500, 1_500])
  })

  it('reads in steps that tell how far it is', () => {
    const text = `${header}\n${Array.from({ length: 2_500 }, (_, i) => `${i};A;B;05a;05;01.01.2016;;\n`).join('')}`
    const steps = [...readPupilsInSteps(text, recognise(openTable(text).headers), today)]
    assert.deepEqual(
      steps.map((s) => s.rows),
      [1_000, 2_000],
    )
    assert.ok(steps[0]!.characters < steps[1]!.characters && steps[1]!.characters < steps[1]!.characters_total)
  })

  it('X12 lets no value of an ignored column out, whatever is wrong with the rows', () => {
    const canary = fc.stringMatching(/^CANARY[a-z0-9]{6}$/)
    const cell = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('A', 'Bauer', '05a', '05', '01.01.2016', '01.01.1900', '', ' ', 'An\u202ena', 'x'.repeat(120)) },
      { weight: 1, arbitrary: fc.constantFrom('"a""b"', '"x;y"') },
    )
    const row = fc.tuple(fc.integer({ min: 1, max: 9 }), cell, cell, cell, cell, cell, canary, canary, fc.constantFrom('', '', ';', ';x'))
    const ids = 'ID;Nachname;Vorname;Klasse;Jahrgang;Geburtsdatum;Religion;Telefon'
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), (rows, end, isMarked) => {
        const text = [ids, ...rows.map(([id, a, b, c, d, e, f, g, tail]) => `${[id, a, b, c, d, e, f, g].join(';')}${tail}`)].join(end)
        const seen = JSON.stringify(readPupilFile(Buffer.from((isMarked ? '\ufeff' : '') + text), today))
        assert.ok(!seen.includes('CANARY'), seen)
      }),
      { numRuns: 200 },
    )
  })
})
