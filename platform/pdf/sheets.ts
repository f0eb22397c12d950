/** Sheets of a long paper: numbers at their foot, and text that goes on over the next one. */
import { PAGE } from './limits.ts'
import { COLUMN } from './paper.ts'
import type { Paper, Place, TextStyle } from './paper.ts'

/** Room at the foot of a sheet, as in tables. */
export const FOOT = 16
const FOOT_LINE = 11

/**
 * Draws with a line at the foot of every sheet. How many there will be is found out by drawing once without ink: what is drawn must follow from the content
 * alone.
 */
export function drawNumbered(paper: Paper, draw: (paper: Paper) => void, foot: (sheet: { page: number; pages: number }) => string): void {
  const pages = countSheets(paper, draw)
  draw({
    ...withoutState(paper),
    get pages() {
      return paper.pages
    },
    page() {
      paper.page()
      paper.text(foot({ page: paper.pages, pages }), { x: PAGE.margin, y: PAGE.height - FOOT_LINE, width: COLUMN }, { size: 8, grey: 0.25 })
    },
  })
}

function countSheets(paper: Paper, draw: (paper: Paper) => void): number {
  let pages = 0
  const nothing = (): void => {}
  draw({
    ...withoutState(paper), text: paper.below, line: nothing, box: nothing, qr: nothing,
    get pages() {
      return pages
    },
    page() {
      pages++
    },
  })
  return pages
}

/** Its methods; a copy of the number of sheets would stand still. */
function withoutState({ text, below, lines, line, box, qr }: Paper): Omit<Paper, 'pages' | 'page'> {
  return { text, below, lines, line, box, qr }
}

/** Sets a text that may be longer than what is left of the sheet, or than a sheet. Returns the y below its last line. */
export function flow(paper: Paper, text: string, place: Place, style: TextStyle = {}): number {
  let { y } = place
  for (const line of paper.lines(text, place.width, style)) {
    if (paper.below(line, { ...place, y }, style) > PAGE.height - FOOT) {
      paper.page()
      y = PAGE.margin
    }
    y = paper.text(line, { ...place, y }, style)
  }
  return y
}
