import { describe, it, mock } from 'node:test'
import assert from 'node:assert/strict'
import { createHashGate } from './hash-gate.ts'

const turn = () => new Promise((resolve) => setImmediate(resolve))

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
    await turn()
  }
  return { state, work, endOne }
}

describe('the gate before hashing', () => {
  it('B21 lets two through at once, and one while messages wait', async () => {
    const gate = createHashGate({ hashes_at_once: 2, hashes_at_once_busy: 1, hashes_waiting_max: 10, hash_pause_ms_busy: 0 })
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

  it('B21 pauses between two hashes while messages wait, and does not when none wait', async () => {
    const gate = createHashGate({ hashes_at_once: 1, hashes_at_once_busy: 1, hashes_waiting_max: 10, hash_pause_ms_busy: 5 })
    let isBusy = true
    gate.yieldTo(() => isBusy)
    const { state, work, endOne } = workshop()
    const all = Array.from({ length: 4 }, () => gate.run(work))
    await endOne()
    assert.deepEqual(state, { running: 1, most: 1, done: 0 }, 'the first one waits for nothing')
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      await endOne()
      assert.deepEqual([state.running, state.done], [0, 1], 'a pause')
      const late = gate.run(work)
      assert.equal(state.running, 0, 'also for who comes during it')
      mock.timers.tick(5)
      await turn()
      assert.equal(state.running, 1)
      isBusy = false
      for (let n = 0; n < 3; n++) {
        await endOne()
        assert.equal(state.running, 1, 'at once when nobody writes')
      }
      await endOne()
      await Promise.all([...all, late])
    } finally {
      mock.timers.reset()
    }
  })

  it('refuses with 503 when too many wait, and lets the next one in when there is room again', async () => {
    const gate = createHashGate({ hashes_at_once: 1, hashes_at_once_busy: 1, hashes_waiting_max: 2, hash_pause_ms_busy: 0 })
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
    const gate = createHashGate({ hashes_at_once: 1, hashes_at_once_busy: 1, hashes_waiting_max: 2, hash_pause_ms_busy: 0 })
    await assert.rejects(
      gate.run(async () => assert.fail('broken')),
      /broken/,
    )
    assert.equal(await gate.run(async () => 'fine'), 'fine')
  })
})
