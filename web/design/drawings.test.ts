import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { encode } from 'uqr'
import { BAR_LENGTH, layBars } from './lay-bars.ts'
import { drawQr } from './qr-path.ts'

describe('drawings', () => {
  test('the parts of a bar follow each other, never leave it, and what is more than nothing is seen', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50_000 }), { minLength: 1, maxLength: 5 }), (values) => {
        const parts = layBars(values)
        assert.deepEqual(
          parts.map((part) => part.index),
          values.flatMap((value, i) => (value > 0 ? [i] : [])),
        )
        let end = -2
        for (const part of parts) {
          assert.ok(Math.abs(part.x - (end + 2)) < 1e-6)
          assert.ok(part.width > 3)
          end = part.x + part.width
        }
        if (parts.length > 0) assert.ok(Math.abs(end - BAR_LENGTH) < 1e-6, String(end))
      }),
    )
  })

  test('nothing at all draws no part', () => {
    assert.deepEqual(layBars([0, 0]), [])
  })

  test('the drawn squares of a QR code are exactly the encoded ones, with a quiet zone of four', () => {
    const text = 'https://schule.example/zettel/KX4M-7Q2P'
    const { path, side } = drawQr(text)
    const painted = Array.from({ length: side }, () => Array.from({ length: side }, () => false))
    for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) for (let i = 0; i < Number(run); i++) painted[Number(y)]![Number(x) + i] = true
    const bare = encode(text, { ecc: 'M', border: 0 })
    assert.equal(side, bare.size + 8)
    assert.deepEqual(
      painted.slice(4, -4).map((row) => row.slice(4, -4)),
      bare.data,
    )
    assert.ok([...painted.slice(0, 4), ...painted.slice(-4)].flat().every((dark) => !dark))
  })
})
