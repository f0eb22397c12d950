/**
 * Another person's ids in every path (issue 2, section 9; security checks 11, 14): whoever has nothing to do with something gets the same answer for it as for
 * what does not exist, in whatever spelling and from whatever kind the id is, and nothing changes.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/id/id.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import type { PersonKey } from '#example/people.ts'
import { assertRefused, openHostileHouse } from './hostile.ts'
import type { Answer, HostileHouse } from './hostile.ts'
import { plainInput } from './inputs.ts'

const NOTHING = randomUUID()
/** As long as an id, so that free text takes it whatever its bounds are, and is none. */
const NO_ID = 'kein Id, sondern ein Satz aus Worten'

describe("another person's ids", () => {
  let hostile: HostileHouse
  /** Ids of every kind that neither a pupil of 7b nor its other teacher has anything to do with. */
  let foreign: Record<string, string>
  let cookies: Map<PersonKey, string>
  /** What stands beside the id in the path of each operation, so that the input is one. */
  let bodies: Map<string, Record<string, unknown>>

  before(async () => {
    hostile = await openHostileHouse()
    const { house, world } = hostile
    foreign = await house.write(async (w) => {
      const [group] = await foundGroups(w, [{ kind: 'class', label: '09z', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
      const [pupil, mother] = await addPeople(w, [{ type: 'pupil', givenName: 'Fremdes', familyName: 'Kind', source: 'test', sourceId: 'foreign' }, { type: 'parent', givenName: 'Fremde', familyName: 'Mutter', source: 'test', sourceId: 'foreign mother' }])
      await addMembers(w, [{ groupId: group!, personId: pupil!, role: 'member' }])
      await addGuardianships(w, [{ guardianId: mother!, wardId: pupil!, kind: 'mother', hasCustody: true, from: w.today, source: 'test' }])
      const session = newId(w.at)
      const later = new Date(w.at.getTime() + 3_600_000)
      await w.trx.insertInto('session').values({ id: session, person_id: world.ids.fifteen, token_hash: Buffer.from(randomUUID()), device: 'own', device_label: 'x', started_at: w.at, expires_at: later, idle_until: later }).execute()
      const { id: room } = await w.trx.selectFrom('messenger_room').select('id').where('group_id', '=', group!).executeTakeFirstOrThrow()
      const { id: appointment } = await w.trx.selectFrom('appointment').select('id').limit(1).executeTakeFirstOrThrow()
      return { group: group!, pupil: pupil!, mother: mother!, session, room, appointment }
    })
    bodies = new Map([...house.assembly.entries].map(([name, { operation }]) => [name, plainInput(operation, NOTHING)]))
    cookies = new Map(await Promise.all((['third', 'otherTeacher', 'caretaker', 'head', 'admin', 'clerk'] as const).map(async (key) => [key, await hostile.cookieOf(key)] as const)))
  })
  after(() => hostile.close())

  const call = (name: string, ids: (field: string) => string, who: PersonKey): Promise<Answer> => {
    const { operation } = hostile.house.assembly.entries.get(name)!
    const path = `/api${operation.path.replace(/:([a-zA-Z]+)/g, (_, field: string) => (field === 'seq' ? '1' : encodeURIComponent(ids(field))))}`
    const cookie = cookies.get(who)!
    return operation.method === 'GET' ? hostile.ask({ path: `${path}${queryOf(name, operation.path)}`, cookie }) : hostile.tell(operation.method, path, cookie, bodies.get(name))
  }
  /** What a GET needs beside the ids in its path. */
  const queryOf = (name: string, pattern: string): string => {
    const rest = Object.entries(bodies.get(name)!).filter(([field, value]) => !pattern.includes(`:${field}`) && ['string', 'number'].includes(typeof value))
    return rest.length === 0 ? '' : `?${new URLSearchParams(rest.map(([field, value]) => [field, String(value)]))}`
  }
  const withIds = () => [...hostile.house.assembly.entries].filter(([, { operation }]) => operation.doors.includes('http') && /:[a-zA-Z]*(?:id|Id)\b/.test(operation.path)).map(([name]) => name)
  /** What the house writes by itself in the meantime (its nightly looks at itself) is not the stranger's doing. */
  const byRoom = { task: 'kind', journal_entry: 'event' } as const
  const records = async () => {
    const counts = []
    for (const table of ['person', 'membership', 'session_end', 'access_slip', 'consent_declaration', 'consent_withdrawal', 'consent_request', 'messenger_message', 'messenger_draft', 'messenger_read_position', 'appointment_end', 'journal_entry', 'credential_voided', 'task'] as const) {
      counts.push(`${table} ${(await hostile.house.platform.database.selectFrom(table).select((eb) => eb.fn.countAll().as('n')).$if(table in byRoom, (query) => query.where(byRoom[table as keyof typeof byRoom] as never, '~', '^(people|identity|consent|messenger)' as never)).executeTakeFirstOrThrow()).n}`)
    }
    return counts.join(', ')
  }

  test('there are operations with ids in their paths, and they are found', () => {
    for (const name of ['people.getPerson', 'messenger.sendMessage', 'consent.readHistory', 'identity.endSession', 'administration.endAppointment']) assert.ok(withIds().includes(name), name)
  })

  const spellings = { third: (id: string) => id, caretaker: (id: string) => id.toUpperCase() }
  for (const who of ['third', 'caretaker'] as const) {
    test(`${who}: what is somebody else's and what is nowhere is the same answer, byte for byte, and nothing changes`, async () => {
      const before = await records()
      for (const name of withIds()) {
        const nowhere = await call(name, () => NOTHING, who)
        assertRefused(nowhere, [400, 403, 404], undefined, name)
        for (const [kind, id] of Object.entries(foreign)) {
          const answer = await call(name, () => spellings[who](id), who)
          assert.equal(answer.text, nowhere.text, `${name} with the id of a ${kind}`)
        }
      }
      assert.equal(await records(), before)
      await hostile.isUnharmed()
    })
  }

  test('ids of another kind than the path asks for name nothing, for whoever may do everything', async () => {
    const before = await records()
    const kinds: Record<string, string[]> = { id: ['room', 'session', 'appointment'], personId: ['room', 'session', 'group'], groupId: ['pupil', 'room', 'session'], pupilId: ['group', 'room', 'mother'], roomId: ['group', 'pupil'], sessionId: ['pupil', 'group'], appointmentId: ['pupil', 'group'] }
    for (const name of withIds()) {
      for (const who of ['head', 'admin', 'clerk'] as const) {
        const [field] = /:([a-zA-Z]*(?:id|Id))\b/.exec(hostile.house.assembly.entries.get(name)!.operation.path)!.slice(1) as [string]
        for (const kind of kinds[field] ?? []) assertRefused(await call(name, () => foreign[kind]!, who), [403, 404], undefined, `${name} as ${who} with the id of a ${kind}`)
      }
    }
    assert.equal(await records(), before)
    await hostile.isUnharmed()
  })

  test('what is no id at all is refused as that, or not even looked at', async () => {
    const before = await records()
    for (const name of withIds()) {
      for (const id of ['0', '%', "' OR 1=1 --", '../profile', '__proto__', `${NOTHING}0`, `urn:uuid:${NOTHING}`, NOTHING.replaceAll('-', ''), '00000000-0000-0000-0000-000000000000']) {
        assertRefused(await call(name, () => id, 'admin'), [400, 403, 404], undefined, `${name} ${id}`)
      }
    }
    assert.equal(await records(), before)
    await hostile.isUnharmed()
  })

  test('an id is one id in every spelling: each contract brings it into the one in which ids are compared', () => {
    const upper = 'ABCDEFAB-CDEF-4ABC-8DEF-ABCDEFABCDEF'
    for (const [name, { operation }] of hostile.house.assembly.entries) {
      const fields = Object.entries((operation.input as unknown as { shape: Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }> }).shape)
      for (const [field, schema] of fields) {
        for (const [given, wanted] of [[upper, upper.toLowerCase()], [[upper], [upper.toLowerCase()]], [{ id: upper }, { id: upper.toLowerCase() }]]) {
          const parsed = schema.safeParse(given)
          // Free text takes anything; what takes ids refuses what is none.
          if (parsed.success && !schema.safeParse(typeof given === 'string' ? NO_ID : Array.isArray(given) ? [NO_ID] : { id: NO_ID }).success) assert.deepEqual(parsed.data, wanted, `${name} ${field}`)
        }
      }
    }
  })

  test('R4.1 nobody appoints themselves, in capitals neither', async () => {
    const { head } = hostile.world.ids
    for (const id of [head, head.toUpperCase()]) {
      const answer = await hostile.tell('POST', '/api/appointments', cookies.get('head')!, { task: 'files', person: { id }, from: '2026-11-23', until: null, isDeputy: false })
      assertRefused(answer, 422, 'appointment_of_self')
    }
    await hostile.isUnharmed()
  })

  test('B12 a contact ban hides the child, in capitals too', async () => {
    const { otherTeacher, friend } = hostile.world.ids
    const see = (id: string) => hostile.ask({ path: `/api/people/${id}`, cookie: cookies.get('otherTeacher')! })
    assert.equal((await see(friend)).status, 200)
    await hostile.house.write((w) => addGuardianships(w, [{ guardianId: otherTeacher, wardId: friend, kind: 'other', hasCustody: false, contactBan: true, from: w.today, source: 'test' }]))
    for (const id of [friend, friend.toUpperCase()]) assertRefused(await see(id), 404, 'not_found')
    await hostile.isUnharmed()
  })

  test('a withdrawal entered with an id in capitals works like any other', async () => {
    const { third } = hostile.world.ids
    const withdrawal = { purpose: 'platform', clientId: randomUUID().toUpperCase(), by: 'named_on_paper', name: 'Karla Lindqvist', receivedOn: '2026-11-23' }
    const answer = await hostile.tell('POST', `/api/pupils/${third.toUpperCase()}/consent-withdrawals`, cookies.get('clerk')!, withdrawal)
    assert.deepEqual([answer.status, answer.body['open']], [200, false], answer.text)
    assert.equal((await hostile.ask({ path: `/api/pupils/${third.toUpperCase()}/consents`, cookie: cookies.get('clerk')! })).status, 200)
    await hostile.isUnharmed()
  })
})
