/** Clause 4 for the youngest (amendment A6): a card and three pictures, only while a teacher has opened the class, and only on a shared device. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setFacts } from '#platform/access/facts.ts'
import { limits } from '#platform/identity/limits.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import type { Write } from '#platform/module/write.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Card = { personId: string; givenName: string; code: string; pictures: number[] }
type Pupil = { personId: string; hasCard: boolean; isIn: boolean }

describe('R4.2 A6 cards of the first grades', () => {
  let house: TestHouse
  let world: World
  let class2a: string
  let class2b: string
  let mila: string
  let tim: string
  let closed: string
  let cards: Map<string, Card>

  before(async () => {
    ;({ house, world } = await openTestWorld())
    await house.write(async (w) => {
      ;[class2a, class2b] = (await foundGroups(w, ['02a', '02b'].map((label) => ({ kind: 'class' as const, label, purpose: 'Unterricht der Klasse', schoolYear: '2026/27' })))) as [string, string]
      ;[mila, tim, closed] = (await addPeople(w, ['Mila', 'Tim', 'Ole'].map((givenName) => ({ type: 'pupil' as const, givenName, familyName: 'Klein', majorityOn: '2036-01-01', source: 'test', sourceId: givenName })))) as [string, string, string]
      await addMembers(w, [
        ...[mila, closed].map((personId) => ({ groupId: class2a, personId, role: 'member' as const })),
        { groupId: class2b, personId: tim, role: 'member' },
        { groupId: class2a, personId: world.ids.teacher, role: 'lead' },
        { groupId: class2a, personId: world.ids.otherTeacher, role: 'responsible' },
        { groupId: class2b, personId: world.ids.otherTeacher, role: 'lead' },
      ])
      for (const pupil of [mila, tim]) await consent(w, pupil)
    })
    await grade(4)
    cards = await printed(await (await as('teacher')).call('identity.printCards', { groupId: class2a }))
  })
  after(() => house.close())
  beforeEach(async () => {
    await house.write(async (w) => void (await w.trx.deleteFrom('sign_in_bucket').execute()))
    await (await as('teacher')).call('identity.endClassSignIn', { groupId: class2a })
  })

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const consent = (w: Write, personId: string) => setFacts(w, { module: 'consent', id: personId }, [{ personId, kind: 'purpose', key: 'platform', validFrom: w.at, validUntil: null }])
  const grade = async (value: number) => assert.equal((await (await as('head')).call('school.decideOption', { option: 'signin.cards_to_grade', value })).status, 200)
  const printed = async (reply: Reply) => new Map((reply.body['cards'] as Card[]).map((card) => [card.personId, card]))
  const open = async (by: PersonKey = 'teacher', groupId = class2a) => (await as(by)).call('identity.openClassSignIn', { groupId })
  const show = async (card: Pick<Card, 'code' | 'pictures'>, one = visitor(house)) => ({ one, reply: await one.call('identity.signInWithCard', { code: card.code, pictures: card.pictures }) })
  const pupilsSeen = async () => (await (await as('teacher')).call('identity.readClassSignIn', { groupId: class2a })).body['pupils'] as Pupil[]
  const REFUSED = '{"refusal":{"status":403,"code":"card_refused"}}'

  test('A6 while the class is open, card and pictures sign in, always as on a shared device; the teacher sees who is in', async () => {
    assert.equal((await open()).status, 200)
    const { one, reply } = await show(cards.get(mila)!)
    assert.deepEqual(reply.body, { outcome: 'signed_in' })
    const session = (await one.call('identity.getSession')).body
    assert.deepEqual([session['device'], one.cookies.has('schulhof_device')], ['shared', false])
    assert.deepEqual(await pupilsSeen(), [{ personId: mila, displayName: 'Mila Klein', hasCard: true, isIn: true }], 'who can not come in is not named')
    await one.call('identity.signOut')
    assert.deepEqual((await pupilsSeen()).map((pupil) => pupil.isIn), [false])
  })

  test('A6 the negatives: not before, not after the quarter of an hour, not when the teacher closed, not for another class', async () => {
    const card = cards.get(mila)!
    assert.equal((await show(card)).reply.text, REFUSED)
    await open()
    await house.clock.advance({ minutes: limits.class_sign_in_minutes, seconds: 1 })
    assert.equal((await show(card)).reply.text, REFUSED)
    await open()
    await (await as('otherTeacher')).call('identity.endClassSignIn', { groupId: class2a })
    assert.equal((await show(card)).reply.text, REFUSED)
    await open('otherTeacher', class2b)
    assert.equal((await show(card)).reply.text, REFUSED)
    assert.equal((await open('otherTeacher')).status, 200)
    assert.deepEqual((await show(card)).reply.body, { outcome: 'signed_in' })
  })

  test('A6 hostile: forged codes, wrong or exchanged pictures, a card of another child: one answer for all, without a name', async () => {
    await open()
    const card = cards.get(mila)!
    const [a, b, c] = card.pictures as [number, number, number]
    const none = Array.from({ length: limits.card_pictures }, (_, place) => place).find((place) => !card.pictures.includes(place))!
    for (const code of ['AAAA-AAAA-AAAA', '', 'x'.repeat(40), `${card.code.slice(0, -1)}${card.code.endsWith('A') ? 'B' : 'A'}`, cards.get(closed)!.code]) {
      const { reply } = await show({ code: code || ' ', pictures: card.pictures })
      if (code !== cards.get(closed)!.code || String(cards.get(closed)!.pictures) !== String(card.pictures)) assert.equal(reply.text, REFUSED, code)
    }
    for (const pictures of [[b, a, c], [a, a, a], [a, b, none]]) assert.equal((await show({ code: card.code, pictures })).reply.text, REFUSED)
    for (const pictures of [[a, b], [a, b, c, c], [a, b, 12], [a, b, -1], ['a', b, c]]) assert.equal((await show({ code: card.code, pictures: pictures as number[] })).reply.refusal?.code, 'input_invalid')
    // Ten tries within the hour, then the right ones do not help either; a new card does.
    for (let n = 0; n < limits.tries_max.world; n++) await show({ code: card.code, pictures: [c, b, a] })
    assert.equal((await show(card)).reply.text, REFUSED)
    const anew = (await printed(await (await as('teacher')).call('identity.printCards', { groupId: class2a, personIds: [mila] }))).get(mila)!
    assert.equal((await show(card)).reply.text, REFUSED, 'the old one has ended')
    assert.deepEqual((await show(anew)).reply.body, { outcome: 'signed_in' })
    cards.set(mila, anew)
  })

  test('A6 nobody uses up the tries from at home: while the class is closed none is counted', async () => {
    const card = cards.get(mila)!
    for (let n = 0; n < 2 * limits.tries_max.world; n++) await show({ code: card.code, pictures: [0, 0, 0] })
    await open()
    assert.deepEqual((await show(card)).reply.body, { outcome: 'signed_in' })
  })

  test('A2 a child who may not come in stands before the friendly door, without a session; a revoked card opens nothing', async () => {
    await open()
    const { one, reply } = await show(cards.get(closed)!)
    assert.deepEqual([reply.body, one.cookies.size], [{ outcome: 'closed' }, 0])
    assert.deepEqual((await (await as('teacher')).call('identity.revokeCard', { personId: closed })).body, { ended: true })
    assert.equal((await show(cards.get(closed)!)).reply.text, REFUSED)
    assert.deepEqual((await (await as('teacher')).call('identity.revokeCard', { personId: closed })).body, { ended: false })
  })

  test('A6 only teachers of the class open it, only the class lead and the accounts print; not for grades with passwords', async () => {
    for (const [by, groupId, status] of [['teacher', class2b, 404], ['head', class2a, 403], ['admin', class2a, 403], ['caretaker', class2a, 404], ['pupil', class2a, 404], ['teacher', world.groups.class7b, 403]] as const) {
      assert.equal((await open(by, groupId)).status, status, `${by} opens`)
    }
    for (const [by, status] of [['otherTeacher', 403], ['head', 403], ['admin', 200], ['teacher', 200], ['pupil', 404]] as const) {
      assert.equal((await (await as(by)).call('identity.printCards', { groupId: class2a })).status, status, `${by} prints`)
    }
    assert.equal((await (await as('otherTeacher')).call('identity.revokeCard', { personId: mila })).status, 404)
    await open()
    await grade(1)
    assert.equal((await show(cards.get(mila)!)).reply.text, REFUSED)
    assert.equal((await open()).status, 403)
    await grade(4)
    assert.deepEqual((await show(cards.get(mila)!)).reply.body, { outcome: 'signed_in' })
  })

  test('A6 the code stands nowhere but on the paper; the journal has the acts', async () => {
    const rows = await house.platform.database.selectFrom('sign_in_card').selectAll().execute()
    const { code } = cards.get(mila)!
    for (const row of rows) assert.ok(!Object.values(row).some((value) => String(value).includes(code) || String(value).includes(code.replaceAll('-', ''))))
    const events = (await house.platform.database.selectFrom('journal_entry').select('event').where('event', 'like', 'identity.c%').execute()).map((row) => row.event)
    for (const event of ['identity.cards_printed', 'identity.card_revoked', 'identity.class_opened']) assert.ok(events.includes(event), event)
  })

  test('A7 the own device of a pupil up to grade six counts as shared unless it was chosen', async () => {
    const { account_name } = await house.platform.database.selectFrom('person').select('account_name').where('id', '=', mila).executeTakeFirstOrThrow()
    const reply = await (await as('teacher')).call('people.printPersonSlip', { id: mila })
    const { code } = (reply.body['slips'] as { code: string }[])[0]!
    const one = visitor(house)
    const { ticket } = (await one.call('identity.useSlip', { code })).body
    await one.call('identity.choosePassword', { ticket, password: 'sieben Gurken tanzen leise', device: 'own', isDeviceChosen: false })
    const deviceOf = async (isDeviceChosen: boolean, account = account_name, password = 'sieben Gurken tanzen leise') => {
      const browser = visitor(house)
      await browser.call('identity.signIn', { account, password, device: 'own', isDeviceChosen })
      return (await browser.call('identity.getSession')).body['device']
    }
    assert.equal((await one.call('identity.getSession')).body['device'], 'shared')
    assert.deepEqual([await deviceOf(false), await deviceOf(true)], ['shared', 'own'])
    assert.equal(await deviceOf(false, world.accountName('pupil'), 'Blauer Wal im Regen 42'), 'own', 'grade seven')
  })

  test('A7 the page before the sign-in is told what to suggest, and nothing of addresses', async () => {
    const suggested = async () => (await visitor(house).call('identity.getSession')).body
    assert.equal((await suggested())['device'], 'shared', 'the school has not said which network is its own')
    const head = await as('head')
    await head.call('school.decideOption', { option: 'school.networks', value: ['10.0.0.0/8'] })
    assert.equal((await suggested())['device'], 'own')
    await head.call('school.decideOption', { option: 'school.networks', value: ['127.0.0.0/8'] })
    assert.equal((await suggested())['device'], 'shared')
    assert.doesNotMatch(JSON.stringify(await suggested()), /127\./)
  })
})
