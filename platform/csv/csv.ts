/** Writes tables that spreadsheets open as text: UTF-8 with a byte order mark, semicolons, CRLF, and no cell that could run as a formula. */

export type Cell = string | number | null

/**
 * The rows as one CSV text (RFC 4180 with semicolons). Cells that begin like a formula get an apostrophe in front, as OWASP advises against
 * CSV injection; `plainCell` takes it away again. Numbers are written as they are, null as an empty cell.
 */
export function writeCsv(rows: readonly (readonly Cell[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(writeCell).join(';')}\r\n`).join('')}`
}

/** What a cell held before `writeCsv` made it harmless. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell
}

function writeCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const neutral = formula.test(cell) ? `'${cell}` : cell
  return harmless.test(neutral) ? neutral : `"${neutral.replaceAll('"', '""')}"`
}

// Also behind blanks, which some programs trim, behind apostrophes, so that taking one away is exact, and in full-width forms, which
// Japanese and Chinese spreadsheets accept.
const formula = /^'*[\s\ufeff]*[=+\-@\t\r\n\0＝＋－＠]/

/** Needs no quotes in any program; everything else is quoted, for a delimiter may be chosen by hand. */
const harmless = /^(?:[\p{L}\p{N}][\p{L}\p{N}\p{M} ._:/()-]*[\p{L}\p{N}\p{M}._:/()-]|[\p{L}\p{N}]|)$/u
