/** Numbers, sizes, dates and times the German way. Pure: what is "today" comes in, instants are shown in the school's time zone. */
import { dateInBerlin, daysBetween, formatGermanDate, timeInBerlin } from '#platform/time/calendar.ts'

const ZONE = 'Europe/Berlin'
const time = new Intl.DateTimeFormat('de', { timeZone: ZONE, hour: 'numeric', minute: '2-digit' })
const dayLong = new Intl.DateTimeFormat('de', { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' })
const dayAndYear = new Intl.DateTimeFormat('de', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' })
const monthAndYear = new Intl.DateTimeFormat('de', { timeZone: 'UTC', month: 'long', year: 'numeric' })
const weekday = new Intl.DateTimeFormat('de', { timeZone: 'UTC', weekday: 'long' })
const numeral = new Intl.NumberFormat('de')
const short = new Intl.NumberFormat('de', { maximumFractionDigits: 1 })

/** '7:42' of an instant. */
export function formatTime(at: Date | string): string {
  return time.format(new Date(at))
}

/** Calendar date 'YYYY-MM-DD' of an instant at the school. */
export function dayOf(at: Date | string): string {
  return dateInBerlin(new Date(at))
}

/** Hour of the day, 0 to 23, of an instant at the school. */
export function hourOf(at: Date | string): number {
  return Number(timeInBerlin(new Date(at)).slice(0, 2))
}

/** '23.11.2026' of a calendar date. */
export function formatDate(day: string): string {
  return formatGermanDate(day)
}

/** 'Montag, 23. November' of a calendar date. */
export function formatDay(day: string): string {
  return dayLong.format(new Date(`${day}T00:00:00Z`))
}

/** '23. November 2026' of a calendar date. */
export function formatDateLong(day: string): string {
  return dayAndYear.format(new Date(`${day}T00:00:00Z`))
}

/** 'November 2026' of a month 'YYYY-MM'. */
export function formatMonth(month: string): string {
  return monthAndYear.format(new Date(`${month}-01T00:00:00Z`))
}

/** How lists name a moment: '7:42' today, 'gestern', 'Freitag' within the last week, else '03.11.2026'. */
export function formatWhen(at: Date | string, today: string): string {
  const day = dayOf(at)
  const days = daysBetween(day, today)
  if (days === 0) return formatTime(at)
  if (days === 1) return 'gestern'
  if (days > 1 && days < 7) return weekday.format(new Date(`${day}T00:00:00Z`))
  return formatDate(day)
}

/** Day and time, for what ends or happened at a minute: '25.11.2026, 7:50'. */
export function formatMoment(at: Date | string): string {
  return `${formatDate(dayOf(at))}, ${formatTime(at)}`
}

/** How a divider names a calendar date: 'Heute', 'Gestern', else 'Montag, 23. November', with the year when it is another one. */
export function formatDivider(day: string, today: string): string {
  const days = daysBetween(day, today)
  if (days === 0) return 'Heute'
  if (days === 1) return 'Gestern'
  return day.slice(0, 4) === today.slice(0, 4) ? formatDay(day) : formatDateLong(day)
}

export function formatNumber(n: number): string {
  return numeral.format(n)
}

/** '3,4 MB': powers of 1000, as files are sold and shown elsewhere. */
export function formatBytes(size_bytes: number): string {
  const units = ['Byte', 'kB', 'MB', 'GB', 'TB']
  let power = 0
  let value = size_bytes
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000
    power += 1
  }
  return `${short.format(value)} ${units[power]}`
}

/** 'noch 2 Minuten', 'noch 20 Sekunden': rounded up so that it never promises too much. */
export function formatRemaining(seconds: number): string {
  if (seconds < 10) return 'gleich fertig'
  if (seconds < 90) return `noch ${Math.ceil(seconds / 10) * 10} Sekunden`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `noch ${minutes} Minuten` : `noch ${short.format(minutes / 60)} Stunden`
}
