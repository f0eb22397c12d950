/** "Diese Woche" for whoever holds an office (A20). */
import { officesOf } from '#platform/access/actor.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { schoolCalendarAt, schoolYearAt } from '#platform/school/calendar.ts'
import { lateTasks } from '#platform/tasks/late.ts'
import { concerns, readingOf } from '#platform/tasks/reading.ts'
import { isTheirs } from '#platform/tasks/rules.ts'
import { allOpenTasksOf } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { climbedOf, LATE_DAYS } from '../rules/late.ts'
import type { Climbed } from '../rules/late.ts'
import { holidayOn, weekOf } from '../rules/week.ts'
import type { Holiday } from '../rules/week.ts'

export const week: Pick<Actions<typeof contract>, 'readWeek'> = {
  async readWeek(context) {
    const { platform, database, at, today } = context
    const actor = actorOf(context)
    const holiday = holidayToday(context)
    const reading = readingOf(actor, platform.manifests, at)
    const tasks = (await allOpenTasksOf(database, actor.personId, reading.offices, limits.week_tasks_max)).filter((task) => reading.shows(task))
    const found = weekOf(tasks.map((task) => ({ ...task, createdOn: dateInBerlin(task.createdAt), isForHead: reading.isForHead(task) })), { today, holiday, climbed: await climbedTo(context) })
    // An item that can be taken as a whole names all of them; the others only a few.
    const shown = found.items.map((item) => ({ item, personIds: item.isSafe ? item.aboutPersonIds : item.aboutPersonIds.slice(0, limits.week_named_max), groupIds: item.aboutGroupIds.slice(0, limits.week_named_max) }))
    const names = await namesOf(database, shown.flatMap(({ personIds, item }) => [...personIds, ...(item.late?.holderIds ?? [])]))
    const person = (id: string) => ({ id, displayName: names.get(id)?.displayName ?? '' })
    const groupIds = shown.flatMap((one) => one.groupIds)
    const labels = new Map(groupIds.length === 0 ? [] : (await listGroups(database, schoolYearAt(context.platform.school, today).label, { groupIds })).map((group) => [group.id, group.label]))
    return {
      items: shown.map(({ item: { aboutPersonIds: _people, aboutGroupIds: _groups, taskIds, late, ...item }, personIds, groupIds: some }) => ({
        ...item, taskIds: item.isSafe ? taskIds.slice(0, limits.week_taken_max) : [],
        late: late === null ? null : { office: late.office, holders: late.holderIds.map(person), kinds: late.kinds },
        people: personIds.map(person), groups: some.map((id) => ({ id, label: labels.get(id) ?? '' })),
      })),
      minutes: found.minutes, later: found.later, held: found.held, holidayUntil: holiday?.until ?? null,
    }
  },
}

/** What other offices do not get done, for the head and the deputy only; not what they hold themselves, and nothing about themselves or whom they must not see. */
async function climbedTo(context: Context): Promise<Climbed[]> {
  const { database, at, today } = context
  const actor = actorOf(context)
  const held = officesOf(actor, at)
  if (!held.has('head') && !held.has('deputy')) return []
  const late = await lateTasks(database, { at, dueBefore: addDays(today, -LATE_DAYS), max: limits.week_tasks_max })
  return climbedOf(late.filter((task) => !held.has(task.office) && !concerns(actor, task) && isTheirs(actor, task, today)), today)
}

/** The holidays of this school that run today, or null; a school that is not founded has none. */
function holidayToday({ platform, today }: Context): Holiday | null {
  const { school } = platform.school
  return school === null ? null : holidayOn(schoolCalendarAt(platform.school, school.state, today).closed, today)
}
