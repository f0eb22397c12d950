/** What is known of the person who asks, as decide() needs it: held in memory per connected person, never stored. */
import type { FactKind, MemberRole, PersonType } from './vocabulary.ts'

/** A fact about a person or a module; valid from (incl.) until (excl.), instants. */
export type Fact = { kind: FactKind; key: string; validFrom: Date; validUntil: Date | null }

/** Calendar dates, `until` is the last day. */
export type ActorMembership = { groupId: string; role: MemberRole; from: string; until: string | null }

export type ActorWard = { personId: string; custody: boolean; contactBan: boolean; from: string; until: string | null }

/** An account as parent of the same human (B12): who decides at work about its children, or about itself, would decide about the own family. */
export type ActorAsParent = { personId: string; wards: readonly Pick<ActorWard, 'personId' | 'contactBan' | 'from' | 'until'>[] }

export type Actor = {
  personId: string
  type: PersonType
  /** The person's access_version these facts belong to. */
  version: number
  facts: readonly Fact[]
  memberships: readonly ActorMembership[]
  wards: readonly ActorWard[]
  /** The same human's accounts as a parent, of an account at work. Never gives a right: it only refuses (own family) and hides (contact ban). */
  asParent: readonly ActorAsParent[]
  /** `session`: signed in. `ticket`: password proved, door closed (B13). `system`: a job acting by itself, with no person behind it. */
  via: 'session' | 'ticket' | 'system'
  sessionId: string | null
  /** Until when a second factor counts as proved in this session (R4.1, A7); null: none was proved. Offices count until then. */
  strongUntil: Date | null
}

/** True when a fact of this kind and key holds at the instant. */
export function holds(facts: readonly Fact[], kind: FactKind, key: string, at: Date): boolean {
  return facts.some((fact) => fact.kind === kind && fact.key === key && isValid(fact, at))
}

export function isValid(fact: Fact, at: Date): boolean {
  return fact.validFrom <= at && (fact.validUntil === null || at < fact.validUntil)
}

/**
 * R2.1: may this person have a session on the platform at all, through any door? The account must be active (not before entry, not after exit),
 * nothing may block it (3.2), and a pupil needs an effective consent to the purpose `platform`.
 */
export function isAdmitted(actor: Pick<Actor, 'type' | 'facts'>, at: Date): boolean {
  if (!holds(actor.facts, 'account', 'active', at) || isBlocked(actor, at)) return false
  return actor.type !== 'pupil' || holds(actor.facts, 'purpose', 'platform', at)
}

/** 3.2: something shuts the door for a while, whatever else is true of the person. Which reason it is makes no difference to any door (A2). */
export function isBlocked({ facts }: Pick<Actor, 'facts'>, at: Date): boolean {
  return facts.some((fact) => fact.kind === 'block' && isValid(fact, at))
}

/** The next instant at which some fact of the actor begins or ends by itself, or null: doors look again then (B2). */
export function nextChange(actor: Pick<Actor, 'facts'>, at: Date): Date | null {
  let next: Date | null = null
  for (const fact of actor.facts) {
    for (const edge of [fact.validFrom, fact.validUntil]) {
      if (edge !== null && edge > at && (next === null || edge < next)) next = edge
    }
  }
  return next
}

/** True while a second factor counts as proved in this session. */
export function isStrong({ strongUntil }: Pick<Actor, 'strongUntil'>, at: Date): boolean {
  return strongUntil !== null && at < strongUntil
}

/** True when the person has a second factor at all. */
export function hasFactor({ facts }: Pick<Actor, 'facts'>, at: Date): boolean {
  return facts.some((fact) => fact.kind === 'factor' && isValid(fact, at))
}

/** The same person as after proving a second factor: for menus and buttons, which must not vanish after a quarter of an hour. Never to let anybody in. */
export function asProved(actor: Actor): Actor {
  return { ...actor, strongUntil: END_OF_TIME }
}

const END_OF_TIME = new Date(8.64e15)

/** R4.2: the password is shorter than an office needs. Says nothing of whoever holds none. */
export function isPasswordShort({ facts }: Pick<Actor, 'facts'>, at: Date): boolean {
  return holds(facts, 'password', 'short', at)
}

/**
 * The offices whose rights the person has now: `head`, `task:users` ... None while no second factor is proved in this session: then somebody else may sit
 * there with the password (R4.1); and none while that password is too short for an office (R4.2).
 */
export function officesOf(actor: Pick<Actor, 'facts' | 'strongUntil'>, at: Date): Set<string> {
  return isStrong(actor, at) && !isPasswordShort(actor, at) ? heldOffices(actor, at) : new Set()
}

/** The offices the person holds now, proved or not: says what the person is, gives no right. */
export function heldOffices(actor: Pick<Actor, 'facts'>, at: Date): Set<string> {
  const offices = new Set<string>()
  for (const fact of actor.facts) {
    if (!isValid(fact, at)) continue
    if (fact.kind === 'office') offices.add(fact.key)
    if (fact.kind === 'task') offices.add(`task:${fact.key}`)
  }
  return offices
}
