/** The question "Geht ab?": a task for who keeps the accounts, about somebody whom an import missed; and what follows from nobody's answering it (R12.1). */
import { sql } from 'kysely'
import { setFactsOf } from '#platform/access/facts.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { Write } from '#platform/module/write.ts'
import { endSessionsOfNotAdmitted } from '#platform/identity/sign-in/sessions.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { closeTask, closeTasks, dueIn, openTask, openTasks } from '#platform/tasks/tasks.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { departure_alarm_days, departure_question_days } from '../limits.ts'
import { exitUnclearFacts } from '../rules.ts'

export const DEPARTURE_UNCLEAR = 'people.departure_unclear'
/** A guardian who stands on record and no longer in the file; nobody of the file has custody. Both for who keeps the consent register. */
export const CUSTODY_UNCLEAR = 'people.custody_unclear'
export const NO_HOLDER = 'people.custody_no_holder'

/** Nobody has answered for two weeks: one task of the head for the whole school. */
export const DEPARTURE_OVERDUE = 'people.departure_overdue'
const WHOLE_SCHOOL = 'school'

/** Asks about these people, once about each. With the question stands already from when on the door of a pupil is shut. */
export async function askDepartures(w: Write, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  // The persons before their tasks, here and where it is answered: two who do both at once would else wait for each other.
  await lockPersons(w, personIds)
  const dueOn = dueIn(w.today, { days: departure_question_days })
  await openTasks(w, personIds.map((personId) => ({ kind: DEPARTURE_UNCLEAR, key: personId, for: { office: 'task:users' }, aboutPersonId: personId, params: {}, dueOn })))
  await refreshBlocks(w, personIds)
}

/**
 * Ends the open questions about these people, whatever the answer is (`outcome` is its code); the door that an unanswered one shut is open again with it.
 * Returns how many there were.
 */
export async function answerDepartures(w: Write, personIds: readonly string[], outcome: string): Promise<number> {
  if (personIds.length === 0) return 0
  await lockPersons(w, personIds)
  const asked = [...(await openQuestions(w.trx, personIds))]
  if (asked.length === 0) return 0
  const closed = await closeTasks(w, asked.map((key) => ({ kind: DEPARTURE_UNCLEAR, key })), outcome)
  // What was still open when the door shut has ended for good: asked before it opens, for then nobody could tell it from what is new.
  await endSessionsOfNotAdmitted(w, asked)
  await refreshBlocks(w, asked)
  if (!(await hasOverdue(w))) await closeTask(w, DEPARTURE_OVERDUE, WHOLE_SCHOOL, 'answered')
  return closed
}

/** Whoever is deleted is not asked about any more. */
export async function dropQuestionsOfDeleted(w: Write, personIds: readonly string[]): Promise<void> {
  const deleted = await w.trx.selectFrom('person').select('id').where('id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).where('deleted_on', 'is not', null).execute()
  await answerDepartures(w, deleted.map((row) => row.id), 'deleted')
}

/**
 * The night's look at what lies: day 14 alarms the head (R12.1). It also writes the facts of questions that were asked before questions had any; for all
 * others it finds them as they are. Returns how many lie.
 */
export async function lookAtQuestions(w: Write): Promise<number> {
  const open = [...(await openQuestions(w.trx))]
  await refreshBlocks(w, open)
  if (await hasOverdue(w)) await openTask(w, { kind: DEPARTURE_OVERDUE, key: WHOLE_SCHOOL, for: { office: 'head' }, params: {}, dueOn: w.today })
  else await closeTask(w, DEPARTURE_OVERDUE, WHOLE_SCHOOL, 'answered')
  return open.length
}

/** The facts of these people as they follow from the questions that are open now. */
async function refreshBlocks(w: Write, personIds: readonly string[]): Promise<void> {
  await lockPersons(w, personIds)
  const rows = await openAboutPupils(w.trx).select(['task.about_person_id as personId', 'task.due_on as dueOn']).where('task.about_person_id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).execute()
  const dueOn = new Map(rows.map((row) => [row.personId!, row.dueOn!]))
  await setFactsOf(w, 'people', new Map(personIds.map((personId) => [personId, dueOn.has(personId) ? exitUnclearFacts({ personId, dueOn: dueOn.get(personId)! }) : []])))
}

async function hasOverdue(w: Write): Promise<boolean> {
  const row = await openAboutPupils(w.trx).select('task.id').where('task.due_on', '<=', addDays(w.today, departure_question_days - departure_alarm_days)).limit(1).executeTakeFirst()
  return row !== undefined
}

/** R12.1 shuts the doors of pupils; of staff it is asked too, and whoever keeps the accounts must never shut out the school by not answering. */
export function openAboutPupils(database: Database | Trx) {
  return database.selectFrom('task').innerJoin('person', 'person.id', 'task.about_person_id').leftJoin('task_completion', 'task_completion.task_id', 'task.id')
    .where('task.kind', '=', DEPARTURE_UNCLEAR).where('task_completion.task_id', 'is', null).where('person.type', '=', 'pupil').where('person.deleted_on', 'is', null)
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
  if (personIds !== undefined) query = query.where('task.key', '=', sql<string>`ANY(${[...personIds]}::text[])`)
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
