/** The registers of the school (X6): processings, measures, processors, and the paper that holds them all. */
import { z } from 'zod'
import { day, id, name, paperAnswer } from '#platform/module/fields.ts'
import { MEASURE_TOPICS } from '#platform/module/control.ts'
import { operation } from '#platform/module/operation.ts'
import { basis_chars_max, covers_max, measure_chars_max, processor_name_chars_max, processor_text_chars_max, reference_chars_max, remark_chars_max } from '../limits.ts'

const empty = z.literal('')
const topic = z.enum(MEASURE_TOPICS)
const fact = z.object({ label: z.string(), text: z.string() })
/** `basis`, `remark`: what was entered then; empty when it was taken out. */
const entry = z.object({ field: z.enum(['basis', 'remark']), text: z.string(), on: day, by: z.string().nullable() })
const processing = z.object({
  module: z.string(), name: z.string(), basis: z.string().nullable(), remark: z.string().nullable(), facts: z.array(fact),
  categories: z.array(z.object({ label: z.string(), source: z.string(), readers: z.string(), recipients: z.string(), keep: z.string() })), entries: z.array(entry), entriesCount: z.int(),
})
const service = z.object({ kind: z.string(), host: z.string() })
const processor = z.object({
  id, isOwn: z.boolean(), name: z.string(), service: z.string(), categories: z.string(), contractOn: day.nullable(), reference: z.string(), untilOn: day.nullable(),
  covers: z.array(z.string()), state: z.enum(['coming', 'in_force', 'over']), enteredOn: day, enteredBy: z.string().nullable(),
})
const page = { today: day, schoolName: z.string(), isPart: z.boolean() }

export const registersContract = {
  readRegister: operation({
    summary: 'The register of processing activities, from manifests and options, with what the school entered; the staff council sees what holds data of staff',
    method: 'GET', path: '/control/register', right: 'control.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ ...page, heads: z.array(z.string()), officers: z.array(z.string()), processings: z.array(processing) }),
  }),
  enterProcessing: operation({
    summary: 'Enters the legal basis and the remark of one processing; dated, what was there before stays',
    method: 'POST', path: '/control/register/:module/entries', right: 'control.enter', effects: 'write', doors: ['http'],
    input: z.object({ module: z.string().max(40), basis: empty.or(name(basis_chars_max)), remark: empty.or(name(remark_chars_max)) }),
    output: z.object({}),
  }),
  readMeasures: operation({
    summary: 'Technical and organisational measures: what is set, probed and counted now, and what the school added; the staff council sees a part',
    method: 'GET', path: '/control/measures', right: 'control.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      ...page,
      topics: z.array(z.object({ topic, lines: z.array(z.object({ text: z.string(), source: z.enum(['set', 'probed', 'counted', 'declared']), isBroken: z.boolean() })) })),
      own: z.array(z.object({ id, topic, text: z.string(), enteredOn: day, enteredBy: z.string().nullable(), endedOn: day.nullable() })),
    }),
  }),
  addMeasure: operation({
    summary: 'Adds an organisational measure of the school',
    method: 'POST', path: '/control/measures', right: 'control.enter', effects: 'write', doors: ['http'],
    input: z.object({ topic, text: name(measure_chars_max) }),
    output: z.object({}),
  }),
  endMeasure: operation({
    summary: 'Ends an organisational measure of the school from today on',
    method: 'POST', path: '/control/measures/:measureId/ends', right: 'control.enter', effects: 'write', doors: ['http'],
    input: z.object({ measureId: id }),
    output: z.object({}),
  }),
  listProcessors: operation({
    summary: 'Who processes data for the school, and services that the running server uses without an entry in force',
    method: 'GET', path: '/control/processors', right: 'control.read_processors', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ today: day, services: z.array(service.extend({ isMissing: z.boolean() })), processors: z.array(processor) }),
  }),
  addProcessor: operation({
    summary: 'Enters a processor with its contract, or that the school runs a service itself',
    method: 'POST', path: '/control/processors', right: 'control.enter', effects: 'write', doors: ['http'],
    input: z.object({
      isOwn: z.boolean(), name: name(processor_name_chars_max), service: name(processor_text_chars_max), categories: name(processor_text_chars_max), contractOn: day.nullable(),
      reference: empty.or(name(reference_chars_max)), untilOn: day.nullable(), covers: z.array(z.string().max(300)).max(covers_max),
    }),
    output: z.object({ id }),
  }),
  endProcessor: operation({
    summary: 'Ends the entry of a processor with its last day',
    method: 'POST', path: '/control/processors/:processorId/ends', right: 'control.enter', effects: 'write', doors: ['http'],
    input: z.object({ processorId: id, lastOn: day }),
    output: z.object({}),
  }),
  printProof: operation({
    summary: 'The proof for head and authority: control rows, register, measures and processors as one paper; for the staff council its part',
    method: 'GET', path: '/control/proof', right: 'control.read', effects: 'read', doors: ['http'], answer: 'pdf',
    input: z.object({}),
    output: paperAnswer,
  }),
}
