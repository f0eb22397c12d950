/** What can be done with people and groups: import, look up, add, depart, group, print slips, and one's own profile. */
import { z } from 'zod'
import { EVERYONE, MEMBER_ROLES } from '#platform/access/vocabulary.ts'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { slipContract } from './contract/slips.ts'
import { file_bytes_max, name_characters_max } from './import/limits.ts'
import {
  group_label_characters_max, people_at_once_max, people_page_rows, people_page_rows_max, purpose_characters_max, search_characters_max,
} from './limits.ts'

/** In a query, flags arrive as text. */
const flag = z.union([z.boolean(), z.stringbool()])
const personType = z.enum(EVERYONE)
const groupKind = z.enum(['class', 'year', 'course', 'staff', 'project'])
const role = z.enum(MEMBER_ROLES)
/** Name of the program the ids come from. `hand` is for people entered by hand. */
const source = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

const place = z.object({ classLabel: z.string().nullable(), yearLabel: z.string().nullable() })
const named = z.object({ givenName: z.string(), familyName: z.string() })
const matched = named.extend({ line: z.number() })
const change = z.object({ field: z.enum(['givenName', 'familyName', 'majorityDate', 'exitOn']), from: z.string().nullable(), to: z.string().nullable() })
const row = named.extend({ line: z.number(), ...place.shape, majorityDate: z.string().nullable(), exitOn: z.string().nullable() })
const problem = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), line: z.number().optional() })
const counts = z.object({
  new: z.number(), changed: z.number(), moved: z.number(), returned: z.number(), leaving: z.number(), left: z.number(), kept: z.number(), unchanged: z.number(), unclear: z.number(),
})
export type ImportCounts = z.output<typeof counts>

/** To the person who imports, and nobody else: the live event of that name. */
export const IMPORT_PROGRESS = 'people.import_progress'
/** `done` of `total` in the unit of the stage: characters read, people compared, steps applied. */
export type ImportProgress = { stage: 'waiting' | 'reading' | 'comparing' | 'applying'; done: number; total: number }

/** `namesakes`: the new people have the names of people from another program. `next_year`: the classes rise by one year. */
const safetyReason = z.enum(['no_pupils', 'leaving', 'names_changed', 'classes_emptied', 'namesakes', 'next_year'])
export type SafetyReason = z.output<typeof safetyReason>

const preview = z.object({
  preset: z.string(), encoding: z.string(), delimiter: z.string(), source, schoolYear: z.string(),
  /** Programs whose people are on record, for the choice of another source. */
  sources: z.array(z.object({ source: z.string(), people: z.number() })),
  /** Columns that are in the file and are taken over by nobody. */
  ignoredColumns: z.array(z.string()),
  rowsRead: z.number(), doubled: z.number(), emptyRows: z.number(),
  counts,
  safety: z.object({ stop: z.boolean(), reason: safetyReason.nullable(), share: z.number(), count: z.number(), of: z.number(), isConfirmable: z.boolean() }),
  /** "Geht ab?": how many are newly asked, and how many open ones are answered by being in the file. */
  questions: z.object({ asked: z.number(), answered: z.number() }),
  groups: z.object({
    founded: z.array(z.object({ kind: groupKind, label: z.string(), members: z.number() })),
    renamed: z.array(z.object({ kind: groupKind, from: z.string(), to: z.string(), members: z.number() })),
    ended: z.array(z.object({ kind: groupKind, label: z.string() })),
  }),
  /** How many go from which class to which; `withRoom`: the class itself goes there and keeps its room. */
  movedAlone: z.number(),
  flows: z.array(z.object({ from: z.string().nullable(), to: z.string().nullable(), count: z.number(), withRoom: z.boolean() })),
  rows: z.object({
    new: z.array(row),
    changed: z.array(matched.extend({ changes: z.array(change) })),
    /** Who changes the class without it; whole classes stand in the flows. */
    moved: z.array(matched.extend({ from: place, to: place })),
    returned: z.array(matched.extend({ changes: z.array(change), from: place, to: place })),
    leaving: z.array(named.extend({ ...place.shape, isExitYear: z.boolean() })),
    left: z.array(row),
    kept: z.array(matched.extend({ field: z.enum(['givenName', 'familyName']), inFile: z.string() })),
  }),
  unclear: z.array(problem), notes: z.array(problem), problemsLeftOff: z.number(),
  differenceHash: z.string(),
  /** Nothing would change. */
  isEmpty: z.boolean(),
})
export type ImportPreview = z.output<typeof preview>

/** The file is the body. Without a source, the one whose ids are in the file. */
const file = { source: source.optional(), kind: z.literal('pupils').optional() }

const personInList = z.object({
  id, type: personType, givenName: z.string(), familyName: z.string(), displayName: z.string(),
  /** Label of the class, or of the year group where there is no class. */
  place: z.string().nullable(),
  /** Last day at school; only for who keeps accounts. */
  exitOn: z.string().nullable(),
})
export type PersonInList = z.output<typeof personInList>

const groupInList = z.object({ id, kind: groupKind, label: z.string(), purpose: z.string(), endedOn: z.string().nullable(), members: z.number(), role: role.nullable() })
export type GroupInList = z.output<typeof groupInList>

/** A2: whether the person can come in; never why not. */
const door = z.enum(['open', 'closed']).optional()

const member = z.object({
  personId: id, type: personType, givenName: z.string(), familyName: z.string(), displayName: z.string(), role, since: z.string(),
  door, hasPassword: z.boolean().optional(),
})
export type GroupMember = z.output<typeof member>

export const contract = {
  previewImport: operation({
    summary: 'Shows what a file would change; stores nothing',
    method: 'POST', path: '/imports/previews', right: 'people.import', effects: 'read', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max,
    input: z.object({ ...file, from: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    output: preview,
  }),
  applyImport: operation({
    summary: 'Applies the difference that was shown for the same file',
    method: 'POST', path: '/imports', right: 'people.import', effects: 'write', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max,
    input: z.object({ ...file, differenceHash: z.string().length(64), confirmSafety: flag.default(false) }),
    output: z.object({ runId: id, source, counts, groupsFounded: z.number(), questions: z.number(), classes: z.array(z.object({ id, label: z.string(), added: z.number() })) }),
  }),
  listImports: operation({
    summary: 'Lists the imports that were applied: when, by whom, counts',
    method: 'GET', path: '/imports', right: 'people.import', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ runs: z.array(z.object({ id, source: z.string(), appliedAt: z.string(), appliedBy: z.string().nullable(), counts: counts.partial() })) }),
  }),

  listPeople: operation({
    summary: 'Lists people the asker may see, page by page in the order of names',
    method: 'GET', path: '/people', right: 'people.list', effects: 'read', doors: ['http', 'ws'],
    input: z.object({
      q: z.string().max(search_characters_max).optional(), type: personType.optional(), groupId: id.optional(), left: flag.optional(), departure: z.literal('unclear').optional(),
      after: id.optional(), limit: z.coerce.number().int().min(1).max(people_page_rows_max).default(people_page_rows),
    }),
    output: z.object({ people: z.array(personInList), next: id.nullable(), may: z.array(z.string()) }),
  }),
  getPerson: operation({
    summary: 'Shows a person: groups, and to who keeps the account its name and door',
    method: 'GET', path: '/people/:id', right: 'people.see_person', subject: 'person', effects: 'read', doors: ['http'],
    input: z.object({ id }),
    output: z.object({
      id, type: personType, givenName: z.string(), familyName: z.string(), displayName: z.string(),
      groups: z.array(z.object({ id, kind: groupKind, label: z.string(), role })),
      accountName: z.string().optional(), door, hasPassword: z.boolean().optional(), hasFactor: z.boolean().optional(), enteredOn: z.string().optional(), exitOn: z.string().nullable().optional(),
      isImported: z.boolean().optional(), isDepartureUnclear: z.boolean().optional(),
      may: z.array(z.string()),
    }),
  }),
  addPerson: operation({
    summary: 'Adds a person by hand; a birth date becomes the day of majority and is dropped',
    method: 'POST', path: '/people', right: 'people.add', effects: 'write', doors: ['http'],
    input: z.object({
      type: z.enum(['pupil', 'teacher', 'staff', 'other']), givenName: z.string().max(name_characters_max * 2), familyName: z.string().max(name_characters_max * 2),
      birthDate: day.optional(), classId: id.optional(), confirmNamesake: z.boolean().default(false),
    }),
    output: z.object({ id, accountName: z.string() }),
  }),
  recordDeparture: operation({
    summary: 'Records the last day of a person at the school; the doors close after it',
    method: 'POST', path: '/people/:id/departure', right: 'people.record_departure', subject: 'person', effects: 'write', doors: ['http'],
    input: z.object({ id, exitOn: day }),
    output: z.object({ exitOn: z.string() }),
  }),
  cancelDeparture: operation({
    summary: 'Takes back a departure that is still to come',
    method: 'DELETE', path: '/people/:id/departure', right: 'people.record_departure', subject: 'person', effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({}),
  }),
  recordStay: operation({
    summary: 'Answers "Geht ab?" with no: the person stays at the school',
    method: 'POST', path: '/people/:id/stay', right: 'people.record_departure', subject: 'person', effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({}),
  }),

  listGroups: operation({
    summary: 'Lists groups: all for who keeps them, else the own ones',
    method: 'GET', path: '/groups', right: 'people.list', effects: 'read', doors: ['http', 'ws'],
    input: z.object({ ended: flag.optional() }),
    output: z.object({ groups: z.array(groupInList), may: z.array(z.string()), schoolYear: z.string() }),
  }),
  getGroup: operation({
    summary: 'Shows a group with the members the asker may see',
    method: 'GET', path: '/groups/:id', right: 'people.see_group', subject: 'group', effects: 'read', doors: ['http'],
    input: z.object({ id }),
    output: z.object({
      id, kind: groupKind, label: z.string(), purpose: z.string(), endedOn: z.string().nullable(),
      members: z.array(member), membersLeftOff: z.number(),
      /** How many pupils can come in; only for the class lead and who keeps accounts. */
      doors: z.object({ open: z.number(), closed: z.number() }).optional(),
      may: z.array(z.string()),
    }),
  }),
  addGroup: operation({
    summary: 'Founds a group with a kind and a purpose (R1.1)',
    method: 'POST', path: '/groups', right: 'people.found_group', effects: 'write', doors: ['http'],
    input: z.object({ kind: z.string().max(20).default(''), label: z.string().max(group_label_characters_max * 2).default(''), purpose: z.string().max(purpose_characters_max * 2).default('') }),
    output: z.object({ id }),
  }),
  addMembers: operation({
    summary: 'Adds people to a group',
    method: 'POST', path: '/groups/:id/members', right: 'people.manage_group', subject: 'group', effects: 'write', doors: ['http'],
    input: z.object({ id, personIds: z.array(id).min(1).max(people_at_once_max), role: role.default('member') }),
    output: z.object({ added: z.number() }),
  }),
  endMembership: operation({
    summary: 'Ends the membership of a person in a group',
    method: 'DELETE', path: '/groups/:id/members/:personId', right: 'people.manage_group', subject: 'group', effects: 'write', doors: ['http'],
    input: z.object({ id, personId: id, role: role.optional() }),
    output: z.object({}),
  }),

  ...slipContract,

  getProfile: operation({
    summary: 'Shows what is stored about oneself in this room, and which rooms store something',
    method: 'GET', path: '/profile', right: 'people.read_profile', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      id, type: personType, givenName: z.string(), familyName: z.string(), accountName: z.string(),
      enteredOn: z.string(), exitOn: z.string().nullable(), majorityOn: z.string().nullable(), isImported: z.boolean(), hasPassword: z.boolean(),
      groups: z.array(z.object({ id, kind: groupKind, label: z.string(), role, from: z.string(), until: z.string().nullable() })),
      /** A parent's own children, as far as the parent may know of them today. */
      wards: z.array(z.object({ givenName: z.string(), kind: z.enum(['mother', 'father', 'guardian', 'foster', 'other']), from: z.string() })),
      /** Rooms with data of this person, as their manifests declare them. */
      stored: z.array(z.object({ module: z.string(), name: z.string(), plain: z.string(), categories: z.array(z.object({ label: z.string(), source: z.string(), readers: z.array(z.string()) })) })),
    }),
  }),
}
