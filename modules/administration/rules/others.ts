/** R10.2: how long accounts of others may go on. Pure. */
import { addDays, addMonths } from '#platform/time/calendar.ts'

/** The last day that is proposed: end of the school year and so many months. */
export function proposedEnd(schoolYearEnd: string, months: number): string {
  return addMonths(schoolYearEnd, months)
}

/** Why a term can not be, or null: it must have an end, lie ahead, and not go beyond the end that is usual by more than a school year. */
export function faultOfOtherTerm({ from, until, today, proposed }: { from: string; until: string; today: string; proposed: string }): string | null {
  if (until < from || until < today) return 'appointment_term'
  return until > addDays(addMonths(proposed, 12), 0) ? 'other_term_too_long' : null
}
