/** A12: the Aushang. Short notices to groups or the school, on Heute for those they are for, and for nobody else; a contact ban hides the child's groups. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { erasePeople } from '#platform/erasure/erase.ts'
import { foundGroups } from '#platform/identity/groups.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import { limits } from '#modules/home/limits.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Reply } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Shown = { id: string; title: string; body: string; groups: { label: string }[]; isForMe: boolean; isEdited: boolean; may: string[] }

describe('A12 the Aushang', () => {
  let house: TestHouse
  let world: World
  let today: string
  before(async () => {
    ;({ house, world } = await openTestWorld())
    today = house.clock.today()
  })
  after(() => house.close())

  const as = (key: PersonKey) => arrive(house, world.ids[key])
  const answer = ({ status, refusal }: Reply) => [status, refusal?.code]
  const list = async (key: PersonKey) => ((await (await as(key)).call('home.listNotices')).body['notices'] as Shown[])
  const read = async (key: PersonKey) => (await list(key)).filter(({ isForMe }) => isForMe).map(({ title }) => title)
  const notice = (more: object = {}) => ({ clientId: randomUUID(), forSchool: false, groupIds: [world.groups.class7b], title: 'Wandertag', body: 'Feste Schuhe!', from: today, until: addDays(today, 3), ...more })
  const hang = async (key: PersonKey, more: object = {}) => (await as(key)).call('home.writeNotice', notice(more))
  async function hung(key: PersonKey, more: object = {}): Promise<string> {
    const reply = await hang(key, more)
    assert.equal(reply.status, 200, reply.text)
    return reply.body['id'] as string
  }

  test('a teacher hangs up for the own class: its pupils, their parents and its teachers read it, nobody else', async () => {
    await hung('teacher', { title: 'Für die 7b' })
    for (const key of ['pupil', 'friend', 'mother', 'father', 'motherOfFriend', 'teacher'] as const) assert.ok((await read(key)).includes('Für die 7b'), key)
    for (const key of ['adult', 'fifteen', 'otherTeacher', 'caretaker'] as const) assert.deepEqual(await read(key), [], key)
    assert.equal((await (await as('withoutConsent')).call('home.listNotices')).status, 404)
  })

  test('parents read the notices of the classes, not of courses or of the staff room', async () => {
    await hung('teacher', { title: 'Im Kurs', groupIds: [world.groups.maths7b] })
    await hung('teacher', { title: 'Im Kollegium', groupIds: [world.groups.staff] })
    assert.deepEqual(await read('mother'), ['Für die 7b'])
    assert.ok((await read('pupil')).includes('Im Kurs'))
    assert.ok(!(await read('pupil')).includes('Im Kollegium'))
    assert.ok((await read('caretaker')).includes('Im Kollegium'))
  })

  test('T3 B12 a parent with a contact ban reads none of that child\'s groups, also not by its address; the other parent does; without custody neither', async () => {
    const id = await hung('teacher', { title: 'Vor dem Verbot' })
    assert.ok((await read('father')).includes('Vor dem Verbot'))
    await house.write((w) => addGuardianships(w, [{ guardianId: world.ids.father, wardId: world.ids.pupil, kind: 'father', hasCustody: true, contactBan: true, from: today, source: 'test' }]))
    const father = await as('father')
    assert.deepEqual(((await father.call('home.listNotices')).body as { notices: Shown[] }).notices, [])
    const gone = await father.call('home.takeBackNotice', { noticeId: id })
    const never = await father.call('home.takeBackNotice', { noticeId: randomUUID() })
    assert.deepEqual([gone.status, gone.text], [404, never.text])
    assert.ok((await read('mother')).includes('Vor dem Verbot'))
    // The whole school is no group of the child.
    await hung('head', { forSchool: true, groupIds: [], title: 'An alle' })
    assert.deepEqual(await read('father'), ['An alle'])
    // Mia's father has custody of her only; another child of the class is not his.
    await house.write((w) => addGuardianships(w, [{ guardianId: world.ids.fatherOfGreta, wardId: world.ids.adult, kind: 'guardian', hasCustody: false, from: today, source: 'test' }]))
    await hung('otherTeacher', { title: 'Für Q1', groupIds: [world.groups.q1] })
    assert.ok(!(await read('fatherOfGreta')).includes('Für Q1'))
  })

  test('who may: teachers for own groups, head and office for everything; the negative for all others', async () => {
    assert.deepEqual(answer(await hang('otherTeacher')), [403, 'forbidden'], 'not the own class')
    assert.deepEqual(answer(await hang('teacher', { groupIds: [world.groups.class7b, world.groups.q1] })), [403, 'forbidden'], 'one of both is not the own')
    assert.deepEqual(answer(await hang('teacher', { forSchool: true, groupIds: [] })), [403, 'forbidden'])
    for (const key of ['pupil', 'mother', 'adult'] as const) assert.deepEqual(answer(await hang(key)), [404, 'not_found'], key)
    for (const key of ['head', 'deputy', 'clerk'] as const) {
      assert.equal((await hang(key, { forSchool: true, groupIds: [], title: `Alle ${key}` })).status, 200, key)
      assert.equal((await hang(key, { groupIds: [world.groups.q1], title: `Q1 ${key}` })).status, 200, key)
    }
    const audiences = (await (await as('teacher')).call('home.listAudiences')).body as { school: boolean; groups: { label: string }[] }
    assert.deepEqual([audiences.school, audiences.groups.map(({ label }) => label).sort()], [false, ['07b', '7b Mathematik', 'Kollegium']])
    assert.deepEqual(answer(await (await as('pupil')).call('home.listAudiences')), [403, 'forbidden'])
  })

  test('for nobody, for both at once, for a group that is not there or has ended: not found', async () => {
    const [ended] = await house.write((w) => foundGroups(w, [{ kind: 'project', label: 'Alt', purpose: 'Altes Projekt', schoolYear: '2026/27' }]))
    await house.db.owner.updateTable('school_group').set({ ended_on: addDays(today, -1) }).where('id', '=', ended!).execute()
    for (const more of [{ groupIds: [] }, { forSchool: true }, { groupIds: [randomUUID()] }, { groupIds: [ended!] }]) assert.deepEqual(answer(await hang('head', more)), [404, 'not_found'], JSON.stringify(more))
  })

  test('from and until: it hangs on exactly these days; impossible ones are refused with the field', async () => {
    await hung('otherTeacher', { groupIds: [world.groups.q1], title: 'Morgen', from: addDays(today, 1), until: addDays(today, 1) })
    assert.ok(!(await read('adult')).includes('Morgen'))
    assert.ok((await list('otherTeacher')).some(({ title, isForMe }) => title === 'Morgen' && !isForMe), 'the author sees what is to come')
    for (const [more, code] of [[{ from: addDays(today, 2), until: addDays(today, 1) }, 'notice_order'], [{ from: addDays(today, -1) }, 'notice_past'], [{ from: addDays(today, 91), until: addDays(today, 92) }, 'notice_far'], [{ until: addDays(today, 61) }, 'notice_long']] as const) {
      assert.deepEqual(answer(await hang('teacher', more)), [422, code])
    }
    for (const more of [{ title: '' }, { title: 'x'.repeat(81) }, { body: 'x'.repeat(801) }, { body: 'zurück \u202e gedreht' }]) assert.equal((await hang('teacher', more)).status, 400, JSON.stringify(more).slice(0, 40))
    await house.clock.travelTo(`${addDays(today, 1)} 07:50`)
    assert.ok((await read('adult')).includes('Morgen'))
    await house.clock.travelTo(`${addDays(today, 2)} 07:50`)
    assert.ok(!(await read('adult')).includes('Morgen'))
    today = house.clock.today()
  })

  test('changed and taken back: by the author, taken back also by the head; a retry never doubles', async () => {
    const clientId = randomUUID()
    const teacher = await as('teacher')
    const [one, two] = await Promise.all([1, 2].map(() => teacher.call('home.writeNotice', notice({ clientId, title: 'Einmal' }))))
    assert.equal(one!.body['id'], two!.body['id'])
    assert.equal((await read('pupil')).filter((title) => title === 'Einmal').length, 1)
    const noticeId = one!.body['id'] as string
    const change = { noticeId, title: 'Zweimal', body: 'Neu', from: today, until: addDays(today, 5) }
    for (const key of ['otherTeacher', 'pupil', 'head'] as const) assert.ok([403, 404].includes((await (await as(key)).call('home.editNotice', change)).status), key)
    assert.equal((await teacher.call('home.editNotice', change)).status, 200)
    const shown = (await list('pupil')).find(({ id }) => id === noticeId)!
    assert.deepEqual([shown.title, shown.body, shown.isEdited, shown.may], ['Zweimal', 'Neu', true, []])
    assert.deepEqual((await list('teacher')).find(({ id }) => id === noticeId)!.may, ['edit', 'take_back'])
    for (const key of ['otherTeacher', 'pupil', 'clerk'] as const) assert.ok([403, 404].includes((await (await as(key)).call('home.takeBackNotice', { noticeId })).status), key)
    assert.equal((await (await as('head')).call('home.takeBackNotice', { noticeId })).status, 200)
    assert.ok(!(await read('pupil')).includes('Zweimal'))
    assert.deepEqual(answer(await teacher.call('home.editNotice', change)), [404, 'not_found'])
  })

  test('whoever is not in the group any more changes nothing there, and can still take down', async () => {
    const noticeId = await hung('otherTeacher', { groupIds: [world.groups.maths7b], title: 'Im Gehen' })
    await house.db.owner.updateTable('membership').set({ until_on: addDays(today, -1), from_on: addDays(today, -90) }).where('person_id', '=', world.ids.otherTeacher).where('group_id', '=', world.groups.maths7b).execute()
    await house.write(async (w) => void w.changedPersons.add(world.ids.otherTeacher))
    const winter = await as('otherTeacher')
    assert.deepEqual(answer(await winter.call('home.editNotice', { noticeId, title: 'x', body: 'x', from: today, until: today })), [403, 'forbidden'])
    assert.equal((await winter.call('home.takeBackNotice', { noticeId })).status, 200)
  })

  test('what somebody hung up who is purged hangs without a name; where the school empties what was written it hangs no more', async () => {
    for (const [writer, deleteAuthored] of [['teacher', false], ['otherTeacher', true]] as const) {
      await hung(writer, { groupIds: [world.groups.staff], title: `Von ${writer}` })
      await house.platform.asOwner((owner) => write(house.platform, null, house.clock.now(), async (w) => {
        await lockPersons(w, [world.ids[writer]])
        await erasePeople(w, [{ id: world.ids[writer], type: 'teacher', name: '', accountName: '', source: '', sourceId: '' }], { deleteAuthored })
      }, owner))
    }
    const titles = await read('caretaker')
    assert.deepEqual([titles.includes('Von teacher'), titles.includes('Von otherTeacher'), titles.includes('')], [true, false, false])
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM notice_edition WHERE title || body LIKE '%Von otherTeacher%'`.execute(house.db.owner)
    assert.equal(rows[0]!.n, 0)
  })

  test('not more than so many at once', async () => {
    const caretaker = await as('caretaker')
    const hangAgain = () => caretaker.call('home.writeNotice', notice({ groupIds: [world.groups.staff] }))
    for (let n = 0; n < limits.notices_per_author_max; n++) assert.equal((await hangAgain()).status, 200)
    assert.deepEqual(answer(await hangAgain()), [422, 'notice_many'])
  })
})
