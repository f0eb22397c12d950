/** The live door with the messenger behind it: two processes on one database, real sockets. Whoever may not hear hears nothing. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { acknowledgeCurrent, publishDocument } from '#platform/documents/documents.ts'
import { addMembers, endMembers } from '#platform/identity/groups.ts'
import { changePeople } from '#platform/identity/people.ts'
import { MESSAGES_CHANGED, MESSAGES_POSTED, ROOM_READ } from '#modules/messenger/contract.ts'
import type { Message, RoomNews } from '#modules/messenger/contract.ts'
import { groupTopic } from '#modules/messenger/events/feed.ts'
import { rulesDocument } from '#modules/messenger/documents.de.ts'
import { ask, consent, cookieOf, makeMessengerSchool, release } from '#modules/messenger/test-school.ts'
import type { MessengerSchool } from '#modules/messenger/test-school.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { CallFailed, openLine } from './line.ts'
import type { Heard, Line } from './line.ts'

describe('live door', () => {
  let houses: [TestHouse, TestHouse]
  let origins: [string, string]
  let school: MessengerSchool
  before(async () => {
    const first = await openTestHouse()
    school = await makeMessengerSchool(first)
    houses = [first, await first.second()]
    origins = [await houses[0].listen(), await houses[1].listen()]
  })
  after(async () => {
    await houses[1].close()
    await houses[0].close()
  })

  const line = async (which: 0 | 1, personId: string): Promise<Line> => openLine(origins[which], await cookieOf(houses[0], personId))
  const post = async (body: string, personId = school.ids.lead, roomId = school.rooms.class7b): Promise<Message> =>
    (await ask(houses[0], personId, 'sendMessage', { roomId, clientId: randomUUID(), body })).message
  const says = (body: string) => ({ event, data }: Heard) => (event === MESSAGES_POSTED || event === MESSAGES_CHANGED) && (data as RoomNews).messages.some((message) => message.body === body)
  /** Says something and waits until the two listeners of both processes have it: whoever had not heard it by then does not hear. */
  const settled = async (lines: Line[], body: string, roomId = school.rooms.class7b): Promise<void> => {
    await post(body, school.ids.lead, roomId)
    for (const one of lines) assert.ok(await one.hears(says(body)), `${body} was not heard`)
  }
  const refused = async (call: Promise<unknown>): Promise<string> => call.then(() => 'nothing', (error: unknown) => (error instanceof CallFailed ? error.refusal.code : String(error)))
  /** B2: whatever is taken away works within two seconds in all processes. */
  const withinTwoSeconds = async (isDone: () => boolean | Promise<boolean>): Promise<void> => {
    const from = performance.now()
    while (!(await isDone())) {
      assert.ok(performance.now() - from < 2_000, 'not within two seconds')
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const nobodyHears = () => houses.every((house) => [...house.platform.live.all()].every((one) => ![...one.topics].some((topic) => topic.startsWith('messenger.'))))
  const closeAll = (...lines: Line[]) => lines.forEach((one) => one.close())

  test('a message reaches the members of its room in both processes, once, and nobody else', async () => {
    const [anna, ben, teacher] = [await line(0, school.ids.anna), await line(1, school.ids.ben), await line(1, school.ids.teacher)]
    const others = [await line(0, school.ids.dilan), await line(1, school.ids.stranger), await line(1, school.ids.office), await line(0, school.ids.emil)]
    const sent = (await anna.call('messenger.sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'an alle' })) as { message: Message }
    for (const one of [anna, ben, teacher]) assert.ok(await one.hears(says('an alle')))
    await settled([anna, ben, teacher], 'danach')
    for (const one of [anna, ben, teacher]) {
      const news = one.events.filter(says('an alle'))
      assert.equal(news.length, 1)
      assert.deepEqual((news[0]!.data as RoomNews).messages, [sent.message])
    }
    for (const one of others) assert.deepEqual(one.events.map((heard) => heard.event), ['live.hello'])
    closeAll(anna, ben, teacher, ...others)
  })

  test('a direct message reaches the two of it, on all their devices, and nobody else', async () => {
    const { room } = await ask(houses[0], school.ids.lead, 'openDirectRoom', { personId: school.ids.anna })
    const both = [await line(0, school.ids.anna), await line(1, school.ids.anna), await line(1, school.ids.lead)]
    const ben = await line(0, school.ids.ben)
    await post('nur du', school.ids.lead, room.id)
    for (const one of both) assert.ok(await one.hears(says('nur du')))
    await settled([ben], 'für alle')
    assert.ok(!ben.events.some(says('nur du')))
    closeAll(...both, ben)
  })

  test('an edit and a removal are told in their order, and a reader sees no gap', async () => {
    const ben = await line(1, school.ids.ben)
    const message = await post('erste Fassung')
    await ask(houses[1], school.ids.lead, 'editMessage', { roomId: school.rooms.class7b, seq: message.seq, body: 'zweite Fassung' })
    await ask(houses[0], school.ids.lead, 'removeMessage', { roomId: school.rooms.class7b, seq: message.seq })
    await settled([ben], 'Schluss')
    const news = ben.events.filter(({ event }) => event === MESSAGES_POSTED || event === MESSAGES_CHANGED).map(({ data }) => data as RoomNews)
    for (const [index, { from }] of news.entries()) if (index > 0) assert.equal(from, news[index - 1]!.to + 1)
    const last = news.flatMap((one) => one.messages).findLast((one) => one.seq === message.seq)
    assert.deepEqual([last?.body, last?.removedAt !== null], ['', true])
    closeAll(ben)
  })

  test("R6.2 how far somebody has read is told to their own devices only", async () => {
    const [phone, desk, lead] = [await line(0, school.ids.anna), await line(1, school.ids.anna), await line(1, school.ids.lead)]
    const message = await post('lies mich')
    const answer = await phone.call('messenger.markRead', { roomId: school.rooms.class7b, seq: message.seq })
    assert.deepEqual(answer, { seq: message.seq, unread: 0 })
    for (const one of [phone, desk]) assert.ok(await one.hears(({ event, data }) => event === ROOM_READ && (data as { seq: number }).seq === message.seq))
    await settled([lead], 'und weiter')
    assert.ok(!lead.events.some(({ event }) => event === ROOM_READ))
    closeAll(phone, desk, lead)
  })

  /** Takes something away, and proves on both processes that the person is out: the socket closes or falls silent, and nothing can be written. */
  async function provesOut(personId: string, takeAway: () => Promise<unknown>, giveBack: () => Promise<unknown>, closes: boolean): Promise<void> {
    const witnesses = [await line(0, school.ids.lead), await line(1, school.ids.lead)]
    const lines = [await line(0, personId), await line(1, personId)]
    await settled([...lines, ...witnesses], `vorher ${personId}`)
    await takeAway()
    if (closes) {
      for (const one of lines) assert.equal(await Promise.race([one.closed, new Promise((resolve) => setTimeout(resolve, 2_000, 'still open'))]), 4401)
    } else {
      await withinTwoSeconds(async () => (await Promise.all(lines.map((one) => refused(one.call('messenger.readMessages', { roomId: school.rooms.class7b }))))).every((code) => code === 'not_found'))
      await withinTwoSeconds(() => houses.every((house) => house.platform.live.socketsOf(personId).every((one) => !one.topics.has(groupTopic(school.groups.class7b)))))
    }
    for (const one of lines) assert.notEqual(await refused(one.call('messenger.sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'von draußen' })), 'nothing')
    await settled(witnesses, `nachher ${personId}`)
    for (const one of lines) assert.ok(!one.events.some(says(`nachher ${personId}`)), 'heard what was not for them')
    const rows = await houses[0].db.database.selectFrom('messenger_message').select('seq').where('body', '=', 'von draußen').execute()
    assert.deepEqual(rows, [])
    closeAll(...lines, ...witnesses)
    await giveBack()
  }

  test('R2.1 a pupil whose consent is withdrawn hears nothing more and can write nothing, within two seconds in both processes', () =>
    provesOut(school.ids.ben, () => houses[0].write((w) => consent(w, school.ids.ben, false)), () => houses[0].write((w) => consent(w, school.ids.ben, true)), true))

  test('whoever left the school is out in both processes', () =>
    provesOut(school.ids.teacher, () => houses[1].write((w) => changePeople(w, [{ id: school.ids.teacher, exitOn: '2026-11-22' }])), () => houses[1].write((w) => changePeople(w, [{ id: school.ids.teacher, exitOn: null }])), true))

  test('whoever was taken out of the group keeps the line and hears nothing of it', async () => {
    const membership = { groupId: school.groups.class7b, personId: school.ids.anna }
    await provesOut(school.ids.anna, () => houses[1].write((w) => endMembers(w, [membership])), () => houses[1].write((w) => addMembers(w, [{ ...membership, role: 'member' }])), false)
  })

  test('R9a.1 when the release of the module is taken back nobody hears anything more', async () => {
    const lines = [await line(0, school.ids.anna), await line(1, school.ids.lead)]
    await settled(lines, 'noch freigegeben')
    await houses[0].write((w) => release(w, false))
    await withinTwoSeconds(nobodyHears)
    const range = await houses[0].db.database.selectFrom('messenger_room').select('last_seq').where('id', '=', school.rooms.class7b).executeTakeFirstOrThrow()
    assert.equal(await refused(lines[0]!.call('messenger.sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'x' })), 'not_found')
    assert.equal(await refused(lines[1]!.call('messenger.sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'x' })), 'not_released')
    for (const one of lines) one.events.length = 0
    await houses[0].write((w) => release(w, true))
    for (const one of lines) assert.ok(await one.hears(({ event }) => event === 'live.access'), 'the page is told to look again')
    await settled(lines, 'wieder freigegeben')
    assert.equal((await houses[0].db.database.selectFrom('messenger_room').select('last_seq').where('id', '=', school.rooms.class7b).executeTakeFirstOrThrow()).last_seq, range.last_seq + 1)
    closeAll(...lines)
  })

  test('R9a.5 after a new version of the rules who has not read it hears nothing until then', async () => {
    const lines = [await line(0, school.ids.anna), await line(1, school.ids.lead)]
    await houses[0].write((w) => publishDocument(w, { document: 'messenger-rules', ...rulesDocument(), title: 'Neue Regeln', isMajor: true }))
    await withinTwoSeconds(nobodyHears)
    assert.equal(await refused(lines[0]!.call('messenger.listRooms', {})), 'seen_needed')
    for (const one of lines) one.events.length = 0
    for (const personId of [school.ids.anna, school.ids.lead, school.ids.ben, school.ids.teacher]) await houses[0].write((w) => acknowledgeCurrent(w, personId))
    for (const one of lines) assert.ok(await one.hears(({ event }) => event === 'live.access'))
    await settled(lines, 'gelesen')
    closeAll(...lines)
  })

  test('while the news of other processes are cut off the doors stay shut: sockets close within two seconds, calls get 503; and after that it is caught up', async () => {
    const anna = await line(1, school.ids.anna)
    const cookie = await cookieOf(houses[0], school.ids.lead)
    const name = new URL(houses[0].db.appUrl).pathname.slice(1)
    // The listening connections are ended and can't come back: the role may not connect for a while.
    const role = decodeURIComponent(new URL(houses[0].db.appUrl).username)
    await withSuperuser(houses[0], async (query) => {
      await query(`ALTER ROLE "${role}" NOLOGIN`)
      await query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND application_name = 'schulhof listen'`)
    })
    assert.equal(await Promise.race([anna.closed, new Promise((resolve) => setTimeout(resolve, 3_000, 'still open'))]), 4503)
    const answer = await fetch(`${origins[1]}/api/messenger/rooms`, { headers: { cookie } })
    assert.equal(answer.status, 503)
    await assert.rejects(openLine(origins[1], cookie))
    await withSuperuser(houses[0], (query) => query(`ALTER ROLE "${role}" LOGIN`))
    const due = performance.now() + 10_000
    while ((await fetch(`${origins[0]}/api/messenger/rooms`, { headers: { cookie } })).status !== 200 || (await fetch(`${origins[1]}/api/messenger/rooms`, { headers: { cookie } })).status !== 200) {
      assert.ok(performance.now() < due, 'the doors did not open again')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const back = await line(1, school.ids.anna)
    await settled([back], 'wieder da')
    closeAll(back)
  })

  test('whatever is thrown at the door, it answers plainly and the server stays up', async () => {
    const anna = await line(0, school.ids.anna)
    const raw = (data: string | Buffer) => anna.ws.send(data)
    raw('no json')
    raw('[]')
    raw('null')
    raw('{"id":"x","op":5}')
    raw(Buffer.from([0, 1, 2]))
    assert.equal(await refused(anna.call('messenger.noSuch', {})), 'not_found')
    assert.equal(await refused(anna.call('__proto__', {})), 'not_found')
    assert.equal(await refused(anna.call('messenger.sendMessage', null)), 'input_invalid')
    assert.equal(await refused(anna.call('messenger.sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: { toString: 'x' } })), 'input_invalid')
    assert.equal(await refused(anna.call('messenger.sendMessage', { roomId: school.rooms.class8a, clientId: randomUUID(), body: 'fremd' })), 'not_found')
    const flood = await line(0, school.ids.anna)
    for (let n = 0; n < 10_000; n++) flood.ws.send('{"id":1,"op":"messenger.listRooms","input":{}}')
    assert.equal(await flood.closed, 1008)
    const large = await line(0, school.ids.anna)
    large.ws.send(JSON.stringify({ id: 1, op: 'messenger.sendMessage', input: { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'x'.repeat(1_000_000) } }))
    assert.equal(await large.closed, 1009)
    const cookie = await cookieOf(houses[0], school.ids.anna)
    const answer = await fetch(`${origins[0]}/api/messenger/rooms/${school.rooms.class7b}/messages`, { method: 'POST', headers: { cookie, 'x-schulhof': '1', 'content-type': 'application/json' }, body: JSON.stringify({ clientId: randomUUID(), body: 'x'.repeat(1_000_000) }) })
    assert.equal(answer.status, 413)
    const witness = await line(0, school.ids.lead)
    await settled([witness], 'steht noch')
    closeAll(anna, witness)
  })
})

async function withSuperuser(house: TestHouse, work: (query: (text: string) => Promise<unknown>) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(connectionOf(house.db.superuserUrl))
  await client.connect()
  try {
    await work((text) => client.query(text))
  } finally {
    await client.end()
  }
}
