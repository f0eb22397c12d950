/** What is on record that a file of parents, staff or courses is compared with. Plain data: the store loads it, the import thread holds it. */
import type { MemberRole } from '#platform/access/vocabulary.ts'
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import type { NameGiven } from './difference.ts'
import type { ImportProblem } from './problems.ts'

/** Who stands in a file or on record: enough to name them. */
export type Someone = { sourceId: string; givenName: string; familyName: string }
/** A pupil on record, as far as files of parents and courses ask. */
export type KnownPupilRef = Someone & { personId: string; source: string; departedOn: string | null }
/** A parent or a member of staff. `source` holds program and kind (`schild/parents`), for ids count within both. */
export type KnownPerson = KnownPupilRef & { /** As of a pupil: the name is sealed. */ isDeleted?: boolean; isRemoved?: boolean; shortCode: string | null; subjects: readonly string[]; /** In the order of their records. */ guardianships: readonly KnownGuardianship[] }
export type KnownGuardianship = { id: string; wardId: string; relation: GuardianKind; hasCustody: boolean; contactBan: boolean; source: string }
export type KnownClass = { id: string; kind: 'class' | 'year'; label: string; hasEnded: boolean }
/** A course that goes on; `sourceId` of the program, null where it was founded by hand. */
export type KnownCourse = { groupId: string; source: string | null; sourceId: string | null; label: string }
/** A current membership: leads of classes, everybody in courses. */
export type KnownMembership = { groupId: string; personId: string; role: MemberRole }
/** The school's own staff room. `settledIds`: who is in it, or was taken out by hand. */
export type KnownStaffRoom = { groupId: string; label: string; settledIds: readonly string[] }

/** Of each part only what files of the kind are compared with; the rest is empty. */
export type RosterKnown = {
  people: readonly KnownPerson[]
  pupils: readonly KnownPupilRef[]
  classes: readonly KnownClass[]
  courses: readonly KnownCourse[]
  memberships: readonly KnownMembership[]
  /** One, or none. */
  staffRooms: readonly KnownStaffRoom[]
}

export type NewRosterPerson = Someone & { line: number; shortCode: string | null; subjects: readonly string[] }
export type RosterChange = { field: 'givenName' | 'familyName' | 'shortCode' | 'subjects'; from: string | null; to: string | null }
export type ChangedRosterPerson = { personId: string; line: number; givenName: string; familyName: string; changes: RosterChange[]; /** As of a pupil who returned. */ restoredName?: NameGiven }
export type LeavingRosterPerson = { personId: string; givenName: string; familyName: string }

/** `missing`: on record, not in the file; a question for the office, nothing ends by that. */
type TieFacts = {
  line: number | null
  action: 'added' | 'changed' | 'ended' | 'missing'
  role: GuardianKind | MemberRole
  hasCustody: boolean | null
  hadCustody: boolean | null
  /** The guardianship on record, for `changed` and `missing`. */
  id: string | null
  contactBan: boolean
}

/**
 * A tie between a person and a child or a group, as it is held while a file is compared: it points to the row of the file or to what is on record, and says
 * nothing anew. Of the largest files there are 50,000; each as a text of its own, they were the larger part of what an import needs.
 */
export type RosterTie = TieFacts & {
  /** Without `personId`: still to be made. */
  who: Someone & { personId?: string }
  whom: KnownPupilRef | RosterGroup
}
/** A class or course; courses that are still to be made are named by their id in the file. */
export type RosterGroup = { groupId: string | null; sourceId: string; label: string }

/** A tie as it is told: in a preview, and to the transaction. People and courses that are still to be made are named by their id in the file. */
export type RosterLink = TieFacts & {
  who: { personId: string | null; sourceId: string; name: string }
  whom: { id: string | null; sourceId: string; name: string }
}

export function linkOf({ line, action, role, who, whom, hasCustody, hadCustody, id, contactBan }: RosterTie): RosterLink {
  return {
    line, action, role, who: { personId: who.personId ?? null, sourceId: who.sourceId, name: nameOf(who) },
    whom: 'label' in whom ? { id: whom.groupId, sourceId: whom.sourceId, name: whom.label } : { id: whom.personId, sourceId: whom.sourceId, name: nameOf(whom) },
    hasCustody, hadCustody, id, contactBan,
  }
}

export type RosterDifference = {
  kind: 'parents' | 'staff' | 'courses'
  /** Of the program, without the kind. */
  source: string
  /** Rows of the file; of parents the first of each. */
  new: (Someone & { line: number; shortCode?: string | null; subjects?: readonly string[] })[]
  changed: ChangedRosterPerson[]
  /** Had left and stands in the file again: the same account, with a stay that begins today. */
  returned: ChangedRosterPerson[]
  leaving: LeavingRosterPerson[]
  links: RosterTie[]
  /** Where new staff come in by themselves, by id and label; null: nowhere. */
  staffRoom: { groupId: string; label: string } | null
  founded: { sourceId: string; label: string; members: number }[]
  renamed: { groupId: string; from: string; to: string }[]
  /** Children of the file, by how many hold custody: what the options of 3.1 keep waiting. `none` by id of the person. */
  custody: { both: number; one: number; none: string[] }
  unchanged: number
  unclear: ImportProblem[]
  notes: ImportProblem[]
}

/** The source of a person in the table `person`: ids of pupils, parents and staff of one program may be the same numbers. */
export function sourceOf(program: string, kind: RosterDifference['kind']): string {
  return `${program}/${kind}`
}

export function newPersonOf({ line, sourceId, givenName, familyName, shortCode, subjects }: RosterDifference['new'][number]): NewRosterPerson {
  return { line, sourceId, givenName, familyName, shortCode: shortCode ?? null, subjects: subjects ?? [] }
}

export function nameOf({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${familyName}, ${givenName}`
}
