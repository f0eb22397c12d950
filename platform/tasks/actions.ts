/** The list of one's own tasks. */
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract } from './contract.ts'
import { page_tasks } from './limits.ts'
import { readingOf } from './reading.ts'
import { cursorOf, groupsInCharge, mayName, readCursor } from './rules.ts'
import { membersAmong } from './store.ts'
import { openTasksOf } from './tasks.ts'
import type { OpenTask } from './tasks.ts'

export const actions: Actions<typeof contract> = {
  async listTasks(context, { after }) {
    const { platform, database, at, today } = context
    const actor = actorOf(context)
    const reading = readingOf(actor, platform.manifests, at)
    const page = await openTasksOf(database, actor.personId, reading.offices, after === undefined ? null : readCursor(after))
    const tasks = page.filter((task) => reading.shows(task))
    const persons = tasks.flatMap(({ aboutPersonId }) => aboutPersonId ?? [])
    const groupIds = tasks.flatMap(({ aboutGroupId }) => aboutGroupId ?? [])
    const inCharge = await membersAmong(database, persons, groupsInCharge(actor, today), today)
    const names = await namesOf(database, tasks.filter((task) => mayName(actor, task, inCharge, today)).map(({ aboutPersonId }) => aboutPersonId!))
    const groups = groupIds.length === 0 ? [] : await listGroups(database, schoolYearAt(context.platform.school, today).label, { groupIds })
    const labels = new Map(groups.map(({ id, label }) => [id, label]))
    const nameIn = (task: OpenTask) => (mayName(actor, task, inCharge, today) ? (names.get(task.aboutPersonId!)?.displayName ?? null) : null)
    const last = page.at(-1)
    return {
      tasks: tasks.map((task) => ({
        id: task.id, kind: task.kind, params: task.params, office: task.office, isForHead: reading.isForHead(task), dueOn: task.dueOn, createdAt: task.createdAt.toISOString(),
        isOverdue: task.dueOn !== null && task.dueOn < today,
        aboutGroup: task.aboutGroupId === null ? null : { id: task.aboutGroupId, label: labels.get(task.aboutGroupId) ?? '' },
        aboutPerson: task.aboutPersonId === null ? null : { id: task.aboutPersonId, displayName: nameIn(task) },
      })),
      after: page.length === page_tasks && last ? cursorOf(last) : null,
    }
  },
}
