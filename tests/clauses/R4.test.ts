/** Clause 4: who administers and for what is laid down by the head; rights follow from the appointment, begin and end with it, and nobody gives any to themselves. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { TASKS } from '#platform/access/vocabulary.ts'
import { changePeople } from '#platform/identity/people.ts'
import { addDays, addMonths } from '#platform/time/calendar.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { SESSION_COOKIE } from '#platform/identity/sign-in/sessions.ts'
import { prove } from '#example/factors.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('R4 administration by appointment', () => {
  let house: TestHouse
  let world: World
  /** In the evening, so that a session of the staff's twelve hours lives over midnight. */
  before(async () => {
    ;({ house, world } = await openTestWorld({ at: '2026-11-23 19:50' }))
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const appoint = async (by: Visitor, personId: string, more: Record<string, unknown> = {}) =>
    by.call('administration.appoint', { task: 'devices', person: { id: personId }, from: house.clock.today(), until: null, isDeputy: false, ...more })
  const tasksOf = async (personId: string) => (await house.platform.database.selectFrom('access_fact').select('key').where('person_id', '=', personId).where('kind', '=', 'task').execute()).map((row) => row.key).sort()
  const provesAgain = async (who: Visitor) => void who.cookies.set(SESSION_COOKIE, await prove(house, who.cookies.get(SESSION_COOKIE)!))
  /** One act of each task that has acts so far. */
  const acts: Record<string, [string, () => Record<string, unknown>]> = {
    users: ['people.listImports', () => ({})],
    groups: ['people.endMembership', () => ({ id: world.groups.class7b, personId: randomUUID() })],
    consent_register: ['consent.readHistory', () => ({ pupilId: world.ids.pupil })],
  }
  const tries = async (who: Visitor, task: string) => who.call(acts[task]![0], acts[task]![1]())
  /** The right was held: whatever was answered after that. */
  const isLetIn = ({ status, refusal }: { status: number; refusal: { code: string } | null }, task: string) => status === 200 || (task === 'groups' && status === 404 && refusal?.code === 'not_found')

  test('R4.1 without an appointment nobody administers anything, the head and an admin of something else neither', async () => {
    const stranger = await as('otherTeacher')
    const head = await as('head')
    const clerk = await as('clerk')
    for (const who of [stranger, head, clerk]) assert.equal((await tries(who, 'users')).status, 403)
    assert.equal((await tries(stranger, 'consent_register')).status, 404)
    assert.equal((await tries(await as('secondAdmin'), 'consent_register')).status, 404)
    for (const key of ['otherTeacher', 'admin', 'clerk', 'pupil'] as const) {
      for (const [name, input] of [['administration.appoint', { task: 'users', person: { id: world.ids.otherTeacher }, from: house.clock.today(), until: null, isDeputy: false }], ['administration.releaseModule', { module: 'messenger' }], ['administration.listAppointments', {}]] as const) {
        assert.equal((await (await as(key)).call(name, input)).status, 403, `${key}: ${name}`)
      }
    }
  })

  test('R4.1 the negative: whoever is appointed does exactly that', async () => {
    const admin = await as('admin')
    assert.deepEqual(await tasksOf(world.ids.admin), ['groups', 'users'])
    assert.ok(isLetIn(await tries(admin, 'users'), 'users'))
    assert.ok(isLetIn(await tries(admin, 'groups'), 'groups'))
    assert.ok(isLetIn(await tries(await as('clerk'), 'consent_register'), 'consent_register'))
  })

  test('R4.1 nobody appoints themselves: not the head, not the deputy; the negative: the one can appoint the other', async () => {
    const [head, deputy] = [await as('head'), await as('deputy')]
    for (const [who, id] of [[head, world.ids.head], [deputy, world.ids.deputy]] as const) {
      const reply = await appoint(who, id)
      assert.deepEqual([reply.status, reply.refusal?.code, reply.refusal?.clause], [422, 'appointment_of_self', '4'])
      assert.deepEqual(await tasksOf(id), [])
    }
    assert.equal((await appoint(deputy, world.ids.head)).status, 200)
    assert.deepEqual(await tasksOf(world.ids.head), ['devices'])
  })

  test('R4.1 an appointment ends at once, also in an open session; who held it goes on as an ordinary teacher', async () => {
    const head = await as('head')
    const made = await appoint(head, world.ids.otherTeacher, { task: 'users' })
    const teacher = await as('otherTeacher')
    assert.equal((await tries(teacher, 'users')).status, 200)
    assert.equal((await head.call('administration.endAppointment', { appointmentId: made.body['id'] })).status, 200)
    assert.equal((await tries(teacher, 'users')).status, 403)
    assert.equal((await teacher.call('messenger.listRooms')).status, 200)
    const register = await head.call('administration.listAppointments')
    const entry = (register.body['appointments'] as { id: string; isCurrent: boolean }[]).find((one) => one.id === made.body['id'])
    assert.equal(entry?.isCurrent, false, 'the register keeps it')
    const again = await head.call('administration.endAppointment', { appointmentId: made.body['id'] })
    assert.equal(again.status, 200)
    assert.equal((await head.call('administration.endAppointment', { appointmentId: randomUUID() })).status, 404)
  })

  test('R4.1 the deputy acts in representation, and the register says so; the head does not', async () => {
    const [head, deputy] = [await as('head'), await as('deputy')]
    const [byDeputy, byHead] = [await appoint(deputy, world.ids.caretaker, { task: 'updates' }), await appoint(head, world.ids.caretaker, { task: 'files' })]
    assert.deepEqual([byDeputy.status, byHead.status], [200, 200])
    const { body } = await head.call('administration.listAppointments')
    const entries = new Map((body['appointments'] as { id: string; inRepresentation: boolean; appointedBy: { id: string } }[]).map((one) => [one.id, one]))
    assert.deepEqual([entries.get(byDeputy.body['id'] as string)?.inRepresentation, entries.get(byDeputy.body['id'] as string)?.appointedBy.id], [true, world.ids.deputy])
    assert.equal(entries.get(byHead.body['id'] as string)?.inRepresentation, false)
    assert.deepEqual(await tasksOf(world.ids.caretaker), ['files', 'updates'])
  })

  test('R4.1 X17 no pupil holds a task, of age or not, and no parent; of somebody who does not exist the answer is the same', async () => {
    const head = await as('head')
    const answers = []
    for (const id of [world.ids.pupil, world.ids.adult, world.ids.mother, randomUUID()]) {
      const reply = await appoint(head, id)
      assert.equal(reply.status, 422)
      answers.push(reply.text)
      assert.deepEqual(await tasksOf(id), [])
    }
    assert.equal(new Set(answers).size, 1)
  })

  test('R4.1 a term must lie ahead and within the time at the school', async () => {
    const head = await as('head')
    const today = house.clock.today()
    const code = async (more: Record<string, unknown>, id = world.ids.caretaker) => (await appoint(head, id, more)).refusal?.code
    assert.equal(await code({ from: addDays(today, 2), until: addDays(today, 1) }), 'appointment_term')
    assert.equal(await code({ from: addDays(today, -9), until: addDays(today, -1) }), 'appointment_term')
    for (const day of ['2026-02-30', '0000-01-01', '9999-12-31', 'morgen']) assert.equal(await code({ until: day }), 'input_invalid', day)
    await house.write((w) => changePeople(w, [{ id: world.ids.caretaker, exitOn: addDays(today, 30) }]))
    assert.equal(await code({}), 'appointment_outlasts_stay')
    assert.equal(await code({ until: addDays(today, 31) }), 'appointment_outlasts_stay')
    assert.equal(await code({ until: addDays(today, 30) }), undefined)
    assert.equal(await code({}, world.ids.departed89), 'appointment_not_staff')
    await house.write((w) => changePeople(w, [{ id: world.ids.caretaker, exitOn: null }]))
  })

  test('R4.1 whoever keeps the accounts does not come into an office by a slip that was printed before the appointment', async () => {
    const [admin, head] = [await as('admin'), await as('head')]
    const printed = await admin.call('people.printPersonSlip', { id: world.ids.otherTeacher })
    const { code } = (printed.body['slips'] as { code: string }[])[0]!
    const use = () => visitor(house).call('identity.useSlip', { code })
    assert.equal((await use()).status, 200)
    assert.equal((await appoint(head, world.ids.otherTeacher, { task: 'logs' })).status, 200)
    assert.equal((await use()).refusal?.code, 'slip_void')
    assert.equal((await admin.call('people.printPersonSlip', { id: world.ids.otherTeacher })).status, 403)
    assert.equal((await admin.call('people.recordDeparture', { id: world.ids.otherTeacher, exitOn: house.clock.today() })).status, 403)
    assert.equal((await head.call('people.printPersonSlip', { id: world.ids.otherTeacher })).status, 200)
  })

  test('R4.1 whoever keeps the accounts shuts nobody out who holds an office; the deputy can help the head', async () => {
    const [admin, deputy] = [await as('admin'), await as('deputy')]
    for (const key of ['head', 'deputy', 'secondAdmin', 'clerk'] as const) assert.equal((await admin.call('identity.reportLostDeviceFor', { personId: world.ids[key] })).status, 403, key)
    assert.equal((await visitor(house).signIn(world.accountName('head'))).body['outcome'], 'signed_in')
    // The negatives: somebody without an office, and by the deputy.
    assert.equal((await admin.call('identity.reportLostDeviceFor', { personId: world.ids.fifteen })).status, 200)
    assert.equal((await deputy.call('identity.reportLostDeviceFor', { personId: world.ids.secondAdmin })).status, 200)
    // R8.2: the old password leads to the page for a new one, and for who holds an office only a slip does.
    const { outcome, hasSecondProof } = (await visitor(house).signIn(world.accountName('secondAdmin'))).body
    assert.deepEqual([outcome, hasSecondProof], ['renewal', false])
  })

  test('R4.1 a school that limits terms appoints nobody for longer', async () => {
    const head = await as('head')
    const today = house.clock.today()
    assert.equal((await head.call('school.decideOption', { option: 'admin.term_months', value: 24 })).status, 200)
    const code = async (until: string | null) => (await appoint(head, world.ids.caretaker, { until })).refusal
    assert.deepEqual([(await code(null))?.code, (await code(null))?.params], ['appointment_too_long', { months: 24 }])
    assert.equal((await code(addMonths(today, 24)))?.code, 'appointment_too_long')
    assert.equal(await code(addDays(addMonths(today, 24), -1)), null)
    assert.equal((await head.call('school.decideOption', { option: 'admin.term_months', value: 'until_revoked' })).status, 200)
    assert.equal(await code(null), null)
  })

  test('R2.1 a teacher who founds a course and leads it becomes no class lead by that: no states, no forms', async () => {
    const teacher = await as('otherTeacher')
    const course = await teacher.call('people.addGroup', { kind: 'course', label: 'Eigener Kurs', purpose: 'Unterricht im Kurs' })
    const id = course.body['id'] as string
    assert.equal((await teacher.call('people.addMembers', { id, personIds: [world.ids.pupil], role: 'member' })).status, 200)
    await teacher.call('people.addMembers', { id, personIds: [world.ids.otherTeacher], role: 'lead' })
    assert.equal((await teacher.call('consent.readClass', { groupId: id })).status, 404)
    const version = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    const entry = { pupilId: world.ids.pupil, signed: 'sole_custody', declaredOn: house.clock.today(), documentVersionId: version }
    assert.equal((await teacher.call('consent.recordDeclarations', { groupId: id, purpose: 'platform', clientId: randomUUID(), entries: [entry] })).status, 404)
    // The negative: the lead of the class sees it.
    assert.equal((await (await as('teacher')).call('consent.readClass', { groupId: world.groups.class7b })).status, 200)
  })

  test('R4.1 the tasks are those of the list, and what is not on it is nobody\'s', async () => {
    const head = await as('head')
    assert.deepEqual((await head.call('administration.listAppointments')).body['tasks'], [...TASKS])
    for (const task of ['root', 'head', 'task:users', '']) assert.equal((await appoint(head, world.ids.caretaker, { task })).status, 400)
  })

  test('R4.1 somebody new is appointed with an account of their own, as staff only', async () => {
    const head = await as('head')
    const made = await head.call('administration.appoint', { task: 'mail', person: { type: 'staff', givenName: 'Neu', familyName: 'Hier' }, from: house.clock.today(), until: null, isDeputy: true })
    assert.equal(made.status, 200)
    assert.deepEqual(await tasksOf(made.body['personId'] as string), ['mail'])
    for (const type of ['pupil', 'parent', 'guest']) {
      const reply = await head.call('administration.appoint', { task: 'mail', person: { type, givenName: 'Neu', familyName: 'Hier' }, from: house.clock.today(), until: null, isDeputy: true })
      assert.equal(reply.status, 400)
    }
  })

  // The last one: it moves the clock over midnight.
  test('R4.1 an appointment begins at 00:00 of its first day and ends at 00:00 after its last, in open sessions', async () => {
    const head = await as('head')
    const today = house.clock.today()
    const tomorrow = addDays(today, 1)
    assert.equal((await appoint(head, world.ids.caretaker, { task: 'users', until: today })).status, 200)
    assert.equal((await appoint(head, world.ids.teacher, { task: 'users', from: tomorrow, until: tomorrow })).status, 200)
    const ends = await as('caretaker')
    const begins = await as('teacher')
    // Whoever gets an office tomorrow may enrol the second factor today.
    await provesAgain(begins)
    assert.deepEqual([(await tries(ends, 'users')).status, (await tries(begins, 'users')).status], [200, 403])
    await house.clock.travelTo(`${today} 23:59:50`)
    await provesAgain(ends)
    assert.deepEqual([(await tries(ends, 'users')).status, (await tries(begins, 'users')).status], [200, 403])
    await house.clock.travelTo(`${tomorrow} 00:00`)
    // The proof of the evening is over.
    assert.equal((await tries(begins, 'users')).refusal?.code, 'second_factor_needed')
    await provesAgain(begins)
    assert.deepEqual([(await tries(ends, 'users')).status, (await tries(begins, 'users')).status], [403, 200])
    assert.equal((await ends.call('messenger.listRooms')).status, 200, 'still signed in, as an ordinary member of the staff')
  })
})
