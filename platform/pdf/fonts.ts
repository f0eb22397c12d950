/**
 * The fonts of papers and which of them has a letter. Files of the same packages as on screen, one per script; each is opened only when a text needs it.
 * Read as WOFF: their tables are packed with zlib, which opens faster than WOFF2's.
 */
import { fileURLToPath } from 'node:url'
import { inLatinLetters } from './legible.ts'

export type Weight = 'regular' | 'bold'
/** A piece of a line in one font. */
export type Run = { font: string; text: string }

type PdfDocument = PDFKit.PDFDocument

const FAMILIES = [
  ['atkinson-hyperlegible-next', ['latin', 'latin-ext']],
  ['noto-sans', ['latin', 'latin-ext', 'vietnamese', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'devanagari']],
] as const
const WEIGHTS: Readonly<Record<Weight, number>> = { regular: 400, bold: 700 }
/** What the first font has, without a look into it. */
const PLAIN = /^[\x20-\x7eÄÖÜäöüß]*$/

export type Fonts = { runs(text: string, weight: Weight): Run[] }

/** The fonts of one document. */
export function openFonts(document: PdfDocument): Fonts {
  const opened = new Set<string>()
  const chosen = new Map<string, string | null>()
  const letters = new Intl.Segmenter('de', { granularity: 'grapheme' })

  function hasLetter(font: string, letter: string): boolean {
    if (!opened.has(font)) {
      document.registerFont(font, fileOf(font))
      opened.add(font)
    }
    document.font(font)
    // The font behind the document's font: pdfkit keeps it to itself, though nothing else knows which letters there are.
    const { font: glyphs } = (document as unknown as { _font: { font: { hasGlyphForCodePoint(sign: number): boolean } } })._font
    return [...letter].every((sign) => glyphs.hasGlyphForCodePoint(sign.codePointAt(0)!))
  }

  function fontOf(letter: string, weight: Weight): string | null {
    const key = `${weight} ${letter}`
    const known = chosen.get(key)
    if (known !== undefined) return known
    const found = chainOf(weight).find((font) => hasLetter(font, letter)) ?? null
    chosen.set(key, found)
    return found
  }

  return {
    runs(text, weight) {
      const [first] = chainOf(weight)
      const composed = text.normalize('NFC')
      // Opens the font at least once.
      if (PLAIN.test(composed) && hasLetter(first!, ' ')) return composed === '' ? [] : [{ font: first!, text: composed }]
      const runs: Run[] = []
      let isFirst = true
      for (const { segment } of letters.segment(composed)) {
        const font = fontOf(segment, weight)
        const shown = font === null ? inLatinLetters(segment, isFirst) : segment
        for (const sign of font === null ? shown : [shown]) {
          const own = font ?? fontOf(sign, weight) ?? first!
          const last = runs.at(-1)
          if (last?.font === own) last.text += sign
          else runs.push({ font: own, text: sign })
        }
        isFirst = /[\s-]/.test(segment)
      }
      return runs
    },
  }
}

function chainOf(weight: Weight): readonly string[] {
  return CHAINS[weight]
}

function chain(weight: Weight): readonly string[] {
  return FAMILIES.flatMap(([family, scripts]) => scripts.map((script) => `${family}/files/${family}-${script}-${WEIGHTS[weight]}-normal.woff`))
}

const CHAINS: Readonly<Record<Weight, readonly string[]>> = { regular: chain('regular'), bold: chain('bold') }

function fileOf(font: string): string {
  return fileURLToPath(import.meta.resolve(`@fontsource/${font}`))
}
