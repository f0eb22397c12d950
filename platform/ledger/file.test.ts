import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { START, readLines, sealLines } from './file.ts'
import type { LedgerEntry } from './file.ts'

const key = randomBytes(32)
const entries: LedgerEntry[] = Array.from({ length: 12 }, (_, n) => ({ id: randomUUID(), kind: 'withdrawal', ids: { pupil: randomUUID(), purpose: 'platform' }, at: new Date(1_790_000_000_000 + n) }))
const { text, end } = sealLines(key, START, entries)
const lines = text.split('\n').slice(0, -1)
const read = (content: string) => readLines(key, START, Buffer.from(content, 'latin1'))

describe('lines of the ledger', () => {
  test('what was sealed is read again, also in pieces', () => {
    const whole = read(text)
    assert.equal(whole.broken, null)
    assert.deepEqual(whole.end, end)
    assert.deepEqual(whole.lines.map(({ id, kind, ids, at }) => ({ id, kind, ids, at })), entries)
    const first = readLines(key, START, Buffer.from(`${lines.slice(0, 5).join('\n')}\n`))
    const second = readLines(key, first.end, Buffer.from(`${lines.slice(5).join('\n')}\n`))
    assert.deepEqual(second.end, end)
  })

  test('nothing of an act can be read without the key', () => {
    for (const { id, ids } of entries) for (const secret of [id, ids['pupil']!, 'withdrawal']) assert.ok(!text.includes(secret))
    assert.equal(readLines(randomBytes(32), START, Buffer.from(text)).broken?.number, 1)
  })

  test('a line that was removed, doubled, moved or relabelled is found at its place', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 }), fc.constantFrom('remove', 'double', 'swap', 'relabel'), (at, kind) => {
      const changed = [...lines]
      if (kind === 'remove') changed.splice(at, 1)
      if (kind === 'double') changed.splice(at, 0, changed[at]!)
      if (kind === 'swap') changed.splice(at, 2, changed[at + 1]!, changed[at]!)
      if (kind === 'relabel') changed[at] = changed[at]!.replace(/^\d+/, String(at + 2))
      const { broken, end: place } = read(`${changed.join('\n')}\n`)
      const expected = kind === 'double' ? at + 2 : at + 1
      assert.equal(broken?.number, expected)
      assert.equal(place.lines, expected - 1)
      assert.equal(broken?.isTorn, false)
    }))
  })

  test('any changed byte is found', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const content = Buffer.from(text)
      content[at] = content[at]! ^ by
      const { broken, end: place } = readLines(key, START, content)
      assert.equal(broken?.number, text.slice(0, at).split('\n').length)
      assert.equal(place.lines, broken!.number - 1)
    }))
  })

  test('a line without its end is torn, and says so', () => {
    for (const cut of [1, 20, lines[11]!.length]) {
      const { lines: whole, broken } = read(text.slice(0, text.length - cut))
      assert.equal(whole.length, 11)
      assert.equal(broken?.isTorn, true)
    }
  })

  test('what stands authentic behind a break is named, so that it is never cut away', () => {
    const { broken } = read(`${lines.slice(0, 3).join('\n')}\n\0\0\0\n${lines.slice(4).join('\n')}\n`)
    assert.deepEqual(broken?.stray.map(({ id }) => id), entries.slice(4).map(({ id }) => id))
  })
})
