/** When the head and whoever keeps the machine have to know: the last good drill is older than eight days, or two nights have no backup (security check 7). */
import type { Database } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { drill_days_max } from './limits.ts'

const ALARM = 'backup.alarm'
const DAY_MS = 86_400_000

export type Run = { setId: string | null; endedAt: Date; detail: string }

/** The newest run of a kind with this outcome. */
export async function newestRun(database: Database, kind: 'create' | 'verify' | 'drill', outcome: 'good' | 'failed'): Promise<Run | null> {
  const row = await database.selectFrom('backup_run').select(['set_id', 'ended_at', 'detail']).where('kind', '=', kind).where('outcome', '=', outcome).orderBy('ended_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? null : { setId: row.set_id, endedAt: row.ended_at, detail: row.detail }
}

/** Opens or closes the task, by how things are. A school that is younger than the period has time to come to its first drill. */
export async function alarm(platform: Platform, at: Date): Promise<'drill_old' | 'backup_old' | null> {
  const { database } = platform
  const first = await database.selectFrom('backup_run').select('started_at').orderBy('started_at').limit(1).executeTakeFirst()
  const age_ms = first === undefined ? 0 : at.getTime() - first.started_at.getTime()
  const isOlder = (run: Run | null, days: number): boolean => (run === null ? age_ms : at.getTime() - run.endedAt.getTime()) > days * DAY_MS
  const reason = isOlder(await newestRun(database, 'create', 'good'), 2) ? 'backup_old' : isOlder(await newestRun(database, 'drill', 'good'), drill_days_max) ? 'drill_old' : null
  await write(platform, null, at, async (w) => {
    for (const office of ['head', 'task:updates'] as const) {
      if (reason !== null) await openTask(w, { kind: ALARM, key: office, for: { office }, params: { reason }, dueOn: w.today })
      else await closeTask(w, ALARM, office, 'mended')
    }
  })
  return reason
}
