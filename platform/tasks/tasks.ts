/** Tasks: what waits for a person or an office until a record shows that it is done (B15). A task carries ids and codes, never names. */
import { sql } from 'kysely'
import { OFFICES } from '#platform/access/vocabulary.ts'
import type { Office } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays, isDate } from '#platform/time/calendar.ts'
import { addSchoolDays } from '#platform/time/schoolyear.ts'
import type { SchoolCalendar } from '#platform/time/schoolyear.ts'
import { key_chars_max, page_tasks, param_chars_max, params_max } from './limits.ts'

export type TaskParams = Readonly<Record<string, string | number | boolean>>

export type NewTask = {
  /** `module.noun`, e.g. `consent.clarify`. */
  kind: string
  /** What tells two tasks of a kind apart, e.g. an id. */
  key: string
  for: { personId: string } | { office: Office }
  aboutPersonId?: string | null
  aboutGroupId?: string | null
  params: TaskParams
  /** The last day on which it is in time. */
  dueOn?: string | null
}

/** What tells a task from all others that are open. */
export type TaskPlace = Pick<NewTask, 'kind' | 'key'>

export type OpenTask = {
  id: string
  kind: string
  params: TaskParams
  office: string | null
  dueOn: string | null
  createdAt: Date
  aboutPersonId: string | null
  aboutGroupId: string | null
}

/** A place in the list: due date (null: none, comes last) and id. */
export type Cursor = { dueOn: string | null; id: string }

/** Opens a task, unless one of the same kind and key is open. Returns the id of the open one. Throws on params that could hold more than ids and codes. */
export async function openTask(w: Write, task: NewTask): Promise<string> {
  check(task)
  await lock(w, [task])
  const open = await w.trx
    .selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select('task.id')
    .where('task.kind', '=', task.kind).where('task.key', '=', task.key).where('task_completion.task_id', 'is', null).executeTakeFirst()
  if (open !== undefined) return open.id
  const id = newId(w.at)
  await w.trx.insertInto('task').values({
    id, kind: task.kind, key: task.key, params: JSON.stringify(task.params), due_on: task.dueOn ?? null, created_at: w.at,
    person_id: 'personId' in task.for ? task.for.personId : null, office: 'office' in task.for ? task.for.office : null,
    about_person_id: task.aboutPersonId ?? null, about_group_id: task.aboutGroupId ?? null,
  }).execute()
  return id
}

/** The same for many tasks at once: an import asks about hundreds. Of two with the same kind and key the first is opened. */
export async function openTasks(w: Write, tasks: readonly NewTask[]): Promise<void> {
  for (const task of tasks) check(task)
  await lock(w, tasks)
  const first = new Map<string, NewTask>()
  for (const task of tasks) if (!first.has(placeOf(task))) first.set(placeOf(task), task)
  for (const piece of pieces([...first.values()])) {
    await sql`
      INSERT INTO task (id, kind, key, person_id, office, about_person_id, about_group_id, params, due_on, created_at)
      SELECT id, kind, key, person_id, office, about_person_id, about_group_id, params::jsonb, due_on, ${w.at}
        FROM unnest(${piece.map(() => newId(w.at))}::uuid[], ${piece.map((task) => task.kind)}::text[], ${piece.map((task) => task.key)}::text[],
          ${piece.map((task) => ('personId' in task.for ? task.for.personId : null))}::uuid[], ${piece.map((task) => ('office' in task.for ? task.for.office : null))}::text[],
          ${piece.map((task) => task.aboutPersonId ?? null)}::uuid[], ${piece.map((task) => task.aboutGroupId ?? null)}::uuid[],
          ${piece.map((task) => JSON.stringify(task.params))}::text[], ${piece.map((task) => task.dueOn ?? null)}::date[])
          AS t (id, kind, key, person_id, office, about_person_id, about_group_id, params, due_on)
       WHERE NOT EXISTS (SELECT FROM task o LEFT JOIN task_completion c ON c.task_id = o.id WHERE o.kind = t.kind AND o.key = t.key AND c.task_id IS NULL)`.execute(w.trx)
  }
}

/** Ends the open task of this kind and key, if there is one; `outcome` is a code such as `done` or `dropped`. Returns whether there was one. */
export async function closeTask(w: Write, kind: string, key: string, outcome: string): Promise<boolean> {
  return (await closeTasks(w, [{ kind, key }], outcome)) > 0
}

/** Ends the open tasks of these kinds and keys. Returns how many there were. */
export async function closeTasks(w: Write, tasks: readonly TaskPlace[], outcome: string): Promise<number> {
  if (!CODE.test(outcome)) throw new Error(`an outcome is a code, not ${JSON.stringify(outcome)}`)
  await lock(w, tasks)
  let closed = 0
  for (const piece of pieces(tasks)) {
    const { rows } = await sql`
      INSERT INTO task_completion (task_id, completed_by, outcome, at)
      SELECT DISTINCT task.id, ${w.actorId}::uuid, ${outcome}, ${w.at}::timestamptz
        FROM task JOIN unnest(${piece.map((one) => one.kind)}::text[], ${piece.map((one) => one.key)}::text[]) AS t (kind, key) ON t.kind = task.kind AND t.key = task.key
       WHERE NOT EXISTS (SELECT FROM task_completion c WHERE c.task_id = task.id) RETURNING task_id`.execute(w.trx)
    closed += rows.length
  }
  return closed
}

/** Ends all open tasks of these kinds about these persons; with `forPersonId` only those that wait for that person. Returns how many there were. */
export async function closeTasksAbout(w: Write, aboutPersonIds: readonly string[], { kinds, forPersonId }: { kinds?: readonly string[]; forPersonId?: string }, outcome: string): Promise<number> {
  if (aboutPersonIds.length === 0) return 0
  let query = w.trx
    .selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select(['task.kind', 'task.key'])
    .where('about_person_id', '=', sql<string>`ANY(${[...aboutPersonIds]}::uuid[])`).where('task_completion.task_id', 'is', null)
  if (kinds !== undefined) query = query.where('task.kind', 'in', [...kinds])
  if (forPersonId !== undefined) query = query.where('person_id', '=', forPersonId)
  return closeTasks(w, await query.execute(), outcome)
}

/** The open tasks for this person and for these offices, by due date; those without one come last. At most page_tasks, behind the cursor. */
export async function openTasksOf(database: Database | Trx, personId: string, offices: readonly string[], after: Cursor | null = null): Promise<OpenTask[]> {
  const due = sql<string>`coalesce(task.due_on, 'infinity'::date)`
  let query = database
    .selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id')
    .select(['task.id', 'kind', 'params', 'office', 'due_on', 'created_at', 'about_person_id', 'about_group_id'])
    .where((eb) => eb.or([eb('person_id', '=', personId), sql<boolean>`office = ANY(${[...offices]}::text[])`]))
    .where('task_completion.task_id', 'is', null)
    .orderBy(due).orderBy('task.id').limit(page_tasks)
  if (after) query = query.where(sql<boolean>`(${due}, task.id) > (coalesce(${after.dueOn}::date, 'infinity'::date), ${after.id}::uuid)`)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id, kind: row.kind, params: row.params as TaskParams, office: row.office, dueOn: row.due_on, createdAt: row.created_at,
    aboutPersonId: row.about_person_id, aboutGroupId: row.about_group_id,
  }))
}

/** All open tasks for this person and these offices, page after page, in the same order; the first of them when there are more than `max` (then up to a page more). */
export async function allOpenTasksOf(database: Database | Trx, personId: string, offices: readonly string[], max: number): Promise<OpenTask[]> {
  const tasks: OpenTask[] = []
  while (tasks.length < max) {
    const last = tasks.at(-1)
    const page = await openTasksOf(database, personId, offices, last === undefined ? null : { dueOn: last.dueOn, id: last.id })
    tasks.push(...page)
    if (page.length < page_tasks) break
  }
  return tasks
}

/** How many tasks of this kind are open in the whole school. */
export async function countOpenTasks(database: Database | Trx, kind: string): Promise<number> {
  const { n } = await database.selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select((eb) => eb.fn.countAll<number>().as('n'))
    .where('kind', '=', kind).where('task_completion.task_id', 'is', null).executeTakeFirstOrThrow()
  return Number(n)
}

/** The last day of a period that begins today: so many calendar days, or so many school days of the school's own calendar. */
export function dueIn(today: string, period: { days: number } | { schoolDays: number; calendar: SchoolCalendar }): string {
  return 'days' in period ? addDays(today, period.days) : addSchoolDays(today, period.schoolDays, period.calendar)
}

const CODE = /^[a-z][a-z0-9_]{0,39}$/
const KIND = /^[a-z][a-z0-9_-]*\.[a-z][a-z0-9_]*$/
/** Ids, codes, dates, versions: without blanks and capitals no name of a person gets in. */
const PARAM = /^[a-z0-9_.:@/-]*$/

function check({ kind, key, params, dueOn, for: whom }: NewTask): void {
  if (!KIND.test(kind)) throw new Error(`a task's kind is module.noun, not ${JSON.stringify(kind)}`)
  if (key.length === 0 || key.length > key_chars_max) throw new Error(`${kind}: the key is empty or longer than ${key_chars_max} characters`)
  if ('office' in whom && !OFFICES.includes(whom.office)) throw new Error(`${kind}: there is no office ${whom.office}`)
  if (dueOn && !isDate(dueOn)) throw new Error(`${kind}: ${dueOn} is no date`)
  const entries = Object.entries(params)
  if (entries.length > params_max) throw new Error(`${kind}: more than ${params_max} params`)
  for (const [name, value] of entries) {
    if (typeof value !== 'string' || (value.length <= param_chars_max && PARAM.test(value))) continue
    throw new Error(`${kind}: the param ${name} is no id and no code; names are joined by the reader's side`)
  }
}

/** Two who open or close the same task at once go one after the other; many are held in one order, so that nobody waits in a circle. */
async function lock(w: Write, tasks: readonly TaskPlace[]): Promise<void> {
  if (tasks.length === 0) return
  await sql`
    SELECT pg_advisory_xact_lock(${TASK_LOCK}, number) FROM (SELECT DISTINCT hashtext(place) AS number FROM unnest(${tasks.map(placeOf)}::text[]) AS p (place) ORDER BY number) AS places`.execute(w.trx)
}

const TASK_LOCK = 7_305_524

function placeOf({ kind, key }: TaskPlace): string {
  return `${kind}\n${key}`
}
