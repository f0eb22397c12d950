/** The sealed export of a case on the order of a court or the police (R6.1): the head asks, the data protection officer agrees, the file is made when pressed for. */
import { z } from 'zod'
import { id } from '#platform/module/fields.ts'
import { hiddenSigns } from '#platform/module/signs.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const addressee = z.string().trim().normalize('NFC').min(limits.addressee_chars_min).max(limits.addressee_chars_max).refine((text) => !hiddenSigns.test(text), 'a sign that no text has')
/** Counted no further than one file may hold, and one more. */
const rows = z.object({ access: z.int(), sign_in: z.int(), fault: z.int() })

export const exportContract = {
  requestExport: operation({
    summary: 'Asks in an own open case on an order for its rows as a sealed file for one addressee; waits for the data protection officer',
    method: 'POST', path: '/log-cases/:caseId/exports', right: 'logs.seal_export', effects: 'write', doors: ['http'],
    input: z.strictObject({ caseId: id, addressee }),
    output: z.object({ id: z.uuid() }),
  }),
  listExports: operation({
    summary: 'Lists sealed exports that wait for the data protection officer, with reference, addressee and how much would go out; the case itself stands in the register',
    method: 'GET', path: '/log-exports', right: 'logs.decide_export', effects: 'read', doors: ['http'],
    input: z.strictObject({}),
    output: z.object({
      waiting: z.array(z.object({
        id: z.uuid(), caseId: z.uuid(), addressee: z.string(), reference: z.string(), caseReason: z.string(), serviceName: z.string(),
        requestedBy: z.object({ id: z.string(), displayName: z.string() }).nullable(), requestedOn: z.iso.date(), isOwn: z.boolean(), rows, names: z.int(), isTooLarge: z.boolean(),
      })),
    }),
  }),
  decideExport: operation({
    summary: 'As data protection officer, and not as who asked: agrees that the rows of a case on an order go out sealed, or refuses',
    method: 'POST', path: '/log-exports/:exportId/decisions', right: 'logs.decide_export', effects: 'write', doors: ['http'],
    input: z.strictObject({ exportId: id, isGranted: z.boolean() }),
    output: z.object({}),
  }),
  sealExport: operation({
    summary: 'Seals the rows of the own open case to a key made for this file, once the officer has agreed; file and key are in the answer and nowhere else',
    method: 'POST', path: '/log-exports/:exportId/sealings', right: 'logs.seal_export', effects: 'write', doors: ['http'],
    input: z.strictObject({ exportId: id }),
    output: z.object({
      fileName: z.string(), /** Base64. */ file: z.string(), sha256: z.string(), rows: z.int(), names: z.int(), code: z.string(), groups: z.array(z.string()),
      /** For the sheet with the key: what it belongs to. */
      addressee: z.string(), reference: z.string(), schoolName: z.string(),
    }),
  }),
}
