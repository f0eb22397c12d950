/**
 * What two people do at the same moment: whatever the order of their transactions, facts are what follows from the records, nothing opens that a committed
 * act has closed, and nobody is answered with an error. Each test brings two transactions to stand inside of each other on purpose.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { CHAIN_LOCK } from '#platform/journal/chain.ts'
import { write } from '#platform/module/write.ts'
import { recordDecision } from '#platform/school/actions.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { addDays, instantInBerlin } from '#platform/time/calendar.ts'
import { installerCode } from '#modules/administration/founding.ts'
import { refreshFacts } from '#modules/consent/facts.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import type { World } from '#example/world.ts'
import { arrive, holdBack } from './interleave.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'
import { visitor } from './visitor.ts'
import type { Visitor } from './visitor.ts'
import { openTestWorld } from './world.ts'

describe('at the same moment', () => {
  let house: TestHouse
  let world: World
  let version: string
  let clerk: Visitor
  let head: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    version = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    clerk = await arrive(house, world.ids.clerk)
    head = await arrive(house, world.ids.head)
    await house.platform.jobs.start()
  })
  after(() => house.close())

  const isOpen = async (pupilId: string) => (await house.platform.database.selectFrom('access_fact').select('id').where('person_id', '=', pupilId).where('kind', '=', 'purpose').where('key', '=', 'platform').execute()).length > 0
  const withdraws = (pupilId: string, guardianId: string) => clerk.call('consent.recordWithdrawal', { pupilId, purpose: 'platform', clientId: randomUUID(), by: 'holder', guardianId, receivedOn: house.clock.today() })
  const declares = (pupilId: string, guardianId: string) =>
    clerk.call('consent.recordDeclarations', { groupId: world.groups.class7b, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId, signed: 'one_of_two', guardianId, declaredOn: house.clock.today(), documentVersionId: version }] })

  /** Somebody else for the same task. */
  const secondClerk = async (): Promise<Visitor> => {
    const { teacher: id } = world.ids
    const held = await house.platform.database.selectFrom('appointment').select('id').where('person_id', '=', id).where('task', '=', 'consent_register').execute()
    if (held.length === 0) assert.equal((await head.call('administration.appoint', { task: 'consent_register', person: { id }, from: house.clock.today(), until: null, isDeputy: true })).status, 200)
    return arrive(house, id)
  }
  /** A parent whom nobody knows comes with a code. */
  const claimed = async (familyName: string) => {
    const pupilId = world.ids.withoutConsent
    const made = await clerk.call('consent.makeFamilyCodes', { pupilId, count: 1 })
    const [code] = (made.body['letters'] as { codes: string[] }[])[0]!.codes
    assert.equal((await visitor(house).call('consent.claimAsNew', { code, givenName: 'Meera', familyName, kind: 'mother', hasCustody: true })).status, 200)
    const { id: guardianId, source_id: claimId } = await house.platform.database.selectFrom('person').select(['id', 'source_id']).where('family_name', '=', familyName).executeTakeFirstOrThrow()
    return { pupilId, guardianId, claimId }
  }

  test('X6 an option that two decide: what was decided last is in force, also when it was begun first', async () => {
    const { platform, clock } = house
    const decided = { decidedBy: world.ids.head, inRepresentation: false }
    const begun = clock.now()
    await write(platform, null, new Date(begun.getTime() + 500), (w) => recordDecision(w, 'slip.days', 7, decided))
    await write(platform, null, begun, (w) => recordDecision(w, 'slip.days', 10, decided))
    assert.equal((await committedOptions(platform.database)).option('slip.days'), 10)
  })

  test('R12.2 one parent withdraws while the declaration of the other is entered: the door stays shut', async () => {
    const { oneSignature: pupilId, motherOfGreta, fatherOfGreta } = world.ids
    assert.equal((await declares(pupilId, motherOfGreta)).status, 200)
    assert.equal(await isOpen(pupilId), false, 'one signature is there, one is missing')
    await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
    const withdrawal = withdraws(pupilId, motherOfGreta)
    await chain.waiting(1)
    const declaration = declares(pupilId, fatherOfGreta)
    await chain.waiting(2)
    await chain.open()
    assert.deepEqual([(await withdrawal).status, (await declaration).status], [200, 200])
    assert.equal(await isOpen(pupilId), false, 'the withdrawal is committed')
  })

  test('R12.2 both parents withdraw at the same moment: both are entered', async () => {
    const { pupil, mother, father } = world.ids
    await using outbox = await holdBack(house, 'LOCK TABLE ledger_outbox IN SHARE MODE')
    const first = withdraws(pupil, mother)
    await outbox.waiting(1)
    const second = withdraws(pupil, father)
    await outbox.waiting(2)
    await outbox.open()
    assert.deepEqual([(await first).status, (await second).status], [200, 200])
    assert.equal((await house.platform.database.selectFrom('consent_withdrawal').select('id').where('pupil_id', '=', pupil).execute()).length, 2)
    assert.equal(await isOpen(pupil), false)
  })

  test('R4.1 an appointment ends while its holder acts: what was not done yet is not done any more', async () => {
    const { id } = await house.platform.database.selectFrom('appointment').select('id').where('person_id', '=', world.ids.admin).where('task', '=', 'users').executeTakeFirstOrThrow()
    const admin = await arrive(house, world.ids.admin)
    await using people = await holdBack(house, 'SELECT pg_advisory_xact_lock(7305532)')
    const act = admin.call('people.addPerson', { type: 'staff', givenName: 'Spät', familyName: 'Dran' })
    await people.waiting(1)
    assert.equal((await head.call('administration.endAppointment', { appointmentId: id })).status, 200)
    await people.open()
    assert.equal((await act).status, 403)
    assert.deepEqual(await house.platform.database.selectFrom('person').select('id').where('family_name', '=', 'Dran').execute(), [])
  })

  test('R4.1 an appointment ends while an act of its holder waits for a child of whom others write: the end waits for nobody, and the act is refused', async () => {
    const { id } = await house.platform.database.selectFrom('appointment').select('id').where('person_id', '=', world.ids.admin).where('task', '=', 'groups').executeTakeFirstOrThrow()
    const admin = await arrive(house, world.ids.admin)
    await using child = await holdBack(house, `SELECT id FROM person WHERE id = '${world.ids.withoutConsent}' FOR UPDATE`)
    const act = admin.call('people.endMembership', { id: world.groups.class7b, personId: world.ids.withoutConsent })
    await child.waiting(1)
    const end = head.call('administration.endAppointment', { appointmentId: id })
    const first = await Promise.race([end.then((reply) => reply.status), child.waiting(2).then(() => 'stands behind the act', () => 'is let through')])
    await child.open()
    const statuses = [(await end).status, (await act).status]
    assert.equal(first, 200)
    // Whoever keeps no groups any more is not told that there is this one.
    assert.deepEqual(statuses, [200, 404])
    assert.equal((await house.platform.database.selectFrom('membership').select('until_on').where('group_id', '=', world.groups.class7b).where('person_id', '=', world.ids.withoutConsent).executeTakeFirstOrThrow()).until_on, null)
  })

  test('R4.1 two acts of one person about the same child wait for each other, but not in a circle', async () => {
    const clerkActor = (await house.platform.actors.find(world.ids.clerk))!
    await using between = await holdBack(house, 'SELECT pg_advisory_xact_lock(7305599)')
    const holds = house.write(async (w) => {
      await lockPersons(w, [world.ids.withoutConsent])
      await sql`SELECT pg_advisory_xact_lock(7305599)`.execute(w.trx)
    }, clerkActor)
    await between.waiting(1)
    const changes = house.write(async (w) => void w.changedPersons.add(world.ids.withoutConsent), clerkActor)
    await between.waiting(2)
    await between.open()
    // In a circle the database would end one of them, after a second.
    assert.deepEqual((await Promise.allSettled([holds, changes])).map((one) => one.status), ['fulfilled', 'fulfilled'])
  })

  test('R4.1 an appointment that two end at once is ended, and nobody is shown an error', async () => {
    const { id } = await house.platform.database.selectFrom('appointment').select('id').where('person_id', '=', world.ids.secondAdmin).where('task', '=', 'deletion').executeTakeFirstOrThrow()
    const deputy = await arrive(house, world.ids.deputy)
    await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
    const both = [head.call('administration.endAppointment', { appointmentId: id }), deputy.call('administration.endAppointment', { appointmentId: id })]
    await chain.waiting(2)
    await chain.open()
    assert.deepEqual((await Promise.all(both)).map((reply) => reply.status), [200, 200])
  })

  test('R4.1 two appoint the same person at once: both appointments stand', async () => {
    const deputy = await arrive(house, world.ids.deputy)
    const input = (task: string) => ({ task, person: { id: world.ids.caretaker }, from: house.clock.today(), until: null, isDeputy: false })
    await using facts = await holdBack(house, 'LOCK TABLE access_fact IN SHARE MODE')
    const both = [head.call('administration.appoint', input('devices')), deputy.call('administration.appoint', input('updates'))]
    await facts.waiting(2)
    await facts.open()
    assert.deepEqual((await Promise.all(both)).map((reply) => reply.status), [200, 200])
    assert.equal((await house.platform.database.selectFrom('access_fact').select('id').where('person_id', '=', world.ids.caretaker).where('kind', '=', 'task').execute()).length, 2)
  })

  test('RP.1 two release a module at once: when it is closed after that, it is closed', async () => {
    const deputy = await arrive(house, world.ids.deputy)
    assert.equal((await head.call('administration.endRelease', { module: 'messenger' })).status, 200)
    await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
    const both = [head.call('administration.releaseModule', { module: 'messenger' }), deputy.call('administration.releaseModule', { module: 'messenger' })]
    await chain.waiting(2)
    await chain.open()
    assert.deepEqual((await Promise.all(both)).map((reply) => reply.status), [200, 200])
    assert.equal((await head.call('administration.endRelease', { module: 'messenger' })).status, 200)
    assert.deepEqual(await house.platform.database.selectFrom('access_fact').select('id').where('module_id', '=', 'messenger').execute(), [])
    const teacher = await arrive(house, world.ids.teacher)
    assert.equal((await teacher.call('messenger.listRooms')).refusal?.code, 'not_released')
  })

  test('R4.1 somebody is appointed while their departure is recorded, and while a slip is printed for them: the appointment counts', async () => {
    const admin = await arrive(house, world.ids.secondAdmin)
    for (const [name, input] of [['people.recordDeparture', { id: world.ids.otherTeacher, exitOn: house.clock.today() }], ['people.printPersonSlip', { id: world.ids.teacher }]] as const) {
      await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
      const appointment = head.call('administration.appoint', { task: 'logs', person: { id: input.id }, from: house.clock.today(), until: null, isDeputy: false })
      await chain.waiting(1)
      const other = admin.call(name, input)
      await chain.waiting(2)
      await chain.open()
      assert.deepEqual([(await appointment).status, (await other).status], [200, 409], name)
    }
  })

  test('R2.1 the school decides more strictly while a declaration is entered: whoever lacks a signature by then is out', async () => {
    const { third: pupilId } = world.ids
    const option = async (value: string) => assert.equal((await head.call('school.decideOption', { option: 'consent.holders', value })).status, 200)
    const withdrawn = await clerk.call('consent.recordWithdrawal', { pupilId, purpose: 'platform', clientId: randomUUID(), by: 'named_on_paper', receivedOn: house.clock.today() })
    assert.equal(withdrawn.status, 200)
    await option('one_with_assurance')
    // What follows from the decision waits until the pupil has been in.
    await house.platform.jobs.stop()
    await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
    const declaration = clerk.call('consent.recordDeclarations', { groupId: world.groups.class7b, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId, signed: 'other_agrees', declaredOn: house.clock.today(), documentVersionId: version }] })
    await chain.waiting(1)
    const decision = option('all')
    await chain.waiting(2)
    await chain.open()
    assert.equal((await declaration).body['opened'], 1)
    await decision
    const pupil = await arrive(house, pupilId)
    assert.equal((await pupil.call('home.readToday')).status, 200)
    await house.platform.jobs.start()
    await house.platform.jobs.idle()
    assert.equal(await isOpen(pupilId), false)
    assert.equal((await pupil.call('home.readToday')).status, 404)
  })

  test('RP.1 a school that two found at once with the same code is founded once', async () => {
    const empty = await openTestHouse()
    try {
      const found = (name: string) => visitor(empty).call('administration.foundSchool', { code: installerCode(empty.platform), name, state: 'NI', head: { givenName: 'Renate', familyName: 'Albrecht' } })
      await using facts = await holdBack(empty, 'LOCK TABLE access_fact IN SHARE MODE')
      const both = [found('Erste Schule'), found('Zweite Schule')]
      await facts.waiting(2)
      await facts.open()
      assert.deepEqual((await Promise.all(both)).map((reply) => reply.status).sort(), [200, 409])
      assert.equal((await empty.platform.database.selectFrom('person').select('id').where('deleted_on', 'is', null).execute()).length, 1)
    } finally {
      await empty.close()
    }
  })

  test('two decisions about options at once: the document on data names both', async () => {
    const deputy = await arrive(house, world.ids.deputy)
    await using publish = await holdBack(house, 'LOCK TABLE document_version IN SHARE MODE')
    const both = [head.call('school.decideOption', { option: 'delete.restore_days', value: 77 }), deputy.call('school.decideOption', { option: 'backup.days', value: 33 })]
    await publish.waiting(2)
    await publish.open()
    assert.deepEqual((await Promise.all(both)).map((reply) => reply.status), [200, 200])
    const { text } = await visitor(house).call('documents.readModuleDocument')
    assert.match(text, /77/)
    assert.match(text, /33/)
    assert.equal((await head.call('school.decideOption', { option: '__proto__', value: 1 })).status, 404)
  })

  test('two people of one name are added at once: both get an account, each its own', async () => {
    const admin = await arrive(house, world.ids.secondAdmin)
    await using facts = await holdBack(house, 'LOCK TABLE access_fact IN SHARE MODE')
    const both = [1, 2].map(() => admin.call('people.addPerson', { type: 'staff', givenName: 'Kim', familyName: 'Doppelt', confirmNamesake: true }))
    await facts.waiting(2)
    await facts.open()
    const replies = await Promise.all(both)
    assert.deepEqual(replies.map((reply) => reply.status), [200, 200])
    assert.deepEqual(replies.map((reply) => reply.body['accountName']).sort(), ['kim.doppelt', 'kim.doppelt2'])
  })

  test('3.1 two clerks decide one claim at once: one decision holds, the other is told, and nothing is doubled', async () => {
    const second = await secondClerk()
    for (const [first, other] of [['confirmed', 'confirmed'], ['confirmed', 'refused'], ['refused', 'confirmed']] as const) {
      const { claimId, pupilId, guardianId } = await claimed(`${first} ${other}`)
      await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
      const decides = (by: Visitor, outcome: string) => by.call('consent.decideClaim', { claimId, outcome })
      const one = decides(clerk, first)
      await chain.waiting(1)
      const two = decides(second, other)
      await Promise.race([chain.waiting(2), two.then((reply) => assert.equal(reply.status, 409, reply.text))])
      await chain.open()
      assert.deepEqual([(await one).status, (await two).status, (await two).refusal?.code], [200, 409, 'claim_decided'], `${first} ${other}`)
      const held = await house.platform.database.selectFrom('guardianship').select('id').where('guardian_id', '=', guardianId).where('ward_id', '=', pupilId).execute()
      const acts = await house.platform.database.selectFrom('guardianship_act').select('id').where('guardian_id', '=', guardianId).execute()
      const ends = await house.platform.database.selectFrom('family_claim_end').select('outcome').where('claim_id', '=', claimId).execute()
      const tasks = await house.platform.database.selectFrom('task').innerJoin('task_completion', 'task_completion.task_id', 'task.id').select('outcome').where('task.key', '=', claimId).execute()
      const wanted = first === 'confirmed' ? 1 : 0
      assert.deepEqual([held.length, acts.length, ends, tasks], [wanted, wanted, [{ outcome: first }], [{ outcome: first }]], `${first} ${other}`)
    }
  })

  test('B12 two clerks tie one parent to two accounts at work at once: one tie holds, the other is refused', async () => {
    const [second, parentId] = [await secondClerk(), world.ids.fatherOfMia]
    await using chain = await holdBack(house, `SELECT pg_advisory_xact_lock(${CHAIN_LOCK})`)
    const one = clerk.call('consent.linkSameHuman', { workId: world.ids.caretaker, parentId })
    await chain.waiting(1)
    const two = second.call('consent.linkSameHuman', { workId: world.ids.otherTeacher, parentId })
    await Promise.race([chain.waiting(2), two.then((reply) => assert.equal(reply.status, 409, reply.text))])
    await chain.open()
    assert.deepEqual([(await one).status, (await two).status, (await two).refusal?.code], [200, 409, 'same_human_taken'])
    assert.deepEqual((await house.platform.database.selectFrom('same_human').select('work_id').where('parent_id', '=', parentId).execute()).map((row) => row.work_id), [world.ids.caretaker])
  })

  test('R2.1 what began before midnight does not open again what was withdrawn after it', async () => {
    const { friend, motherOfFriend } = world.ids
    const today = house.clock.today()
    const beforeMidnight = new Date(instantInBerlin(addDays(today, 1), '00:00').getTime() - 100)
    await house.clock.travelTo(`${addDays(today, 1)} 00:00:05`)
    clerk = await arrive(house, world.ids.clerk)
    assert.equal((await withdraws(friend, motherOfFriend)).status, 200)
    assert.equal(await isOpen(friend), false)
    await write(house.platform, null, beforeMidnight, (w) => refreshFacts(w, [friend]))
    assert.equal(await isOpen(friend), false)
  })
})
