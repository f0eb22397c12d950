/** What rights ask about: a deletion that stands, one that the head is asked about, and a pupil who may take things along without a way in. */
import type { SubjectLoader } from '#platform/module/module.ts'
import { standing } from './store.ts'
import { classesOf, takesAlongUntil } from './take-along.ts'

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  deletion: async ({ database }, { id }: { id: string }) => {
    const [found] = await standing(database, { ids: [id] })
    return found === undefined ? null : { kind: 'deletion', id, personId: found.personId }
  },
  asked: async ({ database }, { id }: { id: string }) => {
    const [found] = await standing(database, { ids: [id] })
    return found?.askedAt == null ? null : { kind: 'asked', id, personId: found.personId }
  },
  pupil: async ({ database, today }, { personId }: { personId: string }) => {
    const person = await database.selectFrom('person').select('id').where('id', '=', personId).where('type', '=', 'pupil').where('deleted_on', 'is', null).executeTakeFirst()
    if (person === undefined) return null
    const until = await takesAlongUntil(database, personId, today)
    return { kind: 'pupil', id: personId, personId, classIds: await classesOf(database, personId, today), states: until === null ? [] : ['takes_along'] }
  },
}
