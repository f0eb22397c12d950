/**
 * The calendar of Germany on plain dates. A date is a string 'YYYY-MM-DD' and means a day in Europe/Berlin; an instant is a Date.
 * In periods of dates `from` is the first and `until` the last day that belongs to them.
 * All time rules of the instruction run on dates, never on multiples of 24 hours (requirements 3.0), so the two days a year
 * that have 23 and 25 hours cannot shift a result.
 */
import { offset_days_max, year_max, year_min } from './limits.ts'

const MS_DAY = 86_400_000

/** Whether the text is a real calendar date 'YYYY-MM-DD' in the years of limits.ts; '2026-02-29' is none. */
export function isDate(text: string): boolean {
  return numberOf(text) !== null
}

/** The date on the calendars of Berlin at an instant. */
export function dateInBerlin(at: Date): string {
  return dateOf(Math.floor((at.getTime() + offsetMs(at.getTime())) / MS_DAY))
}

/** The time on the clocks of Berlin at an instant, 'HH:MM'. */
export function timeInBerlin(at: Date): string {
  return new Date(at.getTime() + offsetMs(at.getTime())).toISOString().slice(11, 16)
}

/**
 * The instant at which the clocks of Berlin show a date and a time ('HH:MM' or 'HH:MM:SS'). Of a time that exists twice in
 * autumn the first is meant; a time that is skipped in spring means the same span after the change. RangeError on bad input.
 */
export function instantInBerlin(date: string, time: string): Date {
  const parts = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(time)
  if (!parts) throw new RangeError(`Not a time of day (HH:MM): ${JSON.stringify(time)}`)
  const shown = dayNumber(date) * MS_DAY + (Number(parts[1]) * 3_600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)) * 1_000
  const before = offsetMs(shown - MS_DAY)
  const after = offsetMs(shown + MS_DAY)
  const isBefore = offsetMs(shown - before) === before || offsetMs(shown - after) !== after
  return new Date(shown - (isBefore ? before : after))
}

/** The instant of 00:00 Berlin at the beginning of a date. RangeError if it is no date. */
export function startOfDay(date: string): Date {
  return instantInBerlin(date, '00:00')
}

/** The date `days` later (earlier when negative). RangeError if it is no date or leaves the years of limits.ts. */
export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + days)
}

/** The same day of the month `months` later, or the month's last day where that day is missing (§ 188 (2), (3) BGB). */
export function addMonths(date: string, months: number): string {
  const { year, month, day } = partsOf(date)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return checked(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(day, last))
}

/** How many days `to` is later than `from`; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** Day of the week: 1 Monday ... 7 Sunday. 1 January 1970 was a Thursday. */
export function weekday(date: string): number {
  return ((((dayNumber(date) + 3) % 7) + 7) % 7) + 1
}

/**
 * The day on which somebody born on `birthDate` comes of age at 00:00: the day of birth counts (§§ 187 (2), 188 (2) BGB),
 * and who was born on 29 February comes of age on 1 March.
 */
export function majorityDate(birthDate: string): string {
  return birthdayIn(birthDate, 18)
}

/**
 * The birthday on which a pupil reaches an age, counted back from the majority date, because the birth date itself is not kept.
 * For somebody born on 29 February the answer is 1 March also in leap years: one day late, at ages 16, 12, 8 and 4 only.
 */
export function dateOfAge(majority: string, age_years: number): string {
  return birthdayIn(majority, age_years - 18)
}

/** The last day on which a deletion of day `deletedOn` can be taken back; the day itself is not counted (§ 187 (1) BGB). Clause 12: 90 days. */
export function lastRestoreDay(deletedOn: string, restore_days = 90): string {
  return addDays(deletedOn, restore_days)
}

/** The day at whose 00:00 what was deleted on `deletedOn` is purged: the day after the last restore day. */
export function purgeDate(deletedOn: string, restore_days = 90): string {
  return addDays(lastRestoreDay(deletedOn, restore_days), 1)
}

/** The last day of the month that begins after `date`; never moved for weekends. Clause 12: the query after the school year. */
export function oneMonthAfter(date: string): string {
  return addMonths(date, 1)
}

/** Reads 'T.M.JJJJ' as lists and forms write it ('01.08.2026', '1.8.2026'); null for everything else, also for two-digit years. */
export function parseGermanDate(text: string): string | null {
  const parts = /^\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*$/.exec(text)
  if (!parts) return null
  const date = `${parts[3]}-${parts[2]!.padStart(2, '0')}-${parts[1]!.padStart(2, '0')}`
  return isDate(date) ? date : null
}

/** '2026-08-01' as '01.08.2026'; `long` with the names of weekday and month as German writes them. */
export function formatGermanDate(date: string, length: 'short' | 'long' = 'short'): string {
  const { year, month, day } = partsOf(date)
  if (length === 'short') return `${two(day)}.${two(month)}.${year}`
  return longFormat().format(new Date(Date.UTC(year, month - 1, day)))
}

type Parts = { year: number; month: number; day: number }

/** A birthday so many years later or earlier; where 29 February is missing it is 1 March. */
function birthdayIn(date: string, years: number): string {
  const { year, month, day } = partsOf(date)
  const later = new Date(Date.UTC(year + years, month - 1, day))
  return checked(later.getUTCFullYear(), later.getUTCMonth() + 1, later.getUTCDate())
}

function dayNumber(date: string): number {
  const number = numberOf(date)
  if (number === null) throw new RangeError(`Not a calendar date (YYYY-MM-DD, ${year_min}-${year_max}): ${JSON.stringify(date)}`)
  return number
}

/** Days since 1 January 1970, or null if the text is no calendar date. */
function numberOf(text: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!found) return null
  const year = Number(found[1])
  if (year < year_min || year > year_max) return null
  const ms = Date.UTC(year, Number(found[2]) - 1, Number(found[3]))
  const date = new Date(ms)
  return date.getUTCMonth() + 1 === Number(found[2]) && date.getUTCDate() === Number(found[3]) ? ms / MS_DAY : null
}

function partsOf(date: string): Parts {
  dayNumber(date)
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

function dateOf(day: number): string {
  const date = new Date(day * MS_DAY)
  if (Number.isNaN(date.getTime())) throw new RangeError(`Not a day of the calendar: ${day}`)
  return checked(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

function checked(year: number, month: number, day: number): string {
  if (!(year >= year_min && year <= year_max)) throw new RangeError(`The date leaves the years ${year_min}-${year_max}: ${year}-${two(month)}-${two(day)}`)
  return `${year}-${two(month)}-${two(day)}`
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

/** Offset of Berlin by UTC day, for days without a change of the clocks; `null` marks the days with one. */
const offsets = new Map<number, number | null>()

/**
 * How far the clocks of Berlin are ahead of UTC at an instant, in ms. The zone's own table (Intl) is asked, so a change of the
 * law arrives with the runtime; asking is slow, so the answer is kept for each day on which it is the same from end to end.
 */
function offsetMs(ms: number): number {
  const day = Math.floor(ms / MS_DAY)
  const known = offsets.get(day)
  if (known !== undefined) return known ?? lookUpOffsetMs(ms)
  if (offsets.size >= offset_days_max) offsets.clear()
  const first = lookUpOffsetMs(day * MS_DAY)
  const isSteady = first === lookUpOffsetMs((day + 1) * MS_DAY)
  offsets.set(day, isSteady ? first : null)
  return isSteady ? first : lookUpOffsetMs(ms)
}

let berlin: Intl.DateTimeFormat | undefined
let long: Intl.DateTimeFormat | undefined

function lookUpOffsetMs(ms: number): number {
  if (!Number.isFinite(ms)) throw new RangeError('Not an instant')
  berlin ??= new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const shown: Record<string, number> = {}
  for (const part of berlin.formatToParts(ms)) shown[part.type] = Number(part.value)
  const asUtc = Date.UTC(shown['year']!, shown['month']! - 1, shown['day']!, shown['hour']!, shown['minute']!, shown['second']!)
  return asUtc - Math.floor(ms / 1_000) * 1_000
}

function longFormat(): Intl.DateTimeFormat {
  return (long ??= new Intl.DateTimeFormat('de-DE', { timeZone: 'UTC', dateStyle: 'full' }))
}
