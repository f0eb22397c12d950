/** Custody of the root credential: whether it goes on, and whether its yearly declaration is due (R4.3). Pure. */
import { dateInBerlin } from '#platform/time/calendar.ts'
import { yearlyDue } from './reminders.ts'

type RootEvent = { kind: 'use' | 'rotation' | 'compromise'; on: string; recordedAt: Date }

/**
 * Whether the credential was changed after this use or compromise: a rotation that was entered later and did not take place before it. One from last week,
 * entered only now, answers nothing.
 */
export function isAnswered(event: RootEvent, all: readonly RootEvent[]): boolean {
  return all.some((one) => one.kind === 'rotation' && one.on >= event.on && one.recordedAt > event.recordedAt)
}

type Custody = { from: string; endedAt: Date | null; declaredAt: Date | null }

/** The yearly day of a declaration that nobody has made; null when none is due. */
export function declarationDue(one: Custody, today: string): string | null {
  return yearlyDue(one.from, one.declaredAt === null ? null : dateInBerlin(one.declaredAt), today)
}

export function isCurrent(one: Pick<Custody, 'from' | 'endedAt'>, today: string): boolean {
  return one.endedAt === null && one.from <= today
}
