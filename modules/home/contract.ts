/** What the start page shows beside the cards that the modules bring themselves. */
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'

export const contract = {
  readToday: operation({
    summary: 'What waits for me today: open tasks with what they are about, and how my classes stand',
    method: 'GET', path: '/today', right: 'home.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      today: z.iso.date(),
      /** Hours of the day in Berlin, for the greeting. */
      hour: z.int(),
      waiting: z.array(z.object({
        id: z.uuid(), kind: z.string(), dueOn: z.iso.date().nullable(), isOverdue: z.boolean(), office: z.string().nullable(),
        aboutGroup: z.object({ id: z.uuid(), label: z.string() }).nullable(), aboutPerson: z.object({ id: z.uuid(), displayName: z.string() }).nullable(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      })),
    }),
  }),
}
