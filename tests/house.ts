/** A whole house for tests: real database, travelling clock, all doors. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AddressInfo } from 'node:net'
import type { Actor } from '#platform/access/actor.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { openKeys } from '#platform/school/keys.ts'
import { travellingClock } from '#platform/time/clock.ts'
import type { TravellingClock } from '#platform/time/clock.ts'
import { modules as allModules } from '#modules/index.ts'
import type { BackupSettings } from '#platform/backup/backup.ts'
import type { PlainTarget } from '#platform/backup/targets/open-target.ts'
import type { Module } from '#platform/module/module.ts'
import { openHouse } from '#server/house.ts'
import type { House } from '#server/house.ts'
import { openTestDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import { testBackup } from './backup.ts'

export type TestHouse = House & {
  clock: TravellingClock
  db: TestDatabase
  folder: string
  /** A change outside of any action, as the first run or a job would make it. */
  write<T>(work: (w: Write) => Promise<T>, actor?: Actor | null): Promise<T>
  /** Opens a loopback port; the origin of it. */
  listen(): Promise<string>
  /** A second process of the same school on the same database (its own memory, sockets and doors). */
  second(): Promise<TestHouse>
}

/** `of`: begins as a copy of this closed house, its database and its folder, instead of an empty one. */
export type TestHouseOptions = { at?: string | Date; modules?: readonly Module[]; withWeb?: boolean; say?: (line: string) => void; of?: { database: string; folder: string }; /** Others are copied from it after it was closed. */ isTemplate?: true; /** Sets go there; the drill has a second database, unless `scratch` says otherwise. */ backup?: { target: PlainTarget; scratch?: (db: TestDatabase) => BackupSettings['scratch']; onChild?: (pid: number) => void } }

const WEB = fileURLToPath(new URL('../dist/web', import.meta.url))

/** Opens a house on a fresh database at the given Berlin time (default: Monday 23 November 2026, 7:50). `withWeb`: serves the built pages too. `say` hears the process log. */
export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const { of } = options
  const db = await openTestDatabase(of?.database)
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-test-'))
  if (of) await cp(of.folder, folder, { recursive: true })
  const clock = travellingClock(options.at ?? '2026-11-23 07:50', { flows: true })
  return house(db, folder, clock, { modules: options.modules ?? allModules, webFolder: options.withWeb ? WEB : null, say: options.say ?? (() => {}), ...(options.backup && { backup: testBackup(db, options.backup) }), ...(options.isTemplate && { isTemplate: true }) }, true)
}

async function house(db: TestDatabase, folder: string, clock: TravellingClock, part: { modules: readonly Module[]; webFolder: string | null; say: (line: string) => void; backup?: BackupSettings; isTemplate?: true }, isFirst: boolean): Promise<TestHouse> {
  const opened = await openHouse({ appUrl: db.appUrl, ownerUrl: db.ownerUrl, folder, keys: await openKeys(join(folder, 'keys')), clock, ...part, publicUrl: new URL('http://localhost:8000'), connections_max: 6 })
  return {
    ...opened, clock, db, folder,
    write: (work, actor = null) => write(opened.platform, actor, clock.now(), work),
    async listen() {
      await opened.app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = opened.app.server.address() as AddressInfo
      // Cookies and the check of our own pages need the address under which the browser sees us.
      opened.platform.publicUrl = new URL(`http://127.0.0.1:${port}`)
      return opened.platform.publicUrl.origin
    },
    second: () => house(db, folder, clock, part, false),
    async close() {
      await opened.close()
      if (!isFirst) return
      await db.close(part.isTemplate)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
