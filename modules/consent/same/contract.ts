/** The same human as member of staff and as parent (B12): links by the clerk, suggestions by name, and contact bans that reach into the staff room (T3). */
import { z } from 'zod'
import { day, id, name as nameOf } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const person = z.object({ id, displayName: z.string() })
const parent = z.object({ id, displayName: z.string(), /** First names: what tells namesakes apart. */ children: z.array(z.string()) })
const pair = z.object({ workId: id, parentId: id })

export const sameContract = {
  listSameHumans: operation({
    summary: 'Accounts of staff and of parents that are one human, and pairs of one name that might be',
    method: 'GET', path: '/same-humans', right: 'consent.keep_same_humans', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      links: z.array(z.object({ id, work: person, parent, since: day, by: z.string().nullable() })),
      suggestions: z.array(z.object({ work: person, parent })),
    }),
  }),
  findWorkAccounts: operation({
    summary: 'Finds accounts of staff and others by name, to link one of them with a parent',
    method: 'GET', path: '/work-account-candidates', right: 'consent.keep_same_humans', effects: 'read', doors: ['http'],
    input: z.object({ q: z.string().trim().min(limits.work_account_query_chars_min).max(limits.parent_name_length_max) }),
    output: z.object({ found: z.array(person) }),
  }),
  linkSameHuman: operation({
    summary: 'Links an account at work and an account as parent as one human; no right follows from it',
    method: 'POST', path: '/same-humans', right: 'consent.keep_same_humans', effects: 'write', doors: ['http'],
    input: pair,
    output: z.object({ linkId: id, bans: z.int() }),
  }),
  endSameHuman: operation({
    summary: 'Takes such a link away; nobody does so about themselves',
    method: 'POST', path: '/same-humans/:linkId/ends', right: 'consent.keep_same_humans', subject: 'sameHuman', effects: 'write', notForOwnFamily: true, doors: ['http'],
    input: z.object({ linkId: id }),
    output: z.object({}),
  }),
  denySameHuman: operation({
    summary: 'Notes that two of one name are two humans, so that they are not suggested again',
    method: 'POST', path: '/same-human-denials', right: 'consent.keep_same_humans', effects: 'write', doors: ['http'],
    input: pair,
    output: z.object({}),
  }),

  listBansAtWork: operation({
    summary: 'Contact bans of parents who also work here, the groups that they share with the child, and what was decided',
    method: 'GET', path: '/bans-at-work', right: 'consent.see_bans_at_work', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      mayDecide: z.boolean(),
      bans: z.array(z.object({
        banId: id, work: person, child: person, since: day, until: day.nullable(), sharedGroups: z.array(z.string()),
        decision: z.object({ outcome: z.enum(['separated', 'order_allows']), reference: z.string().nullable(), by: z.string().nullable(), on: day }).nullable(),
      })),
    }),
  }),
  decideBanAtWork: operation({
    summary: 'The head notes how a contact ban is kept at work: separated, or allowed by the order with its reference',
    method: 'POST', path: '/bans-at-work/:banId/decisions', right: 'consent.decide_ban_at_work', subject: 'banAtWork', effects: 'write', notForOwnFamily: true, doors: ['http'],
    input: z.object({ banId: id, workId: id, outcome: z.enum(['separated', 'order_allows']), reference: nameOf(limits.reference_length_max).optional() }),
    output: z.object({}),
  }),
}
