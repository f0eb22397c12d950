/** The self-test of the machine, and taking the suggestions of "Diese Woche" (which the room home shows). */
import { z } from 'zod'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const finding = z.object({
  check: z.enum(['ssh_root', 'ssh_password', 'ports', 'remote_tools', 'own_user', 'root_password', 'time']),
  state: z.enum(['good', 'need', 'danger', 'unknown']),
  /** Which sentence fits, with what is found filled in. */
  because: z.string(),
  found: z.array(z.string()),
})
const run = z.object({ id, at: z.iso.datetime(), on: day, askedBy: z.string().nullable(), findings: z.array(finding) })

export const host = {
  readHostCheck: operation({
    summary: 'The newest self-test of the machine, and how the ones before went',
    method: 'GET', path: '/host-checks', right: 'administration.read_host', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ newest: run.nullable(), before: z.array(z.object({ id, on: day, worst: z.enum(['good', 'need', 'danger', 'unknown']) })) }),
  }),

  runHostCheck: operation({
    summary: 'Looks at the machine now',
    method: 'POST', path: '/host-checks', right: 'administration.check_host', effects: 'write', doors: ['http'],
    input: z.object({}),
    output: run,
  }),

  acceptSuggestions: operation({
    summary: 'Takes the suggestions of the week for these tasks: appointments go on, acts of the deputy are read (A20)',
    method: 'POST', path: '/week/decisions', right: 'administration.accept_week', effects: 'write', doors: ['http'],
    /** Exactly the tasks that were shown: what came up meanwhile waits. Tasks of other kinds and of others are passed over. */
    input: z.object({ taskIds: z.array(id).min(1).max(limits.ids_sent_max) }),
    output: z.object({ done: z.int() }),
  }),
}
