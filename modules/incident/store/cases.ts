/** Cases with what counts of their records now: the newest of each kind. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { isSettled } from '../rules.ts'
import type { Answered, Question } from '../rules.ts'
import type { Standing } from '../tasks.ts'

export type Answer = Answered & { reportedAt: Date | null }
export type Case = Standing & { openedAt: Date; closedAt: Date | null; what: string; raisedBy: string | null; raisedAt: Date; firstDetectedAt: Date; affected: Answer; authority: Answer; affectedCount: number }

type Row = {
  id: string; openedAt: Date; closedAt: Date | null; what: string; raisedBy: string | null; raisedAt: Date; firstDetectedAt: Date; detectedAt: Date; rung: number[]; affectedCount: number
  authorityYes: boolean | null; authorityAt: Date | null; affectedYes: boolean | null; affectedAt: Date | null
}

const decided = (question: Question) => sql`(SELECT is_yes FROM incident_decision x WHERE x.case_id = i.id AND x.question = ${question} ORDER BY x.at DESC, x.id DESC LIMIT 1)`
const reported = (question: Question) => sql`(SELECT reported_at FROM incident_report x WHERE x.case_id = i.id AND x.question = ${question} ORDER BY x.at DESC, x.id DESC LIMIT 1)`

/** Newest first. `id`: that one; `open`: those that are not closed; otherwise all. At most `max`. */
export async function findCases(database: Database | Trx, which: { id?: string; open?: true; max?: number } = {}): Promise<Case[]> {
  const { rows } = await sql<Row>`
    SELECT i.id, i.opened_at AS "openedAt", i.closed_at AS "closedAt", s.what, s.raised_by AS "raisedBy", s.at AS "raisedAt", s.detected_at AS "firstDetectedAt",
           coalesce((SELECT d.detected_at FROM incident_detection d WHERE d.case_id = i.id ORDER BY d.at DESC, d.id DESC LIMIT 1), s.detected_at) AS "detectedAt",
           ARRAY(SELECT hours FROM incident_alarm a WHERE a.case_id = i.id ORDER BY hours) AS rung,
           (SELECT count(*)::int FROM incident_affected a LEFT JOIN incident_affected_removal r ON r.affected_id = a.id WHERE a.case_id = i.id AND r.affected_id IS NULL) AS "affectedCount",
           ${decided('authority')} AS "authorityYes", ${reported('authority')} AS "authorityAt", ${decided('affected')} AS "affectedYes", ${reported('affected')} AS "affectedAt"
      FROM incident i JOIN incident_suspicion s ON s.case_id = i.id
     WHERE ${which.id === undefined ? sql`true` : sql`i.id = ${which.id}`} AND ${which.open ? sql`i.closed_at IS NULL` : sql`true`}
     ORDER BY i.opened_at DESC, i.id DESC ${which.max === undefined ? sql`` : sql`LIMIT ${which.max}`}`.execute(database)
  return rows.map(({ authorityYes, authorityAt, affectedYes, affectedAt, ...row }) => ({ ...row, isClosed: row.closedAt !== null, authority: answerOf(authorityYes, authorityAt), affected: answerOf(affectedYes, affectedAt) }))
}

export async function findCase(database: Database | Trx, id: string): Promise<Case | null> {
  return (await findCases(database, { id }))[0] ?? null
}

/** Holds the case: two who add to it at once go one after the other, so that nothing is added to one that is being closed, and no alarm rings twice. */
export async function lockCase(w: Write, id: string): Promise<Case | null> {
  await w.trx.selectFrom('incident').select('id').where('id', '=', id).forUpdate().execute()
  return findCase(w.trx, id)
}

export async function insertCase(w: Write, suspicion: { what: string; detectedAt: Date; raisedBy: string | null }): Promise<string> {
  const id = newId(w.at)
  await w.trx.insertInto('incident').values({ id, opened_at: w.at, closed_at: null }).execute()
  await w.trx.insertInto('incident_suspicion').values({ case_id: id, what: suspicion.what, detected_at: suspicion.detectedAt, raised_by: suspicion.raisedBy, at: w.at }).execute()
  return id
}

/** Records that these alarms ring now; those that rang before are left out. The hours that are new. */
export async function ringAlarms(w: Write, caseId: string, hours: readonly number[]): Promise<number[]> {
  if (hours.length === 0) return []
  const rows = await w.trx.insertInto('incident_alarm').values(hours.map((one) => ({ case_id: caseId, hours: one, at: w.at }))).onConflict((conflict) => conflict.columns(['case_id', 'hours']).doNothing()).returning('hours').execute()
  return rows.map((row) => row.hours).sort((a, b) => a - b)
}

export async function insertTurn(w: Write, caseId: string, kind: 'closed' | 'reopened', reason: string | null): Promise<void> {
  await w.trx.insertInto('incident_turn').values({ id: newId(w.at), case_id: caseId, kind, reason, recorded_by: w.actorId, at: w.at }).execute()
  await w.trx.updateTable('incident').set({ closed_at: kind === 'closed' ? w.at : null }).where('id', '=', caseId).execute()
}

/** How many cases are not closed, and since when those are known whose authority question still waits. */
export async function countOpen(database: Database): Promise<{ open: number; overdueFrom: Date[] }> {
  const open = await findCases(database, { open: true })
  return { open: open.length, overdueFrom: open.filter(({ authority }) => !isSettled(authority)).map(({ detectedAt }) => detectedAt) }
}

function answerOf(isYes: boolean | null, reportedAt: Date | null): Answer {
  return { decision: isYes === null ? null : { isYes }, isReported: reportedAt !== null, reportedAt }
}
