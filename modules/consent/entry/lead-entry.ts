/** What a class lead enters is marked with the assignment it rests on, for proof and for the clerk's sample (A4). */
import type { Actor } from '#platform/access/actor.ts'
import { newId } from '#platform/id/id.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { declarationKey } from '../forms.ts'
import type { Purpose } from '../rules/records.ts'
import { assignmentOf, isClerk } from './assignment.ts'

/**
 * Gives a function that notes one entry of a batch and answers its id; for the clerk it notes nothing. Asked in the transaction: an assignment that ended
 * between the decision and now refuses the whole batch. The same batch sent again notes nothing twice.
 */
export async function leadEntries(w: Write, actor: Actor, batch: { clientId: string; groupId: string; purpose: Purpose }): Promise<(pupilId: string) => Promise<string | undefined>> {
  if (isClerk(actor, w.at)) return async () => undefined
  const assignmentId = await assignmentOf(w.trx, actor.personId, w.today)
  if (assignmentId === null) refuse(403, 'forbidden', { clause: '2' })
  return async (pupilId) => {
    const before = await w.trx.selectFrom('consent_declaration').select('lead_entry_id').where('pupil_id', '=', pupilId).where('purpose', '=', batch.purpose)
      .where('client_id', '=', declarationKey(batch.clientId, pupilId, 0)).executeTakeFirst()
    if (before) return before.lead_entry_id ?? undefined
    const id = newId(w.at)
    await w.trx.insertInto('consent_lead_entry').values({ id, pupil_id: pupilId, purpose: batch.purpose, group_id: batch.groupId, assignment_id: assignmentId, entered_by: actor.personId, entered_at: w.at }).execute()
    return id
  }
}
