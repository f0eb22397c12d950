import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { options } from '#platform/school/options.ts'
import { settings } from '#platform/school/settings.de.ts'
import type { SettingKind } from '#platform/school/settings.de.ts'
import { draftOf, valueOf } from './setting-draft.ts'

describe('what is typed about an option', () => {
  test('unchanged it stands for the value that holds, for every option', () => {
    for (const { option, kind } of settings) assert.deepEqual(valueOf(kind, draftOf(kind, options[option].fallback)), options[option].fallback, option)
  })

  test('numbers within their bounds, and nothing else', () => {
    const days: SettingKind = { of: 'number', min: 1, max: 60, one: 'Tag', other: 'Tage' }
    const share: SettingKind = { of: 'percent', min: 1, max: 100 }
    assert.deepEqual(['1', ' 60 ', '0', '61', '', 'x', '1.5', '-3', '1e1', '99999'].map((text) => valueOf(days, { text })), [1, 60, ...Array.from({ length: 8 }, () => undefined)])
    assert.deepEqual(['5', '101'].map((text) => valueOf(share, { text })), [0.05, undefined])
  })

  test('choices, lines and rooms: only what is one, in one order, without what is empty', () => {
    const several: SettingKind = { of: 'several', none: 'keine', choices: [{ value: 'tr', label: 'Türkisch' }, { value: 'ar', label: 'Arabisch' }] }
    assert.deepEqual(valueOf(several, { chosen: ['ar', 'xx', 'tr'] }), ['tr', 'ar'])
    assert.equal(valueOf({ of: 'choice', choices: [{ value: false, label: 'nein' }] }, { text: 'vielleicht' }), undefined)
    assert.equal(valueOf({ of: 'choice', choices: [{ value: false, label: 'nein' }] }, { text: 'false' }), false)
    assert.deepEqual(valueOf({ of: 'lines', none: '' }, { text: ' 10.0.0.0/8 \n\n192.168.0.0/16' }), ['10.0.0.0/8', '192.168.0.0/16'])
    assert.deepEqual(valueOf({ of: 'rooms', none: '' }, { byRoom: { messenger: ' § 31 ', home: ' ' } }), { messenger: '§ 31' })
  })
})
