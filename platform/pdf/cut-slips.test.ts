/** Slips to cut: every one whole on its own part of the sheet, in the order of the list after the pile is cut, whatever the names. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { encode } from 'uqr'
import { CUT, INSET, PART, drawCutSlips } from './cut-slips.ts'
import type { CutSlip } from './cut-slips.ts'
import { openPaper } from './paper.ts'
import type { Paper } from './paper.ts'

type Drawn = { sheet: number; text: string; x: number; y: number; right: number; end: number; isWhole: boolean }

/** Draws on a real paper and notes on which sheet and where each text and code stands. */
async function drawn(slips: readonly CutSlip[]): Promise<{ drawn: Drawn[]; sheets: number }> {
  const { paper, end } = openPaper({ title: 'Probe', at: new Date('2026-11-23T07:50:00Z') })
  const found: Drawn[] = []
  const noting: Paper = {
    ...paper,
    get pages() {
      return paper.pages
    },
    text(text, place, style = {}) {
      const { lines_max: _, ...free } = style
      const below = paper.text(text, place, style)
      found.push({ sheet: paper.pages, text, x: place.x, y: place.y, right: place.x + place.width, end: below, isWhole: paper.below(text, place, free) <= below + 0.001 })
      return below
    },
    qr(text, place) {
      paper.qr(text, place)
      // The quiet zone may reach into the margin; the dark squares may not.
      const quiet = (place.side * 4) / encode(text, { ecc: 'M', border: 4 }).size
      found.push({ sheet: paper.pages, text, x: place.x + quiet, y: place.y + quiet, right: place.x + place.side - quiet, end: place.y + place.side - quiet, isWhole: true })
    },
  }
  drawCutSlips(noting, slips)
  await end()
  return { drawn: found, sheets: paper.pages }
}

/** Which part of its sheet something stands on, in the order of places. */
const placeOf = ({ x, y }: Drawn): number => Math.floor(y / PART.height) * CUT.columns + Math.floor(x / PART.width)

function slip(n: number, { name = `Kind ${n}`, address = 'schule.example/familie/code' }: { name?: string; address?: string } = {}): CutSlip {
  return {
    school: 'Gesamtschule am Lindenhof', place: '07b', before: 'Für die Eltern von', name, qr: `https://${address}#code=ABCD-EFGH-${1_000 + n}`,
    facts: [{ label: 'Anmeldename', text: `maximiliane-k.von-hohenstein-freudenb${n}` }, { label: 'Code', text: `ABCD-EFGH-${1_000 + n}`, isCode: true }], valid: 'gültig bis Donnerstag, 23. September 2027',
    steps: [`QR-Code scannen und auf „Weiter“ drücken. Oder ${address} öffnen und den Code eintippen.`, 'Sagen, wer Sie sind, und ein eigenes Passwort wählen.', 'Die Schule prüft Ihre Angaben. Danach können Sie online einwilligen.'],
    help: 'Gilt für einen Elternteil und nur einmal. Das Sekretariat hilft.',
  }
}

/** What of these slips would be cut away, cut through or covered. */
async function faults(slips: readonly CutSlip[]): Promise<string[]> {
  const { drawn: all } = await drawn(slips)
  const parts = [...Map.groupBy(all, (one) => `${one.sheet} ${placeOf(one)}`).values()]
  assert.equal(parts.length, slips.length)
  return parts.flatMap((part) => {
    const left = (placeOf(part[0]!) % CUT.columns) * PART.width + INSET
    const top = Math.floor(placeOf(part[0]!) / CUT.columns) * PART.height + INSET
    const isInside = (one: Drawn) => one.x >= left - 0.01 && one.right <= left + PART.width - 2 * INSET + 0.01 && one.y >= top - 0.01 && one.end <= top + PART.height - 2 * INSET + 0.01
    const covers = (a: Drawn, b: Drawn) => a !== b && a.x < b.right - 0.01 && b.x < a.right - 0.01 && a.y < b.end - 0.01 && b.y < a.end - 0.01
    return part.flatMap((one) => [
      ...(isInside(one) ? [] : [`outside: ${one.text}`]), ...(one.isWhole ? [] : [`shortened: ${one.text}`]),
      // A number and its step stand in one line.
      ...part.filter((other) => covers(one, other) && !/^\d\.$/.test(one.text) && !/^\d\.$/.test(other.text)).map((other) => `${one.text} covers ${other.text}`),
    ])
  })
}

describe('slips to cut', () => {
  test('each pile, and the piles laid on each other, lie in the order of the list; each slip has its own code', async () => {
    for (const count of [1, 7, 30]) {
      const slips = Array.from({ length: count }, (_, n) => slip(n))
      const { drawn: all, sheets } = await drawn(slips)
      assert.equal(sheets, Math.ceil(count / 6))
      const names = all.filter((one) => /^Kind \d+$/.test(one.text))
      const piles = Map.groupBy(names, placeOf)
      const cut = [...piles.keys()].sort((a, b) => a - b).flatMap((place) => piles.get(place)!.sort((a, b) => a.sheet - b.sheet).map((one) => one.text))
      assert.deepEqual(cut, slips.map((one) => one.name))
      for (const [n, name] of slips.entries()) {
        const own = names.find((one) => one.text === name.name)!
        assert.deepEqual(all.filter((one) => one.text.endsWith(`-${1_000 + n}`)).map((one) => [one.sheet, placeOf(one)]), [[own.sheet, placeOf(own)], [own.sheet, placeOf(own)]], 'the QR code and the typed one')
      }
    }
  })

  test('long names and addresses are set smaller and stay whole, inside their part', async () => {
    const names = ['Maximiliane-Katharina von Hohenstein-Freudenberg', 'Maximiliane-Charlotte Wilhelmine Freifrau von Hohenstein-Freudenberg zu Waldeck', 'Nguyễn Thị Hương', 'Олександра Кравченко-Шевченко', 'Li']
    for (const address of ['schule.example/familie/code', 'schulhof.gesamtschule-lindenhof.musterstadt.example/familie/code', `${'sehr-langer-name.'.repeat(5)}example/familie/code`]) {
      assert.deepEqual(await faults(Array.from({ length: 30 }, (_, n) => slip(n, { name: names[n % names.length]!, address }))), [], address)
    }
  })

  test('nothing of one slip reaches another, whatever the name', async () => {
    const isCut = (fault: string) => fault.startsWith('outside')
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), async (name) => assert.deepEqual((await faults([slip(0, { name })])).filter(isCut), [])), { numRuns: 15 })
  })
})
