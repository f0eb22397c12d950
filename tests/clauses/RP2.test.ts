/** The instruction itself: it addresses staff, each knows the version in force, and what it says is what the platform does (RP.2). */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { addPeople } from '#platform/identity/people.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Draft = { hash: string; isNew: boolean; changes: { title: string; removed: string[]; added: string[] }[]; lastDay: string; staff: number; current: { major: number } | null }
type Version = { major: number; hash: string; publishedBy: { id: string } | null; inRepresentation: boolean; acknowledged: number; isCurrent: boolean }

describe('RP.2 the instruction', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const answer = ({ status, refusal }: Reply) => [status, refusal?.code]
  const draft = async () => (await (await as('head')).call('instruction.readDraft')).body as unknown as Draft
  const decide = async (option: string, value: unknown) => assert.equal((await (await as('head')).call('school.decideOption', { option, value })).status, 200)
  const register = async () => (await (await as('head')).call('instruction.listVersions')).body as unknown as { staff: number; versions: Version[] }
  const tasks = async () => ((await (await as('head')).call('tasks.listTasks')).body['tasks'] as { kind: string }[]).filter(({ kind }) => kind === 'instruction.publish').length
  const session = async (one: Visitor) => (await one.call('identity.getSession')).body as { mustRead?: { document: string; version: number }; modules: string[]; may: string[] }
  /** A new text, in force: by a decision that stands in it. */
  async function publish(days: number): Promise<number> {
    await decide('slip.days', days)
    const reply = await (await as('head')).call('instruction.publishInstruction', { hash: (await draft()).hash })
    assert.equal(reply.status, 200)
    return reply.body['major'] as number
  }

  test('RP.2 the text names the values of the options, so text and enforcement are the same', async () => {
    const textNow = async () => JSON.stringify((await (await as('head')).call('instruction.readDraft')).body['body'])
    for (const [option, value, words] of [['delete.restore_days', 61, '61 Tage'], ['pw.staff_min', 23, 'mindestens 23'], ['instruction.grace_days', 9, '9 Tage'], ['consent.holders', 'one_with_assurance', 'einer sorgeberechtigten Person'], ['admin.term_months', 18, '18 Monate']] as const) {
      assert.doesNotMatch(await textNow(), new RegExp(words), option)
      await decide(option, value)
      assert.match(await textNow(), new RegExp(words), option)
    }
    for (const [option, value] of [['delete.restore_days', 90], ['pw.staff_min', 15], ['instruction.grace_days', 14], ['consent.holders', 'all'], ['admin.term_months', 'until_revoked']] as const) await decide(option, value)
  })

  test('RP.2 a decision that stands in the text becomes a task of the head; taken back, the task goes', async () => {
    assert.deepEqual([await tasks(), (await draft()).isNew], [0, false])
    await decide('slip.days', 21)
    const { isNew, changes } = await draft()
    assert.deepEqual([await tasks(), isNew, changes.length], [1, true, 1])
    assert.match(changes[0]!.removed.join(), /14 Tage/)
    assert.match(changes[0]!.added.join(), /21 Tage/)
    await decide('slip.days', 14)
    assert.deepEqual([await tasks(), (await draft()).changes], [0, []])
    await decide('backup.days', 40)
    assert.equal(await tasks(), 0, 'what does not stand in the text asks for nothing')
  })

  test('RP.2 published is what was shown: with another hash nothing comes into force', async () => {
    const { hash } = await draft()
    await decide('slip.days', 20)
    assert.deepEqual(answer(await (await as('head')).call('instruction.publishInstruction', { hash })), [409, 'instruction_changed'])
    assert.equal((await register()).versions.length, 1)
  })

  test('RP.2 the head publishes, the deputy in representation, nobody else; the journal says so; two at once make one version', async () => {
    const { hash } = await draft()
    for (const key of ['teacher', 'admin', 'clerk', 'pupil'] as const) assert.deepEqual(answer(await (await as(key)).call('instruction.publishInstruction', { hash })), [403, 'forbidden'], key)
    const deputy = await as('deputy')
    const replies = await Promise.all([deputy, deputy, deputy].map((one) => one.call('instruction.publishInstruction', { hash })))
    assert.deepEqual(replies.map(({ status, body }) => [status, body['major']]), [[200, 2], [200, 2], [200, 2]])
    const { versions } = await register()
    assert.deepEqual([versions.length, versions[0]!.publishedBy?.id, versions[0]!.inRepresentation, versions[0]!.isCurrent, versions[1]!.isCurrent], [2, world.ids.deputy, true, true, false])
    const journal = await house.platform.database.selectFrom('journal_entry').select('fields').where('event', '=', 'instruction.published').execute()
    assert.equal(journal.length, 2)
    assert.equal(await tasks(), 0)
  })

  test('RP.2 a version in force is never changed, and earlier ones can be read as they were', async () => {
    const teacher = await as('teacher')
    const first = await teacher.call('documents.readDocument', { document: 'instruction', version: '1.0' })
    const second = await teacher.call('documents.readDocument', { document: 'instruction' })
    assert.match(first.text, /14 Tage und nur einmal/)
    assert.match(second.text, /20 Tage und nur einmal/)
    assert.notEqual(first.body['hash'], second.body['hash'])
  })

  test('RP.2 the register counts today\'s staff; who it was sees only the head and the deputy', async () => {
    const before_ = await register()
    assert.deepEqual([before_.staff, before_.versions[0]!.acknowledged, before_.versions[1]!.acknowledged], [8, 0, 8])
    assert.equal((await (await as('teacher')).call('documents.acknowledge', { document: 'instruction', major: 2, minor: 0 })).status, 200)
    assert.equal((await register()).versions[0]!.acknowledged, 1)
    const { people } = (await (await as('deputy')).call('instruction.listAcknowledgements')).body as { people: { id: string; acknowledgedOn: string | null }[] }
    assert.deepEqual(people.filter(({ acknowledgedOn }) => acknowledgedOn !== null).map(({ id, acknowledgedOn }) => [id, acknowledgedOn]), [[world.ids.teacher, house.clock.today()]])
    for (const key of ['teacher', 'admin', 'clerk', 'pupil'] as const) {
      assert.deepEqual(answer(await (await as(key)).call('instruction.listAcknowledgements')), [403, 'forbidden'], key)
      assert.deepEqual(answer(await (await as(key)).call('instruction.listVersions')), [403, 'forbidden'], key)
    }
  })

  test('RP.2 within the days of grace everything is open; after them the session leads to the text and nothing else, and then goes on where it was', async () => {
    const winter = await as('otherTeacher')
    const today = house.clock.today()
    assert.deepEqual((await winter.call('instruction.readOwn')).body['open'], { version: 2, lastDay: addDays(today, 14) })
    await house.clock.travelTo(`${addDays(today, 14)} 23:59`)
    const last = await as('otherTeacher')
    assert.equal((await last.call('home.readToday')).status, 200)
    assert.equal((await session(last)).mustRead, undefined)
    await house.clock.travelTo(`${addDays(today, 15)} 00:00`)
    const again = await as('otherTeacher')
    for (const name of ['messenger.listRooms', 'home.readToday', 'people.listPeople', 'tasks.listTasks']) assert.deepEqual(answer(await again.call(name)), [403, 'seen_needed'], name)
    const known = await session(again)
    assert.deepEqual(known.mustRead, { document: 'instruction', version: 2 })
    assert.deepEqual(known.modules.sort(), ['documents', 'identity', 'incident'])
    assert.deepEqual(known.may.sort(), ['documents.acknowledge', 'documents.read', 'identity.report_loss', 'incident.raise'])
    assert.equal((await again.call('documents.readDocument', { document: 'instruction' })).status, 200)
    assert.equal((await again.call('documents.acknowledge', { document: 'instruction', major: 2, minor: 0 })).status, 200)
    assert.equal((await again.call('home.readToday')).status, 200, 'in the same session')
    assert.equal((await session(again)).mustRead, undefined)
  })

  test('RP.2 the negative: whoever acknowledged in time notices nothing, and pupils and parents never do', async () => {
    for (const key of ['teacher', 'pupil'] as const) {
      assert.equal((await (await as(key)).call('home.readToday')).status, 200, key)
      assert.equal((await session(await as(key))).mustRead, undefined, key)
    }
    const parent = await as('mother')
    assert.equal((await parent.call('home.readToday')).status, 200)
    for (const key of ['pupil', 'mother'] as const) {
      const one = await as(key)
      assert.deepEqual(answer(await one.call('documents.readDocument', { document: 'instruction' })), [404, 'not_found'])
      assert.deepEqual(answer(await one.call('documents.acknowledge', { document: 'instruction', major: 2, minor: 0 })), [404, 'not_found'])
      assert.ok(!((await one.call('documents.listDocuments')).text).includes('instruction'))
    }
  })

  test('RP.2 an open line hears nothing more from the day after the last day of grace on', async () => {
    const origin = await house.listen()
    await house.write((w) => acknowledgeCurrent(w, world.ids.head))
    const next = await publish(33)
    const caretaker = await as('caretaker')
    // Version 2 was missed already: the new one does not open the house again.
    assert.deepEqual(answer(await caretaker.call('home.readToday')), [403, 'seen_needed'])
    await caretaker.call('documents.acknowledge', { document: 'instruction', major: next, minor: 0 })
    await house.write((w) => acknowledgeCurrent(w, world.ids.head))
    await decide('instruction.grace_days', 0)
    const third = await publish(34)
    const today = house.clock.today()
    await house.clock.travelTo(`${today} 23:58`)
    const late = await as('caretaker')
    // The decisions changed the document on data too, which the messenger asks for.
    const data = (await late.call('documents.readModuleDocument')).body as { major: number; minor: number }
    await late.call('documents.acknowledge', { document: 'module-document', major: data.major, minor: data.minor })
    const live = await late.connect(origin)
    assert.equal((await live.call('messenger.listRooms', {})).refusal, undefined)
    await house.clock.travelTo(`${addDays(today, 1)} 00:00`)
    await live.heard('live.access')
    assert.equal((await live.call('messenger.listRooms', {})).refusal?.code, 'seen_needed')
    await late.call('documents.acknowledge', { document: 'instruction', major: third, minor: 0 })
    // The line hears of it by news, a moment later.
    let now = await live.call('messenger.listRooms', {})
    for (let tries = 0; tries < 100 && now.refusal !== undefined; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      now = await live.call('messenger.listRooms', {})
    }
    assert.equal(now.refusal, undefined)
    live.ws.close()
  })

  test('RP.2 a substitute who comes for three days acknowledges at the first sign-in, without days of grace', async () => {
    const today = house.clock.today()
    const [substitute] = await house.write((w) => addPeople(w, [{ type: 'teacher', givenName: 'Vera', familyName: 'Kurzweil', source: 'hand', sourceId: 'substitute', enteredOn: today, exitOn: addDays(today, 2) }]))
    const one = await arrive(house, substitute!)
    assert.equal((await session(one)).mustRead?.document, 'instruction')
    assert.deepEqual(answer(await one.call('home.readToday')), [403, 'seen_needed'])
    const major = (await session(one)).mustRead!.version
    await one.call('documents.acknowledge', { document: 'instruction', major, minor: 0 })
    assert.equal((await one.call('home.readToday')).status, 200)
  })
})
