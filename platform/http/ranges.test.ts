import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { namesTag, spanOf } from './ranges.ts'

describe('parts of a download', () => {
  test('what a header asks for', () => {
    const of100: [string | undefined, unknown][] = [
      [undefined, null], ['bytes=0-9', { from: 0, to: 10 }], ['bytes=90-', { from: 90, to: 100 }], ['bytes=90-1000', { from: 90, to: 100 }], ['bytes=-10', { from: 90, to: 100 }], ['bytes=-1000', { from: 0, to: 100 }],
      ['BYTES=99-99', { from: 99, to: 100 }], ['bytes=100-', 'none'], ['bytes=100-200', 'none'], ['bytes=-0', 'none'],
      // Not understood or not kept to: all of it.
      ['bytes=', null], ['bytes=-', null], ['bytes=9-0', null], ['bytes=0-1,5-6', null], ['lines=0-1', null], ['bytes=a-b', null], ['bytes=1e3-', null], ['bytes=0x1-', null], [`bytes=${'9'.repeat(40)}-`, null],
    ]
    for (const [header, span] of of100) assert.deepEqual(spanOf(header, 100), span, header)
    assert.equal(spanOf('bytes=0-', 0), 'none')
    assert.equal(spanOf('bytes=-5', 0), 'none')
  })

  test('any header gives nothing, or a part that is there', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.tuple(fc.nat(200), fc.nat(200)).map(([a, b]) => `bytes=${a}-${b}`), fc.nat(200).map((n) => `bytes=-${n}`)), fc.nat(100), (header, size) => {
      const span = spanOf(header, size)
      if (span !== null && span !== 'none') assert.ok(span.from >= 0 && span.from < span.to && span.to <= size)
    }))
  })

  test('tags that are known to the browser', () => {
    for (const header of ['"a"', 'W/"a"', '"b", "a"', '*', ' "b" ,W/"a" ']) assert.ok(namesTag(header, '"a"'), header)
    for (const header of [undefined, '', '"b"', 'a', '"aa"']) assert.ok(!namesTag(header, '"a"'), header)
  })
})
