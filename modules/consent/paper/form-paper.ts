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
const LINE_HEIGHT = 15

export function draw(paper: Paper, content: Forms): void {
  for (const form of content.forms) drawForm(paper, form, content)
}

function drawForm(paper: Paper, form: Form, content: Forms): void {
  const text = content.texts[form.text]!
  const returned = heightOfReturned(paper, form, text, content)
  paper.page()
  const end = drawKept(paper, form, text, content)
  const top = BOTTOM - returned
  // Where the text is long the part to give back has a sheet of its own, so that nothing of what one keeps is cut away.
  if (end > top - 8) paper.page()
  paper.line({ x: 0, y: top - 5 }, { x: PAGE.width, y: top - 5 }, { isDashed: true, grey: 0.4 })
  paper.text(t.cut, { x: LEFT, y: top - 4.5, width: COLUMN }, { size: 7.5, grey: 0.3, align: 'right' })
  drawReturned(paper, form, text, content, top)
}

/** Text and how to say no again. Returns the y below it, on the sheet where it ended. */
function drawKept(paper: Paper, form: Form, text: FormText, { school, address, voiceAge }: Forms): number {
  let y = paper.text(school, { x: LEFT, y: 12, width: COLUMN - 40 }, { size: 9, grey: 0.25 })
  paper.text(`${t.keep}. ${text.version}`, { x: LEFT, y: 12, width: COLUMN }, { size: 9, grey: 0.25, align: 'right' })
  y = paper.text(text.title, { x: LEFT, y: y + 3, width: COLUMN }, { size: 15, weight: 'bold', leading: 1.2 }) + 2
  const put = (words: string, place: { x: number; width: number }, style: Parameters<Paper['text']>[2], gap: number): void => {
    if (paper.below(words, { ...place, y }, style) > PAGE.height - PAGE.margin) {
      paper.page()
      y = PAGE.margin
    }
    y = paper.text(words, { ...place, y }, style) + gap
  }
  const whole = { x: LEFT, width: COLUMN }
  if (form.isRenewal) put(t.renewal, whole, { size: 9.5, weight: 'bold' }, 1.5)
  for (const words of text.body.flatMap(piecesOf)) put(words.text, { x: LEFT + words.indent, width: COLUMN - words.indent }, { size: 9.5, weight: words.isBold ? 'bold' : 'regular' }, words.gap)
  put(t.withdrawal({ school, address, voiceAge }), whole, { size: 9.5 }, 1.5)
  if (text.aids !== null) put(t.aids(text.aids), whole, { size: 9, grey: 0.2 }, 1)
  return y
}

type Piece = { text: string; isBold: boolean; indent: number; gap: number }

function piecesOf(block: Block): Piece[] {
  const plain = (text: string, indent = 0, gap = 1.5): Piece => ({ text, isBold: false, indent, gap })
  switch (block.kind) {
    case 'heading': return [{ text: block.text, isBold: true, indent: 0, gap: 0.3 }]
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
    y += LINE_HEIGHT - 5
    signatureLine(on, put, signer, y)
    y += 5
  }
  return put(t.disagree, { x: LEFT, y: y + 1, width: COLUMN }, { size: 8, grey: 0.25 })
}

type Put = (words: string, place: { x: number; y: number; width: number }, style: Parameters<Paper['text']>[2]) => number

function tick(on: Paper | null, put: Put, words: string, y: number): number {
  on?.box({ x: LEFT, y: y + 0.3, side: 4 })
  return put(words, { x: LEFT + 6.5, y, width: COLUMN - 6.5 }, { size: 10 })
}

/** Date, name and signature of one person beside each other, with what belongs where below. */
function signatureLine(on: Paper | null, put: Put, signer: string, y: number): void {
  const parts = [{ x: LEFT, width: 24, words: t.date }, { x: LEFT + 28, width: 66, words: `${signer}: ${t.print_name}` }, { x: LEFT + 98, width: COLUMN - 98, words: t.signature }]
  for (const { x, width, words } of parts) {
    on?.line({ x, y }, { x: x + width, y })
    put(words, { x, y: y + 0.5, width: width + 3 }, { size: 7.5, grey: 0.25 })
  }
}
