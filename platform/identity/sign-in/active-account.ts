/** The fact that an account is active (entered, not left), for queries of sign-in. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** SQL that is true while the account of this person is active; `personId` is a reference (`sql.ref('p.id')`) or an id (`sql.val(id)`). */
export function isActiveAccount(personId: RawBuilder<unknown>, at: Date): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (
    SELECT FROM access_fact f
     WHERE f.person_id = ${personId} AND f.kind = 'account' AND f.key = 'active'
       AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR ${at} < f.valid_until))`
}
