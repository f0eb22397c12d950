/** Who may hang up what, and whose groups somebody reads. Pure. */
import type { Actor } from '#platform/access/actor.ts'
import { isGuardian } from '#platform/access/subject.ts'
import { addDays } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'

/** Groups the actor is a member of on that day, in whatever role. */
export function ownGroups(actor: Pick<Actor, 'memberships'>, today: string): string[] {
  return [...new Set(actor.memberships.filter((one) => one.from <= today && (one.until === null || today <= one.until)).map((one) => one.groupId))]
}

/** Children whose classes' notices a parent reads: with custody, and without a contact ban on any of the records (T3, B12). */
export function wardsOf(actor: Pick<Actor, 'wards'>, today: string): string[] {
  return [...new Set(actor.wards.map((ward) => ward.personId))].filter((personId) => isGuardian(actor, personId, today))
}

/**
 * Why a notice can not hang from one day to another, or null: it must not lie behind us, begin too far ahead or hang too long. `before`: the first day it
 * had until now; a notice that hangs already may keep it.
 */
export function faultOfPeriod({ from, until, today, before = null }: { from: string; until: string; today: string; before?: string | null }): 'notice_past' | 'notice_order' | 'notice_far' | 'notice_long' | null {
  if (until < from) return 'notice_order'
  if (until < today || (from < today && from !== before)) return 'notice_past'
  if (from > addDays(today, limits.notice_ahead_days_max)) return 'notice_far'
  return until > addDays(from, limits.notice_days_max) ? 'notice_long' : null
}
