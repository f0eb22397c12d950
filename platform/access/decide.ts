/**
 * The one question of the house: may this actor do this operation to this subject, now? Pure and synchronous over what is in memory (amendment B2),
 * asked by every door: HTTP, WebSocket, jobs, later WebDAV, SMTP, LDAP. Whatever is not allowed by a rule is refused.
 */
import { categoryFingerprint, releasedKey } from '#platform/privacy/hash.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { Door, Operation, Refusal } from '#platform/module/operation.ts'
import type { Manifest, Rule } from '#platform/module/manifest.ts'
import { asProved, hasFactor, heldOffices, holds, isAdmitted, isPasswordShort, isStrong, officesOf } from './actor.ts'
import type { Actor, Fact } from './actor.ts'
import { isHeldByDuty, openDuty } from './duty.ts'
import type { StaffDuty } from './duty.ts'
import { isAboutOwnFamily, relationsOf } from './subject.ts'
import type { Subject } from './subject.ts'
import type { Relation } from './vocabulary.ts'

/** What is true of the school as a whole, in memory beside the actors. */
export type SchoolAccess = {
  /** Facts about modules: releases. */
  facts: readonly (Fact & { moduleId: string })[]
  /** Current version of each document that can be needed before first use. */
  documents: ReadonlyMap<string, number>
  /** Option mfa.staff is `required`: staff need a second factor also without an office. */
  staffNeedsFactor: boolean
  /** What staff must have acknowledged before anything else (RP.2); null: nothing was published. */
  duty: StaffDuty | null
}

export type Question = {
  actor: Actor | null
  operation: Pick<Operation, 'right' | 'subject' | 'doors' | 'factor' | 'notForOwnFamily' | 'stores'>
  manifest: Manifest
  subject: Subject | null
  door: Door
  at: Date
}

export type Decision = { allowed: true } | { allowed: false; refusal: Refusal }

/** Decides one question. Refusals follow amendment B19: 404 for what one may not know of, 403 with the reason for what one may see but not do. */
export function decide(question: Question, school: SchoolAccess): Decision {
  const { actor, operation, manifest, subject, at } = question
  const rules = manifest.rights[operation.right] ?? []
  if (!operation.doors.includes(question.door)) return refuse(NOT_FOUND)
  if (rules.some((rule) => rule.who.includes('nobody'))) return ALLOWED
  if (actor === null) return refuse(NOT_FOUND)
  if (actor.via === 'ticket') return rules.some((rule) => rule.who.includes('ticket') && fits(rule, actor, subject, at)) ? ALLOWED : refuse(NOT_FOUND)
  if (actor.via === 'system') return question.door === 'job' ? ALLOWED : refuse(NOT_FOUND)
  if (!isAdmitted(actor, at)) return refuse(NOT_FOUND)
  if (needsEnrolment(actor, school, at) && operation.factor === undefined && !isOpenBeforeEnrolment(question, actor)) return refuse(ENROLMENT_NEEDED)
  // Proving who one is does not wait for reading.
  const unread = operation.factor === undefined ? unreadInstruction(question, actor, school) : null
  if (unread) return refuse(unread)
  const closed = closedModule(actor, manifest, school, at)
  if (closed) return refuse(closed)
  if (matches(rules, actor, subject, at)) {
    // Whatever somebody may at work, they may not for the own child (B12).
    if (operation.notForOwnFamily && subject !== null && isAboutOwnFamily(actor, subject)) return refuse({ status: 403, code: 'own_family', ...clauseOf(manifest) })
    if (restingCategory(question, school) !== undefined) return refuse({ status: 403, code: 'release_needed', params: { module: manifest.id }, ...clauseOf(manifest) })
    const isProofMissing = operation.factor === 'proved' && hasFactor(actor, at) && !isStrong(actor, at)
    return isProofMissing ? refuse(FACTOR_NEEDED) : ALLOWED
  }
  if (matches(rules, asProved(actor), subject, at)) return refuse(FACTOR_NEEDED)
  if (isPasswordShort(actor, at) && matches(rules, withLongPassword(actor), subject, at)) return refuse(PASSWORD_NEEDED)
  return refuse(isVisible(question) ? { status: 403, code: 'forbidden', ...clauseOf(manifest) } : NOT_FOUND)
}

/** R4.1: whoever holds an office, or all staff where the school decided so, can do nothing but enrol until they have a second factor. */
export function needsEnrolment(actor: Pick<Actor, 'type' | 'facts'>, school: Pick<SchoolAccess, 'staffNeedsFactor'>, at: Date): boolean {
  if (hasFactor(actor, at)) return false
  return heldOffices(actor, at).size > 0 || (school.staffNeedsFactor && (actor.type === 'teacher' || actor.type === 'staff'))
}

/**
 * The rights of a module that this actor holds for a subject. Sent as `may` beside each object it is asked of `asProved(actor)`, so that the buttons of an
 * office stay when the proof is a quarter of an hour old; a gate asks it of the actor as they are.
 */
export function mayOf(actor: Actor, manifest: Manifest, subject: Subject | null, at: Date): string[] {
  return Object.keys(manifest.rights).filter((right) => matches(manifest.rights[right] ?? [], actor, subject, at))
}

/** What is left to somebody who has still to enrol a second factor (R4.1): the rights that manifests name in `beforeEnrolment`, held without any office. */
export function mayBeforeEnrolment(actor: Actor, manifest: Manifest, at: Date): string[] {
  return mayOf(withoutOffices(actor), manifest, null, at).filter((right) => manifest.beforeEnrolment?.includes(right))
}

/** True when the module as such is open to this actor: released, consent given, documents seen. While the instruction is unread only what leads to it is. */
export function isModuleOpen(actor: Actor, manifest: Manifest, school: SchoolAccess, at: Date): boolean {
  if (isHeldByDuty(actor, school.duty, at) && manifest.beforeInstruction === undefined) return false
  return isAdmitted(actor, at) && closedModule(actor, manifest, school, at, { unlessSeen: false }) === null
}

const ALLOWED: Decision = { allowed: true }
const NOT_FOUND: Refusal = { status: 404, code: 'not_found' }
const FACTOR_NEEDED: Refusal = { status: 403, code: 'second_factor_needed', clause: '4' }
const PASSWORD_NEEDED: Refusal = { status: 403, code: 'longer_password_needed', clause: '4' }
const ENROLMENT_NEEDED: Refusal = { status: 403, code: 'factor_enrolment_needed', clause: '4' }
const refuse = (refusal: Refusal): Decision => ({ allowed: false, refusal })

/** X8: the one thing that does not wait for a second factor. Only what somebody may as who they are: nothing of the office they still have to prove. */
function isOpenBeforeEnrolment({ operation, manifest, subject, at }: Question, actor: Actor): boolean {
  return manifest.beforeEnrolment?.includes(operation.right) === true && matches(manifest.rights[operation.right] ?? [], withoutOffices(actor), subject, at)
}

/** RP.2: while the instruction in force is unread and its days of grace are over, nothing is open but what a manifest names as needed for reading it. */
function unreadInstruction({ operation, manifest, at }: Question, actor: Actor, { duty }: SchoolAccess): Refusal | null {
  if (manifest.beforeInstruction?.includes(operation.right)) return null
  const open = openDuty(actor, duty, at)
  if (open === null || open.blockedFrom > at) return null
  return { status: 403, code: 'seen_needed', params: { document: open.document, version: open.version } }
}

/** RP.1, B19: a category this would write in a form that the head has not released; the old ones go on. */
function restingCategory({ operation, manifest, at }: Question, { facts }: SchoolAccess): string | undefined {
  if (!manifest.needs.release) return undefined
  const ofModule = facts.filter((fact) => fact.moduleId === manifest.id)
  return operation.stores?.find((category) => !holds(ofModule, 'module', releasedKey(category, categoryFingerprint(manifest, category)), at))
}

function closedModule(actor: Actor, manifest: Manifest, school: SchoolAccess, at: Date, ask = { unlessSeen: true }): Refusal | null {
  const { needs } = manifest
  if (needs.release && !school.facts.some((fact) => fact.moduleId === manifest.id && holds([fact], 'module', manifest.id, at))) {
    const isStaff = actor.type === 'teacher' || actor.type === 'staff'
    return isStaff ? { status: 403, code: 'not_released', params: { module: manifest.id } } : NOT_FOUND
  }
  if (actor.type === 'pupil' && needs.consent.some((purpose) => !holds(actor.facts, 'purpose', purpose, at))) return NOT_FOUND
  if (!ask.unlessSeen) return null
  for (const document of needs.seen) {
    // A document that was never published has been seen by nobody (R9a.5).
    const version = school.documents.get(document) ?? 0
    if (!holds(actor.facts, 'seen', `${document}@${version}`, at)) return { status: 403, code: 'seen_needed', params: { document, version }, clause: '9 (Messenger)' }
  }
  return null
}

/** The same person without what a second factor would open, also where one was taken away a moment ago. */
function withoutOffices(actor: Actor): Actor {
  return { ...actor, strongUntil: null }
}

/** The same person after choosing a longer password and proving the second factor: only to say what is missing. */
function withLongPassword(actor: Actor): Actor {
  return { ...asProved(actor), facts: actor.facts.filter(({ kind }) => kind !== 'password') }
}

function matches(rules: readonly Rule[], actor: Actor, subject: Subject | null, at: Date): boolean {
  const offices = officesOf(actor, at)
  return rules.some((rule) => rule.who.some((who) => who === actor.type || offices.has(who)) && fits(rule, actor, subject, at))
}

function fits(rule: Rule, actor: Actor, subject: Subject | null, at: Date): boolean {
  if (rule.relation === undefined && rule.state === undefined) return true
  if (subject === null) return false
  if (rule.state !== undefined && !subject.states?.includes(rule.state)) return false
  return rule.relation === undefined || relationsOf(actor, subject, dateInBerlin(at)).has(rule.relation as Relation)
}

function isVisible({ actor, operation, manifest, subject, at }: Question): boolean {
  if (operation.subject === undefined || actor === null) return true
  const visibleBy = manifest.subjects?.[operation.subject]?.visibleBy
  return subject !== null && visibleBy !== undefined && matches(manifest.rights[visibleBy] ?? [], actor, subject, at)
}

function clauseOf(manifest: Manifest): { clause?: string } {
  return manifest.clauseShown === undefined ? {} : { clause: manifest.clauseShown }
}
