/** The question "Geht ab?": a task for who keeps the accounts, about a pupil whom an import missed (R12.1). */
import type { Database, Trx } from '#platform/database/connect.ts'
import type { Write } from '#platform/module/write.ts'
import { dueIn, openTasks } from '#platform/tasks/tasks.ts'
import { startOfDay } from '#platform/time/calendar.ts'
import { departure_question_days } from '../limits.ts'

export const DEPARTURE_UNCLEAR = 'people.departure_unclear'
/** A guardian who stands on record and no longer in the file; nobody of the file has custody. Both for who keeps the consent register. */
export const CUSTODY_UNCLEAR = 'people.custody_unclear'
export const NO_HOLDER = 'people.custody_no_holder'

/** Asks about these people, once about each. */
export async function askDepartures(w: Write, personIds: readonly string[]): Promise<void> {
  const dueOn = dueIn(w.today, { days: departure_question_days })
  await openTasks(w, personIds.map((personId) => ({ kind: DEPARTURE_UNCLEAR, key: personId, for: { office: 'task:users' }, aboutPersonId: personId, params: {}, dueOn })))
}

/** Open tasks about custody that the record answers by now: somebody has custody, or what was missing is no longer current. */
export async function tasksAnswered(w: Write): Promise<{ kind: string; key: string }[]> {
  const open = await w.trx.selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select(['task.kind', 'task.key', 'task.about_person_id'])
    .where('task.kind', 'in', [CUSTODY_UNCLEAR, NO_HOLDER]).where('task_completion.task_id', 'is', null).execute()
  if (open.length === 0) return []
  const current = await w.trx.selectFrom('guardianship').select(['id', 'ward_id', 'has_custody']).where('ward_id', 'in', open.map((one) => one.about_person_id!))
    .where('from_on', '<=', w.today).where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', w.today)])).execute()
  return open.filter((one) => one.kind === NO_HOLDER ? current.some((row) => row.ward_id === one.about_person_id && row.has_custody) : !current.some((row) => row.id === one.key))
}

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
