/** R12.4, X13: „GIVEN a backup of day 80 is restored on day 120 THEN the account is purged again before the service opens“; and what must be proved longer lies in the safe. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { module as erasure } from '#platform/erasure/module.ts'
import { openEvidence } from '#platform/erasure/evidence.ts'
import { remainsOf } from '#platform/erasure/remains.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { modules } from '#modules/index.ts'
import { module as lifecycle } from '#modules/lifecycle/module.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import type { World } from '#example/world.ts'
import { restoreTestHouse } from '../backup.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('R12.4 deleted on day 0, saved on day 80, purged on day 91, restored on day 120', () => {
  let place = ''
  let house: TestHouse
  let world: World
  const target = () => ({ kind: 'folder' as const, folder: join(place, 'target') })
  const records = async (of: TestHouse) => of.db.owner.selectFrom('sealed_evidence').selectAll().execute()

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-r12-'))
    ;({ house, world } = await openTestWorld({ backup: { target: target() } }))
    await house.write((w) => recordDeletions(w, [{ personId: world.ids.friend, on: w.today, cause: 'decision', reason: 'Probe' }]))
  })
  after(async () => {
    await house.close()
    await rm(place, { recursive: true, force: true })
  })

  test('the backup of day 80 has the account; what comes out of it on day 120 has not, and nothing speaks of it', async () => {
    const code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    await house.clock.travelTo('2027-02-11 02:00')
    await house.platform.backup.create(house.clock.now())
    await house.clock.travelTo('2027-02-22 00:10')
    for (const job of lifecycle.recurring!) await job.run(house.platform, '', house.clock.now())
    assert.equal((await house.db.owner.selectFrom('person').select('id').where('id', '=', world.ids.friend).execute()).length, 0)
    await house.clock.travelTo('2027-03-23 08:00')
    await house.platform.backup.bringLedger()
    const restored = await restoreTestHouse({ target: target(), at: house.clock.now(), code })
    try {
      assert.equal(await restored.db.owner.transaction().execute(async (trx) => (await remainsOf(trx, [world.ids.friend])).length), 0)
      assert.notEqual((await visitor(restored).signIn(world.accountName('friend'))).body['outcome'], 'signed_in')
      const [evidence] = await records(restored)
      assert.equal(openEvidence(evidence!.sealed, code).person.name, 'Emre Kaya', 'the proof of the consent is still for the safe')
    } finally {
      await restored.close()
    }
  })
})

describe('B8 evidence is for the safe', () => {
  let house: TestHouse
  let world: World
  before(async () => void ({ house, world } = await openTestWorld()))
  after(() => house.close())

  test('purged before there was a safe key, it lies under the key of the server; with the next night only the safe opens it, and nobody is named in clear', async () => {
    await house.write((w) => recordDeletions(w, [{ personId: world.ids.friend, on: w.today, cause: 'decision', reason: 'Probe' }]))
    await house.clock.travelTo('2027-02-22 00:10')
    for (const job of lifecycle.recurring!) await job.run(house.platform, '', house.clock.now())
    const before_ = await house.db.owner.selectFrom('sealed_evidence').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([before_.safe_key_id, before_.keep_until], [null, '2030-02-22'])
    const code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    const night = () => erasure.recurring![0]!.run(house.platform, '', house.clock.now())
    await night()
    const now = await house.db.owner.selectFrom('sealed_evidence').selectAll().executeTakeFirstOrThrow()
    assert.equal(house.platform.keys.unseal('evidence', now.id, now.sealed), null)
    const opened = openEvidence(now.sealed, code)
    assert.deepEqual([opened.person.name, Object.keys(opened.tables).sort()], ['Emre Kaya', ['consent_declaration']])
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM person WHERE given_name = 'Emre'`.execute(house.db.owner)
    assert.equal(rows[0]!.n, 0)
    await house.clock.travelTo('2030-02-23 01:10')
    await night()
    assert.deepEqual(await house.db.owner.selectFrom('sealed_evidence').selectAll().execute(), [], 'kept through its last day, gone with the next one')
  })

  test('every table says what a restore gives back, and what not', () => assert.ok(modules.every(({ manifest }) => manifest.data.every(({ onRestore }) => onRestore === 'give-back' || onRestore === 'drop'))))
})
