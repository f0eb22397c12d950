/**
 * Reads delimited text row by row (RFC 4180, widened by what school programs write: semicolon, tab, LF, CR, a last line without an end).
 * Cells of columns that are not asked for are passed over and never become strings. What is broken in a way that makes the rest of the
 * file untrustworthy (quotes, sizes) throws ImportRefused with its line.
 */
import { cell_characters_max, columns_max, rows_max } from './limits.ts'
import { ImportRefused } from './problems.ts'

export type Delimiter = ';' | '\t' | ','
export type Row = {
  /** Line on which the row begins, counted from 1. */
  line: number
  /** By column; empty for columns that were not asked for. */
  cells: string[]
  /** How many cells the row has. */
  columns: number
  /** Columns up to the last one that is not blank; 0 for an empty row. */
  filled: number
  /** The file ends with this row without the end of a line. */
  endsOpen: boolean
}
export type RowReader = {
  /** The next row, or null at the end. `keep[column]` says which cells are wanted; without it all are. */
  next(keep?: readonly boolean[]): Row | null
  /** How many characters of the text are read. */
  position(): number
}
export type Table = { delimiter: Delimiter; headers: string[]; reader: RowReader }

/** Finds delimiter and header (the first row that is not empty) of a decoded file; the reader stands behind it. */
export function openTable(text: string): Table {
  const hint = /^sep=([;,\t])(\r\n|\n|\r)/i.exec(text)
  const start = hint ? hint[0].length : 0
  const delimiter = hint ? (hint[1] as Delimiter) : guessDelimiter(text)
  const reader = rowReader(text, delimiter, start, hint ? 2 : 1)
  for (let row = reader.next(); row; row = reader.next()) if (row.filled > 0) return { delimiter, headers: row.cells, reader }
  throw new ImportRefused('file_empty')
}

/** All rows of a text, empty ones included. */
export function* readRows(text: string, delimiter: Delimiter): Generator<Row> {
  const reader = rowReader(text, delimiter)
  for (let row = reader.next(); row; row = reader.next()) yield row
}

/** A reader over `text` from the character `start` on, which stands on line `firstLine`. */
export function rowReader(text: string, delimiter: Delimiter, start = 0, firstLine = 1): RowReader {
  const separator = delimiter.charCodeAt(0)
  let at = start
  let line = firstLine
  let rows = 0

  function next(keep?: readonly boolean[]): Row | null {
    if (at >= text.length) return null
    const row: Row = { line, cells: [], columns: 0, filled: 0, endsOpen: false }
    for (;;) {
      if (row.columns === columns_max) throw new ImportRefused('columns_too_many', { columns_max }, row.line)
      const wanted = !keep || keep[row.columns] === true
      const cell = text.charCodeAt(at) === quote ? quotedCell(row, wanted) : plainCell(row, wanted)
      row.cells.push(cell)
      row.columns += 1
      if (text.charCodeAt(at) !== separator) break
      at += 1
    }
    endLine(row)
    // The header counts as one; blank lines count too, for a file of line ends only is hostile.
    rows += 1
    if (rows > rows_max + 1) throw new ImportRefused('rows_too_many', { rows_max }, row.line)
    return row
  }

  function plainCell(row: Row, wanted: boolean): string {
    const from = at
    let blank = true
    for (; at < text.length; at += 1) {
      const c = text.charCodeAt(at)
      if (c === separator || c === lf || c === cr) break
      if (blank && c > space && c !== nbsp) blank = false
      if (at - from >= cell_characters_max) throw tooLong(row)
    }
    if (!blank) row.filled = row.columns + 1
    return wanted && at > from ? text.slice(from, at) : ''
  }

  function quotedCell(row: Row, wanted: boolean): string {
    const opened = line
    let value = ''
    let length = 0
    for (let isOpen = true; isOpen;) {
      const from = at + 1
      at = text.indexOf('"', from)
      if (at < 0) throw new ImportRefused('quote_unclosed', {}, opened)
      length += at - from
      const content = look(text, from, Math.min(at, from + cell_characters_max * 2))
      // A cell that long over several lines is a quote that was never meant to open.
      if (length > cell_characters_max) throw content.lineEnds > 0 || line > opened ? new ImportRefused('quote_unclosed', {}, opened) : tooLong(row)
      line += content.lineEnds
      isOpen = text.charCodeAt(at + 1) === quote
      if (isOpen) {
        length += 1
        at += 1
      }
      if (!content.isBlank || isOpen) row.filled = row.columns + 1
      if (wanted) value += text.slice(from, at)
    }
    at += 1
    while (text.charCodeAt(at) === space) at += 1
    const c = text.charCodeAt(at)
    if (at < text.length && c !== separator && c !== lf && c !== cr) throw new ImportRefused('quote_misplaced', { column: row.columns + 1 }, line)
    return value
  }

  function endLine(row: Row): void {
    if (at >= text.length) {
      row.endsOpen = true
      return
    }
    at += text.charCodeAt(at) === cr && text.charCodeAt(at + 1) === lf ? 2 : 1
    line += 1
  }

  return { next, position: () => at }
}

const quote = 0x22
const cr = 0x0d
const lf = 0x0a
const space = 0x20
const nbsp = 0xa0

function tooLong(row: Row): ImportRefused {
  return new ImportRefused('cell_too_long', { column: row.columns + 1, characters_max: cell_characters_max }, row.line)
}

function look(text: string, from: number, to: number): { lineEnds: number; isBlank: boolean } {
  let lineEnds = 0
  let isBlank = true
  for (let i = from; i < to; i += 1) {
    const c = text.charCodeAt(i)
    if (c === lf || (c === cr && text.charCodeAt(i + 1) !== lf)) lineEnds += 1
    if (c > space && c !== nbsp) isBlank = false
  }
  return { lineEnds, isBlank }
}

/** The delimiter that stands most often in the first line that is not empty; "Name, Vorname" makes the comma the weakest witness. */
function guessDelimiter(text: string): Delimiter {
  const start = text.search(/\S/)
  const counts = { ';': 0, '\t': 0, ',': 0 }
  let inQuotes = false
  const end = Math.min(text.length, start + columns_max * cell_characters_max)
  for (let i = Math.max(start, 0); i < end; i += 1) {
    const c = text[i]!
    if (c === '"') inQuotes = !inQuotes
    else if (!inQuotes && (c === '\n' || c === '\r')) break
    else if (!inQuotes && c in counts) counts[c as Delimiter] += 1
  }
  const order: Delimiter[] = [';', '\t', ',']
  return order.reduce((best, d) => (counts[d] > counts[best] ? d : best))
}
