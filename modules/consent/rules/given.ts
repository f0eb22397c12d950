/** What can be withdrawn. Pure. */
import type { Consent } from './records.ts'

/**
 * Whether a yes stands that a no would end: the purpose is open, or waits only for somebody else's yes, for the new text, or (video) for the platform.
 * Says what is offered; a no that comes is always taken, whatever stood before (3.1).
 */
export function isGiven({ open, state, missing }: Pick<Consent, 'open' | 'state' | 'missing'>): boolean {
  return open || state === 'PARTIAL' || state === 'OUTDATED' || missing.some(({ who }) => who === 'platform')
}
