/**
 * The ledger: acts that take something away (B5), in a file beside the data, so that a restored backup can not give back what was withdrawn or deleted.
 * An act is put into the outbox in its own transaction; the act counts as done when the file holds it durably. All processes of a school append to one
 * file, one at a time: whoever holds the advisory lock of the database first reads what others have appended, so numbers and chain go on.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { START, readLines, sealLines } from './file.ts'
import type { LedgerEntry, Place, Reading } from './file.ts'
import { batch_rows_max, id_chars_max, ids_max } from './limits.ts'
import { texts } from './texts.de.ts'

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
  /** Calls whenever this process has brought acts into the file; the answer ends that. */
  onWritten(heard: () => void): () => void
  close(): Promise<void>
}

/** The file is not what the database knows of it. The message is German and says what to do. */
export class LedgerProblem extends Error {}

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
 * Opens the ledger of a folder and writes what an earlier process left in the outbox. Throws LedgerProblem when lines are missing or damaged. `lost`: the
 * school has decided to go on without the old file; it is kept aside, and the new one begins with that decision.
 */
export async function openLedger(options: { folder: string; key: Buffer; database: Database; lost?: { at: Date } }): Promise<Ledger> {
  const { folder, key, database, lost } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (lost) await beginAnew(database, folder, lost.at)
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
  await flush()
  return {
    hasPending: async (trx) => pending.has(trx),
    flush,
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
  const { lines, end, broken } = readLines(key, START, await contentOf(join(folder, FILE)))
  if (broken && !broken.isTorn) throw new LedgerProblem(texts.ledger_damaged({ line: broken.number }))
  return { entries: lines.map(({ id, kind, ids, at }) => ({ id, kind, ids, at })), end, torn_bytes: broken?.rest.length ?? 0 }
}

const FILE = 'ledger'
const LEDGER_LOCK = 7_305_521
const pending = new WeakSet<Trx>()

type Row = { id: string; kind: string; entry: unknown; at: Date }

function createWriter(folder: string, key: Buffer, database: Database): { empty(): Promise<number> } {
  const path = join(folder, FILE)
  let known: Place = START
  /** Acts that stand in the file while their rows may still be in the outbox: a crash or a lost connection came between. */
  const unsettled = new Set<string>()

  /** Reads what others appended since, and sets aside what a crash has torn. */
  async function catchUp(file: FileHandle, position: { lines: number; seal: Buffer }, rows: readonly Row[]): Promise<void> {
    const size = (await file.stat()).size
    if (size < known.bytes) throw new LedgerProblem(texts.ledger_cut({ line: known.lines }))
    const content = Buffer.alloc(size - known.bytes)
    if (content.length > 0) await file.read(content, 0, content.length, known.bytes)
    const reading = readLines(key, known, content)
    checkPosition(reading, known, position)
    if (reading.broken) {
      await checkTorn(reading, rows, path, key)
      await setAside(folder, reading.end.lines, reading.broken.rest)
      await file.truncate(reading.end.bytes)
      await file.sync()
    }
    for (const { id } of reading.lines) unsettled.add(id)
    known = reading.end
  }

  async function append(file: FileHandle, rows: readonly Row[]): Promise<void> {
    const entries = rows.filter(({ id }) => !unsettled.has(id)).map(({ id, kind, entry, at }) => ({ id, kind, ids: entry as Record<string, string>, at }))
    if (entries.length === 0) return
    const { text, end } = sealLines(key, known, entries)
    await file.appendFile(text)
    await file.datasync()
    // A process that lost its connection, and so the lock, may have written in between: then the next flush sorts it out.
    if ((await file.stat()).size !== end.bytes) throw new Error('somebody else wrote into the ledger at the same time')
    for (const { id } of entries) unsettled.add(id)
    known = end
  }

  async function emptyOnce(): Promise<number> {
    const written = await database.transaction().execute(async (trx) => {
      await sql`SELECT pg_advisory_xact_lock(${LEDGER_LOCK})`.execute(trx)
      const rows: Row[] = await trx.selectFrom('ledger_outbox').selectAll().orderBy('id').limit(batch_rows_max).execute()
      const position = (await trx.selectFrom('ledger_position').select(['lines', 'seal']).executeTakeFirst()) ?? START
      const file = await openFile(folder, path, position.lines)
      try {
        await catchUp(file, position, rows)
        await append(file, rows)
      } finally {
        await file.close()
      }
      const at = rows.at(-1)?.at
      if (at !== undefined) {
        await trx.deleteFrom('ledger_outbox').where('id', 'in', rows.map(({ id }) => id)).execute()
        const values = { lines: known.lines, seal: known.seal, at }
        await trx.insertInto('ledger_position').values(values).onConflict((conflict) => conflict.column('is_only').doUpdateSet(values)).execute()
      }
      return rows
    })
    // Everything in the file that still had a row was in these rows, unless there are more of them.
    if (written.length < batch_rows_max) unsettled.clear()
    return written.length
  }

  return {
    async empty() {
      for (let written = 0; ; ) {
        const now = await emptyOnce()
        written += now
        if (now < batch_rows_max) return written
      }
    },
  }
}

/** The file must hold every line that the database saw as durable, and the same one at that place. */
function checkPosition(reading: Reading, from: Place, position: { lines: number; seal: Buffer }): void {
  if (reading.end.lines < position.lines) {
    const line = reading.end.lines + 1
    throw new LedgerProblem(reading.broken ? texts.ledger_damaged({ line }) : texts.ledger_cut({ line }))
  }
  const seal = position.lines === from.lines ? from.seal : reading.lines.find(({ number }) => number === position.lines)?.seal
  if (seal !== undefined && !seal.equals(position.seal)) throw new LedgerProblem(texts.ledger_foreign())
}

/**
 * What was never confirmed may be torn. But nothing authentic is cut away unless its row still waits or the act stands in the file already, and a file of
 * somebody else is not ours to cut.
 */
async function checkTorn({ end, broken }: Reading, rows: readonly Row[], path: string, key: Buffer): Promise<void> {
  if (end.lines === 0 && !broken!.isTorn) throw new LedgerProblem(texts.ledger_foreign())
  if (broken!.stray.length === 0) return
  const kept = new Set([...rows, ...readLines(key, START, await contentOf(path)).lines].map(({ id }) => id))
  if (broken!.stray.some(({ id }) => !kept.has(id))) throw new LedgerProblem(texts.ledger_damaged({ line: broken!.number }))
}

/** Makes the file only when the database knows of no line yet. */
async function openFile(folder: string, path: string, lines: number): Promise<FileHandle> {
  const append = constants.O_RDWR | constants.O_APPEND
  try {
    return await open(path, append)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  if (lines > 0) throw new LedgerProblem(texts.ledger_cut({ line: 1 }))
  const file = await open(path, append | constants.O_CREAT, 0o600)
  await syncFolder(folder)
  return file
}

async function setAside(folder: string, lines: number, rest: Buffer): Promise<void> {
  const file = await open(join(folder, `${FILE}.torn-${lines + 1}-${randomBytes(4).toString('hex')}`), 'wx', 0o600)
  try {
    await file.writeFile(rest)
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(folder)
}

async function beginAnew(database: Database, folder: string, at: Date): Promise<void> {
  await database.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${LEDGER_LOCK})`.execute(trx)
    await rename(join(folder, FILE), join(folder, `${FILE}.lost-${randomBytes(4).toString('hex')}`)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
    await syncFolder(folder)
    await trx.deleteFrom('ledger_position').execute()
    await trx.insertInto('ledger_outbox').values({ id: newId(at), kind: 'ledger_lost', entry: '{}', at }).execute()
  })
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function contentOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}
