/**
 * B5: a school that went on without its ledger (`restore --ledger-lost`) has a new one, at the same target beside the old. The next restore takes the one that its
 * set belongs to, whole, and nothing of the other; and a set that knows the given up one only does not come back without a word.
 */
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { BackupProblem } from '#platform/backup/problem.ts'
import { closeAfterLoss } from '#platform/identity/sign-in/lost-device.ts'
import { readLedger } from '#platform/ledger/ledger.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import type { World } from '#example/world.ts'
import { restoreTestHouse } from '../backup.ts'
import type { RestoredHouse } from '../backup.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('B5 after --ledger-lost', () => {
  let [place, code, old] = ['', '', '']
  let house: TestHouse
  let world: World
  let first: RestoredHouse
  const target = () => ({ kind: 'folder' as const, folder: join(place, 'target') })
  const problem = (wanted: string) => (error: Error) => error instanceof BackupProblem && (assert.equal(error.code, wanted), true)
  const signsIn = async (of: TestHouse, who: Parameters<World['accountName']>[0]) => (await visitor(of).signIn(world.accountName(who))).body['outcome'] === 'signed_in'
  const kinds = async (of: TestHouse) => (await readLedger(join(of.folder, 'ledger'), of.platform.keys.ledger)).entries.map(({ kind }) => kind)

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-lost-'))
    ;({ house, world } = await openTestWorld({ backup: { target: target() } }))
    code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    await house.write((w) => closeAfterLoss(w, world.ids.third, 'self'))
    old = (await house.platform.backup.create(house.clock.now())).label.id
    await house.clock.advance({ hours: 1 })
    // What the school gives up: it stands in the old ledger only.
    await house.write((w) => closeAfterLoss(w, world.ids.otherTeacher, 'self'))
    await house.platform.backup.bringLedger()
    await house.clock.advance({ hours: 1 })
    first = await restoreTestHouse({ target: target(), at: house.clock.now(), code, ledger: null, goesOn: true })
  })
  after(async () => {
    await first?.close()
    await house.close()
    await rm(place, { recursive: true, force: true })
  })

  test('the new ledger begins with the decision, before anything else was taken away', async () => {
    assert.deepEqual(await kinds(first), ['ledger_lost'])
    assert.equal(await signsIn(first, 'otherTeacher'), true, 'this is what was given up')
  })

  test('a set of the new ledger comes back with what was taken away since, and with nothing of the old one', async () => {
    await first.clock.advance({ minutes: 5 })
    await first.platform.backup.create(first.clock.now())
    await first.clock.advance({ hours: 1 })
    await first.write((w) => closeAfterLoss(w, world.ids.friend, 'self'))
    await first.platform.backup.bringLedger()
    const second = await restoreTestHouse({ target: target(), at: first.clock.now(), code, goesOn: true })
    try {
      assert.equal(await signsIn(second, 'friend'), false)
      assert.equal(await signsIn(second, 'otherTeacher'), true)
      assert.deepEqual(await kinds(second), await kinds(first))
      assert.equal(second.restored.loaded.head.ledger.lines, 1)
      // And it goes on there: its acts come behind those at the target.
      const pieces = (await readdir(join(target().folder, 'ledger'))).length
      await second.write((w) => closeAfterLoss(w, world.ids.pupil, 'self'))
      await second.platform.backup.bringLedger()
      assert.equal((await readdir(join(target().folder, 'ledger'))).length, pieces + 1)
      const third = await restoreTestHouse({ target: target(), at: second.clock.now(), code })
      assert.deepEqual([await signsIn(third, 'friend'), await signsIn(third, 'pupil'), await signsIn(third, 'otherTeacher')], [false, false, true])
      await third.close()
    } finally {
      await second.close()
    }
  })

  test('a set of before the loss does not come back without what the new ledger took away; with --ledger-lost it does', async () => {
    await assert.rejects(restoreTestHouse({ target: target(), at: first.clock.now(), code, setId: old }), problem('ledger_begun_anew'))
    const lost = await restoreTestHouse({ target: target(), at: first.clock.now(), code, setId: old, ledger: null })
    assert.equal(await signsIn(lost, 'friend'), true)
    await lost.close()
  })

  test('the old school, which another machine only tried out, comes back whole from its newer sets', async () => {
    await house.clock.advance({ hours: 9 })
    const { label } = await house.platform.backup.create(house.clock.now())
    await house.write((w) => closeAfterLoss(w, world.ids.teacher, 'self'))
    await house.platform.backup.bringLedger()
    const again = await restoreTestHouse({ target: target(), at: house.clock.now(), code, setId: label.id })
    assert.deepEqual([await signsIn(again, 'otherTeacher'), await signsIn(again, 'teacher'), await signsIn(again, 'friend')], [false, false, true])
    assert.deepEqual(await kinds(again), await kinds(house))
    await again.close()
  })
})
