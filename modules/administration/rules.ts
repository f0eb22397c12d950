/** Who may be appointed, and which facts follow from offices, appointments and releases. Pure. */
import type { FactOfModule, FactOfPerson } from '#platform/access/facts.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { releasedKey } from '#platform/privacy/hash.ts'
import { addDays, addMonths, startOfDay } from '#platform/time/calendar.ts'

export type AppointmentRequest = { personId: string; personType: PersonType; exitOn: string | null; appointerId: string; from: string; until: string | null; today: string; term_months: number | 'until_revoked'; reference?: string | null }

/**
 * Why somebody can not be appointed, or null. R4.1: nobody appoints themselves, no pupil and no parent holds a task, a service provider only with a
 * reference to the contract and for a fixed term, the term lies ahead, is no longer than
 * the school decided, and does not outlast the person's time at the school: else it would be there again with them, years later.
 */
export function faultOfAppointment({ personId, personType, exitOn, appointerId, from, until, today, term_months, reference = null }: AppointmentRequest): string | null {
  if (personId === appointerId) return 'appointment_of_self'
  if (personType !== 'teacher' && personType !== 'staff' && personType !== 'other') return 'appointment_not_staff'
  if (personType === 'other' && reference === null) return 'reference_missing'
  if (personType === 'other' && until === null) return 'appointment_outside_term'
  if (!isBelievable(from, today)) return 'appointment_from'
  if (until !== null && (until < from || until < today)) return 'appointment_term'
  if (exitOn !== null && (until === null || until > exitOn)) return 'appointment_outlasts_stay'
  return term_months !== 'until_revoked' && (until === null || until >= addMonths(from, term_months)) ? 'appointment_too_long' : null
}

/** Facts of a term that is in force: from its first day to the end of its last day. None when it was ended. */
export function termFacts(term: { personId: string; from: string; until: string | null; endedAt: Date | null }, kind: 'task' | 'office', key: string): FactOfPerson[] {
  if (term.endedAt !== null) return []
  return [{ personId: term.personId, kind, key, validFrom: startOfDay(term.from), validUntil: term.until === null ? null : startOfDay(addDays(term.until, 1)) }]
}

/** Facts of a release: the module, and each category in the form in which it was released. Of a release of before categories were written down only the module. */
export function releaseFacts(release: { module: string; releasedAt: Date; categories: Readonly<Record<string, string>> | null }): FactOfModule[] {
  const keys = [release.module, ...Object.entries(release.categories ?? {}).map(([category, fingerprint]) => releasedKey(category, fingerprint))]
  return keys.map((key) => ({ moduleId: release.module, kind: 'module', key, validFrom: release.releasedAt, validUntil: null }))
}

/** Whether a term can begin on this day: not further ahead than anybody plans, not before anybody was born who works here. What was typed wrong is asked about. */
export function isBelievable(from: string, today: string): boolean {
  return from <= addMonths(today, 24) && from >= addMonths(today, -12 * 50)
}

export function isTermCurrent(term: { from: string; until: string | null; endedAt: Date | null }, today: string): boolean {
  return term.endedAt === null && term.from <= today && (term.until === null || today <= term.until)
}
