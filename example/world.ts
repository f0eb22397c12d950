/**
 * The example school: named people first, then their stories, built through actions with the clock at hand. Tests take it as it is (about 25 people);
 * the demo adds the imported school around it (example/demo.ts). The world begins in August and ends on the clock's day.
 */
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addDays, dateInBerlin, majorityDate } from '#platform/time/calendar.ts'
import { found } from '#modules/administration/founding.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { termFacts } from '#modules/administration/rules.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { contract as instruction } from '#modules/instruction/contract.ts'
import type { House } from '#server/house.ts'
import { act } from './act.ts'
import { provedActor } from './factors.ts'
import { PASSWORD, SCHOOL, parents, pupils, staff } from './people.ts'
import type { PersonKey } from './people.ts'

export type World = {
  ids: Record<PersonKey, string>
  groups: { class7b: string; q1: string; maths7b: string; staff: string }
  accountName(key: PersonKey): string
}

export { PASSWORD } from './people.ts'

/** Builds the world on an empty, migrated house. The house's clock should stand some weeks after the beginning of a school year. */
export async function buildWorld(house: House): Promise<World> {
  const ids = {} as Record<PersonKey, string>
  const today = house.platform.clock.today()
  const began = addDays(today, -100)
  await foundAll(house, ids)
  const groups = await addGroups(house, ids, began)
  await addChildren(house, ids, groups, began)
  await appointAll(house, ids)
  await publishInstruction(house, ids)
  await enterConsents(house, ids, groups)
  await house.platform.school.reload()
  await givePasswords(house, ids)
  // Office holders who have not acted yet enrol as well, so that all of them can sign in.
  for (const { key } of staff) await provedActor(house, ids[key]!)
  const rows = await house.platform.database.selectFrom('person').select(['id', 'account_name']).execute()
  const names = new Map(rows.map((row) => [row.id, row.account_name]))
  return { ids, groups, accountName: (key) => names.get(ids[key]) ?? '' }
}

async function change<T>(house: House, work: Parameters<typeof write<T>>[3]): Promise<T> {
  return write(house.platform, null, house.platform.clock.now(), work)
}

async function foundAll(house: House, ids: Record<string, string>): Promise<void> {
  await change(house, async (w) => {
    const [head, ...others] = staff
    ids[head.key] = (await found(w, { ...SCHOOL, head })).headId
    const added = await addPeople(w, others.map((person) => ({ ...person, source: 'example', sourceId: person.key })))
    for (const [index, person] of others.entries()) ids[person.key] = added[index]!
  })
  await house.platform.school.reload()
}

async function addGroups(house: House, ids: Record<string, string>, from: string): Promise<World['groups']> {
  return change(house, async (w) => {
    const schoolYear = schoolYearAt(house.platform.school, w.today).label
    const [class7b, q1, maths7b] = await foundGroups(w, [
      { kind: 'class', label: '07b', purpose: 'Unterricht der Klasse', schoolYear },
      { kind: 'year', label: 'Q1', purpose: 'Unterricht des Jahrgangs', schoolYear },
      { kind: 'course', label: '7b Mathematik', purpose: 'Mathematikunterricht der 7b', schoolYear },
    ])
    const { id: staffRoom } = await w.trx.selectFrom('school_group').select('id').where('kind', '=', 'staff').executeTakeFirstOrThrow()
    await addMembers(w, [
      { groupId: class7b!, personId: ids.teacher!, role: 'lead', from }, { groupId: q1!, personId: ids.otherTeacher!, role: 'lead', from },
      { groupId: maths7b!, personId: ids.teacher!, role: 'responsible', from }, { groupId: maths7b!, personId: ids.otherTeacher!, role: 'responsible', from },
      // Everybody is in the staff room by being staff; the deputy was named later than at the founding and answers for it as well.
      { groupId: staffRoom, personId: ids.deputy!, role: 'responsible' },
    ])
    return { class7b: class7b!, q1: q1!, maths7b: maths7b!, staff: staffRoom }
  })
}

async function addChildren(house: House, ids: Record<string, string>, groups: World['groups'], from: string): Promise<void> {
  await change(house, async (w) => {
    const added = await addPeople(w, pupils.map((pupil) => ({
      type: 'pupil' as const, givenName: pupil.givenName, familyName: pupil.familyName, source: 'example', sourceId: pupil.key, enteredOn: from,
      majorityOn: majorityDate(`${Number(w.today.slice(0, 4)) - pupil.age}-01-15`), exitOn: 'departedDaysAgo' in pupil ? addDays(w.today, -pupil.departedDaysAgo) : null,
    })))
    for (const [index, pupil] of pupils.entries()) ids[pupil.key] = added[index]!
    const addedParents = await addPeople(w, parents.map((parent) => ({ ...parent, source: 'example', sourceId: parent.key })))
    for (const [index, parent] of parents.entries()) ids[parent.key] = addedParents[index]!
    await addMembers(w, pupils.map((pupil) => ({ groupId: pupil.age >= 15 ? groups.q1 : groups.class7b, personId: ids[pupil.key]!, role: 'member' as const, from })))
    await addMembers(w, pupils.filter((pupil) => pupil.age < 15).map((pupil) => ({ groupId: groups.maths7b, personId: ids[pupil.key]!, role: 'member' as const, from })))
    await addGuardianships(w, parents.flatMap((parent) => parent.of.map((child) => ({ guardianId: ids[parent.key]!, wardId: ids[child]!, kind: parent.kind, hasCustody: true, from, source: 'example' }))))
  })
}

async function appointAll(house: House, ids: Record<string, string>): Promise<void> {
  const from = house.platform.clock.today()
  await change(house, async (w) => {
    const id = newId(w.at)
    await w.trx.insertInto('office_term').values({ id, person_id: ids.deputy!, office: 'deputy', from_on: from, until_on: null, named_by: ids.head!, named_at: w.at }).execute()
    await setFacts(w, { module: 'administration', id }, termFacts({ personId: ids.deputy!, from, until: null, endedAt: null }, 'office', 'deputy'))
  })
  const appoint = (key: string, task: 'users' | 'groups' | 'deletion' | 'consent_register', isDeputy = false) =>
    act(house, ids.head!, 'administration', administration, 'appoint', { task, person: { id: ids[key]! }, from, until: null, isDeputy })
  await appoint('admin', 'users')
  await appoint('admin', 'groups')
  await appoint('secondAdmin', 'users', true)
  await appoint('secondAdmin', 'deletion')
  await appoint('clerk', 'consent_register')
  await act(house, ids.head!, 'consent', consent, 'assignEntry', { personId: null, from })
  await act(house, ids.head!, 'administration', administration, 'releaseModule', { module: 'messenger' })
}

/** RP.2: the head puts the instruction into force; staff acknowledge it with all other documents (givePasswords). */
async function publishInstruction(house: House, ids: Record<string, string>): Promise<void> {
  const { hash } = await act(house, ids.head!, 'instruction', instruction, 'readDraft', {})
  await act(house, ids.head!, 'instruction', instruction, 'publishInstruction', { hash })
}

async function enterConsents(house: House, ids: Record<string, string>, groups: World['groups']): Promise<void> {
  const today = house.platform.clock.today()
  const documents = await loadDocuments(house.platform.database)
  const documentVersionId = documents.find((document) => document.purpose === 'platform')!.id
  for (const groupId of [groups.class7b, groups.q1]) {
    const entries = pupils
      .filter((pupil) => (pupil.age >= 15 ? groups.q1 : groups.class7b) === groupId && pupil.consent !== 'none' && !('departedDaysAgo' in pupil))
      .map((pupil) => ({ pupilId: ids[pupil.key]!, signed: pupil.consent === 'one' ? ('one_of_two' as const) : ('complete' as const), declaredOn: today, documentVersionId }))
    await act(house, ids.clerk!, 'consent', consent, 'recordDeclarations', { groupId, purpose: 'platform', clientId: newId(house.platform.clock.now()), entries })
  }
  await act(house, ids.clerk!, 'consent', consent, 'recordWithdrawal', {
    pupilId: ids.withdrawn!, purpose: 'platform', clientId: newId(house.platform.clock.now()), by: 'holder', guardianId: ids.fatherOfMia!, receivedOn: dateInBerlin(house.platform.clock.now()),
  })
}

/** Named people have a password and have read what must be read. */
async function givePasswords(house: House, ids: Record<string, string>): Promise<void> {
  const keys = [...staff.map(({ key }) => key), ...pupils.map(({ key }) => key), ...parents.map(({ key }) => key)]
  for (const key of keys) await change(house, async (w) => void (await setPassword(w, ids[key]!, PASSWORD)))
  await change(house, async (w) => {
    for (const key of keys) await acknowledgeCurrent(w, ids[key]!)
  })
}
