/** The deputy may do every act of the head at any time; it is recorded as done in representation, and the head is informed by a task (A8). */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Write } from '#platform/module/write.ts'
import { openTask } from '#platform/tasks/tasks.ts'

export const REPRESENTED = 'school.represented'

/** True when somebody acts who is not the head: by the rights that can only be the deputy. */
export function actsInRepresentation(actor: Actor, at: Date): boolean {
  return !officesOf(actor, at).has('head')
}

/**
 * To be called with every act that the head's right allows, in its transaction: tells the head when somebody else did it. `act` is a code with words in the
 * texts of the reader's side, `id` the record. Returns whether it was done in representation.
 */
export async function informHead(w: Write, actor: Actor, act: string, id: string, aboutPersonId: string | null = null): Promise<boolean> {
  if (!actsInRepresentation(actor, w.at)) return false
  await openTask(w, { kind: REPRESENTED, key: `${act}:${id}`, for: { office: 'head' }, aboutPersonId, params: { act, by: actor.personId, on: w.today } })
  return true
}
