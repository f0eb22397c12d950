/**
 * B1: facts are nothing but what follows from the records. After any walk of acts through the example world, all facts of all rooms are worked out again
 * from the records alone and compared with the table: same keys, same beginnings, same ends, none more and none less.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { TASKS } from '#platform/access/vocabulary.ts'
import { contract as documents } from '#platform/documents/contract.ts'
import { publishDocument } from '#platform/documents/documents.ts'
import { addGuardianships, endGuardianship } from '#platform/identity/guardianship.ts'
import { changePeople } from '#platform/identity/people.ts'
import { RefusalError } from '#platform/module/module.ts'
import { perform } from '#platform/module/perform.ts'
import { contract as schoolContract } from '#platform/school/contract.ts'
import { addDays, majorityDate } from '#platform/time/calendar.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { contract as consent, SIGNED } from '#modules/consent/contract.ts'
import { documents as consentTexts } from '#modules/consent/documents.de.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { rulesDocument } from '#modules/messenger/documents.de.ts'
import { modules as allModules } from '#modules/index.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import { contract as people } from '#modules/people/contract.ts'
import { answerDepartures, askDepartures } from '#modules/people/store/questions.ts'
import { act } from '#example/act.ts'
import { parents, pupils, staff } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { rebuilt, stored } from './facts.ts'
import type { TestHouse } from './house.ts'
import { openTestWorld } from './world.ts'

const pupilKeys = pupils.map(({ key }) => key)
const staffKeys = staff.map(({ key }) => key)
const parentKeys = parents.map(({ key }) => key)

const pupil = fc.constantFrom(...pupilKeys)
const purpose = fc.constantFrom('platform' as const, 'video' as const)
const term = { from: fc.integer({ min: -2, max: 3 }), until: fc.option(fc.integer({ min: -1, max: 6 })) }

/** One act. Days count from today. Who may not do it, or not now, is refused: a walk takes what comes. */
const step = fc.oneof(
  fc.record({ do: fc.constant('appoint' as const), by: fc.constantFrom('head' as const, 'deputy' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys), task: fc.constantFrom(...TASKS), ...term }),
  fc.record({ do: fc.constant('endAppointment' as const), by: fc.constantFrom('head' as const, 'deputy' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('nameOffice' as const), by: fc.constantFrom('head' as const, 'deputy' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys), office: fc.constantFrom('deputy' as const, 'officer' as const, 'council' as const, 'inspector' as const), ...term }),
  fc.record({ do: fc.constantFrom('endOffice' as const, 'endCustody' as const), by: fc.constantFrom('head' as const, 'deputy' as const), which: fc.nat(20) }),
  fc.record({ do: fc.constant('custody' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys), from: fc.integer({ min: -2, max: 3 }), handsOver: fc.boolean() }),
  fc.record({ do: fc.constantFrom('release' as const, 'close' as const), by: fc.constantFrom('head' as const, 'deputy' as const) }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('declare' as const), pupil, purpose, signed: fc.constantFrom(...SIGNED), of: fc.option(fc.nat(3)), name: fc.option(fc.constantFrom('Karla Berg', 'Otto Berg'), { freq: 2 }), daysAgo: fc.constantFrom(0, 0, 0, 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), pupil, purpose, by: fc.constantFrom('holder' as const, 'holder' as const, 'named_on_paper' as const, 'adult_pupil' as const, 'pupil_voice' as const), of: fc.nat(3), daysAgo: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('declareOwn' as const, 'declareOwn' as const, 'withdrawOwn' as const), pupil: fc.oneof(fc.constant('adult' as const), pupil), purpose }) },
  fc.record({ do: fc.constant('depart' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys, ...parentKeys), day: fc.integer({ min: -3, max: 3 }) }),
  fc.record({ do: fc.constant('cancelDeparture' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys) }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('missing' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys) }) },
  fc.record({ do: fc.constantFrom('stay' as const, 'inFile' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys) }),
  fc.record({ do: fc.constant('erase' as const), who: pupil }),
  fc.record({ do: fc.constant('return' as const), pupil, until: fc.option(fc.nat(4)) }),
  fc.record({ do: fc.constant('ageOf' as const), pupil, majority: fc.integer({ min: -40, max: 2_000 }) }),
  fc.record({ do: fc.constant('acknowledge' as const), who: fc.constantFrom(...staffKeys, ...pupilKeys), document: fc.constantFrom('module-document' as const, 'messenger-rules' as const) }),
  fc.record({ do: fc.constant('publish' as const), document: fc.constantFrom('messenger-rules' as const, 'consent-platform' as const, 'consent-video' as const), isMajor: fc.boolean() }),
  fc.record({ do: fc.constant('guardian' as const), parent: fc.constantFrom(...parentKeys), pupil, hasCustody: fc.boolean(), contactBan: fc.boolean(), ...term }),
  fc.record({ do: fc.constant('endGuardian' as const), which: fc.nat(20), day: fc.integer({ min: -3, max: 3 }) }),
  fc.oneof(
    fc.record({ do: fc.constant('option' as const), option: fc.constant('consent.holders'), value: fc.constantFrom('all', 'one_with_assurance') }),
    fc.record({ do: fc.constant('option' as const), option: fc.constant('consent.reconsent_days'), value: fc.constantFrom(0, 1, 60) }),
    fc.record({ do: fc.constant('option' as const), option: fc.constant('consent.pupil_voice_age'), value: fc.constantFrom('off', 14, 16) }),
    fc.record({ do: fc.constant('option' as const), option: fc.constant('majority.after_grace'), value: fc.constantFrom('block', 'keep') }),
  ),
  fc.record({ do: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 3 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** Every job of the nights that could write a fact. The two that only look, at the gates and at the machine, would take more time than all walks. */
const LOOKS = ['probe', 'host_check']
const modules = allModules.map((one) => ({ ...one, ...(one.recurring && { recurring: one.recurring.filter(({ name }) => !LOOKS.includes(name)) }) }))

/** More of them by WALKS_OF_ACTS. */
const WALKS = Number(process.env['WALKS_OF_ACTS'] ?? 15)

describe('B1 facts follow from records', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules }))
    await house.platform.jobs.start()
  })
  after(() => house.close())

  test('in the example world as it is built', async () => assert.deepEqual(await stored(house), await rebuilt(house)))

  test('after every walk of acts', async () => {
    let done = 0
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 14 }), async (steps) => {
      await makeReady(house, world)
      for (const one of steps) {
        try {
          await take(house, world, one)
          done++
        } catch (error) {
          if (!(error instanceof RefusalError)) throw error
        }
      }
      await house.platform.jobs.idle()
      assert.deepEqual(await stored(house), await rebuilt(house))
    }), { numRuns: WALKS, endOnFailure: true })
    assert.ok(done > WALKS * 4, `most acts were refused: ${done} done`)
  })

  test('the negative: a fact that nobody wrote down a record for is found', async () => {
    const before_ = await stored(house)
    await sql`UPDATE access_fact SET valid_until = valid_from + interval '100 years' WHERE id = (SELECT id FROM access_fact WHERE kind = 'account' AND valid_until IS NULL LIMIT 1)`.execute(house.db.owner)
    assert.notDeepEqual(await stored(house), before_)
    assert.notDeepEqual(await stored(house), await rebuilt(house))
  })
})

async function take(house: TestHouse, { ids, groups }: World, one: Step): Promise<void> {
  const { platform } = house
  const today = house.clock.today()
  const ahead = (days: number | null) => (days === null ? null : addDays(today, days))
  const id = (key: PersonKey) => ids[key]
  const holder = async (key: PersonKey, which: number) => {
    const rows = await platform.database.selectFrom('guardianship').select('guardian_id').where('ward_id', '=', id(key)).orderBy('id').execute()
    return rows[which % Math.max(1, rows.length)]?.guardian_id ?? ids.mother
  }
  switch (one.do) {
    case 'appoint':
      return void (await act(house, id(one.by), 'administration', administration, 'appoint', { task: one.task, person: { id: id(one.who) }, from: addDays(today, one.from), until: ahead(one.until), isDeputy: false }))
    case 'endAppointment': {
      const rows = await platform.database.selectFrom('appointment').select('id').orderBy('id', 'desc').execute()
      return void (await act(house, id(one.by), 'administration', administration, 'endAppointment', { appointmentId: rows[one.which % rows.length]!.id }))
    }
    case 'nameOffice':
      return void (await act(house, id(one.by), 'administration', administration, 'nameOffice', { office: one.office, person: { id: id(one.who) }, from: addDays(today, one.from), until: ahead(one.until), reference: null }))
    case 'endOffice': {
      const rows = await platform.database.selectFrom('office_term').select('id').where('office', '!=', 'head').where('person_id', '!=', ids.deputy).orderBy('id', 'desc').execute()
      return void (await act(house, id(one.by), 'administration', administration, 'endOffice', { officeTermId: rows[one.which % Math.max(1, rows.length)]?.id ?? randomUUID() }))
    }
    case 'custody': {
      const open = await platform.database.selectFrom('custody_term as c').leftJoin('custody_end as e', 'e.custody_term_id', 'c.id').select('c.id').where('e.at', 'is', null).orderBy('c.id').executeTakeFirst()
      return void (await act(house, ids.head, 'administration', administration, 'nameCustodian', { personId: id(one.who), place: 'Tresor', from: addDays(today, one.from), handOver: one.handsOver ? (open?.id ?? null) : null }))
    }
    case 'endCustody': {
      const rows = await platform.database.selectFrom('custody_term').select('id').orderBy('id', 'desc').execute()
      return void (await act(house, id(one.by), 'administration', administration, 'endCustody', { custodyId: rows[one.which % Math.max(1, rows.length)]?.id ?? randomUUID() }))
    }
    case 'release':
      return void (await act(house, id(one.by), 'administration', administration, 'releaseModule', { module: 'messenger' }))
    case 'close':
      return void (await act(house, id(one.by), 'administration', administration, 'endRelease', { module: 'messenger' }))
    case 'declare': {
      const version = (await loadDocuments(platform.database)).filter((document) => document.purpose === one.purpose).at(-1)!.id
      const groupId = pupils.find(({ key }) => key === one.pupil)!.age >= 15 ? groups.q1 : groups.class7b
      const entry = { pupilId: id(one.pupil), signed: one.signed, declaredOn: addDays(today, -one.daysAgo), documentVersionId: version, ...(one.of !== null && { guardianId: await holder(one.pupil, one.of) }), ...(one.name && { name: one.name }) }
      return void (await act(house, ids.clerk, 'consent', consent, 'recordDeclarations', { groupId, purpose: one.purpose, clientId: randomUUID(), entries: [entry] }))
    }
    case 'withdraw':
      return void (await act(house, ids.clerk, 'consent', consent, 'recordWithdrawal', { pupilId: id(one.pupil), purpose: one.purpose, clientId: randomUUID(), by: one.by, ...(one.by === 'holder' && { guardianId: await holder(one.pupil, one.of) }), receivedOn: addDays(today, -one.daysAgo) }))
    case 'declareOwn': {
      const version = (await loadDocuments(platform.database)).filter((document) => document.purpose === one.purpose).at(-1)!.id
      return atTheDoor(house, id(one.pupil), 'consent.declareOwn', { purpose: one.purpose, documentVersionId: version, clientId: randomUUID() })
    }
    case 'withdrawOwn':
      return atTheDoor(house, id(one.pupil), 'consent.withdrawOwn', { purpose: one.purpose, clientId: randomUUID() })
    case 'depart':
      return void (await act(house, ids.admin, 'people', people, 'recordDeparture', { id: id(one.who), exitOn: addDays(today, one.day) }))
    case 'cancelDeparture':
      return void (await act(house, ids.admin, 'people', people, 'cancelDeparture', { id: id(one.who) }))
    // What an import does about who is missing in its file, and about who is in it again.
    case 'missing':
      return house.write((w) => askDepartures(w, [id(one.who)]))
    case 'inFile':
      return void (await house.write((w) => answerDepartures(w, [id(one.who)], 'in_file')))
    case 'stay':
      return void (await act(house, ids.admin, 'people', people, 'recordStay', { id: id(one.who) }))
    case 'erase':
      return house.write((w) => recordDeletions(w, [{ personId: id(one.who), on: today, cause: 'decision', reason: 'Abmeldung liegt vor' }]))
    case 'return':
      return house.write((w) => changePeople(w, [{ id: id(one.pupil), exitOn: ahead(one.until) }]))
    case 'ageOf':
      return house.write((w) => changePeople(w, [{ id: id(one.pupil), majorityOn: addDays(today, one.majority) }]))
    case 'acknowledge': {
      const row = await platform.database.selectFrom('document_version').select(['major', 'minor']).where('document', '=', one.document).orderBy('major', 'desc').orderBy('minor', 'desc').limit(1).executeTakeFirstOrThrow()
      return void (await act(house, id(one.who), 'documents', documents, 'acknowledge', { document: one.document, ...row }))
    }
    case 'publish': {
      const text = one.document === 'messenger-rules' ? rulesDocument() : consentTexts[one.document === 'consent-video' ? 'video' : 'platform']
      await house.write((w) => publishDocument(w, { ...text, document: one.document, title: `${text.title} ${randomUUID()}`, isMajor: one.isMajor }))
      return platform.school.reload()
    }
    case 'guardian':
      return void (await house.write((w) => addGuardianships(w, [{ guardianId: id(one.parent), wardId: id(one.pupil), kind: 'guardian', hasCustody: one.hasCustody, contactBan: one.contactBan, from: addDays(today, one.from), until: ahead(one.until), source: 'test' }])))
    case 'endGuardian': {
      const rows = await platform.database.selectFrom('guardianship').select('id').orderBy('id').execute()
      return house.write((w) => endGuardianship(w, rows[one.which % rows.length]!.id, addDays(today, one.day)))
    }
    case 'option':
      return void (await act(house, ids.head, 'school', schoolContract, 'decideOption', { option: one.option, value: one.value }))
    case 'pass':
      return house.clock.travelTo(`${addDays(today, one.days)} 08:00`)
  }
}

/** With the ticket of somebody whose door may be closed (B13). */
async function atTheDoor(house: TestHouse, personId: string, name: string, input: Record<string, unknown>): Promise<void> {
  const actor = await house.platform.actors.find(personId)
  const request = { address: '127.0.0.1', cookies: {}, userAgent: 'test', setCookie: () => {} }
  await perform(house.platform, house.assembly.entries.get(name)!, { actor: actor && { ...actor, via: 'ticket' }, door: 'http', input, at: house.clock.now(), request })
}

/** Walks wear the school out: whoever enters and keeps accounts is appointed again, who left comes back, foreign guardians go. */
async function makeReady(house: TestHouse, { ids }: World): Promise<void> {
  const { database } = house.platform
  const today = house.clock.today()
  const back = await database.selectFrom('person').select('id').where('id', 'in', Object.values(ids)).where('exit_on', 'is not', null).execute()
  await house.write((w) => changePeople(w, back.map((row) => ({ id: row.id, exitOn: null }))))
  await house.write((w) => changePeople(w, pupils.map((one) => ({ id: ids[one.key], majorityOn: majorityDate(`${Number(today.slice(0, 4)) - one.age}-01-15`) }))))
  for (const { id } of await database.selectFrom('guardianship').select('id').where('source', '=', 'test').where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)])).execute()) {
    await house.write((w) => endGuardianship(w, id, addDays(today, -1)))
  }
  for (const { id } of await database.selectFrom('appointment as a').leftJoin('appointment_end as e', 'e.appointment_id', 'a.id').select('a.id').where('e.at', 'is', null).execute()) {
    await act(house, ids.head, 'administration', administration, 'endAppointment', { appointmentId: id })
  }
  for (const [who, task] of [['admin', 'users'], ['clerk', 'consent_register']] as const) {
    await act(house, ids.head, 'administration', administration, 'appoint', { task, person: { id: ids[who] }, from: today, until: null, isDeputy: false })
  }
  await act(house, ids.head, 'school', schoolContract, 'decideOption', { option: 'consent.reconsent_days', value: 60 })
}
