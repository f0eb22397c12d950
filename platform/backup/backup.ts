/**
 * Backup of the whole school (B6): sets at a target, checked, drilled every week, cleared by age. Handed to jobs and the command line as `platform.backup`. What is
 * heavy runs in a process of its own (child.ts).
 */
import { createHash, randomBytes } from 'node:crypto'
import { copyFile, readFile, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { S3Settings } from '#platform/blobs/places/s3.ts'
import { isMissing, unlessMissing } from '#platform/blobs/places/durable.ts'
import { newId } from '#platform/id/id.ts'
import { problemOf } from '#platform/jobs/rules.ts'
import type { Platform } from '#platform/module/platform.ts'
import { addDays, dateInBerlin, timeInBerlin } from '#platform/time/calendar.ts'
import type { Checked } from './check-sets.ts'
import { OWN_KEYS } from './jobs.ts'
import type { Drilled } from './jobs.ts'
import { leftOut } from './left-out.ts'
import { ledgerCopy } from './ledger-copy.ts'
import type { LedgerCopy } from './ledger-copy.ts'
import { own_key_days_max, runs_kept_days } from './limits.ts'
import { BackupProblem } from './problem.ts'
import { runChild } from './run-child.ts'
import type { SetLabel } from './set.ts'
import { clearDrafts, clearKeys, clearSets, ledgerBefore, readSets } from './sets.ts'
import { openTarget } from './targets/open-target.ts'
import type { PlainTarget } from './targets/open-target.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'

/** A second database for the drill, empty, and how it goes again. */
export type Scratch = { ownerUrl: string; appRole: string; drop(): Promise<void> }

export type BackupSettings = {
  target: PlainTarget
  /** On the disk of the data themselves: nothing is left when that is gone, and the page Kontrolle says so. */
  isSameMachine: boolean
  program: string
  /** The schema's steps, for the drill. */
  migrations: { root: URL; files: readonly string[]; appendOnly: readonly string[] }
  /** Makes it for one drill. Null, here or when it is asked: no right to make a second database; then a drill only reads. */
  scratch: (() => Promise<Scratch | null>) | null
  /** What was set, by name; null where the value is a secret. */
  settings: Readonly<Record<string, string | null>>
  blobs3: S3Settings | null
  /** Tests watch the child process. */
  onChild?: (pid: number) => void
}

export type Backup = {
  /** False in houses that were opened without a target: tests, tools. */
  readonly isOn: boolean
  readonly isSameMachine: boolean
  /** Of the store that the target is a bucket of; null for a folder. */
  readonly host: string | null
  /** Makes a set, then clears what is old. Throws BackupProblem; the run is recorded either way. */
  create(at: Date): Promise<{ label: SetLabel; cleared: string[]; seconds: number }>
  list(): Promise<{ sets: SetLabel[]; damaged: string[] }>
  /** Reads one set, or all of them, and names every fault. */
  verify(setId: string | null, at: Date): Promise<Checked>
  /** Restores a set into a database that is thrown away: the newest that the server itself can open, or this one. Null: there is none. */
  drill(at: Date, setId?: string): Promise<(Drilled & { setId: string; seconds: number }) | null>
  /** Brings the ledger's news to the target. */
  bringLedger(): Promise<number>
}

/** Opens the room. Nothing at the target is touched before it is used, so that a disk that is not mounted does not keep the school closed. */
export function openBackup(options: Pick<Platform, 'database' | 'keys' | 'clock'> & { platform: () => Platform; folder: string; settings: BackupSettings | null }): Backup {
  const { settings } = options
  if (settings === null) return off
  let opened: Promise<{ target: Target; ledger: LedgerCopy }> | null = null
  const open = (): Promise<{ target: Target; ledger: LedgerCopy }> => {
    opened ??= openTarget(settings.target, options.folder, options.clock).then((target) => ({ target, ledger: ledgerCopy(target, options.folder, options.keys.ledger) }))
    opened.catch(() => (opened = null))
    return opened
  }
  const room = { ...options, settings, open, place: settings.target.kind === 'folder' ? settings.target.folder : settings.target.bucket }
  return {
    isOn: true,
    isSameMachine: settings.isSameMachine,
    host: settings.target.kind === 's3' ? new URL(settings.target.endpoint).hostname : null,
    create: (at) => alone(room, () => recorded(room, 'create', at, () => create(room, at))),
    list: async () => readSets((await open()).target),
    verify: (setId, at) => recorded(room, 'verify', at, async () => {
      const checked = await check(room, setId)
      return { result: checked, setId, outcome: checked.faults.length === 0 ? 'good' : 'failed', detail: checked.faults.length === 0 ? 'whole' : 'damaged', bytes: checked.bytes }
    }),
    drill: (at, setId) => drill(room, at, setId),
    async bringLedger() {
      return (await open()).ledger.bring()
    },
  }
}

type Room = Parameters<typeof openBackup>[0] & { settings: BackupSettings; open(): Promise<{ target: Target; ledger: LedgerCopy }>; place: string }
type Run<T> = { result: T; setId: string | null; outcome?: 'good' | 'failed'; detail: string; rows?: number; blobs?: number; bytes?: number }

const none = (): never => {
  throw new BackupProblem('off', texts.no_sets)
}
const off: Backup = { isOn: false, isSameMachine: false, host: null, create: async () => none(), list: async () => ({ sets: [], damaged: [] }), verify: async () => none(), drill: async () => null, bringLedger: async () => 0 }

const BACKUP_LOCK = 7_305_550
const DAY_MS = 86_400_000

/** One run at a time in the whole school; a process that dies lets go by itself. */
async function alone<T>({ database }: Room, work: () => Promise<T>): Promise<T> {
  return database.connection().execute(async (connection) => {
    const { rows } = await sql<{ mine: boolean }>`SELECT pg_try_advisory_lock(${BACKUP_LOCK}) AS mine`.execute(connection)
    if (!rows[0]!.mine) throw new BackupProblem('running', texts.running)
    try {
      return await work()
    } finally {
      await sql`SELECT pg_advisory_unlock(${BACKUP_LOCK})`.execute(connection).catch(() => {})
    }
  })
}

/** Reads one set or all. A pack that is found damaged is shared by no later set: what it held goes into a new one next night. */
async function check(room: Room, setId: string | null): Promise<Checked> {
  const checked = await runChild<Checked>({ do: 'check', folder: room.folder, target: room.settings.target, setIds: setId === null ? null : [setId] }, child(room))
  if (checked.badPacks.length > 0) await room.database.deleteFrom('backup_pack').where('id', 'in', checked.badPacks).execute()
  return checked
}

/** Writes down how a run went, also when it failed. */
async function recorded<T>({ database, clock }: Room, kind: 'create' | 'verify' | 'drill', at: Date, work: () => Promise<Run<T>>): Promise<T> {
  const begun = clock.now().getTime()
  const note = async (run: Omit<Run<T>, 'result'>): Promise<void> => {
    const ended_at = new Date(at.getTime() + Math.max(0, clock.now().getTime() - begun))
    await database.insertInto('backup_run').values({
      id: newId(at), kind, set_id: run.setId, started_at: at, ended_at, outcome: run.outcome ?? 'good', detail: run.detail, row_count: run.rows ?? 0, blob_count: run.blobs ?? 0, size_bytes: run.bytes ?? 0,
    }).execute()
    await database.deleteFrom('backup_run').where('ended_at', '<', new Date(at.getTime() - runs_kept_days * DAY_MS)).execute()
  }
  try {
    const run = await work()
    await note(run)
    return run.result
  } catch (error) {
    // The database itself may be what is gone: then the next run is the first that can say so.
    await note({ setId: null, outcome: 'failed', detail: (error as { code?: string }).code ?? (error as Error).constructor.name }).catch(() => {})
    throw error
  }
}

function child({ settings, place }: Room): { place: string; onStart?: (pid: number) => void } {
  return { place, ...(settings.onChild && { onStart: settings.onChild }) }
}

async function create(room: Room, at: Date): Promise<Run<{ label: SetLabel; cleared: string[]; seconds: number }>> {
  const { platform, clock, settings, folder, keys } = room
  const house = platform()
  const begun = clock.now().getTime()
  const { target, ledger } = await room.open()
  await clearDrafts(target.drafts, at)
  const today = dateInBerlin(at)
  const setId = `${today}-${timeInBerlin(at).replace(':', '')}-${randomBytes(4).toString('hex')}`
  const days = house.school.option('backup.days')
  const { user, password, host, port, database } = house.pool.options
  const s3 = settings.blobs3
  // From here until the set is whole no file of a blob leaves its place.
  const label = await house.blobs.holdRemovals(() => runChild<SetLabel>({
    do: 'create', folder, target: settings.target, connection: { user, password, host, port, database } as never, setId, at: at.toISOString(), program: settings.program, leftOut: leftOut(house.manifests.values()),
    settings: { ...settings.settings }, blobs3: s3 === null ? null : { ...s3, endpoint: s3.endpoint.href, prefix: `schulhof-${keys.hmac('blob place', 's3').toString('hex').slice(0, 16)}` },
    // A pack is shared as long as a set lives: so nothing at the target has to live longer than twice that, and a rule of the bucket may say so.
    packsSince: new Date(at.getTime() - days * DAY_MS).toISOString(),
  }, child(room)))
  await bringKeys(house, target, folder, today)
  await ledger.bring()
  await ledger.mark(at)
  const cleared = await clearSets(target, new Date(at.getTime() - days * DAY_MS), new Date(at.getTime() - DAY_MS))
  if (cleared.packs.length > 0) await house.database.deleteFrom('backup_pack').where('id', 'in', cleared.packs).execute()
  await clearKeys(target, today, addDays)
  const left = await readSets(target)
  await giveUpOwnKeys(room, at, left.sets)
  // The set is whole without it, and the next night tries again.
  await shortenLedger(house, ledger, at, left).catch((error: unknown) => house.say(`the ledger stays as it is: ${problemOf(error)}`))
  const seconds = Math.round((clock.now().getTime() - begun) / 1000)
  return { result: { label, cleared: cleared.sets, seconds }, setId, detail: label.missingBlobs === 0 ? 'whole' : 'blobs_missing', rows: label.rows, blobs: label.blobs, bytes: label.archive.size_bytes }
}

/** B5: what is older than backup.days + 90 goes, here and at the target; but never what a set that still lies there could need. */
async function shortenLedger({ ledger, school }: Platform, copy: LedgerCopy, at: Date, { sets, damaged }: Awaited<ReturnType<typeof readSets>>): Promise<void> {
  // A label that can't be read may be of a set that is older than all others.
  const before = damaged.length > 0 ? null : ledgerBefore(dateInBerlin(at), school.option('backup.days'), sets)
  if (before !== null) await ledger.shorten(before)
  await copy.bring()
  await copy.tidy(before)
}

/** The keys' own backup, written after the snapshot so that no blob in the set lacks its key, and its copy apart (B7). */
async function bringKeys(house: Platform, target: Target, folder: string, today: string): Promise<void> {
  await house.blobs.backUpKeys(today)
  const name = `${today}.keys`
  const draft = join(target.drafts, `${name}-${process.pid}.part`)
  await copyFile(join(folder, 'key-backup', name), draft)
  await target.put(`keys/${name}`, draft, createHash('sha256').update(await readFile(draft)).digest('hex'))
}

/** B6: the server's own way into an archive ends after its drill, and after eight days anyway. Where the safe has no key it is the only one, and stays while the set does. */
async function giveUpOwnKeys({ folder }: Room, at: Date, sets: readonly SetLabel[]): Promise<void> {
  for (const name of await ownKeys(folder)) {
    const set = sets.find(({ id }) => name === `${id}.key`)
    const isOver = set === undefined || (set.safeSign !== null && new Date(set.madeAt).getTime() <= at.getTime() - own_key_days_max * DAY_MS)
    if (isOver) await unlink(join(folder, OWN_KEYS, name)).catch(unlessMissing)
  }
}

async function ownKeys(folder: string): Promise<string[]> {
  return readdir(join(folder, OWN_KEYS)).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
}

async function drill(room: Room, at: Date, asked?: string): Promise<(Drilled & { setId: string; seconds: number }) | null> {
  const { folder, keys, settings, clock } = room
  const { target } = await room.open()
  const mine = await ownKeys(folder)
  const set = (await readSets(target)).sets.find(({ id }) => (asked === undefined || id === asked) && mine.includes(`${id}.key`))
  if (set === undefined) return null
  const begun = clock.now().getTime()
  return recorded(room, 'drill', at, async () => {
    const fileKey = keys.unseal('backup archive', set.id, await readFile(join(folder, OWN_KEYS, `${set.id}.key`)))
    if (fileKey === null) throw new BackupProblem('own_key', texts.drill_no_key({ id: set.id }))
    const scratch = (await settings.scratch?.()) ?? null
    try {
      const { root, files, appendOnly } = settings.migrations
      const drilled = await runChild<Drilled>({
        do: 'drill', folder, target: settings.target, setId: set.id, at: at.toISOString(), fileKey: fileKey.toString('base64'),
        scratch: scratch === null ? null : { ownerUrl: scratch.ownerUrl, appRole: scratch.appRole, root: root.href, files: [...files], appendOnly: [...appendOnly] },
      }, child(room)).catch(async (error: unknown) => {
        // Whatever of its packs is the reason must not be shared for ever.
        await check(room, set.id).catch(() => {})
        throw error
      })
      if (set.safeSign !== null) await unlink(join(folder, OWN_KEYS, `${set.id}.key`)).catch(unlessMissing)
      const seconds = Math.round((clock.now().getTime() - begun) / 1000)
      return { result: { ...drilled, setId: set.id, seconds }, setId: set.id, detail: drilled.isReadOnly ? 'read_only' : 'restored', rows: drilled.rows, blobs: drilled.blobs, bytes: drilled.bytes }
    } finally {
      await scratch?.drop()
    }
  })
}
