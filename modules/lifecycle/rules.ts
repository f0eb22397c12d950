/** The days of a deleted account (R12.4, requirements 3.0): calendar dates, the day of the deletion is not counted. Pure. */
import type { PersonType } from '#platform/access/vocabulary.ts'
import { addDays, lastRestoreDay } from '#platform/time/calendar.ts'

/** The last day on which an account can be restored, for a deletion on `deletedOn`. */
export function lastDayOf(deletedOn: string, restore_days: number): string {
  return lastRestoreDay(deletedOn, restore_days)
}

/** True from the day after the last one on, whether the purge has run or not. */
export function isOver(restorableUntil: string, today: string): boolean {
  return today > restorableUntil
}

/** The day from which a leaver's account is deleted: the day after the last one; staff have some days to hand over what is the school's (A16). */
export function deletedFrom(type: PersonType, exitOn: string, staff_days: number): string {
  return addDays(exitOn, 1 + (type === 'teacher' || type === 'staff' ? staff_days : 0))
}
