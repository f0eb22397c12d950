/** The preamble: the platform serves teaching and the organisation of school life, and each module is used only after the head has released it (RP.1). */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { assemble } from '#platform/module/check.ts'
import { categoryFingerprint, manifestHash } from '#platform/privacy/hash.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { modules } from '#modules/index.ts'
import messenger from '#modules/messenger/manifest.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Listed = { module: string; release: { releasedBy: { id: string }; releasedOn: string; version: number; isCurrentVersion: boolean; inRepresentation: boolean } | null }

describe('RP.1 release of modules', () => {
  let house: TestHouse
  let world: World
  let head: Visitor
  before(async () => {
    ;({ house, world } = await openTestWorld())
    head = await as('head')
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const answer = ({ status, refusal }: Reply) => [status, refusal?.code]
  const listed = async () => ((await head.call('administration.listReleases')).body['modules'] as Listed[]).find((one) => one.module === 'messenger')!
  const records = () => house.platform.database.selectFrom('module_release').selectAll().orderBy('released_at').orderBy('id').execute()

  test('every module says what it serves, and in which words people are told', () => {
    for (const { manifest } of modules) {
      assert.ok(['teaching', 'organisation', 'operation'].includes(manifest.purpose.class), manifest.id)
      assert.ok(manifest.purpose.text.length > 10 && manifest.purpose.plain.length > 10, manifest.id)
    }
  })

  test('the negative first: a released module is there for staff and for pupils with consent', async () => {
    for (const key of ['teacher', 'caretaker', 'pupil'] as const) {
      const one = await as(key)
      assert.equal((await one.call('messenger.listRooms')).status, 200, key)
      assert.ok(((await one.call('identity.getSession')).body['modules'] as string[]).includes('messenger'), key)
    }
  })

  test('closed: staff hear that it is not released, for everybody else it does not exist, and menus do not name it', async () => {
    const pupil = await as('pupil')
    assert.equal((await head.call('administration.endRelease', { module: 'messenger' })).status, 200)
    for (const key of ['teacher', 'caretaker', 'admin', 'head'] as const) {
      const one = await as(key)
      assert.deepEqual(answer(await one.call('messenger.listRooms')), [403, 'not_released'], key)
      assert.ok(!((await one.call('identity.getSession')).body['modules'] as string[]).includes('messenger'), key)
    }
    // In a session that was open before, and the same as what was never there.
    const closed = await pupil.call('messenger.listRooms')
    assert.deepEqual(answer(closed), [404, 'not_found'])
    assert.equal(closed.text, (await house.app.inject({ url: '/api/there/is/nothing' })).body)
    assert.ok(!((await pupil.call('identity.getSession')).body['modules'] as string[]).includes('messenger'))
    const room = await house.platform.database.selectFrom('messenger_room').select('id').executeTakeFirstOrThrow()
    assert.equal((await pupil.call('messenger.readRoom', { roomId: room.id })).text, closed.text)
    assert.equal((await listed()).release, null)
  })

  test('released by the head: who, when, which version, and the hash of what the manifest says about data', async () => {
    assert.equal((await head.call('administration.releaseModule', { module: 'messenger' })).status, 200)
    const record = (await records()).at(-1)!
    assert.deepEqual(
      [record.module, record.manifest_version, record.manifest_hash, record.released_by, record.in_representation],
      ['messenger', messenger.version, manifestHash(messenger), world.ids.head, false],
    )
    assert.deepEqual((await listed()).release, { releasedBy: { id: world.ids.head, displayName: 'Renate Albrecht' }, releasedOn: dateInBerlin(record.released_at), version: messenger.version, isCurrentVersion: true, inRepresentation: false, waitsForConfirmation: false })
    const journal = await house.platform.database.selectFrom('journal_entry').select('fields').where('event', '=', 'administration.released').orderBy('seq', 'desc').executeTakeFirstOrThrow()
    assert.match(JSON.stringify(journal.fields), new RegExp(manifestHash(messenger)))
    assert.equal((await (await as('pupil')).call('messenger.listRooms')).status, 200)
  })

  test('the hash changes with what is declared about data, and with nothing else', () => {
    const hash = manifestHash(messenger)
    const [category] = Object.keys(messenger.categories)
    assert.notEqual(manifestHash({ ...messenger, categories: { ...messenger.categories, [category!]: { ...messenger.categories[category!]!, recipients: ['jemand draußen'] } } }), hash)
    assert.notEqual(manifestHash({ ...messenger, data: messenger.data.slice(1) }), hash)
    assert.notEqual(manifestHash({ ...messenger, needs: { ...messenger.needs, consent: [] } }), hash)
    assert.equal(manifestHash({ ...messenger, rights: {} }), hash)
    assert.equal(manifestHash(structuredClone(messenger)), hash)
  })

  test('an update that processes other data than released asks for a new release; after it all is well again', async () => {
    await house.db.owner.updateTable('module_release').set({ manifest_hash: 'f'.repeat(64) }).execute()
    assert.equal((await listed()).release?.isCurrentVersion, false)
    assert.equal((await head.call('administration.releaseModule', { module: 'messenger' })).status, 200)
    assert.equal((await listed()).release?.isCurrentVersion, true)
    const inForce = await house.platform.database.selectFrom('access_fact').select('key').where('kind', '=', 'module').execute()
    assert.equal(inForce.filter(({ key }) => key === 'messenger').length, 1)
    assert.equal(inForce.length, 1 + Object.keys(messenger.categories).length)
  })

  test('B19 after an update, what would store an unreleased category rests, and the rest runs; released, it goes on', async () => {
    const teacher = await as('teacher')
    const pupil = await as('pupil')
    const room = (await teacher.call('messenger.listRooms')).body['rooms'] as { id: string; kind: string; may: string[] }[]
    const roomId = room.find((one) => one.may.includes('messenger.write'))!.id
    const send = (by: Visitor) => by.call('messenger.sendMessage', { roomId, clientId: randomUUID(), body: 'Guten Morgen' })
    const sent = await send(teacher)
    assert.equal(sent.status, 200)
    // As if the update had changed what is said about the own state: another fingerprint is released than there is now.
    const change = (category: string, key: string) => house.db.owner.updateTable('access_fact').set({ key }).where('kind', '=', 'module').where('key', 'like', `${category}@%`).execute()
    const now = (category: string) => `${category}@${categoryFingerprint(messenger, category)}`
    await change('own_state', 'own_state@0000000000000000')
    await house.platform.school.reload()
    for (const one of [teacher, pupil]) {
      assert.deepEqual(answer(await one.call('messenger.saveDraft', { roomId, body: 'Entwurf' })), [403, 'release_needed'])
      assert.deepEqual(answer(await one.call('messenger.markRead', { roomId, seq: 1 })), [403, 'release_needed'])
      assert.equal((await send(one)).status, 200, 'the old categories go on')
      assert.equal((await one.call('messenger.readMessages', { roomId })).status, 200)
    }
    assert.equal((await house.platform.database.selectFrom('messenger_draft').select('body').execute()).length, 0)
    await change('content', 'content@0000000000000000')
    await house.platform.school.reload()
    assert.deepEqual(answer(await send(teacher)), [403, 'release_needed'])
    const { seq } = sent.body['message'] as { seq: number }
    assert.deepEqual(answer(await teacher.call('messenger.editMessage', { roomId, seq, body: 'anders' })), [403, 'release_needed'])
    assert.equal((await teacher.call('messenger.removeMessage', { roomId, seq })).status, 200, 'taking back waits for nobody')
    // Whoever could not write there anyway learns nothing of releases.
    assert.deepEqual(answer(await (await as('withoutConsent')).call('messenger.saveDraft', { roomId, body: 'x' })), [404, 'not_found'])
    await head.call('administration.endRelease', { module: 'messenger' })
    assert.equal((await head.call('administration.releaseModule', { module: 'messenger' })).status, 200)
    assert.equal((await send(teacher)).status, 200)
    assert.equal((await teacher.call('messenger.saveDraft', { roomId, body: 'Entwurf' })).status, 200)
    const keys = (await house.platform.database.selectFrom('access_fact').select('key').where('kind', '=', 'module').execute()).map(({ key }) => key)
    assert.deepEqual(keys.sort(), ['messenger', ...Object.keys(messenger.categories).map(now)].sort())
  })

  test('B19 no writing operation of a module that needs a release can forget to say what it stores', () => {
    const [module] = modules.filter(({ manifest }) => manifest.id === 'messenger')
    const { stores: _, ...silent } = module!.contract['saveDraft']!
    const planted = (operation: typeof silent) => modules.map((one) => (one === module ? { ...one, contract: { ...one.contract, saveDraft: operation } } : one))
    assert.throws(() => assemble(planted(silent)), /messenger.saveDraft writes in a module that needs a release/)
    assert.throws(() => assemble(planted({ ...silent, stores: ['nothing'] } as never)), /messenger.saveDraft stores nothing/)
    assert.doesNotThrow(() => assemble(modules))
  })

  test('the deputy releases in representation; nobody else does, and nobody closes', async () => {
    const deputy = await as('deputy')
    assert.equal((await deputy.call('administration.releaseModule', { module: 'messenger' })).status, 200)
    assert.equal((await listed()).release?.inRepresentation, true)
    const before_ = (await records()).length
    for (const key of ['admin', 'clerk', 'teacher', 'pupil'] as const) {
      for (const name of ['administration.releaseModule', 'administration.endRelease']) assert.deepEqual(answer(await (await as(key)).call(name, { module: 'messenger' })), [403, 'forbidden'], key)
    }
    assert.equal((await records()).length, before_)
    assert.equal((await (await as('teacher')).call('messenger.listRooms')).status, 200)
  })

  test('only modules that ask for a release can be released, and only such as exist', async () => {
    const before_ = (await records()).length
    for (const module of ['no-such', 'people', 'administration', '__proto__', '']) assert.equal((await head.call('administration.releaseModule', { module })).status, 404, module)
    assert.equal((await records()).length, before_)
  })

  test('a release that ended closes an open page too, and the second process', async () => {
    const other = await house.second()
    try {
      const origin = await other.listen()
      const pupil = await as('pupil')
      const live = await pupil.connect(origin)
      assert.equal((await live.call('messenger.listRooms', {})).refusal, undefined)
      await head.call('administration.endRelease', { module: 'messenger' })
      await live.heard('live.access')
      assert.equal((await live.call('messenger.listRooms', {})).refusal?.code, 'not_found')
      live.ws.close()
      await head.call('administration.releaseModule', { module: 'messenger' })
    } finally {
      await other.close()
    }
  })
})
