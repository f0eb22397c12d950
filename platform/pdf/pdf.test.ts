/** Papers: every letter is legible, parts lie in cut order, the same content gives the same bytes, and the thread outlives a layout that falls over. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { describe, test } from 'node:test'
import { promisify } from 'node:util'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { serverFlags } from '#bin/server-flags.mjs'
import { cutOrder } from './cut-order.ts'
import { UNKNOWN_LETTER, inLatinLetters } from './legible.ts'
import { limits } from './limits.ts'
import { openPaper } from './paper.ts'
import { drawTable } from './table.ts'
import { writePaper } from './write-paper.ts'

const at = new Date('2026-11-23T07:50:00Z')
const layout = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)

async function written(draw: (paper: ReturnType<typeof openPaper>['paper']) => void): Promise<Buffer> {
  const { paper, end } = openPaper({ title: 'Probe', at })
  paper.page()
  draw(paper)
  return end()
}

/** The fonts that a paper brings along, by their names in it. */
function fontsIn(bytes: Buffer): string[] {
  return [...bytes.toString('latin1').matchAll(/\/BaseFont \/[A-Z]{6}\+([A-Za-z-]+)/g)].map((found) => found[1]!)
}

/** What is drawn, unpacked. */
function drawn(bytes: Buffer): string {
  const parts: string[] = []
  for (let from = bytes.indexOf('stream\n'); from !== -1; from = bytes.indexOf('stream\n', from + 1)) {
    try {
      parts.push(inflateSync(bytes.subarray(from + 7)).toString('latin1'))
    } catch {
      // A stream that is no page: fonts are packed otherwise, and ends of streams match too.
    }
  }
  return parts.join('\n')
}

describe('papers', () => {
  test('the same content at the same instant gives the same bytes; another instant does not', async () => {
    const once = () => written((paper) => void paper.text('Ayşe Łódź, Олена, Ελένη', { x: 15, y: 15, width: 100 }))
    assert.deepEqual(await once(), await once())
    const { paper, end } = openPaper({ title: 'Probe', at: new Date(at.getTime() + 1_000) })
    paper.page()
    paper.text('Ayşe Łódź, Олена, Ελένη', { x: 15, y: 15, width: 100 })
    assert.notDeepEqual(await end(), await once())
  })

  test('names of many scripts bring the fonts that have their letters', async () => {
    const fonts = fontsIn(await written((paper) => void paper.text('Müller Ayşe Олена Ελένη Nguyễn', { x: 15, y: 15, width: 180 })))
    assert.ok(fonts.some((font) => /Atkinson/.test(font)) && fonts.some((font) => /Noto/.test(font)), fonts.join())
    assert.deepEqual(fontsIn(await written((paper) => void paper.text('Müller', { x: 15, y: 15, width: 180 }))).filter((font) => /Noto/.test(font)), [], 'what is not needed is not opened')
  })

  test('no letter becomes an empty box: glyph 0 is never set, whatever the text', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), async (text) => {
      const shown = drawn(await written((paper) => void paper.text(text, { x: 15, y: 15, width: 180 })))
      const lines = [...shown.matchAll(/\[([^\]]*)\] TJ/g)].flatMap(([, line]) => [...line!.matchAll(/<([0-9a-f]+)>/g)].map(([, hex]) => hex!))
      for (const hex of lines) assert.doesNotMatch(hex.replace(/(.{4})/g, '$1 '), /\b0000\b/, JSON.stringify(text))
      if (/[a-zA-Z]/.test(text)) assert.ok(lines.length > 0, 'something is set')
    }), { numRuns: 40 })
  })

  test('letters without a font are written with Latin ones, as account names are', () => {
    const say = (name: string) => [...new Intl.Segmenter('de', { granularity: 'grapheme' }).segment(name)].map(({ segment }, index) => inLatinLetters(segment, index === 0)).join('')
    assert.deepEqual(['გიორგი', 'محمد', 'Անի', 'דוד'].map(say), ['Giorgi', 'Mhmd', 'Ani', 'Dvd'])
    assert.equal(say('山'), UNKNOWN_LETTER)
    assert.equal(say('\u200d'), '')
  })

  test('a text too long for its lines ends with an ellipsis and stays inside; a word longer than a line is broken', async () => {
    const { paper } = openPaper({ title: 'Probe', at })
    const place = { x: 0, y: 0, width: 30 }
    const one = paper.below('x', place)
    assert.equal(Math.round(paper.below('Ein Satz, der viel länger ist als die Zeile', place, { lines_max: 2 }) / one), 2)
    assert.ok(paper.below('W'.repeat(200), place) > 5 * one)
    assert.equal(paper.below('', place), one)
  })

  test('a table goes on over several sheets and repeats its head', async () => {
    const { paper, end } = openPaper({ title: 'Probe', at })
    paper.page()
    drawTable(paper, { head: ['Name', 'Stand'], widths: [90, 90], rows: Array.from({ length: 120 }, (_, n) => [`Kind ${n}`, 'erteilt']) }, 40)
    assert.ok(paper.pages >= 3)
    await end()
  })

  test('after cutting the pile and laying its piles on each other the parts lie in the order of the list', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 12 }), (count, places) => {
      const sheets = cutOrder(count, places)
      const piles = Array.from({ length: places }, (_, place) => sheets.map((sheet) => sheet[place]))
      assert.deepEqual(piles.flat().filter((index) => index !== null), Array.from({ length: count }, (_, index) => index))
    }))
    assert.deepEqual(cutOrder(5, 2), [[0, 3], [1, 4], [2, null]])
  })

  test('the thread writes one paper after the other, also after a layout that fell over; its message tells no content', async () => {
    const good = layout('export const draw = (paper, { text }) => { paper.page(); paper.text(text, { x: 15, y: 15, width: 100 }) }')
    const bad = layout('export const draw = (paper, { text }) => { throw new Error(text) }')
    const head = { title: 'Probe', at }
    const [first, failed, second] = await Promise.allSettled([writePaper(good, head, { text: 'a' }), writePaper(bad, head, { text: 'Lina Sommer' }), writePaper(good, head, { text: 'a' })])
    assert.equal(failed!.status, 'rejected')
    assert.doesNotMatch(String((failed as PromiseRejectedResult).reason), /Lina/)
    assert.deepEqual([first!.status, second!.status], ['fulfilled', 'fulfilled'])
    assert.deepEqual((first as PromiseFulfilledResult<Uint8Array>).value, (second as PromiseFulfilledResult<Uint8Array>).value)
  })

  test('more papers than can wait are refused, and those that wait are written', async () => {
    const good = layout('export const draw = (paper) => paper.page()')
    const asked = await Promise.allSettled(Array.from({ length: 24 }, () => writePaper(good, { title: 'Probe', at }, {})))
    const refused = asked.filter((one) => one.status === 'rejected')
    assert.ok(refused.length >= 4 && refused.every((one) => (one as PromiseRejectedResult).reason.refusal?.status === 429))
    assert.equal(asked.length - refused.length, 20)
  })

  test('a paper that takes more memory than it may is refused, also where the server may have more, and the next one is written', async () => {
    // Holds twice what it may, which is half of what the server's flags would let it have.
    const hostile = `export const draw = (paper) => {
      paper.page()
      const held = []
      for (let mib = 0; mib < ${2 * limits.paper_memory_mib_max}; mib++) { held.push(new Array(131072).fill(0.5)); paper.text('x', { x: 15, y: 15, width: 100 }) }
      paper.text(String(held.length), { x: 15, y: 15, width: 100 })
    }`
    const good = 'export const draw = (paper) => paper.page()'
    const program = `import { writePaper } from ${JSON.stringify(new URL('./write-paper.ts', import.meta.url).href)}
      const write = (code) => writePaper(new URL('data:text/javascript,' + encodeURIComponent(code)), { title: 'Probe', at: new Date(0) }, {}).then((bytes) => 'written', (error) => JSON.stringify(error.refusal ?? error.message))
      console.log(await write(${JSON.stringify(hostile)}), await write(${JSON.stringify(good)}))
      process.exit(0)`
    const { stdout } = await promisify(execFile)(process.execPath, [...serverFlags, '--input-type=module', '-e', program], { cwd: new URL('../..', import.meta.url).pathname })
    assert.equal(stdout.trim(), '{"status":422,"code":"paper_too_heavy"} written')
  })
})
