/** The page Kontrolle: one row per clause of the instruction (X16), and the registers behind it (X6). */
import { z } from 'zod'
import { CLAUSES } from '#platform/module/clauses.ts'
import { operation } from '#platform/module/operation.ts'
import { registersContract } from './registers/contract.ts'

const figure = z.object({ id: z.string(), n: z.int(), of: z.int().nullable(), needs: z.enum(['head', 'clerk', 'admin', 'officer']).nullable(), path: z.string().nullable() })
const probe = z.object({
  id: z.string(), ranAt: z.iso.datetime().nullable(), passed: z.boolean(), checked: z.int(),
  /** A code or the name of an operation; never a person. */
  fault: z.string().nullable(),
  isStale: z.boolean(),
})
const row = z.object({
  clause: z.enum(CLAUSES),
  /** `broken`: a probe found an open gate. `unsure`: not asked yet, or too long ago. `open`: something waits for somebody. */
  state: z.enum(['broken', 'unsure', 'open', 'calm']),
  kept: z.array(z.enum(['technical', 'reminder', 'organisational'])),
  probes: z.array(probe), figures: z.array(figure),
  /** The options that belong to this clause, with the values in force; their words stand in platform/school/settings.de.ts. */
  settings: z.array(z.object({ option: z.string(), value: z.unknown(), isDefault: z.boolean() })),
})

export const contract = {
  ...registersContract,
  readControl: operation({
    summary: 'One row per clause: what is locked and when that was last probed, what is open, and whom it needs; the staff council sees a part',
    method: 'GET', path: '/control', right: 'control.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ today: z.iso.date(), schoolName: z.string(), isPart: z.boolean(), rows: z.array(row) }),
  }),
  runProbes: operation({
    summary: 'Asks all probes now',
    method: 'POST', path: '/control/probe-runs', right: 'control.probe', effects: 'write', doors: ['http'],
    input: z.object({}),
    output: z.object({ failed: z.array(z.string()) }),
  }),
}
