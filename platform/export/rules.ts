/** When an export is offered, how long it can be fetched, whose content a guardian gets. Pure. */
import { addDays, dateOfAge, daysBetween } from '#platform/time/calendar.ts'
import { content_age_years, keep_days, offer_days } from './limits.ts'

/** The last day on which a finished export can be fetched. */
export function lastDayOf(endedOn: string): string {
  return addDays(endedOn, keep_days)
}

/**
 * R11, A18: the stage of the offer before the last day at school: 28, 7 or 1 days before it, until the next stage; null before and after. `since`: the day on which
 * this stage began; whoever has asked for an export from then on is not reminded of it again before the next.
 */
export function offerOf(exitOn: string | null, today: string): { stage: number; since: string; daysLeft: number } | null {
  if (exitOn === null || exitOn < today) return null
  const daysLeft = daysBetween(today, exitOn)
  const stage = [...offer_days].reverse().find((days) => daysLeft <= days)
  return stage === undefined ? null : { stage, since: addDays(exitOn, -stage), daysLeft }
}

/** opt:export.guardian_content: the child is below the age. Without a known day of majority nobody is taken for young. */
export function isBelowContentAge(majorityOn: string | null, today: string): boolean {
  return majorityOn !== null && today < dateOfAge(majorityOn, content_age_years)
}
