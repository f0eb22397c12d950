/**
 * RP.2: staff work on the platform only when they know the instruction in force. A new version leaves some days for it; whoever came to the school after it
 * has none. Pure, over facts in memory; pupils, parents and others are not concerned.
 */
import { addDays, dateInBerlin, startOfDay } from '#platform/time/calendar.ts'
import type { Actor } from './actor.ts'
import { isValid } from './actor.ts'

/** The document that every member of staff has to know, with its major versions by the instant each came into force, oldest first. */
export type StaffDuty = { document: string; versions: readonly { major: number; since: Date }[]; grace_days: number }

/** What this person still has to read: the version in force, and from when on nothing else is open before (00:00 of a day, or since they came). */
export type OpenDuty = { document: string; version: number; blockedFrom: Date }

/**
 * The version in force that this member of staff has not acknowledged, or null. The days of grace count from the oldest version they missed, so that a
 * second new version does not open the house again to whoever let the first one pass.
 */
export function openDuty(actor: Pick<Actor, 'type' | 'facts'>, duty: StaffDuty | null, at: Date): OpenDuty | null {
  if (duty === null || (actor.type !== 'teacher' && actor.type !== 'staff')) return null
  const inForce = duty.versions.filter((version) => version.since <= at)
  const newest = inForce.at(-1)
  const seen = (major: number): boolean => actor.facts.some((fact) => fact.kind === 'seen' && fact.key === `${duty.document}@${major}` && isValid(fact, at))
  if (newest === undefined || seen(newest.major)) return null
  const known = inForce.findLast((version) => seen(version.major))?.major ?? 0
  const missed = inForce.find((version) => version.major > known)!
  return { document: duty.document, version: newest.major, blockedFrom: isNewcomer(actor, missed.since, at) ? missed.since : lastMoment(missed.since, duty.grace_days) }
}

/** True when nothing but reading the document is open to this person now. */
export function isHeldByDuty(actor: Pick<Actor, 'type' | 'facts'>, duty: StaffDuty | null, at: Date): boolean {
  const open = openDuty(actor, duty, at)
  return open !== null && open.blockedFrom <= at
}

/** The last day on which everything is still open, as a calendar date. */
export function lastDayOfGrace(since: Date, grace_days: number): string {
  return addDays(dateInBerlin(since), grace_days)
}

function lastMoment(since: Date, grace_days: number): Date {
  return startOfDay(addDays(lastDayOfGrace(since, grace_days), 1))
}

/** Came, or came back, when the version was in force already. */
function isNewcomer(actor: Pick<Actor, 'facts'>, since: Date, at: Date): boolean {
  const account = actor.facts.find((fact) => fact.kind === 'account' && isValid(fact, at))
  return account !== undefined && account.validFrom > since
}
