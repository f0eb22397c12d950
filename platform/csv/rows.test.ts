import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plainCell, writeCsv } from '#platform/csv/csv.ts'
import { TableRefused } from './refused.ts'
import { openTable, readRows, RowReader } from './rows.ts'
import type { Delimiter } from './rows.ts'

const cells = (text: string, delimiter: Delimiter = ';'): string[][] => [...readRows(text, delimiter)].map((row) => row.cells)

function refusal(read: () => unknown): Pick<TableRefused, 'code' | 'params' | 'line'> {
  try {
    read()
  } catch (error) {
    if (error instanceof TableRefused) return { code: error.code, params: error.params, line: error.line }
    throw error
  }
  throw new Error('was not refused')
}

describe('reading delimited text', () => {
  it('takes LF, CRLF and CR, and a last line with and without an end', () => {
    const expected = [
      ['a', 'b'],
      ['c', 'd'],
    ]
    for (const text of ['a;b\nc;d\n', 'a;b\r\nc;d\r\n', 'a;b\rc;d\r', 'a;b\nc;d', 'a;b\r\nc;d']) assert.deepEqual(cells(text), expected, JSON.stringify(text))
    assert.deepEqual(
      [...readRows('a\nb', ';')].map((row) => row.endsOpen),
      [false, true],
    )
    assert.deepEqual(
      [...readRows('a\nb\n', ';')].map((row) => row.endsOpen),
      [false, false],
    )
  })

  it('takes quotes, doubled quotes, delimiters and line ends within quotes', () => {
    assert.deepEqual(cells('"a;b";"say ""yes""";"x\ny"\n"";"""";z'), [
      ['a;b', 'say "yes"', 'x\ny'],
      ['', '"', 'z'],
    ])
    assert.deepEqual(cells('"a" ;b\n'), [['a', 'b']])
    assert.deepEqual(cells('5" Rohr;O"Brien\n'), [['5" Rohr', 'O"Brien']])
  })

  it('counts lines as an editor does, over quoted cells too', () => {
    assert.deepEqual(
      [...readRows('a\n"b\r\nb"\n\nc\n', ';')].map((row) => row.line),
      [1, 2, 4, 5],
    )
  })

  it('tells how far a row is filled, blank and quoted blank cells apart', () => {
    const filled = (text: string): number => [...readRows(text, ';')][0]!.filled
    assert.deepEqual(
      ['', ' ; ;', ';;', 'a;;', ';b;', '"";" "', '"a";" "', ';"b"'].map((t) => (t === '' ? 0 : filled(t))),
      [0, 0, 0, 1, 2, 0, 1, 2],
    )
    assert.equal([...readRows(';"c"', ';')].map((r) => r.columns)[0], 2)
  })

  it('passes over the cells of columns that are not asked for', () => {
    const reader = new RowReader('1;secret;"se""cret";b\n', ';')
    assert.deepEqual(reader.next([true, false, false, true]), { line: 1, cells: ['1', '', '', 'b'], columns: 4, filled: 4, endsOpen: false })
    assert.equal(reader.next(), null)
  })

  it('finds the delimiter in the header, the comma of "Name, Vorname" notwithstanding', () => {
    assert.equal(openTable('ID;Name;Vorname\n').delimiter, ';')
    assert.equal(openTable('Name, Vorname\tKlasse\tNr.\n').delimiter, '\t')
    assert.equal(openTable('Name, Vorname\tNr.\n').delimiter, '\t')
    assert.equal(openTable('ID,Name,Vorname\n').delimiter, ',')
    assert.equal(openTable('"a;b;c",d\n').delimiter, ',')
    assert.deepEqual(openTable('\r\n;;\n\nID;Name\n1;A').headers, ['ID', 'Name'])
    const hinted = openTable('sep=,\r\n"ID;a;b",Name\r\n1,A\r\n')
    assert.deepEqual([hinted.delimiter, hinted.headers, hinted.reader.next()?.line], [',', ['ID;a;b', 'Name'], 3])
  })

  it('keeps every cell of any table that was written as CSV', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('"', ';', ',', '\t', '\r', '\n', '=', '+', '-', '@', "'", ' ', 'ä'), maxLength: 12 }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 })),
        (table) => {
          const text = writeCsv(table)
          assert.equal(text[0], '\ufeff')
          assert.deepEqual(
            cells(text.slice(1)).map((row) => row.map(plainCell)),
            table,
          )
        },
      ),
      { numRuns: 200 },
    )
  })

  it('reads any text to its end or refuses it, and never loses a plain character', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ';', '\n', '\r', '"', ' '), maxLength: 40 }), (text) => {
        try {
          const rows = cells(text)
          const letters = (s: string): string => s.replace(/[^ab]/g, '')
          assert.equal(letters(rows.flat().join('')), letters(text))
        } catch (error) {
          assert.ok(error instanceof TableRefused, String(error))
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('limits of a table', () => {
  it('refuses 1,000 columns at once', () => {
    const problem = refusal(() => openTable(Array.from({ length: 1_000 }, (_, i) => `S${i}`).join(';')))
    assert.deepEqual(problem, { code: 'columns_too_many', params: { columns_max: 100 }, line: 1 })
    assert.equal(cells(`${'x;'.repeat(99)}x`)[0]!.length, 100)
  })

  it('refuses a cell of 501 characters with its line and column, quoted or not, and takes 500', () => {
    const long = 'x'.repeat(501)
    for (const cell of [long, `"${long}"`]) {
      assert.deepEqual(
        refusal(() => cells(`a;b\nc;${cell}\n`)),
        { code: 'cell_too_long', params: { column: 2, characters_max: 500 }, line: 2 },
      )
    }
    assert.deepEqual(cells(`${long.slice(1)};"${long.slice(1)}"`), [[long.slice(1), long.slice(1)]])
    assert.equal(refusal(() => new RowReader(`${long};a`, ';').next([false, true])).code, 'cell_too_long')
  })

  it('refuses more than 50,000 rows below the header', () => {
    assert.equal(cells('1\n'.repeat(50_001)).length, 50_001)
    assert.deepEqual(
      refusal(() => cells('1\n'.repeat(50_002))),
      { code: 'rows_too_many', params: { rows_max: 50_000 }, line: 50_002 },
    )
    assert.equal(refusal(() => cells('\n'.repeat(60_000))).code, 'rows_too_many')
  })

  it('names the line where a quote opens that is never closed, and where one closes too early', () => {
    assert.deepEqual(
      refusal(() => cells('a;b\nc;"d\ne;f\n')),
      { code: 'quote_unclosed', params: {}, line: 2 },
    )
    assert.deepEqual(
      refusal(() => cells(`a;b\nc;"d\n${'e;f\n'.repeat(200)}g;"h"\n`)),
      { code: 'quote_unclosed', params: {}, line: 2 },
    )
    assert.deepEqual(
      refusal(() => cells('a;b\n"c"d;e\n')),
      { code: 'quote_misplaced', params: { column: 1 }, line: 2 },
    )
  })
})
