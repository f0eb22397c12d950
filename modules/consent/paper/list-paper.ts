/** The layout of the list of a class: name, state and, for whoever enters forms, what is missing. */
import { PAGE } from '#platform/pdf/limits.ts'
import { COLUMN } from '#platform/pdf/paper.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { drawTable } from '#platform/pdf/table.ts'

export type ClassList = { school: string; title: string; lead: string; head: string[]; rows: string[][] }

export function draw(paper: Paper, { school, title, lead, head, rows }: ClassList): void {
  const whole = { x: PAGE.margin, width: COLUMN }
  paper.page()
  let y = paper.text(school, { ...whole, y: PAGE.margin }, { size: 9, grey: 0.25 })
  y = paper.text(title, { ...whole, y: y + 2 }, { size: 16, weight: 'bold', leading: 1.2 })
  y = paper.text(lead, { ...whole, y: y + 2 }, { size: 9.5 })
  drawTable(paper, { head, widths: head.length === 3 ? [58, 52, 70] : [80, 100], rows }, y + 4)
}
