import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { askFactorBy, withFactor } from './factor.ts'
import { RefusalError } from './refusal.ts'

const needed = () => new RefusalError({ status: 403, code: 'second_factor_needed' })

describe('a call that lacks the second factor', () => {
  let stop = () => {}
  afterEach(() => stop())

  /** Refused until the factor is proved. */
  function office() {
    const seen = { calls: 0, questions: 0, isProved: false }
    const call = async () => {
      seen.calls++
      if (!seen.isProved) throw needed()
      return 'done'
    }
    return { seen, call }
  }

  test('is made once more after the person proved it, and several calls share one question', async () => {
    const { seen, call } = office()
    stop = askFactorBy(async () => {
      seen.questions++
      await new Promise((resolve) => setImmediate(resolve))
      return (seen.isProved = true)
    })
    assert.deepEqual(await Promise.all([withFactor(call), withFactor(call), withFactor(call)]), ['done', 'done', 'done'])
    assert.deepEqual([seen.questions, seen.calls], [1, 6])
    seen.isProved = false
    assert.equal(await withFactor(call), 'done', 'the next quarter of an hour asks anew')
    assert.equal(seen.questions, 2)
  })

  test('stays refused when the person says no, when nobody asks, and when it is refused again', async () => {
    const { seen, call } = office()
    await assert.rejects(withFactor(call), (error: RefusalError) => error.refusal.code === 'second_factor_needed')
    stop = askFactorBy(async () => false)
    await assert.rejects(withFactor(call))
    assert.equal(seen.calls, 2)
    stop()
    stop = askFactorBy(async () => true)
    await assert.rejects(withFactor(call), 'no circle')
    assert.equal(seen.calls, 4)
  })

  test('other refusals ask nobody for anything', async () => {
    let questions = 0
    stop = askFactorBy(async () => ++questions > 0)
    await assert.rejects(withFactor(async () => Promise.reject(new RefusalError({ status: 403, code: 'forbidden' }))))
    assert.equal(questions, 0)
  })
})
