/** The proof on paper: nothing is cut, every sheet has its number, and the same content gives the same bytes. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PAGE } from '#platform/pdf/limits.ts'
import { openPaper } from '#platform/pdf/paper.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { FOOT, flow } from '#platform/pdf/sheets.ts'
import { draw } from './proof-paper.ts'
import type { ProofPaper } from './proof-paper.ts'

const at = new Date('2026-11-23T06:50:00Z')
/** Numbered words, so that a missing one has a name. */
const words = (sign: string, n: number): string[] => Array.from({ length: n }, (_, index) => `${sign}${index}`)

const content: ProofPaper = {
  school: 'Beispielschule', title: 'Nachweis', day: '23.11.2026', lead: words('l', 200).join(' '), facts: [{ label: 'Schulleitung', text: 'Anna Beispiel' }],
  parts: [
    {
      title: 'Verzeichnis', remark: words('r', 150).join(' '),
      entries: [
        { title: words('t', 40).join(' '), facts: [{ label: 'Bemerkung', text: words('f', 2_500).join(' ') }], lines: [words('z', 900).join(' ')], table: { head: ['A', 'B', 'C', 'D', 'E'], rows: [['kurz', 'b', 'c', 'd', 'e'], [words('x', 900).join(' '), 'b', words('y', 300).join(' '), 'd', 'e']] } },
        ...Array.from({ length: 30 }, (_, index) => ({ title: `Eintrag${index}`, facts: [{ label: 'Zweck', text: `Zweck${index}` }], lines: [`Zeile${index}`] })),
      ],
    },
    { title: 'Auftragsverarbeiter', remark: 'Keine', entries: [] },
  ],
}

type Set = { page: number; text: string; below: number }

function write(what: ProofPaper, layout = draw): { set: Set[]; pages: number; bytes: Promise<Buffer> } {
  const { paper, end } = openPaper({ title: 'Nachweis', at })
  const set: Set[] = []
  const watched: Paper = {
    text(text, place, style) {
      const below = paper.text(text, place, style)
      set.push({ page: paper.pages, text, below })
      return below
    },
    get pages() {
      return paper.pages
    },
    page: paper.page, below: paper.below, lines: paper.lines, line: paper.line, box: paper.box, qr: paper.qr,
  }
  layout(watched, what)
  return { set, pages: paper.pages, bytes: end() }
}

const isFoot = ({ text }: Set): boolean => text.includes('Seite ')

describe('the proof as a paper', () => {
  test('X6 no word is cut, however long a text, a fact or a row of a table is', () => {
    const { set, pages } = write(content)
    assert.ok(pages > 5)
    const counts = new Map<string, number>()
    for (const word of set.filter((one) => !isFoot(one)).flatMap(({ text }) => text.split(/\s+/))) counts.set(word, (counts.get(word) ?? 0) + 1)
    for (const [sign, n] of [['l', 200], ['r', 150], ['t', 40], ['f', 2_500], ['z', 900], ['x', 900], ['y', 300]] as const) {
      assert.deepEqual(words(sign, n).filter((word) => counts.get(word) !== 1), [], sign)
    }
    const lowest = PAGE.height - FOOT + 0.01
    assert.deepEqual(set.filter((one) => !isFoot(one) && one.below > lowest).map(({ text }) => text.slice(0, 30)), [])
    // Planted: the same text set without looking at the end of the sheet is below it, and found.
    const careless = write(content, (paper) => {
      paper.page()
      paper.text(content.parts[0]!.entries[0]!.facts[0]!.text, { x: PAGE.margin, y: PAGE.margin, width: 100 })
    })
    assert.ok(careless.set.some(({ below }) => below > lowest))
  })

  test('X6 every sheet has its number, and the number of all', () => {
    const { set, pages } = write(content)
    assert.deepEqual(set.filter(isFoot).map(({ page, text }) => `${page} ${text}`), Array.from({ length: pages }, (_, index) => `${index + 1} Beispielschule, 23.11.2026. Seite ${index + 1} von ${pages}`))
  })

  test('X6 the same content at the same instant gives the same bytes, another content others', async () => {
    const [one, two, other] = await Promise.all([write(content).bytes, write(content).bytes, write({ ...content, title: 'Anderes' }).bytes])
    assert.ok(one.equals(two))
    assert.ok(!one.equals(other))
  })

  test('a text of one line stays on its sheet, one that does not fit goes to the next', () => {
    const { set } = write(content, (paper) => {
      paper.page()
      flow(paper, 'passt', { x: 0, y: PAGE.height - FOOT - 6, width: 100 })
      flow(paper, 'nicht', { x: 0, y: PAGE.height - FOOT - 2, width: 100 })
    })
    assert.deepEqual(set.map(({ page, text }) => `${page} ${text}`), ['1 passt', '2 nicht'])
  })
})
