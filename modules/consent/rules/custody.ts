/** Who has custody on which days, from the school's records of guardianship. */
import { addDays } from '#platform/time/calendar.ts'
import type { Holder } from './records.ts'

/** The persons with custody on a date: they are who must declare (A3). In the order of the records, each once. */
export function custodyHolders(holders: readonly Holder[], date: string): readonly string[] {
  return [...new Set(holders.filter((row) => row.custody && covers(row, date)).map((row) => row.guardianId))]
}

/** Whether a person has custody on a date, with no record that says the contrary. */
export function hasCustody(holders: readonly Holder[], guardianId: string, date: string): boolean {
  const rows = holders.filter((row) => row.guardianId === guardianId && covers(row, date))
  return rows.length > 0 && rows.every((row) => row.custody)
}

/**
 * Whether a declaration of a person, signed on one date and entered on another, is still carried by custody on `date`: a parent
 * without custody cannot grant, and what was granted ends with custody and does not revive with it. Custody must be on record
 * on every day from the signature on; only of days before the school's first record of this person nothing is known, so a form
 * signed at enrolment and linked after the import counts (A4).
 */
export function custodyCarries(holders: readonly Holder[], guardianId: string, signedOn: string, enteredOn: string, date: string): boolean {
  const rows = holders.filter((row) => row.guardianId === guardianId)
  const first = rows.reduce<string | null>((earliest, row) => (earliest === null || row.from < earliest ? row.from : earliest), null)
  if (first === null || first > enteredOn) return false
  let day = signedOn > first ? signedOn : first
  while (day <= date) {
    const now = day
    if (!hasCustody(holders, guardianId, now)) return false
    const nextEdge = rows.flatMap((row) => [row.from, ...(row.until === null ? [] : [addDays(row.until, 1)])]).filter((edge) => edge > now).sort()[0]
    if (nextEdge === undefined) return true
    day = nextEdge
  }
  return true
}

function covers(row: Holder, date: string): boolean {
  return row.from <= date && (row.until === null || date <= row.until)
}
