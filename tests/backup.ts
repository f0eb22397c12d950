/** Backups of test houses: where they go, and a school that comes back from one on an empty machine. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BackupSettings } from '#platform/backup/backup.ts'
import { bringKeyFiles, chooseSet, finishRestore, restoreRows, withSafeCode } from '#platform/backup/restore.ts'
import type { RestoreOptions, Restored } from '#platform/backup/restore.ts'
import { openTarget } from '#platform/backup/targets/open-target.ts'
import type { PlainTarget } from '#platform/backup/targets/open-target.ts'
import { connect } from '#platform/database/connect.ts'
import { write } from '#platform/module/write.ts'
import { openKeys } from '#platform/school/keys.ts'
import { travellingClock } from '#platform/time/clock.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { appendOnlyTables, openHouse } from '#server/house.ts'
import { ROOT, makeEmptyDatabase } from './database.ts'
import type { TestDatabase } from './database.ts'
import type { TestHouse } from './house.ts'

export function testBackup(db: TestDatabase, { target, scratch, onChild }: { target: PlainTarget; scratch?: (db: TestDatabase) => BackupSettings['scratch']; onChild?: (pid: number) => void }): BackupSettings {
  return {
    target, isSameMachine: true, program: 'test', migrations: { root: ROOT, files: migrations, appendOnly: appendOnlyTables(modules) }, scratch: scratch === undefined ? makeEmptyDatabase : scratch(db),
    settings: { PORT: '8000' }, blobs3: null, ...(onChild && { onChild }),
  }
}

export type RestoredHouse = TestHouse & { restored: Restored; replayed: number }

type Asked = { target: PlainTarget; at: string | Date; code: string; setId?: string; ledger?: RestoreOptions['ledger']; /** Stops between the halves. */ onlyRows?: boolean; /** Goes on making sets at the same target. */ goesOn?: boolean }

/** A house on a machine that was empty, from a set. */
export async function restoreTestHouse({ target: plain, at, code, setId, ledger = { atLeast: null }, onlyRows = false, goesOn = false }: Asked): Promise<RestoredHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-restored-'))
  const database = await makeEmptyDatabase()
  const clock = travellingClock(at, { flows: true })
  const target = await openTarget(plain, folder, clock)
  const set = await chooseSet(target, setId ?? null)
  const keyOf = withSafeCode(code, set)
  const keys = await bringKeyFiles({ target, set, folder, keyOf })
  const restored = await restoreRows({
    target, set, folder, ownerUrl: database.ownerUrl, at: clock.now(), keyOf, ledger, say: () => {}, migrations: { root: ROOT, files: migrations, appRole: database.appRole, appendOnly: appendOnlyTables(modules) },
  }, keys)
  const open = (isRestoring?: true) => openHouse({ appUrl: database.appUrl, ownerUrl: database.ownerUrl, folder, keys, clock, modules, publicUrl: new URL('http://localhost:8000'), connections_max: 6, ...(isRestoring ? { isRestoring } : goesOn && { backup: { ...testBackup({} as TestDatabase, { target: plain }), scratch: null } }) })
  let replayed = 0
  if (!onlyRows) {
    const half = await open(true)
    replayed = await finishRestore(half.platform, folder, restored, () => {})
    await half.close()
  }
  await openKeys(join(folder, 'keys'))
  const house = await open()
  const { database: app } = connect(database.appUrl, { connections_max: 2, name: 'test' })
  const { database: owner } = connect(database.ownerUrl, { connections_max: 2, name: 'test owner' })
  const db = { name: '', ...database, superuserUrl: '', database: app, owner, close: async () => {} }
  return {
    ...house, clock, db, folder, restored, replayed, write: (work, actor = null) => write(house.platform, actor, clock.now(), work), listen: () => Promise.reject(new Error('not here')), second: () => Promise.reject(new Error('not here')),
    async close() {
      await house.close()
      await Promise.all([app.destroy(), owner.destroy()])
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
