/** Accounts and mailboxes of persons near the school, by decision of the head (R10.2). */
import { z } from 'zod'
import { day, id, name as nameOf } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'
import { name, person } from './fields.ts'

const role = nameOf(limits.role_length_max)
const reason = nameOf(limits.reason_length_max).min(3)

export const others = {
  listOthers: operation({
    summary: 'Lists accounts of others with function, decision and end, and the requests that wait',
    method: 'GET', path: '/others', right: 'administration.read_others', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      proposedUntil: day,
      requests: z.array(z.object({ id, personName: z.string(), isExtension: z.boolean(), role: z.string(), reason: z.string(), wantsMailbox: z.boolean(), from: day, until: day, requestedBy: person, requestedOn: day })),
      accounts: z.array(z.object({
        personId: id, displayName: z.string(), accountName: z.string(), role: z.string(), reason: z.string(), hasMailbox: z.boolean(), from: day, until: day.nullable(), isCurrent: z.boolean(),
        decidedBy: person, decidedOn: day, inRepresentation: z.boolean(),
      })),
      refused: z.array(z.object({ id, personName: z.string(), role: z.string(), decidedOn: day })),
    }),
  }),

  requestOther: operation({
    summary: 'Asks the head for an account of somebody near the school, or for a longer term',
    method: 'POST', path: '/other-requests', right: 'administration.request_other', effects: 'write', doors: ['http'],
    input: z.object({ person: z.union([z.object({ id }), z.object({ givenName: name, familyName: name })]), role, reason, wantsMailbox: z.boolean(), from: day, until: day.nullable() }),
    output: z.object({ id }),
  }),

  decideOther: operation({
    summary: 'The head grants or refuses a request for an account of somebody near the school',
    method: 'POST', path: '/other-requests/:requestId/decision', right: 'administration.decide_other', effects: 'write', doors: ['http'],
    input: z.object({ requestId: id, isGranted: z.boolean(), until: day.nullable() }),
    output: z.object({ personId: id.nullable(), until: day.nullable() }),
  }),

  extendOther: operation({
    summary: 'The head sets another last day for an account of somebody near the school',
    method: 'POST', path: '/others/:personId/terms', right: 'administration.decide_other', effects: 'write', doors: ['http'],
    input: z.object({ personId: id, until: day, reason }),
    output: z.object({}),
  }),
}
