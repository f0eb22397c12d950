/** A case. What there is, and what there is not, is the same to everybody who leads none: no right makes it visible. */
import type { SubjectLoader } from '#platform/module/module.ts'

export const subjects = {
  incident: async ({ database }, { caseId }: { caseId: string }) => {
    const found = await database.selectFrom('incident').select('id').where('id', '=', caseId).executeTakeFirst()
    return found === undefined ? null : { kind: 'incident', id: found.id }
  },
} satisfies Record<string, SubjectLoader>
