/**
 * What this room does again after a restore (B5): whoever was purged stays purged, whoever was deleted stays deleted; and whoever was given back stays. A
 * restoration takes a deletion away: lost, it would let the next night purge somebody who has long been back.
 */
import { deleteAccounts, restoreAccounts } from '#platform/identity/deletion.ts'
import type { Replays } from '#platform/ledger/replay.ts'
import type { Write } from '#platform/module/write.ts'
import { closeTasksAbout } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { purgeAgain } from './purge.ts'

export const replays: Replays = {
  purge: purgeAgain,
  async deletion(w, { deletion, person, on, until, cause, by }, at) {
    const open = await w.trx.selectFrom('person').select('id').where('id', '=', person!).where('deleted_on', 'is', null).executeTakeFirst()
    if (open === undefined) return
    await w.trx.insertInto('account_deletion').values({
      id: deletion!, person_id: open.id, deleted_on: on!, restorable_until: until!, cause: cause!, decided_by: await whoIsThere(w, by), decided_at: at, reason: '',
    }).onConflict((oc) => oc.column('id').doNothing()).execute()
    const then = asOf(w, at)
    await deleteAccounts(then, [{ id: open.id, on: on! }])
    await closeTasksAbout(then, [open.id], {}, 'deleted')
    w.schoolChanged = true
  },
  async deletion_end(w, { deletion, kind, by }, at) {
    const row = await w.trx.selectFrom('account_deletion').select(['id', 'person_id']).where('id', '=', deletion!).executeTakeFirst()
    if (row === undefined) return
    const ended = await w.trx.insertInto('account_restoration').values({ deletion_id: row.id, kind: kind!, restored_by: await whoIsThere(w, by), restored_at: at, reason: '' })
      .onConflict((oc) => oc.column('deletion_id').doNothing()).returning('deletion_id').executeTakeFirst()
    if (ended === undefined) return
    await restoreAccounts(asOf(w, at), [{ id: row.person_id, isNewStay: kind === 'return' }])
    w.schoolChanged = true
  },
}

/** As on the day when it was done: days that follow from it count from then, also where the last day of restoring is over by now. */
function asOf(w: Write, at: Date): Write {
  return { ...w, at, today: dateInBerlin(at) }
}

/** Whoever decided, unless they came after the backup. */
async function whoIsThere({ trx }: Write, by: string | undefined): Promise<string | null> {
  const row = by === undefined ? undefined : await trx.selectFrom('person').select('id').where('id', '=', by).executeTakeFirst()
  return row?.id ?? null
}
