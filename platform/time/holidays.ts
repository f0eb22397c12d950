/** Public holidays of the Länder, worked out; days that only some communities keep (Augsburg, Catholic parts of BY, SN, TH) are not among them. */
import { addDays, weekday } from './calendar.ts'

export const federalStates = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const
export type FederalState = (typeof federalStates)[number]

/** The names people see stand in texts.de.ts under `holiday_<name>`. */
export type PublicHolidayName = (typeof rules)[number]['name'] | 'liberation_day' | 'uprising_day'
export type PublicHoliday = { date: string; name: PublicHolidayName }

/** The public holidays of a Land in a calendar year, in order of date. Right from 2019 on; RangeError for years outside limits.ts. */
export function publicHolidays(state: FederalState, year: number): readonly PublicHoliday[] {
  const key = `${state}${year}`
  const known = worked.get(key)
  if (known) return known
  const holidays = workOut(state, year)
  // Sixteen Länder and a lifetime of years at most: small enough to be kept.
  worked.set(key, holidays)
  return holidays
}

/** The public holiday a date is in this Land, or null. */
export function publicHolidayOn(date: string, state: FederalState): PublicHoliday | null {
  return publicHolidays(state, Number(date.slice(0, 4))).find((holiday) => holiday.date === date) ?? null
}

/** Easter Sunday of a year of the Gregorian calendar (the anonymous computation of 1876). */
export function easterSunday(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - shift + 15) % 30
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * sunday) / 451)
  const dayOfMarch = epact + sunday - 7 * late + 22
  return addDays(`${year}-03-01`, dayOfMarch - 1)
}

const worked = new Map<string, readonly PublicHoliday[]>()

type Day = { on: string } | { easter: number } | { repentance: true }

/** `in`: only in these Länder; `since`: first year. Day: month and day, days after Easter Sunday, or the Wednesday before 23 November. */
const rules = [
  { name: 'new_year', day: { on: '01-01' } },
  { name: 'epiphany', day: { on: '01-06' }, in: ['BW', 'BY', 'ST'] },
  { name: 'womens_day', day: { on: '03-08' }, in: ['BE'], since: 2019 },
  { name: 'womens_day', day: { on: '03-08' }, in: ['MV'], since: 2023 },
  { name: 'good_friday', day: { easter: -2 } },
  { name: 'easter_sunday', day: { easter: 0 }, in: ['BB'] },
  { name: 'easter_monday', day: { easter: 1 } },
  { name: 'labour_day', day: { on: '05-01' } },
  { name: 'ascension', day: { easter: 39 } },
  { name: 'whit_sunday', day: { easter: 49 }, in: ['BB'] },
  { name: 'whit_monday', day: { easter: 50 } },
  { name: 'corpus_christi', day: { easter: 60 }, in: ['BW', 'BY', 'HE', 'NW', 'RP', 'SL'] },
  { name: 'assumption', day: { on: '08-15' }, in: ['SL'] },
  { name: 'childrens_day', day: { on: '09-20' }, in: ['TH'], since: 2019 },
  { name: 'unity_day', day: { on: '10-03' } },
  { name: 'reformation_day', day: { on: '10-31' }, in: ['BB', 'MV', 'SN', 'ST', 'TH'] },
  { name: 'reformation_day', day: { on: '10-31' }, in: ['HB', 'HH', 'NI', 'SH'], since: 2018 },
  { name: 'all_saints', day: { on: '11-01' }, in: ['BW', 'BY', 'NW', 'RP', 'SL'] },
  { name: 'repentance_day', day: { repentance: true }, in: ['SN'] },
  { name: 'christmas_day', day: { on: '12-25' } },
  { name: 'boxing_day', day: { on: '12-26' } },
] as const satisfies readonly { name: string; day: Day; in?: readonly FederalState[]; since?: number }[]

/** Days that a Land gave once. */
const once: readonly (PublicHoliday & { state: FederalState })[] = [
  { state: 'BE', date: '2020-05-08', name: 'liberation_day' },
  { state: 'BE', date: '2025-05-08', name: 'liberation_day' },
  { state: 'BE', date: '2028-06-17', name: 'uprising_day' },
]

function workOut(state: FederalState, year: number): readonly PublicHoliday[] {
  const kept = rules.filter((rule) => (!('in' in rule) || (rule.in as readonly FederalState[]).includes(state)) && (!('since' in rule) || year >= rule.since))
  const yearly = kept.map((rule): PublicHoliday => ({ name: rule.name, date: dateOf(rule.day, year) }))
  const given = once.filter((day) => day.state === state && day.date.startsWith(`${year}-`)).map(({ date, name }) => ({ date, name }))
  return [...yearly, ...given].sort((a, b) => (a.date < b.date ? -1 : 1))
}

function dateOf(day: Day, year: number): string {
  if ('on' in day) return addDays(`${year}-${day.on}`, 0)
  if ('easter' in day) return addDays(easterSunday(year), day.easter)
  return addDays(`${year}-11-22`, -((weekday(`${year}-11-22`) + 4) % 7))
}
