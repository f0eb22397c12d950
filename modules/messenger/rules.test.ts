import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { PERSON_TYPES } from '#platform/access/vocabulary.ts'
import { limits } from './limits.ts'
import { cleanBody, excerptOf, maySee, mayWriteTo, previewOf, searchWords, stateOf } from './rules.ts'
import type { RoomFacts } from './rules.ts'

const group: RoomFacts = { kind: 'group', endedOn: null, isAttended: true, direct: null }
const pair = (types: ('pupil' | 'teacher' | 'staff' | 'parent')[], more: Partial<NonNullable<RoomFacts['direct']>> = {}): RoomFacts => ({ kind: 'direct', endedOn: null, isAttended: false, direct: { types, areAdmitted: true, sharesGroup: true, ...more } })
const today = '2026-11-23'

describe('messenger rules', () => {
  test('R9a.1 a room is open while somebody of the staff answers for it', () => {
    assert.equal(stateOf(group, today, false), 'open')
    assert.equal(stateOf({ ...group, isAttended: false }, today, false), 'unattended')
  })

  test('a group that is over is read-only from its last day on, whoever answers for it', () => {
    assert.equal(stateOf({ ...group, endedOn: '2026-11-24' }, today, false), 'open')
    assert.equal(stateOf({ ...group, endedOn: today }, today, false), 'ended')
    assert.equal(stateOf({ ...group, endedOn: '2026-07-31', isAttended: false }, today, false), 'ended')
  })

  test('a direct chat is open for exactly those whom the matrix lets write, while both are there', () => {
    assert.equal(stateOf(pair(['teacher', 'pupil']), today, false), 'open')
    assert.equal(stateOf(pair(['teacher', 'pupil'], { sharesGroup: false }), today, false), 'closed')
    assert.equal(stateOf(pair(['teacher', 'pupil'], { areAdmitted: false }), today, false), 'closed')
    assert.equal(stateOf(pair(['teacher', 'staff'], { sharesGroup: false }), today, false), 'open')
    assert.equal(stateOf(pair(['pupil', 'pupil']), today, false), 'closed')
    assert.equal(stateOf(pair(['pupil', 'pupil']), today, true), 'open')
    assert.equal(stateOf(pair(['pupil', 'pupil'], { sharesGroup: false }), today, true), 'closed')
    assert.equal(stateOf(pair(['teacher']), today, true), 'closed', 'the other one is gone')
  })

  test('the matrix is the same in both directions, and nobody writes to whom they do not see', () => {
    fc.assert(fc.property(fc.constantFrom(...PERSON_TYPES), fc.constantFrom(...PERSON_TYPES), fc.boolean(), fc.boolean(), (one, other, shares, option) => {
      assert.equal(mayWriteTo(one, other, shares, option), mayWriteTo(other, one, shares, option))
      assert.equal(maySee(one, other, shares), maySee(other, one, shares))
      if (mayWriteTo(one, other, shares, option)) assert.ok(maySee(one, other, shares))
      if (['parent', 'other', 'guest'].includes(one)) assert.equal(maySee(one, other, shares), false)
      if (one === 'pupil' && !shares) assert.equal(maySee(one, other, shares), false)
    }))
  })

  test('a body is composed, trimmed, free of control characters, and never longer than the limit', () => {
    assert.deepEqual(cleanBody('  Guten\r\nMorgen\u0000\u0007 \ttab\u2028x \n'), { body: 'Guten\nMorgen \ttab\nx' })
    assert.deepEqual(cleanBody('u\u0308'), { body: 'ü' })
    assert.deepEqual(cleanBody('x'.repeat(limits.body_characters_max)), { body: 'x'.repeat(limits.body_characters_max) })
    assert.deepEqual(cleanBody('x'.repeat(limits.body_characters_max + 1)), { problem: 'body_too_long' })
    for (const empty of ['', ' \n\t ', '\u0000', '\u200b\u200d', '\u2060\ufeff']) assert.deepEqual(cleanBody(empty), { problem: 'body_empty' }, JSON.stringify(empty))
    assert.deepEqual(cleanBody('👩‍🏫'), { body: '👩‍🏫' }, 'joiners inside a sign stay')
    assert.deepEqual(cleanBody('a\ud800b'), { body: 'a\ufffdb' })
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const cleaned = cleanBody(text)
      if ('problem' in cleaned) return
      assert.deepEqual(cleanBody(cleaned.body), cleaned, 'cleaning twice changes nothing')
      assert.ok(!/(?![\t\n])\p{Cc}/u.test(cleaned.body) && cleaned.body.isWellFormed())
    }))
  })

  test('a preview is one line and cuts no letter in two', () => {
    assert.equal(previewOf('erste\n\nzweite'), 'erste zweite')
    const cut = previewOf('😀'.repeat(200))
    assert.ok(cut.length <= limits.preview_characters_max && cut.isWellFormed() && cut.endsWith('…'))
  })

  test('search words are letters and digits only, whatever is typed', () => {
    assert.deepEqual(searchWords("  Haus-Aufgabe & 'x' | !drop:*; % _ (2026)"), ['haus', 'aufgabe', 'x', 'drop', '2026'])
    assert.deepEqual(searchWords('%%% ___ \\'), [])
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const words = searchWords(text)
      assert.ok(words.length <= limits.search_words_max && words.every((word) => /^[\p{L}\p{N}]+$/u.test(word)))
    }))
  })

  test('an excerpt holds the first hit, marks it, and loses nothing of what it shows', () => {
    assert.deepEqual(excerptOf('Die Hausaufgaben sind da', ['aufgabe']), [{ text: 'Die Haus', isHit: false }, { text: 'aufgabe', isHit: true }, { text: 'n sind da', isHit: false }])
    const long = `${'Wort '.repeat(100)}Treffer ${'Wort '.repeat(100)}`
    const parts = excerptOf(long, ['treffer'])
    assert.ok(parts.some((part) => part.isHit && part.text === 'Treffer'))
    assert.equal(parts[0]?.text, '… ')
    assert.equal(parts.at(-1)?.text, ' …')
    assert.deepEqual(excerptOf('Die Häuser', ['haus']), [{ text: 'Die Häuser', isHit: false }])
    assert.deepEqual(excerptOf('Aufgaben', ['aufgabe', 'gaben']).map((part) => part.text).join(''), 'Aufgaben', 'hits that overlap')
    fc.assert(fc.property(fc.string({ maxLength: 60 }), fc.array(fc.string({ minLength: 1, maxLength: 4 })), (body, words) => {
      assert.equal(excerptOf(body, words.map((word) => word.toLowerCase())).map((part) => part.text).join(''), body.replace(/\s+/g, ' '))
    }))
  })
})
