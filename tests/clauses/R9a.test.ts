/** Clause 9 (Messenger): released by the head, rooms with somebody who answers for them, and everybody told about their data before the first use. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { publishDocument } from '#platform/documents/documents.ts'
import { addMembers, endMembers } from '#platform/identity/groups.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import { perform } from '#platform/module/perform.ts'
import { rulesDocument } from '#modules/messenger/documents.de.ts'
import { ask, consent, makeMessengerSchool, refusalOf, release } from '#modules/messenger/test-school.ts'
import type { MessengerSchool } from '#modules/messenger/test-school.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'

describe('R9a messenger', () => {
  let house: TestHouse
  let school: MessengerSchool
  before(async () => {
    house = await openTestHouse()
    school = await makeMessengerSchool(house)
  })
  after(() => house.close())

  const roomsOf = async (personId: string) => (await ask(house, personId, 'listRooms', {})).rooms
  const write = (personId: string, roomId = school.rooms.class7b) => ask(house, personId, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Guten Morgen' })
  const refusedToWrite = (personId: string, roomId = school.rooms.class7b) => refusalOf(house, personId, 'sendMessage', { roomId, clientId: randomUUID(), body: 'Guten Morgen' })
  const change = async <T>(work: Parameters<TestHouse['write']>[0]): Promise<T> => {
    const result = (await house.write(work)) as T
    await house.platform.school.reload()
    return result
  }

  test('R9a.1 after the release a consented pupil finds the rooms of the own groups, and no others', async () => {
    assert.deepEqual((await roomsOf(school.ids.anna)).map((room) => room.title), ['07b', '7b Chor'])
    assert.deepEqual((await roomsOf(school.ids.dilan)).map((room) => room.title), ['08a'])
  })

  test('R9a.1 the negative: before the release, and after it was taken back, there is no messenger for pupils and a plain word for staff', async () => {
    await change((w) => release(w, false))
    assert.deepEqual(await refusalOf(house, school.ids.anna, 'listRooms', {}), { status: 404, code: 'not_found' })
    assert.deepEqual(await refusedToWrite(school.ids.anna), { status: 404, code: 'not_found' })
    assert.equal((await refusalOf(house, school.ids.lead, 'listRooms', {})).code, 'not_released')
    await change((w) => release(w, true))
    assert.ok((await roomsOf(school.ids.anna)).length > 0)
  })

  test('R9a.1 pupils do not write to each other directly by default; teachers and their own pupils do, both ways', async () => {
    assert.equal((await refusalOf(house, school.ids.anna, 'openDirectRoom', { personId: school.ids.ben })).status, 403)
    const { room } = await ask(house, school.ids.anna, 'openDirectRoom', { personId: school.ids.lead })
    await write(school.ids.anna, room.id)
    await write(school.ids.lead, room.id)
    assert.equal((await refusalOf(house, school.ids.stranger, 'openDirectRoom', { personId: school.ids.anna })).status, 404, 'a teacher of other classes')
  })

  test('R9a.1 a pupil without consent is not a member and not listed, and is one as soon as the consent is there', async () => {
    const listed = async () => (await ask(house, school.ids.lead, 'listMembers', { roomId: school.rooms.class7b })).members.map((member) => member.id)
    assert.ok(!(await listed()).includes(school.ids.clara))
    assert.equal((await refusalOf(house, school.ids.clara, 'listRooms', {})).status, 404)
    await change((w) => consent(w, school.ids.clara, true))
    assert.ok((await listed()).includes(school.ids.clara))
    await change((w) => consent(w, school.ids.clara, false))
    assert.ok(!(await listed()).includes(school.ids.clara))
  })

  test('R9a.1 nobody from outside: parents, guests and others find no messenger', async () => {
    const types = ['parent', 'guest', 'other'] as const
    const ids = await change<string[]>((w) => addPeople(w, types.map((type) => ({ type, givenName: type, familyName: 'Draußen', source: 'outside', sourceId: type }))))
    await change((w) => addMembers(w, ids.map((personId) => ({ groupId: school.groups.class7b, personId, role: 'member' as const }))))
    for (const personId of ids) {
      for (const { document, major, minor } of await currentVersions()) await acknowledge(personId, document, major, minor).catch(() => {})
      assert.ok([403, 404].includes((await refusalOf(house, personId, 'listRooms', {})).status))
      assert.ok([403, 404].includes((await refusedToWrite(personId)).status))
      assert.ok(!(await ask(house, school.ids.lead, 'listMembers', { roomId: school.rooms.class7b })).members.some((member) => member.id === personId))
      assert.equal((await refusalOf(house, school.ids.lead, 'openDirectRoom', { personId })).status, 404)
    }
  })

  test('R9a.2 every room names who answers for it; where nobody does it can be read and not written in', async () => {
    const rooms = (await roomsOf(school.ids.anna)).filter((room) => room.kind === 'group')
    assert.deepEqual(new Map(rooms.map((room) => [room.title, { responsible: room.responsible.map((person) => person.name), state: room.state, may: room.may }])), new Map([
      ['07b', { responsible: ['Lars Lehmann'], state: 'open', may: ['messenger.read', 'messenger.write'] }],
      ['7b Chor', { responsible: [], state: 'unattended', may: ['messenger.read'] }],
    ]))
    assert.equal((await refusedToWrite(school.ids.anna, school.rooms.alone)).code, 'room_unattended')
    assert.deepEqual((await ask(house, school.ids.anna, 'readMessages', { roomId: school.rooms.alone })).messages, [])
  })

  test('R9a.2 when the account of the only responsible teacher ends the room falls silent, and speaks again with a successor', async () => {
    await write(school.ids.anna)
    await change((w) => changePeople(w, [{ id: school.ids.lead, exitOn: '2026-11-22' }]))
    assert.equal((await refusedToWrite(school.ids.anna)).code, 'room_unattended')
    await change((w) => addMembers(w, [{ groupId: school.groups.class7b, personId: school.ids.teacher, role: 'responsible' }]))
    await write(school.ids.anna)
    await change((w) => endMembers(w, [{ groupId: school.groups.class7b, personId: school.ids.teacher, role: 'responsible' }]))
    await change((w) => changePeople(w, [{ id: school.ids.lead, exitOn: null }]))
    await write(school.ids.anna)
  })

  test('R9a.2 the negative: being a teacher in the room is not enough, and neither is a pupil who is called responsible', async () => {
    await change((w) => addMembers(w, [{ groupId: school.groups.alone, personId: school.ids.teacher, role: 'member' }, { groupId: school.groups.alone, personId: school.ids.ben, role: 'responsible' }]))
    assert.equal((await refusedToWrite(school.ids.anna, school.rooms.alone)).code, 'room_unattended')
    assert.equal((await refusedToWrite(school.ids.teacher, school.rooms.alone)).code, 'room_unattended')
    await change((w) => endMembers(w, [{ groupId: school.groups.alone, personId: school.ids.ben, role: 'responsible' }]))
  })

  const currentVersions = () => house.db.database.selectFrom('document_version').select(['document', 'major', 'minor']).distinctOn('document').where('document', 'in', ['module-document', 'messenger-rules'])
    .orderBy('document').orderBy('major', 'desc').orderBy('minor', 'desc').execute()
  const acknowledge = async (personId: string, document: string, major: number, minor: number): Promise<unknown> => {
    const actor = await house.platform.actors.find(personId)
    return perform(house.platform, house.assembly.entries.get('documents.acknowledge')!, { actor, door: 'http', input: { document, major, minor }, at: house.clock.now(), request: { address: '', cookies: {}, userAgent: '', setCookie: () => {} } })
  }

  test('R9a.5 before the first use the document on data and the rules are shown, one after the other; then the messenger opens', async () => {
    const { emil } = school.ids
    assert.deepEqual(await refusalOf(house, emil, 'listRooms', {}), { status: 403, code: 'seen_needed', params: { document: 'module-document', version: 1 }, clause: '9 (Messenger)' })
    assert.equal((await refusedToWrite(emil)).code, 'seen_needed')
    const versions = await currentVersions()
    for (const name of ['module-document', 'messenger-rules']) {
      const refusal = await refusalOf(house, emil, 'listRooms', {})
      assert.equal(refusal.params?.['document'], name)
      const { major, minor } = versions.find((version) => version.document === name)!
      await acknowledge(emil, name, major, minor)
    }
    await write(emil)
  })

  test('R9a.5 a new version of the document is shown once again to everybody, a corrected one to nobody', async () => {
    const texts = (more: string) => ({ title: `Regeln für Nachrichten ${more}`, body: rulesDocument().body })
    await change((w) => publishDocument(w, { document: 'messenger-rules', ...texts('(Tippfehler)'), isMajor: false }))
    await write(school.ids.anna)
    await change((w) => publishDocument(w, { document: 'messenger-rules', ...texts('(neu)'), isMajor: true }))
    for (const personId of [school.ids.anna, school.ids.lead]) assert.deepEqual((await refusedToWrite(personId)).params, { document: 'messenger-rules', version: 2 })
    await acknowledge(school.ids.anna, 'messenger-rules', 2, 0)
    await write(school.ids.anna)
    assert.equal((await refusedToWrite(school.ids.lead)).code, 'seen_needed', 'each for themselves')
    await change((w) => publishDocument(w, { document: 'messenger-rules', ...texts('(neu, Tippfehler)'), isMajor: false }))
    await write(school.ids.anna)
    await acknowledge(school.ids.lead, 'messenger-rules', 2, 1)
    await write(school.ids.lead)
  })
})
