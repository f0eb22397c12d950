/** What rights ask about: an appointment (its holder reads the letter), a custody (its holder declares). */
import type { SubjectLoader } from '#platform/module/module.ts'

export const subjects: Readonly<Record<string, SubjectLoader>> = {
  appointment: async ({ database }, { appointmentId }: { appointmentId: string }) => {
    const row = await database.selectFrom('appointment').select(['id', 'person_id']).where('id', '=', appointmentId).executeTakeFirst()
    return row === undefined ? null : { kind: 'appointment', id: row.id, personId: row.person_id }
  },
  custody: async ({ database }, { custodyId }: { custodyId: string }) => {
    const row = await database.selectFrom('custody_term').select(['id', 'person_id']).where('id', '=', custodyId).executeTakeFirst()
    return row === undefined ? null : { kind: 'custody', id: row.id, personId: row.person_id }
  },
}
