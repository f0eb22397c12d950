/** R8.2: who has no new password a day after a loss is reminded of, to who keeps the accounts. Looked for four times a day: what is due is a query. */
import { sql } from 'kysely'
import { write } from '#platform/module/write.ts'
import type { RecurringJob } from '#platform/jobs/jobs.ts'
import type { Platform } from '#platform/module/platform.ts'
import { addDays } from '#platform/time/calendar.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { limits } from '../limits.ts'
import { isActiveAccount } from '../sign-in/active-account.ts'

export const RENEWAL_MISSING = 'identity.renewal_missing'

export const reminderJobs: readonly RecurringJob[] = ['06:30', '10:30', '14:30', '18:30'].map((at) => ({
  name: `renewal_reminders_${at.slice(0, 2)}`,
  every: 'day',
  at,
  run: async (platform, _dueOn, now) => ({ missing: await remindOfRenewals(platform, now) }),
}))

/** Opens the task for each; one that is open stays as it is. Looking twice changes nothing. Returns how many have none. */
export async function remindOfRenewals(platform: Platform, at: Date): Promise<number> {
  const before = new Date(at.getTime() - limits.renewal_reminder_hours * 3_600_000)
  const { rows } = await sql<{ person_id: string }>`
    SELECT v.person_id FROM credential_voided v
     WHERE NOT EXISTS (SELECT FROM credential c WHERE c.person_id = v.person_id) AND ${isActiveAccount(sql.ref('v.person_id'), at)}
     GROUP BY v.person_id HAVING max(v.at) <= ${before} ORDER BY v.person_id`.execute(platform.database)
  if (rows.length === 0) return 0
  await write(platform, null, at, async (w) => {
    for (const { person_id } of rows)
      await openTask(w, { kind: RENEWAL_MISSING, key: person_id, for: { office: 'task:users' }, aboutPersonId: person_id, params: {}, dueOn: addDays(w.today, 1) })
  })
  return rows.length
}
