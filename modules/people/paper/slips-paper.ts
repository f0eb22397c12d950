/** The layout of access slips: the words of the slips page, on sheets to cut. */
import { chooseTexts } from '#platform/module/texts.ts'
import { drawCutSlips } from '#platform/pdf/cut-slips.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import type { Slips } from '../contract/slips.ts'
import { texts } from '../texts.de.ts'

/** `lastDays`: until when each slip holds, in the order of the slips. */
export type SlipsContent = { slips: Slips; lastDays: readonly string[] }

/** For whom, where, with which name and code, until when, and what to do. Each slip speaks to the person who gets it. */
export function draw(paper: Paper, { slips: { slips, schoolName, signInUrl }, lastDays }: SlipsContent): void {
  const address = signInUrl.replace(/^https?:\/\//, '')
  drawCutSlips(paper, slips.map((slip, index) => {
    const t = chooseTexts(texts, slip.type === 'pupil' ? 'du' : 'sie')
    return {
      school: schoolName, place: slip.place, name: `${slip.givenName} ${slip.familyName}`, qr: `${signInUrl}#zettel=${slip.code}`,
      facts: [{ label: t.slip_account, text: slip.accountName }, { label: t.slip_code, text: slip.code, isCode: true }],
      valid: t.slip_valid({ date: lastDays[index]! }), steps: [t.slip_step_1({ address }), t.slip_step_2, t.slip_step_3], help: t.slip_help,
    }
  }))
}
