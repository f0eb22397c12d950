/** What can be done with people and groups: import, look up, add, depart, group, print slips, and one's own profile. */
import { z } from 'zod'
import { EVERYONE, MEMBER_ROLES } from '#platform/access/vocabulary.ts'
import { file_bytes_max } from '#platform/csv/limits.ts'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { storedRoom } from './contract/stored.ts'
import { slipContract } from './contract/slips.ts'
import { pictureContract } from './pictures/contract.ts'
import { yearOperations } from './year/shape.ts'
import { columnsAnswer, common, counts, rosterPreview, source } from './import/shape.ts'
import { name_characters_max, same_bytes_max } from './import/limits.ts'
import {
  group_label_characters_max, mapping_characters_max, people_at_once_max, people_page_rows, people_page_rows_max, purpose_characters_max, search_characters_max,
} from './limits.ts'

/** In a query, flags arrive as text. */
const flag = z.union([z.boolean(), z.stringbool()])
const personType = z.enum(EVERYONE)
/** How somebody came into the records, see rules.ts. */
const cameBy = z.enum(['hand', 'code', 'program'])
const groupKind = z.enum(['class', 'year', 'course', 'staff', 'project'])
const role = z.enum(MEMBER_ROLES)
const place = z.object({ classLabel: z.string().nullable(), yearLabel: z.string().nullable() })
const named = z.object({ givenName: z.string(), familyName: z.string() })
const matched = named.extend({ line: z.number() })
const change = z.object({ field: z.enum(['givenName', 'familyName', 'majorityDate', 'exitOn']), from: z.string().nullable(), to: z.string().nullable() })
const row = named.extend({ line: z.number(), ...place.shape, majorityDate: z.string().nullable(), exitOn: z.string().nullable() })
/** To the person who imports, and nobody else: the live event of that name. */
export const IMPORT_PROGRESS = 'people.import_progress'
/** `done` of `total` in the unit of the stage: characters read, people compared, steps applied. */
export type ImportProgress = { stage: 'waiting' | 'reading' | 'comparing' | 'applying'; done: number; total: number }

const preview = z.object({
  ...common,
  kind: z.literal('pupils'),
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
})
export type ImportPreview = z.output<typeof preview>

/** The file is the body. Without a source, the one whose ids are in the file. */
const file = {
  source: source.optional(),
  kind: z.enum(['pupils', 'parents', 'staff', 'courses']).optional(),
  /** Field -> header as JSON, where somebody assigned the columns; needs the kind. */
  mapping: z.string().max(mapping_characters_max).optional(),
}
/**
 * "Dieselbe Person": so many bytes at the beginning of the body are the choices as JSON (`sameChoices`), the file comes behind them. Not in the address, which
 * proxies write down, and which is too short for a school whose parents all came by codes.
 */
const sameBytes = z.coerce.number().int().min(0).max(same_bytes_max).default(0)

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
  ...yearOperations,
  previewImport: operation({
    summary: 'Shows what a file would change; stores nothing',
    method: 'POST', path: '/imports/previews', right: 'people.import', effects: 'read', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max + same_bytes_max,
    input: z.object({ ...file, sameBytes, from: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
    output: z.discriminatedUnion('kind', [preview, rosterPreview]),
  }),
  readImportColumns: operation({
    summary: 'Shows the columns of a file and what each would be taken for; stores nothing',
    method: 'POST', path: '/imports/columns', right: 'people.import', effects: 'read', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max,
    input: z.object({ kind: file.kind }),
    output: columnsAnswer,
  }),
  applyImport: operation({
    summary: 'Applies the difference that was shown for the same file',
    method: 'POST', path: '/imports', right: 'people.import', effects: 'write', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max + same_bytes_max,
    input: z.object({ ...file, sameBytes, differenceHash: z.string().length(64), confirmSafety: flag.default(false) }),
    output: z.object({ runId: id, kind: z.enum(['pupils', 'parents', 'staff', 'courses']), source, counts, groupsFounded: z.number(), questions: z.number(), classes: z.array(z.object({ id, label: z.string(), added: z.number() })) }),
  }),
  exportAccounts: operation({
    summary: 'Gives the list of accounts as CSV, by the id of the program; no passwords',
    method: 'POST', path: '/accounts/exports', right: 'people.export_accounts', effects: 'write', doors: ['http'],
    input: z.object({}),
    output: z.object({ csv: z.string(), count: z.number() }),
  }),
  listImports: operation({
    summary: 'Lists the imports that were applied: when, by whom, counts',
    method: 'GET', path: '/imports', right: 'people.import', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ runs: z.array(z.object({ id, kind: z.string(), source: z.string(), appliedAt: z.string(), appliedBy: z.string().nullable(), counts: counts.partial() })) }),
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
      /** Of staff, for whoever sees them. */
      shortCode: z.string().optional(), subjects: z.string().optional(),
      cameBy: cameBy.optional(), isDepartureUnclear: z.boolean().optional(),
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
  releaseIdentity: operation({
    summary: 'B12: a line of a file was not this person. The account belongs to no program any more; custody that came by the file ends, all else stays',
    method: 'POST', path: '/people/:id/identity-releases', right: 'people.release_identity', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
    /** Of a pupil: the right date, for the one of the file falls away. Without one nobody knows it, and the pupil counts as a minor. */
    input: z.object({ id, birthDate: day.optional() }),
    output: z.object({ custodyEnded: z.number() }),
  }),
  cancelDeparture: operation({
    summary: 'Takes back a departure that is still to come',
    method: 'DELETE', path: '/people/:id/departure', right: 'people.record_departure', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({}),
  }),
  recordStay: operation({
    summary: 'Answers "Geht ab?" with no: the person stays at the school',
    method: 'POST', path: '/people/:id/stay', right: 'people.record_departure', subject: 'person', notForOwnFamily: true, effects: 'write', doors: ['http'],
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
  ...pictureContract,

  getProfile: operation({
    summary: 'Shows the own account, groups and links',
    method: 'GET', path: '/profile', right: 'people.read_profile', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      id, type: personType, givenName: z.string(), familyName: z.string(), accountName: z.string(),
      enteredOn: z.string(), exitOn: z.string().nullable(), majorityOn: z.string().nullable(), cameBy, hasPassword: z.boolean(),
      /** What can be done with the own record: the picture. */
      may: z.array(z.string()),
      groups: z.array(z.object({ id, kind: groupKind, label: z.string(), role, from: z.string(), until: z.string().nullable() })),
      /** When the password was taken away, and whether there is a new one (R8.2). */
      losses: z.array(z.object({ reason: z.enum(['device_lost', 'device_handed_over', 'slip_denied', 'factor_voided']), on: day, isRenewed: z.boolean() })),
      /** Another account of the same human, linked by the consent register (B12). */
      sameHuman: z.array(z.object({ displayName: z.string(), type: z.enum(EVERYONE), since: day })),
      /** A parent's own children, as far as the parent may know of them today. */
      wards: z.array(z.object({ givenName: z.string(), kind: z.enum(['mother', 'father', 'guardian', 'foster', 'other']), from: z.string() })),
    }),
  }),
  listStored: operation({
    summary: 'Shows per room and category how much is stored about oneself, since when, how long, and the own values',
    method: 'GET', path: '/profile/stored', right: 'people.read_profile', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ rooms: z.array(storedRoom) }),
  }),
  listStoredOfChild: operation({
    summary: 'Shows a guardian what is stored about the own child: master data, consents and registers, and nothing the child wrote or did',
    method: 'GET', path: '/people/:id/stored', right: 'people.read_child_stored', subject: 'person', effects: 'read', doors: ['http'],
    input: z.object({ id }),
    output: z.object({ givenName: z.string(), rooms: z.array(storedRoom) }),
  }),
}
