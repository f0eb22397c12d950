/** Calendar dates as programs write them, and the day of majority. Dates are 'YYYY-MM-DD' in Europe/Berlin; nothing here knows what time it is. */

/**
 * Reads `D.M.YYYY`, `D.M.YY` and `YYYY-MM-DD`, each also with a time of day behind it. A year of two digits becomes the last such year that is
 * not after the year of `today`. Null for everything else and for days that do not exist (31.02., 29.02. of a common year).
 */
export function readDate(text: string, today: string): string | null {
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?: 0?0:00(?::00)?)?$/.exec(text)
  if (german) return dateOf(fullYear(german[3]!, today), Number(german[2]), Number(german[1]))
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)
  return iso ? dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3])) : null
}

/** The day from 00:00 on which a person is of age: the 18th birthday; who is born on 29 February, on 1 March (requirements 3.0, § 188(2) BGB). */
export function majorityOf(birthDate: string): string {
  const year = Number(birthDate.slice(0, 4)) + 18
  return birthDate.endsWith('-02-29') && !isLeapYear(year) ? `${pad(year, 4)}-03-01` : `${pad(year, 4)}${birthDate.slice(4)}`
}

/** The same day `years` later (or earlier, when negative); 29 February becomes 28 February in a common year. */
export function shiftYears(date: string, years: number): string {
  const year = Number(date.slice(0, 4)) + years
  return date.endsWith('-02-29') && !isLeapYear(year) ? `${pad(year, 4)}-02-28` : `${pad(year, 4)}${date.slice(4)}`
}

function fullYear(text: string, today: string): number {
  if (text.length === 4) return Number(text)
  const thisYear = Number(today.slice(0, 4))
  const year = thisYear - (thisYear % 100) + Number(text)
  return year > thisYear ? year - 100 : year
}

function dateOf(year: number, month: number, day: number): string | null {
  const days = month === 2 && isLeapYear(year) ? 29 : (daysOfMonth[month - 1] ?? 0)
  return year >= 1 && day >= 1 && day <= days ? `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` : null
}

const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function pad(n: number, digits: number): string {
  return String(n).padStart(digits, '0')
}
