/** The key of the safe: which there are, and making a new one. */
import { z } from 'zod'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { code_chars_max } from './limits.ts'

const key = z.object({ id, /** The sign on the paper. */ sign: z.string(), madeOn: day, madeBy: z.string().nullable(), inRepresentation: z.boolean(), isCurrent: z.boolean() })

export const contract = {
  listSafeKeys: operation({
    summary: 'Lists the keys of the safe: when they were made, by whom, and which is in force',
    method: 'GET', path: '/safe-keys', right: 'safe.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ keys: z.array(key) }),
  }),
  makeSafeKey: operation({
    summary: 'Makes a new key of the safe and answers its private half, once, to be printed and locked away',
    method: 'POST', path: '/safe-keys', right: 'safe.make', effects: 'write', doors: ['http'],
    input: z.object({}),
    output: z.object({ id, sign: z.string(), madeOn: day, code: z.string(), groups: z.array(z.string()), schoolName: z.string() }),
  }),
  checkSafeCode: operation({
    summary: 'Says of which key of the safe a typed code is, so that a paper can be tried out before it is needed; nothing is kept',
    method: 'POST', path: '/safe-key-checks', right: 'safe.make', effects: 'write', doors: ['http'],
    input: z.object({ code: z.string().trim().min(1).max(code_chars_max) }),
    output: z.object({ outcome: z.enum(['current', 'older', 'unknown', 'misspelt']) }),
  }),
}
