/** The slip with the code for taking the own things along: handed to the pupil, for home. */
import { chooseTexts } from '#platform/module/texts.ts'
import { drawCutSlips } from '#platform/pdf/cut-slips.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { texts } from './texts.de.ts'

export type CodePaper = { schoolName: string; name: string; code: string; untilOn: string; url: string }

const t = chooseTexts(texts, 'du')

export function draw(paper: Paper, { schoolName, name, code, untilOn, url }: CodePaper): void {
  drawCutSlips(paper, [{
    // The code stands behind the #: no server and no log between here and there sees it.
    school: schoolName, place: null, name, qr: `${url}#code=${code}`, facts: [{ label: t.takeCode, text: code, isCode: true }], valid: t.takeUntil({ date: untilOn }),
    steps: [t.takeStep1({ address: url.replace(/^https?:\/\//, '') }), t.takeStep2, t.takeStep3], help: t.takeHelp,
  }])
}
