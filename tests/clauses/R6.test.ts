/** Clause 6.1: log data for the care of the system only: nobody looks without a case, nobody sees a name alone. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Row = { mark: string | null; operation: string; outcome: string; network: string | null }
type Case = { id: string; isOpen: boolean; queries: number; hasOwnRows: boolean; openedBy: { displayName: string } | null; unmaskings: { id: string; state: string; readings: number }[]; steps: { kind: string; by: { displayName: string } | null; mark: string | null }[] }

describe('R6.1 looking into logs', () => {
  let house: TestHouse
  let world: World
  let officer: string
  before(async () => {
    ;({ house, world } = await openTestWorld())
    const head = await as('head')
    const from = house.clock.today()
    // Miriam looks after the logs, Sabine is the data protection officer, Paul sits in the staff council.
    for (const [name, input] of [
      ['administration.appoint', { task: 'logs', person: { id: world.ids.admin }, from, until: null, isDeputy: false }],
      ['administration.nameOffice', { office: 'officer', person: { id: world.ids.clerk }, from, until: null, reference: null }],
      ['administration.nameOffice', { office: 'council', person: { id: world.ids.otherTeacher }, from, until: null, reference: null }],
    ] as const) {
      const reply = await head.call(name, input)
      assert.equal(reply.status, 200, `${name} ${reply.text}`)
    }
    officer = world.ids.clerk
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const wish = (more: Record<string, unknown> = {}) => ({
    purpose: 'fault', reason: 'Nachrichten kommen seit heute früh nicht an', service: 'all', windowFrom: new Date(house.clock.now().getTime() - 86_400_000).toISOString(),
    windowUntil: new Date(house.clock.now().getTime() + 3_600_000).toISOString(), hours: 4, reference: null, ...more,
  })
  const open = async (one: Visitor, more: Record<string, unknown> = {}) => {
    const reply = await one.call('logs.openLogCase', wish(more))
    assert.equal(reply.status, 200, reply.text)
    return String(reply.body['id'])
  }
  const look = async (one: Visitor, caseId: string, more: Record<string, unknown> = {}) => {
    const reply = await one.call('logs.queryLog', { caseId, log: 'access', ...more })
    assert.equal(reply.status, 200, reply.text)
    return reply.body['rows'] as Row[]
  }
  /** The number of a person in a case: found by what only this person did just now. */
  const markAfter = async (one: Visitor, caseId: string, key: PersonKey) => {
    await (await as(key)).call('messenger.findPeople', { query: 'zz' })
    return (await look(one, caseId, { operation: 'messenger.findPeople' })).find(({ mark }) => mark !== null)!.mark!
  }
  const register = async (key: PersonKey) => (await (await as(key)).call('logs.listLogCases')).body['cases'] as Case[]
  const waits = async (key: PersonKey, kind: string) => ((await (await as(key)).call('home.readToday')).body['waiting'] as { kind: string }[]).filter((one) => one.kind === kind).length

  test('R6.1 GIVEN admin A without an open case WHEN A opens logs THEN 403; who has no such task finds nothing', async () => {
    const admin = await as('admin')
    const nothing = '01939d3e-0000-7000-8000-000000000001'
    const refused = await admin.call('logs.queryLog', { caseId: nothing, log: 'access' })
    assert.deepEqual([refused.status, refused.refusal?.code, refused.refusal?.clause], [403, 'no_open_case', '6'])
    for (const key of ['teacher', 'pupil', 'mother', 'clerk', 'secondAdmin', 'otherTeacher'] as const) {
      const reply = await (await as(key)).call('logs.queryLog', { caseId: nothing, log: 'access' })
      assert.ok(reply.status === 404 || (reply.status === 403 && reply.refusal?.code === 'forbidden'), `${key} ${reply.text}`)
    }
    // Somebody else's case is none either, not the head's.
    const caseId = await open(admin)
    assert.equal((await (await as('head')).call('logs.queryLog', { caseId, log: 'access' })).refusal?.code, 'no_open_case')
    await admin.call('logs.closeLogCase', { caseId })
  })

  test('R6.1 WHEN A opens a case and searches P\'s name THEN no field accepts a name, and rows show U-numbers', async () => {
    const [admin, lina] = [await as('admin'), await as('pupil')]
    await lina.call('messenger.searchMessages', { query: 'Geheimwort' })
    const caseId = await open(admin)
    for (const more of [{ name: 'Lina Sommer' }, { personId: world.ids.pupil }, { mark: 'U-0001' }, { pseudonym: 'x' }, { query: 'Lina' }]) {
      assert.equal((await admin.call('logs.queryLog', { caseId, log: 'access', ...more })).refusal?.code, 'input_invalid', JSON.stringify(more))
    }
    assert.equal((await admin.call('logs.queryLog', { caseId, log: 'access', operation: 'Lina Sommer' })).refusal?.code, 'input_invalid')
    const rows = await look(admin, caseId)
    assert.ok(rows.some(({ operation, mark }) => operation === 'messenger.searchMessages' && /^U-\d{4}$/.test(mark!)))
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(`Lina|Sommer|Geheimwort|127\\.0\\.0\\.1"|${world.ids.pupil}`))
    // Stable in the case, another number space in the next.
    const first = await markAfter(admin, caseId, 'pupil')
    assert.equal(await markAfter(admin, caseId, 'pupil'), first)
    assert.notEqual(await markAfter(admin, caseId, 'friend'), first)
    const { rows: marks } = { rows: await house.platform.database.selectFrom('log_case_mark').select('mark').execute() }
    const other = await open(admin)
    await markAfter(admin, other, 'pupil')
    assert.equal(new Set([...marks, ...(await house.platform.database.selectFrom('log_case_mark').select('mark').where('case_id', '=', other).execute())].map(({ mark }) => mark.toString('hex'))).size, marks.length + (await house.platform.database.selectFrom('log_case_mark').select('number').where('case_id', '=', other).execute()).length)
  })

  test('R6.1 a case is about one service, for its window and its hours; it closes by itself, and what it was opened for decides who is seen', async () => {
    const admin = await as('admin')
    const code = async (more: Record<string, unknown>) => (await admin.call('logs.openLogCase', wish(more))).refusal?.code
    assert.equal(await code({ hours: 25 }), 'input_invalid')
    assert.equal(await code({ windowFrom: new Date(house.clock.now().getTime() - 8 * 86_400_000).toISOString() }), 'window_long')
    assert.equal(await code({ purpose: 'court_order', reference: 'AZ 12/26' }), 'court_by_head')
    assert.equal(await code({ reason: 'kurz' }), 'input_invalid')
    assert.equal(await code({ purpose: 'curiosity' }), 'input_invalid')
    await (await as('pupil')).call('home.readToday')
    const ofMessenger = await open(admin, { service: 'messenger' })
    assert.ok((await look(admin, ofMessenger)).every(({ operation }) => operation.startsWith('messenger.')))
    assert.equal((await admin.call('logs.queryLog', { caseId: ofMessenger, log: 'sign_in' })).refusal?.code, 'log_not_in_case')
    const capacity = await open(admin, { purpose: 'capacity' })
    const rows = await look(admin, capacity)
    assert.ok(rows.length > 0 && rows.every(({ mark }) => mark === null))
    assert.equal((await admin.call('logs.requestUnmasking', { caseId: capacity, mark: 'U-0001', reason: 'wer macht so viel Last' })).refusal?.code, 'mark_unknown')
    // A window that ended before what happened shows nothing of it.
    const past = await open(admin, { windowUntil: new Date(house.clock.now().getTime() - 3_600_000).toISOString() })
    assert.deepEqual(await look(admin, past), [])
    const short = await open(admin, { hours: 1 })
    await house.clock.advance({ hours: 1 })
    const later = await as('admin')
    assert.equal((await later.call('logs.queryLog', { caseId: short, log: 'access' })).refusal?.code, 'no_open_case')
    assert.equal((await later.call('logs.queryLog', { caseId: capacity, log: 'access' })).status, 200, 'four hours are not over')
  })

  test('R6.1 WHEN A requests unmask alone THEN it waits for the second person; the person is told; the case list shows all steps', async () => {
    const admin = await as('admin')
    const caseId = await open(admin)
    const mark = await markAfter(admin, caseId, 'teacher')
    const asked = await admin.call('logs.requestUnmasking', { caseId, mark, reason: 'Von diesem Konto kommen hunderte Fehler' })
    assert.equal(asked.status, 200, asked.text)
    const unmaskingId = String(asked.body['id'])
    assert.equal((await admin.call('logs.readUnmasked', { unmaskingId })).refusal?.code, 'second_person_needed')
    // A neither grants it, nor does anybody who is not the second person by office.
    assert.equal((await admin.call('logs.decideUnmasking', { unmaskingId, isGranted: true })).status, 403)
    for (const key of ['otherTeacher', 'secondAdmin'] as const) assert.ok([403, 404].includes((await (await as(key)).call('logs.decideUnmasking', { unmaskingId, isGranted: true })).status), key)
    assert.equal((await admin.call('logs.requestUnmasking', { caseId, mark, reason: 'noch einmal gefragt' })).refusal?.code, 'unmasking_asked')
    const dpo = await arrive(house, officer)
    const waiting = (await dpo.call('logs.listUnmaskings')).body['waiting']
    assert.match(JSON.stringify(waiting), new RegExp(mark))
    assert.doesNotMatch(JSON.stringify(waiting), /Demir/)
    assert.equal((await dpo.call('logs.decideUnmasking', { unmaskingId, isGranted: true })).status, 200)
    assert.equal((await (await as('head')).call('logs.decideUnmasking', { unmaskingId, isGranted: false })).refusal?.code, 'unmasking_decided')
    assert.equal((await admin.call('logs.readUnmasked', { unmaskingId })).body['displayName'], 'Ayşe Demir')
    // Ayşe is told, the staff council hears that it was somebody of the staff and not who.
    assert.equal(await waits('teacher', 'logs.unmasked'), 1)
    assert.equal(await waits('otherTeacher', 'logs.unmasked_staff'), 1)
    assert.equal(await waits('pupil', 'logs.unmasked'), 0)
    const own = (await (await as('teacher')).call('logs.listOwnUnmaskings')).body['unmaskings'] as { id: string; allowedBy: string; isNoted: boolean }[]
    assert.deepEqual(own.map((one) => [one.id, one.allowedBy, one.isNoted]), [[unmaskingId, 'Sabine Ott', false]])
    await (await as('teacher')).call('logs.noteUnmasking', { unmaskingId })
    assert.equal(await waits('teacher', 'logs.unmasked'), 0)
    assert.equal((await (await as('pupil')).call('logs.noteUnmasking', { unmaskingId })).status, 404)
    const shown = (await register('head')).find(({ id }) => id === caseId)!
    assert.deepEqual(shown.steps.map(({ kind, by }) => [kind, by?.displayName]), [
      ['opened', 'Miriam Kurz'], ['queried', 'Miriam Kurz'], ['unmasking_requested', 'Miriam Kurz'], ['unmasking_granted', 'Sabine Ott'], ['unmasked_read', 'Miriam Kurz'],
    ])
    assert.deepEqual([shown.queries, shown.unmaskings[0]!.state, shown.unmaskings[0]!.readings], [1, 'granted', 1])
  })

  test('R6.1 the negatives of unmasking: not about oneself, not in a closed case, not after a refusal', async () => {
    const admin = await as('admin')
    const caseId = await open(admin)
    const mark = await markAfter(admin, caseId, 'head')
    const unmaskingId = String((await admin.call('logs.requestUnmasking', { caseId, mark, reason: 'Von hier kommt die Last' })).body['id'])
    // The head does not decide about the head.
    assert.equal((await (await as('head')).call('logs.decideUnmasking', { unmaskingId, isGranted: true })).refusal?.code, 'second_person_needed')
    assert.equal((await (await arrive(house, officer)).call('logs.decideUnmasking', { unmaskingId, isGranted: false })).status, 200)
    assert.equal((await admin.call('logs.readUnmasked', { unmaskingId })).refusal?.code, 'second_person_needed')
    assert.equal(await waits('head', 'logs.unmasked'), 0)
    const again = await markAfter(admin, caseId, 'friend')
    const late = String((await admin.call('logs.requestUnmasking', { caseId, mark: again, reason: 'noch eine Frage dazu' })).body['id'])
    assert.equal(await waits('head', 'logs.unmask'), 1)
    await admin.call('logs.closeLogCase', { caseId })
    assert.equal(await waits('head', 'logs.unmask'), 0, 'nobody is asked any more')
    assert.equal((await (await as('head')).call('logs.decideUnmasking', { unmaskingId: late, isGranted: true })).refusal?.code, 'case_over')
    assert.equal((await admin.call('logs.readUnmasked', { unmaskingId: late })).refusal?.code, 'no_open_case')
  })

  test('R6.1 police with an order: the head opens it with a reference number, the officer seconds it, and nobody is told', async () => {
    const head = await as('head')
    assert.equal((await head.call('logs.openLogCase', wish())).refusal?.code, 'case_by_task')
    assert.equal((await head.call('logs.openLogCase', wish({ purpose: 'court_order' }))).refusal?.code, 'reference_missing')
    const caseId = await open(head, { purpose: 'court_order', reference: 'AZ 12 Js 345/26' })
    const mark = await markAfter(head, caseId, 'friend')
    const unmaskingId = String((await head.call('logs.requestUnmasking', { caseId, mark, reason: 'Beschluss vom 20. November' })).body['id'])
    assert.equal((await (await as('deputy')).call('logs.decideUnmasking', { unmaskingId, isGranted: true })).refusal?.code, 'second_person_needed', 'the deputy acts in the place of the head')
    assert.equal((await (await arrive(house, officer)).call('logs.decideUnmasking', { unmaskingId, isGranted: true })).status, 200)
    assert.equal((await head.call('logs.readUnmasked', { unmaskingId })).body['displayName'], 'Emre Kaya')
    assert.deepEqual([await waits('friend', 'logs.unmasked'), (await (await as('friend')).call('logs.listOwnUnmaskings')).body['unmaskings']], [0, []])
  })

  test('R6.1 the register: head, deputy, officer and staff council read it; who else asks does not; every query stands in the unbroken journal', async () => {
    for (const key of ['head', 'deputy', 'clerk', 'otherTeacher'] as const) {
      const cases = await register(key)
      assert.ok(cases.length > 3 && cases.every((one) => one.openedBy !== null && one.steps[0]!.kind === 'opened'), key)
      assert.doesNotMatch(JSON.stringify(cases), /Demir|Sommer|Kaya/, 'no person concerned stands in it')
    }
    for (const key of ['admin', 'teacher', 'pupil', 'mother'] as const) assert.ok([403, 404].includes((await (await as(key)).call('logs.listLogCases')).status), key)
    const queries = (await register('head')).reduce((sum, one) => sum + one.queries, 0)
    const journalled = await house.platform.database.selectFrom('journal_entry').select('seq').where('event', '=', 'logs.queried').execute()
    assert.equal(journalled.length, queries)
    assert.equal((await verifyJournal(house.platform.database, house.platform.keys.journal.publicKey)).problem, undefined)
    // Nobody takes a step back: the application may only add.
    await assert.rejects(house.platform.database.deleteFrom('log_query').execute(), /permission denied/)
    await assert.rejects(house.platform.database.updateTable('log_case').set({ purpose: 'fault' }).execute(), /permission denied/)
  })

  test('R6.1 A looks into the own account: it is not hidden, and the register says so', async () => {
    const admin = await as('admin')
    const caseId = await open(admin)
    await look(admin, caseId)
    assert.equal((await register('head')).find(({ id }) => id === caseId)!.hasOwnRows, true)
    const empty = await open(admin, { service: 'consent', windowUntil: new Date(house.clock.now().getTime() - 60_000).toISOString() })
    await look(admin, empty, { operation: 'consent.readFamily' })
    assert.equal((await register('head')).find(({ id }) => id === empty)!.hasOwnRows, false)
  })

  test('R6.1 an appointment that ends closes the case with it', async () => {
    const head = await as('head')
    const admin = await as('admin')
    const caseId = await open(admin)
    const { id } = ((await head.call('administration.listAppointments')).body['appointments'] as { id: string; task: string }[]).find(({ task }) => task === 'logs')!
    assert.equal((await head.call('administration.endAppointment', { appointmentId: id })).status, 200)
    assert.ok([403, 404].includes((await admin.call('logs.queryLog', { caseId, log: 'access' })).status))
  })
})
