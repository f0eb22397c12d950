/** Children, guardianships and claims as subjects. */
import { isBanned } from '#platform/access/subject.ts'
import type { SubjectLoader } from '#platform/module/module.ts'

export const familySubjects: Record<string, SubjectLoader> = {
  child: async ({ database }, { pupilId }: { pupilId: string }) => {
    const pupil = await database.selectFrom('person').select('id').where('id', '=', pupilId).where('type', '=', 'pupil').executeTakeFirst()
    return pupil ? { kind: 'child', id: pupil.id, personId: pupil.id } : null
  },
  guardianship: async ({ database, actor, today }, { guardianshipId }: { guardianshipId: string }) => {
    const row = await database.selectFrom('guardianship').select(['id', 'ward_id']).where('id', '=', guardianshipId).executeTakeFirst()
    return row && !(actor && isBanned(actor, row.ward_id, today)) ? { kind: 'guardianship', id: row.id, personId: row.ward_id } : null
  },
  claim: async ({ database, actor, today }, { claimId }: { claimId: string }) => {
    const row = await database.selectFrom('family_claim').select(['id', 'pupil_id', 'guardian_id']).where('id', '=', claimId).executeTakeFirst()
    return row && !(actor && isBanned(actor, row.pupil_id, today)) ? { kind: 'claim', id: row.id, personId: row.pupil_id, namedIds: [row.guardian_id] } : null
  },
}
