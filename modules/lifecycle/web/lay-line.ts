/** Where days lie on a time line: pure. */
import { daysBetween } from '#platform/time/calendar.ts'

export type Axis = { from: string; until: string }

/** The place of a day on the line, from 0 at its beginning to 100 at its end; days outside lie at its ends. A line of one day begins and ends there. */
export function placeOf(day: string, { from, until }: Axis): number {
  const length = daysBetween(from, until)
  if (length <= 0) return day < from ? 0 : 100
  return Math.min(100, Math.max(0, (daysBetween(from, day) / length) * 100))
}

/** One line for all leavers, so that they can be compared: from today, or from the earliest last day that is past, to the latest deletion; where nobody is deleted by itself, to the latest last day. */
export function axisOfLeavers(leavers: readonly { exitOn: string; deletedFrom: string | null }[], today: string): Axis {
  return {
    from: leavers.reduce((first, { exitOn }) => (exitOn < first ? exitOn : first), today),
    until: leavers.map(({ exitOn, deletedFrom }) => deletedFrom ?? exitOn).reduce((last, end) => (end > last ? end : last), today),
  }
}
