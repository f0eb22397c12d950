/** What is added to a case. Nothing is changed: a later record stands beside the earlier one. */
import { z } from 'zod'
import { PERSON_TYPES } from '#platform/access/vocabulary.ts'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'
import { CATEGORIES, QUESTIONS, RISKS } from '../rules.ts'
import { instant, reason, text } from './fields.ts'

const lead = { method: 'POST', right: 'incident.lead', subject: 'incident', effects: 'write', doors: ['http'] } as const

export const recordContract = {
  correctDetection: operation({
    ...lead, summary: 'Says anew since when it is known, with a reason: the 72 hours count from there', path: '/incidents/:caseId/detections',
    input: z.strictObject({ caseId: id, detectedAt: instant, reason }),
    output: z.object({}),
  }),
  describeIncident: operation({
    ...lead, summary: 'What happened, which categories of data, about how many persons', path: '/incidents/:caseId/descriptions',
    input: z.strictObject({ caseId: id, happened: text(limits.what_chars_min, limits.happened_chars_max), categories: z.array(z.enum(CATEGORIES)).min(1).max(CATEGORIES.length), persons: z.int().min(0).max(limits.persons_max).nullable() }),
    output: z.object({}),
  }),
  findIncidentPeople: operation({
    summary: 'People and groups by name, to be put on the list of those affected',
    method: 'GET', path: '/incidents/:caseId/candidates', right: 'incident.lead', subject: 'incident', effects: 'read', doors: ['http'],
    input: z.strictObject({ caseId: id, q: z.string().trim().min(limits.search_chars_min).max(limits.search_chars_max) }),
    output: z.object({
      people: z.array(z.object({ id, displayName: z.string(), type: z.enum(PERSON_TYPES), place: z.string().nullable() })),
      groups: z.array(z.object({ id, label: z.string(), members: z.int() })),
      isMore: z.boolean(),
    }),
  }),
  addAffected: operation({
    ...lead, summary: 'Puts people, or all members of a group today, on the list of those affected', path: '/incidents/:caseId/affected',
    input: z.strictObject({ caseId: id, personIds: z.array(id).max(limits.affected_at_once_max), groupId: id.nullable() }).refine(({ personIds, groupId }) => (personIds.length > 0) !== (groupId !== null), 'people or a group'),
    output: z.object({ added: z.int() }),
  }),
  removeAffected: operation({
    ...lead, summary: 'Takes somebody from the list of those affected; that they stood there stays on record', path: '/incidents/:caseId/affected-removals',
    input: z.strictObject({ caseId: id, affectedId: id }),
    output: z.object({}),
  }),
  addMeasure: operation({
    ...lead, summary: 'A measure that was taken, and on which day', path: '/incidents/:caseId/measures',
    input: z.strictObject({ caseId: id, takenOn: day, measure: text(limits.measure_chars_min, limits.measure_chars_max) }),
    output: z.object({}),
  }),
  assessIncident: operation({
    ...lead, summary: 'Assesses the risk for the people concerned, with reasons', path: '/incidents/:caseId/assessments',
    input: z.strictObject({ caseId: id, risk: z.enum(RISKS), reason }),
    output: z.object({}),
  }),
  decideIncident: operation({
    ...lead, summary: 'Decides with reasons whether the authority, or the people concerned, are told', path: '/incidents/:caseId/decisions',
    input: z.strictObject({ caseId: id, question: z.enum(QUESTIONS), isYes: z.boolean(), reason }),
    output: z.object({}),
  }),
  recordIncidentReport: operation({
    ...lead, summary: 'Records when the authority, or the people concerned, were told; to the authority after 72 hours only with the reason of the delay', path: '/incidents/:caseId/reports',
    input: z.strictObject({
      caseId: id, question: z.enum(QUESTIONS), reportedAt: instant, reference: text(1, limits.reference_chars_max).nullable(), delayReason: reason.nullable(),
    }),
    output: z.object({}),
  }),
}
