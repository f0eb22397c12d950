/**
 * Asking decide() about people who do not exist: for the probes of the page Kontrolle. Whoever is asked about stands as close to the subject as anybody can
 * (own person, author, member, responsible, class lead, guardian, named) and the subject is in every state that a rule knows, so that only the gate is left
 * to say no. Pure.
 */
import type { Module } from '#platform/module/module.ts'
import type { Door } from '#platform/module/operation.ts'
import { releasedKeys } from '#platform/privacy/hash.ts'
import type { Actor, Fact } from './actor.ts'
import { decide } from './decide.ts'
import type { Decision, SchoolAccess } from './decide.ts'
import type { Subject } from './subject.ts'
import type { Office, PersonType } from './vocabulary.ts'

/** The imagined person. */
export const ME = 'nobody-real'
const LONG_AGO = new Date(0)
const FOR_EVER = new Date(8.64e15)

/** A person who does not exist, with these facts. */
export function imagined(type: PersonType, facts: readonly Fact[]): Actor {
  const from = '1990-01-01'
  return {
    personId: ME, type, version: 0, facts, via: 'session', sessionId: null, strongUntil: FOR_EVER,
    memberships: [{ groupId: 'theirs', role: 'lead', from, until: null }],
    wards: [{ personId: ME, custody: true, contactBan: false, from, until: null }],
    asParent: [],
  }
}

/** A fact that has always held, or held until an instant. */
export function always(kind: Fact['kind'], key: string, validUntil: Date | null = null): Fact {
  return { kind, key, validFrom: LONG_AGO, validUntil }
}

/** Everything that can be seen before use, as seen in the versions in force. */
export function everythingSeen(school: SchoolAccess): Fact[] {
  return [...school.documents].map(([document, major]) => always('seen', `${document}@${major}`))
}

/** All facts that anybody can have without an office. */
export function everythingButOffices(school: SchoolAccess): Fact[] {
  return [always('account', 'active'), always('purpose', 'platform'), always('purpose', 'video'), always('factor', 'totp'), ...everythingSeen(school)]
}

/** The fact of holding this office or task. */
export function officeFact(office: Office): Fact {
  return office.startsWith('task:') ? always('task', office.slice('task:'.length)) : always('office', office)
}

export type Answer = { operation: string; right: string; door: Door; subject: Subject | null; decision: Decision }

/** Of the subject an operation is about: from its kind, and the states that rules of the operation's right ask for. */
export type MakeSubject = (kind: string, states: readonly string[]) => Subject

/** The answers to every operation of these modules through each of its doors, without a subject and with one: the closest unless told. `ask` is the decide() of this house, but for tests of probes. */
export function* answers(modules: readonly Module[], actor: Actor, school: SchoolAccess, at: Date, subjectOf: MakeSubject = closest, ask = decide): Generator<Answer> {
  for (const { manifest, contract } of modules) {
    for (const [name, operation] of Object.entries(contract)) {
      for (const door of operation.doors) {
        const states = (manifest.rights[operation.right] ?? []).flatMap((rule) => rule.state ?? [])
        for (const subject of operation.subject === undefined ? [null] : [null, subjectOf(operation.subject, states)]) {
          yield { operation: `${manifest.id}.${name}`, right: operation.right, door, subject, decision: ask({ actor, operation, manifest, subject, door, at }, school) }
        }
      }
    }
  }
}

/** The same school on the day on which the head releases everything: who may not come in must not come in then either. */
export function allReleased(school: SchoolAccess, modules: readonly Module[]): SchoolAccess {
  return { ...school, facts: [...school.facts, ...modules.filter(({ manifest }) => manifest.needs.release).flatMap(({ manifest }) => releasedKeys(manifest).map((key) => ({ ...always('module', key), moduleId: manifest.id })))] }
}

function closest(kind: string, states: readonly string[]): Subject {
  return { kind, id: 'imagined', personId: ME, authorId: ME, groupIds: ['theirs'], memberIds: [ME], classIds: ['theirs'], namedIds: [ME], states }
}
