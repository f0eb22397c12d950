/** What rights ask about: a person, a group. Loaded from the input of an operation before it is decided. */
import type { Subject } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { cameBy, sightOf } from './rules.ts'
import { groupState } from './store/groups.ts'
import { personSubjects } from './store/people.ts'
import type { PersonSubject } from './store/people.ts'
import type { Moment } from './store/sight.ts'

type Option = SchoolMemory['option']

/**
 * A person with states: `here`, `admitted`, `colleague`, `pupil`, `pupil_here`, `may_depart`, `without_office`, `from_program`; with the school's options also
 * `reset_by_lead` and `reset_by_group` (A5), and `pupil_pictures`. Null where there is none.
 */
export async function loadPerson(database: Database | Trx, personId: string, moment: Moment, option?: Option): Promise<Subject | null> {
  return (await loadPeople(database, [personId], moment, option)).get(personId) ?? null
}

/** The same for many, by id; who is none is left out. */
export async function loadPeople(database: Database | Trx, personIds: readonly string[], moment: Moment, option?: Option): Promise<Map<string, Subject>> {
  const rows = await personSubjects(database, personIds, moment)
  return new Map(rows.map((row) => [row.id, subjectOf(row, option)]))
}

function subjectOf(row: PersonSubject, option: Option | undefined): Subject {
  const states: string[] = []
  if (row.is_here) states.push('here')
  if (row.is_admitted) states.push('admitted')
  if (row.is_here && (row.type === 'teacher' || row.type === 'staff')) states.push('colleague')
  if (row.type === 'pupil') states.push('pupil')
  if (option?.('profile.pupil_avatars')) states.push('pupil_pictures')
  if (row.is_here && row.type === 'pupil') states.push('pupil_here')
  if (row.is_here && row.type === 'pupil' && !row.holds_office) states.push(...resetStates(option))
  // Who holds an office can't be shut out or taken over by who keeps the accounts: the appointment ends first (R4.1).
  if (!row.holds_office) states.push('without_office', 'may_depart')
  if (cameBy(row.source) === 'program') states.push('from_program')
  return { kind: 'person', id: row.id, personId: row.id, groupIds: row.group_ids, classIds: row.class_ids, states }
}

/** A group with states: `open`, and `teachers_own` for courses and projects. Its lead is class lead of classes and year groups. */
export async function loadGroup(database: Database | Trx, groupId: string, option?: Option): Promise<Subject | null> {
  const group = await groupState(database, groupId)
  if (group === null) return null
  const states: string[] = []
  if (group.ended_on === null) states.push('open')
  if (group.ended_on === null && (group.kind === 'course' || group.kind === 'project')) states.push('teachers_own')
  if (group.ended_on === null) states.push(...resetStates(option))
  return { kind: 'group', id: groupId, groupIds: [groupId], classIds: group.ended_on === null && (group.kind === 'class' || group.kind === 'year') ? [groupId] : [], states }
}

/** opt:pw.teacher_reset: who may help with a forgotten password. */
function resetStates(option: Option | undefined): string[] {
  const who = option?.('pw.teacher_reset') ?? 'off'
  return who === 'off' ? [] : who === 'class_lead' ? ['reset_by_lead'] : ['reset_by_lead', 'reset_by_group']
}

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  person: async ({ database, at, today, actor, option }, input: { id: string }) => {
    // A contact ban holds also where both are in one group (B12).
    if (actor !== null && sightOf(actor, at).hiddenIds.includes(input.id)) return null
    return loadPerson(database, input.id, { at, today }, option)
  },
  group: async ({ database, option }, input: { id: string }) => loadGroup(database, input.id, option),
}
