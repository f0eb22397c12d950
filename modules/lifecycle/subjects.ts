/** What rights ask about: a deletion that stands, one that the head is asked about, and a pupil who may take things along without a way in. */
import type { SubjectLoader } from '#platform/module/module.ts'
import { restorationOf, standing } from './store.ts'
import { classesOf, takesAlongUntil } from './take-along.ts'

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  deletion: async ({ database }, { id }: { id: string }) => {
    const [found] = await standing(database, { ids: [id] })
    // One that somebody else has just restored is there still: who comes second is told so, instead of that there is nothing.
    const personId = found?.personId ?? (await restorationOf(database, id))?.personId
    return personId === undefined ? null : { kind: 'deletion', id, personId }
  },
  asked: async ({ database }, { id }: { id: string }) => {
    const asked = await database.selectFrom('early_purge as e').innerJoin('account_deletion as d', 'd.id', 'e.deletion_id').select('d.person_id').where('d.id', '=', id).executeTakeFirst()
    return asked === undefined ? null : { kind: 'asked', id, personId: asked.person_id }
  },
  pupil: async ({ database, at, today }, { personId }: { personId: string }) => {
    const person = await database.selectFrom('person').select('id').where('id', '=', personId).where('type', '=', 'pupil').where('deleted_on', 'is', null).executeTakeFirst()
    if (person === undefined) return null
    const until = await takesAlongUntil(database, personId, { at, today })
    return { kind: 'pupil', id: personId, personId, classIds: await classesOf(database, personId, today), states: until === null ? [] : ['takes_along'] }
  },
}
