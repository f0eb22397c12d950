import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { newFormCode, printedCode, readFormCode } from './codes.ts'

const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWX'

describe('numbers of forms', () => {
  test('are read back as printed, scanned, in small letters and with the hyphen of a German keyboard', () => {
    for (let n = 0; n < 200; n++) {
      const code = newFormCode()
      for (const typed of [code, printedCode(code), code.toLowerCase(), printedCode(code).replaceAll('-', 'ß')]) assert.equal(readFormCode(typed), code, typed)
      assert.doesNotMatch(code, /[YZILO01]/)
    }
  })

  test('every single wrong sign and every swap of two neighbours is found', () => {
    fc.assert(fc.property(fc.nat({ max: 11 }), fc.nat({ max: 28 }), (place, other) => {
      const code = newFormCode()
      if (SIGNS[other] !== code[place]) assert.equal(readFormCode(code.slice(0, place) + SIGNS[other]! + code.slice(place + 1)), null)
      if (place < 10 && code[place] !== code[place + 1]) assert.equal(readFormCode(code.slice(0, place) + code[place + 1]! + code[place]! + code.slice(place + 2)), null)
    }))
  })

  test('no two are the same, and no sign is likelier than another', () => {
    const codes = Array.from({ length: 5_000 }, newFormCode)
    assert.equal(new Set(codes).size, codes.length)
    const counts = new Map<string, number>()
    for (const sign of codes.map((code) => code.slice(0, 11)).join('')) counts.set(sign, (counts.get(sign) ?? 0) + 1)
    // 55,000 signs of 29: 1,897 each on average, with a deviation of 43.
    assert.ok([...counts.values()].every((n) => n > 1_600 && n < 2_200) && counts.size === 29)
  })
})
