/** Puts the house together: database -> memory -> modules -> doors -> jobs. The same for the server, the demo, the tests and a second process. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createActors } from '#platform/access/actors.ts'
import { openBackup } from '#platform/backup/backup.ts'
import type { BackupSettings } from '#platform/backup/backup.ts'
import { refuseUnfinished } from '#platform/backup/restore.ts'
import { openBlobs } from '#platform/blobs/blobs.ts'
import type { BlobSettings } from '#platform/blobs/blobs.ts'
import { asOwnerOf } from '#platform/database/owner.ts'
import { checkAppRole } from '#platform/database/roles.ts'
import { connect } from '#platform/database/connect.ts'
import { openPrepared } from '#platform/database/prepared.ts'
import { createLive } from '#platform/events/live.ts'
import { listen } from '#platform/events/listen.ts'
import type { Listening } from '#platform/events/listen.ts'
import { createHttp } from '#platform/http/http.ts'
import { openLiveDoor } from '#platform/http/live-door.ts'
import { createJobs } from '#platform/jobs/jobs.ts'
import { openLog } from '#platform/log/log.ts'
import { openLedger } from '#platform/ledger/ledger.ts'
import { replayUnknown } from '#platform/ledger/replay.ts'
import { texts as ledgerTexts } from '#platform/ledger/texts.de.ts'
import { assemble } from '#platform/module/check.ts'
import type { Assembly } from '#platform/module/check.ts'
import type { Module } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Keys } from '#platform/school/keys.ts'
import { openSchoolMemory } from '#platform/school/memory.ts'
import type { Clock } from '#platform/time/clock.ts'
import { versionOf } from './built.ts'

export type HouseOptions = {
  appUrl: string
  /** Of the role that owns the tables; absent: then nothing can be erased. */
  ownerUrl?: string | null
  /** Data folder of the school: keys, ledger, blobs. */
  folder: string
  keys: Keys
  clock: Clock
  modules: readonly Module[]
  publicUrl: URL
  trustedProxies?: readonly string[]
  webFolder?: string | null
  connections_max?: number
  /** Absent: large content lies in the data folder. */
  blobs?: BlobSettings
  /** Absent: nothing is backed up, as in most tests. */
  backup?: BackupSettings
  /** Only for the second half of a restore: the ledger has not been replayed yet. */
  isRestoring?: true
  demo?: boolean
  say?: (line: string) => void
}

export type House = { platform: Platform; assembly: Assembly; app: FastifyInstance; close(): Promise<void> }

/** For what is asked with every message, every sign-in and every page; each holds plans of its own. */
const prepared_connections_max = 6

/** Tables on which the application may only add rows. */
export function appendOnlyTables(modules: readonly Module[]): string[] {
  return modules.flatMap(({ manifest }) => manifest.data.filter((table) => table.appendOnly).map((table) => table.table))
}

/** Opens the house on a migrated database. Nothing listens yet: `app.listen` opens the doors. Throws ModuleProblem, RoleProblem and database errors. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const assembly = assemble(options.modules)
  const connected = connect(options.appUrl, { connections_max: options.connections_max ?? 12, name: 'schulhof' })
  let listening: Listening | null = null
  try {
    await checkAppRole(connected.pool, appendOnlyTables(options.modules))
    listening = await listen(options.appUrl)
    return await furnish(options, assembly, { ...connected, listening })
  } catch (error) {
    // What failed half way must not keep its connections, nor the process alive.
    await listening?.close()
    await connected.database.destroy()
    throw error
  }
}

async function furnish(options: HouseOptions, assembly: Assembly, { database, pool, listening }: ReturnType<typeof connect> & { listening: Listening }): Promise<House> {
  if (!options.isRestoring) await refuseUnfinished(database)
  const school = await openSchoolMemory(database, listening)
  const prepared = openPrepared(pool, database, { connections_max: prepared_connections_max })
  const manifests = new Map(options.modules.map(({ manifest }) => [manifest.id, manifest]))
  const platform: Platform = {
    processId: randomUUID().slice(0, 8), database, pool, asOwner: asOwnerOf(options.ownerUrl ?? null), clock: options.clock, keys: options.keys, modules: options.modules, manifests,
    actors: createActors({ database, listening, clock: options.clock }), school, access: () => school.access, listening, live: createLive(),
    ledger: await openLedger({ folder: join(options.folder, 'ledger'), key: options.keys.ledger, database }),
    blobs: await openBlobs({ database, keys: options.keys, clock: options.clock, platform: () => platform, folder: options.folder, settings: options.blobs ?? { target: 'file', s3: null } }),
    backup: openBackup({ database, keys: options.keys, clock: options.clock, platform: () => platform, folder: options.folder, settings: options.backup ?? null }),
    jobs: createJobs({ modules: options.modules, platform: () => platform }),
    log: openLog({ database, keyFolder: join(options.folder, 'keys', 'log'), days_kept: () => Math.max(school.option('log.tech_days'), school.option('log.signin_days')) }),
    folder: options.folder, version: await versionOf(), publicUrl: options.publicUrl, demo: options.demo ?? false, say: options.say ?? (() => {}),
  }
  const replayed = await replayUnknown(platform)
  if (replayed > 0) platform.say(ledgerTexts.replayed({ n: replayed }))
  const app = await createHttp(platform, assembly, { webFolder: options.webFolder ?? null, trustedProxies: options.trustedProxies ?? [] })
  const stops: (() => Promise<void>)[] = []
  // While a backup is restored nothing begins by itself: what was taken away since is not taken away yet.
  for (const module of options.isRestoring ? [] : options.modules) {
    const stop = await module.start?.(platform)
    if (stop) stops.push(stop)
  }
  const closeLive = openLiveDoor(platform, assembly, app.server)
  app.addHook('onListen', async () => void platform.jobs.start().catch((error: Error) => platform.say(`jobs do not run: ${error.message}`)))
  return {
    platform, assembly, app,
    async close() {
      await closeLive()
      await app.close()
      for (const stop of stops) await stop()
      await platform.jobs.stop()
      await platform.log.close()
      await platform.blobs.close()
      await platform.ledger.close()
      await listening.close()
      await prepared.close()
      await database.destroy()
    },
  }
}
