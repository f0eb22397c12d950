/** What the start page shows beside the cards that the modules bring themselves: what waits, notices, and the week of an office. */
import { z } from 'zod'
import { day, id } from '#platform/module/fields.ts'
import { hiddenSigns } from '#platform/module/signs.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from './limits.ts'
import { SUGGESTIONS } from './rules/week.ts'

const person = z.object({ id: z.uuid(), displayName: z.string() })
const group = z.object({ id: z.uuid(), label: z.string() })
const text = (characters_max: number) => z.string().trim().normalize('NFC').min(1).max(characters_max)
const fields = {
  title: text(limits.title_chars_max).refine((typed) => !hiddenSigns.test(typed), 'a sign that no title has'),
  body: text(limits.body_chars_max).refine((typed) => !hiddenSigns.test(typed.replaceAll('\n', '')), 'a sign that no text has'),
  from: day, until: day,
}
const audience = { forSchool: z.boolean(), groupIds: z.array(id).max(limits.groups_per_notice_max) }

export const contract = {
  readToday: operation({
    summary: 'What waits for me today: open tasks with what they are about, and how my classes stand',
    method: 'GET', path: '/today', right: 'home.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      today: z.iso.date(),
      /** Hours of the day in Berlin, for the greeting. */
      hour: z.int(),
      waiting: z.array(z.object({
        id: z.uuid(), kind: z.string(), dueOn: z.iso.date().nullable(), isOverdue: z.boolean(), office: z.string().nullable(), isForHead: z.boolean(),
        aboutGroup: z.object({ id: z.uuid(), label: z.string() }).nullable(), aboutPerson: z.object({ id: z.uuid(), displayName: z.string() }).nullable(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      })),
    }),
  }),
  readWeek: operation({
    summary: 'The week of an office: at most seven bundled items with a suggestion and an estimate of minutes; nothing new in holidays except security',
    method: 'GET', path: '/week', right: 'home.read_week', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({
        kind: z.string(), count: z.int(), dueOn: z.iso.date().nullable(), isOverdue: z.boolean(), isSecurity: z.boolean(), minutes: z.int(),
        suggestion: z.enum(SUGGESTIONS), isSafe: z.boolean(),
        /** Of a safe item: the tasks the suggestion can be taken for, at most what one call takes. */
        taskIds: z.array(z.uuid()),
        /** Whom it is about, as far as it is shown; `people` of a safe item are all of them. */
        people: z.array(person), groups: z.array(group),
        /** How many of them wait for the head, read by the deputy. */
        forHead: z.int(),
        /** Of the item that says what an office does not get done: who holds it, and of each kind how many since when; nobody whom it is about. */
        late: z.object({ office: z.string(), holders: z.array(person), kinds: z.array(z.object({ kind: z.string(), count: z.int(), since: z.iso.date() })) }).nullable(),
      })),
      minutes: z.int(), later: z.int(), held: z.int(),
      holidayUntil: z.iso.date().nullable(),
    }),
  }),
  listNotices: operation({
    summary: 'Notices for me that hang today; staff also see their own that are to come, head and office all',
    method: 'GET', path: '/notices', right: 'home.read_notices', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      notices: z.array(z.object({
        id: z.uuid(), title: z.string(), body: z.string(), from: z.iso.date(), until: z.iso.date(), forSchool: z.boolean(),
        /** The groups it is for, as far as the reader has to do with them. */
        groups: z.array(group), author: person.nullable(), isEdited: z.boolean(),
        /** Addressed to the reader, and hanging today. */
        isForMe: z.boolean(), may: z.array(z.enum(['edit', 'take_back'])),
      })),
    }),
  }),
  listAudiences: operation({
    summary: 'For whom I may hang something up',
    method: 'GET', path: '/notice-audiences', right: 'home.list_audiences', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ school: z.boolean(), groups: z.array(z.object({ ...group.shape, kind: z.string() })) }),
  }),
  writeNotice: operation({
    summary: 'Hangs up a notice for groups or for the school',
    method: 'POST', path: '/notices', right: 'home.write_notice', subject: 'audience', effects: 'write', doors: ['http'],
    input: z.object({ clientId: id, ...audience, ...fields }),
    output: z.object({ id: z.uuid() }),
  }),
  editNotice: operation({
    summary: 'Changes what a notice says and how long it hangs',
    method: 'PUT', path: '/notices/:noticeId', right: 'home.edit_notice', subject: 'notice', effects: 'write', doors: ['http'],
    input: z.object({ noticeId: id, ...fields }),
    output: z.object({}),
  }),
  takeBackNotice: operation({
    summary: 'Takes a notice down at once',
    method: 'POST', path: '/notices/:noticeId/end', right: 'home.take_back_notice', subject: 'notice', effects: 'write', doors: ['http'],
    input: z.object({ noticeId: id }),
    output: z.object({}),
  }),
}
