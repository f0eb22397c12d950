/** What the page of the settings offers is what the schemas take, and nothing is left out. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CLAUSES } from '#platform/module/clauses.ts'
import { options } from './options.ts'
import type { OptionKey } from './options.ts'
import { ELSEWHERE, NOT_YET, settings, valueWord } from './settings.de.ts'

const takes = (option: OptionKey, value: unknown) => options[option].schema.safeParse(value).success

describe('the settings of the school', () => {
  test('A6 each option that something obeys can be decided on a page, once', () => {
    assert.deepEqual([...settings.map(({ option }) => option), ...ELSEWHERE, ...NOT_YET].sort(), Object.keys(options).sort())
    for (const { clause, option } of settings) assert.ok(CLAUSES.includes(clause), option)
  })

  test('R4.2 what is offered is taken, and what lies beyond is not: nobody goes below a floor', () => {
    for (const { option, kind } of settings) {
      if (kind.of === 'choice') for (const { value } of kind.choices) assert.ok(takes(option, value), `${option} ${String(value)}`)
      if (kind.of === 'several') assert.ok(takes(option, kind.choices.map(({ value }) => value)), option)
      if (kind.of !== 'number' && kind.of !== 'percent') continue
      const value = (n: number) => (kind.of === 'percent' ? n / 100 : n)
      assert.deepEqual([kind.min - 1, kind.min, kind.max, kind.max + 1].map((n) => takes(option, value(n))), [false, true, true, false], option)
    }
  })

  test('the value of a new school has words, and each choice its own', () => {
    for (const setting of settings) {
      const { option, kind } = setting
      const { fallback } = options[option]
      assert.match(valueWord(setting, fallback), /^[\p{L}\d].*[^.]$/u, option)
      if (kind.of === 'choice') assert.ok(kind.choices.some(({ value }) => value === fallback), `${option}: what holds without a decision is no choice`)
      if (kind.of === 'choice') assert.equal(new Set(kind.choices.map(({ value }) => valueWord(setting, value))).size, kind.choices.length, option)
    }
    const word = (option: OptionKey, value: unknown) => valueWord(settings.find((one) => one.option === option)!, value)
    assert.deepEqual([word('slip.days', 1), word('slip.days', 14), word('consent.languages', ['tr', 'ar']), word('import.safety_share', 0.1), word('signin.cards_to_grade', 4), word('signin.cards_to_grade', 0), word('legal_basis', { messenger: 'a', home: ' ' })],
      ['1 Tag', '14 Tage', 'Türkisch und Arabisch', '10 %', 'bis zur 4. Klasse', 'niemand', 'für 1 Teil eingetragen'])
  })
})
