/** A8: the deputy may do every act of the head at any time; it is written down as done in representation, and the head is told. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
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
