/**
 * The ledger: acts that take something away (B5), in a file beside the data, so that a restored backup can not give back what was withdrawn or deleted.
 * An act is put into the outbox in its own transaction; the act counts as done when the file holds it durably. All processes of a school append to one
 * file, one at a time: whoever holds the advisory lock of the database first reads what others have appended, so numbers and chain go on.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { FILE, contentOf } from './disk.ts'
import { readFromStart } from './file.ts'
import type { LedgerEntry, Line, Place } from './file.ts'
import { id_chars_max, ids_max } from './limits.ts'
import { LedgerProblem } from './problem.ts'
import { texts } from './texts.de.ts'
import { createWriter } from './writer.ts'

export { LedgerProblem }

/** What can be taken away. Replay after a restore has one answer for each. */
export const LOSSES = [
  'withdrawal', 'custody_end', 'contact_ban', 'office_end', 'appointment_end', 'release_end', 'session_end', 'slip_end', 'card_end', 'device_lost',
  'factor_end', 'recovery_code_end', 'app_password_end', 'key_destroyed', 'deletion', 'deletion_end', 'purge', 'ledger_lost',
  'declaration_void', 'entry_assignment_end', 'same_human',
] as const
export type Loss = (typeof LOSSES)[number]

/** Nothing causes these yet, so nobody has to answer for them. A restore that meets one refuses. */
export const NOT_YET: readonly Loss[] = ['app_password_end']

export type LossRecord = { kind: Loss; ids: Readonly<Record<string, string>> }

export type Ledger = {
  /** True when this transaction took something away: then `flush` is awaited before it is acknowledged. */
  hasPending(trx: Trx): Promise<boolean>
  /** Resolves when everything that was committed before the call is durable in the file. Calls at the same time share one write. */
  flush(): Promise<void>
  /**
   * Takes away the lines at the beginning that are older than this, and leaves a checkpoint in their place. How many went. A crash leaves the old file or the new one.
   * Who calls knows that nothing which still exists could need them.
   */
  shorten(before: Date): Promise<number>
  /** Calls whenever this process has brought acts into the file; the answer ends that. */
  onWritten(heard: () => void): () => void
  close(): Promise<void>
  /** Acts in the file that the database had never seen when it was opened (writer.ts). Nothing is written until who opened it has replayed them and says `flush`. */
  unknown: readonly Line[]
}

/** Puts an act into the outbox, in the transaction of the act. `ids` name what was taken, e.g. `{ pupil, purpose }`. */
export async function recordLoss(w: Write, loss: LossRecord): Promise<void> {
  await recordLosses(w, [loss])
}

/** The same for many acts at once, in their order. */
export async function recordLosses(w: Write, losses: readonly LossRecord[]): Promise<void> {
  // Replayed from the ledger: it stands there.
  if (w.isReplay) return
  for (const { kind, ids: given } of losses) {
    const ids = Object.values(given)
    if (!LOSSES.includes(kind)) throw new Error(`the ledger does not know the act ${kind}`)
    if (ids.length > ids_max || ids.some((id) => id.length > id_chars_max)) throw new Error(`${kind}: the ledger holds a few short ids only`)
  }
  for (const piece of pieces(losses)) {
    await sql`
      INSERT INTO ledger_outbox (id, kind, entry, at)
      SELECT id, kind, entry::jsonb, ${w.at} FROM unnest(${piece.map(() => newId(w.at))}::uuid[], ${piece.map((loss) => loss.kind)}::text[], ${piece.map((loss) => JSON.stringify(loss.ids))}::text[]) AS loss (id, kind, entry)`.execute(w.trx)
    pending.add(w.trx)
  }
}

/**
 * Opens the ledger of a folder and writes what an earlier process left in the outbox. Throws LedgerProblem when lines are missing or damaged: then the
 * file is put together again from its copy (`backup fetch-ledger`), or a restore goes on, over the copy or, by the school's decision, without it (platform/backup).
 */
export async function openLedger({ folder, key, database }: { folder: string; key: Buffer; database: Database }): Promise<Ledger> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const writer = createWriter(folder, key, database)
  const listeners = new Set<() => void>()
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  const run = (): Promise<void> => {
    running = writer.empty().then((written) => void (written > 0 && listeners.forEach((heard) => heard()))).finally(() => (running = null))
    return running
  }
  const flush = (): Promise<void> => {
    if (running === null) return run()
    // The write under way may have begun before our commit: only the one after it is sure to hold our act.
    next ??= running.catch(() => {}).then(() => {
      next = null
      return run()
    })
    return next
  }
  const unknown = await writer.unknown()
  // A write would tell the database that it knows them.
  if (unknown.length === 0) await flush()
  return {
    unknown,
    hasPending: async (trx) => pending.has(trx),
    flush,
    shorten: (before) => writer.shorten(before),
    onWritten(heard) {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
    async close() {
      await (next ?? running)?.catch(() => {})
    },
  }
}

/** Reads the whole ledger, for replay and verification. A torn last line is left out and counted. Throws LedgerProblem when anything else is wrong. */
export async function readLedger(folder: string, key: Buffer): Promise<{ entries: LedgerEntry[]; end: Place; torn_bytes: number }> {
  const { lines, end, broken } = readFromStart(key, await contentOf(join(folder, FILE)))
  if (broken && !broken.isTorn) throw new LedgerProblem(texts.ledger_damaged({ line: broken.number }))
  return { entries: lines.map(({ id, kind, ids, at }) => ({ id, kind, ids, at })), end, torn_bytes: broken?.rest.length ?? 0 }
}

const pending = new WeakSet<Trx>()
