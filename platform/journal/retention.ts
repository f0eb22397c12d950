/** Old months leave the journal whole; their heads stay, so that what remains can still be verified (B8). */
import type { Database } from '#platform/database/connect.ts'
import { appendEntries } from './journal.ts'

/** The entry that says which month left; verification accepts no other gap. */
export const SEGMENT_DROPPED = 'journal.segment_dropped'

/**
 * Drops every closed month before `month` ('2026-01'), oldest first, and writes that into the journal. Runs with the owner role: the application
 * can not delete here. A month without a closing head stays, and so does everything after it. Returns the months that left.
 */
export async function dropSegments(owner: Database, month: string, at: Date): Promise<string[]> {
  return owner.transaction().execute(async (trx) => {
    const left: string[] = []
    const closings = await trx
      .selectFrom('journal_head').select(['segment', 'seq']).where('closes_segment', '=', true).where('segment', '<', month).orderBy('seq').execute()
    for (const { segment, seq } of closings) {
      const { numDeletedRows } = await trx.deleteFrom('journal_entry').where('seq', '<=', seq).executeTakeFirst()
      if (numDeletedRows === 0n) continue
      left.push(segment)
      await appendEntries(trx, [{ event: SEGMENT_DROPPED, actorId: null, fields: { segment, entries: Number(numDeletedRows) } }], at)
    }
    return left
  })
}
