/** Classes and pupils as subjects of the consent register. */
import type { SubjectLoader } from '#platform/module/module.ts'
import { classIdsOf } from '#platform/identity/groups.ts'

/** R: the class lead enters received paper for the own class, while the head's decision says so (A4). */
const entryState = (isAllowed: boolean): string[] => (isAllowed ? ['entry_by_class_lead'] : [])

export const subjects: Record<string, SubjectLoader> = {
  // Only groups that are founded and led by decision of the office: courses are founded by teachers, who could make themselves their leads (R2.1).
  // Who led a class that has ended leads nobody by it any more.
  class: async ({ database, option }, { groupId }: { groupId: string }) => {
    const group = await database.selectFrom('school_group').select(['id', 'ended_on']).where('id', '=', groupId).where('kind', 'in', ['class', 'year']).executeTakeFirst()
    return group ? { kind: 'class', id: group.id, classIds: group.ended_on === null ? [group.id] : [], states: entryState(option('consent.class_lead_entry')) } : null
  },
  pupil: async ({ database, today, option }, { pupilId }: { pupilId: string }) => {
    const pupil = await database.selectFrom('person').select('id').where('id', '=', pupilId).where('type', '=', 'pupil').executeTakeFirst()
    if (!pupil) return null
    return { kind: 'pupil', id: pupil.id, personId: pupil.id, classIds: await classIdsOf(database, pupil.id, today), states: entryState(option('consent.class_lead_entry')) }
  },
}
