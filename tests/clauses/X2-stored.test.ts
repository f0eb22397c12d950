/** X2 access: each person reads what is stored about them, from all rooms; T3: nothing in it moves by what others do about a child. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { contract as consent } from '#modules/consent/contract.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { storedAbout } from '#platform/privacy/stored.ts'
import type { StoredRoom } from '#platform/privacy/stored.ts'
import { walkSubjects } from '#platform/privacy/walk.ts'
import { act } from '#example/act.ts'
import { addFamilies, banFather } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('X2 what is stored about me', () => {
  let house: TestHouse
  let world: World
  let families: Families

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
  })
  after(() => house.close())

  const tell = (personId: string) => storedAbout(house.platform.database, house.platform.manifests.values(), personId, { option: house.platform.school.option })
  const read = async (accountName: string, input: Record<string, unknown> = {}) => {
    const one = visitor(house)
    assert.equal((await one.signIn(accountName)).body['outcome'], 'signed_in')
    return ((await one.call('people.listStored', input)).body as { rooms: StoredRoom[] }).rooms
  }
  const labels = (rooms: readonly StoredRoom[]) => rooms.flatMap((room) => room.categories.filter(({ about }) => about.count > 0).map(({ label }) => `${room.module}: ${label.split(/[,:;(]/)[0]}`))

  test('X2 a pupil finds rooms beyond the own one: declarations, documents read, slips, sign-ins, with period and beginning', async () => {
    const rooms = await read(world.accountName('pupil'))
    const found = labels(rooms)
    for (const part of ['identity: Vorname', 'identity: Klassen', 'identity: Angemeldete Browser', 'consent: Einwilligungen und Widerrufe']) assert.ok(found.includes(part), `${part} in ${found.join(' | ')}`)
    const declarations = rooms.find(({ module }) => module === 'consent')!.categories.find(({ label }) => label.startsWith('Einwilligungen und Widerrufe'))!
    assert.ok(declarations.about.since !== null && declarations.keeps.some((keep) => keep.startsWith('als Nachweis')))
  })

  test('X2 the negative: the operation takes no other person, and an office reads its own record only', async () => {
    const head = await read(world.accountName('head'), { personId: world.ids.pupil, id: world.ids.pupil })
    assert.doesNotMatch(JSON.stringify(head), /Lina/)
    assert.match(JSON.stringify(head), /Renate/)
    assert.equal((await visitor(house).call('people.listStored')).status, 404)
  })

  test('T3 a father reads the same before and after: the mother declares and withdraws, and a court bans him', async () => {
    const { younger, motherOfTwo, bannedFather, elder } = families.ids
    const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    const as = (who: string, name: keyof typeof consent, input: Record<string, unknown>) => act(house, who, 'consent', consent, name, input as never)
    // Both are asked and told before, so that there is something that could move.
    for (const child of [younger, elder]) for (const who of [bannedFather, motherOfTwo]) await as(who, 'declareForChild', { pupilId: child, purpose: 'platform', documentVersionId, clientId: randomUUID() })
    const [father, mother, child] = [await tell(bannedFather), await tell(motherOfTwo), await tell(younger)]
    await as(motherOfTwo, 'withdrawForChild', { pupilId: younger, purpose: 'platform', clientId: randomUUID() })
    await as(motherOfTwo, 'declareForChild', { pupilId: younger, purpose: 'platform', documentVersionId, clientId: randomUUID() })
    await banFather(house, world, families)
    assert.deepEqual(await tell(bannedFather), father)
    await as(bannedFather, 'withdrawForChild', { pupilId: elder, purpose: 'video', clientId: randomUUID() })
    assert.deepEqual(labels(await tell(motherOfTwo)), labels(mother))
    // The test can see: the child's own record moved with it.
    assert.notDeepEqual(await tell(younger), child)
  })

  test('T3 a ban against somebody who never did anything here leaves no trace in what they read', async () => {
    const { father, pupil, clerk } = world.ids
    const before = await tell(father)
    await act(house, clerk, 'consent', consent, 'recordContactBan', { pupilId: pupil, clientId: randomUUID(), guardianId: father, reference: 'AZ 7' })
    assert.deepEqual(await tell(father), before)
    await act(house, world.ids.clerk, 'consent', consent, 'linkSameHuman', { workId: world.ids.otherTeacher, parentId: father })
    const atWork = await tell(world.ids.otherTeacher)
    assert.doesNotMatch(JSON.stringify(atWork), /AZ 7/)
    assert.equal(atWork.find(({ module }) => module === 'tasks')?.count, 0)
  })

  test('X2, T3 what an office has to do because of somebody is given out to nobody, neither here nor by any way an export may take; that it may be is said to all alike', async () => {
    const { database, manifests } = house.platform
    const { father, otherTeacher, caretaker, clerk, pupil } = world.ids
    const about = await database.selectFrom('task').select(['id', 'kind', 'office']).where('about_person_id', '=', otherTeacher).where('office', 'is not', null).execute()
    assert.deepEqual(about.map(({ kind }) => kind), ['consent.ban_at_work'], 'the ban of the test before, at work')
    await database.insertInto('task_completion').values({ task_id: about[0]!.id, completed_by: clerk, outcome: 'done', at: house.clock.now() }).execute()
    for (const personId of [otherTeacher, father, pupil]) {
      const open = walkSubjects(manifests.values(), personId).filter(({ declaration, subject }) => subject.export.length > 0 && ['task', 'task_completion'].includes(declaration.table))
      assert.ok(open.length >= 3, 'the own tasks stay')
      for (const { declaration, isTheirs } of open) {
        const { rows } = await sql<{ id: string }>`SELECT ${sql.ref(declaration.table === 'task' ? 'task.id' : 'task_completion.task_id')} AS id FROM ${sql.table(declaration.table)} WHERE ${isTheirs}`.execute(database)
        assert.deepEqual(rows.filter(({ id }) => about.some((one) => one.id === id)), [])
      }
    }
    const named = async (personId: string) => (await tell(personId)).find(({ module }) => module === 'tasks')?.categories.map(({ label, isPartly }) => [label, isPartly])
    assert.deepEqual(await named(otherTeacher), await named(caretaker), 'whoever has none reads the same')
  })
})
