/** Clause 2 and R12.2 for families online: who decides for a child, how they come in, and what ends with custody, a contact ban and majority. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { publishDocument } from '#platform/documents/documents.ts'
import { changePeople } from '#platform/identity/people.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { schoolDayFrom } from '#platform/time/schoolyear.ts'
import { documents as consentTexts } from '#modules/consent/documents.de.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { addFamilies, banFather } from '#example/families.ts'
import type { Families, FamilyKey } from '#example/families.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Purpose = { purpose: string; open: boolean; own: string; others: string; mayDeclare: boolean; mayAssure: boolean; mayWithdraw: boolean; openUntil: string | null; document: { id: string } }
type Child = { pupilId: string; givenName: string; purposes: Purpose[]; notices: { kind: string }[]; clarification: { ownWish: string | null } | null }
type Family = { children: Child[]; claims: { givenName: string }[]; cameOfAge: number }

describe('R2 families', () => {
  let house: TestHouse
  let world: World
  let families: Families

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
  })
  after(() => house.close())

  const version = async (purpose = 'platform') => (await loadDocuments(house.platform.database)).findLast((document) => document.purpose === purpose)!.id
  const parent = async (key: FamilyKey): Promise<Visitor> => {
    const one = visitor(house)
    assert.equal((await one.signIn(families.accountName(key))).body['outcome'], 'signed_in', key)
    return one
  }
  const staff = async (key: 'clerk' | 'head' | 'teacher' | 'admin'): Promise<Visitor> => {
    const one = visitor(house)
    await one.signIn(world.accountName(key))
    return one
  }
  const family = async (by: Visitor) => (await by.call('consent.readFamily')).body as unknown as Family
  const child = async (by: Visitor, key: FamilyKey) => (await family(by)).children.find((one) => one.pupilId === families.ids[key])
  const platformOf = async (by: Visitor, key: FamilyKey) => (await child(by, key))?.purposes.find((one) => one.purpose === 'platform')
  const declare = async (by: Visitor, key: FamilyKey, more: object = {}) => by.call('consent.declareForChild', { pupilId: families.ids[key], purpose: 'platform', documentVersionId: await version(), clientId: randomUUID(), ...more })
  const withdraw = (by: Visitor, key: FamilyKey, purpose = 'platform') => by.call('consent.withdrawForChild', { pupilId: families.ids[key], purpose, clientId: randomUUID() })
  const isInside = async (key: FamilyKey) => (await visitor(house).signIn(families.accountName(key))).body['outcome'] === 'signed_in'
  const countDeclarations = async (key: FamilyKey) => (await house.platform.database.selectFrom('consent_declaration').select('id').where('pupil_id', '=', families.ids[key]).execute()).length

  test('R2.1 both parents declare online, each for themselves: with the second the door opens', async () => {
    const [mother, father] = [await parent('motherOfTwo'), await parent('bannedFather')]
    assert.equal(await isInside('elder'), false)
    assert.deepEqual((await declare(mother, 'elder')).body, { state: 'PARTIAL', open: false })
    assert.deepEqual([(await platformOf(mother, 'elder'))?.own, (await platformOf(mother, 'elder'))?.others], ['given', 'missing'])
    assert.deepEqual([(await platformOf(father, 'elder'))?.own, (await platformOf(father, 'elder'))?.others], ['none', 'there'])
    assert.deepEqual((await declare(father, 'elder')).body, { state: 'GRANTED', open: true })
    assert.equal(await isInside('elder'), true)
  })

  test('R2.1 each purpose by itself: the platform says nothing about video', async () => {
    const mother = await parent('motherOfTwo')
    assert.equal((await child(mother, 'elder'))?.purposes.find((one) => one.purpose === 'video')?.own, 'none')
  })

  test('R2.1 a retry, a second press and two at once never double', async () => {
    const [mother, father] = [await parent('motherOfTwo'), await parent('bannedFather')]
    const clientId = randomUUID()
    const replies = await Promise.all([declare(mother, 'younger', { clientId }), declare(mother, 'younger', { clientId }), declare(mother, 'younger'), declare(father, 'younger'), declare(father, 'younger')])
    assert.ok(replies.every((reply) => reply.status === 200), replies.map((reply) => reply.text).join('\n'))
    assert.equal(await countDeclarations('younger'), 2)
    assert.equal((await platformOf(mother, 'younger'))?.open, true)
  })

  test('R2.1 only the text that is in force can be agreed to', async () => {
    const mother = await parent('motherOfTwo')
    const reply = await declare(mother, 'elder', { documentVersionId: randomUUID() })
    assert.deepEqual([reply.status, reply.refusal?.code], [409, 'version_changed'])
  })

  test('R2.1 the negative: nobody declares or withdraws for somebody else\'s child, and nobody learns that there is one', async () => {
    const partner = await parent('newPartner')
    const teacher = await staff('teacher')
    for (const one of [partner, teacher, await staff('head'), await staff('clerk')]) {
      assert.equal((await declare(one, 'elder')).status, 404)
      assert.equal((await withdraw(one, 'elder')).status, 404)
      assert.equal((await one.call('consent.saveWish', { pupilId: families.ids.elder, wish: 'delete' })).status, 404)
    }
    assert.deepEqual((await family(partner)).children.map((one) => one.givenName), ['Nele'])
  })

  test('R12.2 withdrawal by one works at once, needs no reason, tells the other one and asks what becomes of the account', async () => {
    const [mother, father] = [await parent('motherOfTwo'), await parent('bannedFather')]
    const jasper = visitor(house)
    await jasper.signIn(families.accountName('elder'))
    assert.equal((await jasper.call('home.readToday')).status, 200)
    assert.deepEqual((await withdraw(father, 'elder')).body, { state: 'REVOKED', open: false })
    assert.equal((await jasper.call('home.readToday')).status, 404)
    assert.deepEqual((await child(father, 'elder'))?.notices.map((one) => one.kind), ['confirmed'])
    const told = await child(mother, 'elder')
    assert.deepEqual(told?.notices.map((one) => one.kind), ['closed'])
    // Her yes has ended with it: there is nothing left to withdraw, only to give anew.
    const offered = async (one: Visitor) => { const { own, mayDeclare, mayWithdraw } = (await platformOf(one, 'elder'))!; return [own, mayDeclare, mayWithdraw] }
    assert.deepEqual([await offered(mother), await offered(father)], [['ended', true, false], ['withdrawn', true, false]])
    assert.doesNotMatch(JSON.stringify(await family(mother)), /Volker|Brehm/)
    const waiting = (await mother.call('home.readToday')).body['waiting'] as { kind: string; aboutPerson: { displayName: string } }[]
    assert.deepEqual(waiting.map((one) => [one.kind, one.aboutPerson.displayName]), [['consent.closed', 'Jasper Marlow']])
    assert.equal((await mother.call('consent.acknowledgeNotices', { pupilId: families.ids.elder })).body['acknowledged'], 1)
    assert.deepEqual((await child(mother, 'elder'))?.notices, [])
    assert.deepEqual(told?.clarification, { dueOn: addDays(house.clock.today(), 14), ownWish: null })
  })

  test('R12.2 wishes and outcome are records; each parent sees the own wish only, and the clerk decides once', async () => {
    const [mother, father, clerk] = [await parent('motherOfTwo'), await parent('bannedFather'), await staff('clerk')]
    const pupilId = families.ids.elder
    assert.equal((await mother.call('consent.saveWish', { pupilId, wish: 'local_only' })).status, 200)
    assert.equal((await father.call('consent.saveWish', { pupilId, wish: 'delete' })).status, 200)
    assert.equal((await child(mother, 'elder'))?.clarification?.ownWish, 'local_only')
    const seen = (await clerk.call('consent.readGuardians', { pupilId })).body['clarification'] as { isOpen: boolean; wishes: { by: string; wish: string }[] }
    assert.deepEqual(seen.wishes.map(({ by, wish }) => [by, wish]), [['Henrike Aldinger', 'local_only'], ['Volker Brehm', 'delete']])
    assert.equal((await (await staff('teacher')).call('consent.decideClarification', { pupilId, outcome: 'delete' })).status, 404)
    assert.equal((await clerk.call('consent.decideClarification', { pupilId, outcome: 'local_only' })).status, 200)
    const again = await clerk.call('consent.decideClarification', { pupilId, outcome: 'delete' })
    assert.deepEqual([again.status, again.refusal?.code], [409, 'nothing_to_clarify'])
    assert.equal((await mother.call('consent.saveWish', { pupilId, wish: 'delete' })).refusal?.code, 'nothing_to_clarify')
  })

  test('R12.2 only the mother declares again: still closed; the father too: open, and nothing is left to clarify', async () => {
    const [mother, father] = [await parent('motherOfTwo'), await parent('bannedFather')]
    assert.equal((await declare(mother, 'elder')).body['open'], false)
    assert.equal((await declare(father, 'elder')).body['open'], true)
    assert.equal((await child(mother, 'elder'))?.clarification, null)
    assert.equal(await isInside('elder'), true)
  })

  test('3.1 A3 the assurance for the other parent counts only where the school takes one', async () => {
    const [mother, head, partner] = [await parent('motherOfTwo'), await staff('head'), await parent('newPartner')]
    const refused = await declare(partner, 'halfSister', { otherAgrees: true })
    assert.deepEqual([refused.status, refused.refusal?.code], [422, 'assurance_not_taken'])
    assert.equal((await platformOf(mother, 'elder'))?.mayAssure, false)
    assert.equal((await head.call('school.decideOption', { option: 'consent.holders', value: 'one_with_assurance' })).status, 200)
    assert.equal((await platformOf(partner, 'halfSister'))?.mayAssure, true)
    assert.deepEqual((await declare(partner, 'halfSister', { otherAgrees: true })).body, { state: 'GRANTED', open: true })
    assert.equal((await head.call('school.decideOption', { option: 'consent.holders', value: 'all' })).status, 200)
  })

  test('T3 under a contact ban a parent sees, hears and declares nothing of this child, and goes on for the other one', async () => {
    await banFather(house, world, families)
    const [mother, father] = [await parent('motherOfTwo'), await parent('bannedFather')]
    assert.deepEqual((await family(father)).children.map((one) => one.givenName), ['Jasper', 'Nele'])
    assert.equal((await declare(father, 'younger')).status, 404)
    assert.equal((await withdraw(father, 'younger')).status, 404)
    assert.equal((await withdraw(mother, 'younger')).body['open'], false)
    assert.doesNotMatch((await father.call('home.readToday')).text, /Tilda/)
    assert.equal((await father.call('people.getPerson', { id: families.ids.younger })).status, 404)
    assert.equal((await father.call('people.getPerson', { id: families.ids.elder })).status, 200)
  })

  test('T3 the ban is an act with a reference; without one, twice, or by somebody else it is not entered; lifting it needs one too', async () => {
    const clerk = await staff('clerk')
    const pupilId = families.ids.younger
    const ban = { pupilId, clientId: randomUUID(), guardianId: families.ids.bannedFather }
    assert.equal((await clerk.call('consent.recordContactBan', ban)).status, 400)
    assert.equal((await clerk.call('consent.recordContactBan', { ...ban, reference: 'x'.repeat(101) })).status, 400)
    assert.equal((await clerk.call('consent.recordContactBan', { ...ban, reference: 'AZ 9' })).refusal?.code, 'ban_holds_already')
    assert.equal((await (await staff('admin')).call('consent.recordContactBan', { ...ban, reference: 'AZ 9' })).status, 404)
    const seen = (await clerk.call('consent.readGuardians', { pupilId })).body as unknown as { guardianships: { id: string; contactBan: boolean; isCurrent: boolean }[]; acts: { act: string; reference: string | null; enteredBy: string }[] }
    assert.deepEqual([seen.acts[0]?.act, seen.acts[0]?.reference, seen.acts[0]?.enteredBy], ['ban', '61 F 204/26', 'Sabine Ott'])
    const guardianshipId = seen.guardianships.find((one) => one.contactBan && one.isCurrent)!.id
    assert.equal((await clerk.call('consent.endGuardianship', { guardianshipId, lastDay: house.clock.today() })).refusal?.code, 'is_contact_ban')
    assert.equal((await clerk.call('consent.liftContactBan', { guardianshipId, reference: '61 F 204/26 Aufhebung' })).status, 200)
    assert.ok((await family(await parent('bannedFather'))).children.some((one) => one.givenName === 'Tilda'))
    await banFather(house, world, families)
  })

  test('3.1 custody ends: the parent\'s part ends with it, and who is left decides', async () => {
    const clerk = await staff('clerk')
    const pupilId = families.ids.elder
    const spans = (await clerk.call('consent.readGuardians', { pupilId })).body['guardianships'] as { id: string; displayName: string }[]
    const father = await parent('bannedFather')
    assert.equal((await clerk.call('consent.endGuardianship', { guardianshipId: spans.find((one) => one.displayName === 'Volker Brehm')!.id, lastDay: addDays(house.clock.today(), -1), reference: 'Beschluss vom Gericht' })).status, 200)
    assert.equal((await declare(father, 'elder')).status, 404)
    assert.equal((await withdraw(father, 'elder')).status, 404)
    assert.equal(await isInside('elder'), true)
  })

  test('3.1 a parent who is in no file comes with the code from the letter, and has no right before the school has looked', async () => {
    const clerk = await staff('clerk')
    const made = await clerk.call('consent.makeFamilyCodes', { pupilId: families.ids.nobodyOnRecord, count: 2 })
    const [code, second] = (made.body['letters'] as { codes: string[] }[])[0]!.codes as [string, string]
    const somebody = visitor(house)
    assert.deepEqual((await somebody.call('consent.readFamilyCode', { code })).body, { givenName: 'Ravi' })
    const claim = { code, givenName: 'Meera', familyName: 'Anand', kind: 'mother', hasCustody: true }
    assert.equal((await somebody.call('consent.claimAsNew', { ...claim, hasCustody: false })).status, 400)
    const [one, other] = await Promise.all([somebody.call('consent.claimAsNew', claim), visitor(house).call('consent.claimAsNew', { ...claim, givenName: 'Jemand' })])
    assert.deepEqual([one.status, other.status].sort(), [200, 403])
    const slip = (one.status === 200 ? one : other).body as { ticket: string; accountName: string }
    const chosen = await somebody.call('identity.choosePassword', { ticket: slip.ticket, password: 'Vier Wale tanzen im Nebel', device: 'own' })
    assert.equal(chosen.body['outcome'], 'signed_in', chosen.text)
    const before = await family(somebody)
    assert.deepEqual([before.children, before.claims.map((each) => each.givenName)], [[], ['Ravi']])
    assert.equal((await declare(somebody, 'nobodyOnRecord')).status, 404)
    assert.doesNotMatch(JSON.stringify(before), /Anand/)
    assert.equal((await visitor(house).call('consent.readFamilyCode', { code })).refusal?.code, 'family_code_void')
    const waiting = (await clerk.call('home.readToday')).body['waiting'] as { kind: string }[]
    assert.ok(waiting.some((task) => task.kind === 'consent.claim'))
    const [open] = (await clerk.call('consent.listClaims')).body['claims'] as { claimId: string }[]
    for (const key of ['teacher', 'admin', 'head'] as const) assert.ok([403, 404].includes((await (await staff(key)).call('consent.decideClaim', { claimId: open!.claimId, outcome: 'confirmed' })).status), key)
    assert.equal((await clerk.call('consent.decideClaim', { claimId: open!.claimId, outcome: 'confirmed', reference: 'Formular vom 23.11.' })).status, 200)
    assert.equal((await declare(somebody, 'nobodyOnRecord')).body['open'], true)
    // A refused claim ends the account with it.
    const stranger = visitor(house)
    const strange = (await stranger.call('consent.claimAsNew', { ...claim, code: second, givenName: 'Fremd', familyName: 'Fremd', kind: 'other' })).body as { ticket: string }
    await stranger.call('identity.choosePassword', { ticket: strange.ticket, password: 'Vier Wale tanzen im Nebel', device: 'own' })
    const [refused] = (await clerk.call('consent.listClaims')).body['claims'] as { claimId: string }[]
    assert.equal((await clerk.call('consent.decideClaim', { claimId: refused!.claimId, outcome: 'refused' })).status, 200)
    assert.equal((await stranger.call('consent.readFamily')).status, 404)
  })

  test('3.1 a parent with an account adds a child by its code; a new set of codes ends the old one', async () => {
    const [clerk, partner] = [await staff('clerk'), await parent('newPartner')]
    const codesOf = async () => ((await clerk.call('consent.makeFamilyCodes', { pupilId: families.ids.elder, count: 1 })).body['letters'] as { codes: string[] }[])[0]!.codes[0]!
    const old = await codesOf()
    const code = await codesOf()
    assert.equal((await partner.call('consent.claimAsParent', { code: old, kind: 'other', hasCustody: true })).refusal?.code, 'family_code_void')
    assert.equal((await partner.call('consent.claimAsParent', { code, kind: 'other', hasCustody: true })).status, 200)
    assert.deepEqual((await family(partner)).claims.map((one) => one.givenName), ['Jasper'])
    assert.deepEqual((await family(partner)).children.map((one) => one.givenName), ['Nele'])
  })

  test('A4 codes made in the school\'s own free days count from its first school day, as slips for parents do', async () => {
    const [clerk, head, today] = [await staff('clerk'), await staff('head'), house.clock.today()]
    const closed = (days: number) => ({ '2026/27': days === 0 ? [] : [{ from: today, until: addDays(today, days), kind: 'own' }] })
    const until = async () => String((await clerk.call('consent.makeFamilyCodes', { pupilId: families.ids.elder, count: 1 })).body['validUntil'])
    assert.equal((await head.call('school.decideOption', { option: 'schoolyear.closed', value: closed(0) })).status, 200)
    assert.equal(await until(), startOfDay(addDays(today, 61)).toISOString())
    assert.equal((await head.call('school.decideOption', { option: 'schoolyear.closed', value: closed(13) })).status, 200)
    const first = schoolDayFrom(addDays(today, 14), { state: 'NI', closed: [] })
    assert.equal(await until(), startOfDay(addDays(first, 61)).toISOString())
  })

  test('X17 codes: wrong, used and expired answer alike, and nobody tries many', async () => {
    const guesser = visitor(house)
    const answers = new Set<string>()
    let refused = 0
    for (let n = 0; n < 40; n++) {
      const reply = await guesser.call('consent.readFamilyCode', { code: `AAAA-AAAA-AA${String(n).padStart(2, '0')}` })
      if (reply.status === 429) refused++
      else answers.add(reply.text)
    }
    assert.equal(answers.size, 1)
    assert.ok(refused > 0)
    await house.clock.advance({ hours: 2 })
  })

  test('3.1 a new major version: the parents are asked again, and the door stays open for the days the school decided', async () => {
    // Of the day on which a version is replaced nobody can say which text was signed.
    await house.clock.advance({ days: 1 })
    const mother = await parent('motherOfTwo')
    await house.write((w) => publishDocument(w, { document: 'consent-platform', ...consentTexts.platform, title: 'Neue Fassung', isMajor: true }))
    await house.platform.school.reload()
    const seen = await platformOf(mother, 'elder')
    assert.deepEqual([seen?.open, seen?.own, seen?.mayDeclare, seen?.openUntil], [true, 'renewed', true, addDays(house.clock.today(), 60)])
    assert.deepEqual((await declare(mother, 'elder')).body, { state: 'GRANTED', open: true })
    assert.equal((await platformOf(mother, 'elder'))?.own, 'given')
  })

  test('3.1 the 18th birthday at 00:00: the parent sees nothing more and can do nothing more, the pupil decides', async () => {
    const mother = await parent('motherOfTwo')
    const tomorrow = addDays(house.clock.today(), 1)
    await house.write((w) => changePeople(w, [{ id: families.ids.elder, majorityOn: tomorrow }]))
    assert.ok(await child(mother, 'elder'))
    await house.clock.travelTo(`${tomorrow} 00:00`)
    const again = await parent('motherOfTwo')
    assert.equal(await child(again, 'elder'), undefined)
    assert.equal((await family(again)).cameOfAge, 1)
    assert.equal((await declare(again, 'elder')).status, 404)
    assert.equal((await withdraw(again, 'elder')).status, 404)
    const jasper = visitor(house)
    await jasper.signIn(families.accountName('elder'))
    const own = (await jasper.call('consent.readOwn')).body as unknown as { isAdult: boolean; purposes: { state: string; open: boolean; mayDeclare: boolean; openUntil: string }[] }
    assert.deepEqual([own.isAdult, own.purposes[0]?.state, own.purposes[0]?.open, own.purposes[0]?.mayDeclare, own.purposes[0]?.openUntil], [true, 'MAJORITY_DUE', true, true, addDays(tomorrow, 28)])
    assert.deepEqual((await jasper.call('consent.declareOwn', { purpose: 'platform', documentVersionId: await version(), clientId: randomUUID() })).body, { state: 'GRANTED', open: true })
    // What an adult withdraws is nobody's business: no parent is told.
    await jasper.call('consent.withdrawOwn', { purpose: 'platform', clientId: randomUUID() })
    assert.doesNotMatch((await again.call('home.readToday')).text, /Jasper/)
  })
})
