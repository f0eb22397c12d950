/** Who sets, sees and removes pictures, and what is left of them. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { destroyScope } from '#platform/blobs/scopes.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addContactBan } from '#platform/identity/guardianship.ts'
import { linkSameHuman } from '#platform/identity/same-human.ts'
import { contract as school } from '#platform/school/contract.ts'
import { act } from '#example/act.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '#tests/interleave.ts'
import type { TestHouse } from '#tests/house.ts'
import { visitor } from '#tests/visitor.ts'
import type { Reply, Visitor } from '#tests/visitor.ts'
import { openTestWorld } from '#tests/world.ts'
import { presetsOf } from '#modules/administration/rules/presets.ts'
import { samples, tattling } from './samples.ts'

describe('pictures of persons and groups', () => {
  let house: TestHouse
  let world: World
  const visitors = new Map<PersonKey, Visitor>()
  const as = async (key: PersonKey): Promise<Visitor> => {
    const one = visitors.get(key) ?? (await arrive(house, world.ids[key]))
    visitors.set(key, one)
    return one
  }
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  const set = async (key: PersonKey, of: PersonKey = key, bytes: Buffer = samples.jpeg): Promise<Reply> => (await as(key)).call('people.setPicture', { id: world.ids[of] }, bytes)
  const versionOf = async (key: PersonKey): Promise<string> => {
    const reply = await set(key)
    assert.equal(reply.status, 200, reply.text)
    return reply.body['version'] as string
  }
  const see = async (key: PersonKey, of: PersonKey, version: string): Promise<Reply> => (await as(key)).call('people.readPicture', { id: world.ids[of], version })
  const listed = async (key: PersonKey, of: PersonKey): Promise<boolean> => ((await (await as(key)).call('people.listPictures', { personIds: [world.ids[of]] })).body['people'] as unknown[]).length === 1
  const decide = (value: boolean) => act(house, world.ids.head, 'school', school, 'decideOption', { option: 'profile.pupil_avatars', value })
  const blobOf = async (key: PersonKey) => (await house.platform.database.selectFrom('person_picture').select('blob_id').where('person_id', '=', world.ids[key]).executeTakeFirst())?.blob_id

  test('everybody at the school sets their own picture; parents have none, and nobody sets that of somebody else', async () => {
    for (const key of ['pupil', 'adult', 'teacher', 'caretaker', 'head'] as const) assert.equal((await set(key)).status, 200, key)
    const others: [PersonKey, PersonKey, number][] = [['mother', 'mother', 403], ['mother', 'pupil', 403], ['teacher', 'pupil', 403], ['friend', 'pupil', 403], ['admin', 'pupil', 403], ['head', 'teacher', 403], ['caretaker', 'pupil', 404], ['fifteen', 'pupil', 404]]
    for (const [key, of, status] of others) assert.equal((await set(key, of)).status, status, `${key} for ${of}`)
    assert.equal((await visitor(house).call('people.setPicture', { id: world.ids.pupil }, samples.png)).status, 404)
  })

  test('who sees the name sees the picture, and nobody else; the address of another picture is none', async () => {
    const version = await versionOf('pupil')
    for (const key of ['pupil', 'friend', 'teacher', 'otherTeacher', 'head', 'admin', 'mother'] as const) {
      const reply = await see(key, 'pupil', version)
      assert.equal(reply.status, 200, key)
      assert.deepEqual([...reply.bytes.subarray(0, 3)], [0xff, 0xd8, 0xff])
      assert.equal(await listed(key, 'pupil'), true, key)
    }
    for (const key of ['fifteen', 'caretaker', 'clerk', 'motherOfFriend'] as const) {
      assert.equal((await see(key, 'pupil', version)).status, 404, key)
      assert.equal(await listed(key, 'pupil'), false, key)
    }
    assert.equal((await see('friend', 'pupil', 'x'.repeat(22))).status, 404)
    assert.equal((await see('friend', 'pupil', '')).status, 400)
    assert.equal((await visitor(house).call('people.readPicture', { id: world.ids.pupil, version })).status, 404)
    // A teacher's is seen by colleagues and by the own pupils.
    const teachers = await versionOf('teacher')
    for (const [key, status] of [['caretaker', 200], ['pupil', 200], ['fifteen', 404], ['mother', 404]] as const) assert.equal((await see(key, 'teacher', teachers)).status, status, key)
  })

  test('a contact ban and a closed door hide the picture with the name', async () => {
    const version = await versionOf('friend')
    const other = await world.ids.motherOfFriend
    await house.write((w) => linkSameHuman(w, { workId: world.ids.otherTeacher, parentId: other }))
    assert.equal((await see('otherTeacher', 'friend', version)).status, 200)
    await house.write((w) => addContactBan(w, { guardianId: other, wardId: world.ids.friend, kind: 'mother', from: w.today, until: null, source: 'test' }))
    for (const key of ['otherTeacher', 'motherOfFriend'] as const) {
      assert.equal((await see(key, 'friend', version)).status, 404, key)
      assert.equal(await listed(key, 'friend'), false, key)
    }
    const third = await versionOf('third')
    assert.equal((await see('pupil', 'third', third)).status, 200)
    await sql`UPDATE access_fact SET valid_until = ${house.clock.now()} WHERE person_id = ${world.ids.third} AND kind = 'purpose'`.execute(house.db.owner)
    assert.equal((await see('pupil', 'third', third)).status, 404)
    assert.equal(await listed('pupil', 'third'), false)
    // The class lead sees the name still, and so the picture.
    assert.equal((await see('teacher', 'third', third)).status, 200)
  })

  test('it is shown by its own type, keeps to itself, and stands in a browser of an own device for minutes only', async () => {
    const cookie = (one: Visitor) => [...one.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    const version = await versionOf('pupil')
    const url = `/api/people/${world.ids.pupil}/picture?version=${version}`
    const own = await house.app.inject({ method: 'GET', url, headers: { cookie: cookie(await as('teacher')) } })
    assert.deepEqual([own.headers['content-type'], own.headers['x-content-type-options'], own.headers['content-disposition']?.toString().split(';')[0], own.headers['cross-origin-resource-policy']], ['image/jpeg', 'nosniff', 'inline', 'same-origin'])
    assert.match(String(own.headers['content-security-policy']), /default-src 'none'.*sandbox/)
    const shared = visitor(house)
    await shared.signIn(world.accountName('pupil'), { device: 'shared' })
    assert.equal((await house.app.inject({ method: 'GET', url, headers: { cookie: cookie(shared) } })).headers['cache-control'], 'no-store')
    const mine = visitor(house)
    await mine.signIn(world.accountName('pupil'), { device: 'own' })
    assert.equal((await house.app.inject({ method: 'GET', url, headers: { cookie: cookie(mine) } })).headers['cache-control'], 'private, max-age=300')
  })

  test('what is stored and served holds nothing of where and when; what is no picture changes nothing', async () => {
    for (const [name, bytes] of Object.entries(tattling('CANARYPLACE'))) {
      const reply = await set('pupil', 'pupil', bytes)
      assert.equal(reply.status, 200, name)
      const shown = await see('friend', 'pupil', reply.body['version'] as string)
      assert.ok(shown.bytes.length > 50 && !/CANARYPLACE|GPS/.test(shown.bytes.toString('latin1')), name)
    }
    const before = await blobOf('pupil')
    const refused: [Buffer, number, string][] = [
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 422, 'picture_kind'], [Buffer.from('x'), 422, 'picture_kind'], [samples.png.subarray(0, 60), 422, 'picture_broken'],
      [Buffer.concat([samples.png, Buffer.from('<script>')]), 422, 'picture_broken'], [Buffer.alloc(256 * 1024 + 1), 413, 'too_large'],
    ]
    for (const [bytes, status, code] of refused) {
      const reply = await set('pupil', 'pupil', bytes)
      assert.deepEqual([reply.status, reply.refusal?.code], [status, code])
    }
    assert.equal(await blobOf('pupil'), before)
  })

  test('opt profile.pupil_avatars: off, pupils set none and theirs are seen by nobody; they can still remove them; a Grundschule begins with off', async () => {
    const version = await versionOf('pupil')
    const teachers = await versionOf('teacher')
    await decide(false)
    assert.equal((await set('pupil')).status, 403)
    for (const key of ['pupil', 'friend', 'teacher', 'head'] as const) {
      assert.equal((await see(key, 'pupil', version)).status, 404, key)
      assert.equal(await listed(key, 'pupil'), false, key)
    }
    assert.equal((await see('pupil', 'teacher', teachers)).status, 200)
    assert.equal((await set('teacher')).status, 200)
    assert.equal((await (await as('pupil')).call('people.removePicture', { id: world.ids.pupil })).status, 200)
    assert.equal(await blobOf('pupil'), undefined)
    await decide(true)
    assert.equal((await set('pupil')).status, 200)
    assert.equal(presetsOf('primary')['profile.pupil_avatars'], false)
    assert.equal('profile.pupil_avatars' in presetsOf('secondary'), false)
  })

  test('class lead and who keeps accounts take a picture down with a reason, which the journal holds; nobody else, and not of the own child', async () => {
    const down = async (key: PersonKey, of: PersonKey, reason: string | undefined = 'hurts') => (await as(key)).call('people.takePictureDown', { id: world.ids[of], ...(reason !== undefined && { reason }) })
    const told = async () => (await sql<{ fields: { reason: string } }>`SELECT fields FROM journal_entry WHERE event = 'people.picture_taken_down' ORDER BY seq`.execute(house.platform.database)).rows.length
    await versionOf('pupil')
    for (const [key, status] of [['friend', 403], ['otherTeacher', 403], ['mother', 403], ['head', 403], ['pupil', 403], ['caretaker', 404], ['clerk', 404], ['fifteen', 404]] as const) assert.equal((await down(key, 'pupil')).status, status, key)
    assert.equal((await (await as('teacher')).call('people.takePictureDown', { id: world.ids.pupil })).status, 400)
    assert.equal((await (await as('teacher')).call('people.takePictureDown', { id: world.ids.pupil, reason: 'weil' })).status, 400)
    assert.equal((await down('teacher', 'adult')).status, 404)
    assert.ok((await blobOf('pupil')) !== undefined)
    assert.equal(await told(), 0)
    assert.equal((await down('teacher', 'pupil')).status, 200)
    assert.equal(await blobOf('pupil'), undefined)
    assert.equal((await down('teacher', 'pupil')).status, 200)
    assert.equal(await told(), 1)
    await versionOf('caretaker')
    assert.equal((await down('teacher', 'caretaker')).status, 403)
    assert.equal((await down('admin', 'caretaker', 'not_the_person')).status, 200)
    assert.equal(await told(), 2)
    await versionOf('pupil')
    await house.write((w) => linkSameHuman(w, { workId: world.ids.teacher, parentId: world.ids.mother }))
    assert.equal((await down('teacher', 'pupil')).refusal?.code, 'own_family')
    for (const key of ['mother', 'teacher'] as const) assert.equal((await (await as(key)).call('people.removePicture', { id: world.ids.pupil })).status, 403, key)
  })

  test('the picture of a group is set by who answers for it, and seen by its members', async () => {
    const group = async (key: PersonKey, name: string, more: Record<string, unknown> = {}, body?: Buffer) => (await as(key)).call(`people.${name}`, { id: world.groups.class7b, ...more }, body)
    for (const [key, status] of [['pupil', 403], ['otherTeacher', 404], ['fifteen', 404], ['mother', 404], ['head', 403], ['caretaker', 404]] as const) {
      assert.equal((await group(key, 'setGroupPicture', {}, samples.webp)).status, status, key)
      assert.equal((await group(key, 'removeGroupPicture')).status, status, key)
    }
    assert.equal((await group('admin', 'setGroupPicture', {}, samples.webp)).status, 200)
    const { body } = await group('teacher', 'setGroupPicture', {}, samples.png)
    const version = body['version'] as string
    for (const [key, status] of [['pupil', 200], ['teacher', 200], ['head', 200], ['fifteen', 404], ['otherTeacher', 404], ['mother', 404]] as const) {
      assert.equal((await group(key, 'readGroupPicture', { version })).status, status, key)
      const { groups } = (await (await as(key)).call('people.listPictures', { groupIds: [world.groups.class7b] })).body as { groups: unknown[] }
      assert.equal(groups.length, status === 200 ? 1 : 0, key)
    }
    assert.equal((await group('teacher', 'removeGroupPicture')).status, 200)
    assert.equal((await group('pupil', 'readGroupPicture', { version })).status, 404)
    // An ended group is as it was.
    const ended = await house.write(async (w) => {
      const [id] = await foundGroups(w, [{ kind: 'course', label: 'Alt', purpose: 'Probe', schoolYear: '2026/27' }])
      await addMembers(w, [{ groupId: id!, personId: world.ids.teacher, role: 'responsible' }])
      await w.trx.updateTable('school_group').set({ ended_on: w.today }).where('id', '=', id!).execute()
      return id!
    })
    assert.equal((await (await as('teacher')).call('people.setGroupPicture', { id: ended }, samples.png)).status, 403)
  })

  test('X2, R12: a picture hangs on its row alone: replaced or removed it is swept a day later, and with the key of the person it is unreadable at once', async () => {
    const { blobs, database } = house.platform
    const version = await versionOf('pupil')
    const first = (await blobOf('pupil'))!
    assert.equal((await set('pupil', 'pupil', samples.webp)).status, 200)
    const second = (await blobOf('pupil'))!
    assert.notEqual(first, second)
    assert.equal((await see('friend', 'pupil', version)).status, 404, 'the old address is none')
    const at = house.clock.now()
    await blobs.sweep(at)
    await blobs.sweep(new Date(at.getTime() + 25 * 3_600_000))
    assert.equal(await blobs.find(first), null)
    assert.notEqual(await blobs.find(second), null)
    const now = (await (await as('pupil')).call('people.listPictures', { personIds: [world.ids.pupil] })).body['people'] as { version: string }[]
    const { id: scopeId } = await database.selectFrom('blob_scope').select('id').where('person_id', '=', world.ids.pupil).executeTakeFirstOrThrow()
    await house.write((w) => destroyScope(w, scopeId))
    assert.equal((await see('pupil', 'pupil', now[0]!.version)).status, 404)
    assert.equal((await set('pupil')).status, 200, 'a new scope, for somebody who is restored')
  })
})
