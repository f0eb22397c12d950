/** "Diese Woche" for whoever holds an office (A20). */
import { officesOf } from '#platform/access/actor.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { schoolCalendarAt, schoolYearAt } from '#platform/school/calendar.ts'
import { allOpenTasksOf } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { holidayOn, weekOf } from '../rules/week.ts'
import type { Holiday } from '../rules/week.ts'

export const week: Pick<Actions<typeof contract>, 'readWeek'> = {
  async readWeek(context) {
    const { database, at, today } = context
    const actor = actorOf(context)
    const holiday = holidayToday(context)
    const tasks = await allOpenTasksOf(database, actor.personId, [...officesOf(actor, at)], limits.week_tasks_max)
    const found = weekOf(tasks.map((task) => ({ ...task, createdOn: dateInBerlin(task.createdAt) })), { today, holiday })
    // An item that can be taken as a whole names all of them; the others only a few.
    const shown = found.items.map((item) => ({ item, personIds: item.isSafe ? item.aboutPersonIds : item.aboutPersonIds.slice(0, limits.week_named_max), groupIds: item.aboutGroupIds.slice(0, limits.week_named_max) }))
    const names = await namesOf(database, shown.flatMap(({ personIds }) => personIds))
    const groupIds = shown.flatMap((one) => one.groupIds)
    const labels = new Map(groupIds.length === 0 ? [] : (await listGroups(database, schoolYearAt(context.platform.school, today).label, { groupIds })).map((group) => [group.id, group.label]))
    return {
      items: shown.map(({ item: { aboutPersonIds: _people, aboutGroupIds: _groups, taskIds, ...item }, personIds, groupIds: some }) => ({
        ...item, taskIds: item.isSafe ? taskIds.slice(0, limits.week_taken_max) : [],
        people: personIds.map((id) => ({ id, displayName: names.get(id)?.displayName ?? '' })), groups: some.map((id) => ({ id, label: labels.get(id) ?? '' })),
      })),
      minutes: found.minutes, later: found.later, held: found.held, holidayUntil: holiday?.until ?? null,
    }
  },
}

/** The holidays of this school that run today, or null; a school that is not founded has none. */
function holidayToday({ platform, today }: Context): Holiday | null {
  const { school } = platform.school
  return school === null ? null : holidayOn(schoolCalendarAt(platform.school, school.state, today).closed, today)
}
