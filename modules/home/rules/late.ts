/** What climbs to the head and the deputy (B15, R12.5): per office one item of the week, with kinds and numbers and without people it is about. Pure. */
import { addDays } from '#platform/time/calendar.ts'

/** Days after which an overdue task of an office climbs; reviews, which nobody waits for, have twice as long. */
export const LATE_DAYS = 7
const REVIEWS: Readonly<Record<string, number>> = { 'consent.sample': 14 }

export type LateOfOffice = { id: string; kind: string; office: string; dueOn: string | null; createdOn: string; holderIds: readonly string[]; emptySince: string | null }
/** `climbedOn`: the day from which it is the head's matter too. */
export type Climbed = LateOfOffice & { climbedOn: string }

/** The tasks that have climbed by this day. */
export function climbedOf(tasks: readonly LateOfOffice[], today: string): Climbed[] {
  return tasks.map((task) => ({ ...task, climbedOn: climbsOn(task) })).filter(({ climbedOn }) => climbedOn !== null && climbedOn <= today) as Climbed[]
}

function climbsOn({ kind, dueOn, createdOn, holderIds, emptySince }: LateOfOffice): string | null {
  const overdue = dueOn === null ? null : addDays(dueOn, (REVIEWS[kind] ?? LATE_DAYS) + 1)
  if (holderIds.length > 0) return overdue
  // Nobody is there: since the office is empty, or since there is something to do.
  const empty = emptySince !== null && emptySince > createdOn ? emptySince : createdOn
  return overdue !== null && overdue < empty ? overdue : empty
}
