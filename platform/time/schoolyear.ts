/** School years and school days. A school keeps both as its own dates; what stands here are the presets of its Land (requirements 3.0, R12.10). */
import { addDays, isDate, weekday } from './calendar.ts'
import { type FederalState, publicHolidayOn } from './holidays.ts'
import { school_day_search_days_max } from './limits.ts'

/** A school year from its first to its last day, named '2026/27'. */
export type SchoolYear = { label: string; start: string; end: string }

/** Days without school, first and last day. `kind` names the preset in texts.de.ts (`closed_<kind>`); `own` is what the school entered. */
export type ClosedPeriod = { from: string; until: string; kind: ClosedKind }
export type ClosedKind = 'autumn' | 'christmas' | 'winter' | 'easter' | 'whitsun' | 'summer' | 'day_off' | 'own'

/** What decides which days are school days: the Land for its public holidays, and the school's table of holidays. */
export type SchoolCalendar = { state: FederalState; closed: readonly ClosedPeriod[] }

/** The first day of the school year in all Länder ('MM-DD'); it ends on the day before (Hamburg agreement; § 28 NSchG). */
export const schoolyear_start_preset = '08-01'

/**
 * The school year a date belongs to. `own` are years whose dates the school has set itself (a ministry may deviate); all
 * others begin on `start`. A date between the end of one year and the start of the next still belongs to the first.
 */
export function schoolYearOf(date: string, own: readonly SchoolYear[] = [], start = schoolyear_start_preset): SchoolYear {
  if (!isDate(date)) throw new RangeError(`Not a calendar date (YYYY-MM-DD): ${JSON.stringify(date)}`)
  const year = Number(date.slice(0, 4))
  const candidates = [year + 1, year, year - 1].map((first) => schoolYearFrom(first, own, start))
  return candidates.find((one) => one.start <= date)!
}

/** The school year named '2026/27'; null when the text is no such name. */
export function schoolYearNamed(label: string, own: readonly SchoolYear[] = [], start = schoolyear_start_preset): SchoolYear | null {
  const first = Number(label.slice(0, 4))
  return /^(19|20|21)\d\d\/\d\d$/.test(label) && label === labelOf(first) && isDate(`${first}-${start}`) ? schoolYearFrom(first, own, start) : null
}

/** The school year after another one (before it with -1). */
export function schoolYearAfter(one: SchoolYear, years = 1, own: readonly SchoolYear[] = [], start = schoolyear_start_preset): SchoolYear {
  return schoolYearFrom(Number(one.label.slice(0, 4)) + years, own, start)
}

/** Whether there is school on a date: Monday to Friday, no public holiday of the Land, not in the school's table of holidays. */
export function isSchoolDay(date: string, calendar: SchoolCalendar): boolean {
  if (weekday(date) > 5 || publicHolidayOn(date, calendar.state)) return false
  return !calendar.closed.some((period) => period.from <= date && date <= period.until)
}

/** The first school day on a date or after it. RangeError when the table of holidays leaves none within a year. */
export function schoolDayFrom(date: string, calendar: SchoolCalendar): string {
  for (let ahead = 0; ahead <= school_day_search_days_max; ahead++) {
    const day = addDays(date, ahead)
    if (isSchoolDay(day, calendar)) return day
  }
  throw new RangeError(`No school day within ${school_day_search_days_max} days from ${date}: check the table of holidays.`)
}

/** The `days`-th school day after a date; the date itself is not counted, so 0 is the date itself even when there is no school. */
export function addSchoolDays(date: string, days: number, calendar: SchoolCalendar): string {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`School days are counted forward in whole days: ${days}`)
  let day = date
  for (let n = 0; n < days; n++) day = schoolDayFrom(addDays(day, 1), calendar)
  return day
}

function schoolYearFrom(first: number, own: readonly SchoolYear[], start: string): SchoolYear {
  const label = labelOf(first)
  return own.find((one) => one.label === label) ?? { label, start: addDays(`${first}-${start}`, 0), end: addDays(`${first + 1}-${start}`, -1) }
}

function labelOf(first: number): string {
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`
}
