/** The one who writes: with the advisory lock held it reads what others appended since, appends, and shortens. */
import { rename, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { syncFolder } from '#platform/blobs/places/durable.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { BEGINNING_BYTES, FILE, bytesOf, contentOf, draftName, dropAside, dropDrafts, openFile, setAside, writeNew } from './disk.ts'
import { START, ledgerIdOf, openCheckpoint, placeIn, readFromStart, readLines, sealCheckpoint, sealLines } from './file.ts'
import type { Line, Place, Reading } from './file.ts'
import { batch_rows_max } from './limits.ts'
import { LedgerProblem } from './problem.ts'
import { texts } from './texts.de.ts'

export const LEDGER_LOCK = 7_305_521

type Row = { id: string; kind: string; entry: unknown; at: Date }

export type Writer = {
  empty(): Promise<number>
  shorten(before: Date): Promise<number>
  /** Acts that stand in the file and that the database has never seen: it is older than the file. In every other case their row waits, or their line is known. */
  unknown(): Promise<Line[]>
}

export function createWriter(folder: string, key: Buffer, database: Database): Writer {
  const path = join(folder, FILE)
  let known: Place = START
  /** How the file began when `known` was read. Each shortening begins it anew, and then no place in it is what it was. */
  let beginning = ''
  /** Acts that stand in the file while their rows may still be in the outbox: a crash or a lost connection came between. */
  const unsettled = new Set<string>()

  /** Reads what others appended since, also where another process has shortened the file, and sets aside what a crash has torn. */
  async function catchUp(file: FileHandle, position: { lines: number; seal: Buffer }, rows: readonly Row[]): Promise<void> {
    const size = (await file.stat()).size
    const begins = (await bytesOf(file, 0, Math.min(size, BEGINNING_BYTES))).toString('latin1')
    const isSame = begins === beginning && known.lines > 0
    if (isSame && size < known.bytes) throw new LedgerProblem(texts.ledger_cut({ line: known.lines }))
    const { from, isWhole, ...reading } = isSame ? { from: known, isWhole: false, ...readLines(key, known, await bytesOf(file, known.bytes, size - known.bytes)) } : readAgain(key, known, await bytesOf(file, 0, size))
    checkPosition(reading, from, position, isWhole)
    beginning = begins
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
    const { size, ino } = await file.stat()
    if (size !== end.bytes || (await stat(path)).ino !== ino) throw new Error('somebody else wrote into the ledger at the same time')
    for (const { id } of entries) unsettled.add(id)
    known = end
  }

  /** With the lock, in a transaction, and the file read to its end. */
  async function locked<T>(work: (trx: Trx, file: FileHandle, rows: readonly Row[], position: { lines: number; seal: Buffer }) => Promise<T>): Promise<T> {
    return database.transaction().execute(async (trx) => {
      await sql`SELECT pg_advisory_xact_lock(${LEDGER_LOCK})`.execute(trx)
      const rows: Row[] = await trx.selectFrom('ledger_outbox').selectAll().orderBy('id').limit(batch_rows_max).execute()
      const position = (await trx.selectFrom('ledger_position').select(['lines', 'seal']).executeTakeFirst()) ?? START
      await dropDrafts(folder)
      const file = await openFile(folder, path, position.lines)
      try {
        await catchUp(file, position, rows)
        return await work(trx, file, rows, position)
      } finally {
        await file.close()
      }
    })
  }

  async function emptyOnce(): Promise<number> {
    const written = await locked(async (trx, file, rows) => {
      await append(file, rows)
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

  /**
   * The new file is whole beside the old one before it takes its name: a crash leaves the one or the other. Whoever loses the connection loses the lock: up to
   * the look at it that is noticed here, and afterwards the one who holds the lock next has taken the new file away before writing.
   */
  async function shorten(before: Date): Promise<number> {
    return locked(async (trx, file, _rows, position) => {
      await dropAside(folder, before)
      const content = await bytesOf(file, 0, known.bytes)
      const shorter = shortened(key, content, before, position.lines)
      if (shorter === null) return 0
      const draft = join(folder, draftName())
      await writeNew(draft, shorter.content)
      await sql`SELECT 1`.execute(trx)
      if ((await file.stat()).size !== content.length) throw new Error('somebody else wrote into the ledger at the same time')
      await rename(draft, path)
      await syncFolder(folder)
      known = { ...known, bytes: shorter.content.length }
      beginning = shorter.content.toString('latin1', 0, BEGINNING_BYTES)
      return shorter.gone
    })
  }

  async function unknown(): Promise<Line[]> {
    return locked(async (trx, file, _rows, position) => {
      if (known.lines <= position.lines) return []
      const behind = readFromStart(key, await bytesOf(file, 0, known.bytes)).lines.filter(({ number }) => number > position.lines)
      const waiting = await trx.selectFrom('ledger_outbox').select('id').where(sql<boolean>`id = ANY(${behind.map(({ id }) => id)}::uuid[])`).execute()
      const rows = new Set(waiting.map(({ id }) => id))
      return behind.filter(({ id }) => !rows.has(id))
    })
  }

  return {
    shorten,
    unknown,
    async empty() {
      for (let written = 0; ; ) {
        const now = await emptyOnce()
        written += now
        if (now < batch_rows_max) return written
      }
    },
  }
}

/** A file that begins otherwise than it did: from where we were, if that line is still behind its checkpoint; else all of it. */
function readAgain(key: Buffer, known: Place, content: Buffer): Reading & { from: Place; isWhole: boolean } {
  const place = known.lines > 0 && openCheckpoint(key, content) !== null ? placeIn(content, known) : null
  return place === null ? { ...readFromStart(key, content), isWhole: true } : { ...readLines(key, place, content.subarray(place.bytes)), from: place, isWhole: false }
}

/** The file without its first lines that are older than this, up to the first that is not; null when there are none. Never a line beyond those the database knows. Opens no more lines than go, and one. */
function shortened(key: Buffer, content: Buffer, before: Date, lines_max: number): { content: Buffer; gone: number } | null {
  const checkpoint = openCheckpoint(key, content)
  const from = checkpoint?.place ?? START
  let begunAt = checkpoint?.begunAt ?? null
  let end = from
  while (end.lines < lines_max) {
    const reading = readLines(key, end, content.subarray(end.bytes, content.indexOf(10, end.bytes) + 1))
    const line = reading.lines[0]
    if (line === undefined || line.at >= before) break
    begunAt ??= line.at
    end = reading.end
  }
  if (begunAt === null || end.lines === from.lines) return null
  const text = sealCheckpoint(key, { ledgerId: ledgerIdOf(content)!, begunAt, lines: end.lines, seal: end.seal })
  return { content: Buffer.concat([Buffer.from(text), content.subarray(end.bytes)]), gone: end.lines - from.lines }
}

/** The file must hold every line that the database saw as durable, and the same one at that place. `isWhole`: read from its beginning; then a checkpoint must not lie behind that place. */
function checkPosition(reading: Reading, from: Place, position: { lines: number; seal: Buffer }, isWhole: boolean): void {
  if (reading.end.lines < position.lines) {
    const line = reading.end.lines + 1
    throw new LedgerProblem(reading.broken ? texts.ledger_damaged({ line }) : texts.ledger_cut({ line }))
  }
  if (isWhole && from.lines > position.lines) throw new LedgerProblem(texts.ledger_foreign())
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
  const kept = new Set([...rows, ...readFromStart(key, await contentOf(path)).lines].map(({ id }) => id))
  if (broken!.stray.some(({ id }) => !kept.has(id))) throw new LedgerProblem(texts.ledger_damaged({ line: broken!.number }))
}
