/** Which wishes become a log case, and how attempts are said in plain words. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { PURPOSES, faultOfWish, inPlainWords, logsOf, markOf, maySeal, numberOfMark, purposesOf } from './rules.ts'
import type { CaseWish } from './rules.ts'

const at = new Date('2026-11-23T07:00:00Z')
const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000)
const wish: CaseWish = { purpose: 'fault', service: 'messenger', windowFrom: ago(24), windowUntil: at, hours: 4, reference: null }
const task = { isHead: false, hasTask: true }
const head = { isHead: true, hasTask: false }
const code = (change: Partial<CaseWish>, opener = task) => faultOfWish({ ...wish, ...change }, opener, ['messenger', 'identity'], at)?.code ?? null

describe('R6.1 the wish for a log case', () => {
  test('a window of at most seven days, a known service, a purpose that is one\'s own', () => {
    assert.equal(code({}), null)
    assert.equal(code({ service: 'all' }), null)
    assert.equal(code({ service: 'geheim' }), 'service_unknown')
    assert.equal(code({ windowFrom: ago(7 * 24) }), null)
    assert.equal(code({ windowFrom: new Date(ago(7 * 24).getTime() - 1) }), 'window_long')
    assert.equal(code({ windowFrom: at, windowUntil: at }), 'window_wrong')
    assert.equal(code({ windowFrom: new Date(at.getTime() + 1), windowUntil: new Date(at.getTime() + 2) }), 'window_wrong')
    // A fault that is looked at while it happens.
    assert.equal(code({ windowUntil: new Date(at.getTime() + 3_600_000) }), null)
  })

  test('a court order is the head\'s, with a reference; all else is the task\'s, without one', () => {
    assert.equal(code({ purpose: 'court_order', reference: 'AZ 1' }), 'court_by_head')
    assert.equal(code({ purpose: 'court_order', reference: 'AZ 1' }, head), null)
    assert.equal(code({ purpose: 'court_order' }, head), 'reference_missing')
    assert.equal(code({}, head), 'case_by_task')
    assert.equal(code({ reference: 'AZ 1' }), 'reference_only_court')
    assert.deepEqual([purposesOf(task), purposesOf(head)], [['fault', 'security', 'capacity', 'data_subject'], ['court_order']])
  })

  test('rows go out of a case on an order only; signing in belongs to the accounts', () => {
    assert.deepEqual(PURPOSES.filter(maySeal), ['court_order'])
    assert.deepEqual([logsOf('all'), logsOf('identity'), logsOf('messenger')], [['access', 'sign_in', 'fault'], ['access', 'sign_in', 'fault'], ['access', 'fault']])
  })

  test('numbers of persons', () => {
    assert.deepEqual([markOf(1), markOf(12_345), numberOfMark('U-0042')], ['U-0001', 'U-12345', 42])
  })
})

describe('A9 plain words', () => {
  const minutes = (n: number) => new Date(at.getTime() - n * 60_000)
  const wrong = (n: number, device = 'Firefox') => ({ result: 'password_wrong', device, at: minutes(n) })
  const day = (date: Date) => date.toISOString().slice(0, 10)

  test('three wrong passwords after each other are one line; another device, another result, another day begin a new one', () => {
    const tries = inPlainWords([{ result: 'signed_in', device: 'Firefox', at: minutes(1) }, wrong(2), wrong(3), wrong(5), wrong(6, 'Safari'), wrong(60 * 24)], day)
    assert.deepEqual(tries.map((one) => [one.result, one.device, one.times]), [['signed_in', 'Firefox', 1], ['password_wrong', 'Firefox', 3], ['password_wrong', 'Safari', 1], ['password_wrong', 'Firefox', 1]])
    assert.deepEqual([tries[1]!.from, tries[1]!.until], [minutes(5), minutes(2)])
    assert.deepEqual(inPlainWords([], day), [])
  })
})
