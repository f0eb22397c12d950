import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gradeOf } from './grade.ts'

test('the grade of a class by its label', () => {
  const cases: [string, number | null][] = [['05a', 5], ['5 A', 5], ['1b', 1], ['1/2a', 2], ['10c', 10], ['R8c', 8], ['EF', 11], ['E1', 11], ['Q1', 12], ['Q2', 13], ['Igel', null], ['', null], ['2026', null]]
  for (const [label, grade] of cases) assert.equal(gradeOf(label), grade, label)
})
