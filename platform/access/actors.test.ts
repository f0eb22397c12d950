/** What the memory of a process knows of people: the same as the records, from the first to the last day. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addMembers, endMembers, foundGroups } from '#platform/identity/groups.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import { listSessionsOf, startSession } from '#platform/identity/sign-in/sessions.ts'
import { openTestHouse } from '../../tests/house.ts'
import type { TestHouse } from '../../tests/house.ts'
import type { Actor } from './actor.ts'
import { isAdmitted } from './actor.ts'
import { relationsOf } from './subject.ts'

describe('actors', () => {
  let house: TestHouse
  let mother: string
  let father: string
  let child: string
  let teacher: string

  before(async () => {
    house = await openTestHouse()
    const person = (type: 'parent' | 'pupil' | 'teacher', givenName: string, more = {}) => ({ type, givenName, familyName: 'Sommer', source: 'test', sourceId: givenName, ...more })
    const [one, two, three, four] = await house.write((w) => addPeople(w, [person('parent', 'Anja'), person('parent', 'Marc'), person('pupil', 'Lina', { majorityOn: '2026-12-24' }), person('teacher', 'Ayşe')]))
    ;[mother, father, child, teacher] = [one!, two!, three!, four!]
    const guardian = (guardianId: string, more = {}) => ({ guardianId, wardId: child, kind: 'mother' as const, hasCustody: true, from: '2026-08-01', source: 'test', ...more })
    await house.write((w) => addGuardianships(w, [guardian(mother), guardian(father), guardian(father, { hasCustody: false, contactBan: true })]))
  })
  after(() => house.close())

  const actor = async (id: string): Promise<Actor> => (await house.platform.actors.find(id))!
  const isGuardian = async (id: string, day: string) => relationsOf(await actor(id), { kind: 'person', id: child, personId: child }, day).has('guardian')

  test('3.1 what parents may ends with the first second of majority', async () => {
    assert.equal(await isGuardian(mother, '2026-12-23'), true)
    assert.equal(await isGuardian(mother, '2026-12-24'), false)
  })

  test('T3 who has a contact ban is no guardian, not even beside a record of custody; and the ban outlasts majority', async () => {
    assert.equal(await isGuardian(father, '2026-11-23'), false)
    assert.equal((await actor(father)).wards.find((ward) => ward.contactBan)?.until, null)
  })

  test('a corrected day of majority is known at once to who has custody', async () => {
    const before_ = await actor(mother)
    await house.write((w) => changePeople(w, [{ id: child, majorityOn: '2027-01-15' }]))
    assert.ok((await actor(mother)).version > before_.version)
    assert.equal(await isGuardian(mother, '2027-01-14'), true)
    assert.equal(await isGuardian(mother, '2027-01-15'), false)
  })

  test('a membership with an end to come ends at once when it is ended', async () => {
    const [groupId] = await house.write((w) => foundGroups(w, [{ kind: 'course', label: 'Chor', purpose: 'Chor', schoolYear: '2026/27' }]))
    await house.write((w) => addMembers(w, [{ groupId: groupId!, personId: child, role: 'member', until: '2027-07-31' }]))
    const subject = { kind: 'room', id: 'r', groupIds: [groupId!] }
    assert.deepEqual([...relationsOf(await actor(child), subject, house.clock.today())], ['member'])
    await house.write((w) => endMembers(w, [{ groupId: groupId!, personId: child }]))
    assert.deepEqual([...relationsOf(await actor(child), subject, house.clock.today())], ['former_member'])
  })

  test('check 21 R12.1 a session ends with the departure, and does not come back with the person', async () => {
    await house.write((w) => startSession(w, { id: teacher, type: 'teacher' }, 'own', 'test'))
    const open = async () => (await listSessionsOf(house.platform.database, teacher, house.clock.now())).length
    assert.equal(await open(), 1)
    await house.write((w) => changePeople(w, [{ id: teacher, exitOn: '2026-11-23' }]))
    assert.equal(await open(), 1, 'the last day is a day at school')
    await house.write((w) => changePeople(w, [{ id: teacher, exitOn: '2026-11-22' }]))
    assert.equal(await open(), 0)
    await house.write((w) => changePeople(w, [{ id: teacher, exitOn: null }]))
    assert.equal(isAdmitted(await actor(teacher), house.clock.now()), true)
    assert.equal(await open(), 0)
  })

  test('whoever waits for changes hears each one with the newest facts, until they let go', async () => {
    const heard: number[] = []
    const { actor: first, release } = await house.platform.actors.hold(teacher, (now) => void heard.push(now!.version))
    for (let n = 0; n < 5; n++) await house.write(async (w) => void w.changedPersons.add(teacher))
    const due = performance.now() + 5_000
    while (heard.at(-1) !== first!.version + 5 && performance.now() < due) await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(heard.at(-1), first!.version + 5)
    release()
    const count = heard.length
    await house.write(async (w) => void w.changedPersons.add(teacher))
    assert.equal((await house.platform.actors.find(teacher, first!.version + 6))!.version, first!.version + 6)
    assert.equal(heard.length, count)
  })
})
