/** Clause 4, passwords: forgotten ones are helped in seconds without anybody learning them, slips reach everybody on paper, guessing leads nowhere. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import { SPRAYING } from '#platform/identity/recovery/spraying.ts'
import { SLIP_DENIED } from '#platform/identity/recovery/notices.ts'
import { limits } from '#platform/identity/limits.ts'
import { countTry } from '#platform/identity/sign-in/buckets.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { addDays } from '#platform/time/calendar.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const TRIES = 2_000
const NEXT = 'sieben Gurken tanzen leise'
type SlipRow = { personId: string; code: string; type: string; validUntil: string; place: string | null }

describe('R4.2 forgotten passwords, slips and guessing', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
    // The parents have their letters still before them.
    await house.write(async (w) => void (await w.trx.deleteFrom('credential').where('person_id', 'in', w.trx.selectFrom('person').select('id').where('type', '=', 'parent')).execute()))
  })
  after(() => house.close())
  beforeEach(() => house.write(async (w) => void (await w.trx.deleteFrom('sign_in_bucket').execute())))

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const option = async (name: string, value: unknown) => assert.equal((await (await as('head')).call('school.decideOption', { option: name, value })).status, 200)
  const help = async (by: PersonKey, whom: PersonKey): Promise<Reply> => (await as(by)).call('people.makeTeacherSlip', { id: world.ids[whom] })
  const use = (code: unknown) => visitor(house).call('identity.useSlip', { code })
  const choose = async (code: unknown, password = NEXT) => {
    const one = visitor(house)
    const shown = await one.call('identity.useSlip', { code })
    assert.equal(shown.status, 200, shown.text)
    assert.equal((await one.call('identity.choosePassword', { ticket: shown.body['ticket'], password, device: 'shared' })).body['outcome'], 'signed_in')
    return one
  }
  const rowsOf = (reply: Reply) => reply.body['slips'] as SlipRow[]
  const setBack = (key: PersonKey) => house.write((w) => setPassword(w, world.ids[key], PASSWORD))
  const tasksOf = (kind: string) => house.platform.database.selectFrom('task').selectAll().where('kind', '=', kind).execute()

  test('A5 a teacher of a group of the pupil gives a code that holds fifteen minutes and once; nobody learns the password', async () => {
    const reply = await help('otherTeacher', 'pupil')
    assert.deepEqual([reply.status, reply.body['givenName'], reply.body['accountName']], [200, 'Lina', world.accountName('pupil')])
    assert.equal(Date.parse(String(reply.body['validUntil'])) - house.clock.now().getTime() > 14 * 60_000, true)
    const pupil = await choose(reply.body['code'])
    assert.equal((await use(reply.body['code'])).refusal?.code, 'slip_void')
    const { notices } = (await pupil.call('identity.listSlipNotices')).body as { notices: { slipId: string; madeBy: string; isUsed: boolean }[] }
    assert.deepEqual(notices.map((one) => [one.madeBy, one.isUsed]), [['Paul Winter', true]])
    assert.equal((await pupil.call('identity.answerSlipNotice', { slipId: notices[0]!.slipId, answer: 'mine' })).status, 200)
    assert.deepEqual((await pupil.call('identity.listSlipNotices')).body, { notices: [] })
    assert.deepEqual(await tasksOf(SLIP_DENIED), [])
    const journal = await house.platform.database.selectFrom('journal_entry').selectAll().where('event', '=', 'people.teacher_slip_made').execute()
    assert.deepEqual(journal.map((entry) => entry.fields), [{}])
    await setBack('pupil')
  })

  test('A5 the negative: after the quarter of an hour the code is void, and so is an older one of a teacher', async () => {
    const first = await help('teacher', 'pupil')
    const second = await help('otherTeacher', 'pupil')
    assert.equal((await use(first.body['code'])).refusal?.code, 'slip_void')
    assert.equal((await use(second.body['code'])).status, 200)
    await house.clock.advance({ minutes: 15, seconds: 1 })
    assert.equal((await use(second.body['code'])).refusal?.code, 'slip_void')
  })

  test('A5 a code of a teacher leaves a printed slip alone; a password chosen with one ends all the others', async () => {
    const printed = rowsOf(await (await as('teacher')).call('people.printPersonSlip', { id: world.ids.third }))[0]!
    const made = await help('teacher', 'third')
    assert.equal((await use(printed.code)).status, 200)
    await choose(made.body['code'])
    assert.equal((await use(printed.code)).refusal?.code, 'slip_void')
    await setBack('third')
  })

  test('A5 never for staff, for oneself, by a pupil, by a teacher of other groups; of a stranger the answer is that of nobody', async () => {
    for (const [by, whom, status] of [['teacher', 'otherTeacher', 403], ['teacher', 'teacher', 403], ['head', 'teacher', 403], ['pupil', 'friend', 403], ['pupil', 'pupil', 403], ['otherTeacher', 'departed91', 404], ['caretaker', 'pupil', 404], ['clerk', 'pupil', 404], ['mother', 'pupil', 403]] as const) {
      assert.equal((await help(by, whom)).status, status, `${by} for ${whom}`)
    }
    const stranger = await (await as('clerk')).call('people.makeTeacherSlip', { id: randomUUID() })
    assert.equal(stranger.text, (await help('clerk', 'pupil')).text)
    assert.deepEqual(await tasksOf(SLIP_DENIED), [])
  })

  test('A5 R2.1 who may not come in gets none, in words without a reason; the class lead sees "Zugang noch zu" and nobody else does', async () => {
    const answers = [await help('teacher', 'withoutConsent'), await help('teacher', 'withdrawn'), await help('otherTeacher', 'oneSignature')]
    for (const reply of answers) assert.deepEqual([reply.status, reply.refusal], [409, { status: 409, code: 'teacher_slip_refused' }])
    const seenBy = async (key: PersonKey) => (await (await as(key)).call('people.getPerson', { id: world.ids.withoutConsent })).body
    assert.equal((await seenBy('teacher'))['door'], 'closed')
    const other = await seenBy('otherTeacher')
    assert.equal(other['door'], undefined)
    // The button is there for both, so that it tells nothing.
    for (const whom of ['withoutConsent', 'pupil'] as const) {
      const { may } = (await (await as('otherTeacher')).call('people.getPerson', { id: world.ids[whom] })).body as { may: string[] }
      assert.ok(may.includes('people.make_teacher_slip'), whom)
    }
  })

  test('A5 the school decides who helps: only the class lead, or nobody', async () => {
    await option('pw.teacher_reset', 'class_lead')
    assert.deepEqual([(await help('otherTeacher', 'pupil')).status, (await help('teacher', 'pupil')).status], [403, 200])
    await option('pw.teacher_reset', 'off')
    assert.deepEqual([(await help('otherTeacher', 'pupil')).status, (await help('teacher', 'pupil')).status], [403, 403])
    await option('pw.teacher_reset', 'own_groups')
  })

  test('A5 "Das war ich nicht": all sessions and slips end, what was chosen with the code is void, the office gets a task', async () => {
    const made = await help('otherTeacher', 'friend')
    const impostor = await choose(made.body['code'])
    const owner = await as('friend')
    const { notices } = (await owner.call('identity.listSlipNotices')).body as { notices: { slipId: string }[] }
    const slipId = notices[0]!.slipId
    for (const key of ['pupil', 'teacher', 'admin'] as const) assert.equal((await (await as(key)).call('identity.answerSlipNotice', { slipId, answer: 'not_mine' })).status, 404, key)
    assert.equal((await owner.call('identity.answerSlipNotice', { slipId, answer: 'not_mine' })).status, 200)
    for (const one of [owner, impostor]) assert.equal((await one.call('identity.getSession')).body['signedIn'], false)
    assert.equal((await visitor(house).signIn(world.accountName('friend'), { password: NEXT })).refusal?.code, 'sign_in_failed')
    const tasks = await tasksOf(SLIP_DENIED)
    assert.deepEqual(tasks.map((task) => [task.office, task.about_person_id]), [['task:users', world.ids.friend]])
    await setBack('friend')
    // The first answer stands.
    await (await as('friend')).call('identity.answerSlipNotice', { slipId, answer: 'mine' })
    assert.deepEqual((await (await as('friend')).call('identity.listSlipNotices')).body, { notices: [] })
  })

  test('A5 for a whole class: a lesson long, for those who can come in, others are left out without a word', async () => {
    const reply = await (await as('otherTeacher')).call('people.printTeacherSlips', { id: world.groups.maths7b })
    assert.deepEqual(rowsOf(reply).map((row) => row.personId).sort(), [world.ids.pupil, world.ids.friend, world.ids.third].sort())
    assert.equal((await (await as('otherTeacher')).call('people.printTeacherSlips', { id: world.groups.class7b })).status, 404)
    assert.equal((await (await as('pupil')).call('people.printTeacherSlips', { id: world.groups.class7b })).status, 403)
    await house.clock.advance({ minutes: 44 })
    assert.equal((await use(rowsOf(reply)[0]!.code)).status, 200)
    await house.clock.advance({ minutes: 2 })
    assert.equal((await use(rowsOf(reply)[0]!.code)).refusal?.code, 'slip_void')
  })

  test('A4 slips for several classes, for persons of any kind, for all of a kind; parents have sixty days; offices are left out', async () => {
    const admin = await as('admin')
    const print = (whom: object) => admin.call('people.printChosenSlips', { whom })
    const classes = await print({ kind: 'groups', groupIds: [world.groups.class7b, world.groups.q1], all: true })
    assert.equal(rowsOf(classes).length, 8)
    assert.deepEqual(rowsOf(classes).map((row) => row.place), rowsOf(classes).map((row) => row.place).toSorted(), 'a stack lies class by class')
    const mixed = await print({ kind: 'people', personIds: [world.ids.mother, world.ids.caretaker, world.ids.head, world.ids.clerk, randomUUID()] })
    assert.deepEqual(rowsOf(mixed).map((row) => row.type).sort(), ['parent', 'staff'])
    assert.equal(mixed.body['withOffice'], 3)
    const [parent, employee] = ['parent', 'staff'].map((type) => rowsOf(mixed).find((row) => row.type === type)!)
    assert.deepEqual([parent, employee].map((row) => row!.validUntil), [`${addDays('2026-11-23', 61)}T23:00:00.000Z`, `${addDays('2026-11-23', 15)}T23:00:00.000Z`].map((text) => new Date(Date.parse(text) - 86_400_000).toISOString()))
    assert.equal((await use(parent!.code)).status, 200)
    const parents = await print({ kind: 'type', type: 'parent' })
    assert.ok(rowsOf(parents).every((row) => row.type === 'parent') && rowsOf(parents).length === 7)
    assert.equal((await use(parent!.code)).refusal?.code, 'slip_void')
    for (const key of ['head', 'teacher', 'clerk', 'pupil', 'secondAdmin'] as const) {
      assert.equal((await (await as(key)).call('people.printChosenSlips', { whom: { kind: 'unused' } })).status, key === 'secondAdmin' ? 200 : 403, key)
    }
  })

  test('A4 all unused ones anew with one click: expired and lost ones, nobody with a password', async () => {
    const admin = await as('admin')
    await admin.call('people.printChosenSlips', { whom: { kind: 'type', type: 'parent' } })
    await house.clock.advance({ days: 70 })
    const again = await as('admin')
    const { unused } = (await again.call('people.countUnusedSlips')).body
    const reply = await again.call('people.printChosenSlips', { whom: { kind: 'unused' } })
    assert.equal(rowsOf(reply).length, unused)
    assert.deepEqual(new Set(rowsOf(reply).map((row) => row.type)), new Set(['parent']))
    for (const row of rowsOf(reply)) assert.equal((await use(row.code)).status, 200)
  })

  test('R4.2 19: two tries from each of 1,000 addresses at one account (10,000 in bench/sign-in.ts): ten are looked at, and the owner still gets in', async () => {
    const account = world.accountName('pupil')
    const owner = visitor(house)
    assert.equal((await owner.signIn(account)).status, 200)
    const said = new Map<number, number>()
    const guess = async (n: number) => {
      const { statusCode } = await house.app.inject({ method: 'POST', url: '/api/session', remoteAddress: `198.51.${100 + (n % 4)}.${Math.floor(n / 4) % 250}`, headers: { 'x-schulhof': '1' }, payload: { account, password: `falsch ${n}`, device: 'own' } })
      said.set(statusCode, (said.get(statusCode) ?? 0) + 1)
    }
    for (let start = 0; start < TRIES; start += 100) await Promise.all(Array.from({ length: 100 }, (_, n) => guess(start + n)))
    assert.deepEqual([...said].sort(), [[403, limits.tries_max.world], [429, TRIES - limits.tries_max.world]])
    assert.equal((await owner.signIn(account)).body['outcome'], 'signed_in', 'on a browser that is known')
    assert.equal((await visitor(house).signIn(account)).refusal?.code, 'too_many_tries', 'a stranger has to wait')
    await option('school.networks', ['127.0.0.1'])
    assert.equal((await visitor(house).signIn(account)).body['outcome'], 'signed_in', 'at school')
    await option('school.networks', [])
    await house.clock.advance({ hours: 1, seconds: 1 })
    assert.equal((await visitor(house).signIn(account)).body['outcome'], 'signed_in', 'and everywhere an hour later')
  })

  test('R4.2 19: a few tries at very many accounts are noticed within a minute, in a number without names, once', async () => {
    assert.deepEqual(await tasksOf(SPRAYING), [])
    const { database, keys } = house.platform
    const wrong = (account: string, password: string) => visitor(house).call('identity.signIn', { account, password, device: 'own' })
    // All but one are counted without the hash that each costs at the door.
    const others = Array.from({ length: limits.spraying_accounts_often - 1 }, (_, n) => keys.hmac('sign-in bucket', `niemand.${n + 2}`))
    for (const round of [0, 1]) {
      for (const hash of others) assert.ok(await countTry(database, hash, 'world', house.clock.now()))
      await wrong('niemand.1', `Sommer ${round}`)
      if (round === 0) {
        await house.clock.advance({ seconds: 10 })
        assert.deepEqual(await tasksOf(SPRAYING), [], 'once each is what a Monday morning looks like')
      }
    }
    await house.clock.advance({ seconds: 50 })
    const tasks = await tasksOf(SPRAYING)
    assert.deepEqual(tasks.map((task) => [task.office, task.about_person_id, task.params]), [['task:users', null, { accounts: limits.spraying_accounts_often }]])
    await wrong('niemand.1', 'Sommer 3')
    await house.clock.advance({ seconds: 50 })
    assert.equal((await tasksOf(SPRAYING)).length, 1)
    assert.doesNotMatch((await (await as('admin')).call('home.readToday')).text, /niemand/)
  })
})
