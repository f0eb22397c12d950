/** What an operation is about, as far as rights need it: scope, persons concerned, and states. Loaded by each module's subjects.ts. */
import type { Actor } from './actor.ts'
import type { Relation } from './vocabulary.ts'

export type Subject = {
  kind: string
  id: string
  /** The person it is about (self, guardian). */
  personId?: string | null
  /** Who wrote it. */
  authorId?: string | null
  /** Groups that own it: their members are its members. */
  groupIds?: readonly string[]
  /** Members named one by one (direct chats). */
  memberIds?: readonly string[]
  /** Classes of the person it is about: their leads are class leads to it. */
  classIds?: readonly string[]
  /** Persons named in a case. */
  namedIds?: readonly string[]
  /** States of the subject that rules may ask for, e.g. `open`, `recent`. */
  states?: readonly string[]
}

/** All relations of the actor to the subject on the calendar date `today`. Pure. */
export function relationsOf(actor: Actor, subject: Subject, today: string): Set<Relation> {
  const relations = new Set<Relation>()
  if (subject.personId === actor.personId) relations.add('self')
  if (subject.authorId === actor.personId) relations.add('author')
  if (subject.memberIds?.includes(actor.personId)) relations.add('member')
  if (subject.namedIds?.includes(actor.personId)) relations.add('named')
  for (const membership of actor.memberships) {
    const isCurrent = membership.from <= today && (membership.until === null || today <= membership.until)
    if (subject.groupIds?.includes(membership.groupId)) {
      if (!isCurrent) relations.add('former_member')
      else {
        relations.add('member')
        if (membership.role !== 'member') relations.add('responsible')
      }
    }
    if (isCurrent && membership.role === 'lead' && subject.classIds?.includes(membership.groupId)) relations.add('class_lead')
  }
  if (subject.personId && isGuardian(actor, subject.personId, today)) relations.add('guardian')
  return relations
}

/** Whether the actor has custody of the person on that day. A contact ban on any of the records ends it, whoever entered the others (T3, B12). */
export function isGuardian(actor: Pick<Actor, 'wards'>, personId: string, today: string): boolean {
  const current = actor.wards.filter((ward) => ward.personId === personId && ward.from <= today && (ward.until === null || today <= ward.until))
  return current.some((ward) => ward.custody) && !current.some((ward) => ward.contactBan)
}

/** Whether a contact ban hides this person from the actor on that day, here or in an account as parent of the same human. */
export function isBanned(actor: Pick<Actor, 'wards' | 'asParent'>, personId: string, today: string): boolean {
  return bannedIds(actor, today).has(personId)
}

/** Everybody whom a contact ban hides from the actor on that day. */
export function bannedIds(actor: Pick<Actor, 'wards' | 'asParent'>, today: string): Set<string> {
  const wards = [...actor.wards, ...actor.asParent.flatMap((one) => one.wards)]
  return new Set(wards.filter((ward) => ward.contactBan && ward.from <= today && (ward.until === null || today <= ward.until)).map((ward) => ward.personId))
}

/**
 * Whether this person is the actor's own child by an account as parent, or that account itself (B12). A child stays one after custody has ended and after
 * majority: who must not decide about somebody does not begin to on a birthday.
 */
export function isOwnFamily(actor: Pick<Actor, 'asParent'>, personId: string): boolean {
  return actor.asParent.some((one) => one.personId === personId || one.wards.some((ward) => ward.personId === personId))
}

/** The same of what an operation is about: the person it is about, and whoever is named in it. */
export function isAboutOwnFamily(actor: Pick<Actor, 'asParent'>, subject: Subject): boolean {
  return [...(subject.personId ? [subject.personId] : []), ...(subject.namedIds ?? [])].some((id) => isOwnFamily(actor, id))
}
