/**
 * Every operation through the HTTP and the WebSocket door by every role, with a subject the role has nothing to do with: what the server answers is what
 * the golden matrix says (security checks 11, 23). An operation without an entry here fails, so nothing is forgotten.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/id/id.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { addNotice } from '#modules/home/store.ts'
import { addContactBan, addGuardianships } from '#platform/identity/guardianship.ts'
import { pairDevice } from '#platform/identity/cards/paired.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import { linkSameHuman } from '#platform/identity/same-human.ts'
import { modules } from '#modules/index.ts'
import { matrixRoles } from '#platform/privacy/matrix-roles.ts'
import type { Role } from '#platform/privacy/matrix-roles.ts'
import { matrixCells } from '#platform/privacy/matrix.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'
import { sweepPeople } from './sweep-people.ts'
import type { SweepPeople } from './sweep-people.ts'

/** A class, a pupil, a room and a session that none of the sweeping people has anything to do with. */
type Foreign = { classId: string; pupilId: string; roomId: string; sessionId: string; slipId: string; appointmentId: string; formCode: string; factorId: string; noticeId: string; letterId: string; custodyId: string; claimId: string; guardianshipId: string; linkId: string; banId: string; deviceId: string; deletionId: string; askedId: string; restoredId: string; helpId: string; incidentId: string }

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
    'safe.listSafeKeys': {}, 'safe.makeSafeKey': {}, 'safe.checkSafeCode': { code: 'x' },
    'documents.listDocuments': {}, 'documents.readDocument': { document: 'module-document' }, 'documents.readModuleDocument': {}, 'documents.acknowledge': { document: 'module-document', major: 1, minor: 0 },
    'tasks.listTasks': {},
    'incident.raiseIncident': { what: 'Probe der Türen', knownSince: `${today}T00:00:00Z` }, 'incident.listIncidents': {}, 'incident.readIncident': { caseId: foreign.incidentId }, 'incident.closeIncident': { caseId: foreign.incidentId },
    'incident.reopenIncident': { caseId: foreign.incidentId, reason: 'Probe der Türen' }, 'incident.printIncidentDraft': { caseId: foreign.incidentId, question: 'authority' },
    'incident.correctDetection': { caseId: foreign.incidentId, detectedAt: `${today}T00:00:00Z`, reason: 'Probe der Türen' }, 'incident.describeIncident': { caseId: foreign.incidentId, happened: 'Probe der Türen', categories: ['names'], persons: null },
    'incident.findIncidentPeople': { caseId: foreign.incidentId, q: 'Niemand' }, 'incident.addAffected': { caseId: foreign.incidentId, personIds: [pupilId], groupId: null }, 'incident.removeAffected': { caseId: foreign.incidentId, affectedId: randomUUID() },
    'incident.addMeasure': { caseId: foreign.incidentId, takenOn: today, measure: 'Probe der Türen' }, 'incident.assessIncident': { caseId: foreign.incidentId, risk: 'none', reason: 'Probe der Türen' },
    'incident.decideIncident': { caseId: foreign.incidentId, question: 'authority', isYes: false, reason: 'Probe der Türen' }, 'incident.recordIncidentReport': { caseId: foreign.incidentId, question: 'affected', reportedAt: `${today}T00:00:00Z`, reference: null, delayReason: null },
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
    'people.addPerson': { type: 'staff', givenName: '', familyName: '' }, 'people.recordDeparture': { id: pupilId, exitOn: today }, 'people.cancelDeparture': { id: pupilId }, 'people.releaseIdentity': { id: pupilId }, 'people.recordStay': { id: pupilId },
    'people.listGroups': {}, 'people.getGroup': { id: classId }, 'people.addGroup': { kind: 'project', label: '', purpose: '' }, 'people.addMembers': { id: classId, personIds: [pupilId], role: 'member' },
    'people.endMembership': { id: classId, personId: pupilId, role: 'member' }, 'people.printSlips': { id: classId }, 'people.printGuardianSlips': { id: classId }, 'people.printGuardianSlipPapers': { id: classId }, 'people.printFamilySlips': { id: pupilId }, 'people.printFamilySlipPapers': { id: pupilId }, 'people.printPersonSlip': { id: pupilId }, 'people.printChosenSlips': { whom: { kind: 'people', personIds: [pupilId] } }, 'people.countUnusedSlips': {},
    'people.makeTeacherSlip': { id: pupilId }, 'people.printTeacherSlips': { id: classId }, 'people.getProfile': {}, 'people.listStored': {}, 'people.listStoredOfChild': { id: pupilId },
    'people.setPicture': { id: pupilId }, 'people.removePicture': { id: pupilId }, 'people.takePictureDown': { id: pupilId, reason: 'unsuitable' }, 'people.readPicture': { id: pupilId, version: 'x'.repeat(22) }, 'people.listPictures': { personIds: [pupilId], groupIds: [classId] },
    'people.setGroupPicture': { id: classId }, 'people.removeGroupPicture': { id: classId }, 'people.readGroupPicture': { id: classId, version: 'x'.repeat(22) },
    'consent.printForms': { groupId: classId, purposes: ['platform'], whom: 'all' }, 'consent.printBlankForms': { purpose: 'platform', count: 1 }, 'consent.findForm': { code: foreign.formCode }, 'consent.linkForm': { pupilId, code: 'x' },
    'consent.listEntryAssignments': {}, 'consent.assignEntry': { personId: randomUUID(), from: today }, 'consent.endEntryAssignment': { assignmentId: randomUUID() },
    'consent.listSamples': {}, 'consent.checkSample': { sampleId: randomUUID(), outcome: 'matches' }, 'consent.listOlderTexts': {},
    'consent.readConsentTexts': {}, 'consent.publishConsentText': { purpose: 'platform', basedOn: randomUUID(), title: 'x', text: 'x', isMajor: false }, 'consent.decideOlderText': { purpose: 'platform', label: 'x', inUseFrom: '2024-01-01', inUseUntil: '2023-01-01', covers: true }, 'consent.previewOlderPapers': { olderTextId: randomUUID() },
    'consent.enterOlderPapers': { olderTextId: randomUUID(), differenceHash: '0'.repeat(64) }, 'consent.printProof': { pupilId }, 'consent.printClassList': { groupId: classId },
    'consent.listReadingAids': {}, 'consent.readReadingAid': { purpose: 'platform', language: 'en' },
    'people.printSlipPapers': { id: classId }, 'people.printChosenSlipPapers': { whom: { kind: 'people', personIds: [pupilId] } },
    'consent.countWaiting': {}, 'consent.listClasses': {}, 'consent.readClass': { groupId: classId },
    'consent.readFamily': {}, 'consent.declareForChild': { pupilId, purpose: 'platform', documentVersionId: randomUUID(), clientId: client }, 'consent.withdrawForChild': { pupilId, purpose: 'platform', clientId: client },
    'consent.acknowledgeNotices': { pupilId }, 'consent.saveWish': { pupilId, wish: 'delete' }, 'consent.readFamilyCode': { code: 'AAAA-AAAA-AAAA' },
    'consent.claimAsNew': { code: 'AAAA-AAAA-AAAA', givenName: 'A', familyName: 'B', kind: 'mother', hasCustody: true }, 'consent.claimAsParent': { code: 'AAAA-AAAA-AAAA', kind: 'mother', hasCustody: true },
    'consent.makeFamilyCodes': { pupilId, count: 1 }, 'consent.makeClassFamilyCodes': { groupId: classId }, 'consent.printFamilyCodes': { pupilId, count: 1 }, 'consent.printClassFamilyCodes': { groupId: classId }, 'consent.listClaims': {}, 'consent.decideClaim': { claimId: foreign.claimId, outcome: 'refused' },
    'consent.readGuardians': { pupilId }, 'consent.findGuardians': { q: 'Niemand' }, 'consent.recordGuardianship': { pupilId, clientId: client, guardian: { id: randomUUID() }, kind: 'other', hasCustody: false, from: today },
    'consent.endGuardianship': { guardianshipId: foreign.guardianshipId, lastDay: '1930-01-01' }, 'consent.recordContactBan': { pupilId, clientId: client, guardianId: randomUUID(), reference: 'AZ 1' },
    'consent.liftContactBan': { guardianshipId: foreign.guardianshipId, reference: 'AZ 2' }, 'consent.recordCourtDecision': { pupilId, clientId: client, guardianId: randomUUID(), decidedOn: today, reference: 'AZ 3' },
    'lifecycle.listLeavers': {}, 'lifecycle.listToDelete': {}, 'lifecycle.findAccounts': { q: 'Niemand' }, 'lifecycle.previewDeletion': { personIds: [pupilId] }, 'lifecycle.deleteAccounts': { personIds: [pupilId, randomUUID()], reason: 'Probe', typed: 1 },
    'lifecycle.listDeleted': {}, 'lifecycle.restoreAccount': { id: foreign.restoredId, kind: 'mistake', reason: 'Probe' }, 'lifecycle.askEarlyPurge': { id: foreign.deletionId, reason: 'Probe' }, 'lifecycle.listEarlyPurges': {}, 'lifecycle.decideEarlyPurge': { id: foreign.askedId, agrees: false },
    'lifecycle.listPurgeSheets': {}, 'lifecycle.listRecurring': {}, 'lifecycle.listClosed': {}, 'lifecycle.listEvidence': {}, 'lifecycle.askEvidence': { purpose: 'authority', reason: 'Probe der Türen' }, 'lifecycle.decideEvidence': { id: randomUUID(), agrees: false }, 'lifecycle.readEvidence': { id: randomUUID(), code: 'x', givenName: 'A', familyName: 'B' }, 'lifecycle.listOwnTakeAlong': {},
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
    'export.askExport': {}, 'export.readExport': {}, 'export.downloadExport': {}, 'export.askChildExport': { id: pupilId }, 'export.readChildExport': { id: pupilId }, 'export.downloadChildExport': { id: pupilId },
    'export.useExportCode': { code: 'AAAA-AAAA-AAAA' }, 'export.readByCode': {}, 'export.askByCode': {}, 'export.downloadByCode': {}, 'export.closeByCode': {},
    'lifecycle.printExportCode': { personId: pupilId },
    'control.readControl': {}, 'control.runProbes': {}, 'control.readRegister': {}, 'control.readMeasures': {}, 'control.listProcessors': {}, 'control.printProof': {},
    'control.enterProcessing': { module: 'no-such', basis: '', remark: '' }, 'control.addMeasure': { topic: 'rights', text: 'Probe' }, 'control.endMeasure': { measureId: randomUUID() },
    'control.addProcessor': { isOwn: false, name: 'Probe', service: 'Probe', categories: 'Probe', contractOn: null, reference: '', untilOn: null, covers: [] }, 'control.endProcessor': { processorId: randomUUID(), lastOn: today },
    'logs.readDeclared': {}, 'logs.readOwnRows': {}, 'logs.readOperation': {}, 'logs.listOwnLogCases': {}, 'logs.listLogCases': {}, 'logs.listUnmaskings': {}, 'logs.listOwnUnmaskings': {},
    'logs.openLogCase': { purpose: 'fault', reason: 'Probe der Türen', service: 'nosuch', windowFrom: `${today}T00:00:00Z`, windowUntil: `${today}T01:00:00Z`, hours: 1, reference: null },
    'logs.closeLogCase': { caseId: randomUUID() }, 'logs.queryLog': { caseId: randomUUID(), log: 'access' }, 'logs.requestUnmasking': { caseId: randomUUID(), mark: 'U-0001', reason: 'Probe der Türen' },
    'logs.decideUnmasking': { unmaskingId: randomUUID(), isGranted: false }, 'logs.readUnmasked': { unmaskingId: randomUUID() }, 'logs.noteUnmasking': { unmaskingId: randomUUID() },
    'logs.requestExport': { caseId: randomUUID(), addressee: 'Probe' }, 'logs.listExports': {}, 'logs.decideExport': { exportId: randomUUID(), isGranted: false }, 'logs.sealExport': { exportId: randomUUID() },
    'logs.listOwnHelp': {}, 'logs.giveHelp': {}, 'logs.giveHelpFor': { pupilId }, 'logs.endHelp': { helpId: foreign.helpId }, 'logs.listHelps': {}, 'logs.readHelp': { helpId: foreign.helpId },
  }
}

/** Behind the line stands the same perform() as behind HTTP: each role asks every third operation there, and the next role the next ones. All of them by LOOKS=all. */
const ws_turns = process.env['LOOKS'] === 'all' ? 1 : 3

/** These have side effects on whoever sweeps (sign out, lost device): asked last, of a visitor of their own. */
const ends = ['administration.reportCompromise', 'identity.signOut', 'identity.endOtherSessions', 'consent.withdrawOwn', 'identity.reportLostDevice']

/** Asked one after the other, after all else: they are in each other's way. */
const lasts = ['home.editNotice', 'home.takeBackNotice', ...ends]

describe('every operation by every role', () => {
  let house: TestHouse
  let world: World
  let foreign: Foreign
  let people: SweepPeople
  let origin: string
  const cells = matrixCells(modules)
  const columns = matrixRoles(modules).map(({ name }) => name)
  /** No live line: nobody, whose door is closed, and who has still to enrol a second factor. */
  const closed = ['nobody', 'ticket', ...matrixRoles(modules).filter(({ set }) => set === 'closed pupils' || set === 'without factor').map(({ name }) => name)]

  before(async () => {
    ;({ house, world } = await openTestWorld())
    foreign = await addForeign(house, world)
    await house.write((w) => addContactBan(w, { guardianId: world.ids.father, wardId: world.ids.pupil, kind: 'father', from: w.today, until: null, source: 'test' }))
    people = await sweepPeople(house, world)
    origin = await house.listen()
  })
  after(() => house.close())

  test('each operation has an input here, and each column of the matrix somebody who comes', () => {
    const known = new Set(Object.keys(inputs(foreign, house.clock.today())))
    assert.deepEqual([...house.assembly.entries.keys()].filter((name) => !known.has(name)), [])
    assert.deepEqual(columns.filter((name) => !people.roles.includes(name)), [])
  })

  /** What is wrong with an answer, by the matrix, or null. */
  function fault(role: string, name: string, status: number, code: string | undefined): string | null {
    const said = cells.get(name)?.get(role) ?? []
    const isAllowed = status !== 404 && !(status === 403 && ['forbidden', 'not_released', 'seen_needed'].includes(code ?? ''))
    const got = code === 'second_factor_needed' ? 'factor' : code === 'factor_enrolment_needed' ? 'enrol' : isAllowed ? 'ok' : String(status)
    // An input that names nothing (a seq, a code) may end in 404 after the right was held; the matrix speaks of the right.
    const isFine = said.includes(got) || (said.includes('ok') && status === 404 && FOUND_NOTHING.includes(name))
    return isFine && status < 500 && code !== 'too_many' ? null : `${name}: matrix ${said.join(' or ')}, door ${status} ${code ?? ''}`
  }

  for (const alike of takingTurns(matrixRoles(modules), cells)) {
    test(`${alike.join(', ')}: HTTP and WebSocket answer as the matrix says`, async () => {
      for (const role of alike) await sweep(role, (index) => index % alike.length === alike.indexOf(role))
    })
  }

  /** Asks every operation whose turn it is in this role, through its doors. */
  async function sweep(role: string, isTurn: (index: number) => boolean): Promise<void> {
    // Taken down by whoever may: each role finds one that hangs.
    foreign.noticeId = await hangForeign(house, world, foreign.classId)
    foreign.deviceId = await pairForeign(house)
    const all = Object.entries(inputs(foreign, house.clock.today())).filter((_one, index) => isTurn(index))
    const entryOf = (name: string) => house.assembly.entries.get(name)!.operation
    const wrong: (string | null)[] = []
    const ask = async (one: Visitor, [name, input]: (typeof all)[number]) => {
      const reply = await one.call(name, input, entryOf(name).body === 'raw' ? Buffer.from('kein;CSV') : undefined)
      wrong.push(fault(role, name, reply.status, reply.refusal?.code))
    }
    const one = await people.arrive(role)
    const byHttp = all.filter(([name]) => entryOf(name).doors.includes('http'))
    // Reads and what is refused side by side, as the pages of one browser ask; changes of the same child one after the other, for they would wait for each other.
    const isShared = (name: string) => entryOf(name).subject !== undefined || name.startsWith('people.')
    const changes = byHttp.filter(([name]) => entryOf(name).effects !== 'read' && isShared(name) && !lasts.includes(name) && cells.get(name)?.get(role)?.includes('ok'))
    const others = byHttp.filter((asked) => !lasts.includes(asked[0]) && !changes.includes(asked))
    await Promise.all([inTurns(others, at_once, (asked) => ask(one, asked)), inTurns(changes, 1, (asked) => ask(one, asked))])
    if (!closed.includes(role)) {
      const live = await one.connect(origin)
      const turn = columns.indexOf(role) % ws_turns
      await inTurns(all.filter(([name], index) => entryOf(name).doors.includes('ws') && index % ws_turns === turn), at_once, async ([name, input]) => {
        const { refusal } = await live.call(name, input)
        wrong.push(fault(role, name, refusal?.status ?? 200, refusal?.code))
      })
      live.ws.close()
    }
    for (const last of byHttp.filter(([name]) => lasts.includes(name)).sort(([a], [b]) => lasts.indexOf(a) - lasts.indexOf(b))) await ask(ends.includes(last[0]) ? await people.arrive(role) : one, last)
    assert.deepEqual(wrong.filter((said) => said !== null), [], role)
    // X14: whatever an office did to the foreign pupil, nobody has come in as this pupil.
    assert.deepEqual(await house.platform.database.selectFrom('session').select('id').where('person_id', '=', foreign.pupilId).execute(), [], `${role} impersonates nobody`)
  }

  test('without our page\'s header or from a foreign page nothing that changes something is accepted', async () => {
    const lina = await people.arrive('other pupil')
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

  test('what the WebSocket door does not offer is not there, for a head neither', async () => {
    const head = await people.arrive('head')
    for (const some of inPieces(Object.entries(inputs(foreign, house.clock.today())).filter(([name]) => !house.assembly.entries.get(name)!.operation.doors.includes('ws')), 100)) {
      // A line takes so many frames at once and no more; the house has more operations than that.
      const live = await head.connect(origin)
      for (const [name, { refusal }] of await Promise.all(some.map(async ([name, input]) => [name, await live.call(name, input)] as const))) assert.equal(refusal?.status, 404, name)
      live.ws.close()
    }
  })

  test('the live door itself: nobody, a ticket, a pupil whose door is closed and a foreign page stay outside', async () => {
    for (const role of closed) {
      const one = await people.arrive(role)
      await assert.rejects(one.connect(origin), /answered 404/, role)
    }
    const lina = await people.arrive('other pupil')
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

const at_once = 8

/** Columns, each for itself; tasks that no rule tells apart share one sweep, an operation each in turn. */
function takingTurns(roles: readonly Role[], cells: ReadonlyMap<string, ReadonlyMap<string, string[]>>): string[][] {
  const key = ({ name, set }: Role) => (set?.startsWith('tasks') ? set + JSON.stringify([...cells.values()].map((cell) => cell.get(name))) : name)
  return [...Map.groupBy(roles, key).values()].map((alike) => alike.map(({ name }) => name))
}

/** Does it for all, so many at a time. */
async function inTurns<T>(all: readonly T[], count: number, work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const next = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: count }, next))
}

function inPieces<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, piece) => all.slice(piece * size, (piece + 1) * size))
}

const FOUND_NOTHING = ['lifecycle.restoreAccount', 'people.undoYear', 'identity.useSlip', 'identity.choosePassword', 'administration.foundSchool', 'administration.endAppointment', 'administration.reviewAppointment', 'administration.endOffice', 'administration.decideOther', 'administration.extendOther', 'administration.requestOther', 'administration.endCustody', 'administration.releaseModule', 'consent.endEntryAssignment', 'consent.checkSample', 'consent.previewOlderPapers', 'consent.enterOlderPapers', 'consent.readReadingAid', 'consent.readOwn', 'consent.declareOwn', 'consent.withdrawOwn', 'messenger.editMessage', 'messenger.removeMessage', 'people.readPicture', 'people.readGroupPicture', 'logs.decideUnmasking', 'logs.noteUnmasking', 'logs.decideExport', 'incident.removeAffected', 'lifecycle.readEvidence', 'lifecycle.decideEvidence', 'control.enterProcessing', 'control.endMeasure', 'control.endProcessor']

/** A device at home of a child whose loss nobody reports, by a parent who does not sweep: taken away by whoever may, so each role finds one. */
async function pairForeign(house: TestHouse): Promise<string> {
  return house.write(async (w) => {
    const [childId, parentId] = await addPeople(w, [{ type: 'pupil', givenName: 'Kleines', familyName: 'Kind', majorityOn: '2036-01-01', source: 'example', sourceId: randomUUID() }, { type: 'parent', givenName: 'Stille', familyName: 'Mutter', source: 'example', sourceId: randomUUID() }])
    return (await pairDevice(w, { personId: childId!, pairedBy: parentId!, word: 'x'.repeat(43), userAgent: 'test' }))!
  })
}

async function hangForeign(house: TestHouse, world: World, classId: string): Promise<string> {
  return house.write((w) => addNotice(w, world.ids.teacher, { clientId: randomUUID(), forSchool: false, groupIds: [classId], title: 'Fremd', body: 'Fremd', from: w.today, until: w.today }))
}

async function addForeign(house: TestHouse, world: World): Promise<Foreign> {
  const made = await house.write(async (w) => {
    const [classId] = await foundGroups(w, [{ kind: 'class', label: '09z', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
    const [pupilId] = await addPeople(w, [{ type: 'pupil', givenName: 'Fremdes', familyName: 'Kind', majorityOn: '2031-01-01', source: 'example', sourceId: 'foreign' }])
    await addMembers(w, [{ groupId: classId!, personId: pupilId!, role: 'member' }])
    const sessionId = newId(w.at)
    await w.trx.insertInto('session').values({ id: sessionId, person_id: world.ids.friend, token_hash: Buffer.from(randomUUID()), device: 'own', device_label: 'Fremd', started_at: w.at, expires_at: new Date(w.at.getTime() + 3_600_000), idle_until: new Date(w.at.getTime() + 3_600_000) }).execute()
    const slipId = newId(w.at)
    await w.trx.insertInto('access_slip').values({ id: slipId, person_id: pupilId!, code_hash: Buffer.from(randomUUID()), kind: 'teacher', made_by: world.ids.otherTeacher, made_at: w.at, valid_until: w.at }).execute()
    const [parentId] = await addPeople(w, [{ type: 'parent', givenName: 'Fremde', familyName: 'Mutter', source: 'example', sourceId: 'foreign parent' }])
    const [guardianshipId] = await addGuardianships(w, [{ guardianId: parentId!, wardId: pupilId!, kind: 'mother', hasCustody: true, source: 'test' }])
    // The same human at work and as a parent, under a contact ban: somebody who does not sweep.
    const [workId, otherParentId] = await addPeople(w, [{ type: 'teacher', givenName: 'Fremder', familyName: 'Vater', source: 'example', sourceId: 'foreign work' }, { type: 'parent', givenName: 'Fremder', familyName: 'Vater', source: 'example', sourceId: 'foreign father' }])
    const linkId = await linkSameHuman(w, { workId: workId!, parentId: otherParentId! })
    const banId = await addContactBan(w, { guardianId: otherParentId!, wardId: pupilId!, kind: 'father', from: w.today, until: null, source: 'test' })
    const helpId = newId(w.at)
    await w.trx.insertInto('log_help').values({ id: helpId, person_id: pupilId!, opened_by: pupilId!, opened_at: w.at, closes_at: new Date(w.at.getTime() + 47 * 3_600_000) }).execute()
    const incidentId = newId(w.at)
    await w.trx.insertInto('incident').values({ id: incidentId, opened_at: w.at, closed_at: null }).execute()
    await w.trx.insertInto('incident_suspicion').values({ case_id: incidentId, what: 'Fremd', detected_at: w.at, raised_by: pupilId!, at: w.at }).execute()
    const claimId = newId(w.at)
    await w.trx.insertInto('family_claim').values({ id: claimId, pupil_id: pupilId!, guardian_id: parentId!, kind: 'mother', says_custody: true, claimed_at: w.at }).execute()
    return { classId: classId!, pupilId: pupilId!, sessionId, slipId, noticeId: '', claimId, guardianshipId: guardianshipId!, linkId, banId, deviceId: '', helpId, incidentId }
  })
  const { id: roomId } = await house.platform.database.selectFrom('messenger_room').select('id').where('group_id', '=', made.classId).executeTakeFirstOrThrow()
  const clerk = await arrive(house, world.ids.clerk)
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
  const [deletionId, askedId, restoredId] = await house.write(async (w) => {
    const gone = await addPeople(w, ['a', 'b', 'c'].map((sourceId) => ({ type: 'pupil' as const, givenName: 'Fremdes', familyName: 'Konto', source: 'example', sourceId: `gone ${sourceId}` })))
    await recordDeletions(w, gone.map((personId) => ({ personId, on: w.today, cause: 'decision' as const, reason: 'Probe' })))
    const rows = await w.trx.selectFrom('account_deletion').select(['id', 'person_id']).where('person_id', 'in', gone).execute()
    const ids = gone.map((personId) => rows.find((row) => row.person_id === personId)!.id)
    await w.trx.insertInto('early_purge').values({ deletion_id: ids[1]!, round: 1, asked_by: world.ids.secondAdmin, asked_at: w.at, reason: 'Probe' }).execute()
    return ids as [string, string, string]
  })
  return { ...made, deletionId, askedId, restoredId, formCode, roomId, factorId, appointmentId: randomUUID(), letterId, custodyId }
}
