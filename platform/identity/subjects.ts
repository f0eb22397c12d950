/** What the operations of this room are about: persons, and own sessions. */
import type { SubjectLoader } from '#platform/module/module.ts'
import { classIdsOf } from './groups.ts'

export const subjects = {
  async person({ database, today }, { personId }: { personId: string }) {
    const row = await database.selectFrom('person').select(['id', 'type']).where('id', '=', personId).executeTakeFirst()
    return row === undefined
      ? null
      : { kind: 'person', id: row.id, personId: row.id, classIds: await classIdsOf(database, row.id, today), states: row.type === 'pupil' ? ['pupil'] : [] }
  },
  async session({ database, at }, { sessionId }: { sessionId: string }) {
    const row = await database
      .selectFrom('session as s')
      .leftJoin('session_end as e', 'e.session_id', 's.id')
      .select(['s.id', 's.person_id'])
      .where('s.id', '=', sessionId)
      .where('e.session_id', 'is', null)
      .where('s.expires_at', '>', at)
      .executeTakeFirst()
    return row === undefined ? null : { kind: 'session', id: row.id, personId: row.person_id }
  },
} satisfies Record<string, SubjectLoader>
