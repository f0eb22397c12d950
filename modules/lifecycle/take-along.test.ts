/** A18, R12.3: who prints the code with which a pupil without a way in takes the own things along, for whom, and until when it opens anything. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { makeExport } from '#platform/export/making.ts'
import { unzip } from '#platform/export/test-zip.ts'
import { startSession, SESSION_COOKIE } from '#platform/identity/sign-in/sessions.ts'
import { write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { visitor } from '#tests/visitor.ts'
import type { Visitor } from '#tests/visitor.ts'
import { openTestWorld } from '#tests/world.ts'
import { recordDeletions } from './deletion.ts'
import { makeExportCode } from '#platform/export/codes.ts'
import { takesAlongUntil } from './take-along.ts'
import { DELETE_CLARIFIED } from './tasks.ts'

const TODAY = '2026-11-23'

let house: TestHouse
let world: World
describe('taking along', () => {
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  async function as(key: PersonKey): Promise<Visitor> {
    const self = visitor(house)
    const { type } = (await house.platform.actors.find(world.ids[key]))!
    const session = await write(house.platform, null, house.clock.now(), (w) => startSession(w, { id: world.ids[key], type }, 'own', ''))
    self.cookies.set(SESSION_COOKIE, session.token)
    self.keepsProving = true
    return self
  }
  const print = async (by: PersonKey, of: PersonKey) => (await as(by)).call('lifecycle.printExportCode', { personId: world.ids[of] })
  const close = (key: PersonKey, until: string) =>
    sql`INSERT INTO platform_departure (person_id, decided_on, content_until) VALUES (${world.ids[key]}, ${TODAY}, ${until}) ON CONFLICT (person_id) DO UPDATE SET content_until = excluded.content_until`.execute(house.db.owner)
  const moment = (today = house.clock.today()) => ({ at: house.clock.now(), today })
  const codeOf = async (key: PersonKey) => {
    const untilOn = (await takesAlongUntil(house.platform.database, world.ids[key], moment()))!
    return write(house.platform, null, house.clock.now(), (w) => makeExportCode(w, { personId: world.ids[key], untilOn }))
  }

  describe('the code for taking things along', () => {
    test('is printed by the class lead while the platform is closed for good, and for nobody else', async () => {
      assert.equal((await print('teacher', 'withdrawn')).status, 404, 'nothing is decided yet')
      await close('withdrawn', addDays(TODAY, 30))
      const paper = await print('teacher', 'withdrawn')
      assert.equal(paper.status, 200)
      assert.equal(paper.bytes.subarray(0, 5).toString(), '%PDF-')
      for (const by of ['otherTeacher', 'clerk', 'head', 'admin', 'pupil', 'motherOfMia', 'withdrawn'] as const) assert.ok([403, 404].includes((await print(by, 'withdrawn')).status), by)
      const rows = await house.platform.database.selectFrom('export_code').select(['until_on', 'made_by']).execute()
      assert.deepEqual(rows, [{ until_on: addDays(TODAY, 30), made_by: world.ids.teacher }])
      assert.equal((await house.platform.database.selectFrom('journal_entry').select('event').where('event', '=', 'lifecycle.export_code_printed').execute()).length, 1)
    })

    test('opens the own copy without a session through the last day, and not on the day after', async () => {
      const mia = visitor(house)
      assert.equal((await mia.call('export.useExportCode', { code: await codeOf('withdrawn') })).status, 200)
      await mia.call('export.askByCode')
      const { id } = await house.platform.database.selectFrom('export_request').select('id').where('ended_at', 'is', null).executeTakeFirstOrThrow()
      await makeExport(house.platform, { id }, house.clock.now())
      assert.ok(unzip((await mia.call('export.downloadByCode')).bytes).has('index.html'))
      const code = await codeOf('withdrawn')
      await house.clock.travelTo(`${addDays(TODAY, 30)} 23:59`)
      const last = visitor(house)
      assert.equal((await last.call('export.useExportCode', { code })).status, 200)
      await house.clock.travelTo(`${addDays(TODAY, 31)} 00:01`)
      assert.equal((await last.call('export.readByCode')).body['isOpen'], false)
      assert.equal(await takesAlongUntil(house.platform.database, world.ids.withdrawn, moment()), null)
    })

    test('the page of closed platforms says since when and until when; the class lead finds the pupil on Heute; nobody else is told, the pupil least of all (A2)', async () => {
      await house.clock.travelTo(`${TODAY} 10:00`)
      const { withdrawn } = world.ids
      const closed = async () => (await (await as('secondAdmin')).call('lifecycle.listClosed')).body['people'] as { id: string; decidedOn: string; contentUntil: string; emptiedOn: string | null; takesAlongUntil: string | null }[]
      const waiting = async (key: PersonKey) => (await (await as(key)).call('lifecycle.listOwnTakeAlong')).body['people'] as { id: string; takesAlongUntil: string }[]
      assert.deepEqual((await closed()).map(({ id, decidedOn, contentUntil, emptiedOn, takesAlongUntil }) => ({ id, decidedOn, contentUntil, emptiedOn, takesAlongUntil })),
        [{ id: withdrawn, decidedOn: TODAY, contentUntil: addDays(TODAY, 30), emptiedOn: null, takesAlongUntil: addDays(TODAY, 30) }])
      assert.deepEqual([(await waiting('teacher')).map(({ id }) => id), await waiting('otherTeacher')], [[withdrawn], []])
      for (const by of ['head', 'clerk', 'teacher', 'motherOfMia'] as const) assert.ok([403, 404].includes((await (await as(by)).call('lifecycle.listClosed')).status), by)
      // The closed door is the same for whoever never was let in: no word of a decision, a day or a code.
      const [closedFor, neverOpened] = [await visitor(house).signIn(world.accountName('withdrawn')), await visitor(house).signIn(world.accountName('withoutConsent'))]
      assert.deepEqual([closedFor.status, Object.keys(closedFor.body)], [neverOpened.status, Object.keys(neverOpened.body)])
      assert.doesNotMatch(closedFor.text, /closed_for_good|content|emptied|2026-12|export/i)
      // Let in again: then the page of the own profile is the way, and no code.
      await sql`INSERT INTO access_fact (id, person_id, kind, key, valid_from, source_module, source_id) VALUES (gen_random_uuid(), ${withdrawn}, 'purpose', 'platform', ${house.clock.now()}, 'consent', gen_random_uuid())`.execute(house.db.owner)
      assert.deepEqual([await closed(), await waiting('teacher'), await takesAlongUntil(house.platform.database, withdrawn, moment())], [[], [], null])
      await sql`DELETE FROM access_fact WHERE person_id = ${withdrawn} AND kind = 'purpose' AND key = 'platform' AND valid_until IS NULL`.execute(house.db.owner)
      await sql`UPDATE platform_departure SET content_until = ${addDays(TODAY, -1)}, emptied_on = ${TODAY} WHERE person_id = ${withdrawn}`.execute(house.db.owner)
      assert.deepEqual((await closed()).map(({ emptiedOn, takesAlongUntil }) => [emptiedOn, takesAlongUntil]), [[TODAY, null]])
      assert.equal((await print('teacher', 'withdrawn')).status, 404, 'what is gone can not be taken along')
    })

    test('whose account waits to be deleted after a withdrawal has one, until the day by which it is to be done, and longer where that is late', async () => {
      const until = (today = TODAY) => takesAlongUntil(house.platform.database, world.ids.withoutConsent, moment(today))
      assert.equal(await until(), null)
      await house.write((w) => openTask(w, { kind: DELETE_CLARIFIED, key: world.ids.withoutConsent, for: { office: 'task:deletion' }, aboutPersonId: world.ids.withoutConsent, params: {}, dueOn: addDays(TODAY, 7) }))
      assert.deepEqual([await until(), await until(addDays(TODAY, 9))], [addDays(TODAY, 7), addDays(TODAY, 9)])
      const { people } = (await (await as('secondAdmin')).call('lifecycle.listToDelete')).body as { people: { id: string; takesAlongUntil: string }[] }
      assert.deepEqual(people.map(({ id, takesAlongUntil: last }) => [id, last]), [[world.ids.withoutConsent, addDays(TODAY, 7)]])
      await house.write((w) => closeTask(w, DELETE_CLARIFIED, world.ids.withoutConsent, 'deleted'))
      assert.equal(await until(), null)
    })

    test('leavers have one in their last 28 days; a deleted account has none', async () => {
      const { friend } = world.ids
      const exit = '2027-01-29'
      await sql`UPDATE person SET exit_on = ${exit} WHERE id = ${friend}`.execute(house.db.owner)
      const until = (today: string) => takesAlongUntil(house.platform.database, friend, moment(today))
      assert.deepEqual([await until('2026-12-31'), await until('2027-01-01'), await until(exit), await until('2027-01-30')], [null, exit, exit, null])
      await house.clock.travelTo('2027-01-20 08:00')
      const code = await codeOf('friend')
      await write(house.platform, null, house.clock.now(), (w) => recordDeletions(w, [{ personId: friend, on: w.today, cause: 'decision', reason: 'Probe' }]))
      assert.equal((await visitor(house).call('export.useExportCode', { code })).status, 403)
      assert.equal(await until('2027-01-20'), null)
      assert.equal((await print('teacher', 'friend')).status, 404)
    })
  })
})
