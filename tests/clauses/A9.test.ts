/** A9 support without spying: "Hilf mir" releases the own attempts to sign in, and nothing else, to nobody else, for two days. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonKey } from '#example/people.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('A9 "Hilf mir"', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const desk = async (key: PersonKey) => (await (await as(key)).call('logs.listHelps')).body['helps'] as { id: string; person: { displayName: string } }[]

  test('A9 everybody sees the own attempts, under a pseudonym in the database', async () => {
    for (let n = 0; n < 3; n++) await visitor(house).signIn(world.accountName('pupil'), { password: 'falsch' })
    const own = (await (await as('pupil')).call('identity.listAttempts')).body['attempts'] as { result: string }[]
    assert.deepEqual(own.filter(({ result }) => result === 'password_wrong').length, 3)
    assert.deepEqual((await (await as('friend')).call('identity.listAttempts')).body['attempts'], [])
    const rows = await house.platform.database.selectFrom('sign_in_attempt').selectAll().execute()
    assert.ok(!JSON.stringify(rows.map((row) => ({ ...row, pseudonym: row.pseudonym?.toString('hex') }))).includes(world.ids.pupil.replaceAll('-', '')))
  })

  test('A9 without a release nobody finds anything; the pupil releases, the admin reads "Passwort falsch, 3x", it is journalled, and the pupil sees that', async () => {
    assert.deepEqual(await desk('admin'), [])
    const lina = await as('pupil')
    const { id } = (await lina.call('logs.giveHelp')).body as { id: string }
    assert.equal((await lina.call('logs.giveHelp')).body['id'], id, 'one at a time')
    assert.deepEqual((await desk('admin')).map(({ person }) => person.displayName), ['Lina Sommer'])
    const read = await (await as('admin')).call('logs.readHelp', { helpId: id })
    const tries = read.body['tries'] as { result: string; times: number }[]
    assert.deepEqual(tries.filter(({ result }) => result === 'password_wrong').map(({ times }) => times), [3])
    assert.deepEqual(Object.keys(tries[0]!).sort(), ['device', 'from', 'result', 'times', 'until'])
    const helps = (await lina.call('logs.listOwnHelp')).body['helps'] as { readings: number; isOpen: boolean }[]
    assert.deepEqual(helps.map(({ readings, isOpen }) => [readings, isOpen]), [[1, true]])
    assert.equal((await house.platform.database.selectFrom('journal_entry').select('seq').where('event', '=', 'logs.help_read').execute()).length, 1)
    // The negatives: no other task, no teacher, no parent, not the head.
    for (const key of ['head', 'clerk', 'teacher', 'mother', 'friend'] as const) assert.ok([403, 404].includes((await (await as(key)).call('logs.readHelp', { helpId: id })).status), key)
    for (const key of ['head', 'clerk', 'teacher', 'pupil'] as const) assert.ok([403, 404].includes((await (await as(key)).call('logs.listHelps')).status), key)
  })

  test('A9 the pupil ends it: at once nobody reads on; and after 48 hours it ends by itself', async () => {
    const lina = await as('pupil')
    const { id } = (await lina.call('logs.giveHelp')).body as { id: string }
    assert.ok([403, 404].includes((await (await as('friend')).call('logs.endHelp', { helpId: id })).status), 'not for others')
    assert.equal((await lina.call('logs.endHelp', { helpId: id })).status, 200)
    assert.equal((await (await as('admin')).call('logs.readHelp', { helpId: id })).status, 403)
    assert.deepEqual(await desk('admin'), [])
    const next = (await (await as('pupil')).call('logs.giveHelp')).body as { id: string }
    assert.notEqual(next.id, id)
    await house.clock.advance({ hours: 47, minutes: 59 })
    assert.equal((await (await as('admin')).call('logs.readHelp', { helpId: next.id })).status, 200)
    await house.clock.advance({ minutes: 1 })
    assert.equal((await (await as('admin')).call('logs.readHelp', { helpId: next.id })).status, 403)
  })

  test('A9 the teacher beside the pupil releases at the pupil\'s request; the pupil sees by whom and can end it; a teacher of nobody can not', async () => {
    const reply = await (await as('teacher')).call('logs.giveHelpFor', { pupilId: world.ids.pupil })
    assert.equal(reply.status, 200, reply.text)
    const helps = (await (await as('pupil')).call('logs.listOwnHelp')).body['helps'] as { id: string; openedBy: string; isByOther: boolean; isOpen: boolean }[]
    const open = helps.find(({ isOpen }) => isOpen)!
    assert.deepEqual([open.openedBy, open.isByOther], ['Ayşe Demir', true])
    assert.equal((await (await as('pupil')).call('logs.endHelp', { helpId: open.id })).status, 200)
    for (const [key, pupil] of [['secondAdmin', 'pupil'], ['caretaker', 'pupil'], ['mother', 'pupil'], ['head', 'pupil'], ['admin', 'pupil'], ['teacher', 'mother']] as const) {
      assert.ok([403, 404].includes((await (await as(key)).call('logs.giveHelpFor', { pupilId: world.ids[pupil] })).status), `${key} for ${pupil}`)
    }
  })

  test('A9 only the last three days are shown', async () => {
    await house.clock.advance({ days: 4 })
    await visitor(house).signIn(world.accountName('pupil'), { password: 'falsch' })
    const { id } = (await (await as('pupil')).call('logs.giveHelp')).body as { id: string }
    const tries = (await (await as('admin')).call('logs.readHelp', { helpId: id })).body['tries'] as { from: string; result: string; times: number }[]
    assert.deepEqual(tries.filter(({ result }) => result === 'password_wrong').map(({ from, times }) => [dateInBerlin(new Date(from)), times]), [[house.clock.today(), 1]])
  })
})
