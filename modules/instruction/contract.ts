/** The instruction of the head: reading what would be published, publishing it, and who has acknowledged it (RP.2). */
import { z } from 'zod'
import { bodySchema } from '#platform/documents/blocks.ts'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'

const person = z.object({ id, displayName: z.string() })
const number = z.int().min(0)
const heading = z.object({ major: number, minor: number, hash: z.string(), publishedOn: day })

export const contract = {
  readDraft: operation({
    summary: 'The text that the options and the software of today give, and how it differs from the version in force',
    method: 'GET', path: '/instruction/draft', right: 'instruction.publish', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      title: z.string(), body: bodySchema, hash: z.string(),
      /** False: it is the text in force. */
      isNew: z.boolean(),
      current: heading.nullable(),
      changes: z.array(z.object({ title: z.string(), removed: z.array(z.string()), added: z.array(z.string()) })),
      /** The last day on which everything stays open to staff who were here before, if it were published today. */
      lastDay: day,
      staff: number,
    }),
  }),
  publishInstruction: operation({
    summary: 'Puts the text into force as it was shown; all staff acknowledge it anew',
    method: 'POST', path: '/instruction/versions', right: 'instruction.publish', effects: 'write', doors: ['http'],
    input: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: heading,
  }),
  listVersions: operation({
    summary: 'Register: each version with its date and how many of the staff have acknowledged it',
    method: 'GET', path: '/instruction/versions', right: 'instruction.read_register', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      staff: number,
      versions: z.array(z.object({ ...heading.shape, publishedBy: person.nullable(), inRepresentation: z.boolean(), acknowledged: number, isCurrent: z.boolean() })),
    }),
  }),
  listAcknowledgements: operation({
    summary: 'Who of the staff has acknowledged the version in force, and when: yes or no, nothing else',
    method: 'GET', path: '/instruction/acknowledgements', right: 'instruction.read_people', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ people: z.array(z.object({ ...person.shape, acknowledgedOn: day.nullable() })) }),
  }),
  readOwn: operation({
    summary: 'Which version is in force, whether I still have to acknowledge it, and until when',
    method: 'GET', path: '/instruction/own', right: 'instruction.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ current: heading.nullable(), open: z.object({ version: number, lastDay: day }).nullable() }),
  }),
}
