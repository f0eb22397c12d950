/** Unmasking one number of a case (R6.1): a second person decides, the person concerned is told. */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { PURPOSES } from '../rules.ts'
import { reason } from './cases.ts'

export const unmaskingContract = {
  requestUnmasking: operation({
    summary: 'Asks in an own open case for the name behind one U-number, with a reason; waits for a second person',
    method: 'POST', path: '/log-cases/:caseId/unmaskings', right: 'logs.query', effects: 'write', doors: ['http'],
    input: z.strictObject({ caseId: id, mark: z.string().regex(/^U-\d{4,6}$/), reason }),
    output: z.object({ id: z.uuid() }),
  }),
  listUnmaskings: operation({
    summary: 'Lists unmaskings that wait for a second person, without names',
    method: 'GET', path: '/log-unmaskings', right: 'logs.decide_unmasking', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({
      waiting: z.array(z.object({
        id: z.uuid(), mark: z.string(), reason: z.string(), requestedBy: z.object({ id: z.string(), displayName: z.string() }).nullable(), requestedOn: z.iso.date(), isOwn: z.boolean(),
        purpose: z.enum(PURPOSES), caseReason: z.string(), serviceName: z.string(),
      })),
    }),
  }),
  decideUnmasking: operation({
    summary: 'As head or data protection officer, and not as who asked: grants or refuses the name behind one U-number; the person is told, of staff the staff council too',
    method: 'POST', path: '/log-unmaskings/:unmaskingId/decisions', right: 'logs.decide_unmasking', effects: 'write', doors: ['http'],
    input: z.strictObject({ unmaskingId: id, isGranted: z.boolean() }),
    output: z.object({}),
  }),
  readUnmasked: operation({
    summary: 'The name behind a U-number that was granted, for who opened the case and while it is open; journalled each time',
    method: 'POST', path: '/log-unmaskings/:unmaskingId/readings', right: 'logs.query', effects: 'write', doors: ['http'],
    input: z.strictObject({ unmaskingId: id }),
    output: z.object({ displayName: z.string().nullable() }),
  }),
  listOwnUnmaskings: operation({
    summary: 'Where the own name was opened in a log case: when, for which purpose, by whom it was allowed',
    method: 'GET', path: '/own-unmaskings', right: 'logs.read_own', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ unmaskings: z.array(z.object({ id: z.uuid(), on: z.iso.date(), purpose: z.enum(PURPOSES), reason: z.string(), allowedBy: z.string().nullable(), isNoted: z.boolean() })) }),
  }),
  noteUnmasking: operation({
    summary: 'Says that one has read of it: as the person concerned, or for the staff council',
    method: 'POST', path: '/log-unmaskings/:unmaskingId/notes', right: 'logs.read_own', effects: 'write', doors: ['http'],
    input: z.strictObject({ unmaskingId: id }),
    output: z.object({}),
  }),
}
