/**
 * School holidays as a preset for the school's own table, which the school checks and edits. Dates are not worked out but
 * decided by each Land, so only those stand here on which two independent public lists agreed (state: November 2026), for
 * schools of general education; islands, vocational schools and the days a school may place freely differ.
 */
import type { FederalState } from './holidays.ts'
import { bwToMv } from './schoolholidays/bw-to-mv.ts'
import { niToTh } from './schoolholidays/ni-to-th.ts'
import type { ClosedPeriod } from './schoolyear.ts'

/** The preset for a school year of a Land ('2026/27'), in order of date; null where none is known and the school has to enter its own. */
export function schoolHolidayPreset(state: FederalState, label: string): readonly ClosedPeriod[] | null {
  const rows = (bwToMv[state] ?? niToTh[state])?.[label]
  return rows ? rows.map(([kind, from, until = from]) => ({ kind, from, until })) : null
}
