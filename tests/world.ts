/**
 * A test house with the example school in it. Building it takes 1,700 statements and a password hash for each of 25 people, and comes out the same each
 * time: so it is built once per process, and every file gets a copy of its own, database and folder, as if it had just built it.
 */
import { rmSync } from 'node:fs'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeSessions } from '#example/factors.ts'
import { buildWorld } from '#example/world.ts'
import type { World } from '#example/world.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse, TestHouseOptions } from './house.ts'

type Built = { house: TestHouse; world: World; folder: string; at: Date }

let built: Promise<Built> | null = null

/**
 * Opens a house of its own with the example school. Its clock goes on from where the building ended (Monday 23 November 2026, 7:50), or stands at a later
 * time `at`; then the sessions of that morning count as over. Close it at the end of the file.
 */
export async function openTestWorld(options: Pick<TestHouseOptions, 'modules' | 'withWeb' | 'say'> & { at?: string } = {}): Promise<{ house: TestHouse; world: World }> {
  const { house: from, world, folder, at } = await (built ??= build())
  const house = await openTestHouse({ at, ...options, of: { database: from.db.name, folder } })
  if (options.at === undefined) takeSessions(house, from)
  return { house, world: { ...world, ids: { ...world.ids }, groups: { ...world.groups } } }
}

/** Nobody may be connected to a database that is copied: what was built is closed and only kept. */
async function build(): Promise<Built> {
  const house = await openTestHouse()
  const world = await buildWorld(house)
  const at = house.clock.now()
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-test-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  await cp(house.folder, folder, { recursive: true })
  await house.close()
  return { house, world, folder, at }
}
