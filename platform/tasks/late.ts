/** Tasks that an office does not get done: nobody holds it now, or they are long overdue (B15 escalation). Read when asked for; nothing is moved or copied. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'

/** `id` of the task, as in OpenTask; `emptySince`: the day on which the last holder's time ended, where one is known. */
export type LateTask = { id: string; kind: string; office: string; dueOn: string | null; createdOn: string; aboutPersonId: string | null; holderIds: string[]; emptySince: string | null }

/** Open tasks of the offices `task:x` that were due before this day or whose office nobody holds at this instant, oldest first, at most `max`. */
export async function lateTasks(database: Database | Trx, { at, dueBefore, max }: { at: Date; dueBefore: string; max: number }): Promise<LateTask[]> {
  // Whoever has an office but no account that is open can not do it. (Offices are never blocked: a block is of pupils.)
  const { rows } = await sql<Omit<LateTask, 'createdOn' | 'emptySince'> & { createdAt: Date; emptySince: Date | null }>`
    WITH holding AS (
      SELECT f.key, array_agg(DISTINCT f.person_id) FILTER (WHERE f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at}) AND EXISTS (
               SELECT FROM access_fact a WHERE a.person_id = f.person_id AND a.kind = 'account' AND a.key = 'active' AND a.valid_from <= ${at} AND (a.valid_until IS NULL OR a.valid_until > ${at}))) AS holders,
             max(f.valid_until) FILTER (WHERE f.valid_until <= ${at}) AS ended
        FROM access_fact f WHERE f.kind = 'task' GROUP BY f.key
    )
    SELECT t.id, t.kind, t.office, t.due_on AS "dueOn", t.created_at AS "createdAt", t.about_person_id AS "aboutPersonId",
           coalesce(h.holders, '{}') AS "holderIds", h.ended AS "emptySince"
      FROM task t LEFT JOIN holding h ON 'task:' || h.key = t.office
     WHERE t.office LIKE 'task:%' AND NOT EXISTS (SELECT FROM task_completion c WHERE c.task_id = t.id)
       AND (t.due_on < ${dueBefore}::date OR h.holders IS NULL)
     ORDER BY coalesce(t.due_on, 'infinity'::date), t.id LIMIT ${max}`.execute(database)
  return rows.map(({ createdAt, emptySince, ...row }) => ({ ...row, createdOn: dateInBerlin(createdAt), emptySince: row.holderIds.length > 0 || emptySince === null ? null : dateInBerlin(emptySince) }))
}
