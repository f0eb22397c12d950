/** The layout of access slips: six on a sheet, with the words of the slips page, in the order in which a cut pile lies. */
import { chooseTexts } from '#platform/module/texts.ts'
import { cutOrder } from '#platform/pdf/cut-order.ts'
import { PAGE } from '#platform/pdf/limits.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import type { Slips } from '../contract/slips.ts'
import { texts } from '../texts.de.ts'

/** `lastDays`: until when each slip holds, in the order of the slips. */
export type SlipsContent = { slips: Slips; lastDays: readonly string[] }

const COLUMNS = 2
const ROWS = 3
const WIDTH = PAGE.width / COLUMNS
const HEIGHT = PAGE.height / ROWS
/** No printer reaches the edge of a sheet. */
const INSET = 9
const QR_SIDE = 34
const LONG = 34

export function draw(paper: Paper, { slips, lastDays }: SlipsContent): void {
  for (const sheet of cutOrder(slips.slips.length, COLUMNS * ROWS)) {
    paper.page()
    for (let column = 1; column < COLUMNS; column++) paper.line({ x: column * WIDTH, y: 0 }, { x: column * WIDTH, y: PAGE.height }, { isDashed: true, grey: 0.5 })
    for (let row = 1; row < ROWS; row++) paper.line({ x: 0, y: row * HEIGHT }, { x: PAGE.width, y: row * HEIGHT }, { isDashed: true, grey: 0.5 })
    for (const [place, index] of sheet.entries()) {
      if (index !== null) drawSlip(paper, slips, slips.slips[index]!, lastDays[index]!, { x: (place % COLUMNS) * WIDTH + INSET, y: Math.floor(place / COLUMNS) * HEIGHT + INSET })
    }
  }
}

/** One slip: for whom, where, with which name and code, until when, and what to do. Speaks to the person who gets it. */
function drawSlip(paper: Paper, { schoolName, signInUrl }: Slips, slip: Slips['slips'][number], lastDay: string, { x, y: top }: { x: number; y: number }): void {
  const t = chooseTexts(texts, slip.type === 'pupil' ? 'du' : 'sie')
  const width = WIDTH - 2 * INSET
  const bottom = top + HEIGHT - 2 * INSET
  const name = `${slip.givenName} ${slip.familyName}`
  if (slip.place !== null) paper.text(slip.place, { x, y: top, width }, { size: 9, weight: 'bold', align: 'right', lines_max: 1 })
  let y = paper.text(schoolName, { x, y: top, width: width - 22 }, { size: 9, lines_max: 1 })
  y = paper.text(name, { x, y: y + 0.8, width }, { size: name.length > LONG ? 11 : 14, weight: 'bold', leading: 1.15, lines_max: 2 })
  paper.qr(`${signInUrl}#zettel=${slip.code}`, { x: x - 3, y, side: QR_SIDE })
  const side = { x: x + QR_SIDE - 2, width: width - QR_SIDE + 2 }
  let at = paper.text(t.slip_account, { ...side, y: y + 3.5 }, { size: 7.5, grey: 0.2 })
  at = paper.text(slip.accountName, { ...side, y: at }, { size: slip.accountName.length > 22 ? 9 : 10.5, weight: 'bold', leading: 1.15, lines_max: 2 })
  at = paper.text(t.slip_code, { ...side, y: at + 1.2 }, { size: 7.5, grey: 0.2 })
  at = paper.text(slip.code, { ...side, y: at }, { size: 12.5, weight: 'bold', leading: 1.2, lines_max: 1 })
  paper.text(t.slip_valid({ date: lastDay }), { ...side, y: at + 1 }, { size: 8.5, lines_max: 2, leading: 1.2 })
  y += QR_SIDE - 1
  const steps = [t.slip_step_1({ address: signInUrl.replace(/^https?:\/\//, '') }), t.slip_step_2, t.slip_step_3]
  for (const [index, step] of steps.entries()) {
    paper.text(`${index + 1}.`, { x, y, width: 5 }, { size: 8.5, weight: 'bold', leading: 1.25 })
    y = paper.text(step, { x: x + 4.5, y, width: width - 4.5 }, { size: 8.5, leading: 1.25, lines_max: 3 })
  }
  paper.text(t.slip_help, { x, y: bottom - 3.5, width }, { size: 8, grey: 0.2, lines_max: 1 })
}
