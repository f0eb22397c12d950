import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { addMembers, endMembers, foundGroups } from '#platform/identity/groups.ts'
import { changePeople } from '#platform/identity/people.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { ask, consent, makeMessengerSchool, refusalOf } from './test-school.ts'
import type { MessengerSchool } from './test-school.ts'

describe('rooms', () => {
  let house: TestHouse
  let school: MessengerSchool
  before(async () => {
    house = await openTestHouse()
    school = await makeMessengerSchool(house)
  })
  after(() => house.close())

  const ids = () => school.ids
  const list = async (personId: string) => (await ask(house, personId, 'listRooms', {})).rooms
  const post = async (personId: string, roomId: string, body = 'Hallo') => (await ask(house, personId, 'sendMessage', { roomId, clientId: randomUUID(), body })).message

  test('a group has its room as soon as it is founded, and in it are exactly its members of now', async () => {
    const [groupId] = await house.write((w) => foundGroups(w, [{ kind: 'project', label: 'Schulgarten', purpose: 'Garten', schoolYear: '2026/27' }]))
    await house.write((w) => addMembers(w, [{ groupId: groupId!, personId: ids().lead, role: 'responsible' }, { groupId: groupId!, personId: ids().anna, role: 'member' }]))
    const room = (await list(ids().anna)).find((one) => one.groupId === groupId)
    assert.deepEqual({ title: room?.title, groupKind: room?.groupKind, state: room?.state, responsible: room?.responsible, may: room?.may }, {
      title: 'Schulgarten', groupKind: 'project', state: 'open', responsible: [{ id: ids().lead, name: 'Lars Lehmann' }], may: ['messenger.read', 'messenger.write'],
    })
    await house.write((w) => endMembers(w, [{ groupId: groupId!, personId: ids().anna }]))
    assert.ok(!(await list(ids().anna)).some((one) => one.groupId === groupId))
    assert.equal((await refusalOf(house, ids().anna, 'readRoom', { roomId: room!.id })).status, 404)
    const [second] = await house.write((w) => foundGroups(w, [{ kind: 'course', label: 'Ab morgen', purpose: 'Kurs', schoolYear: '2026/27' }]))
    await house.write((w) => addMembers(w, [{ groupId: second!, personId: ids().anna, role: 'member', from: '2026-11-24' }]))
    assert.ok(!(await list(ids().anna)).some((one) => one.groupId === second), 'a membership of tomorrow')
  })

  test('a member without consent is not listed, and whoever left is neither', async () => {
    const { members } = await ask(house, ids().anna, 'listMembers', { roomId: school.rooms.class7b })
    assert.deepEqual(members.map((member) => [member.name, member.role]), [
      ['Lars Lehmann', 'lead'], ['Tina Thiel', 'member'], ['Anna-Lena Müller', 'member'], ['Emil Neu', 'member'], ['Ben Özdemir', 'member'],
    ])
    const staff = await ask(house, ids().office, 'listMembers', { roomId: school.rooms.staff })
    assert.ok(!staff.members.some((member) => member.id === ids().gone))
  })

  test('R9a.1 a room for which nobody is responsible any more can be read and not written in', async () => {
    const room = (await list(ids().anna)).find((one) => one.id === school.rooms.alone)
    assert.deepEqual({ state: room?.state, may: room?.may, responsible: room?.responsible }, { state: 'unattended', may: ['messenger.read'], responsible: [] })
    assert.deepEqual(await refusalOf(house, ids().anna, 'sendMessage', { roomId: school.rooms.alone, clientId: randomUUID(), body: 'x' }), { status: 403, code: 'room_unattended', clause: '9 (Messenger)' })
    await house.write((w) => addMembers(w, [{ groupId: school.groups.alone, personId: ids().teacher, role: 'responsible' }]))
    assert.equal((await post(ids().anna, school.rooms.alone)).seq, 1)
    await house.write((w) => changePeople(w, [{ id: ids().teacher, exitOn: '2026-11-22' }]))
    assert.equal((await refusalOf(house, ids().anna, 'sendMessage', { roomId: school.rooms.alone, clientId: randomUUID(), body: 'x' })).code, 'room_unattended', 'the account of the only responsible teacher ended')
    await house.write((w) => changePeople(w, [{ id: ids().teacher, exitOn: null }]))
    await house.write((w) => endMembers(w, [{ groupId: school.groups.alone, personId: ids().teacher }]))
    const own = (await ask(house, ids().anna, 'readMessages', { roomId: school.rooms.alone })).messages[0]!
    assert.equal((await refusalOf(house, ids().anna, 'editMessage', { roomId: school.rooms.alone, seq: own.seq, body: 'y' })).code, 'room_unattended', 'also for what was written before')
  })

  test('a group that ended is read-only for its members', async () => {
    const [groupId] = await house.write((w) => foundGroups(w, [{ kind: 'course', label: 'Alt', purpose: 'Kurs', schoolYear: '2026/27' }]))
    await house.write((w) => addMembers(w, [{ groupId: groupId!, personId: ids().lead, role: 'lead' }, { groupId: groupId!, personId: ids().anna, role: 'member' }]))
    const roomId = (await list(ids().anna)).find((one) => one.groupId === groupId)!.id
    await post(ids().anna, roomId)
    await house.write((w) => w.trx.updateTable('school_group').set({ ended_on: '2026-11-23' }).where('id', '=', groupId!).execute())
    assert.equal((await refusalOf(house, ids().lead, 'sendMessage', { roomId, clientId: randomUUID(), body: 'x' })).code, 'room_ended')
    assert.equal((await ask(house, ids().anna, 'readMessages', { roomId })).messages.length, 1)
    assert.equal((await list(ids().anna)).find((one) => one.id === roomId)?.state, 'ended')
  })

  test('the list begins with what was said last, and counts what others said since I read', async () => {
    const { lead, anna, ben } = ids()
    await post(lead, school.rooms.class7b, 'erstens')
    const second = await post(lead, school.rooms.class7b, 'zweitens')
    await post(anna, school.rooms.class7b, 'von mir')
    const room = async (personId: string) => (await list(personId)).find((one) => one.id === school.rooms.class7b)!
    assert.equal((await list(anna))[0]?.id, school.rooms.class7b)
    assert.equal((await room(anna)).unread, 2, 'the own one is not new to me')
    assert.equal((await room(ben)).unread, 3)
    assert.deepEqual(await ask(house, anna, 'markRead', { roomId: school.rooms.class7b, seq: second.seq }), { seq: second.seq, unread: 0 })
    assert.deepEqual(await ask(house, anna, 'markRead', { roomId: school.rooms.class7b, seq: 1 }), { seq: second.seq, unread: 0 }, 'never back')
    const { seq } = await ask(house, ben, 'markRead', { roomId: school.rooms.class7b, seq: 1_000_000 })
    assert.equal(seq, (await room(ben)).lastSeq, 'never beyond the end')
    assert.deepEqual([(await room(anna)).unread, (await room(anna)).readSeq, (await room(ben)).unread], [0, second.seq, 0])
    await ask(house, lead, 'removeMessage', { roomId: school.rooms.class7b, seq: (await post(lead, school.rooms.class7b, 'weg')).seq })
    assert.equal((await room(anna)).unread, 0, 'what was removed is not unread')
    assert.deepEqual((await room(anna)).last && { preview: (await room(anna)).last!.preview, isRemoved: (await room(anna)).last!.isRemoved }, { preview: '', isRemoved: true })
  })

  test('R6.2 a read position is nobody else\'s: no answer of another person holds it', async () => {
    const before = JSON.stringify([await ask(house, ids().lead, 'readRoom', { roomId: school.rooms.class7b }), await ask(house, ids().lead, 'listMembers', { roomId: school.rooms.class7b }), await ask(house, ids().lead, 'readMessages', { roomId: school.rooms.class7b })])
    await post(ids().lead, school.rooms.class8a).catch(() => {})
    await ask(house, ids().ben, 'markRead', { roomId: school.rooms.class7b, seq: 2 })
    const after = JSON.stringify([await ask(house, ids().lead, 'readRoom', { roomId: school.rooms.class7b }), await ask(house, ids().lead, 'listMembers', { roomId: school.rooms.class7b }), await ask(house, ids().lead, 'readMessages', { roomId: school.rooms.class7b })])
    assert.equal(after, before)
  })

  test('a draft is kept on the server for its writer alone, and an empty one goes', async () => {
    const roomId = school.rooms.class7b
    await ask(house, ids().anna, 'saveDraft', { roomId, body: ' halb fertig\u0000 ' })
    assert.deepEqual(await ask(house, ids().anna, 'readDraft', { roomId }), { body: ' halb fertig ' })
    assert.equal((await ask(house, ids().anna, 'readRoom', { roomId })).room.hasDraft, true)
    assert.equal((await ask(house, ids().anna, 'readRoom', { roomId })).draft, ' halb fertig ')
    assert.deepEqual(await ask(house, ids().ben, 'readDraft', { roomId }), { body: '' })
    await ask(house, ids().anna, 'saveDraft', { roomId, body: '  ' })
    assert.equal((await ask(house, ids().anna, 'readRoom', { roomId })).room.hasDraft, false)
    assert.equal((await refusalOf(house, ids().stranger, 'saveDraft', { roomId, body: 'x' })).status, 404)
  })

  test('a direct room is one for two people, whoever opens it first, and shows up when something was said', async () => {
    const { lead, anna } = ids()
    const [one, other] = await Promise.all([ask(house, lead, 'openDirectRoom', { personId: anna }), ask(house, anna, 'openDirectRoom', { personId: lead })])
    assert.equal(one.room.id, other.room.id)
    assert.deepEqual({ title: one.room.title, other: one.room.other, kind: one.room.kind, state: one.room.state }, { title: 'Anna-Lena Müller', other: { id: anna, name: 'Anna-Lena Müller', type: 'pupil' }, kind: 'direct', state: 'open' })
    assert.ok(!(await list(anna)).some((room) => room.id === one.room.id))
    await post(lead, one.room.id, 'Hallo Anna-Lena')
    const room = (await list(anna)).find((listed) => listed.id === one.room.id)
    assert.deepEqual({ title: room?.title, unread: room?.unread, preview: room?.last?.preview }, { title: 'Lars Lehmann', unread: 1, preview: 'Hallo Anna-Lena' })
    for (const personId of [ids().ben, ids().teacher, ids().stranger]) assert.equal((await refusalOf(house, personId, 'readMessages', { roomId: one.room.id })).status, 404)
  })

  test('R9a.1 whom one may not write to: 403 for whom one sees, and the same 404 for whom one does not see, whom there is not, and oneself', async () => {
    assert.deepEqual(await refusalOf(house, ids().ben, 'openDirectRoom', { personId: ids().anna }), { status: 403, code: 'forbidden', clause: '9 (Messenger)' })
    const unseen = [ids().clara, ids().stranger, ids().dilan, ids().parent, ids().gone, ids().anna, randomUUID()]
    for (const personId of unseen) assert.deepEqual(await refusalOf(house, ids().anna, 'openDirectRoom', { personId }), { status: 404, code: 'not_found' })
    for (const personId of [ids().clara, ids().dilan, randomUUID()]) assert.deepEqual(await refusalOf(house, ids().lead, 'openDirectRoom', { personId }), { status: 404, code: 'not_found' })
    assert.equal((await ask(house, ids().stranger, 'openDirectRoom', { personId: ids().office })).room.state, 'open')
  })

  test('a direct chat closes when the other one is gone or shares no group any more, and stays readable', async () => {
    const { teacher, ben } = ids()
    const { room } = await ask(house, teacher, 'openDirectRoom', { personId: ben })
    await post(teacher, room.id)
    await house.write((w) => consent(w, ben, false))
    assert.equal((await refusalOf(house, teacher, 'sendMessage', { roomId: room.id, clientId: randomUUID(), body: 'x' })).code, 'room_closed')
    await house.write((w) => consent(w, ben, true))
    await post(ben, room.id)
    await house.write((w) => endMembers(w, [{ groupId: school.groups.class7b, personId: teacher }]))
    assert.equal((await refusalOf(house, ben, 'sendMessage', { roomId: room.id, clientId: randomUUID(), body: 'x' })).code, 'room_closed')
    assert.equal((await ask(house, ben, 'readMessages', { roomId: room.id })).messages.length, 2)
    await house.write((w) => addMembers(w, [{ groupId: school.groups.class7b, personId: teacher, role: 'member' }]))
  })
})
