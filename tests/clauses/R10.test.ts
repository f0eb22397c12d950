/** Clause 10: persons near the school get an account by decision of the head, with an end; and what the head decides first, and that modules ask for it (RP.1, R1.5). */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDays } from '#platform/time/calendar.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import type { Module } from '#platform/module/module.ts'
import { installerCode } from '#modules/administration/founding.ts'
import { modules } from '#modules/index.ts'
import { module as messenger } from '#modules/messenger/module.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Row = Record<string, unknown>
const code = ({ status, refusal }: Reply) => [status, refusal?.code]

describe('R10.2 accounts of others', () => {
  let house: TestHouse
  let world: World
  let head: Visitor
  let admin: Visitor
  before(async () => {
    ;({ house, world } = await openTestWorld())
    head = await as('head')
    admin = await as('admin')
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const ask = (by: Visitor, more: Row = {}) => by.call('administration.requestOther', { person: { givenName: 'Udo', familyName: 'Meier' }, role: 'Hausmeister', reason: 'Meldungen zu Räumen', wantsMailbox: true, from: house.clock.today(), until: null, ...more })
  const decide = (by: Visitor, requestId: unknown, isGranted = true, until: string | null = null) => by.call('administration.decideOther', { requestId, isGranted, until })

  test('the administration alone makes no such account; it asks, and only the head or the deputy decides', async () => {
    assert.deepEqual(code(await admin.call('people.addPerson', { type: 'other', givenName: 'Udo', familyName: 'Meier' })), [422, 'other_by_head'])
    const asked = await ask(admin)
    assert.equal(asked.status, 200)
    assert.deepEqual(code(await decide(admin, asked.body['id'])), [403, 'forbidden'])
    assert.equal((await house.platform.database.selectFrom('person').select('id').where('type', '=', 'other').where('deleted_on', 'is', null).execute()).length, 0)
    for (const key of ['otherTeacher', 'clerk', 'pupil'] as const) assert.equal((await ask(await as(key))).status, 403, key)
    assert.equal((await decide(await as('deputy'), asked.body['id'])).status, 200)
  })

  test('the term is the school year and a month unless the head says otherwise, and never without an end', async () => {
    const asked = await ask(admin, { person: { givenName: 'Eva', familyName: 'Rat' } })
    const granted = await decide(head, asked.body['id'])
    assert.equal(granted.body['until'], '2027-08-31')
    assert.deepEqual(code(await ask(admin, { until: addDays(house.clock.today(), -1) })), [422, 'appointment_term'])
    assert.deepEqual(code(await ask(admin, { until: '2140-01-01' })), [422, 'other_term_too_long'])
  })

  test('two who decide the same: the same answer is one account, another answer comes too late', async () => {
    const asked = await ask(admin, { person: { givenName: 'Zwei', familyName: 'Mal' } })
    const replies = await Promise.all([decide(head, asked.body['id']), decide(await as('deputy'), asked.body['id'])])
    assert.deepEqual(replies.map((reply) => [reply.status, reply.body['personId']]), Array(2).fill([200, replies[0]!.body['personId']]))
    assert.equal((await house.platform.database.selectFrom('person').select('id').where('family_name', '=', 'Mal').execute()).length, 1)
    assert.deepEqual(code(await decide(head, asked.body['id'], false)), [409, 'other_decided'])
    const no = await ask(admin, { person: { givenName: 'Nein', familyName: 'Danke' } })
    assert.equal((await decide(head, no.body['id'], false)).status, 200)
    assert.deepEqual(code(await decide(head, no.body['id'])), [409, 'other_decided'])
    assert.equal((await house.platform.database.selectFrom('person').select('id').where('family_name', '=', 'Danke').execute()).length, 0)
  })

  test('the term ended yesterday: no sign-in; extended by the head alone, and the administration lifts no end', async () => {
    const today = house.clock.today()
    const asked = await ask(admin, { person: { givenName: 'Kurt', familyName: 'Kurz' }, until: addDays(today, 10) })
    const { personId } = (await decide(head, asked.body['id'])).body as { personId: string }
    await house.write((w) => setPassword(w, personId, PASSWORD))
    const { account_name } = await house.platform.database.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
    const signIn = async () => (await visitor(house).signIn(account_name)).body['outcome'] ?? null
    assert.equal(await signIn(), 'signed_in')
    assert.deepEqual(code(await admin.call('people.cancelDeparture', { id: personId })), [422, 'other_by_head'])
    assert.deepEqual(code(await admin.call('people.recordDeparture', { id: personId, exitOn: addDays(today, 11) })), [422, 'other_by_head'])
    assert.deepEqual(code(await admin.call('administration.extendOther', { personId, until: addDays(today, 20), reason: 'bleibt' })), [403, 'forbidden'])
    await house.clock.travelTo(`${addDays(today, 10)} 23:59:50`)
    assert.equal(await signIn(), 'signed_in')
    await house.clock.travelTo(`${addDays(today, 11)} 00:00`)
    assert.equal(await signIn(), null)
    head = await as('head')
    assert.equal((await head.call('administration.extendOther', { personId, until: addDays(today, 40), reason: 'bleibt länger' })).status, 200)
    assert.equal(await signIn(), 'signed_in')
    for (const id of [world.ids.clerk, world.ids.pupil]) assert.equal((await head.call('administration.extendOther', { personId: id, until: addDays(today, 40), reason: 'niemand' })).status, 404)
  })

  test('they see no list of pupils', async () => {
    const { id } = await house.platform.database.selectFrom('person').select('id').where('family_name', '=', 'Kurz').where('type', '=', 'other').executeTakeFirstOrThrow()
    const found = (await (await arrive(house, id)).call('people.listPeople', { limit: 100 })).body['people'] as Row[]
    assert.deepEqual(found.filter((one) => one['type'] === 'pupil'), [])
  })
})

describe('RP.1 the first run', () => {
  let house: TestHouse
  /** A module as files will be: it asks for the place of the administration's papers before its release (R1.5). */
  const files: Module = { ...messenger, manifest: { ...messenger.manifest, needs: { ...messenger.manifest.needs, decided: ['admin_system.hint'] } } }
  before(async () => {
    house = await openTestHouse({ modules: modules.map((one) => (one.manifest.id === 'messenger' ? files : one)) })
  })
  after(() => house.close())

  const year = { label: '2026/27', start: '2026-08-03', end: '2027-07-30', closed: [{ from: '2026-12-21', until: '2027-01-08', kind: 'christmas' }] }
  const input = {
    name: 'Grundschule am Deich', state: 'NI', type: 'primary', isSmall: true, schoolYear: year, head: { givenName: 'Ingrid', familyName: 'Vogt' }, deputy: { givenName: 'Jan', familyName: 'Harms' },
    officer: { givenName: 'Petra', familyName: 'Lange', type: 'other', reference: 'Vertrag 3' }, authorityContact: 'Samtgemeinde', holders: 'one_with_assurance',
  }

  test('two who send the code at once: one school, and the other hears it; the code is void afterwards', async () => {
    assert.deepEqual(code(await visitor(house).call('administration.foundSchool', { ...input, code: 'AAAA-BBBB-CCCC' })), [403, 'installer_code'])
    const value = installerCode(house.platform)
    const replies = await Promise.all([1, 2].map(() => visitor(house).call('administration.foundSchool', { ...input, code: value })))
    assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, 409])
    assert.equal(replies.find((reply) => reply.status === 409)?.refusal?.code, 'school_founded')
    assert.deepEqual(code(await visitor(house).call('administration.foundSchool', { ...input, code: value })), [409, 'school_founded'])
    assert.equal((await house.platform.database.selectFrom('person').select('id').where('deleted_on', 'is', null).execute()).length, 3)
  })

  test('what was asked is decided, dated, and can be decided anew: type with its presets, year, holidays, size, signatures', async () => {
    const { id } = await house.platform.database.selectFrom('person').select('id').where('family_name', '=', 'Vogt').executeTakeFirstOrThrow()
    const head = await arrive(house, id)
    const option = house.platform.school.option
    assert.deepEqual([option('school.type'), option('pw.pupil_min'), option('school.is_small'), option('consent.holders'), option('schoolyear.own')['2026/27']?.start], ['primary', 8, true, 'one_with_assurance', '2026-08-03'])
    const decisions = (await head.call('school.listDecisions')).body['decisions'] as Row[]
    assert.ok(decisions.some((one) => one['option'] === 'schoolyear.closed' && one['decidedOn'] === house.clock.today()))
    assert.equal((await head.call('school.decideOption', { option: 'school.name', value: 'Deichschule' })).status, 200)
    assert.equal(((await head.call('identity.getSession')).body['school'] as Row)['name'], 'Deichschule')
    assert.deepEqual(code(await head.call('school.decideOption', { option: 'schoolyear.own', value: { '2026/27': { start: '2027-08-01', end: '2026-08-01' } } })), [422, 'option_value'])
    // Years of 1900 and 2090 are a slip of the finger, and a holiday of two years would leave no school day to count from.
    for (const [start, end] of [['1990-08-01', '1991-07-31'], ['2026-08-01', '2090-07-31'], ['2089-08-01', '2090-07-31']]) assert.deepEqual(code(await head.call('school.decideOption', { option: 'schoolyear.own', value: { '2026/27': { start, end } } })), [422, 'option_value'], start)
    assert.equal((await head.call('school.decideOption', { option: 'schoolyear.own', value: { '2026/27': { start: '2027-02-01', end: '2028-01-31' } } })).status, 200, 'a school may begin in February')
    assert.equal((await head.call('school.decideOption', { option: 'schoolyear.own', value: { '2026/27': { start: year.start, end: year.end } } })).status, 200)
    assert.deepEqual(code(await head.call('school.decideOption', { option: 'schoolyear.closed', value: { '2026/27': [{ from: '2026-12-21', until: '2028-12-31', kind: 'christmas' }] } })), [422, 'option_value'])
    const offices = (await head.call('administration.listAppointments')).body['offices'] as Row[]
    assert.deepEqual(offices.map((one) => [one['office'], (one['person'] as Row)['displayName'], one['isOutside'], one['reference']]).sort(), [['deputy', 'Jan Harms', false, null], ['head', 'Ingrid Vogt', false, null], ['officer', 'Petra Lange', true, 'Vertrag 3']])
    assert.deepEqual((await head.call('consent.countWaiting')).body, { pupils: 0, all: 0, oneWithAssurance: 0, now: 'one_with_assurance' })
  })

  test('R1.5 a module that needs the place of the administration\'s papers is released only when it is given', async () => {
    const { id } = await house.platform.database.selectFrom('person').select('id').where('family_name', '=', 'Vogt').executeTakeFirstOrThrow()
    const head = await arrive(house, id)
    const refused = await head.call('administration.releaseModule', { module: 'messenger' })
    assert.deepEqual([...code(refused), refused.refusal?.params?.['option']], [422, 'release_option_missing', 'admin_system.hint'])
    assert.deepEqual(((await head.call('administration.listReleases')).body['modules'] as Row[])[0]!['missing'], ['admin_system.hint'])
    assert.equal((await head.call('school.decideOption', { option: 'admin_system.hint', value: 'Schulverwaltungsprogramm, Sekretariat' })).status, 200)
    assert.equal((await head.call('administration.releaseModule', { module: 'messenger' })).status, 200)
  })
})
