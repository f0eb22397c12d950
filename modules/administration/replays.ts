/** What this room takes away again after a restore (B5): offices, tasks and releases that had ended. Who came after them came after the backup and is named anew. */
import { setFacts } from '#platform/access/facts.ts'
import type { Replays } from '#platform/ledger/replay.ts'
import type { Write } from '#platform/module/write.ts'
import { closeReminders } from './reminders.ts'
import { termFacts } from './rules.ts'

export const replays: Replays = {
  async appointment_end(w, { appointment, by }, at) {
    const row = await w.trx.selectFrom('appointment').select(['id', 'person_id', 'appointed_by']).where('id', '=', appointment!).executeTakeFirst()
    if (row === undefined) return
    await w.trx.insertInto('appointment_end').values({ appointment_id: row.id, ended_by: await whoEnded(w, by, row.appointed_by, row.person_id), at }).onConflict((oc) => oc.column('appointment_id').doNothing()).execute()
    await taken(w, row.id)
  },
  async office_end(w, { term, custody, by, lastOn }, at) {
    if (custody !== undefined) return endCustody(w, custody, by, at)
    const row = await w.trx.selectFrom('office_term').select(['id', 'person_id', 'office', 'from_on', 'named_by']).where('id', '=', term!).executeTakeFirst()
    if (row === undefined) return
    await w.trx.insertInto('office_term_end').values({ office_term_id: row.id, ended_by: await whoEnded(w, by, row.named_by, row.person_id), at, last_on: lastOn ?? null }).onConflict((oc) => oc.column('office_term_id').doNothing()).execute()
    await taken(w, row.id)
    // Handed over on a day that may still come.
    if (lastOn !== undefined) await setFacts(w, { module: 'administration', id: row.id }, termFacts({ personId: row.person_id!, from: row.from_on, until: lastOn, endedAt: null }, 'office', row.office))
  },
  async release_end(w, { module, by }, at) {
    const rows = await w.trx.selectFrom('module_release as r').leftJoin('module_release_end as e', 'e.module_release_id', 'r.id').select(['r.id', 'r.released_by']).where('r.module', '=', module!).where('e.at', 'is', null).execute()
    for (const row of rows) {
      await w.trx.insertInto('module_release_end').values({ module_release_id: row.id, ended_by: await whoEnded(w, by, row.released_by, row.released_by), at }).execute()
      await setFacts(w, { module: 'administration', id: row.id }, [])
    }
  },
}

async function endCustody(w: Write, custody: string, by: string | undefined, at: Date): Promise<void> {
  const row = await w.trx.selectFrom('custody_term').select(['id', 'person_id', 'named_by']).where('id', '=', custody).executeTakeFirst()
  if (row === undefined) return
  await w.trx.insertInto('custody_end').values({ custody_term_id: row.id, successor_id: null, ended_by: await whoEnded(w, by, row.named_by, row.person_id), at }).onConflict((oc) => oc.column('custody_term_id').doNothing()).execute()
  await taken(w, row.id)
}

async function taken(w: Write, id: string): Promise<void> {
  await setFacts(w, { module: 'administration', id }, [])
  await closeReminders(w, [id], 'ended')
}

/** Whoever ended it; where they came after the backup, whoever had begun it. */
async function whoEnded({ trx }: Write, by: string | undefined, begunBy: string | null, holder: string | null): Promise<string> {
  const row = by === undefined ? undefined : await trx.selectFrom('person').select('id').where('id', '=', by).executeTakeFirst()
  return row?.id ?? begunBy ?? holder!
}
