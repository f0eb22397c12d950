/**
 * Fail closed (B2): whoever may have missed something knows nothing. Two processes on one database; the listening connection of one is ended, kept away,
 * ended again while it reads, or dies without a word. What must never happen is an answer that rests on what was true before.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { createServer, connect as openSocket } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { WebSocket } from 'ws'
import { changeUrl, connectionOf } from '#platform/database/connect.ts'
import { PAYLOAD_BYTES_MAX } from '#platform/events/listen.ts'
import { addPeople } from '#platform/identity/people.ts'
import { openKeys } from '#platform/school/keys.ts'
import { modules } from '#modules/index.ts'
import { ask, consent, cookieOf, makeMessengerSchool, release } from '#modules/messenger/test-school.ts'
import type { MessengerSchool } from '#modules/messenger/test-school.ts'
import { openHouse } from '#server/house.ts'
import { asSuperuser, holdBack } from '../interleave.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { openLine } from './line.ts'

describe('B2 fail closed', () => {
  let here: TestHouse
  let there: TestHouse
  let origin: string
  let school: MessengerSchool
  /** The listening connections of the process `there`. */
  let ears: Set<number>
  const role = () => decodeURIComponent(new URL(here.db.appUrl).username)

  before(async () => {
    here = await openTestHouse()
    school = await makeMessengerSchool(here)
    ears = new Set(await listeners())
    there = await here.second()
    origin = await there.listen()
    await here.listen()
  })
  after(async () => {
    await there.close()
    await here.close()
  })
  // On a machine that is short of breath a beat may come late: then both have just read everything anew, or are about to.
  beforeEach(() => until(() => here.platform.actors.fresh && there.platform.actors.fresh))

  const listeners = async () => (await asSuperuser<{ pid: number }>(here, `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'schulhof listen'`)).map((row) => row.pid)
  /** Ends what `there` listens with; the listener of `here` is left alone. */
  const deafen = async () => {
    const pids = (await listeners()).filter((pid) => !ears.has(pid))
    assert.equal(pids.length, 1)
    await asSuperuser(here, `SELECT pg_terminate_backend(${pids[0]!})`)
  }
  const letIn = (isAllowed: boolean) => asSuperuser(here, `ALTER ROLE "${role()}" ${isAllowed ? 'LOGIN' : 'NOLOGIN'}`)
  const rooms = async (cookie: string) => (await fetch(`${origin}/api/messenger/rooms`, { headers: { cookie } })).status
  const until = async (isDone: () => boolean | Promise<boolean>, within_ms = 10_000) => {
    const from = performance.now()
    while (!(await isDone())) {
      assert.ok(performance.now() - from < within_ms, 'not in time')
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  /** All answers from now on until the first one that is not 503, and that one. */
  const firstAnswer = async (ask: () => Promise<number>) => {
    let status = 503
    await until(async () => (status = await ask()) !== 503)
    return status
  }

  test('a connection that is lost for a blink closes all sockets at once; whoever comes back misses nothing', async () => {
    const cookie = await cookieOf(here, school.ids.anna)
    const line = await openLine(origin, cookie)
    await deafen()
    await ask(here, school.ids.lead, 'sendMessage', { roomId: school.rooms.class7b, clientId: randomUUID(), body: 'in der Lücke' })
    assert.equal(await line.closed, 4503)
    assert.equal(await firstAnswer(() => rooms(cookie)), 200)
    const back = await openLine(origin, cookie)
    const { messages } = (await back.call('messenger.readMessages', { roomId: school.rooms.class7b })) as { messages: { body: string }[] }
    assert.equal(messages.at(-1)?.body, 'in der Lücke')
    back.close()
  })

  test('what was taken away while nobody listened is gone with the first answer: a consent, a release', async () => {
    const [ben, lead] = [await cookieOf(here, school.ids.ben), await cookieOf(here, school.ids.lead)]
    assert.deepEqual([await rooms(ben), await rooms(lead)], [200, 200])
    await using reading = await holdBack(here, 'LOCK TABLE school IN ACCESS EXCLUSIVE MODE')
    await deafen()
    await until(() => !there.platform.actors.fresh)
    await reading.waiting(1)
    await here.write((w) => consent(w, school.ids.ben, false))
    await here.write((w) => release(w, false))
    assert.deepEqual([await rooms(ben), await rooms(lead)], [503, 503])
    await assert.rejects(openLine(origin, lead))
    await reading.open()
    assert.deepEqual(await Promise.all([firstAnswer(() => rooms(ben)), firstAnswer(() => rooms(lead))]), [404, 403])
    await here.write((w) => consent(w, school.ids.ben, true))
    await here.write((w) => release(w, true))
    await until(async () => (await rooms(lead)) === 200)
  })

  test('a connection that is lost again while everything is read anew opens no door', async () => {
    const cookie = await cookieOf(here, school.ids.lead)
    await using reading = await holdBack(here, 'LOCK TABLE school IN ACCESS EXCLUSIVE MODE')
    await deafen()
    await until(() => !there.platform.actors.fresh)
    await reading.waiting(1)
    await letIn(false)
    try {
      await deafen()
      // Ending a connection is only asked for: here it is gone, and the process had time to see its end.
      await until(async () => (await listeners()).every((pid) => ears.has(pid)))
      await new Promise((resolve) => setTimeout(resolve, 100))
      await reading.open()
      const from = performance.now()
      while (performance.now() - from < 500) assert.equal(await rooms(cookie), 503)
    } finally {
      await letIn(true)
    }
    assert.equal(await firstAnswer(() => rooms(cookie)), 200)
    assert.equal((await listeners()).length, 2, 'one listening connection for each process')
  })

  test('a change of the school that can not be read within two seconds shuts the doors until it can', async () => {
    const cookie = await cookieOf(here, school.ids.lead)
    const line = await openLine(origin, cookie)
    await using reading = await holdBack(here, 'LOCK TABLE document_version IN ACCESS EXCLUSIVE MODE')
    await here.write((w) => release(w, false))
    assert.equal(await Promise.race([line.closed, new Promise((resolve) => setTimeout(resolve, 2_000, 'still open'))]), 4503)
    assert.equal(await rooms(cookie), 503)
    await reading.open()
    assert.equal(await firstAnswer(() => rooms(cookie)), 403)
    await here.write((w) => release(w, true))
    await until(async () => (await rooms(cookie)) === 200)
  })

  test('an access that can not be looked at again within two seconds closes its sockets', async () => {
    const line = await openLine(origin, await cookieOf(here, school.ids.anna))
    await using facts = await holdBack(here, 'LOCK TABLE guardianship IN ACCESS EXCLUSIVE MODE')
    await here.write(async (w) => void w.changedPersons.add(school.ids.anna))
    assert.equal(await Promise.race([line.closed, new Promise((resolve) => setTimeout(resolve, 2_000, 'still open'))]), 4503)
    await facts.open()
    await until(() => here.platform.actors.fresh && there.platform.actors.fresh)
  })

  test('check 21 a session that ends while its socket is being opened does not live on in it', async () => {
    const cookie = await cookieOf(here, school.ids.anna)
    const signOut = { method: 'DELETE' as const, url: '/api/session', headers: { cookie, 'x-schulhof': '1' } }
    assert.equal((await here.app.inject({ url: '/api/messenger/rooms', headers: { cookie } })).statusCode, 200)
    let heard = false
    const { release: stopHearing } = await here.platform.actors.hold(school.ids.anna, () => void (heard = true))
    await there.write(async (w) => void w.changedPersons.add(school.ids.anna))
    // Only `there` has to look again: `here` has heard of the change and knows her, so that signing out waits for no lock.
    await until(() => heard)
    stopHearing()
    assert.equal((await here.app.inject({ url: '/api/messenger/rooms', headers: { cookie } })).statusCode, 200)
    await using facts = await holdBack(here, 'LOCK TABLE access_fact IN ACCESS EXCLUSIVE MODE')
    const ws = new WebSocket(`${origin.replace('http', 'ws')}/api/live`, { headers: { cookie, origin } })
    const closed = new Promise<number>((resolve) => ws.on('close', resolve))
    ws.on('error', () => {})
    await facts.waiting(1)
    assert.equal((await here.app.inject(signOut)).statusCode, 200)
    await facts.open()
    assert.equal(await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 2_000, 'still open'))]), 4401)
  })

  test('news that nobody understands end no process: everything is read anew', async () => {
    for (const payload of ['no json', 'null', '{"topic":"access","from":"x","body":5}', '{"topic":"session","body":null}']) {
      await asSuperuser(here, `SELECT pg_notify('schulhof', '${payload}')`)
      await until(() => here.platform.actors.fresh && there.platform.actors.fresh)
    }
    assert.equal(await firstAnswer(async () => rooms(await cookieOf(here, school.ids.lead))), 200)
  })

  test('a change about 2,000 people is told in pieces that fit, and reaches everybody among them', async () => {
    const ids = await here.write((w) => addPeople(w, Array.from({ length: 2_000 }, (_, n) => ({ type: 'pupil' as const, givenName: 'Kind', familyName: `Nummer ${n}`, source: 'test', sourceId: `many ${n}` }))))
    const heard = new Set<string>()
    const asked = [ids[0]!, ids[149]!, ids[150]!, ids[1_999]!]
    for (const id of asked) await there.platform.actors.hold(id, (actor) => void (actor && heard.add(actor.personId)))
    await here.write(async (w) => void ids.forEach((id) => w.changedPersons.add(id)))
    await until(() => heard.size === asked.length)
    await assert.rejects(here.write(async (w) => void w.news.push({ topic: 'x', body: 'x'.repeat(PAYLOAD_BYTES_MAX) })), /too long/)
  })

  test('a connection that dies without a word is noticed within two seconds, and another one opened', async () => {
    const wire = await openWire(here.db.appUrl)
    const appUrl = changeUrl(here.db.appUrl, {}).replace(/@[^/]*\//, `@127.0.0.1:${wire.port}/`).replace(/\?.*/, '')
    const remote = await openHouse({ appUrl, folder: here.folder, keys: await openKeys(join(here.folder, 'keys')), clock: here.clock, modules, publicUrl: new URL('http://localhost:8000'), connections_max: 3 })
    try {
      await new Promise((resolve) => setTimeout(resolve, 1_200))
      assert.equal(remote.platform.actors.fresh, true, 'it beats')
      wire.cut()
      await until(() => !remote.platform.actors.fresh, 2_100)
      wire.mend()
      await until(() => remote.platform.actors.fresh)
    } finally {
      await remote.close()
      await wire.close()
    }
  })

  test('a house that can not be opened leaves no connection behind', async () => {
    const count = async () => (await asSuperuser<{ n: number }>(here, `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'schulhof%'`))[0]!.n
    const before_ = await count()
    const [first] = modules
    const broken = { ...first!, start: async () => Promise.reject(new Error('can not start')) }
    const open = openHouse({ appUrl: here.db.appUrl, folder: here.folder, keys: await openKeys(join(here.folder, 'keys')), clock: here.clock, modules: [broken, ...modules.slice(1)], publicUrl: new URL('http://localhost:8000') })
    await assert.rejects(open, /can not start/)
    await until(async () => (await count()) <= before_)
  })

  test('T18 whoever was refused and keeps the line does not keep the socket', async () => {
    const { port } = there.app.server.address() as AddressInfo
    const accepted = new Promise<Socket>((resolve) => there.app.server.once('connection', resolve))
    const socket = openSocket({ port, host: '127.0.0.1', allowHalfOpen: true })
    let answer = ''
    socket.on('data', (data) => (answer += String(data)))
    socket.on('error', () => {})
    socket.write(`GET /api/live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`)
    await until(() => answer.startsWith('HTTP/1.1 404'))
    const { destroyed } = await accepted.then(async (held) => {
      await until(() => held.destroyed, 3_000).catch(() => {})
      return held
    })
    socket.destroy()
    assert.ok(destroyed)
  })
})

/** A wire to the database that can be cut so that neither end is told. */
async function openWire(url: string): Promise<{ port: number; cut(): void; mend(): void; close(): Promise<void> }> {
  const { host, port } = connectionOf(url)
  let isCut = false
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    const far = host!.startsWith('/') ? openSocket({ path: join(host!, `.s.PGSQL.${port}`) }) : openSocket({ host: host!, port: port! })
    for (const [from, to] of [[near, far], [far, near]] as const) {
      ends.add(from)
      from.on('data', (data) => void (isCut || to.write(data)))
      from.on('error', () => {})
      from.on('close', () => void (isCut || to.destroy()))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => void (isCut = true),
    mend: () => void (isCut = false),
    async close() {
      for (const end of ends) end.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
