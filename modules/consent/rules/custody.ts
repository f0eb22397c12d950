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
  if (rows.some((row) => !row.custody && row.from <= date && (row.until === null || day <= row.until))) return false
  while (day <= date) {
    const row = rows.find((one) => covers(one, day))
    if (!row) return false
    if (row.until === null || row.until >= date) return true
    day = addDays(row.until, 1)
  }
  return true
}

/** Whether nobody at all has custody on record on any day of a period. */
export function isNobodyOnRecord(holders: readonly Holder[], from: string, until: string): boolean {
  return !holders.some((row) => row.custody && row.from <= until && (row.until === null || row.until >= from))
}

function covers(row: Holder, date: string): boolean {
  return row.from <= date && (row.until === null || date <= row.until)
}
