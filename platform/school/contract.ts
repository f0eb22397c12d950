/** Options of the school: what is set, and deciding anew. */
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'

export const contract = {
  listOptions: operation({
    summary: 'Lists the options of the school with the values in force',
    method: 'GET', path: '/options', right: 'school.read_options', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ options: z.array(z.object({ option: z.string(), value: z.unknown(), isDefault: z.boolean() })) }),
  }),
  decideOption: operation({
    summary: 'Decides an option anew; dated, by the head',
    method: 'POST', path: '/options/:option/decisions', right: 'school.decide', effects: 'write', doors: ['http'],
    input: z.object({ option: z.string().max(60), value: z.unknown() }),
    output: z.object({}),
  }),
}
