/** Clause 6.1, police with an order: the head opens the case, reference number mandatory, export sealed. Two decide; what goes out names nobody who was not unmasked. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { control } from '#modules/logs/control.ts'
import { limits } from '#modules/logs/limits.ts'
import { unzip } from '#platform/export/test-zip.ts'
import { newId } from '#platform/id/id.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { AgeDamaged } from '#platform/safe/age.ts'
import { openFromSafe, readSafeCode } from '#platform/safe/safe.ts'
import { arrive, holdBack } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

type Sealed = { fileName: string; file: string; sha256: string; rows: number; names: number; code: string; groups: string[] }
type Exported = { id: string; state: string; sealings: { rows: number; names: number; sha256: string }[] }
type Case = { id: string; hasOwnRows: boolean; exports: Exported[]; steps: { kind: string; by: { displayName: string } | null; addressee: string | null; sha256: string | null; rows: number | null; names: number | null }[] }
type Json = { case: Record<string, unknown>; names: Record<string, string>; rows: Record<string, { mark: string | null; operation: string }[]> }

const ADDRESSEE = 'Staatsanwaltschaft <b>Köln</b>'
const REFERENCE = 'AZ 12 Js 345/26'

describe('R6.1 the sealed export on an order', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
    const head = await as('head')
    const from = house.clock.today()
    await done(head, 'administration.appoint', { task: 'logs', person: { id: world.ids.admin }, from, until: null, isDeputy: false })
    await done(head, 'administration.nameOffice', { office: 'council', person: { id: world.ids.otherTeacher }, from, until: null, reference: null })
  })
  after(() => house.close())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const done = async (one: Visitor, name: string, input: Record<string, unknown> = {}) => {
    const reply = await one.call(name, input)
    assert.equal(reply.status, 200, `${name} ${reply.text}`)
    return reply.body
  }
  const code = async (one: Visitor, name: string, input: Record<string, unknown>) => {
    const { status, refusal } = await one.call(name, input)
    return `${status} ${refusal?.code}`
  }
  const open = async (one: Visitor, more: Record<string, unknown> = {}) => {
    const at = house.clock.now().getTime()
    const ordered = { purpose: 'court_order', reference: REFERENCE, reason: 'Beschluss vom 20. November', service: 'all', windowFrom: new Date(at - 86_400_000).toISOString(), windowUntil: new Date(at + 3_600_000).toISOString(), hours: 4 }
    return String((await done(one, 'logs.openLogCase', { ...ordered, ...more }))['id'])
  }
  const ask = async (one: Visitor, caseId: string) => String((await done(one, 'logs.requestExport', { caseId, addressee: ADDRESSEE }))['id'])
  const agree = async (exportId: string, isGranted = true) => done(await as('clerk'), 'logs.decideExport', { exportId, isGranted })
  const seal = async (one: Visitor, exportId: string) => (await done(one, 'logs.sealExport', { exportId })) as Sealed
  const inside = ({ file, code: key }: Sealed) => unzip(openFromSafe(Buffer.from(file, 'base64'), key))
  const register = async (key: PersonKey, caseId: string) => ((await done(await as(key), 'logs.listLogCases'))['cases'] as Case[]).find(({ id }) => id === caseId)!
  const waits = async (key: PersonKey, kind: string) => ((await (await as(key)).call('home.readToday')).body['waiting'] as { kind: string }[]).filter((one) => one.kind === kind).length
  /** The number of a person in a case: found by what only this person did just now. */
  const markAfter = async (one: Visitor, caseId: string, key: PersonKey) => {
    await (await as(key)).call('messenger.findPeople', { query: 'zz' })
    return ((await done(one, 'logs.queryLog', { caseId, log: 'access', operation: 'messenger.findPeople' }))['rows'] as { mark: string | null }[]).find(({ mark }) => mark !== null)!.mark!
  }

  /** Both offices in one hand, by an error or a wish of the school. */
  const alsoOfficer = (key: PersonKey) => house.write(async (w) => {
    await w.trx.insertInto('access_fact').values({ id: newId(w.at), person_id: world.ids[key], module_id: null, kind: 'office', key: 'officer', valid_from: w.at, valid_until: null, source_module: 'test', source_id: 'test' }).execute()
    w.changedPersons.add(world.ids[key])
  })
  const notAlsoOfficer = (key: PersonKey) => house.write(async (w) => {
    await w.trx.deleteFrom('access_fact').where('person_id', '=', world.ids[key]).where('source_module', '=', 'test').execute()
    w.changedPersons.add(world.ids[key])
  })

  test('R6.1 without a data protection officer nobody could agree, so nobody is asked', async () => {
    const head = await as('head')
    const caseId = await open(head)
    assert.equal(await code(head, 'logs.requestExport', { caseId, addressee: ADDRESSEE }), '409 officer_missing')
    // Nor when it is the one who asks.
    await alsoOfficer('head')
    assert.equal(await code(await as('head'), 'logs.requestExport', { caseId, addressee: ADDRESSEE }), '409 officer_missing')
    await notAlsoOfficer('head')
    await done(head, 'logs.closeLogCase', { caseId })
    // Sabine is it from now on.
    await done(head, 'administration.nameOffice', { office: 'officer', person: { id: world.ids.clerk }, from: house.clock.today(), until: null, reference: null })
  })

  test('R6.1 the head asks, the officer agrees with the case before them, the head seals; the file opens with the shown key and says all of the case', async (t) => {
    const head = await as('head')
    const caseId = await open(head)
    for (const key of ['pupil', 'teacher'] as const) await (await as(key)).call('messenger.searchMessages', { query: 'Geheimwort' })
    const mark = await markAfter(head, caseId, 'friend')
    const unmaskingId = String((await done(head, 'logs.requestUnmasking', { caseId, mark, reason: 'Im Beschluss so angeordnet' }))['id'])
    await done(await as('clerk'), 'logs.decideUnmasking', { unmaskingId, isGranted: true })
    const exportId = await ask(head, caseId)
    // Before the agreement nothing goes out, and a second question has to wait.
    assert.equal(await code(head, 'logs.sealExport', { exportId }), '403 export_not_agreed')
    assert.equal(await code(head, 'logs.requestExport', { caseId, addressee: ADDRESSEE }), '409 export_waits')
    // Who asked does not agree, nor does anybody who is not the officer.
    for (const key of ['head', 'deputy', 'admin', 'otherTeacher', 'teacher', 'pupil'] as const) {
      assert.equal(await code(await as(key), 'logs.decideExport', { exportId, isGranted: true }), '403 forbidden', key)
      assert.equal((await (await as(key)).call('logs.listExports')).status, 403, key)
    }
    const officer = await as('clerk')
    assert.equal(await waits('clerk', 'logs.export'), 1)
    const waiting = await officer.call('logs.listExports')
    const [one] = waiting.body['waiting'] as { addressee: string; reference: string; isOwn: boolean; isTooLarge: boolean; names: number; rows: Record<string, number> }[]
    assert.deepEqual([one!.addressee, one!.reference, one!.isOwn, one!.isTooLarge, one!.names], [ADDRESSEE, REFERENCE, false, false, 1])
    assert.ok(one!.rows['access']! > 3)
    assert.doesNotMatch(waiting.text, /Kaya|Sommer|Demir/)
    await agree(exportId)
    assert.deepEqual([await waits('clerk', 'logs.export'), (await officer.call('logs.listExports')).body['waiting']], [0, []])
    assert.equal(await code(officer, 'logs.decideExport', { exportId, isGranted: false }), '409 export_decided')

    const sealed = await seal(head, exportId)
    const files = inside(sealed)
    assert.deepEqual([...files.keys()], ['fall.html', 'zeilen.html', 'daten.json'])
    assert.equal(createHash('sha256').update(Buffer.from(sealed.file, 'base64')).digest('hex'), sealed.sha256)
    assert.equal(sealed.groups.join(''), sealed.code)
    const story = files.get('fall.html')!.toString()
    for (const said of [REFERENCE, 'Beschluss vom 20. November', 'Staatsanwaltschaft &lt;b&gt;Köln&lt;/b&gt;', 'Sabine Ott', `${mark}</td><td>Emre Kaya`, 'versiegeltem Export zugestimmt']) assert.ok(story.includes(said), said)
    const data = JSON.parse(files.get('daten.json')!.toString()) as Json
    assert.equal(Object.values(data.rows).reduce((sum, rows) => sum + rows.length, 0), sealed.rows)
    assert.deepEqual(data.names, { [mark]: 'Emre Kaya' })
    assert.ok(data.rows['access']!.some((row) => row.mark === mark && row.operation === 'messenger.findPeople'), 'the numbers of the case')
    assert.equal((files.get('zeilen.html')!.toString().match(/<tr><td>/g) ?? []).length, sealed.rows)
    // Also the ordinary program opens it, where there is one.
    if (!(await openedByProgram(sealed, files))) t.diagnostic('the program age is not here: only our own reader has opened the file')
  })

  test('R6.1 it holds no name, no account and no pseudonym of who was not unmasked in this case', async () => {
    const head = await as('head')
    const first = await open(head)
    const mark = await markAfter(head, first, 'friend')
    const unmaskingId = String((await done(head, 'logs.requestUnmasking', { caseId: first, mark, reason: 'Im Beschluss so angeordnet' }))['id'])
    await done(await as('clerk'), 'logs.decideUnmasking', { unmaskingId, isGranted: true })
    // Unmasked in one case is not unmasked in the next.
    const caseId = await open(head)
    for (const key of ['pupil', 'friend', 'teacher', 'mother'] as const) await (await as(key)).call('messenger.searchMessages', { query: 'Geheimwort' })
    await (await as('pupil')).signIn(world.accountName('pupil'), { password: 'falsch' })
    const refused = String((await done(head, 'logs.requestUnmasking', { caseId, mark: await markAfter(head, caseId, 'teacher'), reason: 'Im Beschluss nicht genannt' }))['id'])
    await done(await as('clerk'), 'logs.decideUnmasking', { unmaskingId: refused, isGranted: false })
    const exportId = await ask(head, caseId)
    await agree(exportId)
    const sealed = await seal(head, exportId)
    assert.equal(sealed.names, 0)
    const text = [...inside(sealed).values()].join('\n')
    assert.ok(text.includes('messenger.searchMessages') && text.includes('identity.signIn'))
    const people = await house.platform.database.selectFrom('person').select(['id', 'given_name', 'family_name', 'account_name']).where('type', 'in', ['pupil', 'parent']).execute()
    const marks = people.flatMap(({ id, given_name, family_name, account_name }) => [id, `${given_name} ${family_name}`, account_name, ...house.platform.log.pseudonyms.allOf(id).map((one) => one.toString('hex'))])
    for (const one of [...marks, 'Ayşe', 'Demir', 'Geheimwort']) assert.ok(one === null || !text.includes(one), String(one))
    assert.equal((await register('head', caseId)).hasOwnRows, true, 'the head\'s own rows are in it, and the register says so')
  })

  test('R6.1 neither file nor key stays: not in a table, not in a file of the house, not in an answer to anybody; the sum does', async () => {
    const head = await as('head')
    const caseId = await open(head)
    const exportId = await ask(head, caseId)
    await agree(exportId)
    const first = await seal(head, exportId)
    const second = await seal(head, exportId)
    // Another key each time: the paper of one opens only the one.
    assert.notEqual(first.code, second.code)
    assert.throws(() => openFromSafe(Buffer.from(second.file, 'base64'), first.code), AgeDamaged)
    await house.platform.log.flush()
    const kept = await everything(house)
    assert.ok(kept.includes(first.sha256), 'the register holds the sum, so the search finds what is there')
    for (const { code: key, file } of [first, second]) {
      const secret = readSafeCode(key)!
      const bytes = Buffer.from(file, 'base64')
      for (const trace of [key, key.slice(16, 40), secret.toString('hex'), secret.toString('base64'), secret.toString('latin1'), file.slice(200, 240), bytes.subarray(200, 232).toString('hex'), bytes.subarray(200, 232).toString('latin1')]) assert.ok(!kept.includes(trace))
    }
    const own = await head.call('logs.listOwnLogCases')
    assert.ok(!own.text.includes(first.code) && own.text.includes(first.sha256))
    assert.deepEqual((await register('head', caseId)).exports.map(({ state, sealings }) => [state, sealings.map(({ sha256 }) => sha256)]), [['granted', [first.sha256, second.sha256]]])
    for (let n = 2; n < limits.sealings_per_export_max; n++) await seal(head, exportId)
    assert.equal(await code(head, 'logs.sealExport', { exportId }), '409 sealings_many')
  })

  test('R6.1 every step stands in the register, for head, deputy, officer and staff council, and in the unbroken journal; nobody concerned stands in either or is told', async () => {
    const head = await as('head')
    const caseId = await open(head)
    const mark = await markAfter(head, caseId, 'friend')
    await done(await as('clerk'), 'logs.decideUnmasking', { unmaskingId: String((await done(head, 'logs.requestUnmasking', { caseId, mark, reason: 'Im Beschluss so angeordnet' }))['id']), isGranted: true })
    const refusedId = await ask(head, caseId)
    await agree(refusedId, false)
    const exportId = await ask(head, caseId)
    await agree(exportId)
    const sealed = await seal(head, exportId)
    for (const key of ['head', 'deputy', 'clerk', 'otherTeacher'] as const) {
      const { steps } = await register(key, caseId)
      assert.deepEqual(steps.map(({ kind, by }) => [kind, by?.displayName]).slice(-5), [
        ['export_requested', 'Renate Albrecht'], ['export_refused', 'Sabine Ott'], ['export_requested', 'Renate Albrecht'], ['export_granted', 'Sabine Ott'], ['export_sealed', 'Renate Albrecht'],
      ], key)
      assert.deepEqual([steps.at(-1)!.sha256, steps.at(-1)!.rows, steps.at(-1)!.names, steps.at(-1)!.addressee], [sealed.sha256, sealed.rows, 1, ADDRESSEE])
      assert.doesNotMatch(JSON.stringify(steps), /Kaya|Sommer|Demir/)
    }
    for (const key of ['admin', 'teacher', 'friend', 'mother'] as const) assert.ok([403, 404].includes((await (await as(key)).call('logs.listLogCases')).status), key)
    const journal = await house.platform.database.selectFrom('journal_entry').select(['event', 'fields']).where('event', 'like', 'logs.export_%').where(sql<boolean>`fields::text LIKE ${`%${caseId}%`}`).orderBy('seq').execute()
    assert.deepEqual(journal.map(({ event }) => event), ['logs.export_requested', 'logs.export_decided', 'logs.export_requested', 'logs.export_decided', 'logs.export_sealed'])
    assert.match(JSON.stringify(journal.at(-1)), new RegExp(sealed.sha256))
    assert.doesNotMatch(JSON.stringify(journal), /Kaya|Emre|Köln/)
    assert.equal((await verifyJournal(house.platform.database, house.platform.keys.journal.publicKey)).problem, undefined)
    assert.deepEqual([await waits('friend', 'logs.unmasked'), (await done(await as('friend'), 'logs.listOwnUnmaskings'))['unmaskings']], [0, []])
    // The application only adds: no step is taken back.
    await assert.rejects(house.platform.database.deleteFrom('log_export_sealing').execute(), /permission denied/)
    await assert.rejects(house.platform.database.updateTable('log_export_decision').set({ is_granted: true }).execute(), /permission denied/)
  })

  test('R6.1 the negatives: another purpose, the admin with the task, somebody else\'s case, a refused one, a closed one, one that is over', async () => {
    const head = await as('head')
    const caseId = await open(head)
    const exportId = await ask(head, caseId)
    // The admin with the task has no such right, in the own case neither.
    const admin = await as('admin')
    const fault = await open(admin, { purpose: 'fault', reference: null })
    for (const input of [{ caseId }, { caseId: fault }]) assert.equal(await code(admin, 'logs.requestExport', { ...input, addressee: ADDRESSEE }), '403 forbidden')
    assert.equal(await code(admin, 'logs.sealExport', { exportId }), '403 forbidden')
    // The deputy has it, also the task: not out of a case that nobody ordered, and not in the head's.
    const { id: appointmentId } = await done(head, 'administration.appoint', { task: 'logs', person: { id: world.ids.deputy }, from: house.clock.today(), until: null, isDeputy: false })
    const deputy = await as('deputy')
    const other = await open(deputy, { purpose: 'security', reference: null })
    assert.equal(await code(deputy, 'logs.requestExport', { caseId: other, addressee: ADDRESSEE }), '403 export_only_court')
    assert.equal(await code(deputy, 'logs.requestExport', { caseId, addressee: ADDRESSEE }), '403 no_open_case')
    await agree(exportId)
    assert.equal(await code(deputy, 'logs.sealExport', { exportId }), '403 no_open_case')
    await done(head, 'administration.endAppointment', { appointmentId: String(appointmentId) })
    // A refused one opens nothing.
    const second = await ask(head, caseId)
    await agree(second, false)
    assert.equal(await code(head, 'logs.sealExport', { exportId: second }), '403 export_not_agreed')
    // What waits when the case is closed is decided by nobody, and what was agreed to opens nothing then.
    const third = await ask(head, caseId)
    await done(head, 'logs.closeLogCase', { caseId })
    assert.equal(await waits('clerk', 'logs.export'), 0)
    assert.equal(await code(await as('clerk'), 'logs.decideExport', { exportId: third, isGranted: true }), '409 case_over')
    for (const id of [exportId, third]) assert.equal(await code(head, 'logs.sealExport', { exportId: id }), '403 no_open_case')
    assert.equal(await code(head, 'logs.requestExport', { caseId, addressee: ADDRESSEE }), '403 no_open_case')
    // The same when its hours are over.
    const short = await open(head, { hours: 1 })
    const late = await ask(head, short)
    await agree(late)
    await house.clock.advance({ hours: 1 })
    assert.equal(await code(await as('head'), 'logs.sealExport', { exportId: late }), '403 no_open_case')
    assert.equal(await code(await as('head'), 'logs.sealExport', { exportId: '01939d3e-0000-7000-8000-000000000001' }), '403 no_open_case')
    assert.equal(await code(await as('head'), 'logs.requestExport', { caseId: short, addressee: 'x' }), '400 input_invalid')
    assert.equal(await code(await as('head'), 'logs.requestExport', { caseId: short, addressee: 'x'.repeat(limits.addressee_chars_max + 1) }), '400 input_invalid')
  })

  test('R6.1 A8 the deputy does it in representation and the head is told; who is deputy no more seals nothing; the officer never agrees to what they asked for', async () => {
    const deputy = await as('deputy')
    const caseId = await open(deputy)
    const exportId = await ask(deputy, caseId)
    await agree(exportId)
    await seal(deputy, exportId)
    const acts = ((await done(await as('head'), 'school.listRepresented'))['acts'] as { act: string }[]).map(({ act }) => act)
    for (const act of ['log_case_opened', 'log_export_asked', 'log_export_sealed']) assert.ok(acts.includes(act), act)
    // Asked is not agreed, also when both offices are in one hand.
    const waiting = await ask(deputy, caseId)
    await alsoOfficer('deputy')
    assert.equal(await code(await as('deputy'), 'logs.decideExport', { exportId: waiting, isGranted: true }), '403 second_person_needed')
    assert.equal(((await done(await as('deputy'), 'logs.listExports'))['waiting'] as { isOwn: boolean }[])[0]!.isOwn, true)
    await house.write(async (w) => {
      await sql`DELETE FROM access_fact WHERE person_id = ${world.ids.deputy} AND kind = 'office'`.execute(w.trx)
      w.changedPersons.add(world.ids.deputy)
    })
    assert.ok(['403 forbidden', '403 no_open_case'].includes(await code(await as('deputy'), 'logs.sealExport', { exportId })))
  })

  test('R6.1 more rows than one file holds are refused before anybody is asked, and again before they are sealed', async () => {
    const head = await as('head')
    const caseId = await open(head, { service: 'incident' })
    const exportId = await ask(head, caseId)
    await agree(exportId)
    const waiting = await ask(head, caseId)
    const at = house.clock.now()
    await sql`INSERT INTO log_access (at, operation, door, status, duration_ms) SELECT ${at}::timestamptz - interval '2 hours', 'incident.readCase', 'http', 200, 1 FROM generate_series(1, ${limits.export_rows_max + 1})`.execute(house.db.owner)
    const refused = await head.call('logs.sealExport', { exportId })
    assert.deepEqual([refused.status, refused.refusal?.code, refused.refusal?.params], [422, 'export_large', { max: limits.export_rows_max }])
    const listed = ((await done(await as('clerk'), 'logs.listExports'))['waiting'] as { id: string; isTooLarge: boolean; rows: Record<string, number> }[]).find(({ id }) => id === waiting)!
    assert.deepEqual([listed.isTooLarge, listed.rows['access']], [true, limits.export_rows_max + 1])
    await agree(waiting, false)
    const large = await open(head, { service: 'incident' })
    assert.equal(await code(head, 'logs.requestExport', { caseId: large, addressee: ADDRESSEE }), '422 export_large')
    // Exactly so many go: read in pieces, none twice and none left out.
    await sql`DELETE FROM log_access WHERE id = (SELECT max(id) FROM log_access WHERE operation = 'incident.readCase')`.execute(house.db.owner)
    const sealed = await seal(head, exportId)
    assert.equal(sealed.rows, limits.export_rows_max)
    const data = JSON.parse(inside(sealed).get('daten.json')!.toString()) as Json
    assert.equal(data.rows['access']!.length, limits.export_rows_max)
    assert.ok(Buffer.from(sealed.file, 'base64').length < limits.export_bytes_max)
    // As many rows of which no two are alike are more than can be answered in one piece.
    await sql`UPDATE log_access SET operation = 'incident.' || md5(random()::text) || md5(random()::text), network = md5(random()::text) WHERE operation = 'incident.readCase'`.execute(house.db.owner)
    assert.equal(await code(head, 'logs.sealExport', { exportId }), '422 export_large')
    // A narrower window, as the refusal says.
    const narrow = await open(head, { service: 'incident', windowFrom: new Date(at.getTime() - 3_600_000).toISOString() })
    await ask(head, narrow)
    for (let n = 1; n < limits.exports_per_case_max; n++) {
      await agree(((await register('head', narrow)).exports.at(-1)!).id, false)
      await ask(head, narrow)
    }
    await agree(((await register('head', narrow)).exports.at(-1)!).id, false)
    assert.equal(await code(head, 'logs.requestExport', { caseId: narrow, addressee: ADDRESSEE }), '409 exports_many')
    await sql`DELETE FROM log_access WHERE operation LIKE 'incident.%'`.execute(house.db.owner)
  })

  test('R6.1 two who decide at once decide once; sealing behind a close opens nothing', async () => {
    const head = await as('head')
    const caseId = await open(head)
    const exportId = await ask(head, caseId)
    const officer = [await as('clerk'), await as('clerk')] as const
    const CASE_LOCK = 7_305_561
    {
      await using barrier = await holdBack(house, `SELECT pg_advisory_xact_lock(${CASE_LOCK}, hashtext('${caseId}'))`)
      const both = Promise.all([officer[0].call('logs.decideExport', { exportId, isGranted: true }), officer[1].call('logs.decideExport', { exportId, isGranted: false })])
      await barrier.waiting(2)
      await barrier.open()
      assert.deepEqual((await both).map(({ status }) => status).sort(), [200, 409])
    }
    const sure = (await register('head', caseId)).exports[0]!.state === 'granted' ? exportId : await ask(head, caseId)
    if (sure !== exportId) await agree(sure)
    await using barrier = await holdBack(house, `SELECT pg_advisory_xact_lock(${CASE_LOCK}, hashtext('${caseId}'))`)
    const closing = head.call('logs.closeLogCase', { caseId })
    await barrier.waiting(1)
    const sealing = (await as('head')).call('logs.sealExport', { exportId: sure })
    await barrier.waiting(2)
    await barrier.open()
    assert.equal((await closing).status, 200)
    assert.equal((await sealing).refusal?.code, 'no_open_case')
    assert.deepEqual((await register('head', caseId)).exports.flatMap(({ sealings }) => sealings), [])
  })

  test('the probe on the page Kontrolle is green on all of this, and finds what went out without a second person', async () => {
    const probe = control.probes!.find(({ id }) => id === 'logs.case_gate')!
    const run = async () => (await probe.run(house.platform, { at: house.clock.now(), today: house.clock.today() } as never)).fault
    assert.equal(await run(), null)
    const head = await as('head')
    const exportId = await ask(head, await open(head))
    const id = newId(house.clock.now())
    await house.db.owner.insertInto('log_export_sealing').values({ id, export_id: exportId, sealed_by: world.ids.head, in_representation: false, rows_sealed: 1, names_sealed: 0, has_own_rows: false, sha256: Buffer.alloc(32), at: house.clock.now() }).execute()
    assert.equal(await run(), 'sealed_without_second')
    await house.db.owner.deleteFrom('log_export_sealing').where('id', '=', id).execute()
  })
})

/** Everything that the house keeps, as text: all tables, and all files in its folder, bytes as they are. */
async function everything(house: TestHouse): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`.execute(house.db.owner)
  const parts: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`SELECT t::text AS row FROM ${sql.table(name)} t`.execute(house.db.owner)
    parts.push(...rows.map(({ row }) => row))
  }
  for (const entry of await readdir(house.folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) parts.push((await readFile(join(entry.parentPath, entry.name))).toString('latin1'))
  return parts.join('\n')
}

/** What the sheet with the key says: key into a file, file into a ZIP. False: the program is not here, and nothing was compared. */
async function openedByProgram({ file, code }: Sealed, files: ReadonlyMap<string, Buffer>): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-age-'))
  try {
    await writeFile(join(folder, 'key.txt'), `${code}\n`)
    await writeFile(join(folder, 'file.age'), Buffer.from(file, 'base64'))
    const bytes = execFileSync('age', ['--decrypt', '-i', join(folder, 'key.txt'), join(folder, 'file.age')], { maxBuffer: 64 * 1024 * 1024 })
    assert.deepEqual([...unzip(bytes).keys()], [...files.keys()])
    return true
  } catch (error) {
    // A path that this account may not look into holds no program for it either.
    if (!['ENOENT', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    return false
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
