/**
 * The journal verified: a million entries. The floor is the same rows read by the same pages, and as many bytes hashed, without looking at what they say. Also
 * told: how much memory came to it, which must not grow with the journal.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { appendEntries } from '#platform/journal/journal.ts'
import { verify_page_rows } from '#platform/journal/limits.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { openTestHouse } from '#tests/house.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { measured } from './measured.ts'

const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000)
const PIECE = 10_000

/** Prints three lines. */
export async function run(): Promise<void> {
  await globalSetup()
  const house = await openTestHouse()
  try {
    const at = house.clock.now()
    for (let n = 0; n < ENTRIES; n += PIECE) {
      const entries = Array.from({ length: Math.min(PIECE, ENTRIES - n) }, (_none, k) => ({ event: 'lifecycle.deleted', actorId: null, fields: { cause: 'exit', until: '2027-02-21', n: n + k } }))
      await house.db.owner.transaction().execute((trx) => appendEntries(trx, entries, at))
    }
    await sql`ANALYZE journal_entry`.execute(house.db.owner)
    const floor = await measured(() => readAll(house.platform.database))
    const verified = await measured(() => verifyJournal(house.platform.database, house.platform.keys.journal.publicKey))
    if (!verified.result.ok || verified.result.entries < ENTRIES) throw new Error(`not whole: ${JSON.stringify(verified.result)}`)
    console.log(`floor: ${floor.result} entries read and hashed in ${floor.seconds.toFixed(1)} s, ${floor.memory_mb.toFixed(0)} MB of memory`)
    console.log(`verify: ${verified.result.entries} entries in ${verified.seconds.toFixed(1)} s, ${verified.memory_mb.toFixed(0)} MB of memory`)
    console.log(`ratio: ${(verified.seconds / floor.seconds).toFixed(1)}`)
  } finally {
    await house.close()
    await globalTeardown()
  }
}

type Row = { seq: number; line: string; previous: Buffer; hash: Buffer }

async function readAll(database: Database): Promise<number> {
  return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (trx) => {
    const page = async (after: number): Promise<Row[]> => (await sql<Row>`
      SELECT seq, concat_ws(' ', segment, at, event, actor, subject, fields) AS line, previous_hash AS previous, hash FROM journal_entry WHERE seq > ${after} ORDER BY seq LIMIT ${verify_page_rows}`.execute(trx)).rows
    let count = 0
    for (let rows = await page(0); rows.length > 0; ) {
      const next = page(rows.at(-1)!.seq)
      for (const { line, previous } of rows) createHash('sha256').update(previous).update(line).digest()
      count += rows.length
      rows = await next
    }
    return count
  })
}
