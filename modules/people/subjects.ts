/** What rights ask about: a person, a group. Loaded from the input of an operation before it is decided. */
import type { Subject } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import { sightOf } from './rules.ts'
import { groupState } from './store/groups.ts'
import { personSubject } from './store/people.ts'
import type { Moment } from './store/sight.ts'

/** A person with states: `here`, `admitted`, `colleague`, `pupil`, `pupil_here`, `may_depart`, `without_office`. Null where there is none. */
export async function loadPerson(database: Database | Trx, personId: string, moment: Moment): Promise<Subject | null> {
  const row = await personSubject(database, personId, moment)
  if (row === null) return null
  const states: string[] = []
  if (row.is_here) states.push('here')
  if (row.is_admitted) states.push('admitted')
  if (row.is_here && (row.type === 'teacher' || row.type === 'staff')) states.push('colleague')
  if (row.type === 'pupil') states.push('pupil')
  if (row.is_here && row.type === 'pupil') states.push('pupil_here')
  // Who holds an office can't be shut out or taken over by who keeps the accounts: the appointment ends first (R4.1).
  if (!row.holds_office) states.push('without_office', 'may_depart')
  return { kind: 'person', id: personId, personId, groupIds: row.group_ids, classIds: row.class_ids, states }
}

/** A group with states: `open`, and `teachers_own` for courses and projects. Its lead is class lead of classes and year groups. */
export async function loadGroup(database: Database | Trx, groupId: string): Promise<Subject | null> {
  const group = await groupState(database, groupId)
  if (group === null) return null
  const states: string[] = []
  if (group.ended_on === null) states.push('open')
  if (group.ended_on === null && (group.kind === 'course' || group.kind === 'project')) states.push('teachers_own')
  return { kind: 'group', id: groupId, groupIds: [groupId], classIds: group.ended_on === null && (group.kind === 'class' || group.kind === 'year') ? [groupId] : [], states }
}

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  person: async ({ database, at, today, actor }, input: { id: string }) => {
    // A contact ban holds also where both are in one group (B12).
    if (actor !== null && sightOf(actor, at).hiddenIds.includes(input.id)) return null
    return loadPerson(database, input.id, { at, today })
  },
  group: async ({ database }, input: { id: string }) => loadGroup(database, input.id),
}
