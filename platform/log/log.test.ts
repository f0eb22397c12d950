/** The technical log beside the work: what stands in it, what never does, and that it makes nobody wait. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { z } from 'zod'
import { rule } from '#platform/module/manifest.ts'
import type { Module } from '#platform/module/module.ts'
import { operation } from '#platform/module/operation.ts'
import { modules } from '#modules/index.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../../tests/interleave.ts'
import type { TestHouse } from '../../tests/house.ts'
import { visitor } from '../../tests/visitor.ts'
import { openTestWorld } from '../../tests/world.ts'
import { limits } from './limits.ts'

/** Breaks with a message that holds what must never be written. */
const broken: Module = {
  manifest: { ...modules.find(({ manifest }) => manifest.id === 'home')!.manifest, id: 'broken', rights: { 'broken.look': [rule(['pupil'])] }, subjects: {}, data: [], categories: {}, uses: [], logs: [] },
  contract: { look: operation({ summary: 'Breaks', method: 'GET', path: '/broken', right: 'broken.look', effects: 'read', doors: ['http', 'ws'], input: z.object({ word: z.string() }), output: z.object({}) }) },
  actions: { look: async (_context, { word }: { word: string }) => { throw new TypeError(`Lina Sommer wrote ${word}`) } },
}

describe('the technical log', () => {
  let house: TestHouse
  let world: World
  const said: string[] = []
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: [...modules, broken], say: (line) => said.push(line) }))
  })
  after(() => house.close())

  const rows = async () => {
    await house.platform.log.flush()
    return house.platform.database.selectFrom('log_access').selectAll().orderBy('id').execute()
  }

  test('R6.1 R6.2 a row says operation, status, duration and network under a pseudonym; nothing of what was asked or found', async () => {
    const lina = await arrive(house, world.ids.pupil)
    await lina.call('messenger.searchMessages', { query: 'Geheimwort' })
    await lina.call('people.getPerson', { id: world.ids.teacher })
    await visitor(house).call('identity.signIn', { account: 'gibt.es.nicht', password: 'x', device: 'own' })
    await house.app.inject({ method: 'GET', url: '/api/messenger/Geheimpfad?q=Geheimfrage' })
    const found = await rows()
    const search = found.find((row) => row.operation === 'messenger.searchMessages')!
    assert.deepEqual([search.status, search.door, search.network, search.at.getUTCMilliseconds()], [200, 'http', '127.0.0.0/24', 0])
    assert.ok(search.duration_ms >= 0 && search.pseudonym!.equals(house.platform.log.pseudonyms.of(world.ids.pupil, search.at)))
    assert.deepEqual(found.filter((row) => row.operation === 'identity.signIn').map((row) => row.pseudonym), [null])
    assert.ok(found.some((row) => row.operation === 'unknown' && row.status === 404))
    const text = JSON.stringify(found)
    for (const secret of ['Geheim', 'Lina', 'Sommer', world.ids.pupil, world.ids.teacher, 'gibt.es.nicht', '127.0.0.1"']) assert.ok(!text.includes(secret), secret)
  })

  test('a call over the live door leaves a row as well, one that was refused too', async () => {
    const origin = await house.listen()
    const live = await (await arrive(house, world.ids.pupil)).connect(origin)
    const [name] = [...house.assembly.entries].find(([, { operation: { doors } }]) => doors.includes('ws'))!
    await live.call(name, {})
    live.ws.close()
    const found = (await rows()).filter((row) => row.door === 'ws')
    assert.deepEqual(found.map((row) => [row.operation, row.network]), [[name, null]])
  })

  test('R6.1 a fault is a code and a place; its message stands neither in the log nor in what the server says', async () => {
    const lina = await arrive(house, world.ids.pupil)
    assert.equal((await lina.call('broken.look', { word: 'Geheimwort' })).status, 500)
    await house.platform.log.flush()
    const faults = await house.platform.database.selectFrom('log_fault').selectAll().execute()
    assert.deepEqual(faults.map((row) => [row.operation, row.code]), [['broken.look', 'TypeError']])
    assert.doesNotMatch(JSON.stringify([faults, said]), /Lina|Sommer|Geheimwort/)
  })

  test('a full list drops and counts, and nobody waits for it; the database away drops what it would have taken', async () => {
    const { log } = house.platform
    const row = { at: house.clock.now(), personId: null, operation: 'home.readToday', door: 'http', status: 200, duration_ms: 1, address: null } as const
    await log.flush()
    const before = log.figures()
    const more = 2_000
    for (let n = 0; n < limits.rows_waiting_max + more; n++) log.access(row)
    assert.equal(log.figures().dropped - before.dropped, more)
    assert.ok(log.figures().waiting <= limits.rows_waiting_max)
    await log.flush()
    assert.equal(log.figures().written - before.written, limits.rows_waiting_max)
    await house.db.owner.schema.alterTable('log_access').renameTo('log_access_away').execute()
    try {
      log.access(row)
      await log.flush()
      assert.equal(log.figures().dropped - before.dropped, more + 1)
      assert.equal((await (await arrive(house, world.ids.pupil)).call('home.readToday')).status, 200)
      await log.flush()
    } finally {
      await house.db.owner.schema.alterTable('log_access_away').renameTo('log_access').execute()
    }
  })
})
