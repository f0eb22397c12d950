/** What parents are told after a withdrawal: the one who withdrew gets a confirmation, the other ones that the access is closed; nobody learns who or why. */
import { guardiansTold } from '#platform/identity/guardianship.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTasksAbout, openTask } from '#platform/tasks/tasks.ts'
import type { Purpose } from '../rules/records.ts'

export const CLOSED = 'consent.closed'
export const CONFIRMED = 'consent.withdrawal_confirmed'
export const CLARIFY = 'consent.clarify'
export const CLAIM = 'consent.claim'

/** Tells everybody with custody and without a contact ban, in the transaction of the withdrawal. Of an adult nobody is told (3.1). */
export async function tellOfWithdrawal(w: Write, one: { pupilId: string; purpose: Purpose; guardianId: string | null }): Promise<void> {
  const pupil = await w.trx.selectFrom('person').select('majority_on').where('id', '=', one.pupilId).executeTakeFirstOrThrow()
  if (pupil.majority_on !== null && pupil.majority_on <= w.today) return
  for (const guardianId of await guardiansTold(w.trx, one.pupilId, w.today)) {
    await openTask(w, {
      kind: guardianId === one.guardianId ? CONFIRMED : CLOSED, key: `${one.pupilId}.${guardianId}.${one.purpose}`, for: { personId: guardianId }, aboutPersonId: one.pupilId, params: { purpose: one.purpose },
    })
  }
}

/** When the platform is open again for these pupils, what was told about its closing and the question what becomes of the account are over. */
export async function settleOpened(w: Write, pupilIds: readonly string[]): Promise<void> {
  await closeTasksAbout(w, pupilIds, { kinds: [CLOSED, CONFIRMED, CLARIFY] }, 'open_again')
}
