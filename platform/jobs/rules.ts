/** When recurring jobs are due, and how long a failed job waits. Pure. */
import { addDays, addMonths, dateInBerlin, instantInBerlin } from '#platform/time/calendar.ts'
import type { RecurringJob } from './jobs.ts'
import { missed_dates_max, retry_wait_ms_first, retry_wait_ms_max } from './limits.ts'

type Schedule = Pick<RecurringJob, 'every' | 'at'>

/**
 * The due dates up to an instant that come after the date `last`, oldest first, at most the newest missed_dates_max. `last` null: the job never ran here,
 * then only the newest due date.
 */
export function dueDates(schedule: Schedule, last: string | null, now: Date): string[] {
  const newest = newestDue(schedule, now)
  if (last === null) return [newest]
  const dates: string[] = []
  for (let date = newest; date > last && dates.length < missed_dates_max; date = step(schedule, date, -1)) dates.unshift(date)
  return dates
}

/** The next instant after `now` at which a job is due. */
export function nextDueAt(schedule: Schedule, now: Date): Date {
  return instantInBerlin(step(schedule, newestDue(schedule, now), 1), schedule.at)
}

/** How long a job waits after its failed try number `tries`: doubling. */
export function retryWaitMs(tries: number): number {
  return Math.min(retry_wait_ms_first * 2 ** (tries - 1), retry_wait_ms_max)
}

/** What is kept and said of an error: its kind and code, never its message, which may hold names. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = (error as { code?: unknown }).code
  return `${error.constructor.name}${typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? ` ${code}` : ''}`
}

function newestDue(schedule: Schedule, now: Date): string {
  const today = dateInBerlin(now)
  const date = schedule.every === 'day' ? today : `${today.slice(0, 7)}-01`
  return instantInBerlin(date, schedule.at) <= now ? date : step(schedule, date, -1)
}

function step({ every }: Schedule, date: string, by: 1 | -1): string {
  return every === 'day' ? addDays(date, by) : addMonths(date, by)
}
