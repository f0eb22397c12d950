/** `bin/schulhof backup restore`: a set onto an empty machine, in one command. Keys, database, rows, blobs, and then the ledger over them; only afterwards the school can be started. */
import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { OWN_KEYS } from '#platform/backup/jobs.ts'
import { BackupProblem } from '#platform/backup/problem.ts'
import { bringKeyFiles, chooseSet, finishRestore, restoreRows, withFileKey, withSafeCode } from '#platform/backup/restore.ts'
import type { SetLabel } from '#platform/backup/set.ts'
import { openTarget } from '#platform/backup/targets/open-target.ts'
import { texts } from '#platform/backup/texts.de.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { lockFolder } from '#platform/database/embedded/lock.ts'
import { APP_ROLE, prepareRoles } from '#platform/database/roles.ts'
import { openKeys } from '#platform/school/keys.ts'
import type { Keys } from '#platform/school/keys.ts'
import type { Clock } from '#platform/time/clock.ts'
import { formatGermanDate, dateInBerlin, instantInBerlin, isDate } from '#platform/time/calendar.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { ROOT, backupSettings } from './backup.ts'
import type { Config } from './config.ts'
import { appendOnlyTables, openHouse } from './house.ts'

export type RestoreAsked = { setId: string | null; codeFile: string | null; isLedgerLost: boolean; atLeast: Date | null }

/** Reads what stands behind `backup restore`; null when it is something else. Throws BackupProblem for a time that is none. */
export function readRestoreArgs(args: readonly string[]): RestoreAsked | null {
  const asked: RestoreAsked = { setId: null, codeFile: null, isLedgerLost: false, atLeast: null }
  const rest = [...args]
  for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
    if (one === '--ledger-lost') asked.isLedgerLost = true
    else if (one === '--code-file' && rest[0] !== undefined) asked.codeFile = rest.shift()!
    else if (one === '--ledger-at-least' && rest[0] !== undefined) asked.atLeast = timeOf(rest.shift()!)
    else if (!one.startsWith('-') && asked.setId === null) asked.setId = one
    else return null
  }
  return asked
}

/** Restores. `askCode` is told which paper is needed and gives what was typed. Throws BackupProblem; answers how many blobs are missing. */
export async function restoreSchool(config: Config, asked: RestoreAsked, options: { clock: Clock; say: (line: string) => void; askCode: (sign: string | null) => Promise<string> }): Promise<number> {
  const { clock, say } = options
  const begun = clock.now().getTime()
  await mkdir(config.dataFolder, { recursive: true, mode: 0o711 })
  const lock = await lockFolder(config.dataFolder)
  const closers = [() => lock.release()]
  try {
    await refuseFilledFolder(config.dataFolder)
    const target = await openTarget(config.backup, config.dataFolder, clock)
    const set = await chooseSet(target, asked.setId)
    say(texts.restoring({ id: set.id, day: formatGermanDate(dateInBerlin(new Date(set.madeAt))) }))
    const keyOf = await keyFor(config.dataFolder, set, asked, options.askCode)
    const keys = await bringKeyFiles({ target, set, folder: config.dataFolder, keyOf })
    const database = await emptyDatabase(config, keys, say)
    closers.unshift(database.stop)
    const restored = await restoreRows({
      target, set, folder: config.dataFolder, ownerUrl: database.ownerUrl, at: clock.now(), keyOf, say, ledger: asked.isLedgerLost ? null : { atLeast: asked.atLeast },
      migrations: { root: ROOT, files: migrations, appRole: database.appRole, appendOnly: appendOnlyTables(modules) },
    }, keys)
    const house = await openHouse({
      appUrl: database.appUrl, ownerUrl: database.ownerUrl, folder: config.dataFolder, keys, clock, modules, publicUrl: config.publicUrl, blobs: config.blobs, backup: await backupSettings(config, null), isRestoring: true, say,
    })
    closers.unshift(() => house.close())
    await finishRestore(house.platform, config.dataFolder, restored, say)
    for (const id of restored.missing.slice(0, 200)) say(texts.blob_absent({ id }))
    say(texts.restored({ seconds: Math.round((clock.now().getTime() - begun) / 1000) }))
    return restored.missing.length
  } finally {
    for (const close of closers) await close().catch(() => {})
  }
}

/** One line from the terminal, or from what flows in. */
export function typedCode(stdin: NodeJS.ReadableStream, say: (line: string) => void): (sign: string | null) => Promise<string> {
  return (sign) => new Promise((resolve) => {
    say(texts.ask_code({ sign }))
    const lines = createInterface({ input: stdin, terminal: false })
    lines.once('line', (line) => {
      lines.close()
      resolve(line)
    })
    lines.once('close', () => resolve(''))
  })
}

/** The code from the safe; or, where the old data folder's keys were put back by hand, the archive's own key, which that server still had. */
async function keyFor(dataFolder: string, set: SetLabel, asked: RestoreAsked, askCode: (sign: string | null) => Promise<string>): Promise<(header: Buffer) => Buffer> {
  if (asked.codeFile !== null) return withSafeCode(await readFile(asked.codeFile, 'utf8'), set)
  const wrapped = await readFile(join(dataFolder, OWN_KEYS, `${set.id}.key`)).catch(() => null)
  const hasKeys = (await readdir(join(dataFolder, 'keys')).catch((): string[] => [])).includes('root.key')
  const own = wrapped === null || !hasKeys ? null : (await openKeys(join(dataFolder, 'keys'))).unseal('backup archive', set.id, wrapped)
  if (own !== null) return withFileKey(own)
  if (set.safeSign === null) throw new BackupProblem('wrong_key', texts.wrong_key({ sign: null }))
  return withSafeCode(await askCode(set.safeSign), set)
}

/** Keys and what belongs to them may have been put here by hand, and backups may lie here; nothing else. */
async function refuseFilledFolder(folder: string): Promise<void> {
  const filled = (await readdir(folder)).filter((name) => ['blobs', 'ledger', 'key-backup'].includes(name))
  for (const name of filled) if ((await readdir(join(folder, name))).some((one) => one !== 'new')) throw new BackupProblem('not_empty', texts.not_empty)
}

type Empty = { ownerUrl: string; appUrl: string; appRole: string; stop(): Promise<void> }

async function emptyDatabase(config: Config, keys: Keys, say: (line: string) => void): Promise<Empty> {
  if (config.database.kind === 'external') {
    const { url, ownerUrl } = config.database
    if (ownerUrl === undefined) throw new BackupProblem('no_owner', texts.needs_owner)
    return { ownerUrl, appUrl: url, appRole: decodeURIComponent(new URL(url).username), stop: async () => {} }
  }
  const user = config.database.clusterUser
  const cluster = await startCluster({ folder: join(config.dataFolder, 'postgres'), say, ...(user !== undefined && { user }) })
  try {
    const urls = await prepareRoles(cluster.url, { database: 'schulhof', ownerPassword: keys.databasePassword('owner'), appPassword: keys.databasePassword('app') })
    return { ...urls, appRole: APP_ROLE, stop: () => cluster.stop() }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

function timeOf(text: string): Date {
  const [date = '', time = '00:00'] = text.split('T')
  if (isDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return instantInBerlin(date, time)
  throw new BackupProblem('time', texts.ledger_time({ text }))
}
