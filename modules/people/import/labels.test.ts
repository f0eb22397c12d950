import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { labels_remembered_max } from './limits.ts'
import { classKey, isYearGroup, placeOf, yearKey, yearRank } from './labels.ts'

describe('labels of classes and year groups', () => {
  it('name the same class in every spelling, and never two classes alike', () => {
    for (const label of ['05a', '5a', '5 A', '05A', ' 5a', '05 a']) assert.equal(classKey(label.trim()), '5a', label)
    const different = ['5a', '5b', '15a', '50a', '1/2a', '12a', '5-1', '51', '5 1', 'R8a', 'H8a', 'Igel']
    assert.equal(new Set(different.map(classKey)).size, different.length)
    for (const label of ['05', '5', '5.', 'Jahrgang 5', 'Klasse 05', '5. Klasse', 'Jg. 5']) assert.equal(yearKey(label), '5', label)
  })

  it('B11 EF, Q1 and Q2 are year groups and not classes', () => {
    for (const label of ['EF', 'Q1', 'Q2', 'ef', 'q 1', '11', '12', '13']) assert.ok(isYearGroup(label), label)
    for (const label of ['05a', '10', '5', 'EFa', 'Q1b', 'Igel', 'Eiche', '']) assert.ok(!isYearGroup(label), label)
    assert.deepEqual(placeOf('EF', '11'), { classLabel: null, yearLabel: 'EF' })
    assert.deepEqual(placeOf('Q2', ''), { classLabel: null, yearLabel: 'Q2' })
  })

  it('give the year by the column, else by the class where it names one', () => {
    assert.deepEqual(placeOf('05a', '05'), { classLabel: '05a', yearLabel: '05' })
    const years = ['05a', '5a', '10d', 'R8c', 'EFb', 'Q1a', '1/2a', 'Igel', '25a', '0a', ''].map((label) => placeOf(label, '').yearLabel)
    assert.deepEqual(years, ['05', '5', '10', '8', 'EF', 'Q1', null, null, null, null, null])
    assert.deepEqual(placeOf('Igel', '2'), { classLabel: 'Igel', yearLabel: '2' })
    assert.deepEqual(placeOf('', '07'), { classLabel: null, yearLabel: '07' })
  })

  it('order the years of a school', () => {
    const ranks = ['1', '05', '10', 'EF', 'Q1', 'Q2'].map((label) => yearRank(label)!)
    assert.deepEqual(
      ranks,
      ranks.toSorted((a, b) => a - b),
    )
    assert.deepEqual([yearRank('Igel'), yearRank('0'), yearRank('99')], [null, null, null])
  })
  it('have the same key whether it was asked for before or not, also where there are more than are remembered', () => {
    const labels = Array.from({ length: labels_remembered_max * 2 + 1 }, (_, n) => `0${n + 1} A`)
    for (const round of [1, 2]) for (const [n, label] of labels.entries()) assert.deepEqual([classKey(label), yearKey(label)], [`${n + 1}a`, `${n + 1}a`], `${label}, ${round}`)
  })
})
