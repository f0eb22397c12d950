/** The register of who keeps the sealed root credential (R4.3). */
import { z } from 'zod'
import { day, id, name as nameOf } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'
import { person } from './fields.ts'

const place = nameOf(limits.place_length_max)
const reason = nameOf(limits.reason_length_max).min(3)

export const custody = {
  listCustody: operation({
    summary: 'The register of custody of the root credential: who, where, since when, declarations, uses, rotations',
    method: 'GET', path: '/custody', right: 'administration.read_custody', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      custodians: z.array(z.object({ id, person, place: z.string(), from: day, endedOn: day.nullable(), isCurrent: z.boolean(), isOwn: z.boolean(), declaredOn: day.nullable(), isDeclarationDue: z.boolean(), namedBy: person, inRepresentation: z.boolean() })),
      events: z.array(z.object({ id, kind: z.enum(['use', 'rotation', 'compromise']), on: day, reason: z.string(), recordedBy: person })),
      lastRotationOn: day.nullable(),
      /** A compromise that no rotation has followed. */
      isCompromised: z.boolean(),
    }),
  }),

  nameCustodian: operation({
    summary: 'Gives the sealed root credential into the custody of somebody of the school; with handOver the former custody ends',
    method: 'POST', path: '/custody', right: 'administration.keep_custody', effects: 'write', doors: ['http'],
    input: z.object({ personId: id, place, from: day, handOver: id.nullable() }),
    output: z.object({ id }),
  }),

  endCustody: operation({
    summary: 'Ends a custody of the root credential',
    method: 'POST', path: '/custody/:custodyId/end', right: 'administration.keep_custody', effects: 'write', doors: ['http'],
    input: z.object({ custodyId: id }),
    output: z.object({}),
  }),

  declareCustody: operation({
    summary: 'A custodian declares that the root credential was not passed on',
    method: 'POST', path: '/custody/:custodyId/declarations', right: 'administration.declare_custody', subject: 'custody', effects: 'write', doors: ['http'],
    input: z.object({ custodyId: id }),
    output: z.object({}),
  }),

  recordRootEvent: operation({
    summary: 'Records a use or a rotation of the root credential',
    method: 'POST', path: '/root-events', right: 'administration.record_root', effects: 'write', doors: ['http'],
    input: z.object({ kind: z.enum(['use', 'rotation']), on: day, reason }),
    output: z.object({}),
  }),

  reportCompromise: operation({
    summary: 'The root credential is known to somebody else: recorded, tasks opened, all sessions of office holders end',
    method: 'POST', path: '/root-events/compromise', right: 'administration.report_compromise', effects: 'write', doors: ['http'],
    input: z.object({ reason }),
    output: z.object({ sessionsEnded: z.int() }),
  }),
}
