/** A pupil's times at this school. */
import type { Stay } from './records.ts'

/**
 * Whether the pupil has left by a date: the last stay that has begun is over, or there is none at all. Before the first stay
 * nothing has ended yet: forms are signed at enrolment (A4).
 */
export function hasLeft(stays: readonly Stay[], date: string): boolean {
  const begun = stays.filter(({ from }) => from <= date)
  return begun.length === 0 ? stays.length === 0 : begun.every(({ until }) => until !== null && until < date)
}

/** The last day of the pupil's latest stay that was over before a date, '' if none was: what was signed or entered by then does not revive. */
export function lastEndBefore(stays: readonly Stay[], date: string): string {
  return stays.reduce((last, { until }) => (until !== null && until < date && until > last ? until : last), '')
}
