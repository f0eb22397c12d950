/** What this room takes away again after a restore (B5). Rows that came after the backup are not there and need no end. */
import { sql } from 'kysely'
import type { Replays } from '#platform/ledger/replay.ts'
import type { Write } from '#platform/module/write.ts'
import { endPairedAfterLoss } from './cards/paired.ts'
import { endFactors } from './factor/records.ts'
import { addBanAgain, endGuardianships } from './guardianship.ts'
import { voidPassword } from './sign-in/credentials.ts'

export const replays: Replays = {
  // Sessions are in no backup: whoever was signed in signs in anew.
  session_end: async () => {},
  // An entry holds several of them: sign-in/ledger-pieces.ts.
  slip_end: (w, slips, at) => end(w, 'access_slip_end', 'slip_id', 'access_slip', Object.values(slips), { reason: 'withdrawn', at }),
  card_end: (w, cards, at) => end(w, 'sign_in_card_end', 'card_id', 'sign_in_card', Object.values(cards), { reason: 'revoked', at }),
  recovery_code_end: (w, codes, at) => end(w, 'recovery_code_end', 'code_id', 'recovery_code', Object.values(codes), { reason: 'voided', at }),
  async factor_end(w, { factor }) {
    if (await isThere(w, 'second_factor', factor)) await endFactors(w, [factor!], 'voided')
  },
  /** The password of the backup may be the one that was stored on what was lost. */
  async device_lost(w, { person }) {
    if (!(await isThere(w, 'person', person))) return
    await voidPassword(w, person!, 'device_lost')
    await endPairedAfterLoss(w, person!)
  },
  async custody_end(w, { guardianship, lastDay }) {
    if (await isThere(w, 'guardianship', guardianship)) await endGuardianships(w, [guardianship!], lastDay!)
  },
  /** Without an end: one that was lifted since is lifted again by whoever knows of it, rather than forgotten. */
  async contact_ban(w, { guardianship, guardian, ward, from }) {
    if ((await isThere(w, 'guardianship', guardianship)) || !(await isThere(w, 'person', guardian)) || !(await isThere(w, 'person', ward))) return
    await addBanAgain(w, guardianship!, { guardianId: guardian!, wardId: ward!, from: from! })
  },
  async same_human(w, { link, work, parent }, at) {
    if (!(await isThere(w, 'person', work)) || !(await isThere(w, 'person', parent))) return
    await w.trx.insertInto('same_human').values({ id: link!, work_id: work!, parent_id: parent!, linked_by: null, linked_at: at }).onConflict((oc) => oc.column('id').doNothing()).execute()
    w.changedPersons.add(work!)
  },
}

type Ended = 'access_slip' | 'sign_in_card' | 'recovery_code' | 'second_factor' | 'person' | 'guardianship'

async function isThere({ trx }: Write, table: Ended, id: string | undefined): Promise<boolean> {
  if (id === undefined) return false
  const { rows } = await sql`SELECT FROM ${sql.table(table)} WHERE id = ${id}`.execute(trx)
  return rows.length > 0
}

/** A row of the end beside each row that ended and is there. */
async function end(w: Write, ends: string, column: string, table: Ended, ids: readonly string[], { reason, at }: { reason: string; at: Date }): Promise<void> {
  await sql`
    INSERT INTO ${sql.table(ends)} (${sql.ref(column)}, reason, at) SELECT id, ${reason}, ${at} FROM ${sql.table(table)} WHERE id = ANY(${[...ids]}::uuid[])
    ON CONFLICT (${sql.ref(column)}) DO NOTHING`.execute(w.trx)
}
