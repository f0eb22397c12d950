/** Signed heads: once a day, and when a month is over. What was signed can not be rewritten by whoever has only the database (X10, B8). */
import { sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { headBytes } from './chain.ts'
import type { ChainHead } from './chain.ts'
import { lastEntry, lockChain } from './journal.ts'

/**
 * Signs the present end of the chain with the school's Ed25519 key, and closes every month that is over and not closed yet.
 * Returns the heads it made, the present one last; none in an empty journal.
 */
export async function signHeads(database: Database, privateKey: KeyObject, at: Date): Promise<ChainHead[]> {
  return database.transaction().execute(async (trx) => {
    // Nobody may append to a month while it is being closed.
    await lockChain(trx)
    const last = await lastEntry(trx)
    if (last === null) return []
    const month = dateInBerlin(at).slice(0, 7)
    const heads: ChainHead[] = (await unclosedSegments(trx))
      .filter(({ segment }) => segment < last.segment || segment < month)
      .map((one) => ({ ...one, closesSegment: true, at }))
    const closesPresent = heads.some((head) => head.seq === last.seq)
    if (!closesPresent) heads.push({ segment: last.segment, seq: last.seq, hash: last.hash, closesSegment: false, at })
    await trx.insertInto('journal_head').values(heads.map((head) => ({
      id: newId(at), segment: head.segment, seq: head.seq, hash: head.hash, closes_segment: head.closesSegment, at, signature: sign(null, headBytes(head), privateKey),
    }))).execute()
    return heads
  })
}

/** The last entry of each month that is not closed, oldest first. Only what stands after the newest closing head is looked at. */
async function unclosedSegments(trx: Trx): Promise<{ segment: string; seq: number; hash: Buffer }[]> {
  const closed = await trx.selectFrom('journal_head').select((eb) => eb.fn.max('seq').as('seq')).where('closes_segment', '=', true).executeTakeFirst()
  return trx
    .selectFrom('journal_entry').distinctOn('segment').select(['segment', 'seq', 'hash'])
    .where('seq', '>', closed?.seq ?? 0).orderBy('segment').orderBy('seq', 'desc').execute()
}
