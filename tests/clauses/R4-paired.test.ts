/** Amendment A6: the card and the three pictures of the first grades also sign in on a device at home that a parent has paired; and everything that ends it. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { setFacts } from '#platform/access/facts.ts'
import { PAIRED_COOKIE } from '#platform/identity/cards/paired.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addContactBan, addGuardianships, endContactBan, endGuardianship } from '#platform/identity/guardianship.ts'
import { limits } from '#platform/identity/limits.ts'
import { addPeople } from '#platform/identity/people.ts'
import { endSessionsOfNotAdmitted } from '#platform/identity/sign-in/sessions.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { PersonKey } from '#example/people.ts'
import { PASSWORD } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Card = { personId: string; code: string; pictures: number[] }
type Device = { id: string; label: string; isThis: boolean }

describe('A6 a device at home', () => {
  let house: TestHouse
  let world: World
  let class2a: string
  let mila: string
  let tim: string
  let elder: string
  let mother: string
  let father: string
  let custodyOfMother: string
  let cards: Map<string, Card>

  before(async () => {
    ;({ house, world } = await openTestWorld())
    await house.write(async (w) => {
      const [a, b] = await foundGroups(w, ['02a', '08a'].map((label) => ({ kind: 'class' as const, label, purpose: 'Unterricht der Klasse', schoolYear: '2026/27' })))
      class2a = a!
      ;[mila, tim, elder] = (await addPeople(w, ['Mila', 'Tim', 'Ida'].map((givenName) => ({ type: 'pupil' as const, givenName, familyName: 'Klein', majorityOn: '2036-01-01', source: 'test', sourceId: givenName })))) as [string, string, string]
      ;[mother, father] = (await addPeople(w, ['Petra', 'Jan'].map((givenName) => ({ type: 'parent' as const, givenName, familyName: 'Klein', source: 'test', sourceId: givenName })))) as [string, string]
      await addMembers(w, [{ groupId: class2a, personId: mila, role: 'member' }, { groupId: class2a, personId: tim, role: 'member' }, { groupId: b!, personId: elder, role: 'member' }, { groupId: class2a, personId: world.ids.teacher, role: 'lead' }])
      const spans = await addGuardianships(w, [mila, tim, elder].flatMap((wardId) => [mother, father].map((guardianId) => ({ guardianId, wardId, kind: 'other' as const, hasCustody: true, from: addDays(w.today, -10), source: 'test' }))))
      custodyOfMother = spans[0]!
      for (const personId of [mother, father]) {
        await setPassword(w, personId, PASSWORD)
        await acknowledgeCurrent(w, personId)
      }
    })
    for (const personId of [mila, tim, elder]) await consent(personId)
    assert.equal((await (await as('head')).call('school.decideOption', { option: 'signin.cards_to_grade', value: 4 })).status, 200)
    cards = new Map(((await (await as('teacher')).call('identity.printCards', { groupId: class2a })).body['cards'] as Card[]).map((card) => [card.personId, card]))
  })
  after(() => house.close())
  beforeEach(async () => {
    await house.write((w) => w.trx.deleteFrom('sign_in_bucket').execute())
    await consent(mila)
  })

  const consent = (personId: string, isGiven = true) => house.write(async (w) => {
    await setFacts(w, { module: 'consent', id: `test ${personId}` }, isGiven ? [{ personId, kind: 'purpose', key: 'platform', validFrom: new Date(0), validUntil: null }] : [])
    await endSessionsOfNotAdmitted(w, [personId])
  })
  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const parent = (id = mother) => arrive(house, id)
  const pair = (one: Visitor, personId = mila, password: string = PASSWORD) => one.call('identity.pairDevice', { personId, password })
  const devices = async (one: Visitor, personId = mila) => (await one.call('identity.listPairedDevices', { personId })).body['devices'] as Device[]
  /** A browser at home: a parent has paired it and signed out. */
  const home = async (id = mother, personId = mila): Promise<Visitor> => {
    const one = await parent(id)
    const reply = await pair(one, personId)
    assert.equal(reply.status, 200, reply.text)
    await one.call('identity.signOut')
    return one
  }
  /** The child shows the card; null: refused. A browser of its own keeps only what makes it known. */
  const shows = async (browser: Visitor, personId = mila) => {
    const { code, pictures } = cards.get(personId)!
    const reply = await browser.call('identity.signInWithCard', { code, pictures })
    if (reply.status !== 200) assert.equal(reply.text, '{"refusal":{"status":403,"code":"card_refused"}}')
    else await browser.call('identity.signOut')
    return reply.status === 200
  }

  test('a parent pairs this browser with the own password; then card and pictures sign in there, as on a shared device, while the class is closed', async () => {
    assert.equal(await shows(visitor(house)), false)
    const browser = await home()
    const { code, pictures } = cards.get(mila)!
    assert.deepEqual((await browser.call('identity.signInWithCard', { code, pictures })).body, { outcome: 'signed_in' })
    assert.equal((await browser.call('identity.getSession')).body['device'], 'shared')
    await browser.call('identity.signOut')
    // The negatives: another browser, another child on this one, wrong pictures, the word of somebody else's making.
    assert.equal(await shows(visitor(house)), false)
    assert.equal(await shows(browser, tim), false)
    assert.equal((await browser.call('identity.signInWithCard', { code, pictures: [...pictures].reverse() })).status, 403)
    const forged = visitor(house)
    forged.cookies.set(PAIRED_COOKIE, `${'x'.repeat(43)}.${'y'.repeat(43)}`)
    assert.equal(await shows(forged), false)
  })

  test('without the own password nothing is paired, however often it is tried; nobody but a parent with custody can', async () => {
    const one = await parent()
    assert.deepEqual((await pair(one, mila, 'falsches Passwort')).refusal?.code, 'password_wrong')
    assert.equal(one.cookies.has(PAIRED_COOKIE), false)
    for (const key of ['teacher', 'head', 'admin', 'mother', 'pupil'] as const) assert.ok([403, 404].includes((await pair(await as(key))).status), key)
    // Only the grades with cards.
    assert.equal((await pair(one, elder)).status, 403)
  })

  test('brothers and sisters share one word, each with a pairing of their own', async () => {
    const one = await parent()
    await pair(one, mila)
    const word = one.cookies.get(PAIRED_COOKIE)
    await pair(one, tim)
    assert.equal(one.cookies.get(PAIRED_COOKIE), word)
    await one.call('identity.signOut')
    assert.deepEqual([await shows(one, mila), await shows(one, tim)], [true, true])
  })

  test('tries at pictures are counted at home as at school', async () => {
    const browser = await home()
    const { code, pictures } = cards.get(mila)!
    for (let n = 0; n < limits.tries_max.world; n++) await browser.call('identity.signInWithCard', { code, pictures: [...pictures].reverse() })
    assert.equal(await shows(browser), false, 'the right ones too, until the hour is over')
  })

  test('the parent, the class lead and the office see and remove them; a parent sees the own only, nobody sees whose they are', async () => {
    const [hers, his] = [await home(mother), await home(father)]
    const own = await devices(await parent(mother))
    const all = await devices(await as('teacher'))
    assert.ok(all.length > own.length && own.length > 0)
    assert.doesNotMatch(JSON.stringify(all), /Petra|Jan|Klein/)
    const ofFather = (await devices(await parent(father)))[0]!
    assert.equal((await (await parent(mother)).call('identity.endPairedDevice', { deviceId: ofFather.id })).status, 404)
    for (const key of ['otherTeacher', 'pupil', 'mother'] as const) {
      assert.ok([403, 404].includes((await (await as(key)).call('identity.listPairedDevices', { personId: mila })).status), key)
      assert.ok([403, 404].includes((await (await as(key)).call('identity.endPairedDevice', { deviceId: ofFather.id })).status), key)
    }
    assert.equal((await (await as('teacher')).call('identity.endPairedDevice', { deviceId: ofFather.id })).status, 200)
    assert.deepEqual([await shows(his), await shows(hers)], [false, true])
    for (const { id } of await devices(await as('clerk'))) await (await as('clerk')).call('identity.endPairedDevice', { deviceId: id })
    assert.equal(await shows(hers), false)
  })

  test('R2.1 it ends with a withdrawal, and a new consent needs a new pairing', async () => {
    const browser = await home()
    await consent(mila, false)
    assert.equal(await shows(browser), false)
    await consent(mila)
    assert.equal(await shows(browser), false)
  })

  test('R8.2 it ends with a loss report of the child, and of the parent who paired it', async () => {
    const one = await home()
    await (await as('teacher')).call('identity.reportLostDeviceFor', { personId: mila })
    assert.equal(await shows(one), false)
    const other = await home()
    await (await parent()).call('identity.reportLostDevice')
    assert.equal(await shows(other), false)
    await house.write((w) => setPassword(w, mother, PASSWORD))
  })

  test('T3 it ends with a contact ban, also when the ban is lifted again; the other parent\'s goes on', async () => {
    const [hers, his] = [await home(mother), await home(father)]
    const ban = await house.write((w) => addContactBan(w, { guardianId: father, wardId: mila, kind: 'other', from: w.today, until: null, source: 'test' }))
    assert.deepEqual([await shows(hers), await shows(his)], [true, false])
    await house.write((w) => endContactBan(w, ban, addDays(w.today, -1)))
    assert.equal(await shows(his), false)
  })

  test('B12 it ends with custody, by the date alone too, and is not back when custody is', async () => {
    const browser = await home()
    await house.write((w) => endGuardianship(w, custodyOfMother, w.today))
    assert.equal(await shows(browser), true, 'the last day is included')
    await house.clock.travelTo(`${addDays(house.clock.today(), 1)} 08:00`)
    assert.equal(await shows(browser), false)
    await house.write((w) => addGuardianships(w, [{ guardianId: mother, wardId: mila, kind: 'mother', hasCustody: true, source: 'test' }]))
    assert.equal(await shows(browser), false)
    assert.equal(await shows(await home()), true)
  })

  test('a child that has left the grades with cards comes in by card nowhere', async () => {
    const browser = await home()
    await (await as('head')).call('school.decideOption', { option: 'signin.cards_to_grade', value: 1 })
    assert.equal(await shows(browser), false)
    await (await as('head')).call('school.decideOption', { option: 'signin.cards_to_grade', value: 4 })
    assert.equal(await shows(browser), true)
  })
})
