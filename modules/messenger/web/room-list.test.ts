/** The list of rooms in the browser counts as the server does. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Message, Room } from '../contract.ts'
import { sorted, withPosted } from './room-list.ts'

const ME = 'me'
const message = (seq: number, more: Partial<Message> = {}): Message => ({
  seq, changedSeq: seq, authorId: 'a', authorName: 'A', clientId: `c${seq}`, body: `m${seq}\nmehr`, postedAt: new Date(seq * 60_000).toISOString(), editedAt: null, removedAt: null, changeableUntil: null, ...more,
})
/** As the server sends it to a reader from whom its author is hidden (shown.ts, maskedMessage). */
const masked = (seq: number): Message => message(seq, { authorId: null, authorName: '', body: '', removedAt: message(seq).postedAt })
const room: Room = {
  id: 'r', kind: 'group', groupId: 'g', groupKind: 'class', title: '06c', other: null, state: 'open', responsible: [], may: [], lastSeq: 1, readSeq: 1, unread: 0, hasDraft: false,
  last: { seq: 1, authorId: 'a', authorName: 'A', preview: 'm1', postedAt: message(1).postedAt, isRemoved: false },
}
const after = (...messages: Message[]) => withPosted(room, { to: messages.at(-1)!.changedSeq, messages }, ME)

describe('the list of rooms in the browser', () => {
  test('what others wrote is unread, what I wrote is not, and the last words stand there', () => {
    const now = after(message(2), message(3, { authorId: ME }))
    assert.deepEqual([now.unread, now.lastSeq, now.last?.preview, now.last?.isRemoved], [1, 3, 'm3', false])
    assert.deepEqual(after(message(1)), room, 'known already')
  })

  test('T3 what is hidden from me, or taken back before I heard of it, is neither unread nor the last words', () => {
    const now = after(message(2), masked(3))
    assert.deepEqual([now.unread, now.lastSeq, now.last?.preview, now.last?.isRemoved], [1, 3, '', true])
    assert.equal(after(masked(2)).unread, 0)
  })

  test('where something was said last comes first, and rooms in which nothing was said come last', () => {
    const rooms = [{ ...room, id: 'never', last: null }, room, { ...after(message(2)), id: 'newer' }]
    assert.deepEqual(sorted(rooms).map(({ id }) => id), ['newer', 'r', 'never'])
  })
})
