/** Counting up: every label of a school goes on, leaves, or stays, and no two of a kind end with the same one. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { countUp, nextLabel, planHash } from './plan.ts'
import type { YearGroup } from './plan.ts'

const years = ['05', '06', '07', '08', '09', '10', 'EF', 'Q1', 'Q2']
const next = (kind: 'class' | 'year', label: string, known = years, exits = ['q2']) => nextLabel(kind, label, known, new Set(exits))

describe('A15 labels of the next year', () => {
  it('counts up as the school writes it', () => {
    assert.equal(next('class', '05a'), '06a')
    assert.equal(next('class', '9b'), '10b')
    assert.equal(next('class', '09b'), '10b')
    assert.equal(next('class', 'R8c'), 'R9c')
    assert.equal(next('year', '05'), '06')
    assert.equal(next('year', '10'), 'EF')
    assert.equal(next('year', 'EF'), 'Q1')
    assert.equal(next('year', 'Q1'), 'Q2')
  })

  it('classes before the upper school end, their year goes on; the last year leaves; names without a year stay', () => {
    assert.equal(next('class', '10a'), 'years_on')
    assert.equal(next('year', 'Q2'), 'exit')
    assert.equal(next('class', '10a', ['09', '10'], ['10']), 'exit')
    assert.equal(next('class', 'Igel'), 'Igel')
    assert.equal(next('class', '1/2a'), '1/2a')
  })

  it('a school that grows gets the next number', () => {
    assert.equal(next('class', '7a', ['5', '6', '7'], []), '8a')
    assert.equal(next('year', '7', ['5', '6', '7'], []), '8')
  })

  it('never gives two groups of a kind one label, ends all courses of last year, and leaves this year’s alone', () => {
    const label = fc.tuple(fc.integer({ min: 1, max: 10 }), fc.constantFrom('a', 'b', 'c')).map(([year, letter]) => `${String(year).padStart(2, '0')}${letter}`)
    fc.assert(
      fc.property(fc.uniqueArray(label, { maxLength: 20 }), fc.nat({ max: 5 }), (labels, courses) => {
        const groups: YearGroup[] = [
          ...labels.map((one) => ({ id: one, kind: 'class' as const, label: one, members: 1, isOfThisYear: false })),
          ...Array.from({ length: courses }, (_, n) => ({ id: `k${n}`, kind: 'course' as const, label: `Kurs ${n}`, members: 1, isOfThisYear: n % 2 === 1 })),
        ]
        const plan = countUp(groups, labels.map((one) => ({ personId: `p${one}`, classId: one, yearId: null })), new Set(['10']), '2027/28')
        const after = [...plan.renamed.map((one) => one.to), ...plan.carried.map((one) => one.label)]
        assert.equal(new Set(after).size, after.length)
        assert.equal(after.length + plan.ended.length, labels.length)
        assert.equal(plan.courses.length, Math.ceil(courses / 2))
        assert.deepEqual(plan.exits.sort(), labels.filter((one) => one.startsWith('10')).map((one) => `p${one}`).sort())
        assert.equal(planHash(plan), planHash(structuredClone(plan)))
      }),
    )
  })
})
