/**
 * R9a.1, R9a.2 for the staff room: whoever works at the school is in it by being added, by whatever way, and out of it by leaving; the leadership answers for
 * it. Nobody else is in it, and what somebody decided by hand stands.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { act } from '#example/act.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { addMembers, endMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople, changePeople, restoreStays } from '#platform/identity/people.ts'
import { RefusalError } from '#platform/module/module.ts'
import { addDays } from '#platform/time/calendar.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { installerCode } from '#modules/administration/founding.ts'
import { ask, refusalOf } from '#modules/messenger/test-school.ts'
import { contract as people } from '#modules/people/contract.ts'
import type { RosterPreview } from '#modules/people/import/shape.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'

const HEADER = 'ID;Kürzel;Nachname;Vorname;Fächer\n'
const STAFF = `${HEADER}7000;BAU;Bauer;Anh;Ma\n7001;HEI;von der Heide;Lina;Bi\n7002;NEU;Neumann;Moritz;Ch\n`
const example = (name: string): Buffer => readFileSync(new URL(`../../example/import/${name}`, import.meta.url))

describe('R9a the staff room of a founded school', () => {
  let house: TestHouse
  let room: { groupId: string; roomId: string }
  let adminId: string

  before(async () => {
    house = await openTestHouse()
    const founded = await visitor(house).call('administration.foundSchool', {
      code: installerCode(house.platform), name: 'Gymnasium am Wall', state: 'NI', head: { givenName: 'Ingrid', familyName: 'Vogt' }, deputy: { givenName: 'Theo', familyName: 'Stolz' },
      officer: { givenName: 'Petra', familyName: 'Lange', type: 'staff', reference: null },
    })
    assert.equal(founded.status, 200, founded.text)
    const group = await house.db.database.selectFrom('school_group').select('id').where('kind', '=', 'staff').executeTakeFirstOrThrow()
    const { id: roomId } = await house.db.database.selectFrom('messenger_room').select('id').where('group_id', '=', group.id).executeTakeFirstOrThrow()
    room = { groupId: group.id, roomId }
  })
  after(() => house.close())

  const idOf = async (familyName: string): Promise<string> => (await house.db.database.selectFrom('person').select('id').where('family_name', '=', familyName).where('type', 'in', ['teacher', 'staff']).executeTakeFirstOrThrow()).id
  /** Everybody with an open membership, by family name and role. */
  const members = async (): Promise<string[]> =>
    (await house.db.database.selectFrom('membership as m').innerJoin('person as p', 'p.id', 'm.person_id').select(['p.family_name', 'm.role']).where('m.group_id', '=', room.groupId).where('m.until_on', 'is', null).execute())
      .map((row) => (row.role === 'member' ? row.family_name : `${row.family_name} (${row.role})`)).sort()
  const isIn = async (familyName: string): Promise<boolean> => (await members()).some((one) => one.split(' (')[0] === familyName)
  const rows = async (): Promise<number> => (await house.db.database.selectFrom('membership').select('id').where('group_id', '=', room.groupId).execute()).length
  const headId = () => idOf('Vogt')
  const preview = async (file: string | Buffer, source?: string) => (await act(house, adminId, 'people', people, 'previewImport', source === undefined ? {} : { source }, Buffer.from(file))) as RosterPreview
  const take = async (file: string | Buffer, source?: string): Promise<RosterPreview> => {
    const shown = await preview(file, source)
    await act(house, adminId, 'people', people, 'applyImport', { source: shown.source, differenceHash: shown.differenceHash, confirmSafety: true }, Buffer.from(file))
    return shown
  }
  const addByHand = async (type: 'teacher' | 'staff' | 'pupil', familyName: string) => (await act(house, adminId, 'people', people, 'addPerson', { type, givenName: 'Kim', familyName })).id
  const readsAndWrites = async (personId: string): Promise<void> => {
    await house.write((w) => acknowledgeCurrent(w, personId))
    const { rooms } = await ask(house, personId, 'listRooms', {})
    assert.deepEqual(rooms.filter((one) => one.groupKind === 'staff').map((one) => [one.title, one.state]), [['Kollegium', 'open']])
    await ask(house, personId, 'sendMessage', { roomId: room.roomId, clientId: randomUUID(), body: 'Guten Morgen' })
  }

  test('R9a.2 the founding: head and deputy answer for the staff room, and whoever else of the school is named is in it', async () => {
    assert.deepEqual(await members(), ['Lange', 'Stolz (responsible)', 'Vogt (responsible)'])
  })

  test('R9a.1 whoever is appointed, imported or added by hand is in it in the same transaction, and the journal says so', async () => {
    const head = await headId()
    for (const task of ['users', 'groups'] as const) {
      const person = task === 'users' ? { type: 'teacher' as const, givenName: 'Jonas', familyName: 'Weber' } : { id: adminId }
      adminId = (await act(house, head, 'administration', administration, 'appoint', { task, person, from: house.clock.today(), until: null, isDeputy: false })).personId
    }
    await act(house, head, 'administration', administration, 'releaseModule', { module: 'messenger' })
    await house.platform.school.reload()
    await addByHand('staff', 'Hauswart')
    const shown = await take(STAFF)
    assert.deepEqual([shown.staffRoom, shown.counts.new, shown.links.added], ['Kollegium', 3, 0])
    assert.deepEqual(await members(), ['Bauer', 'Hauswart', 'Lange', 'Neumann', 'Stolz (responsible)', 'Vogt (responsible)', 'Weber', 'von der Heide'])
    const { rows: torn } = await sql`SELECT p.id FROM person p JOIN membership m ON m.person_id = p.id WHERE m.group_id = ${room.groupId} AND p.family_name IN ('Bauer', 'Hauswart') AND p.xmin::text <> m.xmin::text`.execute(house.db.database)
    assert.deepEqual(torn, [])
    const told = await house.db.database.selectFrom('journal_entry').select('fields').where('event', '=', 'people.members_added').orderBy('seq').execute()
    assert.deepEqual(told.map((row) => row.fields), [1, 1, 3].map((count) => ({ count, group: room.groupId, role: 'member' })))
    for (const name of ['Vogt', 'Bauer', 'Hauswart']) await readsAndWrites(await idOf(name))
  })

  test('the same file twice doubles nothing', async () => {
    const before = await rows()
    const again = await preview(STAFF)
    assert.deepEqual([again.isEmpty, again.counts.new, again.links.added], [true, 0, 0])
    const renamed = await take(STAFF.replace('Neumann', 'Neumann-Ort'))
    assert.equal(renamed.counts.changed, 1)
    assert.equal(await rows(), before)
  })

  test('R9a.1 the negative: pupils, parents and people from outside never, neither by themselves nor by a wrong press', async () => {
    const before = await members()
    await take(example('schueler-schild.csv'), 'schild')
    await take(example('eltern.csv'))
    const pupil = await addByHand('pupil', 'Kind')
    const [outside, parent] = await house.write((w) => addPeople(w, [
      { type: 'other', givenName: 'Otto', familyName: 'Draußen', source: 'test', sourceId: 'o' }, { type: 'parent', givenName: 'Anh', familyName: 'Bauer', source: 'test', sourceId: 'p' },
    ]))
    assert.deepEqual(await members(), before)
    for (const personId of [pupil, parent!]) {
      const refused = await act(house, adminId, 'people', people, 'addMembers', { id: room.groupId, personIds: [personId], role: 'member' }).catch((error: unknown) => error)
      assert.ok(refused instanceof RefusalError)
      assert.deepEqual([refused.refusal.status, refused.refusal.code], [422, 'staff_group_for_staff'])
      assert.ok([403, 404].includes((await refusalOf(house, personId, 'readMessages', { roomId: room.roomId })).status))
    }
    assert.deepEqual(await members(), before)
    // Who was decided on by somebody may be taken in.
    await act(house, adminId, 'people', people, 'addMembers', { id: room.groupId, personIds: [outside!], role: 'member' })
    await house.write((w) => endMembers(w, [{ groupId: room.groupId, personId: outside! }]))
  })

  test('B12 who is a parent here too is in it with the account at work alone', async () => {
    const work = (await house.db.database.selectFrom('person').select('id').where('family_name', '=', 'Bauer').where('type', '=', 'teacher').executeTakeFirstOrThrow()).id
    const home = (await house.db.database.selectFrom('person').select('id').where('family_name', '=', 'Bauer').where('source', '=', 'test').executeTakeFirstOrThrow()).id
    await house.db.database.insertInto('same_human').values({ id: randomUUID(), work_id: work, parent_id: home, linked_by: adminId, linked_at: house.clock.now() }).execute()
    await house.write((w) => changePeople(w, [work, home].map((id) => ({ id, givenName: 'Anh Thu' }))))
    const mine = await house.db.database.selectFrom('membership').select('person_id').where('group_id', '=', room.groupId).where('person_id', 'in', [work, home]).execute()
    assert.deepEqual(mine.map((row) => row.person_id), [work])
    await readsAndWrites(work)
  })

  test('R9a.1 leaving ends it from the next day on; whoever comes back for a new stay, or whose leaving is taken back, has it again', async () => {
    const id = await idOf('von der Heide')
    await readsAndWrites(id)
    await house.clock.travelTo('2026-12-14 08:00')
    const today = house.clock.today()
    await act(house, adminId, 'people', people, 'recordDeparture', { id, exitOn: addDays(today, -1) })
    assert.ok([403, 404].includes((await refusalOf(house, id, 'listRooms', {})).status))
    const seen = async () => (await ask(house, await headId(), 'listMembers', { roomId: room.roomId })).members.map((one) => one.id)
    assert.ok(!(await seen()).includes(id))
    // Taken out while away: the new stay counts, not what was before it.
    await house.write((w) => endMembers(w, [{ groupId: room.groupId, personId: id }]))
    await house.write((w) => changePeople(w, [{ id, exitOn: null }]))
    await readsAndWrites(id)
    assert.ok((await seen()).includes(id))
    await house.write((w) => changePeople(w, [{ id, exitOn: addDays(today, -1) }]))
    assert.ok(!(await seen()).includes(id))
    await house.write((w) => restoreStays(w, [{ id, exitOn: null }]))
    await readsAndWrites(id)
  })

  test('who begins later is in it from the first day, and who has gone already never', async () => {
    const today = house.clock.today()
    const [later, gone] = await house.write((w) => addPeople(w, [
      { type: 'teacher', givenName: 'Kim', familyName: 'Später', source: 'test', sourceId: 'later', enteredOn: addDays(today, 9) }, { type: 'teacher', givenName: 'Kim', familyName: 'Gegangen', source: 'test', sourceId: 'gone', exitOn: addDays(today, -1) },
    ]))
    const found = await house.db.database.selectFrom('membership').select(['person_id', 'from_on']).where('person_id', 'in', [later!, gone!]).execute()
    assert.deepEqual(found, [{ person_id: later, from_on: addDays(today, 9) }])
  })

  test('whoever was taken out by hand stays out, whatever is imported or changed', async () => {
    const id = await idOf('Neumann-Ort')
    await act(house, adminId, 'people', people, 'endMembership', { id: room.groupId, personId: id })
    const shown = await take(STAFF)
    assert.deepEqual([shown.counts.changed, shown.links.added], [2, 0])
    assert.ok(!(await isIn('Neumann')))
    await act(house, adminId, 'people', people, 'addMembers', { id: room.groupId, personIds: [id], role: 'member' })
    assert.ok(await isIn('Neumann'))
  })

  test('a school from before this rule: nothing is filled silently; the next file of staff shows each by name and takes them in once', async () => {
    await house.db.database.deleteFrom('membership').where('group_id', '=', room.groupId).execute()
    await house.write(async (w) => changePeople(w, [{ id: await headId(), givenName: 'Inga' }]))
    assert.deepEqual(await members(), [])
    const shown = await take(STAFF)
    assert.deepEqual(shown.rows.links.map((one) => [one.who, one.action, one.role, one.whom]), ['Bauer, Anh', 'von der Heide, Lina', 'Neumann, Moritz'].map((who) => [who, 'added', 'member', 'Kollegium']))
    assert.deepEqual(await members(), ['Bauer', 'Neumann', 'von der Heide'])
    assert.ok((await preview(STAFF)).isEmpty)
  })

  test('the negative: a group of staff that was founded later is not the staff room, and when that has ended nobody comes in anywhere', async () => {
    const [few] = await house.write((w) => foundGroups(w, [{ kind: 'staff', label: 'Kollegium', purpose: 'Steuergruppe', schoolYear: '2026/27' }]))
    const first = await addByHand('teacher', 'Erste')
    await house.db.database.updateTable('school_group').set({ ended_on: house.clock.today() }).where('id', '=', room.groupId).execute()
    const second = await addByHand('teacher', 'Zweite')
    const shown = await preview(`${HEADER}7009;ZZZ;Dritte;Kim;Ma\n`)
    assert.deepEqual([shown.staffRoom, shown.counts.new], [null, 1])
    const found = await house.db.database.selectFrom('membership').select(['person_id', 'group_id']).where('person_id', 'in', [first, second]).execute()
    assert.deepEqual(found, [{ person_id: first, group_id: room.groupId }])
    assert.equal((await house.db.database.selectFrom('membership').select('id').where('group_id', '=', few!).execute()).length, 0)
    await house.write((w) => addMembers(w, [{ groupId: few!, personId: second, role: 'member' }]))
  })
})

test('R9a.2 the negative: somebody from outside who is named at the founding is not in the staff room', async () => {
  const house = await openTestHouse()
  try {
    const reply = await visitor(house).call('administration.foundSchool', {
      code: installerCode(house.platform), name: 'Schule am Hang', state: 'NI', head: { givenName: 'Ada', familyName: 'Adler' }, officer: { givenName: 'Petra', familyName: 'Lange', type: 'other', reference: 'Vertrag 3' },
    })
    assert.equal(reply.status, 200, reply.text)
    const rows = await house.db.database.selectFrom('membership as m').innerJoin('person as p', 'p.id', 'm.person_id').select(['p.family_name', 'm.role']).execute()
    assert.deepEqual(rows, [{ family_name: 'Adler', role: 'responsible' }])
  } finally {
    await house.close()
  }
})
