/** The layout of the proof: parts of entries, each with facts, lines and a table, over as many sheets as they need. Nothing is shortened. */
import { PAGE } from '#platform/pdf/limits.ts'
import { COLUMN } from '#platform/pdf/paper.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { FOOT, drawNumbered, flow } from '#platform/pdf/sheets.ts'
import { drawTable } from '#platform/pdf/table.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { texts } from './texts.de.ts'

type Fact = { label: string; text: string }
export type PaperEntry = { title: string; facts: readonly Fact[]; lines: readonly string[]; table?: { head: readonly string[]; rows: readonly (readonly string[])[] } }
export type Part = { title: string; entries: readonly PaperEntry[]; remark: string | null }
export type ProofPaper = { school: string; title: string; day: string; lead: string; facts: readonly Fact[]; parts: readonly Part[] }

const t = chooseTexts(texts, 'sie')
const whole = { x: PAGE.margin, width: COLUMN }
const LABEL_WIDTH = 46
const TABLE_WIDTHS = [43, 42, 39, 26, 30]
/** An entry's title does not stand alone at the foot of a sheet. */
const ENTRY_HEIGHT_MIN = 22

export function draw(paper: Paper, content: ProofPaper): void {
  drawNumbered(paper, (sheets) => drawAll(sheets, content), ({ page, pages }) => t.paperFoot({ school: content.school, day: content.day, page, pages }))
}

function drawAll(paper: Paper, { school, title, lead, facts, parts }: ProofPaper): void {
  paper.page()
  let y = flow(paper, school, { ...whole, y: PAGE.margin }, { size: 9, grey: 0.25 })
  y = flow(paper, title, { ...whole, y: y + 2 }, { size: 18, weight: 'bold', leading: 1.2 })
  y = flow(paper, lead, { ...whole, y: y + 2 }, { size: 9.5 }) + 3
  for (const fact of facts) y = drawFact(paper, fact, y)
  for (const part of parts) y = drawPart(paper, part, y + 7)
}

function drawPart(paper: Paper, { title, entries, remark }: Part, y: number): number {
  let at = room(paper, y, ENTRY_HEIGHT_MIN + 12)
  at = flow(paper, title, { ...whole, y: at }, { size: 14, weight: 'bold', leading: 1.2 }) + 1
  if (remark !== null) at = flow(paper, remark, { ...whole, y: at }, { size: 9, grey: 0.25 }) + 1
  for (const entry of entries) at = drawEntry(paper, entry, at + 2)
  return at
}

function drawEntry(paper: Paper, { title, facts, lines, table }: PaperEntry, y: number): number {
  let at = flow(paper, title, { ...whole, y: room(paper, y, ENTRY_HEIGHT_MIN) }, { size: 10.5, weight: 'bold' }) + 0.5
  for (const fact of facts) at = drawFact(paper, fact, at)
  for (const line of lines) at = flow(paper, line, { ...whole, y: at }, { size: 9 }) + 0.5
  if (table === undefined) return at
  return drawTable(paper, { head: table.head, widths: TABLE_WIDTHS, rows: table.rows }, at + 1.5) + 1
}

/** The label beside its text; the text goes on over the next sheet where it must. */
function drawFact(paper: Paper, { label, text }: Fact, y: number): number {
  const place = { x: PAGE.margin + LABEL_WIDTH, width: COLUMN - LABEL_WIDTH }
  const at = room(paper, y, Math.max(paper.below(label, { ...whole, y: 0, width: LABEL_WIDTH - 3 }, { size: 9 }), 5))
  const sheets = paper.pages
  const labelEnd = paper.text(label, { x: PAGE.margin, y: at, width: LABEL_WIDTH - 3 }, { size: 9, weight: 'bold' })
  const end = flow(paper, text, { ...place, y: at }, { size: 9 })
  return (paper.pages === sheets ? Math.max(labelEnd, end) : end) + 0.5
}

/** `y`, or the top of a new sheet where less than `needed` is left. */
function room(paper: Paper, y: number, needed: number): number {
  if (y + needed <= PAGE.height - FOOT) return y
  paper.page()
  return PAGE.margin
}
