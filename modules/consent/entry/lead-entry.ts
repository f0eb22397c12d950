/** What a class lead enters is marked with the assignment it rests on, for proof and for the clerk's sample (A4). */
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { newId } from '#platform/id/id.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { declarationKey } from '../forms.ts'
import type { Purpose } from '../rules/records.ts'
import { assignmentOf, isClerk } from './assignment.ts'

/**
 * Notes the entries of a batch and answers their ids by pupil; for the clerk it notes nothing. Asked in the transaction: an assignment that ended between the
 * decision and now refuses the whole batch. The same batch sent again notes nothing twice.
 */
export async function leadEntries(w: Write, actor: Actor, batch: Batch): Promise<Map<string, string | undefined>> {
  if (isClerk(actor, w.at)) return new Map()
  const assignmentId = await assignmentOf(w.trx, actor.personId, w.today)
  if (assignmentId === null) refuse(403, 'forbidden', { clause: '2' })
  const pupilIds = batch.entries.map((entry) => entry.pupilId)
  const before = await w.trx.selectFrom('consent_declaration').select(['pupil_id', 'lead_entry_id']).where('pupil_id', '=', sql<string>`ANY(${pupilIds}::uuid[])`).where('purpose', '=', batch.purpose)
    .where('client_id', '=', sql<string>`ANY(${pupilIds.map((pupilId) => declarationKey(batch.clientId, pupilId, 0))}::uuid[])`).execute()
  const ids = new Map(before.map((row) => [row.pupil_id, row.lead_entry_id ?? undefined]))
  const rows = pupilIds.filter((pupilId) => !ids.has(pupilId))
    .map((pupilId) => ({ id: newId(w.at), pupil_id: pupilId, purpose: batch.purpose, group_id: batch.groupId, assignment_id: assignmentId, entered_by: actor.personId, entered_at: w.at }))
  if (rows.length > 0) await w.trx.insertInto('consent_lead_entry').values(rows).execute()
  for (const row of rows) ids.set(row.pupil_id, row.id)
  return ids
}

type Batch = { clientId: string; groupId: string; purpose: Purpose; entries: readonly { pupilId: string }[] }
