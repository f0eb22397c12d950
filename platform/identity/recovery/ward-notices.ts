/** R8.2: when a device of a pupil below 18 is reported, the parents are told, and may confirm a new password beside the child; with it the notice is over. */
import { guardiansTold } from '../guardianship.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTasksAbout, openTask } from '#platform/tasks/tasks.ts'

export const WARD_DEVICE = 'identity.ward_device'

/** Tells everybody with custody and without a contact ban, but not whoever reported it. Of an adult nobody is told (3.1). */
export async function tellParentsOfLoss(w: Write, personId: string): Promise<void> {
  const person = await w.trx.selectFrom('person').select(['type', 'majority_on']).where('id', '=', personId).executeTakeFirstOrThrow()
  if (person.type !== 'pupil' || (person.majority_on !== null && person.majority_on <= w.today)) return
  for (const guardianId of await guardiansTold(w.trx, personId, w.today)) {
    if (guardianId !== w.actorId) await openTask(w, { kind: WARD_DEVICE, key: `${personId}.${guardianId}`, for: { personId: guardianId }, aboutPersonId: personId, params: {} })
  }
}

/** A new password was chosen. */
export async function settleWardNotices(w: Write, personId: string): Promise<void> {
  await closeTasksAbout(w, [personId], { kinds: [WARD_DEVICE] }, 'renewed')
}
