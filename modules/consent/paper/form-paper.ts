/** The layout of consent forms: above what the family keeps, below the part that comes back, with the number as QR code. Never two purposes on one sheet. */
import type { Block } from '#platform/documents/blocks.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { PAGE } from '#platform/pdf/limits.ts'
import { COLUMN } from '#platform/pdf/paper.ts'
import type { Paper } from '#platform/pdf/paper.ts'
import { printedCode } from './codes.ts'
import { texts } from './texts.de.ts'

export type FormText = { title: string; version: string; body: readonly Block[]; aids: { address: string; languages: string[] } | null }
export type Form = {
  /** Which of the texts. */
  text: number
  code: string
  /** Null: blank. */
  child: { name: string; place: string | null } | null
  isAdult: boolean
  isRenewal: boolean
  /** From this age on the pupil signs too; null: no line. */
  voiceAge: number | null
  isVoiceNeeded: boolean
}
export type Forms = { school: string; address: string; texts: readonly FormText[]; forms: readonly Form[]; isOneEnough: boolean; /** opt:consent.pupil_voice_age; null where it is off. */ voiceAge: number | null }

const t = chooseTexts(texts, 'sie')
const LEFT = PAGE.margin
const BOTTOM = PAGE.height - 12
/** Room to write above a line. */
const LINE_HEIGHT = 9

export function draw(paper: Paper, content: Forms): void {
  for (const form of content.forms) drawForm(paper, form, content)
}

function drawForm(paper: Paper, form: Form, content: Forms): void {
  const text = content.texts[form.text]!
  const returned = heightOfReturned(paper, form, text, content)
  paper.page()
  const top = BOTTOM - returned
  const end = drawKept(paper, form, text, content, top - 10)
  // Where the text is long the part to give back has a sheet of its own, so that nothing of what one keeps is cut away.
  if (end > top - 8) paper.page()
  paper.line({ x: 0, y: top - 5 }, { x: PAGE.width, y: top - 5 }, { isDashed: true, grey: 0.4 })
  paper.text(t.cut, { x: LEFT, y: top - 4.5, width: COLUMN }, { size: 7.5, grey: 0.3, align: 'right' })
  drawReturned(paper, form, text, content, top)
}

/** Text and how to say no again, as large as the sheet has room for. Returns the y below it, on the sheet where it ended. */
function drawKept(paper: Paper, form: Form, text: FormText, content: Forms, top: number): number {
  let y = paper.text(content.school, { x: LEFT, y: 12, width: COLUMN - 60 }, { size: 9, grey: 0.25, lines_max: 1 })
  paper.text(`${t.keep}. ${text.version}`, { x: LEFT, y: 12, width: COLUMN }, { size: 9, grey: 0.25, align: 'right' })
  y = paper.text(text.title, { x: LEFT, y: y + 3, width: COLUMN }, { size: 15, weight: 'bold', leading: 1.2 }) + 2
  const pieces = piecesOfKept(form, text, content)
  const place = ({ indent }: Piece) => ({ x: LEFT + indent, y, width: COLUMN - indent })
  const heightAt = (size: number): number => pieces.reduce((sum, piece) => sum + paper.below(piece.text, place(piece), { size, weight: piece.weight }) - y + piece.gap, 0)
  const size = SIZES.find((one) => y + heightAt(one) < top) ?? SIZES.at(-1)!
  for (const piece of pieces) {
    const style = { size, weight: piece.weight }
    if (paper.below(piece.text, place(piece), style) > PAGE.height - PAGE.margin) {
      paper.page()
      y = PAGE.margin
    }
    y = paper.text(piece.text, place(piece), style) + piece.gap
  }
  return y
}

/** Sizes of the text, the most comfortable first. */
const SIZES = [11, 10.5, 10, 9.5, 9]

function piecesOfKept(form: Form, text: FormText, { school, address, voiceAge }: Forms): Piece[] {
  const plain = (words: string): Piece => ({ text: words, weight: 'regular', indent: 0, gap: 1.5 })
  return [
    ...(form.isRenewal ? [{ ...plain(t.renewal), weight: 'bold' as const }] : []),
    ...text.body.flatMap(piecesOf),
    plain(t.withdrawal({ school, address, voiceAge })),
    ...(text.aids === null ? [] : [plain(t.aids(text.aids))]),
  ]
}

type Piece = { text: string; weight: 'regular' | 'bold'; indent: number; gap: number }

function piecesOf(block: Block): Piece[] {
  const plain = (text: string, indent = 0, gap = 1.5): Piece => ({ text, weight: 'regular', indent, gap })
  switch (block.kind) {
    case 'heading': return [{ text: block.text, weight: 'bold', indent: 0, gap: 0.3 }]
    case 'text': return [plain(block.text)]
    case 'list': return block.items.map((item, index) => plain(`•  ${item}`, 2, index === block.items.length - 1 ? 1.5 : 0.2))
    case 'facts': return block.rows.map((row) => plain(`${row.label}: ${row.text}`, 0, 0.5))
    case 'table': return block.rows.map((row) => plain(row.join(' · '), 0, 0.5))
  }
}

const QR_SIDE = 30
const TEXT_WIDTH = COLUMN - QR_SIDE - 4

function signers(form: Form): string[] {
  if (form.isAdult) return [t.line_adult]
  const voice = form.voiceAge === null ? [] : [form.isVoiceNeeded ? t.line_voice_needed({ age: form.voiceAge }) : t.line_voice({ age: form.voiceAge })]
  return [t.line_first, t.line_second, ...voice]
}

function heightOfReturned(paper: Paper, form: Form, text: FormText, content: Forms): number {
  return returnedPart(null, paper, form, text, content, 0)
}

function drawReturned(paper: Paper, form: Form, text: FormText, content: Forms, top: number): void {
  returnedPart(paper, paper, form, text, content, top)
}

/** The part that comes back; with `on` null it is only measured. Returns its end. */
function returnedPart(on: Paper | null, measure: Paper, form: Form, text: FormText, { school, isOneEnough }: Forms, top: number): number {
  const put = (words: string, place: { x: number; y: number; width: number }, style: Parameters<Paper['text']>[2]): number => (on === null ? measure.below(words, place, style) : on.text(words, place, style))
  const code = printedCode(form.code)
  on?.qr(form.code, { x: PAGE.width - PAGE.margin - QR_SIDE + 3, y: top, side: QR_SIDE })
  put(`${t.form_number} ${code}`, { x: PAGE.width - PAGE.margin - 60, y: top + QR_SIDE - 1, width: 60 }, { size: 9, weight: 'bold', align: 'right' })
  let y = put(`${school} · ${text.version}`, { x: LEFT, y: top + 1, width: TEXT_WIDTH }, { size: 8.5, grey: 0.25, lines_max: 1 })
  y = put(t.declaration({ title: text.title }), { x: LEFT, y: y + 0.5, width: TEXT_WIDTH }, { size: 11, weight: 'bold', leading: 1.2 }) + 1.5
  if (form.child !== null) {
    y = put(form.child.name, { x: LEFT, y, width: TEXT_WIDTH }, { size: 14, weight: 'bold', leading: 1.2, lines_max: 2 })
    y = put(form.child.place === null ? '' : `${t.class} ${form.child.place}`, { x: LEFT, y, width: TEXT_WIDTH }, { size: 10 })
  } else {
    y += 8
    on?.line({ x: LEFT, y }, { x: LEFT + 100, y })
    on?.line({ x: LEFT + 106, y }, { x: LEFT + TEXT_WIDTH, y })
    put(t.childBlank, { x: LEFT, y: y + 0.5, width: 100 }, { size: 7.5, grey: 0.25 })
    y = put(t.class, { x: LEFT + 106, y: y + 0.5, width: 30 }, { size: 7.5, grey: 0.25 })
  }
  y = put(t.agree({ version: text.version }), { x: LEFT, y: Math.max(y + 1.5, top + QR_SIDE + 4), width: COLUMN }, { size: 10 })
  if (!form.isAdult) {
    y = tick(on, put, t.tick_sole, y + 2)
    y = tick(on, put, isOneEnough ? t.tick_other : t.tick_other_note, y + 1)
  }
  for (const signer of signers(form)) {
    y = put(signer, { x: LEFT, y: y + 2.5, width: COLUMN }, { size: 9, weight: 'bold' }) + LINE_HEIGHT
    signatureLine(on, put, y)
    y += 4
  }
  return put(t.disagree, { x: LEFT, y: y + 1, width: COLUMN }, { size: 8, grey: 0.25 })
}

type Put = (words: string, place: { x: number; y: number; width: number }, style: Parameters<Paper['text']>[2]) => number

function tick(on: Paper | null, put: Put, words: string, y: number): number {
  on?.box({ x: LEFT, y: y + 0.3, side: 4 })
  return put(words, { x: LEFT + 6.5, y, width: COLUMN - 6.5 }, { size: 10 })
}

/** Date, name and signature of one person beside each other, with what belongs where below. */
function signatureLine(on: Paper | null, put: Put, y: number): void {
  const parts = [{ x: LEFT, width: 24, words: t.date }, { x: LEFT + 28, width: 66, words: t.print_name }, { x: LEFT + 98, width: COLUMN - 98, words: t.signature }]
  for (const { x, width, words } of parts) {
    on?.line({ x, y }, { x: x + width, y })
    put(words, { x, y: y + 0.5, width: width + 3 }, { size: 7.5, grey: 0.25 })
  }
}
