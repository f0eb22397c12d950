/** Classes and pupils as subjects of the consent register. */
import { isBanned } from '#platform/access/subject.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import { classIdsOf } from '#platform/identity/groups.ts'
import { assignmentOf, leadsClass } from './entry/assignment.ts'
import { readFormCode } from './paper/codes.ts'
import { formByCode } from './paper/store.ts'
import { familySubjects } from './families/subjects.ts'
import { sameSubjects } from './same/subjects.ts'

/** The class lead enters received paper for the own class, while the head's option and a written assignment say so (A4). */
async function entryState({ database, actor, today, option }: Parameters<SubjectLoader>[0]): Promise<string[]> {
  if (actor === null || !option('consent.class_lead_entry')) return []
  return (await assignmentOf(database, actor.personId, today)) === null ? [] : ['entry_by_class_lead']
}

/** T3: a child whom a contact ban hides is not there, whatever office asks. */
export function isHidden({ actor, today }: Pick<Parameters<SubjectLoader>[0], 'actor' | 'today'>, pupilId: string): boolean {
  return actor !== null && isBanned(actor, pupilId, today)
}

export const subjects: Record<string, SubjectLoader> = {
  ...familySubjects,
  ...sameSubjects,
  // Only groups that are founded and led by decision of the office: courses are founded by teachers, who could make themselves their leads (R2.1).
  // Who led a class that has ended leads nobody by it any more.
  class: async (context, { groupId }: { groupId: string }) => {
    const group = await context.database.selectFrom('school_group').select(['id', 'ended_on']).where('id', '=', groupId).where('kind', 'in', ['class', 'year']).executeTakeFirst()
    return group ? { kind: 'class', id: group.id, classIds: group.ended_on === null ? [group.id] : [], states: await entryState(context) } : null
  },
  pupil: async (context, { pupilId }: { pupilId: string }) => {
    const pupil = await context.database.selectFrom('person').select('id').where('id', '=', pupilId).where('type', '=', 'pupil').executeTakeFirst()
    if (!pupil || isHidden(context, pupil.id)) return null
    return { kind: 'pupil', id: pupil.id, personId: pupil.id, classIds: await classIdsOf(context.database, pupil.id, context.today), states: await entryState(context) }
  },
  form: async (context, { code }: { code: string }) => {
    const typed = readFormCode(code)
    const form = typed === null ? null : await formByCode(context.database, typed)
    if (form === null || (form.pupilId !== null && isHidden(context, form.pupilId))) return null
    const states = await entryState(context)
    if (form.pupilId !== null) return { kind: 'form', id: form.id, classIds: await classIdsOf(context.database, form.pupilId, context.today), states }
    // A blank form belongs to no class yet: whoever may enter forms of some class may look at it.
    const isForLead = states.length > 0 && (await leadsClass(context.database, context.actor!.personId, context.today))
    return { kind: 'form', id: form.id, states: isForLead ? ['blank_for_lead'] : [] }
  },
}
