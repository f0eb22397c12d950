/** The 72 hours, and what still waits in a case. Pure. */
import { limits } from './limits.ts'

export const CATEGORIES = ['names', 'contact', 'accounts', 'messages', 'school_records', 'pictures', 'health', 'other'] as const
export type DataCategory = (typeof CATEGORIES)[number]
export const RISKS = ['none', 'risk', 'high'] as const
export type Risk = (typeof RISKS)[number]
/** Is the authority told; are the people concerned told. */
export const QUESTIONS = ['authority', 'affected'] as const
export type Question = (typeof QUESTIONS)[number]

const HOUR_MS = 3_600_000

/** The instant so many elapsed hours later: the hours of the clock on the wall are other ones twice a year, those of the period are not. */
export function hoursAfter(detectedAt: Date, hours: number): Date {
  return new Date(detectedAt.getTime() + hours * HOUR_MS)
}

export function deadlineOf(detectedAt: Date): Date {
  return hoursAfter(detectedAt, limits.report_hours)
}

/** Whether that instant is in time. The 72nd hour belongs to the period as a whole. */
export function isLate(detectedAt: Date, at: Date): boolean {
  return at > deadlineOf(detectedAt)
}

/** Alarms that have come by now and did not ring yet, in their order. */
export function alarmsDue(detectedAt: Date, rung: readonly number[], at: Date): number[] {
  return limits.alarm_hours.filter((hours) => !rung.includes(hours) && hoursAfter(detectedAt, hours) <= at)
}

/** When the next alarm rings; null after the last one. */
export function nextAlarmAt(detectedAt: Date, rung: readonly number[]): Date | null {
  const next = limits.alarm_hours.find((hours) => !rung.includes(hours))
  return next === undefined ? null : hoursAfter(detectedAt, next)
}

/** What is known of one of the two questions. */
export type Answered = { decision: { isYes: boolean } | null; isReported: boolean }

/** A question is settled by a reasoned no, or by a yes that was carried out. */
export function isSettled({ decision, isReported }: Answered): boolean {
  return decision !== null && (!decision.isYes || isReported)
}

export type Wait = { kind: 'raised' } | { kind: 'deadline'; hours: number } | { kind: 'finish' }

/** What the head and the officer are asked for: to look at it, again with each alarm, and at last to bring it to its end. Null: nothing, it is closed. */
export function waitOf({ isClosed, authority, rung }: { isClosed: boolean; authority: Answered; rung: readonly number[] }): Wait | null {
  if (isClosed) return null
  if (isSettled(authority)) return { kind: 'finish' }
  return rung.length === 0 ? { kind: 'raised' } : { kind: 'deadline', hours: Math.max(...rung) }
}

export type TimeFault = 'future' | 'long_ago'

/** What is wrong with the instant since when something is known. */
export function faultOfDetection(detectedAt: Date, at: Date): TimeFault | null {
  if (detectedAt > at) return 'future'
  return detectedAt.getTime() < at.getTime() - limits.detected_days_max * 24 * HOUR_MS ? 'long_ago' : null
}
