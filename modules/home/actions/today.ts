/** What waits for me today. */
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { readingOf } from '#platform/tasks/reading.ts'
import { openTasksOf } from '#platform/tasks/tasks.ts'
import { timeInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'

export const today: Pick<Actions<typeof contract>, 'readToday'> = {
  async readToday(context) {
    const { platform, database, at, today: day } = context
    const actor = actorOf(context)
    const reading = readingOf(actor, platform.manifests, at)
    const tasks = (await openTasksOf(database, actor.personId, reading.offices)).filter((task) => reading.shows(task))
    const names = await namesOf(database, tasks.flatMap((task) => task.aboutPersonId ?? []))
    const groupIds = tasks.flatMap((task) => task.aboutGroupId ?? [])
    const groups = new Map(groupIds.length === 0 ? [] : (await listGroups(database, schoolYearAt(context.platform.school, day).label, { groupIds })).map((group) => [group.id, group.label]))
    return {
      today: day,
      hour: Number(timeInBerlin(at).slice(0, 2)),
      waiting: tasks.map((task) => ({
        id: task.id, kind: task.kind, dueOn: task.dueOn, isOverdue: task.dueOn !== null && task.dueOn < day, office: task.office, isForHead: reading.isForHead(task), params: task.params,
        aboutGroup: task.aboutGroupId === null ? null : { id: task.aboutGroupId, label: groups.get(task.aboutGroupId) ?? '' },
        aboutPerson: task.aboutPersonId === null ? null : { id: task.aboutPersonId, displayName: names.get(task.aboutPersonId)?.displayName ?? '' },
      })),
    }
  },
}
