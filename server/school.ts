/** Opens one school from its configuration: lock -> cluster -> roles -> migrations -> clock -> house. Used by the server and by the demo. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { BackupSettings } from '#platform/backup/backup.ts'
import { connectionOf } from '#platform/database/connect.ts'
import { joinCluster, startCluster } from '#platform/database/embedded/cluster.ts'
import { lockFolder } from '#platform/database/embedded/lock.ts'
import { MigrationProblem, migrate, missingMigrations } from '#platform/database/migrate.ts'
import { APP_ROLE, prepareRoles } from '#platform/database/roles.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { replaysOf } from '#platform/ledger/replay.ts'
import { write } from '#platform/module/write.ts'
import { checkCoverage } from '#platform/privacy/coverage.ts'
import { openKeys } from '#platform/school/keys.ts'
import type { Keys } from '#platform/school/keys.ts'
import { judgeClock } from '#platform/time/plausible.ts'
import type { Clock } from '#platform/time/clock.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { builtAt } from './built.ts'
import { backupSettings, clusterScratch, externalScratch } from './backup.ts'
import { awaitClockWord } from './clock-word.ts'
import type { Config } from './config.ts'
import { appendOnlyTables, openHouse } from './house.ts'
import type { House } from './house.ts'

const ROOT = new URL('../', import.meta.url)

export type OpenSchool = { house: House; keys: Keys; databaseStopped: Promise<unknown>; close(): Promise<void> }

/** Brings everything up except listening. Throws problems with one sentence for the person at the terminal. */
export async function openSchool(config: Config, options: { clock: Clock; demo: boolean; webFolder: string; say: (line: string) => void }): Promise<OpenSchool> {
  const { clock, say } = options
  await mkdir(config.dataFolder, { recursive: true, mode: 0o711 })
  const lock = config.join ? null : await lockFolder(config.dataFolder)
  // What can be taken away has somebody who takes it away again after a restore, before anything can be taken.
  replaysOf(modules)
  const closers: (() => Promise<void>)[] = lock === null ? [] : [() => lock.release()]
  try {
    const keys = await openKeys(join(config.dataFolder, 'keys'))
    const database = await openDatabase(config, keys, clock, say)
    closers.unshift(database.stop)
    const confirmed = await checkClock(database.appUrl, config.dataFolder, clock, options)
    const house = await openHouse({
      appUrl: database.appUrl, ownerUrl: database.ownerUrl, folder: config.dataFolder, keys, clock, modules, publicUrl: config.publicUrl, trustedProxies: config.trustedProxies,
      webFolder: options.webFolder, blobs: config.blobs, backup: await backupSettings(config, database.scratch), demo: options.demo, say,
    })
    closers.unshift(() => house.close())
    // The word is a record like any other: the next start does not ask for it again.
    if (confirmed !== null) await write(house.platform, null, clock.now(), async (w) => writeJournal(w, { event: 'school.clock_confirmed', actorId: null, fields: { kind: confirmed } }))
    return { house, keys, databaseStopped: database.stopped, close: () => closeAll(closers) }
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers) await close().catch(() => {})
}

type OpenDatabase = { appUrl: string; ownerUrl: string | null; scratch: BackupSettings['scratch']; stop(): Promise<void>; stopped: Promise<unknown> }

async function openDatabase(config: Config, keys: Keys, clock: Clock, say: (line: string) => void): Promise<OpenDatabase> {
  if (config.database.kind === 'external') {
    const { url, ownerUrl } = config.database
    const appRole = decodeURIComponent(new URL(url).username)
    if (ownerUrl === undefined) await refuseMissing(url)
    else await prepareSchema(ownerUrl, appRole, clock)
    return { appUrl: url, ownerUrl: ownerUrl ?? null, scratch: externalScratch(ownerUrl, appRole), stop: async () => {}, stopped: new Promise(() => {}) }
  }
  const folder = join(config.dataFolder, 'postgres')
  const user = config.database.clusterUser
  const cluster = config.join ? await joinCluster(folder) : await startCluster({ folder, say, ...(user !== undefined && { user }) })
  try {
    const { ownerUrl, appUrl } = await prepareRoles(cluster.url, { database: 'schulhof', ownerPassword: keys.databasePassword('owner'), appPassword: keys.databasePassword('app') })
    if (!config.join) await prepareSchema(ownerUrl, APP_ROLE, clock)
    return { appUrl, ownerUrl, scratch: clusterScratch(cluster.url, ownerUrl), stop: () => cluster.stop(), stopped: cluster.exited }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** As the owner role: migrations, queue, rights of the app role, and the check that every column stands in a manifest. */
async function prepareSchema(ownerUrl: string, appRole: string, clock: Clock): Promise<void> {
  await migrate(ownerUrl, { root: ROOT, files: migrations, appRole, appendOnly: appendOnlyTables(modules), at: clock.now() })
  const owner = new pg.Client(connectionOf(ownerUrl))
  await owner.connect()
  try {
    const faults = await checkCoverage(owner, modules.map(({ manifest }) => manifest))
    if (faults.length > 0) throw new MigrationProblem(`Die Datenbank passt nicht zu den Angaben der Module:\n${faults.join('\n')}`)
  } finally {
    await owner.end()
  }
}

/** Without the owner role the schema must be up to date already. */
async function refuseMissing(appUrl: string): Promise<void> {
  const client = new pg.Client(connectionOf(appUrl))
  await client.connect()
  try {
    const missing = await missingMigrations(client, { root: ROOT, files: migrations }).catch(() => null)
    if (missing === null || missing.length > 0) throw new MigrationProblem('Die Datenbank ist noch nicht eingerichtet oder nicht auf dem neuesten Stand. Bitte einmal mit DATABASE_OWNER_URL starten, siehe docs/operate/external-database.md.')
  } finally {
    await client.end()
  }
}

/** X18: periods and consents hang on the clock, so an implausible one waits for a word. The kind of doubt somebody confirmed, or null. */
async function checkClock(appUrl: string, folder: string, clock: Clock, options: { demo: boolean; say: (line: string) => void }): Promise<string | null> {
  if (options.demo) return null
  const client = new pg.Client(connectionOf(appUrl))
  await client.connect()
  const { rows } = await client.query<{ at: Date | null }>('SELECT max(at) AS at FROM (SELECT max(at) AS at FROM journal_entry UNION ALL SELECT max(started_at) FROM session) AS records').finally(() => client.end())
  const known = { builtAt: await builtAt(), lastRecordAt: rows[0]?.at ?? null }
  const look = () => judgeClock({ now: clock.now(), ...known })
  const verdict = look()
  if (verdict.plausible) return null
  const by = await awaitClockWord({ folder, reason: verdict.reason, say: options.say, isPlausibleNow: () => look().plausible })
  return by === 'clock' ? null : verdict.reason.kind
}
