/** Log cases (R6.1). Every input is strict: a field that is not here is refused, so that nothing takes a name. */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { hiddenSigns } from '#platform/module/signs.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'
import { LOGS, OUTCOMES, PURPOSES, STEPS } from '../rules.ts'

const person = z.object({ id: z.string(), displayName: z.string() })
export const reason = z.string().trim().normalize('NFC').min(limits.reason_chars_min).max(limits.reason_chars_max).refine((text) => !hiddenSigns.test(text.replaceAll('\n', '')), 'a sign that no text has')
const instant = z.iso.datetime()
/** `module.name` of an operation; anything else is no filter. */
const operationName = z.string().max(80).regex(/^[a-z]+\.[a-zA-Z]+$/)

const unmasking = z.object({
  id: z.uuid(), mark: z.string(), reason: z.string(), requestedOn: z.iso.date(), state: z.enum(['waiting', 'granted', 'refused']),
  decidedBy: person.nullable(), inRepresentation: z.boolean(), readings: z.int(),
})
/** What goes out of a case sealed, and each sealing with the sum of its file. */
const sealedExport = z.object({
  id: z.uuid(), addressee: z.string(), requestedOn: z.iso.date(), state: z.enum(['waiting', 'granted', 'refused']), decidedBy: person.nullable(),
  sealings: z.array(z.object({ sealedOn: z.iso.date(), rows: z.int(), names: z.int(), sha256: z.string() })),
})
const logCase = z.object({
  id: z.uuid(), purpose: z.enum(PURPOSES), reason: z.string(), reference: z.string().nullable(), service: z.string(), serviceName: z.string(),
  windowFrom: instant, windowUntil: instant, inRepresentation: z.boolean(), openedAt: instant, closesAt: instant, endedAt: instant.nullable(), isOpen: z.boolean(),
  queries: z.int(), rowsShown: z.int(), hasOwnRows: z.boolean(), unmaskings: z.array(unmasking), exports: z.array(sealedExport),
})
/** Every step of the case in its order: who did it and when. */
const step = z.object({
  kind: z.enum(STEPS), at: instant, by: person.nullable(), mark: z.string().nullable(), log: z.enum(LOGS).nullable(), rows: z.int().nullable(),
  addressee: z.string().nullable(), names: z.int().nullable(), sha256: z.string().nullable(),
})

export const caseContract = {
  openLogCase: operation({
    summary: 'Opens a log case: purpose, reason, affected service, window of at most 7 days, for at most 24 hours; a court order only by the head',
    method: 'POST', path: '/log-cases', right: 'logs.open_case', effects: 'write', doors: ['http'],
    input: z.strictObject({
      purpose: z.enum(PURPOSES), reason, service: z.string().max(40).regex(/^[a-z]+$/), windowFrom: instant, windowUntil: instant, hours: z.int().min(1).max(limits.open_hours_max),
      reference: z.string().trim().min(3).max(limits.reference_chars_max).nullable(),
    }),
    output: z.object({ id: z.uuid(), closesAt: instant }),
  }),
  closeLogCase: operation({
    summary: 'Closes an own log case before its time',
    method: 'POST', path: '/log-cases/:caseId/end', right: 'logs.open_case', effects: 'write', doors: ['http'],
    input: z.strictObject({ caseId: id }),
    output: z.object({}),
  }),
  listOwnLogCases: operation({
    summary: 'Lists the log cases one opened oneself, and for which services one can open one',
    method: 'GET', path: '/own-log-cases', right: 'logs.list_own_cases', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ cases: z.array(logCase), isMore: z.boolean(), services: z.array(z.object({ id: z.string(), name: z.string() })), purposes: z.array(z.enum(PURPOSES)) }),
  }),
  queryLog: operation({
    summary: 'Shows rows of a log inside an own open case, persons as U-numbers; journalled each time',
    method: 'POST', path: '/log-cases/:caseId/queries', right: 'logs.query', effects: 'write', doors: ['http'],
    input: z.strictObject({ caseId: id, log: z.enum(LOGS), operation: operationName.optional(), outcome: z.enum(OUTCOMES).optional(), /** Number of the last row shown, for the ones before it. */ before: z.string().max(40).regex(/^[0-9a-f-]+$/).optional() }),
    output: z.object({
      rows: z.array(z.object({
        at: instant, mark: z.string().nullable(), operation: z.string(), outcome: z.string(), duration_ms: z.int().nullable(), network: z.string().nullable(), device: z.string().nullable(), place: z.string().nullable(),
      })),
      before: z.string().nullable(),
    }),
  }),
  listLogCases: operation({
    summary: 'The register of log cases with all their steps, for head, deputy, data protection and staff council',
    method: 'GET', path: '/log-cases', right: 'logs.read_register', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ cases: z.array(logCase.extend({ openedBy: person.nullable(), steps: z.array(step) })), isMore: z.boolean() }),
  }),
}
