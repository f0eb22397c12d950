import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import type { Actor } from '#platform/access/actor.ts'
import { addPeople } from '#platform/identity/people.ts'
import { RefusalError } from '#platform/module/module.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { createBatch } from './batch.ts'
import type { Batch } from './batch.ts'

type Item = { actor: Actor; n: number }

describe('batch', () => {
  let house: TestHouse
  let actors: Actor[]
  const opened: { close(): Promise<void> }[] = []
  before(async () => {
    house = await openTestHouse()
    const ids = await house.write((w) => addPeople(w, ['Ada', 'Bea'].map((givenName) => ({ type: 'teacher' as const, givenName, familyName: 'Test', source: 'test', sourceId: givenName }))))
    actors = await Promise.all(ids.map(async (id) => (await house.platform.actors.find(id))!))
    await sql`CREATE TABLE counted (n int PRIMARY KEY CHECK (n >= 0))`.execute(house.db.owner)
    await sql`GRANT ALL ON counted TO PUBLIC`.execute(house.db.owner)
  })
  after(async () => {
    for (const batch of opened) await batch.close()
    await house.close()
  })

  /** Numbers go into the table; 7 is refused in words, 13 breaks the database's own rule. */
  function numbers(more: { items_max?: number; waiting_max?: number; groups?: number[]; hold?: () => Promise<void> } = {}): Batch<Item, number> {
    const batch = createBatch<Item, null, number>(house.platform, {
      items_max: more.items_max ?? 100, waiting_max: more.waiting_max ?? 1_000,
      load: async () => {
        await more.hold?.()
        return null
      },
      decide(items) {
        more.groups?.push(items.length)
        const good = items.filter((item) => item.n !== 7)
        return {
          outcomes: items.map((item) => (item.n === 7 ? { error: new RefusalError({ status: 403, code: 'seven' }) } : { ok: item.n })), news: [], afterCommit: [],
          write: (trx) => (good.length > 0 ? [sql`INSERT INTO counted SELECT unnest(${good.map((item) => (item.n === 13 ? -1 : item.n))}::int[])`.execute(trx)] : []),
        }
      },
    })
    opened.push(batch)
    return batch
  }
  const stored = async () => (await sql<{ n: number }>`SELECT n FROM counted ORDER BY n`.execute(house.db.database)).rows.map((row) => row.n)
  const clear = () => sql`TRUNCATE counted`.execute(house.db.owner)
  const submit = (batch: Batch<Item, number>, ...ns: number[]) => Promise.allSettled(ns.map((n) => batch.submit({ actor: actors[n % 2]!, n })))
  const statesOf = (results: PromiseSettledResult<number>[]) => results.map((one) => (one.status === 'fulfilled' ? one.value : ((one.reason as { code?: string }).code ?? (one.reason as Error).message)))

  test('what waits at the same time is written together, and each is answered for itself', async () => {
    await clear()
    const groups: number[] = []
    const batch = numbers({ groups, items_max: 4 })
    assert.deepEqual(statesOf(await submit(batch, 1, 2, 3, 4, 5, 6)), [1, 2, 3, 4, 5, 6])
    assert.deepEqual(groups, [4, 2])
    assert.deepEqual(await stored(), [1, 2, 3, 4, 5, 6])
  })

  test('who is refused, and whose row the database refuses, fails alone', async () => {
    await clear()
    assert.deepEqual(statesOf(await submit(numbers(), 20, 7, 21, 13, 22)), [20, 'seven', 21, '23514', 22])
    assert.deepEqual(await stored(), [20, 21, 22])
  })

  test('beyond its queue it refuses at once with 503, and takes more when there is room again', async () => {
    await clear()
    const gate = Promise.withResolvers<void>()
    const batch = numbers({ waiting_max: 3, items_max: 1, hold: () => gate.promise })
    const first = submit(batch, 1)
    await new Promise((resolve) => setImmediate(resolve))
    const more = submit(batch, 2, 3, 4, 5, 6)
    await assert.rejects(batch.submit({ actor: actors[0]!, n: 9 }), { message: 'unavailable' })
    gate.resolve()
    assert.deepEqual(statesOf(await first), [1])
    assert.deepEqual(statesOf(await more).slice(0, 3), [2, 3, 4])
    assert.deepEqual(statesOf(await submit(batch, 8)), [8])
  })

  test('an actor whose access changed is looked at again, decided again, and its neighbours do not wait for it', async () => {
    await clear()
    const stale = actors[0]!
    await house.write(async (w) => void w.changedPersons.add(stale.personId))
    const seen: string[] = []
    const batch = createBatch<Item, null, number>(house.platform, {
      items_max: 10, waiting_max: 10, load: async () => null,
      decide(items) {
        for (const item of items) seen.push(`${item.actor.personId} ${item.actor.version}`)
        return { outcomes: items.map((item) => ({ ok: item.actor.version })), news: [], afterCommit: [], write: () => [] }
      },
    })
    opened.push(batch)
    const [again, straight] = await Promise.all([batch.submit({ actor: stale, n: 1 }), batch.submit({ actor: actors[1]!, n: 2 })])
    assert.equal(again, stale.version + 1)
    assert.equal(straight, actors[1]!.version)
    assert.ok(!seen.includes(`${stale.personId} ${stale.version}`), 'nothing was decided on what was known before')
    const gone = { ...stale, personId: '00000000-0000-7000-8000-000000000000' }
    await assert.rejects(batch.submit({ actor: gone, n: 3 }), { message: 'not_found' })
  })

  test('B21 it is busy while it writes and a moment longer, so that hashes do not begin between two messages, and then calm', async () => {
    await clear()
    const batch = numbers()
    assert.equal(batch.isBusy, false)
    const written = submit(batch, 1)
    assert.equal(batch.isBusy, true)
    await written
    await new Promise((resolve) => setImmediate(resolve))
    assert.equal(batch.isBusy, true)
    while (batch.isBusy) await new Promise((resolve) => setTimeout(resolve, 5))
  })

  test('a closed batch takes nothing more and has finished what it took', async () => {
    await clear()
    const batch = numbers()
    const taken = submit(batch, 1, 2)
    await batch.close()
    assert.deepEqual(statesOf(await taken), [1, 2])
    await assert.rejects(batch.submit({ actor: actors[0]!, n: 3 }), { message: 'unavailable' })
  })
})
