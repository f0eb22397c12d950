/** What everybody reads: what is logged, and the own rows (Art. 15); and the operators' view, without persons. */
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'

export const openContract = {
  readDeclared: operation({
    summary: 'What is logged: each log with fields, purpose, days as set, and readers; from the manifests',
    method: 'GET', path: '/logs/declared', right: 'logs.read_declared', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({
      logs: z.array(z.object({ id: z.string(), name: z.string(), purpose: z.string(), days: z.int(), fields: z.array(z.string()), readers: z.array(z.string()) })),
      /** The journal of acts, which is no log of use: kept longer, and what stands in it by room. */
      journal: z.object({ days: z.int(), rooms: z.array(z.object({ name: z.string(), acts: z.array(z.string()) })) }),
      keyDays: z.int(),
    }),
  }),
  readOwnRows: operation({
    summary: 'The rows of the technical log that are about oneself, newest first',
    method: 'GET', path: '/logs/own', right: 'logs.read_own', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({ days: z.int(), isMore: z.boolean(), rows: z.array(z.object({ at: z.iso.datetime(), operation: z.string(), room: z.string(), status: z.int(), network: z.string().nullable() })) }),
  }),
  readOperation: operation({
    summary: 'How the machine is: error rates, queues, pool, disk, version; nothing about a person',
    method: 'GET', path: '/operation', right: 'logs.read_operation', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({
      version: z.string(), isFresh: z.boolean(), upSeconds: z.int(),
      /** Of the last hour, in the process that answers. `isFew`: fewer than ten requests, then they are not told. */
      lastHour: z.array(z.object({ module: z.string(), name: z.string(), isFew: z.boolean(), requests: z.int(), refused: z.int(), broken: z.int() })),
      meters: z.array(z.object({ name: z.string(), samples: z.array(z.object({ labels: z.record(z.string(), z.string()), value: z.number() })) })),
    }),
  }),
}
