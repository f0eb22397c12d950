/** Houses with the example school are copies of one: equal at the beginning, and nothing of one reaches another. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { readLedger } from '#platform/ledger/ledger.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { act } from '#example/act.ts'
import { visitor } from './visitor.ts'
import { openTestWorld } from './world.ts'

test('two houses begin alike, and what is done and taken away in one is not known in the other', async () => {
  const [one, other] = await Promise.all([openTestWorld(), openTestWorld()])
  try {
    const ledgerOf = async ({ house }: typeof one) => (await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)).entries.map(({ kind, ids }) => [kind, ids])
    const releases = async ({ house }: typeof one) => (await house.platform.database.selectFrom('module_release_end').selectAll().execute()).length
    const before = await ledgerOf(other)
    assert.deepEqual(await ledgerOf(one), before)
    assert.ok(before.length > 0)
    await act(one.house, one.world.ids.head, 'administration', administration, 'endRelease', { module: 'messenger' })
    assert.deepEqual([await releases(one), await releases(other)], [1, 0])
    assert.ok((await ledgerOf(one)).length > before.length)
    assert.deepEqual(await ledgerOf(other), before)
    for (const { house, world } of [one, other]) assert.equal((await visitor(house).signIn(world.accountName('admin'))).status, 200)
  } finally {
    await Promise.all([one.house.close(), other.house.close()])
  }
})
