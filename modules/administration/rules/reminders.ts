/** Which reminders of appointments, offices, custody and accounts of others are due on a day. Pure. */
import { addDays, addMonths, daysBetween } from '#platform/time/calendar.ts'

/** Days before the last day at which the head is reminded of a fixed term (A8). */
export const WARN_DAYS = [60, 30, 7] as const

export type Term = { id: string; from: string; until: string | null }

/** The warning a fixed term stands at: 60, 30 or 7 days before its end, whichever came last; null while there is time, or when it is over. */
export function warningOf(term: Term, today: string): (typeof WARN_DAYS)[number] | null {
  if (term.until === null || term.until < today || term.from > today) return null
  const left = daysBetween(today, term.until)
  return [...WARN_DAYS].reverse().find((days) => left <= days) ?? null
}

/** The newest yearly day of something that goes on until it is revoked, on or before today, when nobody looked at it since; else null. */
export function yearlyDue(since: string, lookedAtOn: string | null, today: string): string | null {
  let years = 0
  while (addMonths(since, 12 * (years + 1)) <= today) years++
  if (years === 0) return null
  const due = addMonths(since, 12 * years)
  return lookedAtOn !== null && lookedAtOn >= due ? null : due
}

/** Four weeks to answer a yearly reminder. */
export function answerBy(due: string): string {
  return addDays(due, 28)
}
