/**
 * Somebody real for each column of the golden matrix, and how they come to the door: with a session as if they had signed in, so that no sweep waits for
 * passwords. Offices are named and tasks given by the head, as in every school.
 */
import { randomUUID } from 'node:crypto'
import { setFacts } from '#platform/access/facts.ts'
import { TASKS } from '#platform/access/vocabulary.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { newId } from '#platform/id/id.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addMembers } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import { issueTicket } from '#platform/identity/sign-in/tickets.ts'
import { addDays } from '#platform/time/calendar.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { act } from '#example/act.ts'
import { provedActor } from '#example/factors.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'

/** `proof`: of the second factor; `over`: as if the quarter of an hour were just over. */
type Coming = { as: string; proof?: 'now' | 'over'; hasTicket?: true }

/** Who holds an office or a task in the sweep; beside the world's people those of `newPeople`. */
const HOLDERS: Readonly<Record<string, string>> = {
  head: 'head', deputy: 'deputy', officer: 'officer', 'officer from outside': 'outsideOfficer', council: 'council', inspector: 'inspector', custodian: 'custodian', clerk: 'clerk',
  ...Object.fromEntries(TASKS.filter((task) => task !== 'consent_register').map((task) => [`admin ${task}`, `task:${task}`])),
}

const ROLES: Readonly<Record<string, Coming | null>> = {
  nobody: null, ticket: { as: 'withoutConsent', hasTicket: true },
  'pupil without consent': { as: 'withoutConsent' }, 'pupil withdrawn': { as: 'withdrawn' }, 'pupil departed': { as: 'departed89' }, 'pupil with unclear exit': { as: 'unclear' }, 'pupil of age after grace': { as: 'afterGrace' },
  pupil: { as: 'pupil' }, 'pupil from 14': { as: 'fifteen' }, 'pupil of age': { as: 'adult' }, 'pupil of age in grace': { as: 'inGrace' },
  teacher: { as: 'otherTeacher' }, staff: { as: 'caretaker' }, other: { as: 'other' },
  'teacher before the instruction': { as: 'unreadTeacher' }, 'staff before the instruction': { as: 'unreadStaff' }, 'head before the instruction': { as: 'unreadHead', proof: 'now' },
  parent: { as: 'mother' }, 'parent banned': { as: 'father' }, 'parent of a pupil of age': { as: 'motherOfAdult' },
  ...Object.fromEntries(Object.entries(HOLDERS).flatMap(([name, as]) => [[name, { as, proof: 'now' }], [`${name} unproved`, { as, proof: 'over' }]])),
  'head without factor': { as: 'noFactorHead' }, 'officer without factor': { as: 'noFactorOfficer' },
  // Not a column: for the tests beside the sweep.
  'other pupil': { as: 'third' },
}

export type SweepPeople = {
  /** The columns somebody comes for. */
  roles: readonly string[]
  /** Comes to the door in this role, with a session of their own. */
  arrive(role: string): Promise<Visitor>
}

/** Adds to the example world who is missing for the sweep; the clock goes on by a day, so that some came after the instruction and one has become of age. */
export async function sweepPeople(house: TestHouse, world: World): Promise<SweepPeople> {
  const ids: Record<string, string> = { ...world.ids }
  await addHolders(house, ids)
  await addPupils(house, world, ids)
  await house.clock.travelTo(`${addDays(house.clock.today(), 1)} 07:50`)
  await addUnread(house, ids)
  const rows = await house.platform.database.selectFrom('person').select(['id', 'type']).execute()
  const types = new Map(rows.map(({ id, type }) => [id, type as PersonType]))
  return {
    roles: Object.keys(ROLES).filter((name) => name !== 'other pupil'),
    async arrive(role) {
      const one = visitor(house)
      const coming = ROLES[role]
      if (!coming) return one
      const id = ids[coming.as]!
      if (coming.hasTicket) one.ticket = issueTicket(house.platform, { personId: id, at: house.clock.now() })
      else one.cookies.set(SESSION_COOKIE, await begin(house, { id, type: types.get(id)! }, coming.proof))
      return one
    },
  }
}

/** Begins a session, also of somebody who has none by right: as if it had been made before the door closed. */
async function begin(house: TestHouse, person: { id: string; type: PersonType }, proof: Coming['proof']): Promise<string> {
  return house.write(async (w) => {
    const { sessionId, token } = await startSession(w, person, 'own', 'test', { isProved: proof === 'now' })
    if (proof === 'over') await w.trx.updateTable('session').set({ proved_at: new Date(w.at.getTime() - 900_000) }).where('id', '=', sessionId).execute()
    return token
  })
}

const NEW_STAFF = ['officer', 'outsideOfficer', 'council', 'inspector', 'custodian', 'noFactorHead', 'noFactorOfficer', 'other', ...TASKS.map((task) => `task:${task}`)]
const TYPES: Readonly<Record<string, PersonType>> = { officer: 'staff', custodian: 'staff', outsideOfficer: 'other', noFactorOfficer: 'other', other: 'other' }

/** Named and appointed by the head through the ordinary operations; all but two enrol a second factor. */
async function addHolders(house: TestHouse, ids: Record<string, string>): Promise<void> {
  const from = house.clock.today()
  await house.write(async (w) => {
    const added = await addPeople(w, NEW_STAFF.map((key) => ({ type: TYPES[key] ?? ('teacher' as const), givenName: 'Amt', familyName: key.replace(':', ' '), source: 'test', sourceId: key })))
    for (const [index, key] of NEW_STAFF.entries()) ids[key] = added[index]!
    for (const id of added) await acknowledgeCurrent(w, id)
    await setFacts(w, { module: 'administration', id: randomUUID() }, [
      { personId: ids.noFactorHead!, kind: 'office', key: 'head', validFrom: w.at, validUntil: null }, { personId: ids.noFactorOfficer!, kind: 'office', key: 'officer', validFrom: w.at, validUntil: null },
    ])
  })
  const does = (name: 'nameOffice' | 'appoint' | 'nameCustodian', input: Record<string, unknown>) => act(house, ids.head!, 'administration', administration, name, { from, ...input })
  for (const [office, key] of [['officer', 'officer'], ['officer', 'outsideOfficer'], ['council', 'council'], ['inspector', 'inspector']] as const) {
    await does('nameOffice', { office, person: { id: ids[key]! }, until: null, reference: key === 'outsideOfficer' ? 'Vertrag 7' : null })
  }
  await does('nameCustodian', { personId: ids.custodian!, place: 'Tresor', handOver: null })
  const tasks = TASKS.filter((task) => task !== 'consent_register')
  for (const task of tasks) await does('appoint', { task, person: { id: ids[`task:${task}`]! }, until: null, isDeputy: true })
  for (const key of ['officer', 'outsideOfficer', 'council', 'inspector', 'custodian', ...tasks.map((task) => `task:${task}`)]) await provedActor(house, ids[key]!)
}

/** One who becomes of age tomorrow with what parents signed, one for whom that has run out, one about whom it is open whether they go, and the mother of somebody of age. */
async function addPupils(house: TestHouse, world: World, ids: Record<string, string>): Promise<void> {
  const today = house.clock.today()
  await house.write(async (w) => {
    const added = await addPeople(w, (['inGrace', 'afterGrace', 'unclear'] as const).map((key) => ({
      type: 'pupil' as const, givenName: 'Volljährig', familyName: key, majorityOn: addDays(today, key === 'inGrace' ? 1 : key === 'afterGrace' ? -60 : 900), source: 'test', sourceId: key,
    })))
    ;[ids.inGrace, ids.afterGrace, ids.unclear] = added as [string, string, string]
    await addMembers(w, added.map((personId) => ({ groupId: world.groups.q1, personId, role: 'member' as const })))
    ;[ids.motherOfAdult] = (await addPeople(w, [{ type: 'parent', givenName: 'Mutter', familyName: 'Brandt', source: 'test', sourceId: 'motherOfAdult' }])) as [string]
    await addGuardianships(w, [{ guardianId: ids.motherOfAdult, wardId: ids.adult!, kind: 'mother', hasCustody: true, until: addDays(today, -1), source: 'test' }])
    for (const id of [...added, ids.motherOfAdult]) await acknowledgeCurrent(w, id)
    await setFacts(w, { module: 'consent', id: ids.afterGrace }, [{ personId: ids.afterGrace, kind: 'purpose', key: 'platform', validFrom: new Date(0), validUntil: w.at }])
    await setFacts(w, { module: 'consent', id: ids.unclear }, [{ personId: ids.unclear, kind: 'purpose', key: 'platform', validFrom: new Date(0), validUntil: null }])
    await setFacts(w, { module: 'people', id: ids.unclear }, [{ personId: ids.unclear, kind: 'block', key: 'exit_unclear', validFrom: new Date(0), validUntil: null }])
  })
  const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
  await act(house, ids.clerk!, 'consent', consent, 'recordDeclarations', {
    groupId: world.groups.q1, purpose: 'platform', clientId: newId(house.clock.now()), entries: [{ pupilId: ids.inGrace!, signed: 'complete', declaredOn: today, documentVersionId }],
  })
}

/** Staff who came the day after the instruction came into force and have not acknowledged it; one of them holds an office. */
async function addUnread(house: TestHouse, ids: Record<string, string>): Promise<void> {
  const keys = ['unreadTeacher', 'unreadStaff', 'unreadHead'] as const
  await house.write(async (w) => {
    const added = await addPeople(w, keys.map((key) => ({ type: key === 'unreadStaff' ? ('staff' as const) : ('teacher' as const), givenName: 'Neu', familyName: key, source: 'test', sourceId: key })))
    for (const [index, key] of keys.entries()) ids[key] = added[index]!
    await setFacts(w, { module: 'administration', id: randomUUID() }, [{ personId: ids.unreadHead!, kind: 'office', key: 'head', validFrom: w.at, validUntil: null }])
  })
  await provedActor(house, ids.unreadHead!)
}
