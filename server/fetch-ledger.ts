/** `bin/schulhof backup fetch-ledger`: on a school that is not running, for a damaged ledger lets nobody open it. The database is asked, and not changed. */
import { join } from 'node:path'
import { fetchLedger } from '#platform/backup/fetch-ledger.ts'
import { refuseUnfinished } from '#platform/backup/restore.ts'
import { openTarget } from '#platform/backup/targets/open-target.ts'
import { texts } from '#platform/backup/texts.de.ts'
import { connect } from '#platform/database/connect.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { lockFolder } from '#platform/database/embedded/lock.ts'
import { prepareRoles } from '#platform/database/roles.ts'
import { openKeys } from '#platform/school/keys.ts'
import type { Keys } from '#platform/school/keys.ts'
import type { Clock } from '#platform/time/clock.ts'
import type { Config } from './config.ts'

/** Throws LockError while a server runs on the folder, BackupProblem where something would be lost. */
export async function fetchLedgerOf(config: Config, { clock, say }: { clock: Clock; say: (line: string) => void }): Promise<number> {
  const lock = await lockFolder(config.dataFolder)
  const closers = [() => lock.release()]
  try {
    const keys = await openKeys(join(config.dataFolder, 'keys'))
    const target = await openTarget(config.backup, config.dataFolder, clock)
    const { appUrl, stop } = await databaseOf(config, keys, say)
    closers.unshift(stop)
    const { database } = connect(appUrl, { connections_max: 2, name: 'schulhof' })
    closers.unshift(() => database.destroy())
    await refuseUnfinished(database)
    const { lines, fromOwn, beyond, kept } = await fetchLedger({ target, folder: config.dataFolder, key: keys.ledger, database, at: clock.now() })
    say(texts.fetched({ lines }))
    if (fromOwn > 0) say(texts.fetched_own({ n: fromOwn }))
    if (beyond > 0) say(texts.fetched_beyond({ n: beyond }))
    if (kept !== null) say(texts.fetched_kept({ name: kept }))
    say(texts.fetched_start)
    return 0
  } finally {
    for (const close of closers) await close().catch(() => {})
  }
}

async function databaseOf(config: Config, keys: Keys, say: (line: string) => void): Promise<{ appUrl: string; stop(): Promise<void> }> {
  if (config.database.kind === 'external') return { appUrl: config.database.url, stop: async () => {} }
  const user = config.database.clusterUser
  const cluster = await startCluster({ folder: join(config.dataFolder, 'postgres'), say, ...(user !== undefined && { user }) })
  try {
    const { appUrl } = await prepareRoles(cluster.url, { database: 'schulhof', ownerPassword: keys.databasePassword('owner'), appPassword: keys.databasePassword('app') })
    return { appUrl, stop: () => cluster.stop() }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
