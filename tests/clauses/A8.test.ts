/** A8: the deputy may do every act of the head at any time; it is written down as done in representation, and the head is told. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openTask } from '#platform/tasks/tasks.ts'
import type { NewTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Row = Record<string, unknown>

describe('A8 the head is told', () => {
  let house: TestHouse
  let world: World
  let head: Visitor
  let deputy: Visitor
  before(async () => {
    ;({ house, world } = await openTestWorld())
    head = await as('head')
    deputy = await as('deputy')
    await head.call('school.acknowledgeRepresented', { ids: null })
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const told = async () => ((await head.call('school.listRepresented')).body['acts'] as Row[]).map((one) => [one['act'], one['about']])
  const publish = async (by: Visitor, days: number) => {
    await head.call('school.decideOption', { option: 'slip.days', value: days })
    return by.call('instruction.publishInstruction', { hash: (await by.call('instruction.readDraft')).body['hash'] })
  }
  const assign = (by: Visitor) => by.call('consent.assignEntry', { personId: world.ids.otherTeacher, from: house.clock.today() })
  const end = (by: Visitor, assignmentId: unknown) => by.call('consent.endEntryAssignment', { assignmentId })
  const decide = (by: Visitor, label: string) => by.call('consent.decideOlderText', { purpose: 'platform', inUseFrom: '2024-08-01', inUseUntil: '2026-08-01', covers: false, label })

  test('A8 the negative first: what the head decides, and what the administration does by its own task, tells nobody', async () => {
    assert.equal((await end(head, (await assign(head)).body['id'])).status, 200)
    assert.equal((await decide(head, 'Einwilligung 2023')).status, 200)
    assert.equal((await publish(head, 25)).status, 200)
    assert.equal((await (await as('admin')).call('identity.reportLostDeviceFor', { personId: world.ids.otherTeacher })).status, 200)
    assert.deepEqual(await told(), [])
  })

  test('A8 whatever the deputy does in the head\'s place: who enters forms, older texts, the instruction, a lost second factor', async () => {
    assert.equal((await end(deputy, (await assign(deputy)).body['id'])).status, 200)
    assert.equal((await decide(deputy, 'Einwilligung 2024')).status, 200)
    assert.equal((await deputy.call('identity.voidFactors', { personId: world.ids.secondAdmin })).status, 200)
    assert.equal((await publish(deputy, 26)).status, 200)
    // Sent twice it is told once.
    assert.equal((await deputy.call('instruction.publishInstruction', { hash: (await deputy.call('instruction.readDraft')).body['hash'] })).status, 200)
    assert.deepEqual(await told(), [['entry_assigned', 'Paul Winter'], ['entry_assignment_ended', 'Paul Winter'], ['older_text_decided', null], ['factors_voided', 'Tobias Reimann'], ['instruction_published', null]])
  })
})

describe('A8 a successor who does not come', () => {
  let house: TestHouse
  let world: World
  /** In the evening, so that a session of the staff's twelve hours lives over midnight. */
  before(async () => {
    ;({ house, world } = await openTestWorld({ at: '2026-11-23 19:50' }))
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const offices = async () => (await (await as('deputy')).call('administration.listAppointments')).body['offices'] as Row[]
  const heads = async () => (await offices()).filter((one) => one['office'] === 'head').map((one) => [(one['person'] as Row)['displayName'], one['from'], one['until'], one['endedOn'], one['isCurrent']])
  const nameHead = (key: PersonKey, from: string) => as('head').then((head) => head.call('administration.nameOffice', { office: 'head', person: { id: world.ids[key] }, from, until: null, reference: null }))
  const mayAppoint = async (key: PersonKey) => (await (await as(key)).call('administration.appoint', { task: 'devices', person: { id: world.ids.caretaker }, from: house.clock.today(), until: null, isDeputy: false })).status === 200

  test('A8 called off before the day, the school keeps its head: at midnight nothing changes', async () => {
    const today = house.clock.today()
    const tomorrow = addDays(today, 1)
    const coming = (await nameHead('teacher', tomorrow)).body['id']
    assert.deepEqual((await heads()).map((one) => one.slice(0, 3)), [['Ayşe Demir', tomorrow, null], ['Renate Albrecht', today, today]])
    assert.equal((await (await as('deputy')).call('administration.endOffice', { officeTermId: coming })).refusal?.code, 'head_by_deputy')
    assert.equal((await (await as('head')).call('administration.endOffice', { officeTermId: coming })).status, 200)
    assert.deepEqual(await heads(), [['Renate Albrecht', tomorrow, null, null, false], ['Ayşe Demir', tomorrow, null, today, false], ['Renate Albrecht', today, today, null, true]])
    await house.clock.travelTo(`${tomorrow} 00:00`)
    assert.deepEqual([await mayAppoint('head'), await mayAppoint('teacher')], [true, false])
  })

  test('A8 one successor at a time: there are never two heads on one day', async () => {
    const from = addDays(house.clock.today(), 10)
    const first = await nameHead('teacher', addDays(from, 20))
    assert.equal((await nameHead('teacher', addDays(from, 20))).body['id'], first.body['id'], 'twice is once')
    const refused = await nameHead('otherTeacher', from)
    assert.deepEqual([refused.status, refused.refusal?.code], [409, 'head_already_coming'])
    assert.equal((await (await as('head')).call('administration.endOffice', { officeTermId: first.body['id'] })).status, 200)
    // The end that was written for the first plan stands: an earlier day is refused in words, a later one is taken.
    const early = await nameHead('otherTeacher', from)
    assert.deepEqual([early.status, early.refusal?.code, early.refusal?.params], [409, 'head_until', { date: addDays(from, 19) }])
    assert.equal((await nameHead('otherTeacher', addDays(from, 25))).status, 200)
    await house.clock.travelTo(`${addDays(from, 24)} 06:00`)
    assert.deepEqual([await mayAppoint('head'), await mayAppoint('otherTeacher')], [true, false])
    await house.clock.travelTo(`${addDays(from, 25)} 06:00`)
    assert.deepEqual([await mayAppoint('head'), await mayAppoint('teacher'), await mayAppoint('otherTeacher')], [false, false, true])
    assert.equal((await heads()).filter((one) => one[4] === true).length, 1)
  })
})

describe('A8 what waits for the head waits for the deputy too', () => {
  let house: TestHouse
  let world: World
  let head: Visitor
  let deputy: Visitor
  let admin: Visitor
  before(async () => {
    ;({ house, world } = await openTestWorld())
    ;[head, deputy, admin] = await Promise.all([arrive(house, world.ids.head), arrive(house, world.ids.deputy), arrive(house, world.ids.admin)])
  })
  after(() => house.close())

  let made = 0
  const open = (task: Partial<NewTask> & Pick<NewTask, 'kind' | 'for'>) => house.write((w) => openTask(w, { key: `made ${made++}`, params: {}, ...task }))
  const list = async (who: Visitor, op: string, field: string) => (await who.call(op)).body[field] as Row[]
  /** Ids of what the three lists show this person; the week shows kinds. */
  const shown = async (who: Visitor) => {
    const [today, tasks] = [await list(who, 'home.readToday', 'waiting'), await list(who, 'tasks.listTasks', 'tasks')]
    assert.deepEqual(today.map((one) => [one['id'], one['isForHead']]), tasks.map((one) => [one['id'], one['isForHead']]))
    return new Map(today.map((one) => [one['id'] as string, one['isForHead']]))
  }
  const item = async (who: Visitor, kind: string) => (await list(who, 'home.readWeek', 'items')).find((one) => one['kind'] === kind)
  const late = async (who: Visitor) => (await list(who, 'home.readWeek', 'items')).filter((one) => one['kind'] === 'home.late')
  const request = (givenName: string) => admin.call('administration.requestOther', { person: { givenName, familyName: 'Technik' }, role: 'Dienstleister', reason: 'Betreuung der Geräte', wantsMailbox: false, from: house.clock.today(), until: addDays(house.clock.today(), 90) })

  test('A8 the deputy sees it marked as the head\'s, decides it in representation, and then it waits for nobody', async () => {
    const { id: requestId } = (await request('Ina')).body
    const [[id] = []] = [...(await shown(head))].filter(([, isForHead]) => isForHead === false).slice(-1)
    assert.equal((await item(head, 'administration.other_requested'))!['forHead'], 0)
    assert.equal((await shown(deputy)).get(id!), true)
    const asked = (await item(deputy, 'administration.other_requested'))!
    assert.deepEqual([asked['count'], asked['forHead']], [1, 1])
    assert.equal((await deputy.call('administration.decideOther', { requestId, isGranted: false, until: null })).status, 200)
    assert.deepEqual([(await shown(head)).has(id!), (await shown(deputy)).has(id!)], [false, false])
  })

  test('A8 the negative: no administrator, teacher or parent sees a task of the head, nor does the deputy before the second factor', async () => {
    const ids = [await open({ kind: 'instruction.publish', for: { office: 'head' } }), await open({ kind: 'control.broken', for: { office: 'head' } })]
    for (const key of ['admin', 'secondAdmin', 'clerk', 'teacher', 'mother'] as const) {
      const one = await shown(await arrive(house, world.ids[key]))
      assert.deepEqual(ids.filter((id) => one.has(id)), [], key)
      assert.ok([...one.values()].every((isForHead) => isForHead === false), key)
    }
    const seen = await shown(deputy)
    assert.deepEqual(ids.map((id) => seen.get(id)), [true, true], 'the test can see')
    await house.clock.advance({ minutes: 20 })
    const unproved = await shown(deputy)
    assert.deepEqual(ids.filter((id) => unproved.has(id)), [])
    ;[head, deputy, admin] = await Promise.all([arrive(house, world.ids.head), arrive(house, world.ids.deputy), arrive(house, world.ids.admin)])
  })

  test('A8 except where conflicted: what is about the deputy waits for the head alone; what is about others the deputy does one by one', async () => {
    const appointments = await list(head, 'administration.listAppointments', 'appointments')
    const appointmentId = String(appointments[0]!['id'])
    const yearly = (key: PersonKey) => open({ kind: 'administration.appointment_yearly', ...(key === 'clerk' && { key: appointmentId }), for: { office: 'head' }, aboutPersonId: world.ids[key], params: { task: 'users', id: appointmentId } })
    const about = await yearly('deputy')
    assert.deepEqual([(await shown(head)).has(about), (await shown(deputy)).has(about), await item(deputy, 'administration.appointment_yearly')], [true, false, undefined])
    const others = await yearly('clerk')
    assert.equal((await shown(deputy)).get(others), true)
    const taken = (await item(deputy, 'administration.appointment_yearly'))!
    assert.deepEqual([taken['forHead'], taken['isSafe'], taken['taskIds']], [1, false, []])
    assert.equal((await deputy.call('administration.acceptSuggestions', { taskIds: [others] })).body['done'], 0, 'nothing is taken as a whole for the head')
    assert.equal((await deputy.call('administration.reviewAppointment', { appointmentId })).status, 200)
    assert.deepEqual([(await shown(deputy)).has(others), (await shown(head)).has(others)], [false, false])
  })

  test('A8 what only the head may do is not shown to the deputy: what was done in representation, and kinds nobody decided about', async () => {
    const ids = [await open({ kind: 'school.represented', for: { office: 'head' }, params: { act: 'option' } }), await open({ kind: 'room.thing', for: { office: 'head' } }), await open({ kind: 'administration.confirm_releases', for: { personId: world.ids.head } })]
    const [ofHead, ofDeputy] = [await shown(head), await shown(deputy)]
    assert.deepEqual([ids.filter((id) => ofHead.has(id)), ids.filter((id) => ofDeputy.has(id))], [ids, []])
    assert.equal(await item(deputy, 'school.represented'), undefined)
  })

  test('B15 R12.5 what an office leaves lying for more than a week climbs to head and deputy, counted by kind and without the names it is about', async () => {
    const today = house.clock.today()
    const lying = (key: PersonKey, days: number) => open({ kind: 'people.departure_unclear', for: { office: 'task:users' }, aboutPersonId: world.ids[key], dueOn: addDays(today, -days) })
    await lying('pupil', 7)
    assert.deepEqual([await late(head), await late(deputy)], [[], []], 'seven days are borne')
    await lying('adult', 8)
    await open({ kind: 'identity.slip_denied', for: { office: 'task:users' }, aboutPersonId: world.ids.pupil, dueOn: addDays(today, -20) })
    for (const who of [head, deputy]) {
      const [one, ...more] = await late(who)
      assert.equal(more.length, 0)
      const { office, holders, kinds } = one!['late'] as { office: string; holders: Row[]; kinds: Row[] }
      assert.deepEqual([one!['count'], one!['suggestion'], one!['isSafe'], one!['people'], office, holders.map(({ displayName }) => displayName).sort()], [2, 'remind', false, [], 'task:users', ['Miriam Kurz', 'Tobias Reimann']])
      assert.deepEqual(kinds.map(({ kind, count, since }) => [kind, count, since]).sort(), [['identity.slip_denied', 1, today], ['people.departure_unclear', 1, today]])
      const names = await house.platform.database.selectFrom('person').select('family_name').where('id', 'in', [world.ids.pupil, world.ids.adult]).execute()
      for (const { family_name } of names) assert.ok(!JSON.stringify(one).includes(family_name))
      for (const id of [world.ids.pupil, world.ids.adult]) assert.ok(!JSON.stringify(one).includes(id))
    }
    assert.deepEqual([await late(admin), await late(await arrive(house, world.ids.clerk))], [[], []], 'to nobody else')
    assert.equal((await (await arrive(house, world.ids.teacher)).call('home.readWeek')).status, 403)
  })

  test('B15 a matter of the deputy that an office leaves lying climbs to the head alone', async () => {
    await open({ kind: 'identity.renewal_missing', for: { office: 'task:users' }, aboutPersonId: world.ids.deputy, dueOn: addDays(house.clock.today(), -9) })
    assert.deepEqual([(await late(head))[0]!['count'], (await late(deputy))[0]!['count']], [3, 2])
  })

  test('B15 what waits for an office that nobody holds climbs at once, with the suggestion to appoint somebody; then it is theirs', async () => {
    const ofUpdates = async (who: Visitor) => (await late(who)).find((one) => (one['late'] as Row)['office'] === 'task:updates')
    await open({ kind: 'administration.host_attention', for: { office: 'task:updates' }, dueOn: addDays(house.clock.today(), 7) })
    const one = (await ofUpdates(deputy))!
    assert.deepEqual([one['count'], one['suggestion'], (one['late'] as Row)['holders']], [1, 'appoint', []])
    const { id } = (await head.call('administration.appoint', { task: 'updates', person: { id: world.ids.caretaker }, from: house.clock.today(), until: null, isDeputy: false })).body
    assert.deepEqual([await ofUpdates(head), await ofUpdates(deputy)], [undefined, undefined])
    assert.equal((await item(await arrive(house, world.ids.caretaker), 'administration.host_attention'))!['count'], 1)
    assert.equal((await head.call('administration.endAppointment', { appointmentId: id })).status, 200)
    assert.equal((await ofUpdates(head))!['count'], 1)
  })
})
