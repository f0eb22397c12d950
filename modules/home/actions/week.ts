/** "Diese Woche" for whoever holds an office (A20). */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Database } from '#platform/database/connect.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { page_tasks } from '#platform/tasks/limits.ts'
import { openTasksOf } from '#platform/tasks/tasks.ts'
import type { OpenTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { FederalState } from '#platform/time/holidays.ts'
import { schoolHolidayPreset } from '#platform/time/schoolholidays.ts'
import { schoolYearOf } from '#platform/time/schoolyear.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { isSecurityKind, weekOf } from '../rules/week.ts'

export const week: Pick<Actions<typeof contract>, 'readWeek'> = {
  async readWeek(context) {
    const { database, platform, at, today } = context
    const holiday = holidayOn(platform.school.school?.state as FederalState, today)
    const tasks = await allTasks(database, actorOf(context), at)
    const found = weekOf(tasks.map((task) => ({ ...task, createdOn: dateInBerlin(task.createdAt), isSecurity: isSecurityKind(task.kind) })), { today, holiday })
    // An item that can be taken as a whole names all of them; the others only a few.
    const shown = found.items.map((item) => ({ item, personIds: item.isSafe ? item.aboutPersonIds : item.aboutPersonIds.slice(0, limits.week_named_max), groupIds: item.aboutGroupIds.slice(0, limits.week_named_max) }))
    const names = await namesOf(database, shown.flatMap(({ personIds }) => personIds))
    const groupIds = shown.flatMap((one) => one.groupIds)
    const labels = new Map(groupIds.length === 0 ? [] : (await listGroups(database, schoolYearOf(today).label, { groupIds })).map((group) => [group.id, group.label]))
    return {
      items: shown.map(({ item: { taskIds: _ids, aboutPersonIds: _people, aboutGroupIds: _groups, ...item }, personIds, groupIds: some }) => ({
        ...item, people: personIds.map((id) => ({ id, displayName: names.get(id)?.displayName ?? '' })), groups: some.map((id) => ({ id, label: labels.get(id) ?? '' })),
      })),
      minutes: found.minutes, later: found.later, held: found.held, holidayUntil: holiday?.until ?? null,
    }
  },
}

async function allTasks(database: Database, actor: Actor, at: Date): Promise<OpenTask[]> {
  const tasks: OpenTask[] = []
  const offices = [...officesOf(actor, at)]
  while (tasks.length < limits.week_tasks_max) {
    const last = tasks.at(-1)
    const page = await openTasksOf(database, actor.personId, offices, last === undefined ? null : { dueOn: last.dueOn, id: last.id })
    tasks.push(...page)
    if (page.length < page_tasks) break
  }
  return tasks
}

/** The holidays of the Land that run on that day, or null. */
function holidayOn(state: FederalState, today: string): { from: string; until: string } | null {
  const { label } = schoolYearOf(today)
  return schoolHolidayPreset(state, label)?.find((period) => period.from <= today && today <= period.until) ?? null
}
