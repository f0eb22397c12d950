/** The layout of codes for parents: what is cut out and put into the child's letter, one for each parent. */
import { chooseTexts } from '#platform/module/texts.ts'
import { drawCutSlips } from '#platform/pdf/cut-slips.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import type { CodeLetters } from './contract.ts'
import { letterAddress } from './letter.ts'
import { familyTexts } from './texts.de.ts'

export type LettersContent = { made: CodeLetters; lastDay: string }

const t = chooseTexts(familyTexts, 'sie')

export function draw(paper: Paper, { made: { schoolName, familyUrl, letters }, lastDay }: LettersContent): void {
  const address = familyUrl.replace(/^https?:\/\//, '')
  drawCutSlips(paper, letters.flatMap(({ givenName, familyName, place, codes }) => codes.map((code) => ({
    school: schoolName, place, before: t.letterBefore, name: `${givenName} ${familyName}`, qr: letterAddress(familyUrl, code),
    facts: [{ label: t.letterCode, text: code, isCode: true }], valid: t.letterUntil({ date: lastDay }),
    steps: [t.letterStep1({ address }), t.letterStep2, t.letterStep3], help: t.letterHelp,
  }))))
}
