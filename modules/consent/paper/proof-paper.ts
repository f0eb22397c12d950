/** The layout of the proof of one pupil (Art. 7(1) GDPR): states, every record, and the texts they rest on. */
import { chooseTexts } from '#platform/module/texts.ts'
import { PAGE } from '#platform/pdf/limits.ts'
import { COLUMN } from '#platform/pdf/paper.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { drawHeading, drawTable } from '#platform/pdf/table.ts'
import { texts } from './texts.de.ts'

export type Proof = {
  school: string
  title: string
  lead: string
  states: { purpose: string; state: string }[]
  head: string[]
  rows: string[][]
  texts: { title: string; note: string }[]
}

const t = chooseTexts(texts, 'sie')
const whole = { x: PAGE.margin, width: COLUMN }

export function draw(paper: Paper, proof: Proof): void {
  paper.page()
  let y = paper.text(proof.school, { ...whole, y: PAGE.margin }, { size: 9, grey: 0.25 })
  y = paper.text(proof.title, { ...whole, y: y + 2 }, { size: 16, weight: 'bold', leading: 1.2 })
  y = paper.text(proof.lead, { ...whole, y: y + 2 }, { size: 9.5 })
  y = drawHeading(paper, t.proof_states, y + 5)
  for (const { purpose, state } of proof.states) y = paper.text(`${purpose}: ${state}`, { ...whole, y }, { size: 10 })
  y = drawHeading(paper, t.proof_records, y + 5)
  y = proof.rows.length === 0 ? paper.text(t.proof_none, { ...whole, y }, { size: 10 }) : drawTable(paper, { head: proof.head, widths: [48, 58, 34, 40], rows: proof.rows }, y)
  if (proof.texts.length === 0) return
  y = drawHeading(paper, t.proof_texts, y + 5)
  for (const { title, note } of proof.texts) {
    if (paper.below(`${title}\n${note}`, { ...whole, y }, { size: 9.5 }) > PAGE.height - PAGE.margin) {
      paper.page()
      y = PAGE.margin
    }
    y = paper.text(title, { ...whole, y }, { size: 9.5, weight: 'bold' })
    y = paper.text(note, { ...whole, y }, { size: 9, grey: 0.25 }) + 1.5
  }
}
