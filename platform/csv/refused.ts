/** Why an uploaded table can not be read at all, as a code with parameters; the words are those of the room that asked for the table. */

export type TableCode =
  | 'file_empty'
  | 'file_too_large' // bytes, bytes_max
  | 'file_is_spreadsheet'
  | 'file_is_archive'
  | 'file_is_pdf'
  | 'file_is_image'
  | 'file_is_document'
  | 'file_is_web_page'
  | 'file_is_binary'
  | 'file_cut_off' // ends within a character
  | 'encoding_mixed' // line
  | 'encoding_unknown' // an old DOS or Mac code page
  | 'columns_too_many' // columns_max, line
  | 'rows_too_many' // rows_max, line
  | 'cell_too_long' // column (number), characters_max, line
  | 'quote_unclosed' // line where it opens
  | 'quote_misplaced' // column (number), line

/** Thrown where a table is refused as a whole. No parameter ever holds the content of a cell: a shifted row could put a column there that must not leave the reader (X12). */
export class TableRefused extends Error {
  readonly code: TableCode
  readonly params: Readonly<Record<string, string | number>>
  /** Line of the file, counted from 1 as an editor shows it. */
  readonly line: number | undefined

  constructor(code: TableCode, params: Readonly<Record<string, string | number>> = {}, line?: number) {
    super(`table refused: ${code}`)
    this.name = 'TableRefused'
    this.code = code
    this.params = params
    this.line = line
  }
}
