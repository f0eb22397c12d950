/**
 * A list of older papers as text: one line a signature, with the columns id, date, version and signer in any order. UTF-8 or an old Windows code page;
 * semicolon, comma or tab; quoted fields. Pure. Only these four columns are read.
 */
import { COLUMNS, HEADINGS } from './words.de.ts'
import type { Column } from './words.de.ts'

export type OlderLine = { line: number } & Record<Column, string>

/** The lines below the heading. Throws UnreadableList with a code: empty, no text, a column missing or there twice, too many rows, an open quotation mark. */
export function readOlderList(bytes: Uint8Array, rows_max: number): OlderLine[] {
  const text = decode(bytes)
  const separator = [';', '\t', ','].find((one) => (text.split(/\r?\n/, 1)[0] ?? '').includes(one)) ?? ';'
  const [head, ...rows] = cellsOf(text, separator)
  if (head === undefined) throw new UnreadableList('list_empty')
  const columns = head.cells.map((cell) => HEADINGS[cell.trim().toLowerCase()])
  const places = Object.fromEntries(COLUMNS.map((column) => [column, columns.indexOf(column)])) as Record<Column, number>
  if (COLUMNS.some((column) => places[column] === -1 || columns.lastIndexOf(column) !== places[column])) throw new UnreadableList('list_columns')
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (filled.length === 0) throw new UnreadableList('list_empty')
  if (filled.length > rows_max) throw new UnreadableList('list_too_long')
  const valueOf = (cells: readonly string[], column: Column): string => (cells[places[column]] ?? '').trim().normalize('NFC')
  return filled.map(({ line, cells }) => ({ line, id: valueOf(cells, 'id'), date: valueOf(cells, 'date'), version: valueOf(cells, 'version'), signer: valueOf(cells, 'signer') }))
}

export class UnreadableList extends Error {
  readonly code: 'list_empty' | 'list_no_text' | 'list_columns' | 'list_too_long'
  constructor(code: UnreadableList['code']) {
    super(code)
    this.code = code
  }
}

function decode(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new UnreadableList('list_no_text')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Cells of each row with the line of the file on which it begins (RFC 4180, with any of three separators). */
function cellsOf(text: string, separator: string): { line: number; cells: string[] }[] {
  const rows: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let line = 1
  let began = 1
  const endRow = (): void => {
    rows.push({ line: began, cells: [...cells, cell] })
    cells = []
    cell = ''
  }
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!
    if (sign === '\n') line++
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') cell += text[++i]!
      else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === separator) {
      cells.push(cell)
      cell = ''
    } else if (sign === '\n') {
      endRow()
      began = line
    } else if (sign !== '\r') cell += sign
  }
  // A quotation mark that never closes has swallowed the rest of the file.
  if (isQuoted) throw new UnreadableList('list_no_text')
  if (cell !== '' || cells.length > 0) endRow()
  return rows
}
