/** Exports as records: asked for, under way, finished or not. One at a time for a person and a reader, and some a day. */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays, dateInBerlin, startOfDay } from '#platform/time/calendar.ts'
import { given_up_hours, keep_days, per_day_max } from './limits.ts'
import { lastDayOf } from './rules.ts'
import type { ExportKind, ExportOf } from './sections.ts'

/** The job that makes the file. */
export const MAKE_JOB = 'export.make'

export const PROBLEMS = ['too_large', 'no_room', 'failed', 'not_allowed'] as const
export type Problem = (typeof PROBLEMS)[number]

export type ExportState = { state: 'none' | 'running' | 'ready' | 'failed'; askedAt: Date | null; progress: number; size_bytes: number | null; until: string | null; problem: Problem | null; blobId: string | null }

/**
 * Asks for an export; where one is under way, that one is meant. The file is made by a job that is sent with this transaction. Refuses with 429 when there were too
 * many on this day. That the reader may have it is decided before, and again when the file is made and whenever it is fetched.
 */
export async function askForExport(w: Write, { kind, personId, readerId }: ExportOf): Promise<{ id: string }> {
  await lockPersons(w, [...new Set([personId, readerId])])
  const own = () => w.trx.selectFrom('export_request').where('person_id', '=', personId).where('reader_id', '=', readerId)
  const open = await own().select(['id', 'asked_at']).where('ended_at', 'is', null).executeTakeFirst()
  if (open !== undefined && open.asked_at > hoursBefore(w.at, given_up_hours)) return { id: open.id }
  if (open !== undefined) await w.trx.updateTable('export_request').set({ ended_at: w.at, problem: 'failed' }).where('id', '=', open.id).execute()
  const { n } = await own().select((eb) => eb.fn.countAll<number>().as('n')).where('asked_at', '>=', startOfDay(w.today)).executeTakeFirstOrThrow()
  if (n >= per_day_max) refuse(429, 'export_too_many', { params: { per_day_max } })
  const id = newId(w.at)
  await w.trx.insertInto('export_request').values({ id, person_id: personId, reader_id: readerId, kind, asked_at: w.at, ended_at: null, blob_id: null, problem: null }).execute()
  await w.platform.jobs.send(w, MAKE_JOB, { id })
  return { id }
}

/** How the newest export of the person for this reader stands. What is over its days is none any more, whether retention has run or not. */
export async function exportState(database: Database, { personId, readerId }: Omit<ExportOf, 'kind'>, moment: { at: Date; today: string }): Promise<ExportState> {
  const { rows } = await sql<{ asked_at: Date; progress: number; ended_at: Date | null; blob_id: string | null; problem: Problem | null; size_bytes: number | null }>`
    SELECT r.asked_at, r.progress, r.ended_at, r.blob_id, r.problem, b.size_bytes FROM export_request r LEFT JOIN blob b ON b.id = r.blob_id
     WHERE r.person_id = ${personId} AND r.reader_id = ${readerId} ORDER BY r.asked_at DESC, r.id DESC LIMIT 1`.execute(database)
  const row = rows[0]
  const none = { askedAt: null, progress: 0, size_bytes: null, until: null, problem: null, blobId: null }
  if (row === undefined) return { state: 'none', ...none }
  if (row.ended_at === null) return row.asked_at <= hoursBefore(moment.at, given_up_hours) ? { state: 'failed', ...none, askedAt: row.asked_at, problem: 'failed' } : { state: 'running', ...none, askedAt: row.asked_at, progress: row.progress / 1000 }
  const until = lastDayOf(dateInBerlin(row.ended_at))
  if (moment.today > until) return { state: 'none', ...none }
  if (row.blob_id === null) return { state: 'failed', ...none, askedAt: row.asked_at, problem: row.problem }
  return { state: 'ready', askedAt: row.asked_at, progress: 1, size_bytes: Number(row.size_bytes), until, problem: null, blobId: row.blob_id }
}

/** The file that can be fetched now. Refuses with 409 where there is none. */
export async function readyFile(database: Database, whose: Omit<ExportOf, 'kind'>, moment: { at: Date; today: string }): Promise<string> {
  return (await exportState(database, whose, moment)).blobId ?? refuse(409, 'export_not_ready')
}

/** Days on which guardians took along what the child wrote and filed, the newest first: the child is told (A18). */
export async function contentTakenOn(database: Database, personId: string, today: string): Promise<string[]> {
  const kind: ExportKind = 'guardian_content'
  const rows = await database.selectFrom('export_request').select('ended_at').where('person_id', '=', personId).where('kind', '=', kind).where('blob_id', 'is not', null)
    .where('ended_at', '>=', startOfDay(addDays(today, -keep_days))).orderBy('ended_at', 'desc').execute()
  return [...new Set(rows.map((row) => dateInBerlin(row.ended_at!)))]
}

function hoursBefore(at: Date, hours: number): Date {
  return new Date(at.getTime() - hours * 3_600_000)
}
