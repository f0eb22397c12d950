/** Pure decisions of the room people: who sees whom, who may found which group, what follows from a question. No database, no clock. */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { FactOfPerson } from '#platform/access/facts.ts'
import { bannedIds } from '#platform/access/subject.ts'
import type { Office } from '#platform/access/vocabulary.ts'
import type { GroupKind } from '#platform/identity/groups.ts'
import { addDays, dateInBerlin, startOfDay } from '#platform/time/calendar.ts'

/** Offices that see everybody: who keeps accounts and groups, and who answers for the school. */
export const SEES_EVERYBODY = ['head', 'deputy', 'task:users', 'task:groups'] as const satisfies readonly Office[]

/**
 * Whom a person sees in any list of people. `everybody` needs nothing else. Otherwise: `personIds` (self and own children), staff when
 * `colleagues`, all pupils of `ledGroupIds`, and of `groupIds` those who may be on the platform at all. `hiddenIds` are never shown (contact ban).
 */
export type Sight = {
  everybody: boolean
  personIds: readonly string[]
  colleagues: boolean
  ledGroupIds: readonly string[]
  groupIds: readonly string[]
  hiddenIds: readonly string[]
}

/** The sight of an actor; every list of people in this room is cut by it, and the rights of the manifest say the same (rules.test.ts compares). */
export function sightOf(actor: Actor, at: Date): Sight {
  const today = dateInBerlin(at)
  const isCurrent = (span: { from: string; until: string | null }): boolean => span.from <= today && (span.until === null || today <= span.until)
  const wards = actor.wards.filter(isCurrent)
  const hiddenIds = [...bannedIds(actor, today)]
  const isStaff = actor.type === 'teacher' || actor.type === 'staff'
  const memberships = actor.type === 'guest' || actor.type === 'parent' ? [] : actor.memberships.filter(isCurrent)
  return {
    everybody: holdsOffice(actor, SEES_EVERYBODY, at),
    personIds: [actor.personId, ...(actor.type === 'parent' ? wards.filter((ward) => ward.custody && !ward.contactBan).map((ward) => ward.personId) : [])],
    colleagues: isStaff,
    ledGroupIds: isStaff ? memberships.filter((one) => one.role !== 'member').map((one) => one.groupId) : [],
    groupIds: memberships.map((one) => one.groupId),
    hiddenIds,
  }
}

/** True when the actor holds one of these offices now. */
export function holdsOffice(actor: Actor, offices: readonly Office[], at: Date): boolean {
  const held = officesOf(actor, at)
  return offices.some((office) => held.has(office))
}

/** R1.1: teachers found courses and projects; classes, years and staff groups are founded by who keeps the groups. */
export function mayFound(actor: Actor, kind: GroupKind, at: Date): boolean {
  return holdsOffice(actor, ['task:groups', 'task:users'], at) || (actor.type === 'teacher' && (kind === 'course' || kind === 'project'))
}

/** How somebody came into the school's records: entered by hand, by the code of a letter, or by a file. */
export function cameBy(source: string): 'hand' | 'code' | 'program' {
  return source === 'hand' ? 'hand' : source === 'family' ? 'code' : 'program'
}

/**
 * R12.1, 3.2 BLOCKED(exit_unclear): what follows from an open question about a pupil. The door shuts by itself when the day it was due on is over, with no job
 * to be run, and opens with the answer. Also used to rebuild all facts.
 */
export function exitUnclearFacts({ personId, dueOn }: { personId: string; dueOn: string }): FactOfPerson[] {
  return [{ personId, kind: 'block', key: 'exit_unclear', validFrom: startOfDay(addDays(dueOn, 1)), validUntil: null }]
}
