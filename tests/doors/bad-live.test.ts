/** The live door against bad input (issue 2, section 9; security checks 21, 36, 37): hostile frames, floods, lines that do not read, answer or end. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { WebSocket } from 'ws'
import { openLiveDoor } from '#platform/http/live-door.ts'
import { limits } from '#platform/http/limits.ts'
import type { PersonKey } from '#example/people.ts'
import { assertDiscreet, openHostileHouse, openSocket } from './hostile.ts'
import type { HostileHouse } from './hostile.ts'
import { openLine } from './line.ts'
import type { Line } from './line.ts'
import { frame, openRudeLine } from './rude.ts'

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
type Frame = { id?: number | null; ok?: unknown; refusal?: { status: number; code: string }; event?: string }

describe('bad input at the live door', () => {
  let hostile: HostileHouse
  before(async () => {
    hostile = await openHostileHouse()
  })
  after(() => hostile.close())

  const line = async (key: PersonKey): Promise<Line> => openLine(hostile.origin, await hostile.cookieOf(key))
  const rude = async (key: PersonKey, first?: Buffer) => openRudeLine(hostile.origin, await hostile.cookieOf(key), first)
  const storedOf = async (key: PersonKey) =>
    (await hostile.house.platform.database.selectFrom('messenger_message').select(['client_id', 'body']).where('author_id', '=', hostile.world.ids[key]).execute()).map((row) => row.client_id)
  /** One answer to each of the frames sent at once on a line of their own, by the numbers of the calls. */
  const answersTo = async (frames: readonly (string | Buffer)[], key: PersonKey = 'friend'): Promise<Frame[]> => {
    const one = await rude(key)
    const isAnswer = (text: string) => !text.startsWith('{"event"')
    for (const text of frames) one.socket.write(frame(text, { opcode: typeof text === 'string' ? 1 : 2 }))
    await one.hears(() => one.heard.filter(isAnswer).length === frames.length)
    one.heard.forEach(assertDiscreet)
    one.socket.destroy()
    return one.heard.filter(isAnswer).map((text) => JSON.parse(text) as Frame).sort((a, b) => Number(a.id) - Number(b.id))
  }

  test('frames that are no call are refused without one, and the line lives on', async () => {
    const call = '{"id":1,"op":"messenger.listRooms","input":{}}'
    const frames = [
      '', ' ', 'no json', call.slice(0, -1), `${call}${call}`, `[${call}]`, '[]', 'null', 'true', '7', '"x"', '{}', '{"id":1}', '{"op":"messenger.listRooms"}', '{"id":"1","op":"messenger.listRooms"}', '{"id":null,"op":"messenger.listRooms"}',
      '{"id":[1],"op":"messenger.listRooms"}', '{"id":1,"op":5}', '{"id":1,"op":["messenger.listRooms"]}', '{"id":1,"op":null}', `{"__proto__":${call}}`, `{"constructor":{"prototype":${call}}}`, '{"id":NaN,"op":"messenger.listRooms"}',
      nested(10_000), nested(30_000), `{"id":${nested(10_000)},"op":"x"}`, `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, '\0', `\ufeff${call}`,
      Buffer.from(call), Buffer.from([0, 1, 2]), Buffer.alloc(0), Buffer.alloc(60_000, 0xff),
    ]
    const answers = await answersTo(frames)
    assert.deepEqual(answers, frames.map(() => ({ id: null, refusal: { status: 400, code: 'input_invalid' } })))
    await hostile.isUnharmed()
  })

  test('operations that do not exist or belong to another door are not there, whatever they are called', async () => {
    const ops = ['', 'x', 'messenger', 'messenger.', '.listRooms', 'messenger.listrooms', 'messenger.listRooms ', 'messenger.listRooms\0', '__proto__', 'constructor', 'toString', 'messenger.__proto__', '../identity.signIn', 'x'.repeat(60_000),
      ...[...hostile.house.assembly.entries].filter(([, { operation }]) => !operation.doors.includes('ws')).map(([name]) => name)]
    // More than one line may ask at once.
    const answers: Frame[] = []
    for (let from = 0; from < ops.length; from += 100) answers.push(...(await answersTo(ops.slice(from, from + 100).map((op, n) => JSON.stringify({ id: from + n, op, input: {} })))))
    for (const [id, op] of ops.entries()) assert.deepEqual(answers[id], { id, refusal: { status: 404, code: 'not_found' } }, op.slice(0, 40))
    await hostile.isUnharmed()
  })

  test('inputs of no shape: other types, deep nesting, keys of prototypes, numbers beyond all numbers', async () => {
    const before = (await storedOf('friend')).length
    const { roomId } = hostile
    const id = randomUUID()
    const inputs = [
      'null', '[]', '"x"', '7', 'true', '{}', nested(10_000), `[${nested(10_000)}]`, `{"roomId":${nested(10_000)},"clientId":"${id}","body":"x"}`, `{"roomId":"${roomId}","clientId":"${id}","body":${nested(10_000)}}`,
      `{"__proto__":{"roomId":"${roomId}","clientId":"${id}","body":"x"}}`, `{"constructor":{"prototype":{"body":"x"}}}`, `{"roomId":"${roomId}","clientId":"${id}","body":{"toString":"x","length":1}}`, `{"roomId":"${roomId}","clientId":"${id}","body":["x"]}`,
      `{"roomId":"${roomId}","clientId":1e999,"body":"x"}`, `{"roomId":${'9'.repeat(500)},"clientId":"${id}","body":"x"}`, `{"roomId":"${roomId}' OR 1=1 --","clientId":"${id}","body":"x"}`, `{"roomId":"${roomId}","clientId":"${id}","body":"${'x'.repeat(50_000)}"}`,
      `{"roomId":"${roomId}","clientId":"${id}"}`, `{"roomId":"\\ud800","clientId":"${id}","body":"x"}`,
    ]
    const answers = await answersTo(inputs.map((input, n) => `{"id":${n},"op":"messenger.sendMessage","input":${input}}`))
    for (const [n, input] of inputs.entries()) assert.deepEqual([answers[n]?.id, answers[n]?.refusal?.status, answers[n]?.refusal?.code], [n, 400, 'input_invalid'], input.slice(0, 80))
    const seqs = ['1e999', '-1', '1.5', '"x"', '9007199254740993', nested(5_000), '{}'].map((seq, n) => `{"id":${n},"op":"messenger.markRead","input":{"roomId":"${roomId}","seq":${seq}}}`)
    for (const answer of await answersTo(seqs)) assert.equal(answer.refusal?.status, 400, JSON.stringify(answer))
    // A number of a call that is no place in a list comes back as it can be said in JSON.
    const [huge] = await answersTo(['{"id":1e999,"op":"messenger.noSuch"}'])
    assert.deepEqual(huge, { id: null, refusal: { status: 404, code: 'not_found' } })
    assert.equal((await storedOf('friend')).length, before)
    await hostile.isUnharmed()
  })

  test('a message of 1 MB, and lines that break the protocol, are cut with the reason the protocol has', async () => {
    const big = JSON.stringify({ id: 1, op: 'messenger.sendMessage', input: { roomId: hostile.roomId, clientId: randomUUID(), body: 'x'.repeat(1_000_000) } })
    const broken: [string, Buffer[], number[]][] = [
      ['1 MB', [frame(big)], [1009]], ['64 kB and one', [frame('x'.repeat(limits.frame_bytes_max + 1))], [1009]], ['many parts of too much', [frame('x'.repeat(40_000), { fin: false }), frame('x'.repeat(40_000), { opcode: 0 })], [1009]],
      ['announces a terabyte', [frame('', { announced: 1n << 40n })], [1009]], ['announces more than there are numbers', [frame('', { announced: (1n << 64n) - 1n })], [1002, 1009]],
      ['parts without end', Array.from({ length: 20_000 }, (_, n) => frame('', { opcode: n === 0 ? 1 : 0, fin: false })), [1008]],
      ['not masked', [frame('{}', { masked: false })], [1002]], ['compressed', [frame('{}', { rsv: 4 })], [1002]], ['reserved bits', [frame('{}', { rsv: 3 })], [1002]], ['unknown kind', [frame('{}', { opcode: 3 })], [1002]],
      ['no UTF-8', [frame(Buffer.from([0xc3, 0x28, 0xff]))], [1007]], ['half a letter', [frame(Buffer.from([0xed, 0xa0, 0x80]))], [1007]], ['a ping too long', [frame('x'.repeat(126), { opcode: 9 })], [1002]], ['half a ping', [frame('x', { opcode: 9, fin: false })], [1002]],
      ['goes on without a beginning', [frame('x', { opcode: 0 })], [1002]], ['begins twice', [frame('x', { fin: false }), frame('y', { fin: false })], [1002]], ['closes with no code there is', [frame(Buffer.from([3, 0xe7]), { opcode: 8 })], [1002]],
    ]
    const before = (await storedOf('friend')).length
    for (const [name, frames, codes] of broken) {
      const one = await rude('friend')
      one.socket.write(Buffer.concat(frames))
      const code = await one.closed
      assert.ok(code !== null && codes.includes(code), `${name}: ${code}`)
      assert.ok(one.heard.every((text) => text.includes('live.hello')), name)
    }
    assert.equal((await storedOf('friend')).length, before)
    await hostile.isUnharmed()
  })

  test('10,000 frames at once: the line is cut, what was acknowledged is there, and everybody else is served', async () => {
    const flood = await rude('friend')
    const other = await line('third')
    const ids = Array.from({ length: 10_020 }, () => randomUUID())
    const sent = ids.map((clientId, id) => frame(JSON.stringify({ id, op: 'messenger.sendMessage', input: { roomId: hostile.roomId, clientId, body: 'Flut' } })))
    flood.socket.write(Buffer.concat(sent.slice(0, 20)))
    await flood.hears(() => flood.heard.filter((text) => text.includes('"ok"')).length === 20)
    flood.socket.write(Buffer.concat(sent.slice(20)))
    assert.ok(((await other.call('messenger.listRooms', {})) as { rooms: unknown[] }).rooms.length > 0)
    assert.equal(await flood.closed, 1008)
    const answers = flood.heard.map((text) => JSON.parse(text) as Frame)
    const acknowledged = answers.filter(({ ok }) => ok !== undefined).map(({ id }) => ids[id!]!)
    const stored = new Set(await storedOf('friend'))
    assert.ok(acknowledged.length >= 20 && acknowledged.length < 200)
    assert.deepEqual(acknowledged.filter((clientId) => !stored.has(clientId)), [])
    assert.ok(ids.filter((clientId) => stored.has(clientId)).length < 200)
    assert.ok(answers.some(({ refusal }) => refusal?.code === 'too_many'))
    other.close()
    await other.closed
    await hostile.isUnharmed()
  })

  test('10,000 pings at once: the line is cut before the answers to them fill the memory', async () => {
    const flood = await rude('friend')
    flood.socket.write(Buffer.concat(Array.from({ length: 10_000 }, () => frame('x'.repeat(125), { opcode: 9 }))))
    assert.equal(await flood.closed, null)
    await hostile.isUnharmed()
  })

  test('a line that asks and never reads is cut before its answers fill the memory', async () => {
    const { house, world } = hostile
    const { id: roomId } = await house.platform.database.selectFrom('messenger_room').select('id').where('group_id', '=', world.groups.q1).executeTakeFirstOrThrow()
    await sql`INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at)
      SELECT ${roomId}::uuid, n, n, ${world.ids.otherTeacher}::uuid, gen_random_uuid(), repeat('한글 ', 1300), ${house.clock.now()} FROM generate_series(1, 100) AS n`.execute(house.db.owner)
    await sql`UPDATE messenger_room SET last_seq = 100 WHERE id = ${roomId}`.execute(house.db.owner)
    const deaf = await rude('fifteen')
    deaf.socket.pause()
    const isIn = () => house.platform.live.socketsOf(world.ids.fifteen).length > 0
    assert.ok(isIn())
    for (let id = 0; id < 115; id++) deaf.socket.write(frame(JSON.stringify({ id, op: 'messenger.readMessages', input: { roomId, limit: 100 } })))
    while (isIn()) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      deaf.socket.write(frame('{"id":0,"op":"messenger.noSuch"}'))
    }
    deaf.socket.destroy()
    await hostile.isUnharmed()
  })

  test('the thirteenth line of one person stays outside, however fast they come, until another one ends', async () => {
    const cookie = await hostile.cookieOf('third')
    const tried = await Promise.allSettled(Array.from({ length: 30 }, () => openLine(hostile.origin, cookie)))
    const inside = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    assert.equal(inside.length, limits.sockets_per_person_max)
    for (const one of tried) if (one.status === 'rejected') assert.match(String(one.reason), /429/)
    const other = await line('friend')
    assert.ok(await other.call('messenger.listRooms', {}))
    inside[0]!.close()
    await inside[0]!.closed
    while (hostile.house.platform.live.socketsOf(hostile.world.ids.third).length >= limits.sockets_per_person_max) await new Promise((resolve) => setTimeout(resolve, 10))
    const again = await openLine(hostile.origin, cookie)
    for (const one of [...inside, again, other]) one.close()
    await Promise.all([...inside, again].map((one) => one.closed))
    await hostile.isUnharmed()
  })

  test('upgrades without origin, from elsewhere, of nobody, of another protocol: a plain status and a closed line', async () => {
    const cookie = await hostile.cookieOf('friend')
    const { host } = new URL(hostile.origin)
    const good = { Host: host, Origin: hostile.origin, Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', Cookie: cookie }
    const { Origin: _, ...withoutOrigin } = good
    const asked: [string, Record<string, string>, string][] = [
      ['GET /api/live', withoutOrigin, '404'], ['GET /api/live', { ...good, Origin: 'null' }, '404'], ['GET /api/live', { ...good, Origin: 'https://evil.example' }, '404'], ['GET /api/live', { ...good, Origin: `${hostile.origin}.evil.example` }, '404'],
      ['GET /api/live', { ...good, 'Sec-Fetch-Site': 'cross-site' }, '404'], ['GET /api/live', { ...good, Cookie: '' }, '404'], ['GET /api/live', { ...good, Cookie: `schulhof_session=${'A'.repeat(43)}` }, '404'], ['GET /api/live', { ...good, Cookie: '', Authorization: 'Ticket x' }, '404'],
      ['GET /api/live/x', good, '404'], ['GET /', good, '404'], ['GET /api/people', good, '404'], ['GET /api/live', { ...good, Upgrade: 'h2c' }, '400'], ['POST /api/live', good, '405'],
      ['GET /api/live', { ...good, 'Sec-WebSocket-Version': '99' }, '4'], ['GET /api/live', { ...good, 'Sec-WebSocket-Key': 'short' }, '400'],
    ]
    for (const [what, headers, status] of asked) {
      const { text, closed } = await hostile.speak(`${what} HTTP/1.1\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`)
      assert.ok(closed, what)
      assert.ok(text.startsWith(`HTTP/1.1 ${status}`), `${what} ${JSON.stringify(headers)}: ${text.slice(0, 40)}`)
      assertDiscreet(text)
    }
    assert.equal(hostile.house.platform.live.socketsOf(hostile.world.ids.friend).length, 0)
    await hostile.isUnharmed()
  })

  test('frames in the same breath as the upgrade are answered like any other', async () => {
    const one = await rude('friend', frame('{"id":1,"op":"messenger.listRooms","input":{}}'))
    assert.match(await one.hears((text) => text.includes('"id":1')), /"ok"/)
    one.socket.destroy()
    await hostile.isUnharmed()
  })

  test('a line that says nothing to a ping is given up, one that does stays', async () => {
    const { platform, assembly } = hostile.house
    const server = createServer()
    const close = openLiveDoor(platform, assembly, server, { beat_ms: 100 })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const origin = `http://127.0.0.1:${port}`
    const alive = await openLine(origin, await hostile.cookieOf('third'))
    const mute = await openRudeLine(origin, await hostile.cookieOf('friend'))
    // An answer the line gives once counts for one beat only.
    mute.socket.write(frame('', { opcode: 10 }))
    assert.equal(await mute.closed, null)
    assert.ok(await alive.hears(({ event }) => event === 'live.beat'))
    assert.equal(alive.ws.readyState, WebSocket.OPEN)
    assert.ok(await alive.call('messenger.listRooms', {}))
    await close()
    server.close()
    await hostile.isUnharmed()
  })

  test('R2.1 whose session ended is heard no more, though the line goes on sending', async () => {
    const cookie = await hostile.cookieOf('friend')
    const stubborn = await openRudeLine(hostile.origin, cookie)
    await stubborn.hears((text) => text.includes('live.hello'))
    const send = (clientId: string) => frame(JSON.stringify({ id: 1, op: 'messenger.sendMessage', input: { roomId: hostile.roomId, clientId, body: 'noch da' } }))
    const inTime = randomUUID()
    stubborn.socket.write(send(inTime))
    await stubborn.hears((text) => text.includes(inTime))
    assert.equal((await hostile.tell('DELETE', '/api/session', cookie, {})).status, 200)
    await stubborn.goodbye
    const late = Array.from({ length: 20 }, () => randomUUID())
    for (const clientId of late) stubborn.socket.write(send(clientId))
    assert.equal(await stubborn.closed, 4401)
    const stored = await storedOf('friend')
    assert.ok(stored.includes(inTime))
    assert.deepEqual(late.filter((clientId) => stored.includes(clientId)), [])
    await hostile.isUnharmed()
  })

  test('a line that is opened and never says what it wants takes nothing from anybody', async () => {
    const silent = Array.from({ length: 50 }, () => openSocket(hostile.origin))
    await hostile.isUnharmed()
    for (const socket of silent) socket.destroy()
  })
})
