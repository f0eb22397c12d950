/** Tasks of head and data protection officer: exactly one per open case and office, following from the records of the case. */
import type { Office } from '#platform/access/vocabulary.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTasks, openTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { limits } from './limits.ts'
import { deadlineOf, waitOf } from './rules.ts'
import type { Answered, Wait } from './rules.ts'

export const RAISED = 'incident.raised'
export const DEADLINE = 'incident.deadline'
export const FINISH = 'incident.finish'

/** Who leads a case. The deputy reads the head's tasks, in representation (A8). */
const LEADERS = ['head', 'officer'] as const satisfies readonly Office[]

export type Standing = { id: string; detectedAt: Date; isClosed: boolean; authority: Answered; rung: readonly number[] }

/** Brings the tasks of a case in line with its records: what is settled or has grown more urgent is closed, what waits now is open. */
export async function followCase(w: Write, standing: Standing): Promise<void> {
  const wait = waitOf(standing)
  const wanted = wait === null ? [] : LEADERS.map((office) => ({ office, ...placeOf(standing.id, wait, office) }))
  const keys = new Set(wanted.map(({ key }) => key))
  const all: Wait[] = [{ kind: 'raised' }, { kind: 'finish' }, ...limits.alarm_hours.map((hours) => ({ kind: 'deadline' as const, hours }))]
  const others = all.flatMap((one) => LEADERS.map((office) => placeOf(standing.id, one, office))).filter(({ key }) => !keys.has(key))
  await closeTasks(w, others, wait === null ? 'closed' : 'superseded')
  const deadline = deadlineOf(standing.detectedAt)
  for (const { office, kind, key } of wanted) {
    await openTask(w, { kind, key, for: { office }, params: { case: standing.id, until: deadline.getTime(), ...(wait?.kind === 'deadline' && { hours: wait.hours }) }, dueOn: kind === FINISH ? null : dateInBerlin(deadline) })
  }
}

function placeOf(caseId: string, wait: Wait, office: Office): { kind: string; key: string } {
  switch (wait.kind) {
    case 'raised': return { kind: RAISED, key: `${caseId}:raised:${office}` }
    case 'deadline': return { kind: DEADLINE, key: `${caseId}:${wait.hours}:${office}` }
    case 'finish': return { kind: FINISH, key: `${caseId}:finish:${office}` }
  }
}
