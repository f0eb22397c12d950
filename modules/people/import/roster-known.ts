/** What is on record that a file of parents, staff or courses is compared with. Plain data: the store loads it, the import thread holds it. */
import type { MemberRole } from '#platform/access/vocabulary.ts'
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import type { ImportProblem } from './problems.ts'

/** A parent or a member of staff. `source` holds program and kind (`schild/parents`), for ids count within both. */
export type KnownPerson = {
  personId: string
  source: string
  sourceId: string
  givenName: string
  familyName: string
  departedOn: string | null
  shortCode: string | null
  subjects: readonly string[]
}
export type KnownPupilRef = { personId: string; source: string; sourceId: string; givenName: string; familyName: string; classLabel: string | null; departedOn: string | null }
export type KnownGuardianship = { id: string; guardianId: string; wardId: string; relation: GuardianKind; hasCustody: boolean; contactBan: boolean; source: string }
export type KnownClass = { id: string; kind: 'class' | 'year'; label: string; hasEnded: boolean }
/** A course that goes on; `sourceId` of the program, null where it was founded by hand. */
export type KnownCourse = { groupId: string; source: string | null; sourceId: string | null; label: string }
/** A current membership: leads of classes, everybody in courses. */
export type KnownMembership = { groupId: string; personId: string; role: MemberRole }
/** The school's own staff room. `settledIds`: who is in it, or was taken out by hand. */
export type KnownStaffRoom = { groupId: string; label: string; settledIds: readonly string[] }

export type RosterKnown = {
  people: readonly KnownPerson[]
  pupils: readonly KnownPupilRef[]
  guardianships: readonly KnownGuardianship[]
  classes: readonly KnownClass[]
  courses: readonly KnownCourse[]
  memberships: readonly KnownMembership[]
  /** One, or none. */
  staffRooms: readonly KnownStaffRoom[]
}

export type NewRosterPerson = { line: number; sourceId: string; givenName: string; familyName: string; shortCode: string | null; subjects: readonly string[] }
export type RosterChange = { field: 'givenName' | 'familyName' | 'shortCode' | 'subjects'; from: string | null; to: string | null }
export type ChangedRosterPerson = { personId: string; line: number; givenName: string; familyName: string; changes: RosterChange[] }
export type LeavingRosterPerson = { personId: string; givenName: string; familyName: string }

/**
 * A tie between a person and a child or a group. `missing`: on record, not in the file; a question for the office, nothing ends by that. People and
 * courses that are still to be made are named by their id in the file.
 */
export type RosterLink = {
  line: number | null
  action: 'added' | 'changed' | 'ended' | 'missing'
  role: GuardianKind | MemberRole
  who: { personId: string | null; sourceId: string; name: string }
  whom: { id: string | null; sourceId: string; name: string }
  hasCustody: boolean | null
  hadCustody: boolean | null
  /** The guardianship on record, for `changed` and `missing`. */
  id: string | null
  contactBan: boolean
}

export type RosterDifference = {
  kind: 'parents' | 'staff' | 'courses'
  /** Of the program, without the kind. */
  source: string
  new: NewRosterPerson[]
  changed: ChangedRosterPerson[]
  leaving: LeavingRosterPerson[]
  links: RosterLink[]
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
