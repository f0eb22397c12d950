import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { keysWithoutDu } from '#platform/module/texts.ts'
import { refusals } from './refusals.de.ts'
import { refusalText, registerRefusals } from './refusal-text.ts'

describe('the words of refusals', () => {
  test('every refusal says what is not possible, why, and what to do next, in both forms of address', () => {
    for (const code of Object.keys(refusals)) {
      for (const address of ['sie', 'du'] as const) {
        const { what, why, next } = refusalText({ status: 400, code }, address)
        for (const [part, words] of Object.entries({ what, why, next })) assert.match(words, /^[A-ZÄÖÜ].{10,}[.!]$/s, `${code}.${part} (${address}): ${words}`)
      }
    }
  })

  test('no refusal says du to adults or Sie to pupils', () => {
    for (const code of Object.keys(refusals)) {
      assert.doesNotMatch(Object.values(refusalText({ status: 400, code }, 'sie')).join(' '), /\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*)\b/, code)
      assert.doesNotMatch(Object.values(refusalText({ status: 400, code }, 'du')).join(' '), /\b(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b/, code)
    }
    assert.deepEqual(
      Object.values(refusals).flatMap(({ what, why, next }) => keysWithoutDu({ what, why, next })),
      [],
    )
  })

  test('no refusal claims to be lawful or certified (amendment A14)', () => {
    assert.doesNotMatch(JSON.stringify(refusals), /DSGVO|rechtssicher|zertifiziert|konform/i)
  })

  test('waiting is said in seconds or minutes, and calmly without a number', () => {
    assert.match(refusalText({ status: 429, code: 'too_many', params: { wait_seconds: 20 } }, 'du').next, /20 Sekunden/)
    assert.match(refusalText({ status: 429, code: 'too_many', params: { wait_seconds: 200 } }, 'sie').next, /4 Minuten/)
    assert.match(refusalText({ status: 429, code: 'too_many' }, 'sie').next, /einen Augenblick/)
  })

  test('a code that nobody has words for is explained by its status', () => {
    assert.equal(refusalText({ status: 404, code: 'thread_gone' }, 'du').what, refusalText({ status: 404, code: 'not_found' }, 'du').what)
    assert.equal(refusalText({ status: 0, code: 'strange' }, 'du').what, refusalText({ status: 503, code: 'unavailable' }, 'du').what)
  })

  test('a room adds its own words and can not change those of the platform', () => {
    registerRefusals({ thread_closed: { what: 'Hier kann niemand mehr schreiben.', why: 'Das Thema ist zu.', next: 'Beginnen kann man ein neues.' } })
    assert.equal(refusalText({ status: 409, code: 'thread_closed' }, 'du').why, 'Das Thema ist zu.')
    assert.throws(() => registerRefusals({ not_found: { what: 'Weg.', why: 'Weg.', next: 'Weg.' } }), /belongs to the platform/)
  })
})
