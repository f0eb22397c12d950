/** What rights ask about: a pupil whose copy a guardian asks for. Nobody else has one to be asked for by others. */
import type { SubjectLoader } from '#platform/module/module.ts'

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  child: async ({ database }, { id }: { id: string }) => {
    const person = await database.selectFrom('person').select('id').where('id', '=', id).where('type', '=', 'pupil').where('deleted_on', 'is', null).executeTakeFirst()
    return person === undefined ? null : { kind: 'child', id, personId: id }
  },
}
