/**
 * Every operation through the HTTP and the WebSocket door by every role, with a subject the role has nothing to do with: what the server answers is what
 * the golden matrix says (security checks 11, 23). An operation without an entry here fails, so nothing is forgotten.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { addDays } from '#platform/time/calendar.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { addNotice } from '#modules/home/store.ts'
import { addContactBan, addGuardianships } from '#platform/identity/guardianship.ts'
import { pairDevice } from '#platform/identity/cards/paired.ts'
import { linkSameHuman } from '#platform/identity/same-human.ts'
import { modules } from '#modules/index.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import { matrixCells } from '#platform/privacy/matrix.ts'
import { buildWorld } from '#example/world.ts'
import type { World } from '#example/world.ts'
import { arrive as enter } from '../interleave.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'

/** A class, a pupil, a room and a session that none of the sweeping people has anything to do with. */
type Foreign = { classId: string; pupilId: string; roomId: string; sessionId: string; slipId: string; appointmentId: string; formCode: string; factorId: string; noticeId: string; letterId: string; custodyId: string; claimId: string; guardianshipId: string; linkId: string; banId: string; deviceId: string }

/** Valid input for each operation, aimed at what is foreign. */
function inputs(foreign: Foreign, today: string): Record<string, Record<string, unknown>> {
  const { classId, pupilId, roomId } = foreign
  const client = randomUUID()
  return {
    'identity.getSession': {}, 'identity.signIn': { account: 'gibt.es.nicht', password: 'x', device: 'own' }, 'identity.signOut': {}, 'identity.useSlip': { code: 'AAAA-AAAA-AAAA' },
    'identity.choosePassword': { ticket: 'x', password: 'xxxxxxxxxxxxxxxx', device: 'own' }, 'identity.changePassword': { current: 'falsch', next: 'ganz anderes langes Wort' },
    'identity.listSessions': {}, 'identity.endSession': { sessionId: foreign.sessionId }, 'identity.endOtherSessions': {}, 'identity.reportLostDevice': {},
    'identity.reportLostDeviceByPassword': { account: 'gibt.es.nicht', password: 'x' }, 'identity.reportLostDeviceFor': { personId: pupilId },
    'identity.renewPassword': { ticket: 'x', password: 'xxxxxxxxxxxxxxxx' }, 'identity.confirmRenewal': { personId: pupilId }, 'identity.readRenewal': { personId: pupilId }, 'identity.listSlipNotices': {},
    'identity.answerSlipNotice': { slipId: foreign.slipId, answer: 'not_mine' }, 'identity.signInWithCard': { code: 'AAAA-AAAA-AAAA', pictures: [0, 1, 2] }, 'identity.readClassSignIn': { groupId: classId },
    'identity.openClassSignIn': { groupId: classId }, 'identity.endClassSignIn': { groupId: classId }, 'identity.printCards': { groupId: classId }, 'identity.revokeCard': { personId: pupilId },
    'identity.pairDevice': { personId: pupilId, password: 'falsch' }, 'identity.listPairedDevices': { personId: pupilId }, 'identity.endPairedDevice': { deviceId: foreign.deviceId },
    'identity.listAttempts': {}, 'identity.proveFactor': { ticket: 'x', proof: { kind: 'totp', code: '000000' } }, 'identity.askPasskey': {}, 'identity.proveFactorAgain': { proof: { kind: 'recovery', code: 'AAAA-AAAA-AAAA' } },
    'identity.listFactors': {}, 'identity.startTotp': {}, 'identity.confirmTotp': { draft: 'x', code: '000000', label: 'App' }, 'identity.startPasskey': {},
    'identity.confirmPasskey': { label: 'Passkey', attestation: { id: 'x', rawId: 'x', type: 'public-key', response: { clientDataJSON: 'x', attestationObject: 'x' } } },
    'identity.renameFactor': { factorId: foreign.factorId, label: 'Anders' }, 'identity.removeFactor': { factorId: foreign.factorId }, 'identity.renewCodes': {}, 'identity.voidFactors': { personId: pupilId },
    'school.listOptions': {}, 'school.decideOption': { option: 'slip.days', value: 14 }, 'school.listDecisions': {}, 'school.listRepresented': {}, 'school.acknowledgeRepresented': { ids: [] },
    'documents.listDocuments': {}, 'documents.readDocument': { document: 'module-document' }, 'documents.readModuleDocument': {}, 'documents.acknowledge': { document: 'module-document', major: 1, minor: 0 },
    'tasks.listTasks': {},
    'administration.foundSchool': { code: 'x', name: 'Zweite Schule', state: 'NI', head: { givenName: 'A', familyName: 'B' } }, 'administration.listAppointments': {},
    'administration.appoint': { task: 'files', person: { id: randomUUID() }, from: today, until: null, isDeputy: false }, 'administration.endAppointment': { appointmentId: foreign.appointmentId },
    'administration.reviewAppointment': { appointmentId: foreign.appointmentId }, 'administration.readLetter': { appointmentId: foreign.letterId },
    'administration.nameOffice': { office: 'inspector', person: { id: randomUUID() }, from: today, until: null, reference: null }, 'administration.endOffice': { officeTermId: randomUUID() },
    'administration.listOthers': {}, 'administration.requestOther': { person: { id: randomUUID() }, role: 'Hausmeister', reason: 'Hausdienst', wantsMailbox: false, from: today, until: null },
    'administration.decideOther': { requestId: randomUUID(), isGranted: false, until: null }, 'administration.extendOther': { personId: randomUUID(), until: today, reason: 'bleibt' },
    'administration.listCustody': {}, 'administration.nameCustodian': { personId: randomUUID(), place: 'Tresor', from: today, handOver: null }, 'administration.endCustody': { custodyId: randomUUID() },
    'administration.declareCustody': { custodyId: foreign.custodyId }, 'administration.recordRootEvent': { kind: 'use', on: '2150-01-01', reason: 'Probe' }, 'administration.reportCompromise': { reason: 'Probe' },
    'administration.readHostCheck': {}, 'administration.runHostCheck': {}, 'administration.acceptSuggestions': { taskIds: [randomUUID()] },
    'administration.confirmReleases': { modules: ['no-such'] },
    'administration.listReleases': {}, 'administration.releaseModule': { module: 'no-such' }, 'administration.endRelease': { module: 'no-such' },
    'people.previewImport': { source: 'x', kind: 'pupils', from: 0 }, 'people.applyImport': { source: 'x', kind: 'pupils', differenceHash: 'x'.repeat(64) }, 'people.readImportColumns': {}, 'people.exportAccounts': {}, 'people.previewYear': {}, 'people.changeYear': { differenceHash: 'x'.repeat(64) }, 'people.listYears': {}, 'people.undoYear': { id: randomUUID() }, 'people.listImports': {}, 'people.listPeople': {}, 'people.getPerson': { id: pupilId },
    'people.addPerson': { type: 'staff', givenName: '', familyName: '' }, 'people.recordDeparture': { id: pupilId, exitOn: today }, 'people.cancelDeparture': { id: pupilId }, 'people.recordStay': { id: pupilId },
    'people.listGroups': {}, 'people.getGroup': { id: classId }, 'people.addGroup': { kind: 'project', label: '', purpose: '' }, 'people.addMembers': { id: classId, personIds: [pupilId], role: 'member' },
    'people.endMembership': { id: classId, personId: pupilId, role: 'member' }, 'people.printSlips': { id: classId }, 'people.printGuardianSlips': { id: classId }, 'people.printPersonSlip': { id: pupilId }, 'people.printChosenSlips': { whom: { kind: 'people', personIds: [pupilId] } }, 'people.countUnusedSlips': {},
    'people.makeTeacherSlip': { id: pupilId }, 'people.printTeacherSlips': { id: classId }, 'people.getProfile': {},
    'consent.printForms': { groupId: classId, purposes: ['platform'], whom: 'all' }, 'consent.printBlankForms': { purpose: 'platform', count: 1 }, 'consent.findForm': { code: foreign.formCode }, 'consent.linkForm': { pupilId, code: 'x' },
    'consent.listEntryAssignments': {}, 'consent.assignEntry': { personId: randomUUID(), from: today }, 'consent.endEntryAssignment': { assignmentId: randomUUID() },
    'consent.listSamples': {}, 'consent.checkSample': { sampleId: randomUUID(), outcome: 'matches' }, 'consent.listOlderTexts': {},
    'consent.decideOlderText': { purpose: 'platform', label: 'x', inUseFrom: '2024-01-01', inUseUntil: '2023-01-01', covers: true }, 'consent.previewOlderPapers': { olderTextId: randomUUID() },
    'consent.enterOlderPapers': { olderTextId: randomUUID(), differenceHash: '0'.repeat(64) }, 'consent.printProof': { pupilId }, 'consent.printClassList': { groupId: classId },
    'consent.listReadingAids': {}, 'consent.readReadingAid': { purpose: 'platform', language: 'en' },
    'people.printSlipPapers': { id: classId }, 'people.printChosenSlipPapers': { whom: { kind: 'people', personIds: [pupilId] } },
    'consent.countWaiting': {}, 'consent.listClasses': {}, 'consent.readClass': { groupId: classId },
    'consent.readFamily': {}, 'consent.declareForChild': { pupilId, purpose: 'platform', documentVersionId: randomUUID(), clientId: client }, 'consent.withdrawForChild': { pupilId, purpose: 'platform', clientId: client },
    'consent.acknowledgeNotices': { pupilId }, 'consent.saveWish': { pupilId, wish: 'delete' }, 'consent.readFamilyCode': { code: 'AAAA-AAAA-AAAA' },
    'consent.claimAsNew': { code: 'AAAA-AAAA-AAAA', givenName: 'A', familyName: 'B', kind: 'mother', hasCustody: true }, 'consent.claimAsParent': { code: 'AAAA-AAAA-AAAA', kind: 'mother', hasCustody: true },
    'consent.makeFamilyCodes': { pupilId, count: 1 }, 'consent.makeClassFamilyCodes': { groupId: classId }, 'consent.listClaims': {}, 'consent.decideClaim': { claimId: foreign.claimId, outcome: 'refused' },
    'consent.readGuardians': { pupilId }, 'consent.findGuardians': { q: 'Niemand' }, 'consent.recordGuardianship': { pupilId, clientId: client, guardian: { id: randomUUID() }, kind: 'other', hasCustody: false, from: today },
    'consent.endGuardianship': { guardianshipId: foreign.guardianshipId, lastDay: '1930-01-01' }, 'consent.recordContactBan': { pupilId, clientId: client, guardianId: randomUUID(), reference: 'AZ 1' },
    'consent.liftContactBan': { guardianshipId: foreign.guardianshipId, reference: 'AZ 2' }, 'consent.recordCourtDecision': { pupilId, clientId: client, guardianId: randomUUID(), decidedOn: today, reference: 'AZ 3' },
    'consent.decideClarification': { pupilId, outcome: 'delete' },
    'consent.listSameHumans': {}, 'consent.findWorkAccounts': { q: 'Niemand' }, 'consent.linkSameHuman': { workId: randomUUID(), parentId: randomUUID() }, 'consent.endSameHuman': { linkId: foreign.linkId },
    'consent.denySameHuman': { workId: randomUUID(), parentId: randomUUID() }, 'consent.listBansAtWork': {}, 'consent.decideBanAtWork': { banId: foreign.banId, workId: randomUUID(), outcome: 'separated' },
    'consent.recordRequests': { groupId: classId, purpose: 'platform', documentVersionId: randomUUID(), requestedOn: today },
    'consent.recordDeclarations': { groupId: classId, purpose: 'platform', clientId: client, entries: [{ pupilId: randomUUID(), signed: 'complete', declaredOn: today, documentVersionId: randomUUID() }] },
    'consent.recordWithdrawal': { pupilId, purpose: 'video', clientId: client, by: 'holder', guardianId: randomUUID(), receivedOn: today }, 'consent.readHistory': { pupilId }, 'consent.readOwn': {}, 'consent.exportConsents': {},
    'consent.declareOwn': { purpose: 'platform', documentVersionId: randomUUID(), clientId: client }, 'consent.withdrawOwn': { purpose: 'video', clientId: client },
    'messenger.listRooms': {}, 'messenger.readRoom': { roomId }, 'messenger.listMembers': { roomId }, 'messenger.readMessages': { roomId }, 'messenger.sendMessage': { roomId, clientId: client, body: 'Hallo' },
    'messenger.editMessage': { roomId, seq: 1, body: 'x' }, 'messenger.removeMessage': { roomId, seq: 1 }, 'messenger.markRead': { roomId, seq: 0 }, 'messenger.saveDraft': { roomId, body: '' }, 'messenger.readDraft': { roomId },
    'messenger.searchMessages': { query: 'Hallo' }, 'messenger.findPeople': { query: 'Lina' }, 'messenger.openDirectRoom': { personId: pupilId },
    'home.readToday': {}, 'home.readWeek': {}, 'home.listNotices': {}, 'home.listAudiences': {},
    'home.writeNotice': { clientId: client, forSchool: false, groupIds: [classId], title: 'Ausflug', body: 'Text', from: today, until: today },
    'home.editNotice': { noticeId: foreign.noticeId, title: 'x', body: 'x', from: today, until: today }, 'home.takeBackNotice': { noticeId: foreign.noticeId },
    'instruction.readDraft': {}, 'instruction.publishInstruction': { hash: '0'.repeat(64) }, 'instruction.listVersions': {}, 'instruction.listAcknowledgements': {}, 'instruction.readOwn': {},
    'control.readControl': {}, 'control.runProbes': {},
  }
}

/** Column of the matrix -> how this person comes to the door. */
const roles: Record<string, PersonKey | 'unread' | null> = {
  nobody: null, ticket: 'withoutConsent', 'pupil without consent': 'withoutConsent', 'pupil withdrawn': 'withdrawn', 'pupil departed': 'departed91', pupil: 'pupil', teacher: 'otherTeacher',
  'teacher before the instruction': 'unread', staff: 'caretaker', parent: 'mother', 'parent banned': 'father', head: 'head', deputy: 'deputy', 'admin users': 'secondAdmin', clerk: 'clerk',
  'head unproved': 'head', 'admin users unproved': 'secondAdmin', 'clerk unproved': 'clerk', 'head without factor': 'teacher',
  // Not swept: the first pupil's password is void after the sweep.
  'other pupil': 'third',
}
/** These have side effects on whoever sweeps (sign out, lost device): asked last, of a visitor of their own. */
const ends = ['administration.reportCompromise', 'identity.signOut', 'identity.endOtherSessions', 'consent.withdrawOwn', 'identity.reportLostDevice']

describe('every operation by every role', () => {
  let house: TestHouse
  let world: World
  let foreign: Foreign
  let unread: string
  const cells = matrixCells(modules)

  before(async () => {
    house = await openTestHouse()
    world = await buildWorld(house)
    foreign = await addForeign(house, world)
    unread = await addUnread(house)
    await house.write(async (w) => {
      await setPassword(w, world.ids.mother, PASSWORD)
      await acknowledgeCurrent(w, world.ids.mother)
      await setFacts(w, { module: 'administration', id: randomUUID() }, [{ personId: world.ids.teacher, kind: 'office', key: 'head', validFrom: w.at, validUntil: null }])
    })
    await house.write((w) => addContactBan(w, { guardianId: world.ids.father, wardId: world.ids.pupil, kind: 'father', from: w.today, until: null, source: 'test' }))
  })
  after(() => house.close())

  /** A session cookie for somebody who has none by right: as if a session had been made before the door closed. */
  async function arrive(role: string): Promise<Visitor> {
    const one = visitor(house)
    const key = roles[role]
    if (key === null || key === undefined) return one
    // These lost their password to the sweep of their own role.
    if (role.endsWith('unproved')) one.cookies = (await enter(house, world.ids[key as PersonKey])).cookies
    else await one.signIn(key === 'unread' ? unread : world.accountName(key))
    if (role !== 'ticket') one.ticket = null
    // As if the quarter of an hour were over.
    if (role.endsWith('unproved')) await house.platform.database.updateTable('session').set({ proved_at: new Date(house.clock.now().getTime() - 900_000) }).where('person_id', '=', world.ids[key as PersonKey]).execute()
    return one
  }

  test('each operation has an input here', () => {
    const known = new Set(Object.keys(inputs(foreign, house.clock.today())))
    assert.deepEqual([...house.assembly.entries.keys()].filter((name) => !known.has(name)), [])
  })

  for (const role of Object.keys(roles).filter((name) => name !== 'other pupil')) {
    test(`${role}: HTTP answers as the matrix says`, async () => {
      // Taken down by whoever may: each role finds one that hangs.
      foreign.noticeId = await hangForeign(house, world, foreign.classId)
      const all = Object.entries(inputs(foreign, house.clock.today())).sort(([a], [b]) => ends.indexOf(a) - ends.indexOf(b))
      const wrong: string[] = []
      let one = await arrive(role)
      for (const [name, input] of all) {
        if (ends.includes(name)) one = await arrive(role)
        const said = cells.get(name)?.get(role) ?? []
        const entry = house.assembly.entries.get(name)!
        if (!entry.operation.doors.includes('http')) continue
        const reply = await one.call(name, input, entry.operation.body === 'raw' ? Buffer.from('kein;CSV') : undefined)
        const isAllowed = reply.status !== 404 && !(reply.status === 403 && ['forbidden', 'not_released', 'seen_needed'].includes(reply.refusal?.code ?? ''))
        const code = reply.refusal?.code
        const got = code === 'second_factor_needed' ? 'factor' : code === 'factor_enrolment_needed' ? 'enrol' : isAllowed ? 'ok' : String(reply.status)
        // An input that names nothing (a seq, a code) may end in 404 after the right was held; the matrix speaks of the right.
        const isFine = said.includes(got) || (said.includes('ok') && reply.status === 404 && FOUND_NOTHING.includes(name))
        if (!isFine || reply.status >= 500) wrong.push(`${name}: matrix ${said.join(' or ')}, door ${reply.status} ${reply.refusal?.code ?? ''}`)
      }
      assert.deepEqual(wrong, [])
    })
  }

  test('without our page\'s header or from a foreign page nothing that changes something is accepted', async () => {
    const lina = await arrive('other pupil')
    const cookie = [...lina.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    for (const { operation } of house.assembly.entries.values()) {
      if (operation.effects !== 'write' || !operation.doors.includes('http')) continue
      const url = `/api${operation.path.replace(/:[a-zA-Z]+/g, randomUUID())}`
      for (const headers of [{ cookie }, { cookie, 'x-schulhof': '1', origin: 'https://evil.example' }, { cookie, 'x-schulhof': '1', 'sec-fetch-site': 'cross-site' }]) {
        const response = await house.app.inject({ method: operation.method, url, headers, payload: {} })
        assert.equal(response.statusCode, 403, `${operation.method} ${operation.path}`)
        assert.equal((response.json() as { refusal: { code: string } }).refusal.code, 'foreign_page')
      }
    }
  })

  test('every operation of the WebSocket door answers a pupil as HTTP does', async () => {
    const origin = await house.listen()
    const lina = await arrive('other pupil')
    let live = await lina.connect(origin)
    for (const [n, [name, input]] of Object.entries(inputs(foreign, house.clock.today())).entries()) {
      // A line takes so many frames at once and no more; the house has more operations than that.
      if (n > 0 && n % 100 === 0) {
        live.ws.close()
        live = await lina.connect(origin)
      }
      const answer = await live.call(name, input)
      if (!house.assembly.entries.get(name)!.operation.doors.includes('ws')) assert.equal(answer.refusal?.status, 404, name)
      else if (cells.get(name)?.get('pupil')?.every((said) => said === '404')) assert.equal(answer.refusal?.status, 404, name)
    }
    live.ws.close()
  })

  test('the live door itself: nobody, a ticket, a pupil without consent and a foreign page stay outside', async () => {
    const { origin } = house.platform.publicUrl
    for (const role of ['nobody', 'ticket', 'pupil without consent', 'pupil departed']) {
      const one = await arrive(role)
      await assert.rejects(one.connect(origin), /answered 404/, role)
    }
    const lina = await arrive('other pupil')
    const { WebSocket } = await import('ws')
    const cookie = [...lina.cookies].map(([key, value]) => `${key}=${value}`).join('; ')
    for (const headers of [{ cookie, origin: 'https://evil.example' }, { cookie }]) {
      const status = await new Promise((resolve) => {
        const ws = new WebSocket(`${origin.replace('http', 'ws')}/api/live`, { headers })
        ws.on('unexpected-response', (_request, response) => resolve(response.statusCode))
        ws.on('open', () => resolve(101))
        ws.on('error', () => {})
      })
      assert.equal(status, 404)
    }
  })
})

const FOUND_NOTHING = ['people.undoYear', 'identity.useSlip', 'identity.choosePassword', 'administration.foundSchool', 'administration.endAppointment', 'administration.reviewAppointment', 'administration.endOffice', 'administration.decideOther', 'administration.extendOther', 'administration.requestOther', 'administration.endCustody', 'administration.releaseModule', 'consent.endEntryAssignment', 'consent.checkSample', 'consent.previewOlderPapers', 'consent.enterOlderPapers', 'consent.readReadingAid', 'consent.readOwn', 'consent.declareOwn', 'consent.withdrawOwn', 'messenger.editMessage', 'messenger.removeMessage']

async function hangForeign(house: TestHouse, world: World, classId: string): Promise<string> {
  return house.write((w) => addNotice(w, world.ids.teacher, { clientId: randomUUID(), forSchool: false, groupIds: [classId], title: 'Fremd', body: 'Fremd', from: w.today, until: w.today }))
}

/** A teacher who came the day after the instruction came into force and has not acknowledged it. Returns the account name. */
async function addUnread(house: TestHouse): Promise<string> {
  await house.clock.travelTo(`${addDays(house.clock.today(), 1)} 07:50`)
  return house.write(async (w) => {
    const [id] = await addPeople(w, [{ type: 'teacher', givenName: 'Nora', familyName: 'Neuling', source: 'example', sourceId: 'unread' }])
    await setPassword(w, id!, PASSWORD)
    return (await w.trx.selectFrom('person').select('account_name').where('id', '=', id!).executeTakeFirstOrThrow()).account_name
  })
}

async function addForeign(house: TestHouse, world: World): Promise<Foreign> {
  const made = await house.write(async (w) => {
    const [classId] = await foundGroups(w, [{ kind: 'class', label: '09z', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
    const [pupilId] = await addPeople(w, [{ type: 'pupil', givenName: 'Fremdes', familyName: 'Kind', majorityOn: '2031-01-01', source: 'example', sourceId: 'foreign' }])
    await addMembers(w, [{ groupId: classId!, personId: pupilId!, role: 'member' }])
    const sessionId = newId(w.at)
    await w.trx.insertInto('session').values({ id: sessionId, person_id: world.ids.fifteen, token_hash: Buffer.from(randomUUID()), device: 'own', device_label: 'Fremd', started_at: w.at, expires_at: new Date(w.at.getTime() + 3_600_000), idle_until: new Date(w.at.getTime() + 3_600_000) }).execute()
    const slipId = newId(w.at)
    await w.trx.insertInto('access_slip').values({ id: slipId, person_id: pupilId!, code_hash: Buffer.from(randomUUID()), kind: 'teacher', made_by: world.ids.otherTeacher, made_at: w.at, valid_until: w.at }).execute()
    const [parentId] = await addPeople(w, [{ type: 'parent', givenName: 'Fremde', familyName: 'Mutter', source: 'example', sourceId: 'foreign parent' }])
    const [guardianshipId] = await addGuardianships(w, [{ guardianId: parentId!, wardId: pupilId!, kind: 'mother', hasCustody: true, source: 'test' }])
    // The same human at work and as a parent, under a contact ban: somebody who does not sweep.
    const [workId, otherParentId] = await addPeople(w, [{ type: 'teacher', givenName: 'Fremder', familyName: 'Vater', source: 'example', sourceId: 'foreign work' }, { type: 'parent', givenName: 'Fremder', familyName: 'Vater', source: 'example', sourceId: 'foreign father' }])
    const linkId = await linkSameHuman(w, { workId: workId!, parentId: otherParentId! })
    const banId = await addContactBan(w, { guardianId: otherParentId!, wardId: pupilId!, kind: 'father', from: w.today, until: null, source: 'test' })
    // Of a child whose device nobody reports as lost.
    const [youngId] = await addPeople(w, [{ type: 'pupil', givenName: 'Kleines', familyName: 'Kind', majorityOn: '2036-01-01', source: 'example', sourceId: 'foreign young' }])
    const deviceId = (await pairDevice(w, { personId: youngId!, pairedBy: parentId!, word: 'x'.repeat(43), userAgent: 'test' }))!
    const claimId = newId(w.at)
    await w.trx.insertInto('family_claim').values({ id: claimId, pupil_id: pupilId!, guardian_id: parentId!, kind: 'mother', says_custody: true, claimed_at: w.at }).execute()
    return { classId: classId!, pupilId: pupilId!, sessionId, slipId, noticeId: '', claimId, guardianshipId: guardianshipId!, linkId, banId, deviceId }
  })
  const { id: roomId } = await house.platform.database.selectFrom('messenger_room').select('id').where('group_id', '=', made.classId).executeTakeFirstOrThrow()
  const clerk = visitor(house)
  await clerk.signIn(world.accountName('clerk'))
  await clerk.call('consent.printForms', { groupId: made.classId, purposes: ['platform'], whom: 'all' })
  const { code: formCode } = await house.platform.database.selectFrom('consent_form').select('code').where('pupil_id', '=', made.pupilId).executeTakeFirstOrThrow()
  const { id: factorId } = await house.platform.database.selectFrom('second_factor').select('id').where('person_id', '=', world.ids.admin).executeTakeFirstOrThrow()
  // An appointment and a custody of somebody who does not sweep.
  const { letterId, custodyId } = await house.write(async (w) => {
    const [letter, custody] = [newId(w.at), newId(w.at)]
    await w.trx.insertInto('appointment').values({ id: letter, person_id: world.ids.teacher, task: 'devices', from_on: w.today, until_on: null, is_deputy: false, appointed_by: world.ids.head, in_representation: false, appointed_at: w.at }).execute()
    await w.trx.insertInto('custody_term').values({ id: custody, person_id: world.ids.teacher, place: 'Tresor', from_on: w.today, named_by: world.ids.head, in_representation: false, named_at: w.at }).execute()
    return { letterId: letter, custodyId: custody }
  })
  return { ...made, formCode, roomId, factorId, appointmentId: randomUUID(), letterId, custodyId }
}
