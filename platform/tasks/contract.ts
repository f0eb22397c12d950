/** What waits for whom. */
import { z } from 'zod'
import { day, id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'

const task = z.object({
  id: z.uuid(),
  /** `module.noun`, with words in that module's texts. */
  kind: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** Null: for the person; otherwise for everybody who holds this office. */
  office: z.string().nullable(),
  /** It waits for the head, and the reader would do it as deputy, in representation. */
  isForHead: z.boolean(),
  dueOn: z.iso.date().nullable(),
  isOverdue: z.boolean(),
  createdAt: z.iso.datetime(),
  aboutGroup: z.object({ id: z.uuid(), label: z.string() }).nullable(),
  /** The name only where the reader's office or relation to the person needs it. */
  aboutPerson: z.object({ id: z.uuid(), displayName: z.string().nullable() }).nullable(),
})

export const contract = {
  listTasks: operation({
    summary: 'Lists the open tasks of the person and of the offices the person holds now, by due date; to the deputy also those of the head',
    method: 'GET', path: '/tasks', right: 'tasks.read_own', effects: 'read', doors: ['http'],
    input: z.object({ after: z.string().max(60).refine(isPlace, 'no place in the list').optional() }),
    output: z.object({ tasks: z.array(task), after: z.string().nullable() }),
  }),
}

/** What rules.ts cursorOf writes: `due date or -`, `_`, id. */
function isPlace(text: string): boolean {
  const [dueOn = '', taskId, more] = text.split('_')
  return more === undefined && (dueOn === '-' || day.safeParse(dueOn).success) && id.safeParse(taskId).success
}
