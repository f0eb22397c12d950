/** Clause 2 and 3.1: the text people consent to. The head publishes a new one; with a new major version everybody is asked again, and the door stays open for a while. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDays } from '#platform/time/calendar.ts'
import { typedOf } from '#modules/consent/text/plain.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Text = { purpose: string; id: string; title: string; major: number; minor: number; body: Parameters<typeof typedOf>[0]; open: number; hasAids: boolean }

describe('R2.1 3.1 the text of a consent', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  const as = (key: PersonKey) => arrive(house, world.ids[key])
  const platformText = async (key: PersonKey = 'head') => ((await (await as(key)).call('consent.readConsentTexts')).body['texts'] as Text[]).find((one) => one.purpose === 'platform')!
  const publish = async (key: PersonKey, change: object = {}) => {
    const text = await platformText()
    return (await as(key)).call('consent.publishConsentText', { purpose: 'platform', basedOn: text.id, title: text.title, text: `${typedOf(text.body)}\n\nNeu: Die Klasse schreibt auch in Kursen.`, isMajor: true, ...change })
  }
  const door = async (key: PersonKey) => (await visitor(house).signIn(world.accountName(key))).body['outcome']
  const seen = async (key: 'mother') => ((await (await as(key)).call('consent.readFamily')).body['children'] as { purposes: { purpose: string; own: string; open: boolean; openUntil: string | null; mayDeclare: boolean }[] }[])[0]!.purposes.find((one) => one.purpose === 'platform')!

  test('only the head and the deputy publish one; what is empty, the same, or written on top of an older one is not taken', async () => {
    for (const key of ['clerk', 'teacher', 'admin', 'mother', 'pupil'] as const) {
      assert.equal((await (await as(key)).call('consent.readConsentTexts')).status, 403, key)
      assert.equal((await publish(key)).status, 403, key)
    }
    const now = await platformText()
    assert.deepEqual([now.major, now.minor, now.open > 0], [1, 0, true])
    assert.equal((await publish('head', { text: ' \n# \n' })).refusal?.code, 'text_empty')
    assert.equal((await publish('head', { text: typedOf(now.body) })).refusal?.code, 'text_same')
    assert.equal((await publish('head', { basedOn: world.ids.head })).refusal?.code, 'version_changed')
    assert.equal((await platformText()).id, now.id)
  })

  test('a corrected slip of the pen asks nobody', async () => {
    assert.deepEqual((await publish('head', { title: 'Einwilligung zur Nutzung der Kommunikationsplattform der Schule', isMajor: false })).body, { major: 1, minor: 1 })
    await house.platform.school.reload()
    assert.deepEqual([(await seen('mother')).own, (await seen('mother')).openUntil === addDays(house.clock.today(), 60)], ['given', false])
    assert.equal(await door('pupil'), 'signed_in')
  })

  test('of two who publish at the same time one is told that something changed', async () => {
    const { id, title } = await platformText()
    const head = await as('head')
    const both = await Promise.all(['eins', 'zwei'].map((text) => head.call('consent.publishConsentText', { purpose: 'platform', basedOn: id, title, text, isMajor: false })))
    assert.deepEqual(both.map((one) => one.status).sort(), [200, 409])
  })

  test('3.1 a new major version: everybody is asked again, parents and who is of age; the door stays open for the days the school decided, and then closes', async () => {
    await house.clock.advance({ days: 1 })
    assert.deepEqual((await publish('deputy')).body, { major: 2, minor: 0 })
    await house.platform.school.reload()
    // The gates of everybody are looked at again right after it.
    await house.platform.jobs.start()
    await house.platform.jobs.idle()
    await house.platform.jobs.stop()
    const acts = (await (await as('head')).call('school.listRepresented')).body['acts'] as { act: string }[]
    assert.deepEqual(acts.map((one) => one.act), ['consent_text'])
    const closes = addDays(house.clock.today(), 60)
    const mother = await seen('mother')
    assert.deepEqual([mother.own, mother.open, mother.openUntil, mother.mayDeclare], ['renewed', true, closes, true])
    const felix = ((await (await as('adult')).call('consent.readOwn')).body['purposes'] as { state: string; mayDeclare: boolean }[])[0]!
    assert.deepEqual([felix.state, felix.mayDeclare], ['OUTDATED', true])
    await house.clock.travelTo(`${addDays(closes, -1)} 23:59`)
    assert.equal(await door('pupil'), 'signed_in')
    await house.clock.travelTo(`${closes} 00:00`)
    assert.equal(await door('pupil'), 'closed')
    assert.equal(await door('adult'), 'closed')
  })

  test('A20 the reading aids explain the first text, and are gone with an own one', async () => {
    const head = await as('head')
    await head.call('school.decideOption', { option: 'consent.languages', value: ['tr'] })
    await house.platform.school.reload()
    assert.deepEqual(((await visitor(house).call('consent.listReadingAids')).body['aids'] as { purpose: string }[]).map((one) => one.purpose), ['video'])
    assert.equal((await platformText()).hasAids, false)
  })
})
