/** A list of older papers: one line a signature, with the columns id, date, version and signer in any order. Pure. Only these four columns are read. */
import { decodeTable } from '#platform/csv/decode.ts'
import { TableRefused } from '#platform/csv/refused.ts'
import { openTable } from '#platform/csv/rows.ts'
import type { Row } from '#platform/csv/rows.ts'
import { COLUMNS, HEADINGS } from './words.de.ts'
import type { Column } from './words.de.ts'

export type OlderLine = { line: number } & Record<Column, string>

/** The lines below the heading. Throws UnreadableList with a code: empty, no text, a column missing or there twice, too many rows, an open quotation mark. */
export function readOlderList(bytes: Uint8Array, rows_max: number): OlderLine[] {
  const { headers, rows } = tableOf(bytes)
  const columns = headers.map((cell) => HEADINGS[cell.trim().toLowerCase()])
  const places = Object.fromEntries(COLUMNS.map((column) => [column, columns.indexOf(column)])) as Record<Column, number>
  if (COLUMNS.some((column) => places[column] === -1 || columns.lastIndexOf(column) !== places[column])) throw new UnreadableList('list_columns')
  const filled = rows.filter((row) => row.filled > 0)
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

/** The table as the platform reads every one; why it can not be read is said in the words of this list. */
function tableOf(bytes: Uint8Array): { headers: string[]; rows: Row[] } {
  try {
    const { headers, reader } = openTable(decodeTable(bytes).text)
    const rows: Row[] = []
    for (let row = reader.next(); row !== null; row = reader.next()) rows.push(row)
    return { headers, rows }
  } catch (error) {
    if (!(error instanceof TableRefused)) throw error
    throw new UnreadableList(error.code === 'file_empty' ? 'list_empty' : error.code === 'rows_too_many' ? 'list_too_long' : 'list_no_text')
  }
}
