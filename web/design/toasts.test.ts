import { beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { dropToast, showToast, shownToasts, subscribeToasts, TOASTS_MAX } from './toasts.ts'

describe('toasts', () => {
  beforeEach(() => {
    for (const toast of shownToasts()) dropToast(toast.id)
  })

  test('never more than the limit, the oldest gives way', () => {
    for (let i = 0; i < TOASTS_MAX + 2; i++) showToast({ text: String(i) })
    assert.deepEqual(
      shownToasts().map((toast) => toast.text),
      ['2', '3', '4'],
    )
  })

  test('what can be taken back stays longer', () => {
    showToast({ text: 'a' })
    showToast({ text: 'b', undo: () => undefined })
    const [plain, undoable] = shownToasts()
    assert.ok(plain && undoable && undoable.keep_ms > plain.keep_ms)
  })

  test('who shows one can take it away, and who listens hears both', () => {
    let heard = 0
    const stop = subscribeToasts(() => (heard += 1))
    const drop = showToast({ text: 'a' })
    drop()
    stop()
    showToast({ text: 'b' })
    assert.equal(heard, 2)
    assert.deepEqual(
      shownToasts().map((toast) => toast.text),
      ['b'],
    )
  })
})
