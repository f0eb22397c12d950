/** Calendar dates as school programs write them. Dates are 'YYYY-MM-DD' in Europe/Berlin; nothing here knows what time it is. */
import { isDate } from '#platform/time/calendar.ts'

/**
 * Reads `D.M.YYYY`, `D.M.YY` and `YYYY-MM-DD`, each also with midnight behind it. A year of two digits becomes the last such year that is not
 * after the year of `latest` (today for birthdays, later for plans). Null for everything else and for days that do not exist (31.02.).
 */
export function readDate(text: string, latest: string): string | null {
  const german = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4}|\d{2})(?: 0?0:00(?::00)?)?$/.exec(text)
  if (german) return real(`${fullYear(german[3]!, latest)}-${german[2]!.padStart(2, '0')}-${german[1]!.padStart(2, '0')}`)
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/.exec(text)
  return iso ? real(iso[1]!) : null
}

function fullYear(text: string, latest: string): string {
  if (text.length === 4) return text
  const last = Number(latest.slice(0, 4))
  const year = last - (last % 100) + Number(text)
  return String(year > last ? year - 100 : year)
}

function real(date: string): string | null {
  return isDate(date) ? date : null
}
