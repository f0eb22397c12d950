/** Deleting accounts: by decision, after the last day at school, and with the last child of a family. */
import { sql } from 'kysely'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { deleteAccounts } from '#platform/identity/deletion.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLosses } from '#platform/ledger/ledger.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { closeTasksAbout } from '#platform/tasks/tasks.ts'
import { limits } from './limits.ts'
import { lastDayOf } from './rules.ts'
import type { CAUSES } from './contract.ts'

export type Cause = (typeof CAUSES)[number]
export type NewDeletion = { personId: string; on: string; cause: Cause; reason: string }

/** Deletes these accounts with a record each. Who is deleted already is left alone. */
export async function recordDeletions(w: Write, deletions: readonly NewDeletion[]): Promise<void> {
  const days = w.platform.school.option('delete.restore_days')
  const open = await w.trx.selectFrom('person').select('id').where('id', '=', sql<string>`ANY(${deletions.map((one) => one.personId)}::uuid[])`).where('deleted_on', 'is', null).execute()
  const isOpen = new Set(open.map((row) => row.id))
  const fresh = deletions.filter((one) => isOpen.has(one.personId))
  if (fresh.length === 0) return
  const rows = fresh.map((one) => ({
    id: newId(w.at), person_id: one.personId, deleted_on: one.on, restorable_until: lastDayOf(one.on, days), cause: one.cause, decided_by: w.actorId, decided_at: w.at, reason: one.reason,
  }))
  await w.trx.insertInto('account_deletion').values(rows).execute()
  await recordLosses(w, rows.map((row) => ({
    kind: 'deletion', ids: { deletion: row.id, person: row.person_id, on: row.deleted_on, until: row.restorable_until, cause: row.cause, ...(row.decided_by !== null && { by: row.decided_by }) },
  })))
  await deleteAccounts(w, fresh.map((one) => ({ id: one.personId, on: one.on })))
  // What an office was asked about them is answered; what waited for them waits for nobody.
  await closeTasksAbout(w, fresh.map((one) => one.personId), {}, 'deleted')
}

/** R12.1: whoever has left is deleted from the day after the last one on, also when nights were missed; staff some days later (A16). Returns how many. */
export async function deleteLeavers(platform: Platform, at: Date): Promise<number> {
  if (!platform.school.option('delete.auto_on_exit')) return 0
  const staff_days = platform.school.option('delete.staff_days')
  let count = 0
  for (;;) {
    const deleted = await write(platform, null, at, async (w) => {
      const { rows } = await sql<{ id: string; type: PersonType; on: string; cause: Cause }>`
        SELECT p.id, p.type, (p.exit_on + 1 + CASE WHEN p.type IN ('teacher', 'staff') THEN ${staff_days}::int ELSE 0 END) AS "on", 'exit' AS cause FROM person p
         WHERE p.exit_on + CASE WHEN p.type IN ('teacher', 'staff') THEN ${staff_days}::int ELSE 0 END < ${w.today}::date AND p.deleted_on IS NULL AND p.id <> ${NOBODY_ID}::uuid
           AND NOT EXISTS (SELECT FROM access_fact f WHERE f.person_id = p.id AND f.kind IN ('office', 'task') AND (f.valid_until IS NULL OR f.valid_until > ${at}))
        UNION ALL
        SELECT p.id, p.type, ${w.today}::date, 'family' FROM person p
         WHERE p.type = 'parent' AND p.deleted_on IS NULL AND (p.exit_on IS NULL OR p.exit_on >= ${w.today}::date) AND EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = p.id)
           AND NOT EXISTS (SELECT FROM guardianship g JOIN person c ON c.id = g.ward_id WHERE g.guardian_id = p.id AND c.deleted_on IS NULL)
         ORDER BY 1 LIMIT ${limits.batch_accounts}`.execute(w.trx)
      await recordDeletions(w, rows.map(({ id, on, cause }) => ({ personId: id, on, cause, reason: '' })))
      if (rows.length > 0) writeJournal(w, { event: 'lifecycle.left', actorId: null, fields: { count: rows.length } })
      return rows.length
    })
    count += deleted
    if (deleted < limits.batch_accounts) return count
  }
}

/**
 * A last day that is entered when it is past already deletes at once, and the days count from now on: nobody loses days of restoring because somebody was late
 * with the paper. The nights only see last days that were known in time.
 */
export async function deleteDepartedLate(w: Write, personIds: readonly string[]): Promise<void> {
  if (!w.platform.school.option('delete.auto_on_exit')) return
  const staff_days = w.platform.school.option('delete.staff_days')
  const rows = await w.trx.selectFrom('person').select(['id', 'type', 'exit_on']).where('id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).where('deleted_on', 'is', null).where('exit_on', '<', w.today).execute()
  const due = rows.filter((row) => addDays(row.exit_on!, row.type === 'teacher' || row.type === 'staff' ? staff_days : 0) < w.today)
  await recordDeletions(w, due.map((row) => ({ personId: row.id, on: w.today, cause: 'exit' as const, reason: '' })))
}
