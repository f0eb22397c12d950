/** The shape of what is stored about oneself (platform/privacy/stored.ts). */
import { z } from 'zod'

const counted = z.object({ count: z.number(), isMore: z.boolean(), since: z.string().nullable() })
const value = z.object({ label: z.string(), kind: z.enum(['day', 'instant', 'flag', 'text']), value: z.string() })

export const storedRoom = z.object({
  module: z.string(), name: z.string(), purpose: z.string(), count: z.number(), isMore: z.boolean(),
  categories: z.array(z.object({ label: z.string(), source: z.string(), readers: z.array(z.string()), keeps: z.array(z.string()), about: counted, acted: counted, rows: z.array(z.array(value)), isPartly: z.boolean() })),
})
