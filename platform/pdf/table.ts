/** Tables over several sheets: the head is repeated, and a row is torn only when it is taller than a sheet. */
import { PAGE } from './limits.ts'
import { FOOT } from './sheets.ts'
import type { Paper } from './paper.ts'

export type Table = { head: readonly string[]; /** Widths in millimetres, one for each column. */ widths: readonly number[]; rows: readonly (readonly string[])[] }

const GAP = 3
const SIZE = 9

/** Draws a table from `y` on, on as many sheets as it needs. Returns the y below its last row. */
export function drawTable(paper: Paper, { head, widths, rows }: Table, y: number): number {
  const cell = (text: string, column: number, at: number) => ({ text, place: { x: PAGE.margin + sum(widths.slice(0, column)), y: at, width: widths[column]! - GAP } })
  const drawRow = (cells: readonly string[], at: number, weight: 'regular' | 'bold'): number => {
    const ends = cells.map((text, column) => paper.text(text, cell(text, column, at).place, { size: SIZE, weight }))
    const end = Math.max(...ends) + 1.2
    paper.line({ x: PAGE.margin, y: end }, { x: PAGE.margin + sum(widths), y: end }, { width: weight === 'bold' ? 0.3 : 0.15, grey: weight === 'bold' ? 0 : 0.6 })
    return end + 1.2
  }
  const heightOf = (cells: readonly string[]): number => Math.max(...cells.map((text, column) => paper.below(text, cell(text, column, 0).place, { size: SIZE }))) + 2.4
  let at = y
  if (at + heightOf(head) + (rows[0] ? heightOf(rows[0]) : 0) > PAGE.height - FOOT) at = next(paper)
  at = drawRow(head, at, 'bold')
  for (const row of rows) {
    for (const part of onSheets(row)) {
      if (at + heightOf(part) > PAGE.height - FOOT) at = drawRow(head, next(paper), 'bold')
      at = drawRow(part, at, 'regular')
    }
  }
  return at

  /** The row as it is, or in as many parts as it needs sheets. */
  function onSheets(row: readonly string[]): (readonly string[])[] {
    const room = PAGE.height - FOOT - PAGE.margin - heightOf(head)
    if (heightOf(row) <= room) return [row]
    const lines = row.map((text, column) => paper.lines(text, cell(text, column, 0).place.width, { size: SIZE }))
    const most = Math.max(...lines.map(({ length }) => length))
    const fit = Math.max(1, Math.floor((room - 2.4) / (paper.below('x', cell('x', 0, 0).place, { size: SIZE }))))
    return Array.from({ length: Math.ceil(most / fit) }, (_, part) => lines.map((all) => all.slice(part * fit, (part + 1) * fit).join('\n')))
  }
}

/** A heading that does not stand alone at the end of a sheet. Returns the y below it. */
export function drawHeading(paper: Paper, text: string, y: number, needed = 24): number {
  const at = y + needed > PAGE.height - FOOT ? next(paper) : y
  return paper.text(text, { x: PAGE.margin, y: at, width: PAGE.width - 2 * PAGE.margin }, { size: 12, weight: 'bold' }) + 1.5
}

function next(paper: Paper): number {
  paper.page()
  return PAGE.margin
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0)
}
