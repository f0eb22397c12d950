/** What a preview of an import tells, for all kinds of files. Read by server and browser, so it knows nothing but zod and limits. */
import { z } from 'zod'
import { same_id_characters_max, same_lines_max } from './limits.ts'

const kind = z.enum(['pupils', 'parents', 'staff', 'courses'])
/** Name of the program the ids come from. `hand` is for people entered by hand. */
export const source = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
export const problem = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), line: z.number().optional() })
export const counts = z.object({
  new: z.number(), changed: z.number(), moved: z.number(), returned: z.number(), leaving: z.number(), left: z.number(), kept: z.number(), unchanged: z.number(), unclear: z.number(),
  /** Accounts that were there and take the id of a line. */
  taken: z.number(),
})
export type ImportCounts = z.output<typeof counts>

/** `namesakes`: the new people have the names of people from another program. `next_year`: the classes rise by one year. `returning`: so many who had left are in the file again. */
const safetyReason = z.enum(['no_pupils', 'leaving', 'names_changed', 'classes_emptied', 'namesakes', 'next_year', 'no_rows', 'custody_changed', 'guardians_missing', 'staff_missing', 'members_leaving', 'returning'])
export type SafetyReason = z.output<typeof safetyReason>

/** A column of the file by its header, and the field it is taken for; null: not taken over. */
const column = z.object({ header: z.string(), field: z.string().nullable() })
export const columnsAnswer = z.object({ kind, preset: z.string(), columns: z.array(column), fields: z.array(z.string()) })
export type ImportColumns = z.output<typeof columnsAnswer>

/** An account that may belong to a line. `hinders`: it can't be taken, for its type is another one or it has the id of another program. */
const account = z.object({
  personId: z.string(), accountName: z.string(), givenName: z.string(), familyName: z.string(), cameBy: z.enum(['hand', 'code', 'program']), hasLeft: z.boolean(),
  hinders: z.enum(['type', 'identity']).nullable(),
})
/** "Dieselbe Person": lines of somebody new who may have an account already. `chosen`: which of them was said to be theirs. */
const suggestion = z.object({ line: z.number(), id: z.string(), givenName: z.string(), familyName: z.string(), accounts: z.array(account), chosen: z.string().nullable() })
export type SameLine = z.output<typeof suggestion>
/** What somebody decided about such lines, as it stands before the file in the body of a request. */
export const sameChoices = z.array(z.object({ id: z.string().min(1).max(same_id_characters_max), personId: z.uuid() })).max(same_lines_max)

export const common = {
  preset: z.string(), encoding: z.string(), delimiter: z.string(), source, schoolYear: z.string(),
  /** Where the mapping of columns comes from. */
  mappedBy: z.enum(['chosen', 'remembered', 'preset']),
  columns: z.array(column), fields: z.array(z.string()),
  /** Programs whose people are on record, for the choice of another source. */
  sources: z.array(z.object({ source: z.string(), people: z.number() })),
  /** Columns that are in the file and are taken over by nobody. */
  ignoredColumns: z.array(z.string()),
  rowsRead: z.number(), doubled: z.number(), emptyRows: z.number(),
  counts,
  safety: z.object({ stop: z.boolean(), reason: safetyReason.nullable(), share: z.number(), count: z.number(), of: z.number(), isConfirmable: z.boolean() }),
  /** Questions for an office: how many are newly asked, and how many open ones are answered by the file. */
  questions: z.object({ asked: z.number(), answered: z.number() }),
  same: z.object({ lines: z.array(suggestion), leftOff: z.number() }),
  unclear: z.array(problem), notes: z.array(problem), problemsLeftOff: z.number(),
  differenceHash: z.string(),
  /** Nothing would change. */
  isEmpty: z.boolean(),
}

const named = { givenName: z.string(), familyName: z.string() }
const rosterChanged = z.object({ line: z.number(), ...named, changes: z.array(z.object({ field: z.enum(['givenName', 'familyName', 'shortCode', 'subjects']), from: z.string().nullable(), to: z.string().nullable() })) })
const tie = z.object({
  line: z.number().nullable(), action: z.enum(['added', 'changed', 'ended', 'missing']),
  role: z.enum(['mother', 'father', 'guardian', 'foster', 'other', 'member', 'lead', 'responsible']), who: z.string(), whom: z.string(),
  hasCustody: z.boolean().nullable(), hadCustody: z.boolean().nullable(),
})

/** Parents, staff or courses: people, and their ties to children, classes and courses. */
export const rosterPreview = z.object({
  ...common,
  kind: z.enum(['parents', 'staff', 'courses']),
  links: z.object({ added: z.number(), changed: z.number(), ended: z.number(), missing: z.number() }),
  /** The group that new staff come into by themselves; null: none, or a file of others. */
  staffRoom: z.string().nullable(),
  groups: z.object({ founded: z.array(z.object({ label: z.string(), members: z.number() })), renamed: z.array(z.object({ from: z.string(), to: z.string() })) }),
  /** Children of the file by how many hold custody (3.1): what each choice of signatures keeps waiting. */
  custody: z.object({ both: z.number(), one: z.number(), none: z.number() }),
  rows: z.object({
    new: z.array(z.object({ line: z.number(), ...named, shortCode: z.string().nullable(), subjects: z.array(z.string()) })),
    changed: z.array(rosterChanged),
    /** Had left: the same account, with a stay that begins today. */
    returned: z.array(rosterChanged),
    leaving: z.array(z.object(named)),
    links: z.array(tie),
  }),
})
export type RosterPreview = z.output<typeof rosterPreview>
