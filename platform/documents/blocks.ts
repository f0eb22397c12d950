/** What a document's body is made of: plain structure, shown the same way in the browser and on paper, with no markup inside of texts. */
import { z } from 'zod'
import { blocks_max, cells_max, rows_max, text_chars_max } from './limits.ts'

const text = z.string().max(text_chars_max)

export const blockSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), text }),
  z.strictObject({ kind: z.literal('text'), text }),
  z.strictObject({ kind: z.literal('list'), items: z.array(text).max(rows_max) }),
  z.strictObject({ kind: z.literal('facts'), rows: z.array(z.strictObject({ label: text, text })).max(rows_max) }),
  z.strictObject({ kind: z.literal('table'), head: z.array(text).max(cells_max), rows: z.array(z.array(text).max(cells_max)).max(rows_max) }),
])

export type Block = z.infer<typeof blockSchema>

export const bodySchema = z.array(blockSchema).min(1).max(blocks_max)
