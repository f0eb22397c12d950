/** What follows from a change of a whole school at its end: more people than go into one statement, and more news than go into another. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'

const PEOPLE = 8_000
describe('what follows from a change of a whole school', () => {
  let house: TestHouse

  before(async () => {
    house = await openTestHouse()
  })
  after(() => house.close())

  test('everybody whose access changed gets a new version, once, and is told to all processes', async () => {
    const ids = Array.from({ length: PEOPLE }, () => randomUUID() as string)
    await sql`INSERT INTO person (id, type, given_name, family_name, account_name, entered_on, source, source_id, created_at)
      SELECT id, 'pupil', 'Kim', 'Muster', 'kim.' || id, '2026-11-23', 'hand', id::text, ${house.clock.now()} FROM unnest(${ids}::uuid[]) AS id`.execute(house.db.database)
    const versions = async (): Promise<Map<string, number>> => new Map((await house.db.database.selectFrom('person').select(['id', 'access_version']).execute()).map((row) => [row.id, row.access_version]))
    const earlier = await versions()
    const told: string[] = []
    const [spared, last, ...changed] = ids as [string, string, ...string[]]
    // News come in the order of the commits: behind the last one nothing is missing any more.
    const all = new Promise<void>((resolve) => {
      house.platform.listening.on('access', ({ body }) => {
        if ((body as string[]).includes(last)) resolve()
        else told.push(...(body as string[]))
      })
    })
    await house.write(async (w) => {
      for (const id of changed) w.changedPersons.add(id)
    })
    await house.write(async (w) => void w.changedPersons.add(last))
    await all
    const now = await versions()
    for (const id of changed) assert.equal(now.get(id)! - earlier.get(id)!, 1)
    assert.equal(now.get(spared), earlier.get(spared))
    assert.deepEqual(told.sort(), changed.sort())
  })
})
