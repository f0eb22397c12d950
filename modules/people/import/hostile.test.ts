import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { differencePupils } from './difference.ts'
import { writeCsv } from '#platform/csv/csv.ts'
import { readPupilFile } from './file.ts'
import { importRefusal } from './problems.ts'
import type { ImportProblem } from './problems.ts'

const today = '2026-11-23'
const header = 'ID;Nachname;Vorname;Klasse;Geburtsdatum;Religion\n'
const schild = readFileSync(new URL('../../../example/import/schueler-schild.csv', import.meta.url))

function refusal(bytes: Uint8Array): ImportProblem {
  try {
    readPupilFile(bytes, today)
  } catch (error) {
    const found = importRefusal(error)
    if (found !== null) return found
    throw error
  }
  throw new Error('was not refused')
}

/** Many bytes that begin with `head` and go on with `fill` over and over. */
const huge = (head: string, fill: string | number, size = 5_000_000): Buffer => {
  const bytes = Buffer.alloc(size, fill)
  bytes.write(head, 0, 'latin1')
  return bytes
}

describe('hostile import files: a clear refusal, nothing stored', () => {
  it('50 MB in one line; megabytes in one quote, of quotes, delimiters, line ends, blanks, special letters or rows', () => {
    const cases: [Buffer, string][] = [
      [huge(header, 'x', 50_000_000), 'cell_too_long'],
      [huge(`${header}"`, 'x'), 'quote_unclosed'],
      [huge('', '"'), 'cell_too_long'],
      [huge(header, ';'), 'columns_too_many'],
      [huge(header, '\n'), 'rows_too_many'],
      [huge(header, '1;A;B;5a;;\n'), 'rows_too_many'],
      [huge('', ' '), 'file_empty'],
      [huge(header, 0xe4), 'cell_too_long'],
      [huge(header, 0x80), 'cell_too_long'],
      [huge('', 0), 'file_is_binary'],
    ]
    for (const [bytes, code] of cases) assert.equal(refusal(bytes).code, code)
  })

  it('51 MB, a ZIP under the name of a table, NUL bytes, 1,000 columns', () => {
    assert.equal(refusal(new Uint8Array(51_000_000)).code, 'file_too_large')
    const content = deflateRawSync(schild)
    const zip = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(16), Buffer.from([12, 0, 0, 0]), Buffer.from('schueler.csv'), content])
    assert.equal(refusal(zip).code, 'file_is_archive')
    assert.equal(refusal(Buffer.from(`${header}1;Bau\0er;Lea;05a;01.01.2016;\n`)).code, 'file_is_binary')
    assert.deepEqual(refusal(Buffer.from(`ID;Nachname;Vorname;Klasse${';x'.repeat(996)}\n`)), {
      code: 'columns_too_many',
      weight: 'stop',
      params: { columns_max: 100 },
      line: 1,
    })
  })

  it('names of 500 characters and of controls are unclear, the pupils beside them are read', () => {
    const lines = [`1;${'x'.repeat(500)};Lea`, '2;Bauer;Lea', '3;"Bau\ner";Lea', '4;Bau\u202eer;Lea', '5;محمد;שרה', `6;Bauer;e${'\u0301'.repeat(98)}`]
    const { reading } = readPupilFile(Buffer.from(header + lines.map((l) => `${l};05a;01.01.2016;\n`).join('')), today)
    assert.deepEqual(
      reading.rows.map((r) => r.sourceId),
      ['2', '5', '6'],
    )
    assert.deepEqual(
      reading.problems.map((p) => [p.code, p.line]),
      [
        ['name_too_long', 2],
        ['name_character_refused', 4],
        ['name_character_refused', 6],
      ],
    )
    assert.equal(refusal(Buffer.from(`${header}1;${'x'.repeat(501)};Lea;05a;01.01.2016;\n`)).line, 2)
  })

  it('formulas come in as the text they are and go out harmless', () => {
    const { reading } = readPupilFile(Buffer.from(`${header}1;=HYPERLINK(A1);@SUM(A1);=1+1;01.01.2016;\n2;+Bauer;-Lea;05a;01.01.2016;\n`), today)
    const csv = writeCsv(reading.rows.map((r) => [r.sourceId, r.familyName, r.givenName, r.classLabel]))
    assert.equal(csv, `\ufeff1;"'=HYPERLINK(A1)";"'@SUM(A1)";"'=1+1"\r\n2;"'+Bauer";"'-Lea";05a\r\n`)
  })

  it('half a file, cut anywhere, is refused, or its torn end is unclear and never a pupil of another name', () => {
    const whole = new Map(readPupilFile(schild, today).reading.rows.map((r) => [r.sourceId, r]))
    const inLastLetter = schild.findLastIndex((byte) => byte > 0x7f)
    const lengths = [...Array.from({ length: 40 }, (_, i) => schild.length - 1 - i), inLastLetter, inLastLetter + 1]
    const refused: number[] = []
    for (const length of lengths) {
      try {
        const { rows } = readPupilFile(schild.subarray(0, length), today).reading
        for (const row of rows) assert.deepEqual(row, whole.get(row.sourceId))
        assert.ok(rows.length >= 820 && rows.length <= 833)
      } catch (error) {
        assert.ok(importRefusal(error)?.code === 'file_cut_off')
        refused.push(length)
      }
    }
    assert.deepEqual(refused, [inLastLetter])
  })

  it('the same id ten thousand times is one contradiction, and ids like object keys are ids', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => `7;Bauer${String.fromCharCode(97 + (i % 26))};Lea;05a;01.01.2016;\n`).join('')
    const { reading } = readPupilFile(Buffer.from(header + many), today)
    assert.deepEqual([reading.rows.length, reading.problems.length, reading.problems[0]!.code], [0, 1, 'rows_contradict'])
    assert.equal(reading.problems[0]!.params['lines'], '2, 3, 4, 5, 6, 7, 8, 9, 10, 11')
    const keys = readPupilFile(Buffer.from(`${header}constructor;A;B;05a;01.01.2016;\ntoString;A;B;__proto__;01.01.2016;\n`), today).reading
    assert.deepEqual(
      differencePupils(keys, [], { source: 's', today }).new.map((r) => r.sourceId),
      ['constructor', 'toString'],
    )
  })

  it('any text below the header is read or refused, never anything else, and plain in JSON', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(';', '"', '\n', '\r', '1', 'A', '.', '?', '\u202e', ' ', ','), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
      maxLength: 200,
    })
    fc.assert(
      fc.property(text, (body) => {
        try {
          const { reading } = readPupilFile(Buffer.from(header + body), today)
          assert.deepEqual(JSON.parse(JSON.stringify(reading)), reading)
          for (const row of reading.rows) assert.ok(row.sourceId && row.familyName && row.givenName)
        } catch (error) {
          assert.ok(importRefusal(error) !== null, String(error))
        }
      }),
      { numRuns: 400 },
    )
  })
})
