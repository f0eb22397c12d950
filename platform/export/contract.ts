/** Taking the own data along (Art. 15, 20): the own, the own child's, and by a printed code. */
import { z } from 'zod'
import { blobAnswer, day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'

const state = {
  state: z.enum(['none', 'running', 'ready', 'failed']),
  /** 0 to 1. */
  progress: z.number(),
  size_bytes: z.int().nullable(),
  /** The last day on which it can be fetched. */
  until: day.nullable(),
  problem: z.enum(['too_large', 'no_room', 'failed', 'not_allowed']).nullable(),
}
const asked = z.object({})

export const contract = {
  askExport: operation({
    summary: 'Asks for a copy of all own data; it is made in the background, one at a time',
    method: 'POST', path: '/own-export', right: 'export.own', effects: 'write', doors: ['http'],
    input: z.object({}),
    output: asked,
  }),
  readExport: operation({
    summary: 'How the own copy stands, whether it is offered because one leaves soon, and what guardians may take along',
    method: 'GET', path: '/own-export', right: 'export.own', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      ...state,
      /** Some days before the last one at school, until an export is asked for; again at the next stage. */
      offer: z.object({ exitOn: day, daysLeft: z.int().min(0) }).nullable(),
      /** opt:export.guardian_content holds for the reader: guardians get content too, and on which days they took it. */
      guardiansGetContent: z.boolean(), contentTakenOn: z.array(day),
    }),
  }),
  downloadExport: operation({
    summary: 'Fetches the own copy',
    method: 'GET', path: '/own-export/file', right: 'export.own', effects: 'read', doors: ['http'], answer: 'blob',
    input: z.object({}),
    output: blobAnswer,
  }),
  askChildExport: operation({
    summary: 'A guardian asks for a copy of master data, consents and registers of the own child',
    method: 'POST', path: '/people/:id/export', right: 'export.of_child', subject: 'child', effects: 'write', doors: ['http'],
    input: z.object({ id }),
    output: asked,
  }),
  readChildExport: operation({
    summary: 'How the guardian’s copy stands',
    method: 'GET', path: '/people/:id/export', right: 'export.of_child', subject: 'child', effects: 'read', doors: ['http'],
    input: z.object({ id }),
    output: z.object({ ...state, withContent: z.boolean() }),
  }),
  downloadChildExport: operation({
    summary: 'A guardian fetches the own copy about the child',
    method: 'GET', path: '/people/:id/export/file', right: 'export.of_child', subject: 'child', effects: 'read', doors: ['http'], answer: 'blob',
    input: z.object({ id }),
    output: blobAnswer,
  }),
  useExportCode: operation({
    summary: 'Opens the page of the own copy by a printed code, once, in this browser, and nothing else',
    method: 'POST', path: '/export-code', right: 'export.use_code', effects: 'write', doors: ['http'], factor: 'open',
    input: z.object({ code: z.string().min(1).max(100) }),
    output: z.object({}),
  }),
  readByCode: operation({
    summary: 'How the copy stands that the code opened; closed where none is open',
    method: 'GET', path: '/export-code', right: 'export.use_code', effects: 'read', doors: ['http'], factor: 'open',
    input: z.object({}),
    output: z.object({ isOpen: z.boolean(), ...state, codeUntil: day.nullable() }),
  }),
  askByCode: operation({
    summary: 'Asks for the copy that the code opened',
    method: 'POST', path: '/export-code/export', right: 'export.use_code', effects: 'write', doors: ['http'], factor: 'open',
    input: z.object({}),
    output: asked,
  }),
  downloadByCode: operation({
    summary: 'Fetches the copy that the code opened',
    method: 'GET', path: '/export-code/file', right: 'export.use_code', effects: 'read', doors: ['http'], factor: 'open', answer: 'blob',
    input: z.object({}),
    output: blobAnswer,
  }),
  closeByCode: operation({
    summary: 'Closes the page that the code opened; the code opens nothing more',
    method: 'DELETE', path: '/export-code', right: 'export.use_code', effects: 'write', doors: ['http'], factor: 'open',
    input: z.object({}),
    output: z.object({}),
  }),
}
