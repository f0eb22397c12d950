/** A18, T3: who gets which export through the door, when, and what a code opens; disk full, killed, twice at once. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addContactBan } from '#platform/identity/guardianship.ts'
import { startSession, SESSION_COOKIE } from '#platform/identity/sign-in/sessions.ts'
import { write } from '#platform/module/write.ts'
import { retain } from '#platform/erasure/retention.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { visitor } from '#tests/visitor.ts'
import type { Visitor } from '#tests/visitor.ts'
import { openTestWorld } from '#tests/world.ts'
import { erasePeople } from '#platform/erasure/erase.ts'
import { remainsOf } from '#platform/erasure/remains.ts'
import { RefusalError } from '#platform/module/module.ts'
import { addDays } from '#platform/time/calendar.ts'
import { makeExportCode } from './codes.ts'
import { makeExport } from './making.ts'
import { offerOf } from './rules.ts'
import { unzip } from './test-zip.ts'

let house: TestHouse
let world: World
describe('the export at the doors', () => {
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  const today = () => house.clock.now().toISOString().slice(0, 10)
  async function as(key: PersonKey): Promise<Visitor> {
    const self = visitor(house)
    const { type } = (await house.platform.actors.find(world.ids[key]))!
    const session = await write(house.platform, null, house.clock.now(), (w) => startSession(w, { id: world.ids[key], type }, 'own', ''))
    self.cookies.set(SESSION_COOKIE, session.token)
    self.keepsProving = true
    return self
  }
  /** Runs what was sent, as the queue does. */
  async function work(): Promise<void> {
    const { database } = house.platform
    for (const { id } of await database.selectFrom('export_request').select('id').where('ended_at', 'is', null).execute()) await makeExport(house.platform, { id }, house.clock.now())
  }
  const decide = (option: string, value: unknown) => sql`INSERT INTO option_decision (id, option, value, decided_by, in_representation, decided_at) VALUES (gen_random_uuid(), ${option}, ${JSON.stringify(value)}::jsonb, ${world.ids.head}, false, ${house.clock.now()})`.execute(house.db.owner)
  const text = (bytes: Buffer) => [...unzip(bytes)].map(([name, content]) => `${name}\n${content.toString()}`).join('\n')

  describe('the own export', () => {
    test('is asked for, made and fetched by the person alone, one at a time and three a day', async () => {
      const [lina, emre] = [await as('pupil'), await as('friend')]
      assert.equal((await lina.call('export.readExport')).body['state'], 'none')
      assert.equal((await lina.call('export.downloadExport')).status, 409)
      const twice = await Promise.all([lina.call('export.askExport'), lina.call('export.askExport')])
      assert.deepEqual(twice.map(({ status }) => status), [200, 200])
      assert.equal((await house.platform.database.selectFrom('export_request').select('id').execute()).length, 1)
      assert.equal((await lina.call('export.readExport')).body['state'], 'running')
      await work()
      const ready = await lina.call('export.readExport')
      assert.equal(ready.body['state'], 'ready')
      const file = await lina.call('export.downloadExport')
      assert.equal(file.status, 200)
      const said = text(file.bytes)
      assert.match(said, /Lina/)
      assert.equal((await emre.call('export.downloadExport')).status, 409)
      for (let n = 0; n < 2; n++) {
        assert.equal((await lina.call('export.askExport')).status, 200)
        await work()
      }
      assert.equal((await lina.call('export.askExport')).refusal!.code, 'export_too_many')
    })

    test('can be fetched through day 7, then neither the door nor retention knows it', async () => {
      const at = house.clock.now()
      const days = async (n: number) => {
        await house.clock.travelTo(new Date(at.getTime() + n * 86_400_000))
        return (await (await as('pupil')).call('export.downloadExport')).status
      }
      assert.deepEqual([await days(7), await days(8)], [200, 409])
      const { gone, stuck } = await retain(house.db.owner, house.platform.manifests.values(), house.platform.school, house.clock.now())
      assert.deepEqual([gone['export_request'], stuck], [3, {}])
    })

    test('holds what was written while one was a member, and what a contact ban hides not', async () => {
      const lina = await as('pupil')
      const room = ((await lina.call('messenger.listRooms')).body['rooms'] as { id: string; kind: string; groupId: string }[]).find((one) => one.kind === 'group')!
      const { database } = house.platform
      const post = (seq: number, author: string, body: string, at: string) => sql`INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at) VALUES (${room.id}, ${seq}, ${seq}, ${author}, gen_random_uuid(), ${body}, ${at})`.execute(database)
      const { friend, third, pupil } = world.ids
      await post(9001, friend, 'kanarie-an-alle', '2026-11-30 10:00+01')
      await post(9002, third, 'kanarie-vor-der-zeit', '2019-01-01 10:00+01')
      await post(9003, pupil, 'kanarie-eigene', '2026-11-30 11:00+01')
      const direct = (await sql<{ id: string }>`INSERT INTO messenger_room (id, kind, direct_key, created_at) VALUES (gen_random_uuid(), 'direct', 'x', ${house.clock.now()}) RETURNING id`.execute(database)).rows[0]!.id
      for (const one of [friend, third]) await sql`INSERT INTO messenger_direct_member (room_id, person_id) VALUES (${direct}, ${one})`.execute(database)
      await sql`INSERT INTO messenger_message (room_id, seq, changed_seq, author_id, client_id, body, posted_at) VALUES (${direct}, 1, 1, ${friend}, gen_random_uuid(), 'kanarie-unter-zweien', '2026-11-30 12:00+01')`.execute(database)
      await lina.call('export.askExport')
      await work()
      const said = text((await lina.call('export.downloadExport')).bytes)
      assert.deepEqual(['kanarie-an-alle', 'kanarie-vor-der-zeit', 'kanarie-eigene', 'kanarie-unter-zweien'].map((mark) => said.includes(mark)), [true, false, true, false])
      // Somebody whom a contact ban hides from the reader is in none of it.
      await write(house.platform, null, house.clock.now(), (w) => addContactBan(w, { wardId: friend, guardianId: pupil, kind: 'other', from: '2026-11-01', until: null, source: 'test' }))
      const hidden = []
      for (const { addressed } of house.platform.modules) for await (const { title, lines } of addressed?.(house.platform, pupil, house.clock.now()) ?? []) for await (const line of lines()) hidden.push(`${title} ${line.by} ${line.text}`)
      assert.deepEqual([hidden.some((line) => /Emre|kanarie-an-alle/.test(line)), hidden.some((line) => line.includes('kanarie-eigene'))], [false, true])
      await sql`DELETE FROM guardianship WHERE source = 'test'`.execute(house.db.owner)
      assert.match(said, /Emre Kaya/)
    })
  })

  describe('guardians', () => {
    test('get master data, consents and registers of the own child: no message, no device, nothing the other parent declared', async () => {
      const mother = await as('mother')
      assert.equal((await mother.call('export.askChildExport', { id: world.ids.pupil })).status, 200)
      await work()
      const file = await mother.call('export.downloadChildExport', { id: world.ids.pupil })
      assert.equal(file.status, 200)
      const files = unzip(file.bytes)
      const said = text(file.bytes)
      assert.ok(files.has('daten/identity/person.json'))
      assert.ok(files.has('daten/consent/consent_declaration.json'))
      assert.equal((JSON.parse(files.get('daten/consent/consent_declaration.json')!.toString()) as unknown[]).length, 1, 'her own declaration only')
      assert.doesNotMatch(said, /kanarie|Emre|Marc/)
      assert.deepEqual([...files.keys()].filter((name) => /messenger|session|sign_in|journal|nachrichten|dateien|task/.test(name)), [])
    })

    test('get content below 14 where the school decided so, and the child is told', async () => {
      await decide('export.guardian_content', 'below_age_14')
      await house.platform.school.reload()
      const mother = await as('mother')
      const state = await mother.call('export.readChildExport', { id: world.ids.pupil })
      if (state.body['withContent'] !== true) return assert.fail('the option is not in memory')
      await mother.call('export.askChildExport', { id: world.ids.pupil })
      await work()
      const said = text((await mother.call('export.downloadChildExport', { id: world.ids.pupil })).bytes)
      assert.deepEqual(['kanarie-eigene', 'kanarie-an-alle'].map((mark) => said.includes(mark)), [true, false])
      const own = await (await as('pupil')).call('export.readExport')
      assert.equal(own.body['guardiansGetContent'], true)
      assert.deepEqual((own.body['contentTakenOn'] as string[]).length, 1)
    })

    test('strangers, other parents, clerk, administrators, class lead and head get nothing', async () => {
      for (const key of ['friend', 'motherOfFriend', 'clerk', 'admin', 'head', 'teacher', 'deputy'] as const) {
        const one = await as(key)
        for (const name of ['export.readChildExport', 'export.askChildExport', 'export.downloadChildExport']) assert.equal((await one.call(name, { id: world.ids.pupil })).status, 404, `${key} ${name}`)
      }
    })

    test('a contact ban between asking and making, and between making and fetching, ends it', async () => {
      const father = await as('father')
      const { pupil, father: fatherId } = world.ids
      assert.equal((await father.call('export.askChildExport', { id: pupil })).status, 200)
      await work()
      assert.equal((await father.call('export.downloadChildExport', { id: pupil })).status, 200)
      assert.equal((await father.call('export.askChildExport', { id: pupil })).status, 200)
      await write(house.platform, null, house.clock.now(), (w) => addContactBan(w, { wardId: pupil, guardianId: fatherId, kind: 'father', from: today(), until: null, source: 'test' }))
      for (const name of ['export.readChildExport', 'export.askChildExport', 'export.downloadChildExport']) assert.equal((await father.call(name, { id: pupil })).status, 404, name)
      await work()
      const rows = await house.platform.database.selectFrom('export_request').select(['problem', 'blob_id']).where('reader_id', '=', fatherId).orderBy('asked_at', 'desc').execute()
      assert.deepEqual(rows[0], { problem: 'not_allowed', blob_id: null })
    })
  })

  describe('a printed code', () => {
    const codeFor = (personId: string, untilOn: string) => write(house.platform, null, house.clock.now(), (w) => makeExportCode(w, { personId, untilOn }))

    test('opens the page of the own copy, once, through its last day, and no other door', async () => {
      const { withdrawn } = world.ids
      const code = await codeFor(withdrawn, today())
      const self = visitor(house)
      assert.equal((await self.call('export.readByCode')).body['isOpen'], false)
      assert.equal((await self.call('export.useExportCode', { code: 'AAAA-AAAA-AAAA' })).refusal!.code, 'export_code_unknown')
      assert.equal((await self.call('export.useExportCode', { code: code.toLowerCase() })).status, 200)
      assert.equal((await visitor(house).call('export.useExportCode', { code })).refusal!.code, 'export_code_unknown')
      assert.equal((await self.call('export.askByCode')).status, 200)
      await work()
      assert.equal((await self.call('export.readByCode')).body['state'], 'ready')
      const file = await self.call('export.downloadByCode')
      assert.match(text(file.bytes), /Mia/)
      for (const name of ['people.getProfile', 'messenger.listRooms', 'export.readExport', 'export.downloadExport', 'home.readToday', 'identity.listSessions']) assert.ok((await self.call(name)).status >= 400, name)
      await self.call('export.closeByCode')
      assert.equal((await self.call('export.downloadByCode')).refusal!.code, 'export_code_closed')
    })

    test('a new one ends the one before, also where that is open; after the last day and of a deleted account none opens', async () => {
      const { withdrawn, departed89 } = world.ids
      const self = visitor(house)
      assert.equal((await self.call('export.useExportCode', { code: await codeFor(withdrawn, today()) })).status, 200)
      const next = await codeFor(withdrawn, today())
      assert.equal((await self.call('export.readByCode')).body['isOpen'], false)
      assert.equal((await self.call('export.useExportCode', { code: await codeFor(withdrawn, '2020-01-01') })).status, 403)
      assert.equal((await self.call('export.useExportCode', { code: next })).status, 403)
      assert.equal((await self.call('export.useExportCode', { code: await codeFor(departed89, '2030-01-01') })).status, 403)
    })

    test('guessing is stopped after ten tries', async () => {
      const self = visitor(house)
      let last = 0
      for (let n = 0; n < 12; n++) last = (await self.call('export.useExportCode', { code: 'AAAA-AAAA-AAAA' })).status
      assert.equal(last, 429)
    })
  })

  describe('what goes wrong', () => {
    test('a disk without room: said so, and nothing half is offered; the next try is whole', async () => {
      const felix = await as('adult')
      await felix.call('export.askExport')
      const { id } = await house.platform.database.selectFrom('export_request').select('id').where('ended_at', 'is', null).executeTakeFirstOrThrow()
      const full = { ...house.platform, blobs: { ...house.platform.blobs, store: () => Promise.reject(new RefusalError({ status: 503, code: 'unavailable' })) } }
      await makeExport(full, { id }, house.clock.now())
      const state = await felix.call('export.readExport')
      assert.deepEqual([state.body['state'], state.body['problem']], ['failed', 'no_room'])
      assert.equal((await felix.call('export.downloadExport')).status, 409)
      await felix.call('export.askExport')
      await work()
      assert.match(text((await felix.call('export.downloadExport')).bytes), /Felix/)
    })

    test('killed in the middle, done again, and twice at once: one file, and a second run changes nothing', async () => {
      const samuel = await as('fifteen')
      await samuel.call('export.askExport')
      const { database } = house.platform
      const { id } = await database.selectFrom('export_request').select('id').where('ended_at', 'is', null).executeTakeFirstOrThrow()
      const broken = { ...house.platform, blobs: { ...house.platform.blobs, store: () => Promise.reject(new TypeError('the process is gone')) } }
      await assert.rejects(makeExport(broken, { id }, house.clock.now()), TypeError)
      assert.equal((await samuel.call('export.readExport')).body['state'], 'running')
      await Promise.all([makeExport(house.platform, { id }, house.clock.now()), makeExport(house.platform, { id }, house.clock.now())])
      const first = await database.selectFrom('export_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      await makeExport(house.platform, { id }, house.clock.now())
      assert.deepEqual(await database.selectFrom('export_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow(), first)
      assert.equal((await samuel.call('export.downloadExport')).status, 200)
    })

    test('what the queue gave up stands in nobody’s way after a day', async () => {
      const noah = visitor(house)
      assert.equal((await noah.call('export.useExportCode', { code: await write(house.platform, null, house.clock.now(), (w) => makeExportCode(w, { personId: world.ids.withoutConsent, untilOn: '2030-01-01' })) })).status, 429, 'tries of this address')
      await house.clock.travelTo(new Date(house.clock.now().getTime() + 3_600_000))
      assert.equal((await noah.call('export.useExportCode', { code: await write(house.platform, null, house.clock.now(), (w) => makeExportCode(w, { personId: world.ids.withoutConsent, untilOn: '2030-01-01' })) })).status, 200)
      await noah.call('export.askByCode')
      await sql`UPDATE export_request SET asked_at = asked_at - interval '25 hours' WHERE ended_at IS NULL`.execute(house.db.owner)
      assert.equal((await noah.call('export.readByCode')).body['state'], 'failed')
      await noah.call('export.askByCode')
      await work()
      assert.equal((await noah.call('export.readByCode')).body['state'], 'ready')
    })
  })

  describe('the offer before the last day at school', () => {
    test('stands 28, 7 and 1 days before, goes with an export, comes back at the next stage, and ends with the exit', async () => {
      const { pupil } = world.ids
      const day = (n: number) => addDays('2027-01-29', -n)
      await sql`UPDATE person SET exit_on = '2027-01-29' WHERE id = ${pupil}`.execute(house.db.owner)
      const offered = async (n: number) => {
        await house.clock.travelTo(`${day(n)} 08:00`)
        const { offer } = (await (await as('pupil')).call('export.readExport')).body as { offer: { daysLeft: number } | null }
        return offer?.daysLeft ?? null
      }
      const take = async () => {
        await (await as('pupil')).call('export.askExport')
        await work()
      }
      assert.deepEqual([await offered(29), await offered(28), await offered(27)], [null, 28, 27])
      await take()
      assert.equal(await offered(26), null)
      assert.equal(await offered(7), 7)
      await take()
      assert.deepEqual([await offered(6), await offered(2)], [null, null])
      assert.deepEqual([await offered(1), await offered(0)], [1, 0])
      assert.deepEqual([offerOf('2027-01-29', '2027-01-30'), offerOf(null, '2027-01-01')], [null, null])
    })
  })

  describe('round trip', () => {
    test('export, erase, nothing is found', async () => {
      const { third } = world.ids
      const zoe = await as('third')
      await zoe.call('export.askExport')
      await work()
      assert.equal((await zoe.call('export.downloadExport')).status, 200)
      await write(house.platform, null, house.clock.now(), async (w) => {
        await erasePeople(w, [{ id: third, type: 'pupil', name: 'Zoë Lindqvist', accountName: 'x', source: 'x', sourceId: '1' }], { deleteAuthored: false })
        await sql`DELETE FROM job`.execute(w.trx)
        assert.deepEqual(await remainsOf(w.trx, [third]), [])
      }, house.db.owner)
      assert.equal((await house.platform.database.selectFrom('export_request').select('id').where('person_id', '=', third).execute()).length, 0)
    })
  })
})
