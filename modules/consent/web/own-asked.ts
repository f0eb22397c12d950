/** What Heute asks a pupil about the own consent. Pure. */
import type { consent } from './client.ts'

export type Own = Awaited<ReturnType<typeof consent.readOwn>>
type Purpose = Own['purposes'][number]
export type Asked = { why: 'of_age' | 'new_text' | 'beside_parents'; openUntil: string | null }

/**
 * Of age: the own declaration, while the parents' still carries on (3.1), or the answer to a new text; below 18 the yes beside the parents' where the school asks
 * for it. Nothing about what the school does not use, and nobody is asked to take back an own no: that was an answer.
 */
export function askedOf({ isAdult, purposes }: { isAdult: boolean; purposes: readonly Pick<Purpose, 'state' | 'openUntil' | 'mayDeclare' | 'asked' | 'isInUse'>[] }): Asked | null {
  const open = purposes.filter((one) => one.isInUse && one.mayDeclare)
  const found = (why: Asked['why'], one: { openUntil: string | null } | undefined): Asked | null => (one === undefined ? null : { why, openUntil: one.openUntil })
  return isAdult
    ? (found('of_age', open.find((one) => one.state === 'MAJORITY_DUE')) ?? found('new_text', open.find((one) => one.state === 'OUTDATED')))
    : found('beside_parents', open.find((one) => one.asked === 'agree'))
}
