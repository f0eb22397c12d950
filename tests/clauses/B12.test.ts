/** Amendment B12: the same human as member of staff and as parent has two accounts; the link serves conflict checks only, and a contact ban holds at work too (T3). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { addMembers } from '#platform/identity/groups.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addPeople } from '#platform/identity/people.ts'
import { addDays } from '#platform/time/calendar.ts'
import { refreshBansAtWork } from '#modules/consent/same/bans.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { addFamilies } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import type { World } from '#example/world.ts'
import type { PersonKey } from '#example/people.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Links = { links: { id: string; work: { id: string }; parent: { id: string; children: string[] } }[]; suggestions: { work: { id: string }; parent: { id: string } }[] }
type Bans = { mayDecide: boolean; bans: { banId: string; work: { id: string }; sharedGroups: string[]; decision: { outcome: string; reference: string | null } | null }[] }

describe('B12 the same human', () => {
  let house: TestHouse
  let world: World
  let families: Families
  /** Ayşe Demir leads 7b; Lina's mother Anja is made her account as a parent. */
  let motherId: string

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
    motherId = world.ids.mother
  })
  after(() => house.close())

  const enter = async (accountName: string): Promise<Visitor> => {
    const one = visitor(house)
    assert.equal((await one.signIn(accountName)).body['outcome'], 'signed_in', accountName)
    return one
  }
  const staff = (key: PersonKey) => enter(world.accountName(key))
  const links = async (by: Visitor) => (await by.call('consent.listSameHumans')).body as unknown as Links
  const link = (by: Visitor, workId: string, parentId: string) => by.call('consent.linkSameHuman', { workId, parentId })
  const unlink = async (by: Visitor, workId: string) => {
    for (const one of (await links(by)).links.filter(({ work }) => work.id === workId)) assert.equal((await by.call('consent.endSameHuman', { linkId: one.id })).status, 200)
  }
  const version = async () => (await loadDocuments(house.platform.database)).findLast((document) => document.purpose === 'platform')!.id
  const form = async (by: Visitor, pupilId: string) => by.call('consent.recordDeclarations', { groupId: world.groups.class7b, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId, signed: 'complete', declaredOn: house.clock.today(), documentVersionId: await version() }] })
  const tasksOf = async (kind: string) => house.platform.database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select(['task.office', 'task.key']).where('task.kind', '=', kind).where('c.task_id', 'is', null).execute()

  test('R2.1 A4 the class lead enters every form of the class but the own child\'s, and gives no code for it', async () => {
    const [clerk, ayse] = [await staff('clerk'), await staff('teacher')]
    const { pupil, friend } = world.ids
    // Before the link all is as ever.
    assert.equal((await form(ayse, pupil)).status, 200)
    assert.equal((await ayse.call('people.makeTeacherSlip', { id: pupil })).status, 200)
    assert.deepEqual((await link(clerk, world.ids.teacher, motherId)).body['bans'], 0)
    for (const reply of [await form(ayse, pupil), await ayse.call('people.makeTeacherSlip', { id: pupil }), await ayse.call('people.printPersonSlip', { id: pupil })]) assert.deepEqual([reply.status, reply.refusal?.code], [403, 'own_family'])
    assert.equal((await form(ayse, friend)).status, 200)
    const read = (await ayse.call('consent.readClass', { groupId: world.groups.class7b })).body['pupils'] as { id: string; isOwnChild: boolean }[]
    assert.deepEqual(read.filter((one) => one.isOwnChild).map((one) => one.id), [pupil])
    const printed = (name: string) => async () => ((await ayse.call(name, { id: world.groups.class7b, all: true })).body['slips'] as { personId: string }[]).map((one) => one.personId)
    for (const name of ['people.printSlips', 'people.printTeacherSlips']) {
      const ids = await printed(name)()
      assert.ok(!ids.includes(pupil) && ids.includes(friend), name)
    }
    const may = (await ayse.call('people.getPerson', { id: pupil })).body['may'] as string[]
    assert.ok(!may.includes('people.make_teacher_slip') && !may.includes('people.print_slip'))
  })

  test('B12 no right is merged: at work nothing of the parent counts, nor the other way round', async () => {
    const [ayse, anja] = [await staff('teacher'), await enter(world.accountName('mother'))]
    assert.equal((await ayse.call('consent.withdrawForChild', { pupilId: world.ids.pupil, purpose: 'video', clientId: randomUUID() })).status, 404)
    assert.equal((await ayse.call('consent.readFamily')).status, 403)
    assert.equal((await anja.call('consent.readClass', { groupId: world.groups.class7b })).status, 404)
    assert.ok(((await anja.call('consent.readFamily')).body['children'] as unknown[]).length > 0)
  })

  test('B12 nobody but the clerk sees or keeps links; both accounts see their own in the profile', async () => {
    for (const key of ['head', 'admin', 'teacher', 'pupil', 'mother'] as const) {
      const one = await staff(key)
      one.keepsProving = true
      assert.ok([403, 404].includes((await one.call('consent.listSameHumans')).status), key)
      assert.ok([403, 404].includes((await link(one, world.ids.otherTeacher, world.ids.father)).status), key)
      const told = (await one.call('people.getPerson', { id: world.ids.teacher })).text
      assert.doesNotMatch(told, /sameHuman|asParent/, key)
    }
    const profile = async (one: Visitor) => ((await one.call('people.getProfile')).body['sameHuman'] as { displayName: string; type: string }[]).map(({ displayName, type }) => [displayName, type])
    assert.deepEqual(await profile(await staff('teacher')), [['Anja Sommer', 'parent']])
    assert.deepEqual(await profile(await staff('mother')), [['Ayşe Demir', 'teacher']])
    assert.deepEqual(await profile(await staff('father')), [])
  })

  test('B12 only a member of staff and a parent are linked, and one parent to one account', async () => {
    const clerk = await staff('clerk')
    for (const [workId, parentId] of [[world.ids.mother, world.ids.father], [world.ids.teacher, world.ids.pupil], [world.ids.teacher, randomUUID()], [world.ids.pupil, world.ids.father]] as const) {
      assert.deepEqual((await link(clerk, workId, parentId)).refusal?.code, 'same_human_types')
    }
    assert.deepEqual((await link(clerk, world.ids.otherTeacher, motherId)).refusal?.code, 'same_human_taken')
    const again = await link(clerk, world.ids.teacher, motherId)
    assert.equal(again.body['linkId'], (await links(clerk)).links.find((one) => one.work.id === world.ids.teacher)?.id)
  })

  test('B12 the clerk keeps nothing about the own child, and does not untie herself', async () => {
    const [clerk, second] = [await staff('clerk'), await staff('secondAdmin')]
    const { clerk: clerkId } = world.ids
    const { elder, motherOfTwo, bannedFather } = families.ids
    const own = (await link(clerk, clerkId, motherOfTwo)).body['linkId'] as string
    const refused = [
      await clerk.call('consent.recordGuardianship', { pupilId: elder, clientId: randomUUID(), guardian: { givenName: 'Neue', familyName: 'Person' }, kind: 'other', hasCustody: true, from: house.clock.today() }),
      await clerk.call('consent.recordContactBan', { pupilId: elder, clientId: randomUUID(), guardianId: bannedFather, reference: 'AZ 9' }),
      await clerk.call('consent.recordCourtDecision', { pupilId: elder, clientId: randomUUID(), guardianId: motherOfTwo, decidedOn: house.clock.today(), reference: 'AZ 9' }),
      await clerk.call('consent.decideClarification', { pupilId: elder, outcome: 'delete' }),
      await clerk.call('consent.makeFamilyCodes', { pupilId: elder, count: 1 }),
      await clerk.call('consent.linkForm', { pupilId: elder, code: 'AAAA-AAAA-AAAA' }),
      await clerk.call('consent.endSameHuman', { linkId: own }),
      await clerk.call('consent.denySameHuman', { workId: clerkId, parentId: motherOfTwo }),
    ]
    assert.deepEqual(refused.map((reply) => [reply.status, reply.refusal?.code]), refused.map(() => [403, 'own_family']))
    const seen = (await clerk.call('consent.readGuardians', { pupilId: elder })).body
    assert.deepEqual([seen['mayKeep'], seen['isOwnChild']], [false, true])
    // Of the whole class everybody else's letters are made, and hers are not ended by new ones.
    await house.write((w) => w.trx.updateTable('guardianship').set({ has_custody: false }).where('ward_id', '=', elder).execute())
    const { letters } = (await clerk.call('consent.makeClassFamilyCodes', { groupId: families.groups.class9d })).body as { letters: { pupilId: string }[] }
    assert.ok(!letters.some((letter) => letter.pupilId === elder))
    await house.write((w) => w.trx.updateTable('guardianship').set({ has_custody: true }).where('ward_id', '=', elder).execute())
    // What takes away is never held up: a withdrawal on paper is entered by whoever is there (R12.2).
    assert.equal((await clerk.call('consent.recordWithdrawal', { pupilId: elder, purpose: 'video', clientId: randomUUID(), by: 'holder', guardianId: bannedFather, receivedOn: house.clock.today() })).status, 200)
    // A second person with the task unties them.
    await (await staff('head')).call('administration.appoint', { task: 'consent_register', person: { id: world.ids.secondAdmin }, from: house.clock.today(), until: null, isDeputy: true })
    await unlink(second, clerkId)
    assert.equal((await clerk.call('consent.recordCourtDecision', { pupilId: elder, clientId: randomUUID(), guardianId: motherOfTwo, decidedOn: house.clock.today(), reference: 'AZ 9' })).status, 200)
  })

  test('B12 who keeps the accounts may say that the own child leaves, and not that it stays after all', async () => {
    const [clerk, admin] = [await staff('clerk'), await staff('admin')]
    const { friend } = world.ids
    await link(clerk, world.ids.admin, world.ids.motherOfFriend)
    const lastDay = addDays(house.clock.today(), 30)
    assert.equal((await admin.call('people.recordDeparture', { id: friend, exitOn: lastDay })).status, 200)
    for (const name of ['people.cancelDeparture', 'people.recordStay']) assert.deepEqual([(await admin.call(name, { id: friend })).status, (await admin.call(name, { id: friend })).refusal?.code], [403, 'own_family'], name)
    assert.equal((await (await staff('secondAdmin')).call('people.cancelDeparture', { id: friend })).status, 200)
    await unlink(clerk, world.ids.admin)
  })

  test('B12 a child stays the own child after custody and after majority; after the link it is anybody\'s', async () => {
    const [clerk, ayse] = [await staff('clerk'), await staff('teacher')]
    await house.write((w) => w.trx.updateTable('guardianship').set({ until_on: '2026-11-01' }).where('guardian_id', '=', motherId).execute())
    await house.write((w) => w.trx.updateTable('person').set({ access_version: 99 }).where('id', '=', world.ids.teacher).execute())
    assert.deepEqual((await form(ayse, world.ids.pupil)).refusal?.code, 'own_family')
    await unlink(clerk, world.ids.teacher)
    assert.equal((await form(ayse, world.ids.pupil)).status, 200)
    const events = await house.platform.database.selectFrom('journal_entry').select('event').where('event', 'like', 'identity.same_human%').orderBy('seq').execute()
    assert.deepEqual([...new Set(events.map((row) => row.event))], ['identity.same_human_linked', 'identity.same_human_unlinked'])
    await house.write((w) => w.trx.updateTable('guardianship').set({ until_on: null }).where('guardian_id', '=', motherId).execute())
  })

  test('B12 the same name is a suggestion for the clerk and nothing more; a denied one does not come back', async () => {
    const clerk = await staff('clerk')
    const [parentId, namesakeId] = await house.write((w) => addPeople(w, [{ type: 'parent', givenName: 'Paul', familyName: 'Winter', source: 'test', sourceId: 'p1' }, { type: 'parent', givenName: 'Ayse', familyName: 'Demir', source: 'test', sourceId: 'p2' }]))
    assert.equal((await tasksOf('consent.same_human_suggested')).length, 1)
    assert.deepEqual((await links(clerk)).suggestions.map((one) => [one.work.id, one.parent.id]).sort(), [[world.ids.otherTeacher, parentId], [world.ids.teacher, namesakeId]].sort())
    assert.equal((await house.platform.database.selectFrom('same_human').select('id').where('parent_id', 'in', [parentId!, namesakeId!]).execute()).length, 0)
    await clerk.call('consent.denySameHuman', { workId: world.ids.otherTeacher, parentId })
    await link(clerk, world.ids.teacher, namesakeId!)
    assert.deepEqual((await links(clerk)).suggestions, [])
    assert.deepEqual(await tasksOf('consent.same_human_suggested'), [])
    await unlink(clerk, world.ids.teacher)
  })

  test('T3 a contact ban reaches the account at work: the clerk is warned, the head has to decide, the child is nowhere to be seen', async () => {
    const [clerk, head, paul] = [await staff('clerk'), await staff('head'), await staff('otherTeacher')]
    const { younger, bannedFather } = families.ids
    await house.write((w) => addMembers(w, [{ groupId: families.groups.class6c, personId: world.ids.otherTeacher, role: 'responsible' }]))
    await link(clerk, world.ids.otherTeacher, bannedFather)
    assert.match((await paul.call('people.listPeople', { q: 'Tilda' })).text, /Tilda/)
    const { guardianshipId } = (await clerk.call('consent.recordContactBan', { pupilId: younger, clientId: randomUUID(), guardianId: bannedFather, reference: '61 F 1/26' })).body as { guardianshipId: string }
    // The clerk is warned on the page of the family.
    const spans = (await clerk.call('consent.readGuardians', { pupilId: younger })).body['guardianships'] as { id: string; atWork: string | null }[]
    assert.equal(spans.find((span) => span.id === guardianshipId)?.atWork, 'Paul Winter')
    assert.doesNotMatch((await head.call('consent.readGuardians', { pupilId: younger })).text, /"atWork":"/, 'the link is the clerk\'s')
    // At once, in the session that is open.
    for (const [name, input] of [['people.listPeople', { q: 'Tilda' }], ['people.getPerson', { id: younger }], ['people.getGroup', { id: families.groups.class6c }], ['messenger.findPeople', { query: 'Tilda' }], ['consent.listBansAtWork', {}]] as const) assert.doesNotMatch((await paul.call(name, input)).text, /Tilda/, name)
    assert.deepEqual((await tasksOf('consent.ban_at_work')).map((task) => task.office), ['head'])
    const bans = async (by: Visitor) => (await by.call('consent.listBansAtWork')).body as unknown as Bans
    assert.deepEqual([(await bans(head)).mayDecide, (await bans(clerk)).mayDecide, (await bans(head)).bans[0]?.sharedGroups.includes('06c')], [true, false, true])
    const decide = (by: Visitor, more: object) => by.call('consent.decideBanAtWork', { banId: guardianshipId, workId: world.ids.otherTeacher, ...more })
    assert.equal((await decide(clerk, { outcome: 'order_allows', reference: 'x' })).status, 403)
    assert.equal((await decide(paul, { outcome: 'order_allows', reference: 'x' })).status, 404)
    assert.equal((await decide(head, { outcome: 'separated' })).refusal?.code, 'ban_at_work_shared')
    assert.equal((await decide(head, { outcome: 'order_allows' })).refusal?.code, 'ban_at_work_reference')
    assert.equal((await decide(head, { outcome: 'order_allows', reference: 'Beschluss Nr. 3' })).status, 200)
    assert.deepEqual(await tasksOf('consent.ban_at_work'), [])
    assert.deepEqual((await bans(head)).bans[0]?.decision?.reference, 'Beschluss Nr. 3')
    // Whatever was decided, the platform goes on hiding the child, until the ban is lifted.
    assert.doesNotMatch((await paul.call('people.listPeople', { q: 'Tilda' })).text, /Tilda/)
    await clerk.call('consent.liftContactBan', { guardianshipId, reference: '61 F 2/26' })
    assert.match((await paul.call('people.listPeople', { q: 'Tilda' })).text, /Tilda/)
  })

  test('T3 linked after the ban, it holds as well; the head\'s own question goes to the deputy, and ends with the link', async () => {
    const [clerk, head, deputy] = [await staff('clerk'), await staff('head'), await staff('deputy')]
    const [parentId] = await house.write((w) => addPeople(w, [{ type: 'parent', givenName: 'Renate', familyName: 'Albrecht', source: 'test', sourceId: 'p3' }]))
    await house.write((w) => addGuardianships(w, [{ guardianId: parentId!, wardId: world.ids.friend, kind: 'mother', hasCustody: false, contactBan: true, source: 'test' }]))
    assert.match((await head.call('people.listPeople', { q: 'Emre' })).text, /Emre/)
    assert.equal((await link(clerk, world.ids.head, parentId!)).body['bans'], 1)
    assert.doesNotMatch((await head.call('people.listPeople', { q: 'Emre' })).text, /Emre/)
    assert.deepEqual((await tasksOf('consent.ban_at_work')).map((task) => task.office), ['deputy'])
    const { bans } = (await deputy.call('consent.listBansAtWork')).body as unknown as Bans
    assert.deepEqual([bans.length, ((await head.call('consent.listBansAtWork')).body as unknown as Bans).bans.length], [1, 0])
    assert.equal((await head.call('consent.decideBanAtWork', { banId: bans[0]!.banId, workId: world.ids.head, outcome: 'order_allows', reference: 'x' })).refusal?.code, 'own_family')
    assert.equal((await deputy.call('consent.decideBanAtWork', { banId: bans[0]!.banId, workId: world.ids.head, outcome: 'separated' })).status, 200)
    assert.doesNotMatch((await head.call('tasks.listTasks')).text, /ban_at_work/)
    // Separated holds as long as they are.
    assert.deepEqual(await tasksOf('consent.ban_at_work'), [])
    await house.write(refreshBansAtWork)
    assert.deepEqual(await tasksOf('consent.ban_at_work'), [])
    await house.write((w) => addMembers(w, [{ groupId: world.groups.class7b, personId: world.ids.head, role: 'responsible' }]))
    await house.write(refreshBansAtWork)
    assert.deepEqual((await tasksOf('consent.ban_at_work')).map((task) => task.office), ['deputy'], 'in a group together the question is a new one')
    await unlink(clerk, world.ids.head)
    assert.match((await head.call('people.listPeople', { q: 'Emre' })).text, /Emre/)
  })
})
