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
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { modules } from '#modules/index.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import { matrixCells } from '#platform/privacy/matrix.ts'
import { buildWorld } from '#example/world.ts'
import type { World } from '#example/world.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'

/** A class, a pupil, a room and a session that none of the sweeping people has anything to do with. */
type Foreign = { classId: string; pupilId: string; roomId: string; sessionId: string; appointmentId: string }

/** Valid input for each operation, aimed at what is foreign. */
function inputs(foreign: Foreign, today: string): Record<string, Record<string, unknown>> {
  const { classId, pupilId, roomId } = foreign
  const client = randomUUID()
  return {
    'identity.getSession': {}, 'identity.signIn': { account: 'gibt.es.nicht', password: 'x', device: 'own' }, 'identity.signOut': {}, 'identity.useSlip': { code: 'AAAA-AAAA-AAAA' },
    'identity.choosePassword': { ticket: 'x', password: 'xxxxxxxxxxxxxxxx', device: 'own' }, 'identity.changePassword': { current: 'falsch', next: 'ganz anderes langes Wort' },
    'identity.listSessions': {}, 'identity.endSession': { sessionId: foreign.sessionId }, 'identity.endOtherSessions': {}, 'identity.reportLostDevice': {},
    'identity.reportLostDeviceByPassword': { account: 'gibt.es.nicht', password: 'x' }, 'identity.reportLostDeviceFor': { personId: pupilId },
    'school.listOptions': {}, 'school.decideOption': { option: 'slip.days', value: 14 },
    'documents.listDocuments': {}, 'documents.readDocument': { document: 'module-document' }, 'documents.readModuleDocument': {}, 'documents.acknowledge': { document: 'module-document', major: 1, minor: 0 },
    'tasks.listTasks': {},
    'administration.foundSchool': { code: 'x', name: 'Zweite Schule', state: 'NI', head: { givenName: 'A', familyName: 'B' } }, 'administration.listAppointments': {},
    'administration.appoint': { task: 'files', person: { id: randomUUID() }, from: today, until: null, isDeputy: false }, 'administration.endAppointment': { appointmentId: foreign.appointmentId },
    'administration.listReleases': {}, 'administration.releaseModule': { module: 'no-such' }, 'administration.endRelease': { module: 'no-such' },
    'people.previewImport': { source: 'x', kind: 'pupils', from: 0 }, 'people.applyImport': { source: 'x', kind: 'pupils', differenceHash: 'x'.repeat(64) }, 'people.readImportColumns': {}, 'people.exportAccounts': {}, 'people.previewYear': {}, 'people.changeYear': { differenceHash: 'x'.repeat(64) }, 'people.listYears': {}, 'people.undoYear': { id: randomUUID() }, 'people.listImports': {}, 'people.listPeople': {}, 'people.getPerson': { id: pupilId },
    'people.addPerson': { type: 'staff', givenName: '', familyName: '' }, 'people.recordDeparture': { id: pupilId, exitOn: today }, 'people.cancelDeparture': { id: pupilId }, 'people.recordStay': { id: pupilId },
    'people.listGroups': {}, 'people.getGroup': { id: classId }, 'people.addGroup': { kind: 'project', label: '', purpose: '' }, 'people.addMembers': { id: classId, personIds: [pupilId], role: 'member' },
    'people.endMembership': { id: classId, personId: pupilId, role: 'member' }, 'people.printSlips': { id: classId }, 'people.printPersonSlip': { id: pupilId }, 'people.getProfile': {},
    'consent.listClasses': {}, 'consent.readClass': { groupId: classId },
    'consent.recordRequests': { groupId: classId, purpose: 'platform', documentVersionId: randomUUID(), requestedOn: today },
    'consent.recordDeclarations': { groupId: classId, purpose: 'platform', clientId: client, entries: [{ pupilId: randomUUID(), signed: 'complete', declaredOn: today, documentVersionId: randomUUID() }] },
    'consent.recordWithdrawal': { pupilId, purpose: 'video', clientId: client, by: 'holder', guardianId: randomUUID(), receivedOn: today }, 'consent.readHistory': { pupilId }, 'consent.readOwn': {}, 'consent.exportConsents': {},
    'consent.declareOwn': { purpose: 'platform', documentVersionId: randomUUID(), clientId: client }, 'consent.withdrawOwn': { purpose: 'video', clientId: client },
    'messenger.listRooms': {}, 'messenger.readRoom': { roomId }, 'messenger.listMembers': { roomId }, 'messenger.readMessages': { roomId }, 'messenger.sendMessage': { roomId, clientId: client, body: 'Hallo' },
    'messenger.editMessage': { roomId, seq: 1, body: 'x' }, 'messenger.removeMessage': { roomId, seq: 1 }, 'messenger.markRead': { roomId, seq: 0 }, 'messenger.saveDraft': { roomId, body: '' }, 'messenger.readDraft': { roomId },
    'messenger.searchMessages': { query: 'Hallo' }, 'messenger.findPeople': { query: 'Lina' }, 'messenger.openDirectRoom': { personId: pupilId },
    'home.readToday': {},
  }
}

/** Column of the matrix -> how this person comes to the door. */
const roles: Record<string, PersonKey | null> = {
  nobody: null, ticket: 'withoutConsent', 'pupil without consent': 'withoutConsent', 'pupil withdrawn': 'withdrawn', 'pupil departed': 'departed91', pupil: 'pupil', teacher: 'otherTeacher',
  staff: 'caretaker', parent: 'mother', head: 'head', deputy: 'deputy', 'admin users': 'secondAdmin', clerk: 'clerk',
  // Not swept: the first pupil's password is void after the sweep.
  'other pupil': 'third',
}
/** These have side effects on whoever sweeps (sign out, lost device): asked last, of a visitor of their own. */
const ends = ['identity.signOut', 'identity.endOtherSessions', 'consent.withdrawOwn', 'identity.reportLostDevice']

describe('every operation by every role', () => {
  let house: TestHouse
  let world: World
  let foreign: Foreign
  const cells = matrixCells(modules)

  before(async () => {
    house = await openTestHouse()
    world = await buildWorld(house)
    foreign = await addForeign(house, world)
    await house.write(async (w) => {
      await setPassword(w, world.ids.mother, PASSWORD)
      await acknowledgeCurrent(w, world.ids.mother)
    })
  })
  after(() => house.close())

  /** A session cookie for somebody who has none by right: as if a session had been made before the door closed. */
  async function arrive(role: string): Promise<Visitor> {
    const one = visitor(house)
    const key = roles[role]
    if (key === null || key === undefined) return one
    await one.signIn(world.accountName(key))
    if (role !== 'ticket') one.ticket = null
    return one
  }

  test('each operation has an input here', () => {
    const known = new Set(Object.keys(inputs(foreign, house.clock.today())))
    assert.deepEqual([...house.assembly.entries.keys()].filter((name) => !known.has(name)), [])
  })

  for (const role of Object.keys(roles).filter((name) => name !== 'other pupil')) {
    test(`${role}: HTTP answers as the matrix says`, async () => {
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
        const got = isAllowed ? 'ok' : String(reply.status)
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
    const live = await lina.connect(origin)
    for (const [name, input] of Object.entries(inputs(foreign, house.clock.today()))) {
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

const FOUND_NOTHING = ['identity.useSlip', 'identity.choosePassword', 'administration.foundSchool', 'administration.endAppointment', 'administration.releaseModule', 'consent.readOwn', 'consent.declareOwn', 'consent.withdrawOwn', 'messenger.editMessage', 'messenger.removeMessage']

async function addForeign(house: TestHouse, world: World): Promise<Foreign> {
  const made = await house.write(async (w) => {
    const [classId] = await foundGroups(w, [{ kind: 'class', label: '09z', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
    const [pupilId] = await addPeople(w, [{ type: 'pupil', givenName: 'Fremdes', familyName: 'Kind', majorityOn: '2031-01-01', source: 'example', sourceId: 'foreign' }])
    await addMembers(w, [{ groupId: classId!, personId: pupilId!, role: 'member' }])
    const sessionId = newId(w.at)
    await w.trx.insertInto('session').values({ id: sessionId, person_id: world.ids.fifteen, token_hash: Buffer.from(randomUUID()), device: 'own', device_label: 'Fremd', started_at: w.at, expires_at: new Date(w.at.getTime() + 3_600_000), idle_until: new Date(w.at.getTime() + 3_600_000) }).execute()
    return { classId: classId!, pupilId: pupilId!, sessionId }
  })
  const { id: roomId } = await house.platform.database.selectFrom('messenger_room').select('id').where('group_id', '=', made.classId).executeTakeFirstOrThrow()
  const { id: appointmentId } = await house.platform.database.selectFrom('appointment').select('id').limit(1).executeTakeFirstOrThrow()
  return { ...made, roomId, appointmentId: appointmentId && randomUUID() }
}
