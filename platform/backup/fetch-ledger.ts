/**
 * `backup fetch-ledger`: a damaged or missing ledger is put together again from its copy at the target and from what can still be read here, while the database stays
 * as it is. Only a ledger that holds the very line the database knows takes the damaged one's place, so no act that was ever answered is missing in it; acts beyond
 * that line the next start replays (platform/ledger/replay.ts). Whatever would lose one is refused, and nothing is changed.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { FILE, contentOf, replaceFile } from '#platform/ledger/disk.ts'
import { mendLedger, wholeLines } from '#platform/ledger/mend.ts'
import { LEDGER_LOCK } from '#platform/ledger/writer.ts'
import { readLedgers } from './ledger-copy.ts'
import type { LedgerFound } from './ledger-copy.ts'
import { BackupProblem } from './problem.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'

/** `fromOwn`: lines that no copy had. `beyond`: lines behind the one the database knows. `kept`: name of the damaged file, which lies beside; null: there was none. */
export type Fetched = { lines: number; fromOwn: number; beyond: number; kept: string | null }

/** `folder`: the school's data folder, on which no server runs. Throws BackupProblem, and then nothing was changed. */
export async function fetchLedger({ target, folder, key, database, at }: { target: Target; folder: string; key: Buffer; database: Database; at: Date }): Promise<Fetched> {
  const place = join(folder, 'ledger')
  await mkdir(place, { recursive: true, mode: 0o700 })
  return database.transaction().execute(async (trx) => {
    // A server of another machine on the same database waits, and then finds another file.
    await sql`SELECT pg_advisory_xact_lock(${LEDGER_LOCK})`.execute(trx)
    const known = await trx.selectFrom('ledger_position').select(['lines', 'seal']).executeTakeFirst()
    if (known === undefined) throw new BackupProblem('ledger_unused', texts.ledger_unused)
    const own = await contentOf(join(place, FILE))
    const here = wholeLines(key, own, known)
    const copies = await readLedgers(target, key)
    const mended = mendLedger(key, own, copies.map(({ text }) => text), known)
    if (here !== null && ('reached' in mended || mended.end.lines <= here)) throw new BackupProblem('ledger_whole', texts.ledger_whole)
    if ('reached' in mended) throw tooShort(copies, mended.reached, known.lines)
    const waiting = new Set((await trx.selectFrom('ledger_outbox').select('id').execute()).map(({ id }) => id))
    const onlyHere = mended.onlyHere.filter(({ id }) => !waiting.has(id))
    if (onlyHere.length > 0) throw new BackupProblem('ledger_only_here', texts.ledger_only_here({ n: onlyHere.length }))
    const kept = await replaceFile(place, mended.text, at.toISOString().replaceAll(/[:.]/g, ''), () => sql`SELECT 1`.execute(trx))
    return { lines: mended.end.lines, fromOwn: mended.fromOwn, beyond: mended.end.lines - known.lines, kept }
  })
}

function tooShort(copies: readonly LedgerFound[], reached: number, known: number): BackupProblem {
  const found = copies.every(({ text }) => text.length === 0) ? texts.fetch_none : copies.some(({ damage }) => damage !== null) ? texts.fetch_damaged : texts.fetch_short
  return new BackupProblem('ledger_short', `${found({ reached, known })} ${texts.fetch_next}`)
}
