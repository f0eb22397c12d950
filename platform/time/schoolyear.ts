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
 * The school year a date belongs to. `own` are years whose dates the school has set itself (a ministry may deviate, a vocational school may begin in
 * February); another one begins on `start`, or on the day after one of the school's that is longer, and ends where the school's next one begins. A date
 * between the end of one year and the start of the next still belongs to the first. On the server it is asked as `schoolYearAt` (platform/school), so that
 * nobody forgets the school's own dates.
 */
export function schoolYearOf(date: string, own: readonly SchoolYear[], start = schoolyear_start_preset): SchoolYear {
  if (!isDate(date)) throw new RangeError(`Not a calendar date (YYYY-MM-DD): ${JSON.stringify(date)}`)
  const year = Number(date.slice(0, 4))
  // A year may begin as late as the end of the one it is named after, and be followed late by the next: two back is needed in a January.
  const candidates = [year + 1, year, year - 1, year - 2].map((first) => schoolYearFrom(first, own, start))
  return candidates.find((one) => one.start <= date)!
}

/** The school year as the Land has it: what a school begins with that has entered nothing yet. */
export function presetSchoolYear(date: string): SchoolYear {
  return schoolYearOf(date, [])
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
  const entered = own.find((one) => one.label === label)
  if (entered) return entered
  const [begin, next] = [beginOf(first, own, start), own.find((one) => one.label === labelOf(first + 1))]
  const end = addDays(next?.start ?? beginOf(first + 1, own, start), -1)
  return { label, start: begin, end }
}

/** The first day of a year without entered dates: the preset, unless the year before it, the school's own or one that follows from it, lasts longer. */
function beginOf(first: number, own: readonly SchoolYear[], start: string): string {
  const preset = addDays(`${first}-${start}`, 0)
  const before = own.filter((one) => one.label < labelOf(first)).sort((a, b) => (a.label < b.label ? -1 : 1)).at(-1)
  if (before === undefined) return preset
  // The day after it, as many years later as lie between: who begins in September does so until other dates are entered.
  const after = addDays(before.end, 1)
  const later = yearsLater(after, first - Number(before.label.slice(0, 4)) - 1)
  return later > preset ? later : preset
}

/** The same day some years later; 29 February is 1 March where there is none. */
function yearsLater(date: string, years: number): string {
  const day = `${Number(date.slice(0, 4)) + years}${date.slice(4)}`
  return isDate(day) ? day : addDays(`${day.slice(0, 4)}-03-01`, 0)
}

function labelOf(first: number): string {
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`
}
