/** What a browser knows of a room, whatever the order in which it hears. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Message } from '../contract.ts'
import { blocksOf, firstNewOf, opened, waitingOf, withNews, withOlder, withPosted } from './conversation.ts'
import type { Conversation } from './conversation.ts'

const message = (seq: number, changedSeq = seq, body = `m${seq}`): Message => ({
  seq, changedSeq, authorId: 'a', authorName: 'A', clientId: `c${seq}`, body, postedAt: new Date(seq * 60_000).toISOString(), editedAt: null, removedAt: null, changeableUntil: null,
})
const empty: Conversation = { messages: [], upTo: 0, hasOlder: false }

describe('a conversation in the browser', () => {
  test('a frame that follows is taken, a frame after a gap asks to catch up', () => {
    const one = opened({ messages: [message(1), message(2)], upTo: 2, hasOlder: false })
    const next = withNews(one, { from: 3, to: 3, messages: [message(3)] })
    assert.deepEqual([next.missed, next.conversation.upTo, next.conversation.messages.length], [false, 3, 3])
    const gap = withNews(one, { from: 4, to: 4, messages: [message(4)] })
    assert.equal(gap.missed, true)
    assert.equal(gap.conversation, one)
  })

  test('an own message leaves the way when it arrives, by answer or by frame, and is there once', () => {
    const waiting = [{ clientId: 'c1', body: 'm1', refusal: null }, { clientId: 'c2', body: 'm2', refusal: null }]
    const answered = withPosted(empty, message(1))
    const both = withNews(answered, { from: 1, to: 1, messages: [message(1)] }).conversation
    assert.deepEqual([waitingOf(both, waiting).map((one) => one.clientId), both.messages.length, both.upTo], [['c2'], 1, 1])
    assert.deepEqual(waitingOf(withNews(empty, { from: 1, to: 1, messages: [message(1)] }).conversation, waiting), [waiting[1]])
    assert.equal(waitingOf(empty, waiting).length, 2)
  })

  test('the newer version of a message wins in whatever order both come', () => {
    for (const order of [[message(1), message(1, 5, 'neu')], [message(1, 5, 'neu'), message(1)]]) {
      const one = order.reduce((conversation, found) => withPosted(conversation, found), empty)
      assert.equal(one.messages[0]!.body, 'neu')
    }
  })

  test('older pages and news in any order give the whole room in its order', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 20 }), (all, pageSize, later) => {
      const room = Array.from({ length: all }, (_, index) => message(index + 1))
      const from = Math.max(0, all - pageSize)
      let one = opened({ messages: room.slice(from), upTo: all, hasOlder: from > 0 })
      one = withNews(one, { from: all + 1, to: all + later, messages: Array.from({ length: later }, (_, index) => message(all + index + 1)) }).conversation
      if (one.hasOlder) one = withOlder(one, { messages: room.slice(0, from), upTo: all, hasOlder: false })
      assert.deepEqual(one.messages.map((found) => found.seq), Array.from({ length: all + later }, (_, index) => index + 1))
    }))
  })

  test('the divider of the new ones stands before the first that counts: not an own one, not one that is hidden or taken back', () => {
    const gone = { ...message(2), authorId: null, body: '', removedAt: message(2).postedAt }
    assert.equal(firstNewOf([message(1), gone, { ...message(3), authorId: 'me' }, message(4)], 1, 'me'), 4)
    assert.equal(firstNewOf([message(1), gone], 1, 'me'), undefined)
  })

  test('messages are grouped by author and day', () => {
    const other = { ...message(3), authorId: 'b', authorName: 'B' }
    const late = { ...message(4), postedAt: '1970-01-02T10:00:00.000Z' }
    const blocks = blocksOf([message(1), message(2), other, late], (at) => at.slice(0, 10))
    assert.deepEqual(blocks.map((block) => [block.authorName, block.messages.length, block.day]), [['A', 2, '1970-01-01'], ['B', 1, null], ['A', 1, '1970-01-02']])
  })
})
