/** Clause 2 and 3.1: the pupil's own voice from 14 on. It blocks, only the pupil takes it back, and where the school asks pupils beside their parents it is needed. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { loadDocuments } from '#modules/consent/store.ts'
import { addFamilies } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Own = { isAdult: boolean; purposes: { purpose: string; open: boolean; asked: string | null; mayDeclare: boolean; isInUse: boolean }[] }
type Seen = { open: boolean; own: string; others: string; objected: boolean; isVoiceMissing: boolean; isInUse: boolean; purpose: string }

describe("R2.1 3.1 the pupil's own voice", () => {
  let house: TestHouse
  let world: World
  let families: Families
  let version: string
  let clerk: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
    version = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    clerk = await arrive(world.accountName('clerk'))
  })
  after(() => house.close())

  async function arrive(accountName: string): Promise<Visitor> {
    const one = visitor(house)
    await one.signIn(accountName)
    return one
  }
  const door = async (accountName: string) => (await visitor(house).signIn(accountName)).body['outcome']
  const samuel = () => world.accountName('fifteen')
  const jasper = () => families.accountName('elder')
  const says = (by: Visitor, name: 'declareOwn' | 'withdrawOwn') => by.call(`consent.${name}`, { purpose: 'platform', clientId: randomUUID(), ...(name === 'declareOwn' && { documentVersionId: version }) })
  const own = async (by: Visitor) => ((await by.call('consent.readOwn')).body as unknown as Own).purposes.find((one) => one.purpose === 'platform')!
  const enter = (groupId: string, pupilId: string, entry: object) =>
    clerk.call('consent.recordDeclarations', { groupId, purpose: 'platform', clientId: randomUUID(), entries: [{ pupilId, declaredOn: house.clock.today(), documentVersionId: version, ...entry }] })
  const voiceOnForm = async (groupId: string, pupilId: string) =>
    ((await clerk.call('consent.readClass', { groupId })).body['pupils'] as { id: string; voice: string | null }[]).find((one) => one.id === pupilId)!.voice
  const platformOf = async (parent: Visitor, pupilId: string) =>
    ((await parent.call('consent.readFamily')).body['children'] as { pupilId: string; purposes: Seen[] }[]).find((one) => one.pupilId === pupilId)!.purposes.find((one) => one.purpose === 'platform')!

  test('3.1 the own no blocks, and no new form of the parents outweighs it', async () => {
    const pupil = await arrive(samuel())
    assert.deepEqual((await says(pupil, 'withdrawOwn')).body, { state: 'REVOKED', open: false })
    assert.equal(await door(samuel()), 'closed')
    await enter(world.groups.q1, world.ids.fifteen, { signed: 'complete' })
    assert.equal(await door(samuel()), 'closed')
  })

  test('3.1 B13 only the pupil takes it back: through the closed door, by ticket, and then it is open', async () => {
    const pupil = await arrive(samuel())
    assert.notEqual(pupil.ticket, null)
    const { asked, mayDeclare } = await own(pupil)
    assert.deepEqual([asked, mayDeclare], ['lift', true])
    assert.deepEqual((await says(pupil, 'declareOwn')).body, { state: 'GRANTED', open: true })
    assert.equal(await door(samuel()), 'signed_in')
    assert.equal((await own(await arrive(samuel()))).asked, null)
  })

  test('3.1 the negative: a yes of somebody who is not asked, or too young for a voice, is not taken', async () => {
    assert.equal((await says(await arrive(samuel()), 'declareOwn')).refusal?.code, 'not_of_age')
    const twelve = await arrive(world.accountName('pupil'))
    assert.equal((await says(twelve, 'withdrawOwn')).refusal?.code, 'no_own_voice')
    assert.equal((await says(twelve, 'declareOwn')).refusal?.code, 'not_of_age')
  })

  test('3.1 on paper the same: the clerk enters the line of the pupil, and nothing else opens it', async () => {
    await says(await arrive(samuel()), 'withdrawOwn')
    assert.equal(await voiceOnForm(world.groups.q1, world.ids.fifteen), 'lift')
    assert.equal((await enter(world.groups.q1, world.ids.fifteen, { signed: 'complete' })).body['opened'], 0)
    assert.equal((await enter(world.groups.q1, world.ids.fifteen, { signed: 'voice_only' })).body['opened'], 1)
    assert.equal(await door(samuel()), 'signed_in')
    const records = (await clerk.call('consent.readHistory', { pupilId: world.ids.fifteen })).body['records'] as { by: string; kind: string; channel: string }[]
    assert.equal(records.filter((one) => one.kind === 'declaration' && one.by === 'pupil_voice' && one.channel === 'paper').length, 1)
  })

  test('3.1 where the school asks pupils beside their parents the form counts as whole with their own line; under 14 nothing changes', async () => {
    const head = await arrive(world.accountName('head'))
    assert.equal((await head.call('school.decideOption', { option: 'consent.pupil_co_declaration', value: true })).status, 200)
    await house.platform.school.reload()
    const { class9d } = families.groups
    assert.equal(await voiceOnForm(class9d, families.ids.elder), 'agree')
    assert.equal(await voiceOnForm(families.groups.class6c, families.ids.younger), null)
    assert.equal((await enter(class9d, families.ids.elder, { signed: 'complete', withoutVoice: true })).body['opened'], 0)
    const mother = await arrive(families.accountName('motherOfTwo'))
    const seen = await platformOf(mother, families.ids.elder)
    assert.deepEqual([seen.open, seen.own, seen.objected, seen.isVoiceMissing], [false, 'given', false, true])
    assert.equal((await enter(families.groups.class6c, families.ids.younger, { signed: 'complete' })).body['opened'], 1)
  })

  test('3.1 the pupil agrees through the closed door, and with the yes of the parents it is open; the parents\' page says so', async () => {
    const pupil = await arrive(jasper())
    assert.equal((await own(pupil)).asked, 'agree')
    assert.deepEqual((await says(pupil, 'declareOwn')).body, { state: 'GRANTED', open: true })
    assert.equal(await door(jasper()), 'signed_in')
    const mother = await arrive(families.accountName('motherOfTwo'))
    assert.equal((await platformOf(mother, families.ids.elder)).isVoiceMissing, false)
    // A withdrawal ends everybody's yes, the pupil's too: all are asked anew.
    await mother.call('consent.withdrawForChild', { pupilId: families.ids.elder, purpose: 'platform', clientId: randomUUID() })
    assert.equal((await own(await arrive(jasper()))).asked, 'agree')
    assert.equal((await enter(class9dOf(), families.ids.elder, { signed: 'complete' })).body['opened'], 1)
  })

  test('R3.1 nobody is asked about video while the school does not use it', async () => {
    const mother = await arrive(families.accountName('motherOfTwo'))
    const children = (await mother.call('consent.readFamily')).body['children'] as { purposes: Seen[] }[]
    assert.deepEqual(children.flatMap((one) => one.purposes.map((purpose) => [purpose.purpose, purpose.isInUse])), [['platform', true], ['video', false], ['platform', true], ['video', false]])
  })

  const class9dOf = () => families.groups.class9d
})
