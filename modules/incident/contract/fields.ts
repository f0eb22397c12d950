/** Fields of the contract of incidents. */
import { z } from 'zod'
import { hiddenSigns } from '#platform/module/signs.ts'
import { limits } from '../limits.ts'

/** Text over several lines, without signs that hide or turn other text. */
export function text(chars_min: number, chars_max: number) {
  return z.string().trim().normalize('NFC').min(chars_min).max(chars_max).refine((value) => !hiddenSigns.test(value.replaceAll('\n', '')), 'a sign that no text has')
}

export const reason = text(limits.reason_chars_min, limits.reason_chars_max)
export const instant = z.iso.datetime()
export const person = z.object({ id: z.uuid(), displayName: z.string() })
/** Who wrote a record, and on which day. Instants are those of the incident: when somebody sat at this page is in no answer (R6.2). Ids rise in the order of writing. */
export const record = z.object({ id: z.uuid(), written: z.object({ by: person.nullable(), on: z.iso.date() }) })
