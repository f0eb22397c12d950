/**
 * Reads delimited text row by row (RFC 4180, widened by what school programs write: semicolon, tab, LF, CR, a last line without an end).
 * Cells of columns that are not asked for are passed over and never become strings. What is broken in a way that makes the rest of the
 * file untrustworthy (quotes, sizes) throws TableRefused with its line.
 */
import { cell_characters_max, columns_max, rows_max } from './limits.ts'
import { TableRefused } from './refused.ts'

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
export type Table = { delimiter: Delimiter; headers: string[]; reader: RowReader }

/** Finds delimiter and header (the first row that is not empty) of a decoded file; the reader stands behind it. */
export function openTable(text: string): Table {
  const hint = /^sep=([;,\t])(\r\n|\n|\r)/i.exec(text)
  const start = hint ? hint[0].length : 0
  const delimiter = hint ? (hint[1] as Delimiter) : guessDelimiter(text)
  const reader = new RowReader(text, delimiter, start, hint ? 2 : 1)
  for (let row = reader.next(); row; row = reader.next()) if (row.filled > 0) return { delimiter, headers: row.cells.map(detached), reader }
  throw new TableRefused('file_empty')
}

/**
 * A copy that shares no memory with the file: the engine cuts longer strings as windows into their source, which would keep the whole text, ignored columns
 * and all, alive for as long as one header or name of it. For every cell that outlives the reading.
 */
export function detached(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}

/** All rows of a text, empty ones included. */
export function* readRows(text: string, delimiter: Delimiter): Generator<Row> {
  const reader = new RowReader(text, delimiter)
  for (let row = reader.next(); row; row = reader.next()) yield row
}

/** A reader over `text` from the character `start` on, which stands on line `firstLine`. */
export class RowReader {
  private readonly text: string
  private readonly separator: number
  private at: number
  private line: number
  private rows = 0

  constructor(text: string, delimiter: Delimiter, start = 0, firstLine = 1) {
    this.text = text
    this.separator = delimiter.charCodeAt(0)
    this.at = start
    this.line = firstLine
  }

  /** How many characters of the text are read. */
  position(): number {
    return this.at
  }

  /** The next row, or null at the end. `keep[column]` says which cells are wanted; without it all are. */
  next(keep?: readonly boolean[]): Row | null {
    const { text } = this
    if (this.at >= text.length) return null
    const row: Row = { line: this.line, cells: [], columns: 0, filled: 0, endsOpen: false }
    for (;;) {
      if (row.columns === columns_max) throw new TableRefused('columns_too_many', { columns_max }, row.line)
      const isWanted = !keep || keep[row.columns] === true
      row.cells.push(text.charCodeAt(this.at) === quote ? this.quotedCell(row, isWanted) : this.plainCell(row, isWanted))
      row.columns += 1
      if (text.charCodeAt(this.at) !== this.separator) break
      this.at += 1
    }
    this.endLine(row)
    // The header counts as one; blank lines count too, for a file of line ends only is hostile.
    this.rows += 1
    if (this.rows > rows_max + 1) throw new TableRefused('rows_too_many', { rows_max }, row.line)
    return row
  }

  private plainCell(row: Row, isWanted: boolean): string {
    const { text, separator } = this
    const from = this.at
    const last = from + cell_characters_max
    let isBlank = true
    let at = from
    for (; at < text.length; at += 1) {
      const c = text.charCodeAt(at)
      if (c === separator || c === lf || c === cr) break
      if (c > space && c !== nbsp) isBlank = false
      if (at >= last) throw tooLong(row)
    }
    this.at = at
    if (!isBlank) row.filled = row.columns + 1
    return isWanted && at > from ? text.slice(from, at) : ''
  }

  private quotedCell(row: Row, isWanted: boolean): string {
    const { text } = this
    const opened = this.line
    let value = ''
    let length = 0
    for (let isOpen = true; isOpen;) {
      const from = this.at + 1
      const end = text.indexOf('"', from)
      if (end < 0) throw new TableRefused('quote_unclosed', {}, opened)
      const content = look(text, from, Math.min(end, from + cell_characters_max * 2))
      this.line += content.lineEnds
      isOpen = text.charCodeAt(end + 1) === quote
      this.at = isOpen ? end + 1 : end
      length += this.at - from
      // A cell that long over several lines is a quote that was never meant to open.
      if (length > cell_characters_max) throw this.line > opened ? new TableRefused('quote_unclosed', {}, opened) : tooLong(row)
      if (!content.isBlank || isOpen) row.filled = row.columns + 1
      if (isWanted) value += text.slice(from, this.at)
    }
    this.at += 1
    this.leaveQuote(row)
    return value
  }

  private leaveQuote(row: Row): void {
    while (this.text.charCodeAt(this.at) === space) this.at += 1
    const c = this.text.charCodeAt(this.at)
    const isEnd = this.at >= this.text.length || c === this.separator || c === lf || c === cr
    if (!isEnd) throw new TableRefused('quote_misplaced', { column: row.columns + 1 }, this.line)
  }

  private endLine(row: Row): void {
    row.endsOpen = this.at >= this.text.length
    if (row.endsOpen) return
    this.at += this.text.charCodeAt(this.at) === cr && this.text.charCodeAt(this.at + 1) === lf ? 2 : 1
    this.line += 1
  }
}

const quote = 0x22
const cr = 0x0d
const lf = 0x0a
const space = 0x20
const nbsp = 0xa0

function tooLong(row: Row): TableRefused {
  return new TableRefused('cell_too_long', { column: row.columns + 1, characters_max: cell_characters_max }, row.line)
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
