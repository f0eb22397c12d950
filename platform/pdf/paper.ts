/**
 * Papers as PDF: A4 sheets, black on white, text in every script we have letters for, QR codes, lines to cut and to sign on. All lengths in millimetres,
 * sizes of letters in points. The same content at the same instant gives the same bytes.
 */
import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import { checkHeap } from '#platform/threads/own-heap.ts'
import { openFonts } from './fonts.ts'
import type { Run, Weight } from './fonts.ts'
import { PAGE, limits } from './limits.ts'

export type PaperHead = { title: string; /** Becomes the date of creation. */ at: Date; lang?: string }

export type TextStyle = {
  size?: number
  weight?: Weight
  /** Grey of the letters, 0 black to 1 white. */
  grey?: number
  align?: 'left' | 'right' | 'centre'
  /** Height of a line as a multiple of the size. */
  leading?: number
  /** Further lines are left away; the last one ends with an ellipsis. */
  lines_max?: number
}
export type Place = { x: number; y: number; width: number }

export type Paper = {
  /** Begins a sheet; nothing is drawn before the first one. */
  page(): void
  /** Number of sheets begun so far. */
  readonly pages: number
  /** Sets a text into a column, broken at spaces. Returns the y below its last line. */
  text(text: string, place: Place, style?: TextStyle): number
  /** The y that `text` would return, without drawing. */
  below(text: string, place: Place, style?: TextStyle): number
  /** The lines into which `text` would be broken. */
  lines(text: string, width: number, style?: TextStyle): string[]
  line(from: { x: number; y: number }, to: { x: number; y: number }, style?: { width?: number; grey?: number; isDashed?: boolean }): void
  /** An empty square to tick. */
  box(place: { x: number; y: number; side: number }): void
  /** A QR code with error correction M; its quiet zone is part of the side. */
  qr(text: string, place: { x: number; y: number; side: number }): void
}

const POINTS = 72 / 25.4
const FACTOR_LEADING = 1.35
/** Lines set and codes drawn between two looks at the memory. */
const STEPS_UNCHECKED = 32

/** Opens a paper; `end` gives its bytes. Throws when it has more than pages_max sheets, and TooHeavy when it takes more memory than a paper may. */
export function openPaper({ title, at, lang = 'de-DE' }: PaperHead): { paper: Paper; end(): Promise<Buffer> } {
  const document = new PDFDocument({
    size: 'A4', margin: 0, autoFirstPage: false, lang, displayTitle: true, pdfVersion: '1.7',
    info: { Title: title, Creator: 'Schulhof', Producer: 'Schulhof', CreationDate: at, ModDate: at },
  })
  const pieces: Buffer[] = []
  const ended = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => resolve(Buffer.concat(pieces))).on('error', reject)
  })
  return {
    paper: paperOn(document),
    end() {
      document.end()
      return ended
    },
  }
}

function paperOn(document: PDFKit.PDFDocument): Paper {
  const fonts = openFonts(document)
  const widths = new Map<string, number>()
  let pages = 0
  let steps = 0

  /** Nobody else can stop a layout that draws and draws: it waits for nothing. */
  function step(): void {
    if (steps++ % STEPS_UNCHECKED === 0) checkHeap(limits.paper_memory_mib_max)
  }

  /** Width in millimetres at a size of one point. */
  function unitWidth({ font, text }: Run): number {
    const key = `${font}\n${text}`
    let width = widths.get(key)
    if (width === undefined) {
      width = document.font(font).fontSize(100).widthOfString(text) / 100 / POINTS
      widths.set(key, width)
    }
    return width
  }
  const widthOf = (text: string, size: number, weight: Weight): number => fonts.runs(text, weight).reduce((sum, run) => sum + unitWidth(run), 0) * size

  function broken(text: string, width: number, { size = 10, weight = 'regular', lines_max = Infinity }: TextStyle): string[] {
    const lines = text.split('\n').flatMap((paragraph) => linesOf(paragraph, width, (piece) => widthOf(piece, size, weight)))
    if (lines.length <= lines_max) return lines
    const kept = lines.slice(0, lines_max)
    let last = kept.at(-1)!
    while (last !== '' && widthOf(`${last}…`, size, weight) > width) last = last.slice(0, -1)
    return [...kept.slice(0, -1), `${last.trimEnd()}…`]
  }

  const below = (text: string, { y, width }: Place, style: TextStyle = {}): number => y + broken(text, width, style).length * lineHeight(style)

  return {
    get pages() {
      return pages
    },
    page() {
      if (++pages > limits.pages_max) throw new RangeError(`more than ${limits.pages_max} sheets`)
      document.addPage({ size: 'A4', margin: 0 })
    },
    below,
    lines: (text, width, style = {}) => broken(text, width, style),
    text(text, place, style = {}) {
      const { size = 10, weight = 'regular', grey = 0, align = 'left' } = style
      let y = place.y
      for (const line of broken(text, place.width, style)) {
        step()
        const runs = fonts.runs(line, weight)
        const width = runs.reduce((sum, run) => sum + unitWidth(run), 0) * size
        let x = place.x + (align === 'left' ? 0 : (place.width - width) * (align === 'right' ? 1 : 0.5))
        // Fonts differ in height: what stands in one line stands on one base line.
        const base = (y + (lineHeight(style) + (size / POINTS) * 0.7) / 2) * POINTS
        document.fillColor(greyOf(grey))
        for (const run of runs) {
          document.font(run.font).fontSize(size).text(run.text, x * POINTS, base, { lineBreak: false, baseline: 'alphabetic' })
          x += unitWidth(run) * size
        }
        y += lineHeight(style)
      }
      return y
    },
    line(from, to, { width = 0.2, grey = 0, isDashed = false } = {}) {
      document.lineWidth(width * POINTS).strokeColor(greyOf(grey))
      if (isDashed) document.dash(1.4 * POINTS, { space: 1.2 * POINTS })
      document.moveTo(from.x * POINTS, from.y * POINTS).lineTo(to.x * POINTS, to.y * POINTS).stroke()
      if (isDashed) document.undash()
    },
    box({ x, y, side }) {
      document.lineWidth(0.3 * POINTS).strokeColor(greyOf(0)).rect(x * POINTS, y * POINTS, side * POINTS, side * POINTS).stroke()
    },
    qr(text, { x, y, side }) {
      step()
      const { data, size } = encode(text, { ecc: 'M', border: 4 })
      const cell = (side / size) * POINTS
      for (const [row, cells] of data.entries()) {
        for (let column = 0; column < size; column++) {
          const start = column
          while (cells[column]) column++
          // A hair higher than a row, so that no viewer leaves white lines between rows.
          if (column > start) document.rect(x * POINTS + start * cell, y * POINTS + row * cell, (column - start) * cell, cell * 1.02)
        }
      }
      document.fillColor(greyOf(0)).fill()
    },
  }
}

function lineHeight({ size = 10, leading = FACTOR_LEADING }: TextStyle): number {
  return (size / POINTS) * leading
}

function greyOf(grey: number): [number, number, number] {
  const part = Math.round(grey * 255)
  return [part, part, part]
}

/** Breaks at spaces and after hyphens and slashes; a word longer than a line within itself. An empty text is one empty line. */
function linesOf(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<=[\s/-])/)) {
    if (measure((line + word).trimEnd()) <= width) {
      line += word
      continue
    }
    if (line !== '') lines.push(line.trimEnd())
    line = word
    while (measure(line.trimEnd()) > width && line.length > 1) {
      let end = line.length
      while (end > 1 && measure(line.slice(0, end)) > width) end--
      // Not between the halves of a letter beyond the first plane.
      if (/[\ud800-\udbff]$/.test(line.slice(0, end)) && end > 1) end--
      lines.push(line.slice(0, end))
      line = line.slice(end)
    }
  }
  return [...lines, line.trimEnd()]
}

/** The width between the margins. */
export const COLUMN = PAGE.width - 2 * PAGE.margin
