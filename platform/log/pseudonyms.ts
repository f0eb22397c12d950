/**
 * Pseudonyms of the logs (R6.1): a keyed hash of the person's id. The keys lie in files of their own beside the others, never in the database and in no backup;
 * each lives for 30 days and is destroyed when no row made with it can be left. From then on nobody can say who stands in an old copy of the log.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDays, dateInBerlin, daysBetween } from '#platform/time/calendar.ts'
import { limits } from './limits.ts'

export type Pseudonyms = {
  /** The pseudonym of this person under the key of that day. */
  of(personId: string, at: Date): Buffer
  /** All pseudonyms this person can have in rows that are still there. */
  allOf(personId: string): Buffer[]
  /** Destroys the keys of periods that ended more than so many days before; returns how many. */
  forget(at: Date, days_kept: number): number
}

/**
 * Opens the keys of the folder. Files are read and made at once and not in turns: that is once in thirty days, and whoever asks for a pseudonym must not wait
 * for it. Two processes that begin a period together agree on the same key.
 */
export function openPseudonyms(folder: string): Pseudonyms {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const keys = new Map<string, Buffer>()
  let known = new Map<string, Buffer>()
  let knownOf = ''
  return {
    of(personId, at) {
      const period = periodOf(at)
      if (period !== knownOf) [known, knownOf] = [new Map(), period]
      const before = known.get(personId)
      if (before !== undefined) return before
      const key = keys.get(period) ?? makeKey(folder, period)
      keys.set(period, key)
      const pseudonym = hash(key, personId)
      if (known.size >= limits.pseudonyms_known_max) known.clear()
      known.set(personId, pseudonym)
      return pseudonym
    },
    // The folder is read each time: another process may have begun a period, or destroyed one.
    allOf: (personId) => periodsIn(folder).flatMap((period) => readKey(folder, period) ?? []).map((key) => hash(key, personId)),
    forget(at, days_kept) {
      const today = dateInBerlin(at)
      const old = periodsIn(folder).filter((period) => addDays(period, limits.key_days + days_kept) < today)
      for (const period of old) {
        keys.delete(period)
        rmSync(join(folder, `${period}.key`), { force: true })
      }
      if (old.length > 0) known.clear()
      return old.length
    },
  }
}

/** The first day of the period a moment lies in; periods are counted from one day for every school. */
function periodOf(at: Date): string {
  const today = dateInBerlin(at)
  return addDays(today, -(daysBetween(FIRST_DAY, today) % limits.key_days))
}

const FIRST_DAY = '2020-01-01'

function hash(key: Buffer, personId: string): Buffer {
  return createHmac('sha256', key).update(personId).digest().subarray(0, limits.pseudonym_bytes)
}

function periodsIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => /^(\d{4}-\d{2}-\d{2})\.key$/.exec(name)?.[1] ?? []).sort()
}

function readKey(folder: string, period: string): Buffer | null {
  try {
    return readFileSync(join(folder, `${period}.key`))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Made whole before it gets its name; the first of two processes wins. */
function makeKey(folder: string, period: string): Buffer {
  const known = readKey(folder, period)
  if (known !== null) return known
  const draft = join(folder, `.${period}.${process.pid}.${randomBytes(4).toString('hex')}`)
  writeFileSync(draft, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(draft, join(folder, `${period}.key`))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  unlinkSync(draft)
  return readFileSync(join(folder, `${period}.key`))
}
