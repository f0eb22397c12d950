/** X8: the case of a data breach: detected-at, 72 h countdown to the authority, text help, affected list, decision with reasons, register. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { randomUUID } from 'node:crypto'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { modules } from '#modules/index.ts'
import { draftOf } from '#modules/incident/draft.ts'
import { module as incident } from '#modules/incident/module.ts'
import { findCase } from '#modules/incident/store/cases.ts'
import { readRecords } from '#modules/incident/store/records.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { erasePeople } from '#platform/erasure/erase.ts'
import { module as erasure } from '#platform/erasure/module.ts'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { remainsOf } from '#platform/erasure/remains.ts'
import { addPeople } from '#platform/identity/people.ts'
import { linkSameHuman } from '#platform/identity/same-human.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { write } from '#platform/module/write.ts'
import type { Platform } from '#platform/module/platform.ts'
import { addDays, instantInBerlin } from '#platform/time/calendar.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const HOUR_MS = 3_600_000
const WHAT = 'Ein USB-Stick mit der Klassenliste ist weg'
const REASON = 'Der Stick war verschlüsselt und ist wieder da'

/** The alarms of a process, so that a test can switch it off and on: the same start that the house calls. */
const running = new Map<Platform, () => Promise<void>>()
const switchedOn = async (platform: Platform) => void running.set(platform, (await incident.start!(platform)) as () => Promise<void>)
const switchable = modules.map((one) => (one === incident ? { ...one, start: async (platform: Platform) => { await switchedOn(platform); return () => switchedOff(platform) } } : one))
const switchedOff = async (platform: Platform) => { await running.get(platform)?.(); running.delete(platform) }

describe('X8 data breaches', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: switchable }))
    // Sabine is the data protection officer, Paul sits in the staff council.
    for (const [office, key] of [['officer', 'clerk'], ['council', 'otherTeacher']] as const) {
      const reply = await (await as('head')).call('administration.nameOffice', { office, person: { id: world.ids[key] }, from: house.clock.today(), until: null, reference: null })
      assert.equal(reply.status, 200, reply.text)
    }
  })
  after(() => house.close())

  const as = async (key: PersonKey): Promise<Visitor> => Object.assign(await arrive(house, world.ids[key]), { keepsProving: true })
  const ago = (hours: number) => new Date(house.clock.now().getTime() - hours * HOUR_MS).toISOString()
  const ok = async (one: Visitor, name: string, input: Record<string, unknown>) => {
    const reply = await one.call(`incident.${name}`, input)
    assert.equal(reply.status, 200, `${name} ${reply.text}`)
    return reply.body
  }
  const raise = async (hours = 0, what = WHAT) => String((await ok(await as('head'), 'raiseIncident', { what, knownSince: ago(hours) }))['id'])
  const read = async (caseId: string, key: PersonKey = 'head') => ok(await as(key), 'readIncident', { caseId })
  const code = async (key: PersonKey, name: string, input: Record<string, unknown>) => (await (await as(key)).call(`incident.${name}`, input)).refusal?.code
  const decide = async (caseId: string, question: string, isYes: boolean, key: PersonKey = 'head') => ok(await as(key), 'decideIncident', { caseId, question, isYes, reason: REASON })
  const waits = async (key: PersonKey, caseId: string) => ((await (await as(key)).call('tasks.listTasks')).body['tasks'] as { kind: string; params: Record<string, unknown> }[]).filter(({ params }) => params['case'] === caseId).map(({ kind, params }) => (kind === 'incident.deadline' ? `${kind} ${String(params['hours'])}` : kind))
  const alarms = async (caseId: string) => (await house.platform.database.selectFrom('incident_alarm').select('hours').where('case_id', '=', caseId).orderBy('hours').execute()).map(({ hours }) => hours)
  /** How often each alarm asked each office, over all tasks that ever were. */
  const asked = async (caseId: string) => (await house.platform.database.selectFrom('task').select(['key']).where('kind', '=', 'incident.deadline').where('key', 'like', `${caseId}:%`).orderBy('key').execute()).map(({ key }) => key.slice(caseId.length + 1))
  const rungInJournal = async (caseId: string) => (await house.platform.database.selectFrom('journal_entry').select('fields').where('event', '=', 'incident.alarm').execute()).filter(({ fields }) => JSON.stringify(fields).includes(caseId)).length

  test('X8 WHEN anybody of the staff raises a suspicion in two fields THEN a case is open and head, deputy and officer are asked at once', async () => {
    const before = new Set((await house.platform.database.selectFrom('incident').select('id').execute()).map(({ id }) => id))
    for (const key of ['teacher', 'caretaker'] as const) assert.deepEqual(await ok(await as(key), 'raiseIncident', { what: WHAT, knownSince: ago(1) }), { id: null }, key)
    const made = (await house.platform.database.selectFrom('incident').select('id').execute()).filter(({ id }) => !before.has(id))
    assert.equal(made.length, 2)
    for (const { id } of made) for (const key of ['head', 'deputy', 'clerk'] as const) assert.deepEqual(await waits(key, id), ['incident.raised'], key)
    for (const key of ['teacher', 'otherTeacher', 'admin'] as const) assert.deepEqual(await waits(key, made[0]!.id), [], key)
    const { raised, what, deadline, detectedAt } = await read(made[0]!.id, 'clerk') as { raised: { written: { by: { displayName: string } } }; what: string; deadline: string; detectedAt: string }
    assert.deepEqual([raised.written.by.displayName, what, Date.parse(deadline) - Date.parse(detectedAt)], ['Ayşe Demir', WHAT, 72 * HOUR_MS])
  })

  test('X8 pupils and parents have no door, and nobody but head, deputy and officer learns of a case: one that is there and one that is not are the same', async () => {
    const caseId = await raise()
    const count = async () => (await house.platform.database.selectFrom('incident').select('id').execute()).length
    const before = await count()
    for (const key of ['pupil', 'mother', 'adult'] as const) assert.equal(await code(key, 'raiseIncident', { what: WHAT, knownSince: ago(1) }), 'forbidden', key)
    assert.equal(await count(), before)
    const inputs: Record<string, Record<string, unknown>> = {
      readIncident: {}, correctDetection: { detectedAt: ago(1), reason: REASON }, describeIncident: { happened: WHAT, categories: ['names'], persons: 3 }, findIncidentPeople: { q: 'Lina' }, addAffected: { personIds: [world.ids.pupil], groupId: null },
      removeAffected: { affectedId: randomUUID() }, addMeasure: { takenOn: house.clock.today(), measure: 'Schloss getauscht' }, assessIncident: { risk: 'none', reason: REASON }, decideIncident: { question: 'authority', isYes: false, reason: REASON },
      recordIncidentReport: { question: 'authority', reportedAt: ago(0), reference: null, delayReason: null }, closeIncident: {}, reopenIncident: { reason: REASON }, printIncidentDraft: { question: 'authority' },
    }
    for (const key of ['teacher', 'caretaker', 'admin', 'otherTeacher', 'pupil', 'mother'] as const) {
      const one = await as(key)
      for (const [name, input] of Object.entries(inputs)) {
        const [there, nowhere] = [await one.call(`incident.${name}`, { ...input, caseId }), await one.call(`incident.${name}`, { ...input, caseId: randomUUID() })]
        assert.deepEqual([there.status, there.text], [nowhere.status, nowhere.text], `${key} ${name}`)
        assert.equal(there.status, 404, `${key} ${name}`)
      }
      assert.equal(await code(key, 'listIncidents', {}), 'forbidden', key)
    }
    assert.deepEqual(Object.keys(inputs).sort(), Object.keys(incident.contract).filter((name) => name !== 'raiseIncident' && name !== 'listIncidents').sort(), 'every operation about a case is asked')
  })

  test('X8 detected-at may lie in the past and never in the future; it is corrected by a new dated record with a reason only', async () => {
    assert.equal(await code('teacher', 'raiseIncident', { what: WHAT, knownSince: ago(-1) }), 'incident_in_future')
    assert.equal(await code('teacher', 'raiseIncident', { what: WHAT, knownSince: ago(24 * 400) }), 'incident_long_ago')
    assert.equal(await code('teacher', 'raiseIncident', { what: 'kurz', knownSince: ago(1) }), 'input_invalid')
    const caseId = await raise(2)
    assert.equal(await code('head', 'correctDetection', { caseId, detectedAt: ago(-1), reason: REASON }), 'incident_in_future')
    assert.equal(await code('head', 'correctDetection', { caseId, detectedAt: ago(5), reason: '' }), 'input_invalid')
    const detectedAt = ago(5)
    await ok(await as('clerk'), 'correctDetection', { caseId, detectedAt, reason: 'Die Hausmeisterei wusste es schon früher' })
    const found = await read(caseId) as { detectedAt: string; detections: { detectedAt: string; reason: string; written: { by: { displayName: string } } }[] }
    assert.equal(found.detectedAt, detectedAt)
    assert.deepEqual(found.detections.map(({ reason, written }) => [reason, written.by.displayName]), [['Die Hausmeisterei wusste es schon früher', 'Sabine Ott']])
    // The first one stands where it stood: the application itself can't change a record.
    const { database } = house.platform
    assert.ok((await database.selectFrom('incident_suspicion').select('detected_at').where('case_id', '=', caseId).executeTakeFirstOrThrow()).detected_at > new Date(detectedAt))
    await assert.rejects(database.updateTable('incident_suspicion').set({ what: 'anders' }).where('case_id', '=', caseId).execute(), /permission denied/)
    await assert.rejects(database.updateTable('incident_detection').set({ reason: 'anders' }).where('case_id', '=', caseId).execute(), /permission denied/)
    await assert.rejects(database.deleteFrom('incident_decision').execute(), /permission denied/)
  })

  test('X8 the timer counts calendar hours over weekends, with alarms at 24, 48 and 66 h, each once; then it is overdue and asks for the reason of the delay', async () => {
    // Friday after school; nobody is there until Monday.
    await house.clock.travelTo('2026-11-27 16:00')
    const caseId = await raise()
    const seen: unknown[] = []
    for (const [time, hours] of [['2026-11-28 15:59', 0], ['2026-11-28 16:01', 24], ['2026-11-29 15:59', 24], ['2026-11-29 16:01', 48], ['2026-11-30 09:59', 48], ['2026-11-30 10:01', 66]] as const) {
      await house.clock.travelTo(time)
      const rung = await alarms(caseId)
      seen.push(rung.at(-1) ?? 0)
      const wanted = hours === 0 ? 'incident.raised' : `incident.deadline ${hours}`
      for (const key of ['head', 'deputy', 'clerk'] as const) assert.deepEqual(await waits(key, caseId), [wanted], `${time} ${key}`)
    }
    assert.deepEqual(seen, [0, 24, 24, 48, 48, 66])
    assert.deepEqual(await asked(caseId), ['24:head', '24:officer', '48:head', '48:officer', '66:head', '66:officer'].sort())
    assert.equal((await read(caseId))['isOverdue'], false)
    await house.clock.travelTo('2026-11-30 16:01')
    assert.equal((await read(caseId))['isOverdue'], true)
    await decide(caseId, 'authority', true, 'clerk')
    assert.equal(await code('head', 'recordIncidentReport', { caseId, question: 'authority', reportedAt: ago(0), reference: 'V-17', delayReason: null }), 'incident_delay_missing')
    await ok(await as('head'), 'recordIncidentReport', { caseId, question: 'authority', reportedAt: ago(0), reference: 'V-17', delayReason: 'Am Wochenende war niemand zu erreichen' })
    const { questions, isOverdue } = await read(caseId) as { isOverdue: boolean; questions: { authority: { isSettled: boolean; reports: { reference: string; delayReason: string }[] } } }
    assert.deepEqual([isOverdue, questions.authority.isSettled, questions.authority.reports.map(({ reference, delayReason }) => [reference, delayReason])], [false, true, [['V-17', 'Am Wochenende war niemand zu erreichen']]])
    assert.deepEqual(await waits('head', caseId), ['incident.finish'])
  })

  test('X8 an alarm that came while the server was off rings when it starts, never twice, also with two processes that start together', async () => {
    const caseId = await raise()
    await switchedOff(house.platform)
    await house.clock.advance({ hours: 50 })
    assert.deepEqual(await alarms(caseId), [], 'nothing rings while it is off')
    const second = await house.second()
    try {
      await switchedOff(second.platform)
      // What the start of the second process has rung is undone, so that both find it due at the same moment.
      await house.db.owner.deleteFrom('incident_alarm').where('case_id', '=', caseId).execute()
      const journal = await rungInJournal(caseId)
      await Promise.all([switchedOn(house.platform), switchedOn(second.platform)])
      assert.deepEqual(await alarms(caseId), [24, 48])
      assert.equal((await rungInJournal(caseId)) - journal, 2, 'each is written down once')
      assert.deepEqual(await waits('head', caseId), ['incident.deadline 48'])
      assert.deepEqual(await asked(caseId), ['48:head', '48:officer'])
      await switchedOff(second.platform)
      await switchedOff(house.platform)
      await switchedOn(house.platform)
      assert.deepEqual([await alarms(caseId), (await rungInJournal(caseId)) - journal], [[24, 48], 2], 'another start rings nothing again')
    } finally {
      await second.close()
    }
    await house.clock.advance({ hours: 16, minutes: 1 })
    assert.deepEqual(await alarms(caseId), [24, 48, 66], 'and goes on')
  })

  test('X8 alarms ring only while the question of the authority is open: not after a reasoned no, but after a yes until it was done', async () => {
    const [no, yes, done] = [await raise(), await raise(), await raise()]
    await decide(no, 'authority', false)
    await decide(yes, 'authority', true)
    await decide(done, 'authority', true)
    await ok(await as('head'), 'recordIncidentReport', { caseId: done, question: 'authority', reportedAt: ago(0), reference: null, delayReason: null })
    await house.clock.advance({ hours: 25 })
    assert.deepEqual([await alarms(no), await alarms(yes), await alarms(done)], [[], [24], []])
    // Decided anew, it is open again and what has come meanwhile rings at once.
    await decide(no, 'authority', true)
    assert.deepEqual([await alarms(no), await waits('clerk', no)], [[24], ['incident.deadline 24']])
    // One that was known for two days when it was raised rings in the same moment.
    const late = await raise(49)
    assert.deepEqual([await alarms(late), await waits('head', late)], [[24, 48], ['incident.deadline 48']])
  })

  test('X8 what was reported lies neither in the future nor before the detection, and belongs to a decision', async () => {
    const caseId = await raise(2)
    const report = (more: Record<string, unknown>) => ({ caseId, question: 'authority', reportedAt: ago(0), reference: null, delayReason: null, ...more })
    assert.equal(await code('head', 'recordIncidentReport', report({})), 'incident_not_decided')
    await decide(caseId, 'authority', true)
    assert.equal(await code('head', 'recordIncidentReport', report({ reportedAt: ago(-1) })), 'incident_in_future')
    assert.equal(await code('head', 'recordIncidentReport', report({ reportedAt: ago(3) })), 'incident_before_detection')
    assert.equal(await code('head', 'addMeasure', { caseId, takenOn: addDays(house.clock.today(), 1), measure: 'Schloss getauscht' }), 'incident_in_future')
    await ok(await as('head'), 'recordIncidentReport', report({}))
  })

  test('X8 the deputy decides in representation and the head is told; the officer leads in the own right', async () => {
    const caseId = await raise()
    await decide(caseId, 'authority', false, 'deputy')
    await decide(caseId, 'affected', false, 'clerk')
    const { questions } = await read(caseId) as { questions: Record<string, { decisions: { inRepresentation: boolean; written: { by: { displayName: string } } }[] }> }
    assert.deepEqual(['authority', 'affected'].map((one) => [questions[one]!.decisions[0]!.inRepresentation, questions[one]!.decisions[0]!.written.by.displayName]), [[true, 'Jonas Feldmann'], [false, 'Sabine Ott']])
    const told = ((await (await as('head')).call('tasks.listTasks')).body['tasks'] as { kind: string; params: Record<string, unknown> }[]).filter(({ kind, params }) => kind === 'school.represented' && params['act'] === 'incident_decided')
    assert.equal(told.length, 1)
  })

  test('X8 closing needs both decisions with reasons and what was decided done; a closed case takes nothing until a new record opens it', async () => {
    const caseId = await raise()
    assert.equal(await code('head', 'closeIncident', { caseId }), 'incident_undecided')
    await decide(caseId, 'authority', false)
    assert.equal(await code('head', 'closeIncident', { caseId }), 'incident_undecided')
    assert.equal(await code('head', 'decideIncident', { caseId, question: 'affected', isYes: true, reason: ' ' }), 'input_invalid')
    await decide(caseId, 'affected', true)
    assert.equal(await code('head', 'closeIncident', { caseId }), 'incident_not_done')
    await ok(await as('head'), 'recordIncidentReport', { caseId, question: 'affected', reportedAt: ago(0), reference: null, delayReason: null })
    await ok(await as('head'), 'closeIncident', { caseId })
    assert.deepEqual([await waits('head', caseId), await waits('clerk', caseId)], [[], []])
    for (const [name, input] of [['addMeasure', { takenOn: house.clock.today(), measure: 'noch etwas' }], ['decideIncident', { question: 'authority', isYes: true, reason: REASON }], ['closeIncident', {}]] as const) assert.equal(await code('head', name, { caseId, ...input }), 'incident_closed')
    assert.equal(await code('head', 'reopenIncident', { caseId, reason: '' }), 'input_invalid')
    await ok(await as('clerk'), 'reopenIncident', { caseId, reason: 'Der Stick wurde doch gelesen' })
    assert.equal(await code('head', 'reopenIncident', { caseId, reason: REASON }), 'incident_open')
    assert.deepEqual(await waits('head', caseId), ['incident.finish'])
    const { closedAt, turns } = await read(caseId) as { closedAt: null; turns: { kind: string; reason: string | null }[] }
    assert.deepEqual([closedAt, turns.map(({ kind, reason }) => [kind, reason])], [null, [['closed', null], ['reopened', 'Der Stick wurde doch gelesen']]])
  })

  test('X8 affected list: people or a group, each once, taken off by a record; a contact ban hides, and who is purged is lost from it', async () => {
    const caseId = await raise()
    const found = await ok(await as('head'), 'findIncidentPeople', { caseId, q: 'sommer lin' }) as { people: { displayName: string }[] }
    assert.deepEqual(found.people.map(({ displayName }) => displayName), ['Lina Sommer'])
    const add = (personIds: string[], groupId: string | null = null) => as('head').then((one) => ok(one, 'addAffected', { caseId, personIds, groupId }))
    assert.deepEqual([await add([world.ids.pupil, world.ids.friend]), await add([world.ids.pupil])], [{ added: 2 }, { added: 0 }])
    const { members } = (await ok(await as('head'), 'findIncidentPeople', { caseId, q: '07b' }) as { groups: { id: string; members: number }[] }).groups.find(({ id }) => id === world.groups.class7b)!
    await add([], world.groups.class7b)
    const list = async () => (await read(caseId) as { affected: { id: string; person: { id: string; displayName: string } }[] }).affected
    assert.ok((await list()).length >= members)
    assert.equal(await code('head', 'addAffected', { caseId, personIds: [randomUUID()], groupId: null }), 'incident_nobody_found')
    assert.equal(await code('head', 'addAffected', { caseId, personIds: [], groupId: null }), 'input_invalid')
    const entry = (await list()).find(({ person }) => person.id === world.ids.friend)!
    assert.equal(await code('head', 'removeAffected', { caseId: await raise(), affectedId: entry.id }), 'not_found', 'not through another case')
    await ok(await as('head'), 'removeAffected', { caseId, affectedId: entry.id })
    assert.ok(!(await list()).some(({ person }) => person.id === world.ids.friend))
    assert.ok(await house.platform.database.selectFrom('incident_affected').select('id').where('id', '=', entry.id).executeTakeFirst(), 'that they stood there stays')
    assert.equal(await code('head', 'removeAffected', { caseId, affectedId: entry.id }), 'not_found')
    // What is stored about somebody does not tell of it.
    assert.doesNotMatch((await (await as('pupil')).call('people.listStored')).text, new RegExp(caseId))
    // A child whom a contact ban hides from the officer is neither found nor named by them.
    await add([world.ids.fifteen])
    await house.db.owner.insertInto('guardianship').values({ id: randomUUID(), guardian_id: world.ids.clerk, ward_id: world.ids.fifteen, kind: 'other', has_custody: false, contact_ban: true, from_on: '2020-01-01', until_on: null, source: 'test' }).execute()
    await house.write(async (w) => void w.changedPersons.add(world.ids.clerk))
    const officer = await as('clerk')
    assert.doesNotMatch((await officer.call('incident.readIncident', { caseId })).text, /Samuel/)
    assert.doesNotMatch((await officer.call('incident.findIncidentPeople', { caseId, q: 'Samuel' })).text, /Samuel/)
    assert.match((await (await as('head')).call('incident.readIncident', { caseId })).text, /Samuel/)
    // B12: that the own child is affected is taken back by somebody else.
    await house.write((w) => linkSameHuman(w, { workId: world.ids.head, parentId: world.ids.mother }))
    const own = (await list()).find(({ person }) => person.id === world.ids.pupil)!
    assert.equal(await code('head', 'removeAffected', { caseId, affectedId: own.id }), 'own_family')
    await ok(await as('deputy'), 'removeAffected', { caseId, affectedId: own.id })
    // Purge: the row stays, the person is gone from it.
    const at = house.clock.now()
    const rows = (await list()).length
    await house.platform.asOwner((owner) => write(house.platform, null, at, (w) => erasePeople(w, [{ id: world.ids.third, type: 'pupil', name: 'Zoë Lindqvist', accountName: '', source: '', sourceId: '' }], { deleteAuthored: false }), owner))
    assert.equal((await list()).length, rows)
    assert.ok((await list()).some(({ person }) => person.id === NOBODY_ID))
    assert.deepEqual((await house.platform.database.transaction().execute((trx) => remainsOf(trx, [world.ids.third]))).filter((one) => JSON.stringify(one).includes('incident')), [])
  })

  test('X8 text help: drafts for the authority and the people concerned from the fields of the case, printable; what is missing is said, nobody is named', async () => {
    const caseId = await raise(80)
    const texts = async (question: 'authority' | 'affected') => {
      const { database } = house.platform
      const draft = draftOf(question, (await findCase(database, caseId))!, await readRecords(database, caseId), { school: 'Gesamtschule am Lindenhof', at: house.clock.now() })
      return [draft.title, draft.note, ...draft.parts.flatMap(({ heading, text }) => [heading ?? '', text])].join('\n')
    }
    assert.match(await texts('authority'), /noch nicht eingetragen/)
    const head = await as('head')
    await ok(head, 'describeIncident', { caseId, happened: 'Ein Stick mit einer Klassenliste lag im Bus.', categories: ['names', 'health'], persons: 28 })
    await ok(head, 'assessIncident', { caseId, risk: 'high', reason: 'Förderbedarf könnte bekannt werden' })
    await ok(head, 'addMeasure', { caseId, takenOn: house.clock.today(), measure: 'Verkehrsbetriebe angerufen' })
    await ok(head, 'addAffected', { caseId, personIds: [world.ids.pupil], groupId: null })
    await decide(caseId, 'affected', true)
    const [authority, affected] = [await texts('authority'), await texts('affected')]
    for (const words of ['im Bus', 'Gesundheit', 'Etwa 28 Personen', 'Ein hohes Risiko. Förderbedarf', 'Verkehrsbetriebe', `Ja. ${REASON}`, 'Warum die Meldung später']) assert.ok(authority.includes(words), words)
    for (const words of ['im Bus', 'Gesundheit', 'Förderbedarf könnte', 'Verkehrsbetriebe', 'Was Sie selbst tun können']) assert.ok(affected.includes(words), words)
    assert.doesNotMatch(affected, /28 Personen|Warum die Meldung später/)
    assert.doesNotMatch(authority + affected, /Lina|Sommer|DSGVO|Art\.|§/)
    for (const question of ['authority', 'affected']) {
      const reply = await (await as('clerk')).call('incident.printIncidentDraft', { caseId, question })
      assert.equal(reply.status, 200)
      assert.equal(reply.bytes.subarray(0, 5).toString(), '%PDF-')
    }
  })

  test('X8 register: all cases with dates, decisions and whether they are closed; the journal holds no content', async () => {
    const caseId = await raise()
    await decide(caseId, 'authority', false)
    const { cases } = await ok(await as('deputy'), 'listIncidents', {}) as { cases: { id: string; authority: { isYes: boolean | null }; affected: { isYes: boolean | null }; closedAt: string | null }[] }
    const { authority, affected, closedAt } = cases.find(({ id }) => id === caseId)!
    assert.deepEqual([authority.isYes, affected.isYes, closedAt], [false, null, null])
    assert.equal(cases.length, (await house.platform.database.selectFrom('incident').select('id').execute()).length)
    const entries = JSON.stringify(await house.platform.database.selectFrom('journal_entry').selectAll().where('event', 'like', 'incident.%').execute())
    for (const event of incident.manifest.logs.map((one) => one.event)) assert.ok(entries.includes(event), event)
    assert.doesNotMatch(entries, /USB|Stick|Klassenliste|verschlüsselt|Verkehrsbetriebe|V-17|isYes/)
    assert.equal((await verifyJournal(house.platform.database, house.platform.keys.journal.publicKey)).problem, undefined)
  })

  test('X8 over both changes of the clocks the hours that pass are counted, not those on the wall', async () => {
    // Europe/Berlin: 28 March 2027 has 23 hours, 31 October 2027 has 25.
    for (const [from, first, last, overdue] of [['2027-03-27 10:00', '2027-03-28 11:00', '2027-03-30 05:00', '2027-03-30 11:00'], ['2027-10-30 10:00', '2027-10-31 09:00', '2027-11-02 03:00', '2027-11-02 09:00']] as const) {
      await house.clock.travelTo(from)
      const caseId = await raise()
      const at = (text: string, minutes: number) => new Date(instantInBerlin(...(text.split(' ') as [string, string])).getTime() + minutes * 60_000)
      await house.clock.travelTo(at(first, -1))
      assert.deepEqual(await alarms(caseId), [], first)
      await house.clock.travelTo(at(first, 1))
      assert.deepEqual(await alarms(caseId), [24], first)
      await house.clock.travelTo(at(last, -1))
      assert.deepEqual(await alarms(caseId), [24, 48], last)
      await house.clock.travelTo(at(last, 1))
      assert.deepEqual(await alarms(caseId), [24, 48, 66], last)
      await house.clock.travelTo(at(overdue, -1))
      assert.equal((await read(caseId))['isOverdue'], false)
      await house.clock.travelTo(at(overdue, 1))
      assert.equal((await read(caseId))['isOverdue'], true)
      await decide(caseId, 'authority', false)
    }
  })

  test('X8 a closed case is kept for the days of the option and goes as a whole; an open one stays', async () => {
    const [closed, open] = [await raise(), await raise()]
    for (const question of ['authority', 'affected']) await decide(closed, question, false)
    await ok(await as('head'), 'addAffected', { caseId: closed, personIds: [world.ids.pupil], groupId: null })
    await ok(await as('head'), 'closeIncident', { caseId: closed })
    const night = (on: string) => erasure.recurring!.find(({ name }) => name === 'retention')!.run(house.platform, '', instantInBerlin(on, '01:10'))
    const left = async (caseId: string) => (await house.platform.database.selectFrom('incident').select('id').where('id', '=', caseId).execute()).length + (await house.platform.database.selectFrom('incident_affected').select('id').where('case_id', '=', caseId).execute()).length
    await night(addDays(house.clock.today(), 1_095))
    assert.equal(await left(closed), 2, 'through its last day')
    await night(addDays(house.clock.today(), 1_096))
    assert.deepEqual([await left(closed), await left(open)], [0, 1])
    for (const table of ['incident_suspicion', 'incident_decision', 'incident_turn'] as const) assert.deepEqual(await house.platform.database.selectFrom(table).select('case_id').where('case_id', '=', closed).execute(), [], table)
  })

  test('X8 WHEN somebody who came today has not read the instruction yet THEN they raise a suspicion all the same, and nothing else of the room is open to them (Art. 33)', async () => {
    const { hash } = (await (await as('head')).call('instruction.readDraft')).body as { hash: string }
    assert.equal((await (await as('head')).call('instruction.publishInstruction', { hash })).status, 200)
    await house.clock.advance({ days: 1 })
    const today = house.clock.today()
    const newcomers = await house.write((w) => addPeople(w, (['teacher', 'staff'] as const).map((type) => ({ type, givenName: 'Vera', familyName: 'Kurzweil', source: 'hand', sourceId: `new ${type}`, enteredOn: today }))))
    for (const id of newcomers) {
      const one = await arrive(house, id)
      const { mustRead, may } = (await one.call('identity.getSession')).body as { mustRead?: { document: string }; may: string[] }
      assert.deepEqual([mustRead?.document, may.includes('incident.raise'), may.includes('incident.read')], ['instruction', true, false])
      assert.equal((await one.call('home.readToday')).refusal?.code, 'seen_needed')
      const before = (await house.platform.database.selectFrom('incident').select('id').execute()).map((row) => row.id)
      assert.deepEqual(await ok(one, 'raiseIncident', { what: WHAT, knownSince: ago(1) }), { id: null })
      const made = (await house.platform.database.selectFrom('incident').select('id').execute()).filter((row) => !before.includes(row.id))
      assert.equal(made.length, 1)
      assert.deepEqual(await waits('head', made[0]!.id), ['incident.raised'])
      assert.equal((await one.call('incident.readIncident', { caseId: made[0]!.id })).status, (await one.call('incident.readIncident', { caseId: randomUUID() })).status)
      for (const name of ['listIncidents', 'readIncident'] as const) assert.notEqual((await one.call(`incident.${name}`, name === 'readIncident' ? { caseId: made[0]!.id } : {})).status, 200, name)
    }
  })
  test('X8 WHEN somebody got an office and has still to enrol a second factor THEN they raise a suspicion all the same, and nothing else is open to them (Art. 33)', async () => {
    const today = house.clock.today()
    const [id] = await house.write((w) => addPeople(w, [{ type: 'teacher', givenName: 'Olga', familyName: 'Neuamt', source: 'hand', sourceId: 'new office', enteredOn: addDays(today, -400) }]))
    await house.write((w) => acknowledgeCurrent(w, id!))
    const one = await arrive(house, id!)
    assert.equal((await (await as('head')).call('administration.appoint', { task: 'devices', person: { id }, from: today, until: null, isDeputy: false })).status, 200)
    const { factor, may } = (await one.call('identity.getSession')).body as { factor: { state: string }; may: string[] }
    assert.deepEqual([factor.state, may], ['enrol', ['incident.raise']])
    for (const name of ['home.readToday', 'incident.listIncidents', 'documents.listDocuments', 'messenger.listRooms']) assert.equal((await one.call(name)).refusal?.code, 'factor_enrolment_needed', name)
    const before = (await house.platform.database.selectFrom('incident').select('id').execute()).map((row) => row.id)
    assert.deepEqual(await ok(one, 'raiseIncident', { what: WHAT, knownSince: ago(1) }), { id: null })
    const made = (await house.platform.database.selectFrom('incident').select('id').execute()).filter((row) => !before.includes(row.id))
    assert.equal(made.length, 1)
    assert.deepEqual(await waits('head', made[0]!.id), ['incident.raised'])
    assert.equal((await one.call('incident.readIncident', { caseId: made[0]!.id })).refusal?.code, 'factor_enrolment_needed')
  })
})
