/** kill -9 in the middle of many messages: of the server, and of PostgreSQL. Nothing that was acknowledged is lost, nothing is there twice (security check 2). */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '#platform/database/connect.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import type { Cluster } from '#platform/database/embedded/cluster.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { addMembers } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { write } from '#platform/module/write.ts'
import { openKeys } from '#platform/school/keys.ts'
import { systemClock, travellingClock } from '#platform/time/clock.ts'
import { modules } from '#modules/index.ts'
import type { Message } from '#modules/messenger/contract.ts'
import { consent, cookieOf, makeMessengerSchool } from '#modules/messenger/test-school.ts'
import type { AnyHouse } from '#modules/messenger/test-school.ts'
import { openHouse } from '#server/house.ts'
import { makeTemplate, openTestDatabase } from '../database.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { CallFailed, openLine } from './line.ts'
import type { Line } from './line.ts'
import type { ServerOrder } from './server.ts'

const WRITERS = 40

/** A class of forty more, each with the cookie of a session. */
async function addWriters(house: AnyHouse, groupId: string): Promise<string[]> {
  const ids = await write(house.platform, null, house.platform.clock.now(), async (w) => {
    const added = await addPeople(w, Array.from({ length: WRITERS }, (_, n) => ({ type: 'pupil' as const, givenName: `Kind${n}`, familyName: 'Schreibt', source: 'test', sourceId: `w${n}` })))
    await addMembers(w, added.map((personId) => ({ groupId, personId, role: 'member' as const })))
    for (const id of added) await consent(w, id, true)
    for (const id of added) await acknowledgeCurrent(w, id)
    return added
  })
  const cookies = []
  for (const id of ids) cookies.push(await cookieOf(house, id))
  return cookies
}

/** A browser that does not give up: whatever was not acknowledged is sent again under the same number, over a new line when the old one broke. */
async function sendAll(origin: string, cookie: string, roomId: string, count: number, acked: (clientId: string, seq: number) => void): Promise<void> {
  let line: Promise<Line> | null = null
  const open = async (): Promise<Line> => {
    for (;;) {
      const tried = (line ??= openLine(origin, cookie))
      try {
        return await tried
      } catch {
        if (line === tried) line = null
        await pause(30)
      }
    }
  }
  const queue = Array.from({ length: count }, () => randomUUID())
  const work = async (): Promise<void> => {
    for (let clientId = queue.shift(); clientId !== undefined; clientId = queue.shift()) {
      for (;;) {
        const current = await open()
        const used = line
        try {
          const { message } = (await current.call('messenger.sendMessage', { roomId, clientId, body: `Nachricht ${clientId}` })) as { message: Message }
          acked(clientId, message.seq)
          break
        } catch (error) {
          const code = error instanceof CallFailed ? error.refusal.code : ''
          assert.ok(['network', 'unavailable', 'too_many', 'too_fast'].includes(code), `${code} ${String(error)}`)
          if (code === 'network' && line === used) line = null
          await pause(30)
        }
      }
    }
  }
  await Promise.all([work(), work(), work()])
  await (await open()).ws.close()
}

/** Sends while `strike` is called at each third; then looks at what is stored. */
async function survives(options: { origin: string; cookies: string[]; roomId: string; count: number; database: () => Database; strike: () => Promise<void> }): Promise<void> {
  const { origin, cookies, roomId, count, strike } = options
  const acked = new Map<string, number>()
  const strikes = [Math.floor(count / 3), Math.floor((2 * count) / 3)]
  let striking: Promise<void> = Promise.resolve()
  let ackedAtStrikes = 0
  await Promise.all(cookies.map((cookie) => sendAll(origin, cookie, roomId, count / cookies.length, (clientId, seq) => {
    acked.set(clientId, seq)
    if (acked.size < (strikes[0] ?? Infinity)) return
    strikes.shift()
    ackedAtStrikes += acked.size
    striking = striking.then(strike)
  })))
  await striking
  assert.ok(ackedAtStrikes > 0 && strikes.length === 0, 'it was struck twice')
  assert.equal(acked.size, count)
  const rows = await options.database().selectFrom('messenger_message').select(['seq', 'changed_seq', 'client_id']).where('room_id', '=', roomId).orderBy('seq').execute()
  assert.deepEqual(rows.map((row) => row.seq), Array.from({ length: count }, (_, n) => n + 1), 'nothing lost, nothing twice, no gap in the places')
  for (const row of rows) assert.equal(acked.get(row.client_id), row.seq, 'what was acknowledged stands where it was said to stand')
}

describe('kill -9 of the server', () => {
  let house: TestHouse
  let cookies: string[]
  let rooms: { class7b: string; class8a: string }
  before(async () => {
    house = await openTestHouse()
    const school = await makeMessengerSchool(house)
    rooms = school.rooms
    cookies = await addWriters(house, school.groups.class7b)
    await house.write(async (w) => {
      const people = await w.trx.selectFrom('person').select('id').where('source_id', 'like', 'w%').execute()
      await addMembers(w, people.map(({ id }) => ({ groupId: school.groups.class8a, personId: id, role: 'member' as const })))
    })
  })
  after(() => house.close())

  async function start(port: number): Promise<{ child: ChildProcess; port: number }> {
    const order: ServerOrder = { appUrl: house.db.appUrl, folder: house.folder, now: house.clock.now().toISOString(), port }
    const child = fork(new URL('server.ts', import.meta.url), { env: { ...process.env, SCHULHOF_TEST_SERVER: JSON.stringify(order) }, execArgv: [] })
    const ready = await new Promise<{ port: number }>((resolve, reject) => {
      child.once('message', (message) => resolve(message as { port: number }))
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    })
    return { child, port: ready.port }
  }

  for (const [count, room] of [[320, 'class7b'], [2_000, 'class8a']] as const) {
    test(`in the middle of ${count} messages none that was acknowledged is lost and none is there twice`, async () => {
      const first = await start(0)
      let child = first.child
      const strike = async (): Promise<void> => {
        child.kill('SIGKILL')
        await new Promise((resolve) => child.once('exit', resolve))
        child = (await start(first.port)).child
      }
      try {
        await survives({ origin: `http://127.0.0.1:${first.port}`, cookies, roomId: rooms[room], count, database: () => house.db.database, strike })
      } finally {
        child.removeAllListeners('exit')
        child.kill('SIGKILL')
      }
    })
  }
})

describe('kill -9 of PostgreSQL', () => {
  const ownsNoDatabase = process.env['DATABASE_URL'] === undefined ? false : 'the database is somebody else\'s (DATABASE_URL): it is not ours to kill'
  let folder: string
  let cluster: Cluster
  before(async () => {
    if (ownsNoDatabase) return
    folder = await mkdtemp(join(tmpdir(), 'schulhof-kill-'))
    // As at a school: every commit is on the disk before it is acknowledged.
    cluster = await startCluster({ folder, say: () => {} })
  })
  after(async () => {
    if (ownsNoDatabase) return
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('in the middle of 320 messages the server stays up, comes back by itself, and none is lost or there twice', { skip: ownsNoDatabase }, async () => {
    const template = process.env['SCHULHOF_TEST_TEMPLATE']
    await makeTemplate(cluster.url)
    const db = await openTestDatabase()
    if (template !== undefined) process.env['SCHULHOF_TEST_TEMPLATE'] = template
    const clock = travellingClock(systemClock().now(), { flows: true })
    const house = await openHouse({ appUrl: db.appUrl, folder, keys: await openKeys(join(folder, 'keys')), clock, modules, publicUrl: new URL('http://localhost:8000'), connections_max: 6 })
    try {
      const school = await makeMessengerSchool(house)
      const cookies = await addWriters(house, school.groups.class7b)
      await house.app.listen({ host: '127.0.0.1', port: 0 })
      const address = house.app.server.address()
      const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
      house.platform.publicUrl = new URL(origin)
      const strike = async (): Promise<void> => {
        const struck = cluster.pid
        process.kill(struck, 'SIGKILL')
        while (cluster.pid === struck) await pause(20)
      }
      await survives({ origin, cookies, roomId: school.rooms.class7b, count: 320, database: () => house.platform.database, strike })
    } finally {
      await house.close()
      await db.close()
    }
  })
})
