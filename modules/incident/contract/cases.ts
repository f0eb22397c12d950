/** Cases as a whole: raised, listed, read, closed, reopened, printed. */
import { z } from 'zod'
import { id, paperAnswer } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'
import { CATEGORIES, QUESTIONS, RISKS } from '../rules.ts'
import { instant, person, reason, record, text } from './fields.ts'

const decision = record.extend({ isYes: z.boolean(), reason: z.string(), inRepresentation: z.boolean() })
const report = record.extend({ reportedAt: instant, reference: z.string().nullable(), delayReason: z.string().nullable(), isLate: z.boolean() })
const question = z.object({ decisions: z.array(decision), reports: z.array(report), isSettled: z.boolean() })
const head = z.object({ id: z.uuid(), openedAt: instant, detectedAt: instant, deadline: instant, closedAt: instant.nullable(), what: z.string(), isOverdue: z.boolean() })

export const caseContract = {
  raiseIncident: operation({
    summary: 'Raises the suspicion of a data breach: opens a case and informs head and data protection officer; the id only for who may lead it',
    method: 'POST', path: '/incidents', right: 'incident.raise', effects: 'write', doors: ['http'],
    input: z.strictObject({ what: text(limits.what_chars_min, limits.what_chars_max), knownSince: instant }),
    output: z.object({ id: z.uuid().nullable() }),
  }),
  listIncidents: operation({
    summary: 'The register of incidents: all cases with their times and both decisions, newest first',
    method: 'GET', path: '/incidents', right: 'incident.read', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({
      cases: z.array(head.extend({
        authority: z.object({ isYes: z.boolean().nullable(), reportedAt: instant.nullable() }), affected: z.object({ isYes: z.boolean().nullable(), reportedAt: instant.nullable() }),
        isAuthoritySettled: z.boolean(), affectedCount: z.int(),
      })),
      isMore: z.boolean(),
    }),
  }),
  readIncident: operation({
    summary: 'One case with all its records',
    method: 'GET', path: '/incidents/:caseId', right: 'incident.read', subject: 'incident', effects: 'read', doors: ['http'],
    input: z.strictObject({ caseId: id }),
    output: head.extend({
      raised: record, detections: z.array(record.extend({ detectedAt: instant, reason: z.string() })),
      descriptions: z.array(record.extend({ happened: z.string(), categories: z.array(z.enum(CATEGORIES)), persons: z.int().nullable() })),
      /** Without those whom a contact ban hides from the reader. */
      affected: z.array(record.extend({ person, isHere: z.boolean() })), affectedCount: z.int(),
      measures: z.array(record.extend({ takenOn: z.iso.date(), measure: z.string() })),
      assessments: z.array(record.extend({ risk: z.enum(RISKS), reason: z.string() })),
      questions: z.object({ authority: question, affected: question }),
      turns: z.array(record.extend({ kind: z.enum(['closed', 'reopened']), reason: z.string().nullable() })),
    }),
  }),
  closeIncident: operation({
    summary: 'Closes a case; refused before both questions are decided with reasons and what was decided is done',
    method: 'POST', path: '/incidents/:caseId/closings', right: 'incident.lead', subject: 'incident', effects: 'write', doors: ['http'],
    input: z.strictObject({ caseId: id }),
    output: z.object({}),
  }),
  reopenIncident: operation({
    summary: 'Opens a closed case again, with a reason',
    method: 'POST', path: '/incidents/:caseId/reopenings', right: 'incident.lead', subject: 'incident', effects: 'write', doors: ['http'],
    input: z.strictObject({ caseId: id, reason }),
    output: z.object({}),
  }),
  printIncidentDraft: operation({
    summary: 'Draft of the notice to the authority or to the people concerned, put together from the fields of the case; names nobody',
    method: 'GET', path: '/incidents/:caseId/drafts/:question', right: 'incident.read', subject: 'incident', effects: 'read', doors: ['http'], answer: 'pdf',
    input: z.strictObject({ caseId: id, question: z.enum(QUESTIONS) }),
    output: paperAnswer,
  }),
}
