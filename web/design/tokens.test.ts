import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import assert from 'node:assert/strict'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const light = tokensOf(css.slice(0, css.indexOf('@media screen')))
const dark = { ...light, ...tokensOf(css.slice(css.indexOf('@media screen'), css.indexOf('@media print'))) }
const grounds = ['paper', 'surface', 'sunken']
const softs = ['board-soft', 'chalk-soft', 'red-soft', 'blue-soft']

/** look.md: text at least 7:1, secondary text at least 4.5:1, edges that carry meaning at least 3:1, in both themes. */
for (const [name, tokens] of Object.entries({ light, dark })) {
  describe(`contrast in the ${name} theme`, () => {
    const reach = (ink: string, ground: string, least: number) => {
      const found = contrast(tokens[ink] ?? '', tokens[ground] ?? '')
      assert.ok(found >= least, `${ink} on ${ground}: ${found.toFixed(2)}, needs ${least}`)
    }

    test('text reaches 7:1 on every ground', () => {
      for (const ground of [...grounds, ...softs]) reach('ink', ground, 7)
    })

    test('secondary text and remarks reach 4.5:1 on every ground', () => {
      for (const ink of ['ink-2', 'ink-3']) for (const ground of [...grounds, ...softs]) reach(ink, ground, 4.5)
    })

    test('actions, danger and explanations are readable as text', () => {
      for (const ink of ['board', 'red', 'blue']) for (const ground of [...grounds, `${ink}-soft`]) reach(ink, ground, 4.5)
      reach('clay', 'clay-soft', 4.5)
      reach('on-chalk', 'chalk-soft', 7)
      reach('on-chalk-fill', 'chalk', 7)
      for (const fill of ['board', 'board-hover']) reach('on-board', fill, 7)
      for (const fill of ['red', 'red-hover']) reach('on-red', fill, 4.5)
    })

    test('edges that carry meaning reach 3:1', () => {
      for (const ground of grounds) reach('edge', ground, 3)
      for (const edge of ['chalk-rim', 'blue', 'red', 'board']) for (const ground of ['surface', 'paper']) reach(edge, ground, 3)
    })
  })
}

describe('the measure itself', () => {
  test('black on white is 21:1, and a colour that is too weak is found', () => {
    assert.equal(contrast('#000000', '#ffffff').toFixed(1), '21.0')
    assert.ok(contrast('#f3c63a', '#ffffff') < 3)
  })

  test('the dark theme names every colour of the light one', () => {
    const named = Object.keys(tokensOf(css.slice(css.indexOf('@media screen'), css.indexOf('@media print'))))
    assert.deepEqual(
      Object.keys(light).filter((name) => !named.includes(name)),
      [],
    )
  })
})

function tokensOf(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]))
}

/** WCAG 2.2, relative luminance. */
function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  assert.match(hex, /^#[0-9a-f]{6}$/)
  const [r, g, b] = [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
