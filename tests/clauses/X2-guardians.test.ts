/** X2, A18: guardians read master data, consents and registers of their own minor child, nothing the child wrote or did, and nothing of each other (T3). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { contract as consent } from '#modules/consent/contract.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { addContactBan, addGuardianships, endGuardianship } from '#platform/identity/guardianship.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import type { StoredRoom } from '#platform/privacy/stored.ts'
import { addDays } from '#platform/time/calendar.ts'
import { act } from '#example/act.ts'
import { addFamilies, banFather } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('X2 what is stored about my child', () => {
  let house: TestHouse
  let world: World
  let families: Families
  let mother: Visitor
  let father: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
    mother = await enter(families.accountName('motherOfTwo'))
    father = await enter(families.accountName('bannedFather'))
  })
  after(() => house.close())

  const enter = async (accountName: string): Promise<Visitor> => {
    const one = visitor(house)
    one.keepsProving = true
    assert.equal((await one.signIn(accountName)).body['outcome'], 'signed_in', accountName)
    return one
  }
  const ask = (by: Visitor, id: string) => by.call('people.listStoredOfChild', { id })
  const read = async (by: Visitor, id: string): Promise<StoredRoom[]> => {
    const reply = await ask(by, id)
    assert.equal(reply.status, 200, reply.text)
    return reply.body['rooms'] as StoredRoom[]
  }
  const own = async (by: Visitor) => (await by.call('people.listStored')).body['rooms'] as StoredRoom[]
  const category = (rooms: readonly StoredRoom[], label: string) => rooms.flatMap(({ categories }) => categories).find((one) => one.label.startsWith(label))!
  const change = (work: (w: Write) => Promise<unknown>) => write(house.platform, null, house.clock.now(), work)
  const version = async () => (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
  const as = (who: string, name: keyof typeof consent, input: Record<string, unknown>) => act(house, who, 'consent', consent, name, { clientId: randomUUID(), ...input } as never)

  test('A18 a parent reads name, dates, memberships and the own declarations of the child, and nothing else of the whole platform', async () => {
    const parent = await enter(world.accountName('mother'))
    const rooms = await read(parent, world.ids.pupil)
    assert.deepEqual(rooms.map(({ module }) => module), ['identity', 'people', 'consent'].filter((module) => rooms.some((room) => room.module === module)))
    const name = category(rooms, 'Vorname')
    assert.deepEqual(name.rows[0]!.slice(0, 2), [{ label: 'Vorname', kind: 'text', value: 'Lina' }, { label: 'Nachname', kind: 'text', value: 'Sommer' }])
    assert.ok(category(rooms, 'Klassen, Kurse').about.count > 0)
    assert.equal(category(rooms, 'Einwilligungen und Widerrufe').isPartly, true)
    // What is declared for guardians, and what is not: read from the manifests.
    const declared = new Set([...house.platform.manifests.values()].flatMap(({ categories }) => Object.values(categories).flatMap(({ label, guardian }) => (guardian === undefined ? [] : [label]))))
    assert.deepEqual(rooms.flatMap(({ categories }) => categories).filter(({ label }) => !declared.has(label)), [])
    assert.deepEqual(rooms.flatMap(({ categories }) => categories).filter(({ acted }) => acted.count > 0), [], 'nothing the child did')
    // Custody is named to all alike, and counted for nobody.
    assert.deepEqual([category(rooms, 'Sorgeberechtigte').about.count, category(rooms, 'Sorgeberechtigte').isPartly], [0, true])
    assert.doesNotMatch(JSON.stringify(rooms), /[0-9a-f]{8}-[0-9a-f]{4}-|Marc|Anja/)
  })

  test('A18 the pupil is told of what guardians read, in the own overview, and reads there as much as before', async () => {
    const [pupil, parent] = [await enter(world.accountName('pupil')), await enter(world.accountName('mother'))]
    const before = await own(pupil)
    const told = await read(parent, world.ids.pupil)
    const counted = told.flatMap(({ categories }) => categories).filter(({ about }) => about.count > 0)
    assert.ok(counted.length >= 4)
    for (const { label, about, readers } of counted) {
      const same = category(before, label)
      assert.deepEqual(same.readers, readers, label)
      assert.ok(readers.some((one) => one.includes('Minderjährigen die Sorgeberechtigten')), label)
      assert.ok(about.count <= same.about.count, `${label}: never more than the child reads`)
    }
    const closed = before.flatMap(({ categories }) => categories).filter(({ label }) => !told.some(({ categories }) => categories.some((one) => one.label === label)))
    assert.ok(closed.length > 3)
    assert.deepEqual(closed.filter(({ about, readers }) => about.count > 0 && readers.some((one) => one.includes('Sorgeberechtigten'))).map(({ label }) => label), [])
    assert.deepEqual(await own(pupil), before)
  })

  test('T3 separated parents: what one declares, withdraws or signs on paper moves no number of the other', async () => {
    const { elder, motherOfTwo, bannedFather } = families.ids
    const documentVersionId = await version()
    await as(motherOfTwo, 'declareForChild', { pupilId: elder, purpose: 'platform', documentVersionId })
    const before = await read(mother, elder)
    assert.equal(category(before, 'Einwilligungen und Widerrufe').about.count, 1)
    assert.equal(category(await read(father, elder), 'Einwilligungen und Widerrufe').about.count, 0)
    await as(bannedFather, 'declareForChild', { pupilId: elder, purpose: 'platform', documentVersionId })
    await as(world.ids.clerk, 'recordWithdrawal', { pupilId: elder, purpose: 'platform', by: 'holder', guardianId: bannedFather, receivedOn: house.clock.today() })
    await as(world.ids.clerk, 'recordWithdrawal', { pupilId: elder, purpose: 'video', by: 'named_on_paper', name: 'Volker Brehm', receivedOn: house.clock.today() })
    assert.deepEqual(await read(mother, elder), before)
    const his = category(await read(father, elder), 'Einwilligungen und Widerrufe').about.count
    assert.equal(his, 2)
    // The test can see: her own declaration moves hers, and not his.
    await as(motherOfTwo, 'withdrawForChild', { pupilId: elder, purpose: 'platform' })
    assert.notDeepEqual(await read(mother, elder), before)
    assert.equal(category(await read(father, elder), 'Einwilligungen und Widerrufe').about.count, his)
  })

  test('T3 another custody, a ban against the other, and one against the reader that begins tomorrow leave no trace', async () => {
    const { elder, bannedFather, newPartner } = families.ids
    const before = [await read(mother, elder), await read(father, elder)]
    const from = addDays(house.clock.today(), 1)
    await change(async (w) => {
      await addGuardianships(w, [{ guardianId: newPartner, wardId: elder, kind: 'other', hasCustody: true, source: 'clerk' }])
      await addContactBan(w, { guardianId: bannedFather, wardId: elder, kind: 'father', from, until: null, source: 'clerk' })
    })
    assert.deepEqual([await read(mother, elder), await read(father, elder)], before)
  })

  test('T3 a banned parent is told what somebody is told who asks for nobody; for the other child nothing changes, and for the mother neither', async () => {
    const { younger, elder } = families.ids
    const before = [await read(mother, younger), await read(father, elder)]
    assert.equal((await ask(father, younger)).status, 200, 'before the ban')
    await banFather(house, world, families)
    const [refused, nobody] = [await ask(father, younger), await ask(father, randomUUID())]
    assert.deepEqual([refused.status, refused.text], [404, nobody.text])
    assert.deepEqual([await read(mother, younger), await read(father, elder)], before)
  })

  test('A18 nobody else has this page: neither the child, nor class lead, clerk, head, nor who is not signed in', async () => {
    for (const key of ['pupil', 'friend', 'teacher', 'clerk', 'head', 'admin'] as const) {
      const reply = await ask(await enter(world.accountName(key)), world.ids.pupil)
      assert.ok([403, 404].includes(reply.status), `${key}: ${reply.status}`)
    }
    assert.equal((await ask(visitor(house), world.ids.pupil)).status, 404)
  })

  test('A18 guardianship that is over, of a child of 18, of no custody, of another\'s child: there is nothing to read', async () => {
    const { ids } = world
    const today = house.clock.today()
    const guardian = (guardianId: string, wardId: string, hasCustody = true) => ({ guardianId, wardId, kind: 'mother' as const, hasCustody, from: addDays(today, -30), source: 'clerk' })
    let former = ''
    await change(async (w) => {
      ;[former = ''] = await addGuardianships(w, [guardian(ids.mother, ids.third), guardian(ids.mother, ids.adult), guardian(ids.mother, ids.withoutConsent, false)])
    })
    const parent = await enter(world.accountName('mother'))
    const nobody = (await ask(parent, randomUUID())).text
    assert.equal((await ask(parent, ids.third)).status, 200, 'while it lasts')
    await change((w) => endGuardianship(w, former, addDays(today, -1)))
    for (const id of [ids.third, ids.adult, ids.withoutConsent, ids.friend, families.ids.elder, ids.father, ids.mother]) {
      const reply = await ask(parent, id)
      assert.ok([403, 404].includes(reply.status), `${reply.status}`)
      if (id !== ids.mother) assert.deepEqual([reply.status, reply.text], [404, nobody])
    }
    // On the birthday, without anybody's doing.
    await house.platform.database.updateTable('person').set({ majority_on: addDays(today, 1) }).where('id', '=', ids.pupil).execute()
    assert.equal((await ask(await enter(world.accountName('father')), ids.pupil)).status, 200)
    await house.clock.advance({ days: 1 })
    const later = await ask(await enter(world.accountName('father')), ids.pupil)
    assert.deepEqual([later.status, later.text], [404, nobody])
  })
})
