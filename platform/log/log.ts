/**
 * The technical logs (R6.1, R6.2): written beside the work and never in its way. Whoever answers a request puts one small object into a list; once a second, or
 * when 500 wait, they go into the database in one statement. What does not fit into the list, or can't be written, is dropped and counted: a log never
 * makes a person wait, and never fails a request.
 */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import { createCounts } from './counts.ts'
import type { Counts } from './counts.ts'
import { limits } from './limits.ts'
import { networkOf } from './network.ts'
import { openPseudonyms } from './pseudonyms.ts'
import type { Pseudonyms } from './pseudonyms.ts'

export type LogDoor = 'http' | 'ws'

/** `operation`: `module.name`, or UNKNOWN. `address`: where it came from, whole; only its network is written. */
export type Access = { at: Date; personId: string | null; operation: string; door: LogDoor; status: number; duration_ms: number; address: string | null }
/** `code`: kind of the error. `place`: file and line of our own program. Never a message: those can hold data of people. */
export type Fault = { at: Date; operation: string; door: LogDoor; code: string; place: string }

/** A request that fits no operation. */
export const UNKNOWN = 'unknown'

export type Log = {
  access(row: Access): void
  fault(row: Fault): void
  /** Writes what waits; resolves when nothing waits that was there before. Never throws. */
  flush(): Promise<void>
  figures(): { waiting: number; written: number; dropped: number }
  counts: Counts
  pseudonyms: Pseudonyms
  close(): Promise<void>
}

export type LogOptions = { database: Database; keyFolder: string; /** How long the longest log is kept: so long its keys are needed. */ days_kept: () => number }

export function openLog({ database, keyFolder, days_kept }: LogOptions): Log {
  const pseudonyms = openPseudonyms(keyFolder)
  const counts = createCounts()
  let accesses: Access[] = []
  let faults: Fault[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> | null = null
  let [written, dropped, inHand] = [0, 0, 0]
  let forgottenOn = ''

  const waiting = (): number => accesses.length + faults.length + inHand

  /** False, and counted, when the list is full. */
  function hasRoom(): boolean {
    if (waiting() < limits.rows_waiting_max) return true
    dropped++
    return false
  }

  function wake(): void {
    if (writing !== null) return
    if (accesses.length + faults.length >= limits.rows_per_insert) return void begin()
    timer ??= setTimeout(() => void begin(), limits.insert_every_ms).unref()
  }

  function begin(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    writing ??= writeAll().finally(() => {
      writing = null
      if (accesses.length + faults.length > 0) wake()
    })
    return writing
  }

  /** What came meanwhile waits for the next round, so that one process never holds more than one connection for its log. */
  async function writeAll(): Promise<void> {
    const [some, broken] = [accesses.splice(0, limits.rows_per_insert), faults.splice(0, limits.rows_per_insert)]
    inHand = some.length + broken.length
    forgetOldKeys(some.at(-1)?.at ?? broken.at(-1)?.at)
    await put(some, (rows) => insertAccesses(database, pseudonyms, rows))
    await put(broken, (rows) => insertFaults(database, rows))
    inHand = 0
  }

  async function put<T>(rows: readonly T[], insert: (rows: readonly T[]) => Promise<void>): Promise<void> {
    if (rows.length === 0) return
    await insert(rows).then(() => void (written += rows.length), () => void (dropped += rows.length))
  }

  function forgetOldKeys(at: Date | undefined): void {
    const day = at?.toISOString().slice(0, 10)
    if (at === undefined || day === forgottenOn) return
    forgottenOn = day!
    pseudonyms.forget(at, days_kept())
  }

  return {
    counts, pseudonyms,
    access(row) {
      counts.add(row.operation, row.status, row.at)
      if (hasRoom()) accesses.push(row)
      wake()
    },
    fault(row) {
      if (hasRoom()) faults.push(row)
      wake()
    },
    async flush() {
      // So many rounds as what waits now needs: what comes meanwhile is not waited for.
      for (let rounds = Math.ceil(waiting() / limits.rows_per_insert) + 1; rounds > 0 && (writing !== null || accesses.length + faults.length > 0); rounds--) await begin()
    },
    figures: () => ({ waiting: waiting(), written, dropped }),
    async close() {
      await this.flush()
      if (timer !== null) clearTimeout(timer)
      counts.close()
    },
  }
}

async function insertAccesses(database: Database, pseudonyms: Pseudonyms, rows: readonly Access[]): Promise<void> {
  const hex = rows.map(({ personId, at }) => (personId === null ? null : pseudonyms.of(personId, at).toString('hex')))
  await sql`
    INSERT INTO log_access (at, pseudonym, operation, door, status, duration_ms, network)
    SELECT at, decode(pseudonym, 'hex'), operation, door, status, duration_ms, network
      FROM unnest(${rows.map(({ at }) => wholeSecond(at))}::timestamptz[], ${hex}::text[], ${rows.map((row) => row.operation.slice(0, limits.operation_chars_max))}::text[],
        ${rows.map((row) => row.door)}::text[], ${rows.map((row) => row.status)}::int[], ${rows.map((row) => Math.round(row.duration_ms))}::int[],
        ${rows.map(({ address }) => (address === null ? null : networkOf(address)))}::text[]) AS r (at, pseudonym, operation, door, status, duration_ms, network)`.execute(database)
}

async function insertFaults(database: Database, rows: readonly Fault[]): Promise<void> {
  await sql`
    INSERT INTO log_fault (at, operation, door, code, place)
    SELECT * FROM unnest(${rows.map(({ at }) => wholeSecond(at))}::timestamptz[], ${rows.map((row) => row.operation.slice(0, limits.operation_chars_max))}::text[],
      ${rows.map((row) => row.door)}::text[], ${rows.map((row) => row.code.slice(0, limits.code_chars_max))}::text[], ${rows.map((row) => row.place.slice(0, limits.place_chars_max))}::text[])`.execute(database)
}

/** To the second: enough for a fault, and fewer marks by which a row could be laid beside what somebody wrote. */
function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1_000) * 1_000)
}
