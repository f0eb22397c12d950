/** The texts people consent to: read as they are, and published anew by the head. */
import { z } from 'zod'
import { blockSchema } from '#platform/documents/blocks.ts'
import { day, id, name } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const purpose = z.enum(['platform', 'video'])

export const textContract = {
  readConsentTexts: operation({
    summary: 'The texts of the consents in force, as blocks, and how many consents rest on them',
    method: 'GET', path: '/consent-texts', right: 'consent.publish_text', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      reconsentDays: z.int(),
      texts: z.array(z.object({ purpose, id, title: z.string(), major: z.int(), minor: z.int(), validFrom: day, body: z.array(blockSchema), open: z.int(), hasAids: z.boolean() })),
    }),
  }),
  publishConsentText: operation({
    summary: 'Publishes a new text of a consent: with `isMajor` everybody is asked anew, otherwise it is the same text without its mistakes (3.1)',
    method: 'POST', path: '/consent-texts', right: 'consent.publish_text', effects: 'write', doors: ['http'],
    input: z.object({ purpose, basedOn: id, title: name(limits.consent_title_chars_max), text: z.string().max(limits.consent_text_chars_max), isMajor: z.boolean() }),
    output: z.object({ major: z.int(), minor: z.int() }),
  }),
}
