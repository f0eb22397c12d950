import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import type { Message, RoomNews } from './contract.ts'
import { MESSAGES_CHANGED, MESSAGES_POSTED } from './contract.ts'
import { groupTopic } from './events/feed.ts'
import { runningOf } from './running.ts'
import { ask, makeMessengerSchool } from './test-school.ts'
import type { MessengerSchool, PersonKey } from './test-school.ts'

/** A reader that only catches up, as a browser does that keeps losing its line. It notices a place that appears below one it already knew. */
class Reader {
  since = 0
  top = 0
  readonly bodies = new Map<number, string>()
  readonly house: TestHouse
  readonly roomId: string
  readonly personId: string
  constructor(house: TestHouse, roomId: string, personId: string) {
    this.house = house
    this.roomId = roomId
    this.personId = personId
  }

  async catchUp(): Promise<void> {
    for (let hasNewer = true; hasNewer; ) {
      const page = await ask(this.house, this.personId, 'readMessages', { roomId: this.roomId, since: this.since })
      const fresh = page.messages.filter((message) => !this.bodies.has(message.seq))
      // What was edited meanwhile comes at the place of its edit; everything else in the order of its places.
      for (const { seq, changedSeq } of fresh) assert.ok(changedSeq > seq ? changedSeq > this.since : seq > this.top, `place ${seq} came after ${this.top} had been seen`)
      for (const message of page.messages) this.bodies.set(message.seq, message.body)
      this.top = Math.max(this.top, ...fresh.map((message) => message.seq))
      this.since = page.upTo
      hasNewer = page.hasNewer
    }
  }
}

describe('order of messages over two processes', () => {
  let houses: [TestHouse, TestHouse]
  let school: MessengerSchool
  const heard: RoomNews[][] = [[], []]
  before(async () => {
    const first = await openTestHouse()
    school = await makeMessengerSchool(first)
    houses = [first, await first.second()]
    for (const [index, house] of houses.entries()) listen(house, heard[index]!)
    // The first that a process hears of a room may be its own message, while another's is still on its way: a gap that browsers see and fill. From then on there is none.
    await ask(first, school.ids.lead, 'sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'Anfang' })
    while (heard[1]!.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  })
  after(async () => {
    await houses[1].close()
    await houses[0].close()
  })

  /** Puts an ear where a browser's socket would be. */
  function listen(house: TestHouse, into: RoomNews[]): void {
    const ear = { personId: 'ear', topics: new Set([groupTopic(school.groups.class7b)]), ws: { readyState: 1, OPEN: 1, _socket: { writableLength: 0, write: (frame: Buffer) => hear(frame, into) } } }
    house.platform.live.add(ear as never)
  }

  function hear(frame: Buffer, into: RoomNews[]): void {
    const text = frame.subarray(frame[1] === 126 ? 4 : frame[1] === 127 ? 10 : 2).toString()
    const { event, data } = JSON.parse(text) as { event: string; data: RoomNews }
    if (event === MESSAGES_POSTED || event === MESSAGES_CHANGED) into.push(data)
  }

  const authors: PersonKey[] = ['anna', 'ben', 'lead', 'teacher']
  const step = fc.record({ author: fc.nat(3), house: fc.nat(1), number: fc.nat(5), retryIn: fc.option(fc.nat(1)), action: fc.constantFrom('post', 'post', 'post', 'edit') })

  test('each client id becomes one message, places only rise, everybody sees the same, and no catch-up finds a gap', async () => {
    let round = 0
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      round++
      await houses[0].clock.advance({ minutes: 2 })
      for (const news of heard) news.length = 0
      const roomId = school.rooms.class7b
      const readers = houses.map((house) => new Reader(house, roomId, school.ids.anna))
      await Promise.all(readers.map((reader) => reader.catchUp()))
      const start = readers[0]!.since
      const ids = new Map<string, string>()
      const answers: { clientId: string; message: Message }[] = []
      const send = async (one: { author: number; number: number; action: string }, houseIndex: number): Promise<void> => {
        const key = `${one.author}.${one.number}`
        const clientId = ids.get(key) ?? randomUUID()
        ids.set(key, clientId)
        const personId = school.ids[authors[one.author]!]
        const { message } = await ask(houses[houseIndex]!, personId, 'sendMessage', { roomId, clientId, body: `${round} ${key}` })
        answers.push({ clientId: `${one.author} ${clientId}`, message })
        if (one.action === 'edit') await ask(houses[1 - houseIndex]!, personId, 'editMessage', { roomId, seq: message.seq, body: `${round} ${key} neu ${houseIndex}` })
      }
      let isOver = false
      const reading = readers.map(async (reader) => {
        while (!isOver) await reader.catchUp()
      })
      await Promise.all(steps.flatMap((one) => [send(one, one.house), ...(one.retryIn === null ? [] : [send(one, one.retryIn)])]))
      isOver = true
      await Promise.all(reading)
      await Promise.all(readers.map((reader) => reader.catchUp()))

      const places = new Map<string, Set<number>>()
      for (const { clientId, message } of answers) places.set(clientId, (places.get(clientId) ?? new Set()).add(message.seq))
      for (const [clientId, seqs] of places) assert.equal(seqs.size, 1, `${clientId} became ${[...seqs].join(', ')}`)
      const all = [...places.values()].map((seqs) => [...seqs][0]!)
      assert.equal(new Set(all).size, places.size, 'no two messages share a place')
      const inOrder = (reader: Reader) => [...reader.bodies].sort(([one], [other]) => one - other)
      assert.deepEqual(inOrder(readers[0]!), inOrder(readers[1]!), 'both processes tell the same')
      const rows = await houses[0].db.database.selectFrom('messenger_message').select(['seq', 'client_id']).where('room_id', '=', roomId).where('seq', '>', start).execute()
      assert.equal(rows.length, places.size)
      await heardAll(start, readers[0]!)
    }), { numRuns: Number(process.env['ORDERS'] ?? 8) })
  })

  test('what this process wrote waits for what another one wrote before it, however long that takes to read', async () => {
    const [, second] = houses
    const roomId = school.rooms.class7b
    const news = heard[1]!
    const { feed } = runningOf(second.platform)
    await ask(second, school.ids.lead, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Anfang' })
    news.length = 0
    // Reading is held up: nobody can read the rooms while this transaction lasts.
    const opened = Promise.withResolvers<void>()
    const held = Promise.withResolvers<void>()
    const holding = second.db.owner.transaction().execute(async (trx) => {
      const { last_seq } = await trx.selectFrom('messenger_room').select('last_seq').where('id', '=', roomId).executeTakeFirstOrThrow()
      await sql`INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at) VALUES (${roomId}, ${last_seq + 1}, ${last_seq + 1}, ${school.ids.anna}, ${randomUUID()}, 'von drüben', ${second.clock.now()})`.execute(trx)
      await trx.updateTable('messenger_room').set({ last_seq: last_seq + 1 }).where('id', '=', roomId).execute()
      await sql`LOCK TABLE messenger_message IN ACCESS EXCLUSIVE MODE`.execute(trx)
      feed.heard([[roomId, last_seq + 1, last_seq + 1]])
      const own = { roomId, seq: last_seq + 2, changedSeq: last_seq + 2, authorId: null, authorName: '', clientId: randomUUID(), body: 'von hier', postedAt: second.clock.now(), editedAt: null, removedAt: null }
      await trx.insertInto('messenger_message').values({ room_id: roomId, seq: own.seq, changed_seq: own.seq, author_id: null, client_id: own.clientId, body: own.body, posted_at: own.postedAt }).execute()
      await trx.updateTable('messenger_room').set({ last_seq: own.seq }).where('id', '=', roomId).execute()
      feed.own(roomId, { groupId: school.groups.class7b, memberIds: null }, own.seq, own.seq, [own])
      assert.deepEqual(news, [], 'not before what lies below it')
      opened.resolve()
      await held.promise
    })
    await opened.promise
    held.resolve()
    await holding
    await feed.idle()
    assert.deepEqual(news.flatMap((one) => one.messages.map((message) => message.body)), ['von drüben', 'von hier'])
    for (const [index, { from }] of news.entries()) if (index > 0) assert.equal(from, news[index - 1]!.to + 1)
  })

  /** What went out live covers everything, in order and without a gap, in both processes; and ends at the same words. */
  async function heardAll(start: number, reader: Reader): Promise<void> {
    for (const [index, news] of heard.entries()) {
      const due = Date.now() + 5_000
      while ((news.at(-1)?.to ?? start) < reader.since && Date.now() < due) await new Promise((resolve) => setTimeout(resolve, 5))
      await runningOf(houses[index]!.platform).feed.idle()
      let at = start
      const bodies = new Map<number, string>()
      for (const { from, to, messages } of news) {
        assert.equal(from, at + 1, `process ${index} jumped from ${at} to ${from}`)
        at = to
        for (const message of messages) bodies.set(message.seq, message.body)
      }
      assert.equal(at, reader.since)
      for (const [seq, body] of bodies) assert.equal(body, reader.bodies.get(seq))
    }
  }
})
