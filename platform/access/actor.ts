/** What is known of the person who asks, as decide() needs it: held in memory per connected person, never stored. */
import type { FactKind, MemberRole, PersonType } from './vocabulary.ts'

/** A fact about a person or a module; valid from (incl.) until (excl.), instants. */
export type Fact = { kind: FactKind; key: string; validFrom: Date; validUntil: Date | null }

/** Calendar dates, `until` is the last day. */
export type ActorMembership = { groupId: string; role: MemberRole; from: string; until: string | null }

export type ActorWard = { personId: string; custody: boolean; contactBan: boolean; from: string; until: string | null }

export type Actor = {
  personId: string
  type: PersonType
  /** The person's access_version these facts belong to. */
  version: number
  facts: readonly Fact[]
  memberships: readonly ActorMembership[]
  wards: readonly ActorWard[]
  /** `session`: signed in. `ticket`: password proved, door closed (B13). `system`: a job acting by itself, with no person behind it. */
  via: 'session' | 'ticket' | 'system'
  sessionId: string | null
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
 * and a pupil needs an effective consent to the purpose `platform`.
 */
export function isAdmitted(actor: Pick<Actor, 'type' | 'facts'>, at: Date): boolean {
  if (!holds(actor.facts, 'account', 'active', at)) return false
  return actor.type !== 'pupil' || holds(actor.facts, 'purpose', 'platform', at)
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

/** The offices the person holds now: `head`, `task:users` ... */
export function officesOf(actor: Pick<Actor, 'facts'>, at: Date): Set<string> {
  const offices = new Set<string>()
  for (const fact of actor.facts) {
    if (!isValid(fact, at)) continue
    if (fact.kind === 'office') offices.add(fact.key)
    if (fact.kind === 'task') offices.add(`task:${fact.key}`)
  }
  return offices
}
