/** Clause 6.2: what is logged is told to everybody, is as little as possible, and ends. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { module as erasure } from '#platform/erasure/module.ts'
import { optionOf, options } from '#platform/school/options.ts'
import { addDays, dateInBerlin, startOfDay } from '#platform/time/calendar.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Visitor } from '../visitor.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Declared = { id: string; days: number; fields: string[]; readers: string[]; purpose: string }

describe('R6.2 what is logged, and for how long', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
    const head = await as('head')
    assert.equal((await head.call('administration.appoint', { task: 'logs', person: { id: world.ids.admin }, from: house.clock.today(), until: null, isDeputy: false })).status, 200)
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const declared = async (key: PersonKey) => (await (await as(key)).call('logs.readDeclared')).body['logs'] as Declared[]

  test('R6.2 "Was wird protokolliert?": everybody who is signed in reads each log with fields, purpose, days as set and readers; it follows from the manifests', async () => {
    for (const key of ['pupil', 'teacher', 'mother', 'head', 'admin'] as const) {
      const logs = await declared(key)
      assert.deepEqual(logs.map(({ id, days }) => [id, days]), [['sign_in_attempt', 30], ['log_access', 14], ['log_fault', 14]], key)
      assert.ok(logs.every((log) => log.fields.length > 3 && log.readers.length > 0 && log.purpose !== ''))
    }
    assert.equal((await visitor(house).call('logs.readDeclared')).status, 404)
    // Each column that is written is told of, and nothing else is written.
    const { rows } = await house.platform.pool.query<{ table: string; columns: number }>(`SELECT table_name AS table, count(*)::int - 1 AS columns FROM information_schema.columns WHERE table_name IN ('log_access', 'log_fault', 'sign_in_attempt') GROUP BY table_name`)
    const logs = await declared('pupil')
    for (const { table, columns } of rows) assert.equal(logs.find(({ id }) => id === table)!.fields.length, columns, table)
    // As set: the head decides fewer days.
    await (await as('head')).call('school.decideOption', { option: 'log.signin_days', value: 7 })
    assert.equal((await declared('pupil'))[0]!.days, 7)
    await (await as('head')).call('school.decideOption', { option: 'log.signin_days', value: 30 })
  })

  test('R6.2 nobody prolongs a log beyond the cap of 180 days', () => {
    for (const key of Object.keys(options).filter((one) => one.startsWith('log.') && one !== 'log.admin_days') as (keyof typeof options)[]) {
      assert.equal(options[key].schema.safeParse(181).success, false, key)
      assert.equal(optionOf(new Map([[key, 100_000]]), key), options[key].fallback, `${key}: what was written by hand does not count`)
    }
  })

  test('R6.2 the own rows: each person reads what is logged about them (Art. 15), and nothing of anybody else', async () => {
    const [lina, emre] = [await as('pupil'), await as('friend')]
    await lina.call('messenger.searchMessages', { query: 'Geheimwort' })
    await emre.call('messenger.findPeople', { query: 'zz' })
    const own = (await lina.call('logs.readOwnRows')).body['rows'] as { operation: string }[]
    assert.ok(own.some(({ operation }) => operation === 'messenger.searchMessages'))
    assert.ok(!own.some(({ operation }) => operation === 'messenger.findPeople'))
    assert.doesNotMatch(JSON.stringify(own), /Geheimwort/)
    assert.equal((await (await as('head')).call('logs.readOwnRows', { personId: world.ids.pupil })).refusal?.code, 'input_invalid')
  })

  test('R6.2 the page Betrieb counts rooms with ten requests and more, and holds nobody', async () => {
    const admin = await as('admin')
    await (await as('pupil')).call('consent.countWaiting')
    for (let n = 0; n < 12; n++) await (await as('pupil')).call('home.readToday')
    const reply = await admin.call('logs.readOperation')
    assert.equal(reply.status, 200)
    const lastHour = reply.body['lastHour'] as { module: string; isFew: boolean; requests: number; refused: number }[]
    assert.ok(lastHour.find(({ module }) => module === 'home')!.requests >= 12)
    assert.ok(lastHour.filter(({ isFew }) => isFew).every(({ requests, refused }) => requests === 0 && refused === 0))
    assert.doesNotMatch(reply.text, /Lina|Sommer|[0-9a-f]{8}-[0-9a-f]{4}-|127\.0/)
    for (const key of ['pupil', 'teacher', 'mother', 'clerk', 'secondAdmin'] as const) assert.equal((await (await as(key)).call('logs.readOperation')).status, 403, key)
  })

  test('R6.2 what is older than the days that are set is shown to nobody, also while it is still there', async () => {
    await (await as('pupil')).call('messenger.findPeople', { query: 'zz' })
    await house.platform.log.flush()
    const onDayZero = house.clock.now()
    await house.clock.advance({ days: 13, hours: 23 })
    const look = async () => {
      const admin = await as('admin')
      const from = new Date(onDayZero.getTime() - 60_000)
      const { id } = (await admin.call('logs.openLogCase', { purpose: 'fault', reason: 'Suche findet nichts mehr', service: 'messenger', windowFrom: from.toISOString(), windowUntil: new Date(from.getTime() + 3_600_000).toISOString(), hours: 1, reference: null })).body as { id: string }
      return ((await admin.call('logs.queryLog', { caseId: id, log: 'access', operation: 'messenger.findPeople' })).body['rows'] as unknown[]).length
    }
    assert.ok((await look()) > 0)
    await house.clock.advance({ hours: 2 })
    assert.equal(await look(), 0)
  })

  test('R6.2 GIVEN log rows of day 0 WHEN day 15 starts THEN technical rows of day 0 are gone from table, file and index', async () => {
    const { platform } = house
    await platform.log.flush()
    const dayZero = (await platform.database.selectFrom('log_access').select((eb) => eb.fn.min('at').as('at')).executeTakeFirstOrThrow()).at!
    const day = dateInBerlin(dayZero)
    const left = async () => Number((await platform.database.selectFrom('log_access').select((eb) => eb.fn.countAll<number>().as('count')).where('at', '<', startOfDay(addDays(day, 1))).executeTakeFirstOrThrow()).count)
    const night = () => erasure.recurring!.find(({ name }) => name === 'retention')!.run(platform, '', house.clock.now())
    await house.clock.travelTo(`${addDays(day, 14)} 23:50`)
    await night()
    assert.ok((await left()) > 0, 'all of day 14 they are there')
    await house.clock.travelTo(`${addDays(day, 15)} 00:10`)
    await night()
    assert.equal(await left(), 0)
  })
})
