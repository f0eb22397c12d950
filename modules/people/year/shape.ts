/** What a change of the school year would do and has done, and how it is asked for. Read by server and browser. */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { file_bytes_max } from '#platform/csv/limits.ts'
import { source } from '../import/shape.ts'
import { fresh_characters_max } from '../limits.ts'

const group = { groupId: id, kind: z.enum(['class', 'year', 'course']), label: z.string(), members: z.number() }

const preview = z.object({
  /** The year that begins, the one that ends, and the first day of the new one. */
  schoolYear: z.string(), lastYear: z.string(), startsOn: z.string(),
  /** `due`: can be done now. `early`: a look ahead. `done`: nothing left to do. */
  state: z.enum(['due', 'early', 'done']),
  isWithFile: z.boolean(),
  /** Classes and years that go on under the new label, with their room unless somebody chooses otherwise. */
  renamed: z.array(z.object({ ...group, to: z.string() })),
  /** Go on under the same label. */
  carried: z.array(z.object(group)),
  /** `exit`: leaves the school. `years_on`: the pupils go on in a year group. `empty`: nobody is left in it. */
  ended: z.array(z.object({ ...group, why: z.enum(['exit', 'years_on', 'empty']) })),
  courses: z.array(z.object(group)),
  founded: z.array(z.object({ kind: z.enum(['class', 'year']), label: z.string(), members: z.number() })),
  exits: z.number(), lastDay: z.string(), moves: z.number(), missing: z.number(),
  /** In the file and not on record: they come with the ordinary import afterwards. */
  newInFile: z.number(), unclear: z.number(),
  archiveDays: z.number(), undoDays: z.number(),
  safety: z.object({ stop: z.boolean(), count: z.number(), of: z.number() }),
  differenceHash: z.string(),
})
export type YearPreview = z.output<typeof preview>

const kept = z.object({ kind: z.enum(['label', 'group_end', 'group_founded', 'membership_end', 'membership_added', 'exit', 'question']), name: z.string() })
export type KeptStep = z.output<typeof kept>

export const yearOperations = {
  previewYear: operation({
    summary: 'Shows what the change of the school year would do, by counting up or by the file of the next year; stores nothing',
    method: 'POST', path: '/school-years/previews', right: 'people.change_year', effects: 'read', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max,
    input: z.object({ source: source.optional() }),
    output: preview,
  }),
  changeYear: operation({
    summary: 'Does the change of the school year that was shown, all of it in one transaction',
    method: 'POST', path: '/school-years', right: 'people.change_year', effects: 'write', doors: ['http'], body: 'raw', body_bytes_max: file_bytes_max,
    input: z.object({
      source: source.optional(), differenceHash: z.string().length(64), confirmSafety: z.union([z.boolean(), z.stringbool()]).default(false),
      /** Ids of the classes whose room begins anew, with commas between. */
      fresh: z.string().max(fresh_characters_max).regex(/^[0-9a-f,-]*$/).default(''),
    }),
    output: z.object({ id, schoolYear: z.string(), undoUntil: z.string(), exits: z.number(), questions: z.number() }),
  }),
  listYears: operation({
    summary: 'Lists the changes of school years: when, by whom, until when each can be taken back',
    method: 'GET', path: '/school-years', right: 'people.change_year', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      years: z.array(z.object({
        id, schoolYear: z.string(), doneAt: z.string(), doneBy: z.string().nullable(), undoUntil: z.string(), undoneAt: z.string().nullable(), mayUndo: z.boolean(),
        counts: z.record(z.string(), z.number()),
      })),
    }),
  }),
  undoYear: operation({
    summary: 'Takes a change of the school year back as far as nobody changed anything since; names what stays',
    method: 'POST', path: '/school-years/:id/restorations', right: 'people.change_year', effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: z.object({ restored: z.number(), kept: z.array(kept), keptLeftOff: z.number() }),
  }),
}
