import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { plainCell, writeCsv } from '#platform/csv/csv.ts'
import { readRows } from './rows.ts'

const lines = (rows: (string | number | null)[][]): string => writeCsv(rows).slice(1)

describe('writing CSV', () => {
  it('is UTF-8 with a byte order mark, semicolons and CRLF', () => {
    assert.equal(
      writeCsv([
        ['ID', 'Name'],
        [7, null],
      ]),
      '\ufeffID;Name\r\n7;\r\n',
    )
    assert.deepEqual(Buffer.from(writeCsv([])), Buffer.from([0xef, 0xbb, 0xbf]))
  })

  it('quotes what a spreadsheet could take apart', () => {
    assert.equal(
      lines([['a;b', 'say "yes"', 'x\ny', 'Müller, Anna', ' a', 'a ', 'zu Löwenstein', 'שרה', '0511 2']]),
      '"a;b";"say ""yes""";"x\ny";"Müller, Anna";" a";"a ";zu Löwenstein;שרה;0511 2\r\n',
    )
  })

  it('makes every cell harmless that begins like a formula', () => {
    for (const cell of ['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '\u00a0=1', "'=1", '＝1', '＋1', '－1', '＠a', '\0=1']) {
      const [written] = [...readRows(lines([[cell]]), ';')]
      assert.equal(written!.cells[0], `'${cell}`, JSON.stringify(cell))
      assert.match(lines([[cell]]), /^"'/)
      assert.equal(plainCell(written!.cells[0]!), cell)
    }
    assert.equal(lines([[-2, "O'Brien", "'quoted'", 'a=1']]), '-2;"O\'Brien";"\'quoted\'";"a=1"\r\n')
  })

  it('never begins a cell of text with a character that runs, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ';', "'", ' ', 'a'), maxLength: 10 }), (text) => {
        for (const row of readRows(lines([['x', text]]), ';')) assert.doesNotMatch(row.cells[1]!.trimStart(), /^[=+\-@\t\r]/)
      }),
      { numRuns: 500 },
    )
  })
})
