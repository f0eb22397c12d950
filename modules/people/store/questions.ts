/** The question "Geht ab?": a task for who keeps the accounts, about a pupil whom an import missed (R12.1). */
import type { Database, Trx } from '#platform/database/connect.ts'
import { startOfDay } from '#platform/time/calendar.ts'

export const DEPARTURE_UNCLEAR = 'people.departure_unclear'

/** Whom open questions are about. */
export async function openQuestions(database: Database | Trx, personIds?: readonly string[]): Promise<Set<string>> {
  let query = database
    .selectFrom('task')
    .leftJoin('task_completion', 'task_completion.task_id', 'task.id')
    .select('task.about_person_id')
    .where('task.kind', '=', DEPARTURE_UNCLEAR)
    .where('task_completion.task_id', 'is', null)
  if (personIds !== undefined) query = query.where('task.key', 'in', [...personIds])
  return new Set((await query.execute()).map((row) => row.about_person_id!))
}

/** Whom the answer was "stays" since that day: they are not asked about again in the same school year. */
export async function staysSince(database: Database | Trx, day: string): Promise<Set<string>> {
  const rows = await database
    .selectFrom('task')
    .innerJoin('task_completion', 'task_completion.task_id', 'task.id')
    .select('task.about_person_id')
    .where('task.kind', '=', DEPARTURE_UNCLEAR)
    .where('task_completion.outcome', '=', 'stays')
    .where('task_completion.at', '>=', startOfDay(day))
    .execute()
  return new Set(rows.map((row) => row.about_person_id!))
}
