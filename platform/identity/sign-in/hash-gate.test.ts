import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { createHashGate } from './hash-gate.ts'

/** Work that goes on until it is told to end, counted. */
function workshop() {
  const state = { running: 0, most: 0, done: 0 }
  const ends: (() => void)[] = []
  const work = async () => {
    state.most = Math.max(state.most, ++state.running)
    await new Promise<void>((end) => ends.push(end))
    state.running--
    state.done++
  }
  const endOne = async () => {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { state, work, endOne }
}

describe('the gate before hashing', () => {
  it('B21 lets two through at once, and one while messages wait', async () => {
    const gate = createHashGate({ hashes_at_once: 2, hashes_at_once_busy: 1, hashes_waiting_max: 10 })
    let isBusy = false
    gate.yieldTo(() => isBusy)
    const { state, work, endOne } = workshop()
    const all = Array.from({ length: 6 }, () => gate.run(work))
    assert.equal(state.running, 0)
    await endOne()
    assert.equal(state.running, 2)
    isBusy = true
    await endOne()
    assert.equal(state.running, 1)
    await endOne()
    assert.equal(state.running, 1)
    isBusy = false
    await endOne()
    assert.equal(state.running, 2)
    await endOne()
    await endOne()
    await endOne()
    await Promise.all(all)
    assert.deepEqual(state, { running: 0, most: 2, done: 6 })
  })

  it('refuses with 503 when too many wait, and lets the next one in when there is room again', async () => {
    const gate = createHashGate({ hashes_at_once: 1, hashes_at_once_busy: 1, hashes_waiting_max: 2 })
    const { state, work, endOne } = workshop()
    const all = [gate.run(work), gate.run(work), gate.run(work)]
    await assert.rejects(gate.run(work), { refusal: { status: 503, code: 'sign_in_busy' } })
    assert.throws(() => gate.checkRoom(), { refusal: { status: 503, code: 'sign_in_busy' } })
    await endOne()
    await endOne()
    gate.checkRoom()
    all.push(gate.run(work))
    for (let i = 0; i < 4; i++) await endOne()
    await Promise.all(all)
    assert.equal(state.done, 4)
  })

  it('goes on after work that failed', async () => {
    const gate = createHashGate({ hashes_at_once: 1, hashes_at_once_busy: 1, hashes_waiting_max: 2 })
    await assert.rejects(
      gate.run(async () => assert.fail('broken')),
      /broken/,
    )
    assert.equal(await gate.run(async () => 'fine'), 'fine')
  })
})
