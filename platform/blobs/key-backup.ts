/**
 * The scope keys' own backup (B7): all of them in one file a night, sealed by the school's keys, beside the data and apart from it. A file of a night never changes
 * and is removed after a week, so that a key which was destroyed is gone everywhere then. With the tables of an ordinary backup and the newest of these files
 * everything opens again that was not destroyed.
 */
import { mkdir, open, readFile, readdir, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { Write } from '#platform/module/write.ts'
import type { Keys } from '#platform/school/keys.ts'
import { addDays, isDate } from '#platform/time/calendar.ts'
import { key_backup_days } from './limits.ts'
import { syncFolder, unlessMissing } from './places/durable.ts'
import { BlobProblem } from './places/place.ts'
import { texts } from './texts.de.ts'

/** Writes the file of a day, durably, in place of an earlier one of that day; then removes those that are a week old. How many keys are in it. */
export async function backUpKeys(database: Database, keys: Keys, folder: string, day: string): Promise<number> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const rows = await database.selectFrom('scope_key').select(['scope_id', 'wrapped', 'made_at']).orderBy('scope_id').execute()
  const entries: Entry[] = rows.map((row) => [row.scope_id, row.wrapped.toString('base64'), row.made_at.toISOString()])
  const name = `${day}${ENDING}`
  const draft = join(folder, `${name}.${process.pid}.new`)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(keys.seal(PURPOSE, name, Buffer.from(JSON.stringify(entries))))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, join(folder, name))
  for (const old of await keyBackups(folder)) if (old <= addDays(day, -key_backup_days)) await unlink(join(folder, `${old}${ENDING}`)).catch(unlessMissing)
  await syncFolder(folder)
  return rows.length
}

/** The days of which there is a file, oldest first. */
export async function keyBackups(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    unlessMissing(error)
    return []
  })
  return names.filter((name) => name.endsWith(ENDING)).map((name) => name.slice(0, -ENDING.length)).filter(isDate).sort()
}

/**
 * Puts back the keys of the day's file whose scopes are there without one; destroyed scopes stay so. For a restore, before the ledger is replayed. Returns how many.
 * Throws BlobProblem when the file was changed or is of another school or day.
 */
export async function restoreKeys(w: Write, folder: string, day: string): Promise<number> {
  const name = `${day}${ENDING}`
  const opened = w.platform.keys.unseal(PURPOSE, name, await readFile(join(folder, name)))
  if (opened === null) throw new BlobProblem(texts.key_backup_damaged({ name }))
  const entries = JSON.parse(opened.toString('utf8')) as Entry[]
  const { rows } = await sql`
    INSERT INTO scope_key (scope_id, wrapped, made_at)
    SELECT e.scope_id, decode(e.wrapped, 'base64'), e.made_at
      FROM unnest(${entries.map(([id]) => id)}::uuid[], ${entries.map(([, wrapped]) => wrapped)}::text[], ${entries.map(([, , madeAt]) => madeAt)}::timestamptz[]) AS e(scope_id, wrapped, made_at)
      JOIN blob_scope s ON s.id = e.scope_id AND s.destroyed_at IS NULL
    ON CONFLICT (scope_id) DO NOTHING RETURNING scope_id`.execute(w.trx)
  return rows.length
}

/** Scope, wrapped key in base64, when it was made. */
type Entry = [string, string, string]

const ENDING = '.keys'
const PURPOSE = 'scope key backup'
