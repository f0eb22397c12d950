/** Clause 2 and 3.1 on the way home: slips and codes for parents as paper to cut, and what a code opens that is not somebody's own, or not any more. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addContactBan } from '#platform/identity/guardianship.ts'
import { addPeople } from '#platform/identity/people.ts'
import { linkSameHuman } from '#platform/identity/same-human.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addFamilies, banFather } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const CLASS_SIZE = 30

type Slip = { personId: string; familyName: string; place: string | null; code: string }
type Letter = { pupilId: string; familyName: string; place: string | null; codes: string[] }

describe('R2 letters to parents', () => {
  let house: TestHouse
  let world: World
  let families: Families
  /** A class and its year, about whose parents nobody is on record. */
  let newcomers: { classId: string; yearId: string; pupilIds: string[] }

  before(async () => {
    ;({ house, world } = await openTestWorld())
    families = await addFamilies(house, world)
    await banFather(house, world, families)
    newcomers = await house.write(async (w) => {
      const schoolYear = schoolYearAt(w.platform.school, w.today).label
      const [classId, yearId] = await foundGroups(w, [{ kind: 'class', label: '05x', purpose: 'Unterricht', schoolYear }, { kind: 'year', label: 'Jahrgang 5', purpose: 'Jahrgang', schoolYear }])
      const pupilIds = await addPeople(w, Array.from({ length: CLASS_SIZE }, (_, n) => ({ type: 'pupil' as const, givenName: 'Neu', familyName: `Kind${String(n).padStart(2, '0')}`, source: 'test', sourceId: `letters ${n}`, enteredOn: w.today })))
      await addMembers(w, pupilIds.flatMap((personId) => [{ groupId: classId!, personId, role: 'member' as const }, { groupId: yearId!, personId, role: 'member' as const }]))
      return { classId: classId!, yearId: yearId!, pupilIds }
    })
  })
  after(() => house.close())

  const staff = async (key: PersonKey): Promise<Visitor> => {
    const one = visitor(house)
    await one.signIn(world.accountName(key))
    return one
  }
  /** Sheets of a paper; 0: it is none. */
  const sheetsOf = ({ status, bytes }: Reply): number => (status === 200 && bytes.subarray(0, 5).toString() === '%PDF-' ? (bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0) : 0)
  const journal = async (event: string) => (await house.platform.database.selectFrom('journal_entry').select('fields').where('event', '=', event).orderBy('seq').execute()).map((row) => row.fields)
  const openCodes = async () => (await house.platform.database.selectFrom('family_code as c').leftJoin('family_code_end as e', 'e.code_id', 'c.id').select('c.pupil_id').where('e.code_id', 'is', null).execute()).map((row) => row.pupil_id)
  const openSlips = async () => (await house.platform.database.selectFrom('access_slip as s').leftJoin('access_slip_end as e', 'e.slip_id', 's.id').select('s.person_id').where('e.slip_id', 'is', null).execute()).map((row) => row.person_id)
  const codesOf = async (pupilId: string, count = 1): Promise<string[]> => ((await (await staff('clerk')).call('consent.makeFamilyCodes', { pupilId, count })).body['letters'] as Letter[])[0]!.codes
  const words = ({ status, text }: Reply): string => `${status} ${text}`

  test('3.1 R4.2 slips for the parents of a class and of one family, as page and as paper: one for each with custody, none for whom a contact ban keeps away', async () => {
    const { younger, elder, motherOfTwo, bannedFather } = families.ids
    for (const key of ['clerk', 'admin'] as const) {
      const by = await staff(key)
      const slipsOf = async (name: string, id: string) => (await by.call(name, { id, all: true })).body['slips'] as Slip[]
      assert.deepEqual((await slipsOf('people.printFamilySlips', younger)).map((one) => [one.personId, one.place]), [[motherOfTwo, '06c']], key)
      assert.deepEqual((await slipsOf('people.printFamilySlips', elder)).map((one) => one.personId), [motherOfTwo, bannedFather], key)
      assert.equal(sheetsOf(await by.call('people.printFamilySlipPapers', { id: elder, all: true })), 1)
      assert.equal(sheetsOf(await by.call('people.printGuardianSlipPapers', { id: families.groups.class9d, all: true })), 1)
    }
    // Each print ends the slips before it: whoever got four has one.
    const open = await openSlips()
    for (const id of [motherOfTwo, bannedFather]) assert.equal(open.filter((one) => one === id).length, 1)
    const fields = await journal('people.slips_printed')
    assert.deepEqual(fields.slice(-4), [{ group: null, count: 1 }, { group: null, count: 2 }, { group: null, count: 2 }, { group: families.groups.class9d, count: 3 }])
    const entry = await house.platform.database.selectFrom('journal_entry').selectAll().where('event', '=', 'people.slips_printed').orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
    assert.doesNotMatch(JSON.stringify(entry), /Brehm|Aldinger|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/)
  })

  test('3.1 who has a password gets none unless asked for all; without anybody there is no paper', async () => {
    const by = await staff('clerk')
    for (const name of ['people.printFamilySlipPapers', 'people.printGuardianSlipPapers'] as const) {
      const reply = await by.call(name, { id: name === 'people.printFamilySlipPapers' ? families.ids.elder : families.groups.class9d })
      assert.deepEqual([reply.status, reply.refusal?.code], [422, 'parent_slips_nobody'], name)
    }
  })

  test('R2.1 codes for a class and for a year as paper: two for each child without parents on record, six on a sheet; the earlier ones end', async () => {
    const by = await staff('clerk')
    const page = (await by.call('consent.makeClassFamilyCodes', { groupId: newcomers.yearId })).body['letters'] as Letter[]
    assert.deepEqual(page.map((one) => [one.familyName, one.place, one.codes.length]), newcomers.pupilIds.map((_, n) => [`Kind${String(n).padStart(2, '0')}`, '05x', 2]))
    for (const groupId of [newcomers.classId, newcomers.yearId]) assert.equal(sheetsOf(await by.call('consent.printClassFamilyCodes', { groupId })), CLASS_SIZE * 2 / 6)
    assert.equal((await openCodes()).filter((id) => newcomers.pupilIds.includes(id)).length, CLASS_SIZE * 2)
    assert.equal((await visitor(house).call('consent.readFamilyCode', { code: page[0]!.codes[0] })).refusal?.code, 'family_code_void')
    assert.equal(sheetsOf(await by.call('consent.printFamilyCodes', { pupilId: newcomers.pupilIds[0], count: 1 })), 1)
    assert.deepEqual((await journal('consent.family_codes_made')).slice(-3), [{ count: 60, group: newcomers.classId }, { count: 60, group: newcomers.yearId }, { count: 1, group: null }])
    const full = await by.call('consent.printClassFamilyCodes', { groupId: families.groups.class9d })
    assert.deepEqual([full.status, full.refusal?.code], [422, 'codes_nobody'])
  })

  test('R2.1 the negative: nobody else prints the way into a family, and nobody does for the own child', async () => {
    const { elder, motherOfTwo, bannedFather } = families.ids
    const before = [await openCodes(), await openSlips()].map((ids) => ids.length)
    const tries = [['people.printGuardianSlipPapers', { id: families.groups.class9d, all: true }], ['people.printFamilySlips', { id: elder, all: true }], ['people.printFamilySlipPapers', { id: elder, all: true }], ['consent.printFamilyCodes', { pupilId: elder, count: 2 }], ['consent.printClassFamilyCodes', { groupId: newcomers.classId }]] as const
    for (const one of [await staff('head'), await staff('teacher'), await staff('otherTeacher'), await staff('pupil'), await staff('mother'), visitor(house)]) {
      for (const [name, input] of tries) assert.ok([401, 403, 404].includes((await one.call(name, { ...input })).status), name)
    }
    const parent = visitor(house)
    await parent.signIn(families.accountName('motherOfTwo'))
    for (const [name, input] of tries) assert.ok([403, 404].includes((await parent.call(name, { ...input })).status), name)
    // The clerk is the father at home: not for the own child, nor for its other parent.
    await house.write((w) => linkSameHuman(w, { workId: world.ids.clerk, parentId: bannedFather }))
    const clerk = await staff('clerk')
    for (const [name, input] of tries.slice(1, 4)) {
      const reply = await clerk.call(name, { ...input })
      assert.ok(reply.refusal?.code === 'own_family', `${name} ${words(reply)}`)
    }
    const parentsOf = async (id: string) => ((await clerk.call('people.printGuardianSlips', { id, all: true })).body['slips'] as Slip[]).map((one) => one.personId)
    assert.deepEqual((await parentsOf(families.groups.class9d)).filter((id) => id === motherOfTwo || id === bannedFather), [])
    assert.ok((await parentsOf(world.groups.class7b)).length > 0)
    assert.equal((await openCodes()).length, before[0])
  })

  test('T3 a child whom a contact ban hides from the clerk gets no code from this clerk and stands on no letter of the class, nor do its parents get a slip', async () => {
    const namesIn = async () => ((await (await staff('clerk')).call('consent.makeClassFamilyCodes', { groupId: families.groups.class6c })).body['letters'] as Letter[]).map((one) => one.familyName)
    assert.deepEqual(await namesIn(), ['Anand'])
    await house.write((w) => addContactBan(w, { guardianId: world.ids.clerk, wardId: families.ids.nobodyOnRecord, kind: 'other', from: w.today, until: null, source: 'test' }))
    assert.deepEqual(await namesIn(), [])
    const parentsIn = async () => ((await (await staff('clerk')).call('people.printGuardianSlips', { id: world.groups.class7b, all: true })).body['slips'] as Slip[]).map((one) => one.personId)
    assert.ok((await parentsIn()).includes(world.ids.mother))
    await house.write((w) => addContactBan(w, { guardianId: world.ids.clerk, wardId: world.ids.pupil, kind: 'other', from: w.today, until: null, source: 'test' }))
    assert.ok(!(await parentsIn()).includes(world.ids.mother))
    assert.equal((await (await staff('clerk')).call('consent.printFamilyCodes', { pupilId: families.ids.nobodyOnRecord, count: 1 })).status, 404)
  })

  test('X17 the negative: a forged, used, replaced, foreign or expired code, and one of a child who has left, open nothing and say the same', async () => {
    const [first, second, third, fourth] = newcomers.pupilIds as [string, string, string, string]
    const claim = { givenName: 'Meera', familyName: 'Anand', kind: 'mother', hasCustody: true }
    const [used] = await codesOf(first)
    assert.equal((await visitor(house).call('consent.claimAsNew', { ...claim, code: used })).status, 200)
    const [replaced] = await codesOf(second)
    await codesOf(second)
    const [ofGone] = await codesOf(third)
    await house.write((w) => w.trx.updateTable('person').set({ exit_on: '2026-01-01' }).where('id', '=', third).execute())
    const admin = await staff('admin')
    // A slip is a code of the same looks, and opens an account; here it is none.
    const foreign = ((await admin.call('people.printFamilySlips', { id: families.ids.halfSister, all: true })).body['slips'] as Slip[])[0]!.code
    const [expired] = await codesOf(fourth)
    await house.clock.advance({ days: 100 })
    const codes = { forged: 'AAAA-BBBB-CCCC', used, replaced, ofGone, foreign, expired, short: 'AAAA', words: 'kein Code' }
    const people = async () => Number((await house.platform.database.selectFrom('person').select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
    const before = await people()
    const answers = new Map<string, string[]>()
    for (const [kind, code] of Object.entries(codes)) {
      for (const reply of [await visitor(house).call('consent.readFamilyCode', { code }), await visitor(house).call('consent.claimAsNew', { ...claim, code })]) {
        assert.doesNotMatch(reply.text, /Neu|Kind\d|Nele|ticket/, kind)
        answers.set(words(reply), [...(answers.get(words(reply)) ?? []), kind])
      }
    }
    assert.equal(answers.size, 1, JSON.stringify([...answers]))
    assert.equal(await people(), before)
    // And no code of a letter is a slip.
    const [code] = await codesOf(first)
    const [asSlip, asNothing] = [await visitor(house).call('identity.useSlip', { code }), await visitor(house).call('identity.useSlip', { code: 'AAAA-BBBB-CCCC' })]
    assert.equal(words(asSlip), words(asNothing))
    assert.notEqual(asSlip.status, 200)
    await house.clock.advance({ hours: 2 })
  })

  test('X17 a right code takes its try back: at a parents\' evening all of a class come in from one address; guessing still ends after twenty', async () => {
    const clerk = await staff('clerk')
    const letters = (await clerk.call('consent.makeClassFamilyCodes', { groupId: newcomers.classId })).body['letters'] as Letter[]
    assert.ok(letters.length > 25)
    for (const { codes } of letters) assert.equal((await visitor(house).call('consent.readFamilyCode', { code: codes[0] })).status, 200)
    const statuses: number[] = []
    for (let n = 0; n < 25; n++) {
      statuses.push((await visitor(house).call('consent.readFamilyCode', { code: `AAAA-BBBB-CC${String(n).padStart(2, '0')}` })).status)
      // Right ones in between give a guesser nothing.
      await visitor(house).call('consent.readFamilyCode', { code: letters[0]!.codes[1] })
    }
    assert.deepEqual(statuses, [...Array<number>(20).fill(403), ...Array<number>(5).fill(429)])
  })
})
