/**
 * Families of the example school, beside those of people.ts: a mother of two, separated from their father; the father under a contact ban for the younger
 * child and not for the elder; his new family; a child about whose parents nobody is on record. Built through the acts of the clerk, as at a school.
 */
import { addMembers, foundGroups, listGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { newId } from '#platform/id/id.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addDays, majorityDate } from '#platform/time/calendar.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import type { House } from '#server/house.ts'
import { act } from './act.ts'
import { PASSWORD, familyChildren, familyParents } from './people.ts'
import type { World } from './world.ts'

export type FamilyKey = (typeof familyChildren)[number]['key'] | (typeof familyParents)[number]['key']
export type Families = { ids: Record<FamilyKey, string>; groups: { class6c: string; class9d: string }; accountName(key: FamilyKey): string }

/** The reference under which the contact ban stands. */
export const BAN_REFERENCE = '61 F 204/26'

/** Adds the families to a built world; everybody has the password of the named people. */
export async function addFamilies(house: House, world: World): Promise<Families> {
  const ids = {} as Record<FamilyKey, string>
  const { platform } = house
  const from = addDays(platform.clock.today(), -100)
  const groups = await write(platform, null, platform.clock.now(), async (w) => {
    const schoolYear = schoolYearAt(platform.school, w.today).label
    const [class6c, class9d] = await classesOf(w, schoolYear, ['06c', '09d'])
    const children = await addPeople(w, familyChildren.map((child) => ({
      type: 'pupil' as const, givenName: child.givenName, familyName: child.familyName, source: 'example', sourceId: child.key, enteredOn: from, majorityOn: majorityDate(`${Number(w.today.slice(0, 4)) - child.age}-03-02`),
    })))
    for (const [index, child] of familyChildren.entries()) ids[child.key] = children[index]!
    await addMembers(w, [
      { groupId: class6c!, personId: world.ids.teacher, role: 'lead', from }, { groupId: class9d!, personId: world.ids.otherTeacher, role: 'lead', from },
      ...familyChildren.map((child) => ({ groupId: child.age < 13 ? class6c! : class9d!, personId: ids[child.key], role: 'member' as const, from })),
    ])
    return { class6c: class6c!, class9d: class9d! }
  })
  for (const parent of familyParents) {
    for (const [index, child] of parent.of.entries()) {
      const guardian = index === 0 ? { givenName: parent.givenName, familyName: parent.familyName } : { id: ids[parent.key] }
      const made = await act(house, world.ids.clerk, 'consent', consent, 'recordGuardianship', { pupilId: ids[child], clientId: newId(platform.clock.now()), guardian, kind: parent.kind, hasCustody: true, from })
      ids[parent.key] = made.guardianId
    }
  }
  for (const { key } of [...familyChildren, ...familyParents]) {
    await write(platform, null, platform.clock.now(), async (w) => {
      await setPassword(w, ids[key], PASSWORD)
      await acknowledgeCurrent(w, ids[key])
    })
  }
  const rows = await platform.database.selectFrom('person').select(['id', 'account_name']).where('id', 'in', Object.values(ids)).execute()
  const names = new Map(rows.map((row) => [row.id, row.account_name]))
  return { ids, groups, accountName: (key) => names.get(ids[key]) ?? '' }
}

/** The court's order about the younger child. */
export async function banFather(house: House, world: World, { ids }: Families): Promise<void> {
  await act(house, world.ids.clerk, 'consent', consent, 'recordContactBan', { pupilId: ids.younger, clientId: newId(house.platform.clock.now()), guardianId: ids.bannedFather, reference: BAN_REFERENCE })
}

/** The classes of these labels: those that an import has brought already, else new ones. */
async function classesOf(w: Write, schoolYear: string, labels: string[]): Promise<string[]> {
  const there = new Map((await listGroups(w.trx, schoolYear, { kinds: ['class'] })).map((group) => [group.label, group.id]))
  const missing = labels.filter((label) => !there.has(label))
  const founded = await foundGroups(w, missing.map((label) => ({ kind: 'class' as const, label, purpose: 'Unterricht der Klasse', schoolYear })))
  missing.forEach((label, index) => there.set(label, founded[index]!))
  return labels.map((label) => there.get(label)!)
}
