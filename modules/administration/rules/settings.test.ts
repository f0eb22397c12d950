import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { options } from '#platform/school/options.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { ELSEWHERE, NOT_YET, SETTINGS, shownOf, valueOf } from './settings.ts'
import type { Setting } from './settings.ts'

const all = Object.values(SETTINGS).flat()
const takes = (option: OptionKey, value: unknown): boolean => options[option].schema.safeParse(value).success

describe('the page of settings', () => {
  test('A6 every option can be decided somewhere, or it is said why not yet; none twice', () => {
    const placed = [...all.map((one) => one.option), ...ELSEWHERE, ...NOT_YET]
    assert.deepEqual([...placed].sort(), Object.keys(options).sort())
  })

  test('the page offers exactly what the platform takes: the edges, and nothing beyond them', () => {
    for (const setting of all) {
      const { option, kind } = setting
      if (kind === 'number' || kind === 'term') {
        assert.deepEqual([setting.min - 1, setting.min, setting.max, setting.max + 1].map((n) => takes(option, n)), [false, true, true, false], option)
        assert.deepEqual([String(setting.min - 1), String(setting.min), '', 'x', '1.5', '-1'].map((text) => valueOf(setting, text) === null), [true, false, true, true, true, true], option)
      }
      if (kind === 'choice') assert.ok(setting.choices.every((one) => takes(option, one)), option)
      if (kind === 'several') assert.ok(takes(option, setting.choices), option)
      if (kind === 'percent') assert.deepEqual([takes(option, setting.min / 100), takes(option, setting.max / 100), takes(option, 1.01), takes(option, 0)], [true, true, false, false], option)
    }
  })

  test('what is in force is shown, and shown again is the same decision', () => {
    const back = (setting: Setting, value: unknown) => valueOf(setting, shownOf(setting, value))
    for (const setting of all) {
      const { fallback } = options[setting.option]
      assert.deepEqual(back(setting, fallback), fallback, setting.option)
    }
    const of = (option: OptionKey) => all.find((one) => one.option === option)!
    assert.deepEqual(back(of('school.networks'), ['10.1.0.0/16', '2001:db8::/48']), ['10.1.0.0/16', '2001:db8::/48'])
    assert.deepEqual(valueOf(of('consent.languages'), 'en\ntr'), ['tr', 'en'], 'in one order')
    assert.equal(back(of('admin.term_months'), 24), 24)
    assert.equal(valueOf(of('mfa.staff'), 'sometimes'), null)
  })
})
