/** Options of the school: what is set, and deciding anew. */
import { z } from 'zod'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'

export const contract = {
  listOptions: operation({
    summary: 'Lists the options of the school with the values in force, and the rooms that process personal data, for their legal basis',
    method: 'GET', path: '/options', right: 'school.read_options', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ options: z.array(z.object({ option: z.string(), value: z.unknown(), isDefault: z.boolean() })), rooms: z.array(z.object({ id: z.string(), name: z.string() })) }),
  }),
  decideOption: operation({
    summary: 'Decides an option anew; dated, by the head',
    method: 'POST', path: '/options/:option/decisions', right: 'school.decide', effects: 'write', doors: ['http'],
    input: z.object({ option: z.string().max(60), value: z.unknown() }),
    output: z.object({}),
  }),
  listDecisions: operation({
    summary: 'Lists the decisions about options: what, when, by whom',
    method: 'GET', path: '/option-decisions', right: 'school.read_decisions', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      decisions: z.array(z.object({ id, option: z.string(), value: z.unknown(), decidedOn: day, decidedBy: z.object({ id, displayName: z.string() }).nullable(), inRepresentation: z.boolean() })),
    }),
  }),
  listRepresented: operation({
    summary: 'Lists what was done in representation of the head and not yet read by the head',
    method: 'GET', path: '/represented-acts', right: 'school.read_represented', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ acts: z.array(z.object({ id, act: z.string(), on: day, by: z.string().nullable(), about: z.string().nullable() })) }),
  }),
  acknowledgeRepresented: operation({
    summary: 'The head has read acts of the deputy (A8)',
    method: 'POST', path: '/represented-acts/acknowledgements', right: 'school.read_represented', effects: 'write', doors: ['http'],
    input: z.object({ ids: z.array(id).max(200).nullable() }),
    output: z.object({ acknowledged: z.int() }),
  }),
}
