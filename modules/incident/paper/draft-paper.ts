/** The layout of a draft: headings and text, on as many sheets as it takes. A paragraph that does not fit goes on overleaf. */
import { PAGE } from '#platform/pdf/limits.ts'
import { COLUMN } from '#platform/pdf/paper.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { drawHeading } from '#platform/pdf/table.ts'
import type { Draft } from '../draft.ts'

const whole = { x: PAGE.margin, width: COLUMN }
const FOOT = PAGE.height - PAGE.margin
const body = { size: 10.5, leading: 1.4 } as const

export function draw(paper: Paper, { school, title, note, parts, signature }: Draft): void {
  paper.page()
  let y = paper.text(school, { ...whole, y: PAGE.margin }, { size: 9, grey: 0.25 })
  y = paper.text(title, { ...whole, y: y + 2 }, { size: 16, weight: 'bold', leading: 1.2 })
  y = paper.text(note, { ...whole, y: y + 2 }, { size: 9.5, grey: 0.25 }) + 2
  for (const { heading, text } of parts) {
    y = heading === null ? y + 4 : drawHeading(paper, heading, y + 4)
    for (const paragraph of text.split('\n')) y = drawParagraph(paper, paragraph, y)
  }
  if (y + 26 > FOOT) y = overleaf(paper)
  paper.line({ x: PAGE.margin, y: y + 18 }, { x: PAGE.margin + 90, y: y + 18 })
  paper.text(signature, { ...whole, y: y + 19 }, { size: 8.5, grey: 0.25 })
}

/** By sentences where one paragraph is longer than what is left of the sheet; a text of many pages is still read in its order. */
function drawParagraph(paper: Paper, paragraph: string, from: number): number {
  let y = from
  if (paper.below(paragraph, { ...whole, y }, body) <= FOOT) return paper.text(paragraph, { ...whole, y }, body)
  for (const sentence of paragraph.split(/(?<=[.!?])\s+/)) {
    if (paper.below(sentence, { ...whole, y }, body) > FOOT) y = overleaf(paper)
    y = paper.text(sentence, { ...whole, y }, body)
  }
  return y
}

function overleaf(paper: Paper): number {
  paper.page()
  return PAGE.margin
}
