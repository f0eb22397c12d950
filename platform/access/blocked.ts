/** The question isBlocked() of actor.ts as SQL, for every query that asks who is admitted. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/**
 * True while a fact blocks this person; `personId` is a reference (`sql.ref('p.id')`). Asked person by person over the index (a scalar subquery): an EXISTS
 * would be turned into one pass over the facts of the whole school.
 */
export function isBlocked(personId: RawBuilder<unknown>, at: Date): RawBuilder<boolean> {
  return sql<boolean>`((SELECT true FROM access_fact blocking WHERE blocking.person_id = ${personId} AND blocking.kind = 'block'
    AND blocking.valid_from <= ${at} AND (blocking.valid_until IS NULL OR ${at} < blocking.valid_until) LIMIT 1) IS TRUE)`
}
