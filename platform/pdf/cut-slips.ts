/**
 * Slips to cut out of sheets: what opens an account once, six on a sheet, in the order in which a cut pile lies. Nobody's slip reaches into a neighbour's, and
 * nothing of it is left away: what is long is set smaller.
 */
import { cutOrder } from './cut-order.ts'
import { PAGE } from './limits.ts'
import type { Paper, Place, TextStyle } from './paper.ts'

/** The words of one slip, from above to below. */
export type CutSlip = {
  school: string
  /** Where it is handed out: a class. Null where there is none. */
  place: string | null
  /** Before the name, where the slip is not for the person who is named. */
  before?: string
  name: string
  qr: string
  /** Beside the QR code, for whoever types: what it is called and what it is. */
  facts: readonly { label: string; text: string; isCode?: boolean }[]
  valid: string
  steps: readonly string[]
  help: string
}

export const CUT = { columns: 2, rows: 3 } as const
/** A slip's part of the sheet. */
export const PART = { width: PAGE.width / CUT.columns, height: PAGE.height / CUT.rows } as const
/** No printer reaches the edge of a sheet. */
export const INSET = 9
const WIDTH = PART.width - 2 * INSET
const QR_SIDE = 34
/** So far its quiet zone, at least 4 of 68 squares, may reach into the margin. */
const QR_QUIET = 2
/** The line at the foot. */
const FOOT = 3.9
/** Between the steps and the line at the foot. */
const FOOT_GAP = 1.4

export function drawCutSlips(paper: Paper, slips: readonly CutSlip[]): void {
  for (const sheet of cutOrder(slips.length, CUT.columns * CUT.rows)) {
    paper.page()
    for (let column = 1; column < CUT.columns; column++) paper.line({ x: column * PART.width, y: 0 }, { x: column * PART.width, y: PAGE.height }, { isDashed: true, grey: 0.5 })
    for (let row = 1; row < CUT.rows; row++) paper.line({ x: 0, y: row * PART.height }, { x: PAGE.width, y: row * PART.height }, { isDashed: true, grey: 0.5 })
    for (const [place, index] of sheet.entries()) {
      if (index !== null) drawSlip(paper, slips[index]!, { x: (place % CUT.columns) * PART.width + INSET, y: Math.floor(place / CUT.columns) * PART.height + INSET })
    }
  }
}

function drawSlip(paper: Paper, slip: CutSlip, { x, y: top }: { x: number; y: number }): void {
  const foot = top + PART.height - 2 * INSET - FOOT
  if (slip.place !== null) paper.text(slip.place, { x: x + WIDTH - 20, y: top, width: 20 }, { size: 9, weight: 'bold', align: 'right', lines_max: 1 })
  let y = paper.text(slip.school, { x, y: top, width: WIDTH - 22 }, { size: 9, lines_max: 1 }) + 0.8
  if (slip.before !== undefined) y = paper.text(slip.before, { x, y, width: WIDTH }, { size: 9, leading: 1.2, lines_max: 1 }) + 0.3
  y = fitted(paper, slip.name, { x, y, width: WIDTH }, NAME)
  paper.qr(slip.qr, { x: x - QR_QUIET, y, side: QR_SIDE })
  const beside = drawFacts(paper, slip, { x: x + QR_SIDE - QR_QUIET + 1, y: y + 3.5, width: WIDTH - QR_SIDE + QR_QUIET - 1 })
  drawSteps(paper, slip.steps, { x, y: Math.max(y + QR_SIDE - 1, beside + 1), width: WIDTH }, foot - FOOT_GAP)
  paper.text(slip.help, { x, y: foot, width: WIDTH }, { size: 8, grey: 0.2, lines_max: 1 })
}

/** What is typed, and until when. Returns the y below it. */
function drawFacts(paper: Paper, { facts, valid }: CutSlip, place: Place): number {
  let y = place.y
  for (const { label, text, isCode } of facts) {
    y = paper.text(label, { ...place, y }, { size: 7.5, grey: 0.2, lines_max: 1 })
    y = (isCode ? paper.text(text, { ...place, y }, { size: 12.5, weight: 'bold', leading: 1.2, lines_max: 1 }) : fitted(paper, text, { ...place, y }, FACT)) + 1.1
  }
  return paper.text(valid, { ...place, y }, { size: 8.5, lines_max: 2, leading: 1.2 })
}

/** What to do, numbered, as large as the room until `end` allows. */
function drawSteps(paper: Paper, steps: readonly string[], place: Place, end: number): void {
  const inner = { ...place, x: place.x + 4.5, width: place.width - 4.5 }
  const style = (size: number): TextStyle => ({ size, leading: 1.25, lines_max: 4 })
  const size = STEP_SIZES.find((one) => steps.reduce((y, step) => paper.below(step, { ...inner, y }, style(one)), place.y) <= end) ?? STEP_SIZES.at(-1)!
  let { y } = place
  for (const [index, step] of steps.entries()) {
    paper.text(`${index + 1}.`, { ...place, y, width: 5 }, { ...style(size), weight: 'bold' })
    y = paper.text(step, { ...inner, y }, style(size))
  }
}

const STEP_SIZES = [9.5, 9, 8.5, 8, 7.5, 7]
/** Sizes and the lines they may take, the largest first. */
const NAME = [{ size: 14, lines_max: 1 }, { size: 11, lines_max: 2 }, { size: 9, lines_max: 2 }]
const FACT = [{ size: 10.5, lines_max: 1 }, { size: 9, lines_max: 2 }]

/** Sets a text in the first of these sizes in which nothing of it is left away, else in the last one. Returns the y below it. */
function fitted(paper: Paper, text: string, place: Place, sizes: readonly { size: number; lines_max: number }[]): number {
  const styled = sizes.map(({ size, lines_max }) => ({ size, lines_max, weight: 'bold', leading: 1.15 }) as const)
  const isWhole = ({ lines_max, ...style }: (typeof styled)[number]): boolean => Math.round((paper.below(text, place, style) - place.y) / (paper.below('x', place, style) - place.y)) <= lines_max
  return paper.text(text, place, styled.find(isWhole) ?? styled.at(-1)!)
}
