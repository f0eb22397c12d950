/** A small school for the tests of the messenger, built through the rooms that own its parts. Used by tests and benches only. */
import { setFacts } from '#platform/access/facts.ts'
import { publishDocument, acknowledgeCurrent } from '#platform/documents/documents.ts'
import { newId } from '#platform/id/id.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Input, Output, Refusal } from '#platform/module/operation.ts'
import { perform } from '#platform/module/perform.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { releasedKeys } from '#platform/privacy/hash.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import type { Write } from '#platform/module/write.ts'
import type { Assembly } from '#platform/module/check.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { rulesDocument } from './documents.de.ts'
import manifest from './manifest.ts'

/** As much of a house as is needed here; every house of the tests is one. */
export type AnyHouse = { platform: Platform; assembly: Assembly }
type Contract = typeof contract

const NAME = 'Gymnasium am Deich'
const PEOPLE = {
  /** Leads 07b. */ lead: ['teacher', 'Lars', 'Lehmann'], /** Teaches 07b, and leads 08a. */ teacher: ['teacher', 'Tina', 'Thiel'], /** In no group with pupils. */ stranger: ['teacher', 'Fred', 'Fern'],
  office: ['staff', 'Olga', 'Orlowa'], anna: ['pupil', 'Anna-Lena', 'Müller'], ben: ['pupil', 'Ben', 'Özdemir'], /** Without consent. */ clara: ['pupil', 'Clara', 'Voß'],
  /** In 08a. */ dilan: ['pupil', 'Dilan', 'Kaya'], /** Has seen no document yet. */ emil: ['pupil', 'Emil', 'Neu'], /** Left yesterday. */ gone: ['teacher', 'Eva', 'Ehemals'], parent: ['parent', 'Petra', 'Müller'],
} as const
export type PersonKey = keyof typeof PEOPLE
export type GroupKey = 'class7b' | 'class8a' | 'staff' | 'alone'
export type MessengerSchool = { ids: Record<PersonKey, string>; groups: Record<GroupKey, string>; rooms: Record<GroupKey, string> }

/** 07b: lead, teacher, anna, ben, clara, emil. 08a: teacher (lead), dilan. Kollegium: all staff, lead responsible. `alone`: a course of anna and ben without a teacher. */
export async function makeMessengerSchool({ platform }: AnyHouse): Promise<MessengerSchool> {
  const school = await write(platform, null, platform.clock.now(), async (w) => {
    await w.trx.insertInto('school').values({ id: newId(w.at), name: NAME, state: 'NI', founded_at: w.at }).execute()
    const ids = await addAll(w)
    const groups = await groupAll(w, ids)
    for (const key of ['anna', 'ben', 'dilan', 'emil'] as const) await consent(w, ids[key], true)
    await release(w, true)
    const seen = [ids.lead, ids.teacher, ids.stranger, ids.office, ids.anna, ids.ben, ids.dilan, ids.gone]
    await publishDocument(w, { document: 'messenger-rules', ...rulesDocument(), isMajor: true })
    await publishModuleDocument(w, NAME)
    for (const personId of seen) await acknowledgeCurrent(w, personId)
    const rooms = new Map((await w.trx.selectFrom('messenger_room').select(['id', 'group_id']).execute()).map((row) => [row.group_id, row.id]))
    return { ids, groups, rooms: Object.fromEntries(Object.entries(groups).map(([key, id]) => [key, rooms.get(id)!])) as Record<GroupKey, string> }
  })
  await platform.school.reload()
  return school
}

async function addAll(w: Write): Promise<Record<PersonKey, string>> {
  const keys = Object.keys(PEOPLE) as PersonKey[]
  const added = await addPeople(w, keys.map((key) => {
    const [type, givenName, familyName] = PEOPLE[key]
    return { type, givenName, familyName, source: 'test', sourceId: key, enteredOn: addDays(w.today, -100), ...(key === 'gone' && { exitOn: addDays(w.today, -1) }) }
  }))
  return Object.fromEntries(keys.map((key, index) => [key, added[index]!])) as Record<PersonKey, string>
}

async function groupAll(w: Write, ids: Record<PersonKey, string>): Promise<Record<GroupKey, string>> {
  const schoolYear = '2026/27'
  const [class7b, class8a, staff, alone] = (await foundGroups(w, [
    { kind: 'class', label: '07b', purpose: 'Unterricht der Klasse', schoolYear }, { kind: 'class', label: '08a', purpose: 'Unterricht der Klasse', schoolYear },
    { kind: 'staff', label: 'Kollegium', purpose: 'Austausch im Kollegium', schoolYear }, { kind: 'course', label: '7b Chor', purpose: 'Chor der 7b', schoolYear },
  ])) as [string, string, string, string]
  const from = addDays(w.today, -90)
  const member = (groupId: string, role: 'member' | 'lead' | 'responsible', ...keys: PersonKey[]) => keys.map((key) => ({ groupId, personId: ids[key], role, from }))
  await addMembers(w, [
    ...member(class7b, 'lead', 'lead'), ...member(class7b, 'member', 'teacher', 'anna', 'ben', 'clara', 'emil', 'parent'), ...member(class8a, 'lead', 'teacher'), ...member(class8a, 'member', 'dilan'),
    ...member(staff, 'responsible', 'lead'), ...member(staff, 'member', 'teacher', 'stranger', 'office', 'gone'), ...member(alone, 'member', 'anna', 'ben'), ...member(alone, 'responsible', 'gone'),
  ])
  return { class7b, class8a, staff, alone }
}

/** Opens or closes the platform for a pupil, as the consent register does. */
export async function consent(w: Write, pupilId: string, isGiven: boolean): Promise<void> {
  await setFacts(w, { module: 'consent', id: pupilId }, isGiven ? [{ personId: pupilId, kind: 'purpose', key: 'platform', validFrom: w.at, validUntil: null }] : [])
}

/** Releases the module or takes that back, as the administration does. */
export async function release(w: Write, isReleased: boolean): Promise<void> {
  await setFacts(w, { module: 'administration', id: 'release of the messenger' }, isReleased ? releasedKeys(manifest).map((key) => ({ moduleId: 'messenger', kind: 'module' as const, key, validFrom: w.at, validUntil: null })) : [])
}

/** Does one operation as this person, by the way of every door. Throws RefusalError. */
export async function ask<K extends keyof Contract & string>(house: AnyHouse, personId: string | null, name: K, input: Partial<Input<Contract[K]>> & Record<string, unknown>, door: 'http' | 'ws' = 'ws'): Promise<Output<Contract[K]>> {
  const { platform, assembly } = house
  const entry = assembly.entries.get(`messenger.${name}`)
  if (entry === undefined) throw new Error(`no operation messenger.${name}`)
  const actor = personId === null ? null : await platform.actors.find(personId)
  const request = { address: '127.0.0.1', cookies: {}, userAgent: 'test', setCookie: () => {} }
  return (await perform(platform, entry, { actor, door, input, at: platform.clock.now(), request })) as Output<Contract[K]>
}

/** The refusal of one operation; an error when there is none. */
export async function refusalOf<K extends keyof Contract & string>(house: AnyHouse, personId: string | null, name: K, input: Partial<Input<Contract[K]>> & Record<string, unknown>): Promise<Refusal> {
  try {
    await ask(house, personId, name, input)
  } catch (error) {
    if (error instanceof RefusalError) return error.refusal
    throw error
  }
  throw new Error(`${name} was not refused`)
}

/** The cookie header of a new session of this person. */
export async function cookieOf({ platform }: AnyHouse, personId: string): Promise<string> {
  const { type } = await platform.database.selectFrom('person').select('type').where('id', '=', personId).executeTakeFirstOrThrow()
  const { token } = await write(platform, null, platform.clock.now(), (w) => startSession(w, { id: personId, type: type as 'pupil' }, 'own', 'test'))
  return `${SESSION_COOKIE}=${token}`
}
