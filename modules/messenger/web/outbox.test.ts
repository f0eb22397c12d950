/** What waits to be sent: in order, once, and without losing a word. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { NETWORK, RefusalError } from '#web/api/refusal.ts'
import type { Message } from '../contract.ts'
import { createOutbox } from './outbox.ts'
import type { Outbox } from './outbox.ts'

/** A server that takes each client id once, and whose line does what `line` says for every try. */
function server(line: (tried: number) => 'answers' | 'is away' | 'loses the answer' | 'refuses') {
  const rooms = new Map<string, Message[]>()
  let tried = 0
  const post = async (roomId: string, clientId: string, body: string): Promise<Message> => {
    const does = line(tried++)
    await new Promise((resolve) => setImmediate(resolve))
    if (does === 'is away') throw new RefusalError(NETWORK)
    if (does === 'refuses') throw new RefusalError({ status: 403, code: 'forbidden' })
    const room = rooms.get(roomId) ?? []
    rooms.set(roomId, room)
    const known = room.find((one) => one.clientId === clientId)
    const message = known ?? {
      seq: room.length + 1, changedSeq: room.length + 1, authorId: 'a', authorName: 'A', clientId, body, postedAt: '2026-11-23T07:00:00.000Z', editedAt: null, removedAt: null, changeableUntil: null,
    }
    if (known === undefined) room.push(message)
    if (does === 'loses the answer') throw new RefusalError(NETWORK)
    return message
  }
  return { post, bodies: (roomId: string) => (rooms.get(roomId) ?? []).map((one) => one.body) }
}

const settled = async (outbox: Outbox, roomId: string, left = 0): Promise<void> => {
  while (outbox.of(roomId).filter((one) => one.refusal === null).length > left) await new Promise((resolve) => setImmediate(resolve))
}

describe('the outbox', () => {
  test('whatever the line does, every message arrives once and in the order of writing', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('answers', 'is away', 'loses the answer'), { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (doings, count) => {
      const { post, bodies } = server((tried) => (doings[tried] as 'answers' | undefined) ?? 'answers')
      const outbox = createOutbox(post, 0)
      const written = Array.from({ length: count }, (_, index) => `m${index}`)
      for (const body of written) outbox.add('room', body)
      await settled(outbox, 'room')
      assert.deepEqual(bodies('room'), written)
      assert.equal(outbox.isWaiting(), false)
    }), { numRuns: 60 })
  })

  test('a refused message stays with its words and its reason, those behind it go on, and again means again', async () => {
    const { post, bodies } = server((tried) => (tried === 0 ? 'refuses' : 'answers'))
    const outbox = createOutbox(post, 0)
    outbox.add('room', 'erst')
    outbox.add('room', 'dann')
    await settled(outbox, 'room')
    const [refused] = outbox.of('room')
    assert.deepEqual([refused?.body, refused?.refusal?.code, bodies('room')], ['erst', 'forbidden', ['dann']])
    outbox.retry('room', refused!.clientId)
    await settled(outbox, 'room')
    assert.deepEqual(bodies('room'), ['dann', 'erst'])
  })

  test('a dropped message is not sent any more, and rooms do not wait for each other', async () => {
    let isAway = true
    const { post, bodies } = server(() => (isAway ? 'is away' : 'answers'))
    const outbox = createOutbox(post, 60_000)
    outbox.add('one', 'weg')
    outbox.add('one', 'bleibt')
    outbox.add('other', 'auch')
    await new Promise((resolve) => setTimeout(resolve, 5))
    outbox.drop('one', outbox.of('one')[0]!.clientId)
    isAway = false
    outbox.hurry()
    await Promise.all([settled(outbox, 'one'), settled(outbox, 'other')])
    assert.deepEqual([bodies('one'), bodies('other')], [['bleibt'], ['auch']])
  })

  test('a message is heard as posted while it is still in the outbox, so that it is never shown nowhere', async () => {
    const { post } = server(() => 'answers')
    const outbox = createOutbox(post, 0)
    const seen: number[] = []
    outbox.onPosted((roomId) => seen.push(outbox.of(roomId).length))
    outbox.add('room', 'hallo')
    await settled(outbox, 'room')
    assert.deepEqual(seen, [1])
  })

  test('A7 with the session all is forgotten, also what is under way', async () => {
    const { post, bodies } = server(() => 'is away')
    const outbox = createOutbox(post, 60_000)
    outbox.add('room', 'geheim')
    await new Promise((resolve) => setTimeout(resolve, 5))
    outbox.empty()
    await new Promise((resolve) => setTimeout(resolve, 5))
    assert.deepEqual([outbox.of('room'), outbox.isWaiting(), bodies('room')], [[], false, []])
  })
})
