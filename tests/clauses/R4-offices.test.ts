/** Clause 4, whole: offices and their limits, the deputy, reminders, the letter, custody of the root password, and what is found on the machine. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDays, addMonths } from '#platform/time/calendar.ts'
import { remind } from '#modules/administration/reminders.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Row = Record<string, unknown>

describe('R4 offices, representation, custody', () => {
  let house: TestHouse
  let world: World
  let head: Visitor
  let deputy: Visitor
  /** In the evening, so that a session of the staff's twelve hours lives over midnight. */
  before(async () => {
    ;({ house, world } = await openTestWorld({ at: '2026-11-23 19:50' }))
    head = await as('head')
    deputy = await as('deputy')
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key]).then((one) => Object.assign(one, { keepsProving: true }))
  const code = ({ status, refusal }: Reply) => [status, refusal?.code]
  const name = (by: Visitor, office: string, person: Row, more: Row = {}) => by.call('administration.nameOffice', { office, person, from: house.clock.today(), until: null, reference: null, ...more })
  const appoint = (by: Visitor, key: PersonKey, task: string, more: Row = {}) => by.call('administration.appoint', { task, person: { id: world.ids[key] }, from: house.clock.today(), until: null, isDeputy: false, ...more })
  const rows = async (who: Visitor, op: string, field: string) => (await who.call(op)).body[field] as Row[]
  const openTasks = async (kind: string) => house.platform.database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select(['task.key', 'task.person_id', 'task.office', 'task.due_on', 'task.params']).where('kind', '=', kind).where('c.task_id', 'is', null).orderBy('task.key').execute()
  const remindOn = (day: string) => house.clock.travelTo(`${day} 06:00`).then(() => remind(house.platform, day, house.clock.now()))
  const facts = async (personId: string, kind: string) => (await house.platform.database.selectFrom('access_fact').select('key').where('person_id', '=', personId).where('kind', '=', kind).execute()).map((row) => row.key).sort()

  test('R4.1 offices are named by the head and ended at once; nobody names themselves, no pupil and no parent holds one', async () => {
    const named = await name(head, 'council', { id: world.ids.otherTeacher })
    assert.equal(named.status, 200)
    const council = await as('otherTeacher')
    assert.equal((await council.call('administration.listAppointments')).status, 200)
    assert.equal((await head.call('administration.endOffice', { officeTermId: named.body['id'] })).status, 200)
    assert.equal((await council.call('administration.listAppointments')).status, 403)
    assert.deepEqual(code(await name(head, 'inspector', { id: world.ids.head })), [422, 'naming_of_self'])
    assert.deepEqual(code(await name(deputy, 'inspector', { id: world.ids.deputy })), [422, 'naming_of_self'])
    for (const key of ['pupil', 'adult', 'mother'] as const) assert.deepEqual(code(await name(head, 'officer', { id: world.ids[key] })), [422, 'naming_not_staff'], key)
    for (const key of ['admin', 'clerk', 'teacher'] as const) assert.deepEqual(code(await name(await as(key), 'officer', { id: world.ids.otherTeacher })), [403, 'forbidden'], key)
  })

  test('A13 an outside inspector only in a small school, with a reference; with fewer than two the register says so', async () => {
    const outside = { type: 'other', givenName: 'Nora', familyName: 'Außen' }
    const conflicts = async () => (await rows(head, 'administration.listAppointments', 'conflicts')).map((one) => one['kind'])
    assert.ok((await conflicts()).includes('inspection_impossible'))
    assert.deepEqual(code(await name(head, 'inspector', outside, { reference: 'Verpflichtung' })), [422, 'naming_outside_inspector'])
    await head.call('school.decideOption', { option: 'school.is_small', value: true })
    assert.deepEqual(code(await name(head, 'inspector', outside)), [422, 'reference_missing'])
    const first = await name(head, 'inspector', outside, { reference: 'Verpflichtung vom 1.9.' })
    assert.equal(first.status, 200)
    assert.ok((await conflicts()).includes('inspection_impossible'), 'one is not enough')
    await name(head, 'inspector', { id: world.ids.teacher })
    assert.ok(!(await conflicts()).includes('inspection_impossible'))
    // Whoever came for the office only goes with it.
    await head.call('administration.endOffice', { officeTermId: first.body['id'] })
    const { exit_on } = await house.platform.database.selectFrom('person').select('exit_on').where('id', '=', first.body['personId'] as string).executeTakeFirstOrThrow()
    assert.equal(exit_on, house.clock.today())
    await head.call('school.decideOption', { option: 'school.is_small', value: false })
  })

  test('R4.1 the deputy acts in representation at any time, the head is told and takes note; the head\'s own acts tell nobody', async () => {
    await head.call('school.acknowledgeRepresented', { ids: null })
    assert.equal((await appoint(head, 'caretaker', 'devices')).status, 200)
    assert.deepEqual(await openTasks('school.represented'), [])
    assert.equal((await appoint(deputy, 'caretaker', 'files')).status, 200)
    assert.equal((await deputy.call('school.decideOption', { option: 'slip.days', value: 20 })).status, 200)
    const acts = await rows(head, 'school.listRepresented', 'acts')
    assert.deepEqual(acts.map((one) => [one['act'], one['by'], one['about']]), [['appointed', 'Jonas Feldmann', 'Uwe Brandt'], ['option', 'Jonas Feldmann', null]])
    assert.equal((await rows(head, 'school.listDecisions', 'decisions'))[0]!['inRepresentation'], true)
    assert.deepEqual(code(await deputy.call('school.listRepresented')), [403, 'forbidden'])
    assert.equal((await head.call('school.acknowledgeRepresented', { ids: [acts[0]!['id']] })).body['acknowledged'], 1)
    const shown = (await rows(head, 'home.readWeek', 'items')).find((item) => item['kind'] === 'school.represented')!
    assert.deepEqual([shown['count'], shown['suggestion'], shown['isSafe']], [1, 'take_note', true])
    // What the deputy decides after the head looked is not taken as read.
    assert.equal((await deputy.call('school.decideOption', { option: 'slip.days', value: 21 })).status, 200)
    assert.equal((await deputy.call('administration.acceptSuggestions', { taskIds: shown['taskIds'] })).body['done'], 0, 'the deputy reads nothing for the head')
    assert.equal((await head.call('administration.acceptSuggestions', { taskIds: shown['taskIds'] })).body['done'], 1)
    assert.equal((await head.call('administration.acceptSuggestions', { taskIds: shown['taskIds'] })).body['done'], 0, 'once')
    assert.equal((await rows(head, 'school.listRepresented', 'acts')).length, 1)
    await head.call('school.acknowledgeRepresented', { ids: null })
    assert.deepEqual(await rows(head, 'school.listRepresented', 'acts'), [])
  })

  test('A8 the deputy neither ends the head nor puts another one in the head\'s place; the head names who follows, and the office goes over at midnight', async () => {
    const today = house.clock.today()
    const term = (await rows(head, 'administration.listAppointments', 'offices')).find((one) => one['office'] === 'head')!
    assert.deepEqual(code(await deputy.call('administration.endOffice', { officeTermId: term['id'] })), [422, 'head_by_deputy'])
    assert.deepEqual(code(await name(deputy, 'head', { id: world.ids.teacher })), [422, 'head_by_deputy'])
    assert.deepEqual(code(await head.call('administration.endOffice', { officeTermId: term['id'] })), [422, 'head_needs_successor'])
    const [one, two] = await Promise.all([name(head, 'head', { id: world.ids.teacher }, { from: addDays(today, 1) }), name(await as('head'), 'head', { id: world.ids.teacher }, { from: addDays(today, 1) })])
    assert.deepEqual([one.status, two.status, one.body['id']], [200, 200, two.body['id']], 'two browsers, one act')
    let next = await as('teacher')
    assert.deepEqual([(await appoint(head, 'caretaker', 'logs')).status, (await appoint(next, 'caretaker', 'logs')).status], [200, 403])
    await house.clock.travelTo(`${addDays(today, 1)} 00:00`)
    // An office asks for the second factor, and a proof lasts minutes: all three prove it again.
    ;[next, head, deputy] = [await as('teacher'), await as('head'), await as('deputy')]
    assert.deepEqual([(await appoint(head, 'caretaker', 'mail')).status, (await appoint(next, 'caretaker', 'mail')).status], [403, 200])
    // RP.1: the releases stay and are looked at by the new head.
    const release = async () => ((await rows(next, 'administration.listReleases', 'modules'))[0]!['release'] as Row)['waitsForConfirmation']
    assert.equal(await release(), true)
    assert.equal((await openTasks('administration.confirm_releases'))[0]?.person_id, world.ids.teacher)
    assert.deepEqual(code(await deputy.call('administration.confirmReleases', { modules: ['messenger'] })), [403, 'forbidden'])
    assert.equal((await next.call('administration.confirmReleases', { modules: ['messenger'] })).body['confirmed'], 1)
    assert.deepEqual([await release(), await openTasks('administration.confirm_releases')], [false, []])
    // And back, so that the stories below have their head.
    assert.equal((await name(next, 'head', { id: world.ids.head })).status, 200)
    head = await as('head')
  })

  test('R4.1 section 4: what does not go together is shown and hinders nobody', async () => {
    const made = await appoint(deputy, 'head', 'logs')
    assert.deepEqual([made.status, (made.body['conflicts'] as Row[]).map((one) => one['kind'])], [200, ['head_admin', 'head_logs']])
    const none = await appoint(head, 'secondAdmin', 'remote')
    assert.deepEqual(none.body['conflicts'], [])
  })

  test('R4.1 a service provider is appointed with a reference and an end, within a term that the head decided, and never keeps root', async () => {
    const today = house.clock.today()
    const asked = await (await as('admin')).call('administration.requestOther', { person: { givenName: 'Ina', familyName: 'Technik' }, role: 'Dienstleister', reason: 'Betreuung der Geräte', wantsMailbox: false, from: today, until: addDays(today, 90) })
    const { personId } = (await head.call('administration.decideOther', { requestId: asked.body['id'], isGranted: true, until: null })).body as { personId: string }
    const provider = (more: Row) => head.call('administration.appoint', { task: 'devices', person: { id: personId }, from: today, until: addDays(today, 30), isDeputy: false, reference: 'Vertrag 7', ...more })
    assert.deepEqual(code(await provider({ reference: null })), [422, 'reference_missing'])
    assert.deepEqual(code(await provider({ until: null })), [422, 'appointment_outside_term'])
    assert.deepEqual(code(await provider({ until: addDays(today, 91) })), [422, 'appointment_outlasts_stay'])
    assert.equal((await provider({})).status, 200)
    assert.deepEqual(await facts(personId, 'task'), ['devices'])
    assert.deepEqual(code(await head.call('administration.nameCustodian', { personId, place: 'Tresor', from: today, handOver: null })), [422, 'custodian_external'])
  })

  test('R4.1 the letter is for the head and for whoever is appointed, for nobody else', async () => {
    const made = await appoint(head, 'caretaker', 'updates', { isDeputy: true })
    const read = (who: Visitor) => who.call('administration.readLetter', { appointmentId: made.body['id'] })
    const own = await read(await as('caretaker'))
    assert.deepEqual([own.status, own.body['task'], own.body['isDeputy'], (own.body['appointedBy'] as Row)['displayName'], own.body['schoolName']], [200, 'updates', true, 'Renate Albrecht', 'Gesamtschule am Lindenhof'])
    assert.equal((await read(head)).status, 200)
    for (const key of ['otherTeacher', 'admin', 'pupil'] as const) assert.equal((await read(await as(key))).status, 404, key)
  })

  test('R4.1 whoever appoints is told, beside the letter, that a slip is needed: for everybody who has no password yet, new or not; nobody else is told', async () => {
    const needs = async (who: Visitor, id: unknown) => (await who.call('administration.readLetter', { appointmentId: id })).body['needsSlip']
    const known = await appoint(head, 'caretaker', 'mail')
    const term = { from: house.clock.today(), until: null, isDeputy: false }
    const added = await head.call('administration.appoint', { task: 'mail', person: { type: 'staff', givenName: 'Neu', familyName: 'Angekommen' }, ...term })
    await house.platform.database.deleteFrom('credential').where('person_id', '=', world.ids.deputy).execute()
    const withoutPassword = await appoint(head, 'deputy', 'mail')
    assert.deepEqual([await needs(head, known.body['id']), await needs(head, added.body['id']), await needs(head, withoutPassword.body['id'])], [false, true, true])
    assert.equal((await head.call('administration.nameOffice', { office: 'council', person: { id: world.ids.secondAdmin }, from: house.clock.today(), until: null, reference: null })).status, 200)
    assert.equal(await needs(await as('secondAdmin'), added.body['id']), false)
  })

  test('R4.1 a fixed term warns 60, 30 and 7 days before; renewal or the end close the warning, and a missed night doubles nothing', async () => {
    const start = house.clock.today()
    const until = addDays(start, 70)
    const made = await appoint(head, 'clerk', 'devices', { until })
    const mine = async () => (await openTasks('administration.appointment_ends')).filter((task) => task.key.startsWith(made.body['id'] as string)).map((task) => (task.params as Row)['days'])
    await remindOn(addDays(until, -61))
    assert.deepEqual(await mine(), [])
    for (const days of [60, 30, 7]) {
      await remindOn(addDays(until, -days))
      await remindOn(addDays(until, -days))
      assert.deepEqual(await mine(), [days])
    }
    head = await as('head')
    assert.equal((await appoint(head, 'clerk', 'devices', { from: house.clock.today() })).status, 200)
    assert.deepEqual(await mine(), [], 'renewed')
    await remindOn(addDays(until, 1))
    assert.deepEqual(await mine(), [])
  })

  test('R4.1 until revoked: once a year the head looks, and one press says that all go on', async () => {
    const yearLater = addMonths(house.clock.today(), 12)
    await remindOn(yearLater)
    const waiting = (await openTasks('administration.appointment_yearly')).length
    assert.ok(waiting > 3)
    await remindOn(yearLater)
    assert.equal((await openTasks('administration.appointment_yearly')).length, waiting)
    head = await as('head')
    const week = (await rows(head, 'home.readWeek', 'items')).find((item) => item['kind'] === 'administration.appointment_yearly')!
    assert.deepEqual([week['count'], week['suggestion'], week['isSafe'], (week['taskIds'] as string[]).length], [waiting, 'goes_on', true, waiting])
    const [first, ...others] = week['taskIds'] as string[]
    assert.deepEqual(code(await (await as('admin')).call('administration.acceptSuggestions', { taskIds: [first] })), [403, 'forbidden'])
    assert.equal((await (await as('deputy')).call('administration.acceptSuggestions', { taskIds: [first] })).body['done'], 0, 'what waits for the head waits')
    assert.equal((await head.call('administration.acceptSuggestions', { taskIds: [first] })).body['done'], 1)
    assert.equal((await openTasks('administration.appointment_yearly')).length, waiting - 1, 'only what was named')
    assert.equal((await head.call('administration.acceptSuggestions', { taskIds: [first, ...others] })).body['done'], waiting - 1)
    await remindOn(addDays(yearLater, 1))
    assert.deepEqual(await openTasks('administration.appointment_yearly'), [])
  })

  test('R4.3 custody: named inside the school, handed over, declared once a year by nobody but the custodian', async () => {
    head = await as('head')
    const today = house.clock.today()
    const give = (personId: string, more: Row = {}) => head.call('administration.nameCustodian', { personId, place: 'Tresor', from: today, handOver: null, ...more })
    for (const key of ['pupil', 'adult', 'mother'] as const) assert.deepEqual(code(await give(world.ids[key])), [422, 'custodian_external'], key)
    for (const key of ['admin', 'clerk'] as const) assert.deepEqual(code(await (await as(key)).call('administration.nameCustodian', { personId: world.ids.admin, place: 'x', from: today, handOver: null })), [403, 'forbidden'])
    const first = await give(world.ids.admin)
    assert.equal((await give(world.ids.admin)).body['id'], first.body['id'], 'twice is once')
    assert.deepEqual(code(await give(world.ids.admin, { place: 'anderswo' })), [409, 'custodian_already'])
    assert.deepEqual(await facts(world.ids.admin, 'office'), ['custodian'])
    const [one, two] = await Promise.all([give(world.ids.clerk, { handOver: first.body['id'] }), give(world.ids.secondAdmin, { handOver: first.body['id'] })])
    assert.deepEqual([one.status, two.status].sort(), [200, 409], 'two hand over the same: one of them does')
    assert.deepEqual(await facts(world.ids.admin, 'office'), [])
    const [holder, other] = one.status === 200 ? (['clerk', 'secondAdmin'] as const) : (['secondAdmin', 'clerk'] as const)
    const custodyId = (one.status === 200 ? one : two).body['id']
    await remindOn(addMonths(today, 12))
    const [task] = await openTasks('administration.custody_declare')
    assert.equal(task?.person_id, world.ids[holder])
    const declare = async (key: PersonKey) => (await as(key)).call('administration.declareCustody', { custodyId })
    assert.equal((await declare(other)).status, 404)
    assert.equal((await declare('head')).status, 404)
    assert.equal((await declare(holder)).status, 200)
    assert.deepEqual(await openTasks('administration.custody_declare'), [])
  })

  test('R4.3 after a use the password is to be changed within a day; a rotation answers it', async () => {
    head = await as('head')
    const today = house.clock.today()
    assert.deepEqual(code(await head.call('administration.recordRootEvent', { kind: 'use', on: addDays(today, 1), reason: 'morgen' })), [422, 'root_event_ahead'])
    assert.equal((await head.call('administration.recordRootEvent', { kind: 'use', on: today, reason: 'Platte war voll' })).status, 200)
    assert.equal((await openTasks('administration.root_rotate'))[0]?.due_on, addDays(today, 1))
    // One from before the use, entered only now, changes nothing.
    assert.equal((await head.call('administration.recordRootEvent', { kind: 'rotation', on: addDays(today, -1), reason: 'nachgetragen' })).status, 200)
    assert.equal((await openTasks('administration.root_rotate')).length, 1)
    assert.equal((await head.call('administration.recordRootEvent', { kind: 'rotation', on: today, reason: 'neu versiegelt' })).status, 200)
    assert.deepEqual(await openTasks('administration.root_rotate'), [])
    assert.equal((await head.call('administration.listCustody')).body['lastRotationOn'], today)
    for (const key of ['otherTeacher', 'pupil'] as const) assert.equal((await (await as(key)).call('administration.listCustody')).status, 403, key)
  })

  test('R4.3 the root password is known to somebody else: one press ends every session of whoever holds an office, and of nobody else', async () => {
    const [holder, admin, stranger, pupil] = [await as('head'), await as('admin'), await as('otherTeacher'), await as('pupil')]
    assert.deepEqual(code(await admin.call('administration.reportCompromise', { reason: 'am Telefon gesagt' })), [403, 'forbidden'])
    const reply = await holder.call('administration.reportCompromise', { reason: 'am Telefon gesagt' })
    assert.equal(reply.status, 200)
    assert.ok((reply.body['sessionsEnded'] as number) >= 2)
    const isIn = async (who: Visitor) => (await who.call('identity.getSession')).body['signedIn']
    assert.deepEqual([await isIn(holder), await isIn(admin), await isIn(stranger), await isIn(pupil)], [false, false, true, true])
    assert.deepEqual((await openTasks('administration.root_compromised')).map((task) => task.office ?? 'person').sort(), ['head', 'person'])
    head = await as('head')
    assert.equal((await head.call('administration.listCustody')).body['isCompromised'], true)
    await head.call('administration.recordRootEvent', { kind: 'rotation', on: addDays(house.clock.today(), -2), reason: 'vorher' })
    assert.deepEqual([(await head.call('administration.listCustody')).body['isCompromised'], (await openTasks('administration.root_compromised')).length], [true, 2])
    await head.call('administration.recordRootEvent', { kind: 'rotation', on: house.clock.today(), reason: 'gewechselt' })
    assert.deepEqual([(await head.call('administration.listCustody')).body['isCompromised'], await openTasks('administration.root_compromised')], [false, []])
  })

  test('R4.3 the machine is looked at by the head and by whoever keeps it up to date; what was found is kept', async () => {
    const run = await head.call('administration.runHostCheck')
    assert.equal(run.status, 200)
    assert.equal((run.body['findings'] as Row[]).length, 7)
    assert.equal(((await head.call('administration.readHostCheck')).body['newest'] as Row)['id'], run.body['id'])
    for (const key of ['otherTeacher', 'pupil'] as const) assert.equal((await (await as(key)).call('administration.runHostCheck')).status, 403, key)
  })
})
