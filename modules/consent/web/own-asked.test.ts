import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { askedOf } from './own-asked.ts'
import type { Own } from './own-asked.ts'

type Purpose = Parameters<typeof askedOf>[0]['purposes'][number]
const one = (change: Partial<Purpose>): Purpose => ({ state: 'GRANTED', openUntil: null, mayDeclare: false, asked: null, isInUse: true, ...change })
const why = (isAdult: boolean, ...purposes: Partial<Purpose>[]) => askedOf({ isAdult, purposes: purposes.map(one) } satisfies Pick<Own, 'isAdult'> & { purposes: readonly Purpose[] })?.why ?? null

describe('3.1 what Heute asks a pupil', () => {
  test('of age: the own declaration, and later the answer to a new text', () => {
    assert.equal(why(true, { state: 'MAJORITY_DUE', mayDeclare: true }), 'of_age')
    assert.equal(why(true, { state: 'OUTDATED', mayDeclare: true }), 'new_text')
    assert.equal(why(true, { state: 'OUTDATED', mayDeclare: true }, { state: 'MAJORITY_DUE', mayDeclare: true }), 'of_age')
    assert.equal(why(true, {}, { state: 'REVOKED', mayDeclare: true }), null, 'a no is an answer')
  })

  test('below 18: only beside the parents, and only where the school asks; a new text is for the parents then', () => {
    assert.equal(why(false, { state: 'PARTIAL', mayDeclare: true, asked: 'agree' }), 'beside_parents')
    assert.equal(why(false, { state: 'OUTDATED' }), null)
    assert.equal(why(false, { state: 'REVOKED', mayDeclare: true, asked: 'lift' }), null)
  })

  test('R3.1 nothing about what the school does not use', () => {
    assert.equal(why(true, { state: 'OUTDATED', mayDeclare: true, isInUse: false }), null)
    assert.equal(why(false, { state: 'NONE', mayDeclare: true, asked: 'agree', isInUse: false }), null)
  })
})
