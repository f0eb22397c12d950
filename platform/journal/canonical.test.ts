import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { canonicalJson } from './canonical.ts'

describe('canonical JSON', () => {
  test('sorts keys at every depth and leaves no spaces', () => {
    assert.equal(canonicalJson({ b: [1, { d: null, c: 'ä' }], a: true }), '{"a":true,"b":[1,{"c":"ä","d":null}]}')
  })

  test('is one text for one value, whatever the order of its keys', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }).filter(isStorable), fc.oneof(fc.string({ unit: 'grapheme' }).filter(isStorable), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      assert.equal(canonicalJson(turned), canonicalJson(value))
      assert.equal(canonicalJson(JSON.parse(canonicalJson(value))), canonicalJson(value))
    }))
  })

  test('refuses what JSON or the database would change silently', () => {
    for (const value of [undefined, { a: undefined }, NaN, Infinity, new Date(0), () => 1, 'a\0b', '\ud800', { '\0': 1 }, 10n]) assert.throws(() => canonicalJson(value), TypeError)
  })
})

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed()
}
