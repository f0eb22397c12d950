/** Who may be appointed, and which facts follow from offices, appointments and releases. Pure. */
import type { FactOfModule, FactOfPerson } from '#platform/access/facts.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'

/** Why somebody can not be appointed, or null. R4.1: nobody appoints themselves, no pupil and no parent holds a task, the term lies ahead. */
export function faultOfAppointment(request: { personId: string; personType: PersonType; appointerId: string; from: string; until: string | null; today: string }): string | null {
  if (request.personId === request.appointerId) return 'appointment_of_self'
  if (request.personType !== 'teacher' && request.personType !== 'staff') return 'appointment_not_staff'
  if (request.until !== null && (request.until < request.from || request.until < request.today)) return 'appointment_term'
  return null
}

/** Facts of a term that is in force: from its first day to the end of its last day. None when it was ended. */
export function termFacts(term: { personId: string; from: string; until: string | null; endedAt: Date | null }, kind: 'task' | 'office', key: string): FactOfPerson[] {
  if (term.endedAt !== null) return []
  return [{ personId: term.personId, kind, key, validFrom: startOfDay(term.from), validUntil: term.until === null ? null : startOfDay(addDays(term.until, 1)) }]
}

export function releaseFacts(release: { module: string; releasedAt: Date }): FactOfModule[] {
  return [{ moduleId: release.module, kind: 'module', key: release.module, validFrom: release.releasedAt, validUntil: null }]
}

export function isTermCurrent(term: { from: string; until: string | null; endedAt: Date | null }, today: string): boolean {
  return term.endedAt === null && term.from <= today && (term.until === null || today <= term.until)
}
