/** Reading documents and saying that one has read them. */
import { z } from 'zod'
import { operation } from '#platform/module/operation.ts'
import { bodySchema } from './blocks.ts'

export const DOCUMENTS = ['module-document', 'consent-platform', 'consent-video', 'messenger-rules', 'instruction'] as const
/** The instruction of the head to staff (RP.2): theirs to read and to acknowledge, and nobody else's. */
export const STAFF_DOCUMENT = 'instruction' satisfies DocumentId
export type DocumentId = (typeof DOCUMENTS)[number]

const number = z.int().min(0).max(1_000_000)
const version = { document: z.enum(DOCUMENTS), title: z.string(), major: number, minor: number, hash: z.string(), publishedAt: z.iso.datetime() }
const whole = z.object({ ...version, body: bodySchema, isCurrent: z.boolean(), seen: z.boolean() })

export const contract = {
  listDocuments: operation({
    summary: 'Lists the documents in force, and which of them the person has confirmed to have read',
    method: 'GET', path: '/documents', right: 'documents.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ documents: z.array(z.object({ ...version, seen: z.boolean() })) }),
  }),
  readDocument: operation({
    summary: 'Reads a document: the version in force, or an earlier one',
    method: 'GET', path: '/documents/:document', right: 'documents.read', effects: 'read', doors: ['http'],
    input: z.object({ document: z.enum(DOCUMENTS), version: z.string().regex(/^\d{1,6}\.\d{1,6}$/).optional() }),
    output: whole,
  }),
  readModuleDocument: operation({
    summary: 'Reads which data are processed in which module; open to everybody, also before signing in',
    method: 'GET', path: '/module-document', right: 'documents.read_public', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: whole,
  }),
  acknowledge: operation({
    summary: 'Confirms that one has read the version of a document that is in force',
    method: 'POST', path: '/documents/:document/acknowledgements', right: 'documents.acknowledge', effects: 'write', doors: ['http'],
    input: z.object({ document: z.enum(DOCUMENTS), major: number, minor: number }),
    output: z.object({}),
  }),
}
