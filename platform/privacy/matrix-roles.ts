/**
 * The columns of the golden matrix: people who do not exist, each with the facts that make them what they are. The sweep over the doors
 * (tests/doors/sweep.test.ts) sends a real person for each of them.
 */
import type { Actor, Fact } from '#platform/access/actor.ts'
import { TASKS } from '#platform/access/vocabulary.ts'
import type { FactKind, Office, PersonType } from '#platform/access/vocabulary.ts'
import { STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import type { Module } from '#platform/module/module.ts'

export const AT = new Date('2026-11-23T07:00:00Z')
export const LONG_AGO = new Date('2020-01-01T00:00:00Z')
export const ME = 'me'
const AFTER = new Date('2026-11-23T07:10:00Z')
const BEFORE = new Date(AT.getTime() - 1)

/** `set`: those who mostly get the same answer; the golden file names the set when all of them do. */
export type Role = { name: string; set: RoleSet | null; actor: Actor | null }
export const ROLE_SETS = ['closed pupils', 'pupils', 'colleagues', 'before the instruction', 'parents', 'offices', 'tasks', 'offices unproved', 'tasks unproved', 'without factor'] as const
export type RoleSet = (typeof ROLE_SETS)[number]

/** Offices and tasks by the name of their column, with the type of who holds them here. */
const OFFICE_COLUMNS = [
  { name: 'head', office: 'head', type: 'teacher' }, { name: 'deputy', office: 'deputy', type: 'teacher' }, { name: 'officer', office: 'officer', type: 'staff' },
  // A13: named by the head with reference to the contract; not of the school otherwise.
  { name: 'officer from outside', office: 'officer', type: 'other' },
  { name: 'council', office: 'council', type: 'teacher' }, { name: 'inspector', office: 'inspector', type: 'teacher' }, { name: 'custodian', office: 'custodian', type: 'staff' },
] as const satisfies { name: string; office: Office; type: PersonType }[]
const TASK_COLUMNS = TASKS.map((task) => (task === 'consent_register' ? { name: 'clerk', task, type: 'staff' as const } : { name: `admin ${task}`, task, type: 'teacher' as const }))

/** The columns of the matrix, in order. */
export function matrixRoles(modules: readonly Module[]): Role[] {
  const seen = [...new Set([...modules.flatMap(({ manifest }) => manifest.needs.seen), STAFF_DOCUMENT])].map((document) => fact('seen', `${document}@1`))
  const active = fact('account', 'active')
  const open = [active, fact('purpose', 'platform'), fact('purpose', 'video'), ...seen]
  const staff = [active, ...seen]
  const unread = staff.filter(({ key }) => key !== `${STAFF_DOCUMENT}@1`)
  const factor = fact('factor', 'totp')
  const role = (set: RoleSet | null, name: string, type: PersonType, facts: Fact[], as: Partial<Actor> = {}): Role => ({ name, set, actor: { ...person(type, facts), ...as } })
  // R4.1: who holds an office has proved a second factor; beside them the same people when the quarter of an hour is over.
  const held = [
    ...OFFICE_COLUMNS.map(({ name, office, type }) => ({ name, type, set: 'offices' as const, fact: fact('office', office) })),
    ...TASK_COLUMNS.map(({ name, task, type }) => ({ name, type, set: 'tasks' as const, fact: fact('task', task) })),
  ]
  return [
    { name: 'nobody', set: null, actor: null },
    role(null, 'ticket', 'pupil', [active], { via: 'ticket' }),
    role('closed pupils', 'pupil without consent', 'pupil', [active, ...seen]),
    role('closed pupils', 'pupil withdrawn', 'pupil', [active, { ...fact('purpose', 'platform'), validUntil: BEFORE }, ...seen]),
    role('closed pupils', 'pupil departed', 'pupil', [{ ...active, validUntil: BEFORE }, fact('purpose', 'platform'), ...seen]),
    // Missing in a full import, and nobody has said for a week whether they stay (R12.1).
    role('closed pupils', 'pupil with unclear exit', 'pupil', [...open, fact('block', 'exit_unclear')]),
    // What the parents gave has run out, and nothing was said since (3.1).
    role('closed pupils', 'pupil of age after grace', 'pupil', [active, { ...fact('purpose', 'platform'), validUntil: BEFORE }, ...seen]),
    // Age is no fact: decide() knows it only by what follows from it. The real people of the sweep are of that age.
    role('pupils', 'pupil', 'pupil', open),
    role('pupils', 'pupil from 14', 'pupil', open),
    role('pupils', 'pupil of age in grace', 'pupil', [active, { ...fact('purpose', 'platform'), validUntil: AFTER }, ...seen]),
    role('pupils', 'pupil of age', 'pupil', open),
    role('colleagues', 'teacher', 'teacher', staff),
    role('colleagues', 'staff', 'staff', staff),
    role(null, 'other', 'other', staff),
    role('before the instruction', 'teacher before the instruction', 'teacher', unread),
    role('before the instruction', 'staff before the instruction', 'staff', unread),
    role('before the instruction', 'head before the instruction', 'teacher', [...unread, factor, fact('office', 'head')], { strongUntil: AFTER }),
    role('parents', 'parent', 'parent', staff),
    role('parents', 'parent banned', 'parent', staff, { wards: [...wardOf('parent'), { ...wardOf('parent')[0]!, custody: false, contactBan: true }] }),
    // From the first second of majority on a parent is nobody to the account (3.1).
    role('parents', 'parent of a pupil of age', 'parent', staff, { wards: wardOf('parent').map((ward) => ({ ...ward, until: '2026-11-22' })) }),
    ...held.map((one) => role(one.set, one.name, one.type, [...staff, factor, one.fact], { strongUntil: AFTER })),
    ...held.map((one) => role(`${one.set} unproved`, `${one.name} unproved`, one.type, [...staff, factor, one.fact], { strongUntil: AT })),
    role('without factor', 'head without factor', 'teacher', [...staff, fact('office', 'head')]),
    role('without factor', 'officer without factor', 'other', [...staff, fact('office', 'officer')]),
  ]
}

function person(type: PersonType, facts: Fact[]): Actor {
  return {
    personId: ME, type, version: 1, facts, via: 'session', sessionId: null, strongUntil: null,
    memberships: [
      { groupId: 'mine', role: 'member', from: '2020-01-01', until: null },
      { groupId: 'past', role: 'member', from: '2020-01-01', until: '2021-01-01' },
      ...(type === 'teacher' ? [{ groupId: 'led', role: 'lead' as const, from: '2020-01-01', until: null }] : []),
    ],
    wards: wardOf(type),
    asParent: [],
  }
}

function wardOf(type: PersonType): Actor['wards'] {
  return type === 'parent' ? [{ personId: 'ward', custody: true, contactBan: false, from: '2020-01-01', until: null }] : []
}

/** A fact that holds for good. */
export function fact(kind: FactKind, key: string): Fact {
  return { kind, key, validFrom: LONG_AGO, validUntil: null }
}
