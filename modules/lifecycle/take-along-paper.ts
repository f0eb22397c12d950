/** The sheet with the code for taking the own things along: one page for one pupil, in easy words and large letters, handed over for home. */
import { chooseTexts } from '#platform/module/texts.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { texts } from './texts.de.ts'

export type CodePaper = { schoolName: string; name: string; code: string; untilOn: string; url: string }

const t = chooseTexts(texts, 'du')
const LEFT = 25
const WIDTH = 160
const QR_SIDE = 52
/** The quiet zone of the code reaches into the margin. */
const QR_QUIET = 3

export function draw(paper: Paper, { schoolName, name, code, untilOn, url }: CodePaper): void {
  const place = { x: LEFT, width: WIDTH }
  paper.page()
  let y = paper.text(schoolName, { ...place, y: 22 }, { size: 11, lines_max: 1 }) + 4
  y = paper.text(t.takePaperTitle, { ...place, y }, { size: 22, weight: 'bold', lines_max: 1 }) + 2
  y = paper.text(t.takePaperFor({ name }), { ...place, y }, { size: 14, lines_max: 2 }) + 8
  // The code stands behind the #: no server and no log between here and there sees it.
  paper.qr(`${url}#code=${code}`, { x: LEFT - QR_QUIET, y, side: QR_SIDE })
  const beside = { x: LEFT + QR_SIDE, width: WIDTH - QR_SIDE }
  let below = paper.text(t.takeCode, { ...beside, y: y + 8 }, { size: 11, grey: 0.2 }) + 1
  below = paper.text(code, { ...beside, y: below }, { size: 24, weight: 'bold', lines_max: 1 }) + 2
  paper.text(t.takeUntil({ date: untilOn }), { ...beside, y: below }, { size: 13, lines_max: 2 })
  y += QR_SIDE + 6
  for (const [index, step] of [t.takeStep1({ address: url.replace(/^https?:\/\//, '') }), t.takeStep2, t.takeStep3].entries()) {
    paper.text(`${index + 1}.`, { ...place, y, width: 9 }, { size: 14, weight: 'bold' })
    y = paper.text(step, { x: LEFT + 10, y, width: WIDTH - 10 }, { size: 14 }) + 4
  }
  paper.text(t.takeHelp, { ...place, y: y + 4 }, { size: 12, grey: 0.2 })
}
