/** What the lifecycle hears of: last days that are past already, accounts that are back, what was clarified after a withdrawal. */
import { sql } from 'kysely'
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { accountsRestored, peopleChanged } from '#platform/identity/events.ts'
import { restoreAccounts } from '#platform/identity/deletion.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLosses } from '#platform/ledger/ledger.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import { clarified } from '#modules/consent/events.ts'
import { deleteDepartedLate } from './deletion.ts'
import { limits, platform_content_days } from './limits.ts'
import { isOver } from './rules.ts'
import { DELETE_CLARIFIED } from './tasks.ts'

export const listeners: readonly Listener[] = [
  within(peopleChanged, (w, { personIds }) => deleteDepartedLate(w, personIds)),
  within(accountsRestored, async (w, { personIds, returning }) => {
    await recordReturns(w, personIds, new Set(returning))
    await restoreFamilies(w, personIds)
  }),
  within(clarified, async (w, { pupilId, outcome }) => {
    if (outcome === 'delete') await openTask(w, { kind: DELETE_CLARIFIED, key: pupilId, for: { office: 'task:deletion' }, aboutPersonId: pupilId, params: {}, dueOn: addDays(w.today, limits.delete_clarified_days) })
    else await closePlatform(w, pupilId)
  }),
]

/** Who came back by a file, or by the undoing of a change of the school year, has a record of that too. On day 91 nobody comes back (R12.4). */
async function recordReturns(w: Write, personIds: readonly string[], returning: ReadonlySet<string>): Promise<void> {
  const { rows } = await sql<{ id: string; personId: string; until: string }>`
    SELECT d.id, d.person_id AS "personId", d.restorable_until AS until FROM account_deletion d LEFT JOIN account_restoration r ON r.deletion_id = d.id
     WHERE d.person_id = ANY(${[...personIds]}::uuid[]) AND r.deletion_id IS NULL`.execute(w.trx)
  if (rows.some((row) => isOver(row.until, w.today))) refuse(410, 'gone_for_good', { clause: '12' })
  if (rows.length === 0) return
  await w.trx.insertInto('account_restoration').values(rows.map((row) => ({
    deletion_id: row.id, kind: returning.has(row.personId) ? 'return' : 'mistake', restored_by: w.actorId, restored_at: w.at, reason: '',
  }))).execute()
  await recordLosses(w, rows.map((row) => ({ kind: 'deletion_end', ids: { deletion: row.id, kind: returning.has(row.personId) ? 'return' : 'mistake', ...(w.actorId !== null && { by: w.actorId }) } })))
  for (const row of rows) writeJournal(w, { event: 'lifecycle.restored', actorId: w.actorId, subjectId: row.personId, fields: { kind: returning.has(row.personId) ? 'return' : 'mistake' } })
}

/** Parents whose account went with their last child are there again with the child. */
async function restoreFamilies(w: Write, personIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT d.person_id AS id FROM guardianship g JOIN account_deletion d ON d.person_id = g.guardian_id LEFT JOIN account_restoration r ON r.deletion_id = d.id
     WHERE g.ward_id = ANY(${[...personIds]}::uuid[]) AND d.cause = 'family' AND r.deletion_id IS NULL AND d.restorable_until >= ${w.today}::date`.execute(w.trx)
  await restoreAccounts(w, rows.map(({ id }) => ({ id, isNewStay: false })))
}

/** R12.3: the platform stays closed; what belongs to it goes after 30 days, in which the pupil can take it along. */
async function closePlatform(w: Write, pupilId: string): Promise<void> {
  const values = { decided_on: w.today, content_until: addDays(w.today, platform_content_days), emptied_on: null }
  await w.trx.insertInto('platform_departure').values({ person_id: pupilId, ...values }).onConflict((conflict) => conflict.column('person_id').doUpdateSet(values)).execute()
}
