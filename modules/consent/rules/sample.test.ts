import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { SAMPLE_MIN, sampleOf } from './sample.ts'

const entries = fc.array(fc.record({ id: fc.uuid(), groupId: fc.constantFrom('05a', '06b', '07c') }), { maxLength: 120 }).map((all) => [...new Map(all.map((one) => [one.id, one])).values()])

describe('A4 the clerk\'s sample', () => {
  test('holds a tenth of each class, at least three, never more than there are', () => {
    fc.assert(fc.property(entries, (all) => {
      const drawn = new Set(sampleOf(all, '2026-11'))
      for (const [, ofClass] of Map.groupBy(all, (one) => one.groupId)) {
        const wanted = Math.min(ofClass.length, Math.max(SAMPLE_MIN, Math.ceil(ofClass.length / 10)))
        assert.equal(ofClass.filter(({ id }) => drawn.has(id)).length, wanted)
      }
    }))
  })

  test('is the same in whatever order it is asked for, and another one in another month', () => {
    fc.assert(fc.property(entries, (all) => assert.deepEqual(new Set(sampleOf(all, '2026-11')), new Set(sampleOf([...all].reverse(), '2026-11')))))
    const many = Array.from({ length: 100 }, (_, n) => ({ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, groupId: '05a' }))
    assert.notDeepEqual(sampleOf(many, '2026-11'), sampleOf(many, '2026-12'))
  })
})
