/**
 * A set onto an empty machine (X13). In two halves, with the house opened between them: rows, keys and blobs first, then the ledger over them. Between the halves
 * nobody may open a door: the row of this restore has no end yet, and every start looks at it.
 */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { keyBackups, restoreKeys } from '#platform/blobs/key-backup.ts'
import { connectionOf } from '#platform/database/connect.ts'
import type { Database } from '#platform/database/connect.ts'
import type { MigrationOptions } from '#platform/database/migrate.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import { replayLedger } from '#platform/ledger/replay.ts'
import { AgeDamaged, checkHeader, openHeader } from '#platform/safe/age.ts'
import { readSafeCode } from '#platform/safe/safe.ts'
import { openKeys } from '#platform/school/keys.ts'
import type { Keys } from '#platform/school/keys.ts'
import { archiveFiles } from './jobs.ts'
import { ledgerOfSet, readLedgers } from './ledger-copy.ts'
import type { LedgerFound } from './ledger-copy.ts'
import { loadArchive, readHead } from './load.ts'
import type { Loaded } from './load.ts'
import { BackupProblem } from './problem.ts'
import type { SetLabel } from './set.ts'
import { contentOf, readSets, writeDraft } from './sets.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'
import { unpackBlobs } from './unpack.ts'

export type RestoreOptions = {
  target: Target
  set: SetLabel
  /** The school's data folder, empty but for what the caller made. */
  folder: string
  ownerUrl: string
  migrations: Omit<MigrationOptions, 'at'>
  at: Date
  keyOf: (header: Buffer) => Buffer
  /** Null: `--ledger-lost`. `atLeast`: how new the ledger has to be. */
  ledger: { atLeast: Date | null } | null
  say: (line: string) => void
}

export type Restored = { restoreId: string; loaded: Loaded; ledger: LedgerFound | null; missing: string[] }

/** The set of this id, or the newest. */
export async function chooseSet(target: Target, id: string | null): Promise<SetLabel> {
  const { sets } = await readSets(target)
  const set = id === null ? sets[0] : sets.find((one) => one.id === id)
  if (set === undefined) throw new BackupProblem('no_set', id === null ? texts.no_sets : texts.no_such_set({ id }))
  return set
}

/** Opens an archive with the code from the safe. Throws BackupProblem when it is misspelt or of another safe. */
export function withSafeCode(code: string, set: SetLabel): (header: Buffer) => Buffer {
  const privateKey = readSafeCode(code)
  if (privateKey === null) throw new BackupProblem('misspelt', texts.misspelt)
  return (header) => {
    try {
      return openHeader(header, privateKey)
    } catch (error) {
      throw error instanceof AgeDamaged ? new BackupProblem('wrong_key', texts.wrong_key({ sign: set.safeSign })) : error
    }
  }
}

/** Opens an archive with its own file key, which the server that made it still has. */
export function withFileKey(fileKey: Buffer): (header: Buffer) => Buffer {
  return (header) => {
    checkHeader(header, fileKey)
    return fileKey
  }
}

/** The keys of the archive alone: with them its database can be made. Writes them into the folder; refuses when there are others. */
export async function bringKeyFiles({ target, set, folder, keyOf }: Pick<RestoreOptions, 'target' | 'set' | 'folder' | 'keyOf'>): Promise<Keys> {
  const keyFolder = join(folder, 'keys')
  await mkdir(keyFolder, { recursive: true, mode: 0o700 })
  const there = await readdir(keyFolder)
  for await (const { name, content } of archiveFiles(target, set.id, keyOf)) {
    const file = /^keys\/([a-z]+\.key)$/.exec(name)?.[1]
    if (file !== undefined) {
      const parts: Buffer[] = []
      for await (const piece of content) parts.push(Buffer.from(piece))
      const bytes = Buffer.concat(parts)
      if (!there.includes(file)) await writeDraft(join(keyFolder, file), bytes)
      else if (!(await contentEquals(join(keyFolder, file), bytes))) throw new BackupProblem('other_keys', texts.other_keys({ folder: keyFolder }))
    }
    if (name.startsWith('tables/')) break
  }
  return openKeys(keyFolder)
}

/** Refuses unless the database is empty. */
export async function refuseFilled(ownerUrl: string): Promise<void> {
  const client = new pg.Client(connectionOf(ownerUrl))
  await client.connect()
  try {
    const { rows } = await client.query("SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'v', 'm', 'S') LIMIT 1")
    if (rows.length > 0) throw new BackupProblem('not_empty', texts.not_empty)
  } finally {
    await client.end()
  }
}

/** The first half: after it the database is what the set holds, and closed. Throws BackupProblem; a failed load leaves the database without rows. */
export async function restoreRows(options: RestoreOptions, keys: Keys): Promise<Restored> {
  const { target, set, folder, ownerUrl, say, at } = options
  await refuseFilled(ownerUrl)
  // Looked at first: without it nothing is begun.
  const ledger = options.ledger === null ? null : ledgerOfSet(await readLedgers(target, keys.ledger), await readHead(archiveFiles(target, set.id, options.keyOf)))
  if (ledger !== null) checkNew(ledger, options.ledger!.atLeast)
  const restoreId = newId(at)
  const loaded = await loadArchive(archiveFiles(target, set.id, options.keyOf), {
    ownerUrl, migrations: options.migrations, at,
    async beforeCommit(client, head) {
      const position = ledger?.end
      if (position !== undefined && position.lines > 0) await client.query('INSERT INTO ledger_position (lines, seal, at) VALUES ($1, $2, $3)', [position.lines, position.seal, at])
      await client.query('INSERT INTO backup_restore (id, set_id, snapshot_at, begun_at, is_ledger_lost) VALUES ($1, $2, $3, $4, $5)', [restoreId, set.id, head.snapshotAt, at, ledger === null])
      // The new ledger begins with the decision, and so before any set that is made over it.
      if (ledger === null) await client.query("INSERT INTO ledger_outbox (id, kind, entry, at) VALUES ($1, 'ledger_lost', '{}', $2)", [newId(at), at])
    },
  })
  say(texts.restored_rows({ n: loaded.manifest.tables.reduce((sum, table) => sum + table.rows, 0), tables: loaded.manifest.tables.length }))
  if (ledger !== null) {
    await mkdir(join(folder, 'ledger'), { recursive: true, mode: 0o700 })
    await writeDraft(join(folder, 'ledger', 'ledger'), ledger.text)
  }
  await bringScopeKeys(target, join(folder, 'key-backup'))
  const client = new pg.Client(connectionOf(ownerUrl))
  await client.connect()
  try {
    const { back, missing } = await unpackBlobs(client, target, loaded.manifest.packs, join(folder, 'blobs'))
    // Where they lay before is not where they lie now.
    await client.query("UPDATE blob SET place = 'file' WHERE place = 's3'")
    say(texts.restored_blobs({ n: back }))
    return { restoreId, loaded, ledger, missing }
  } finally {
    await client.end()
  }
}

/** The second half, in the house that was opened over the rows: keys, then everything that was taken away since. The doors may open after it. */
export async function finishRestore(platform: Platform, folder: string, { restoreId, loaded: { head }, ledger }: Restored, say: (line: string) => void): Promise<number> {
  const keyFolder = join(folder, 'key-backup')
  const day = (await keyBackups(keyFolder)).at(-1)
  // With the owner role: what was purged since is purged again, also where the application can only add.
  return platform.asOwner((owner) => write(platform, null, platform.clock.now(), async (w) => {
    w.isReplay = true
    const last = await w.trx.selectFrom('journal_entry').select((eb) => eb.fn.max('seq').as('seq')).executeTakeFirstOrThrow()
    writeJournal(w, { event: 'backup.restored', actorId: null, fields: { set: head.setId, snapshotAt: head.snapshotAt, after: Number(last.seq ?? 0), isLedgerLost: ledger === null } })
    if (day === undefined) say(texts.restored_no_keys)
    else say(texts.restored_keys({ n: await restoreKeys(w, keyFolder, day), day }))
    const entries = (ledger?.lines ?? []).filter(({ number }) => number > head.ledger.lines)
    const replayed = await replayLedger(w, entries)
    await w.trx.updateTable('backup_restore').set({ ended_at: w.at, replayed }).where('id', '=', restoreId).execute()
    say(texts.replayed({ n: replayed }))
    return replayed
  }, owner))
}

/** Throws BackupProblem when a restore into this database did not come to its end: what was withdrawn since may be open. */
export async function refuseUnfinished(database: Database): Promise<void> {
  const open = await database.selectFrom('backup_restore').select('id').where('ended_at', 'is', null).limit(1).executeTakeFirst()
  if (open !== undefined) throw new BackupProblem('unfinished', texts.unfinished)
}

function checkNew({ wholeAt }: LedgerFound, atLeast: Date | null): void {
  if (wholeAt === null) throw new BackupProblem('ledger_missing', texts.ledger_missing)
  if (atLeast !== null && wholeAt < atLeast) throw new BackupProblem('ledger_old', texts.ledger_old({ at: wholeAt.toISOString() }))
}

async function bringScopeKeys(target: Target, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await target.list('keys')) {
    const content = /^\d{4}-\d{2}-\d{2}\.keys$/.test(name) ? await contentOf(target, `keys/${name}`) : null
    if (content !== null) await writeFile(join(folder, name), content, { mode: 0o600 })
  }
}

async function contentEquals(path: string, bytes: Buffer): Promise<boolean> {
  return (await readFile(path)).equals(bytes)
}
