/** Fields that stand in many contracts, so that each of them means one thing in one spelling. Contracts go to the browser too: nothing but zod here. */
import { z } from 'zod'
import { hiddenSigns } from './signs.ts'

/** An id in the one spelling in which ids are compared: PostgreSQL takes capitals for the same id, a comparison in code would not. */
export const id = z.uuid().toLowerCase()

/** A calendar date 'YYYY-MM-DD' that a school can mean, with room on both sides for reckoning (platform/time knows 1900 to 2199). */
export const day = z.iso.date().refine((date) => date >= '1920-01-01' && date <= '2150-12-31', 'not a day of this century or the one around it')

/** The answer of an operation that gives a paper: bytes of a PDF, and under which name it is saved. */
export const paperAnswer = z.object({ fileName: z.string().regex(/^[a-z0-9][a-z0-9-]{0,80}\.pdf$/), bytes: z.instanceof(Uint8Array) })

/**
 * The answer of an operation that gives the content of a blob. `show`: `inline` where a page shows it (kinds that can do no harm there; others are saved all the
 * same), `attachment` where it is saved. `mediaType`: instead of the one it was stored with. `keep_seconds`: a browser of an own device may show it for so long
 * without asking again; only for what lies behind an address that changes with the content and that nobody guesses.
 */
export const blobAnswer = z.object({ blobId: id, fileName: z.string().min(1).max(255), show: z.enum(['inline', 'attachment']), mediaType: z.string().max(127).optional(), keep_seconds: z.int().min(1).max(3_600).optional() })
export type BlobAnswer = z.output<typeof blobAnswer>

/** A name as people write it, with composed letters (NFC): at least one sign, and none that hides or turns other text. */
export function name(characters_max: number) {
  return z
    .string()
    .trim()
    .normalize('NFC')
    .min(1)
    .max(characters_max)
    .refine((text) => !hiddenSigns.test(text), 'a sign that no name has')
}
