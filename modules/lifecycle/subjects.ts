/** What rights ask about: a deletion that stands, and one that the head is asked about. */
import type { SubjectLoader } from '#platform/module/module.ts'
import { standing } from './store.ts'

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  deletion: async ({ database }, { id }: { id: string }) => {
    const [found] = await standing(database, { ids: [id] })
    return found === undefined ? null : { kind: 'deletion', id, personId: found.personId }
  },
  asked: async ({ database }, { id }: { id: string }) => {
    const [found] = await standing(database, { ids: [id] })
    return found?.askedAt == null ? null : { kind: 'asked', id, personId: found.personId }
  },
}
