/**
 * A test house with the example school in it. Building it takes 1,700 statements and a password hash for each of 25 people, and comes out the same each
 * time: so it is built once per process, or once before all of them (shareWorld), and every file gets a copy of its own, database and folder, as if it had
 * just built it.
 */
import { rmSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sessionsOf, takeSessions } from '#example/factors.ts'
import { buildWorld } from '#example/world.ts'
import type { World } from '#example/world.ts'
import type { PersonKey } from '#example/people.ts'
import { module as lifecycle } from '#modules/lifecycle/module.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse, TestHouseOptions } from './house.ts'

/** All of it can be told to another process. */
type Built = { database: string; folder: string; at: string; ids: World['ids']; groups: World['groups']; names: Record<string, string>; sessions: [string, string][] }

const ENV = 'SCHULHOF_TEST_WORLD'

let built: Promise<Built> | null = null

/**
 * Opens a house of its own with the example school. Its clock goes on from where the building ended (Monday 23 November 2026, 7:50), or stands at a later
 * time `at`; then the sessions of that morning count as over. Close it at the end of the file.
 */
export async function openTestWorld(options: Pick<TestHouseOptions, 'modules' | 'withWeb' | 'say' | 'backup'> & { at?: string } = {}): Promise<{ house: TestHouse; world: World }> {
  const { database, folder, at, ids, groups, names, sessions } = await (built ??= shared() ?? build())
  const house = await openTestHouse({ at: new Date(at), ...options, of: { database, folder } })
  if (options.at === undefined) takeSessions(house, new Map(sessions))
  return { house, world: { ids: { ...ids }, groups: { ...groups }, accountName: (key) => names[key] ?? '' } }
}

/** Builds it for all processes that are started from now on; called before files that run in one each. */
export async function shareWorld(): Promise<void> {
  process.env[ENV] = JSON.stringify(await build())
}

function shared(): Promise<Built> | null {
  const told = process.env[ENV]
  return told === undefined ? null : Promise.resolve(JSON.parse(told) as Built)
}

/** Nobody may be connected to a database that is copied: what was built is closed and only kept. */
async function build(): Promise<Built> {
  const house = await openTestHouse({ isTemplate: true })
  const world = await buildWorld(house)
  // Whoever left before is deleted by the first night: done here once, and not by each copy when it opens.
  await lifecycle.start!(house.platform)
  const at = house.clock.now().toISOString()
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-test-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await cp(house.folder, folder, { recursive: true })
  await house.close()
  const names = Object.fromEntries(Object.keys(world.ids).map((key) => [key, world.accountName(key as PersonKey)]))
  return { database: house.db.name, folder, at, ids: world.ids, groups: world.groups, names, sessions: [...sessionsOf(house)] }
}
