/**
 * B5: „own key, kept backup.days + 90“. The nights before and after that day, here and at the target; what comes back from a shortened ledger, and what does not.
 * `bin/schulhof verify` and `backup verify` open the school, and opening checks the school's own file: checkpoint, chain, and the place the database knows. Beyond that
 * neither looks into the ledger, shortened or not: the one asks the probes, the other reads sets and packs. The copy at the target is checked by a restore.
 */
import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { BackupProblem } from '#platform/backup/problem.ts'
import { bringKeyFiles, chooseSet, refuseFilled, restoreRows, withSafeCode } from '#platform/backup/restore.ts'
import type { SetLabel } from '#platform/backup/set.ts'
import { ledgerBefore } from '#platform/backup/sets.ts'
import { openTarget } from '#platform/backup/targets/open-target.ts'
import { closeAfterLoss } from '#platform/identity/sign-in/lost-device.ts'
import { readFromStart } from '#platform/ledger/file.ts'
import { LedgerProblem } from '#platform/ledger/ledger.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { migrations } from '#modules/migrations.ts'
import { modules } from '#modules/index.ts'
import { appendOnlyTables } from '#server/house.ts'
import type { World } from '#example/world.ts'
import { restoreTestHouse } from '../backup.ts'
import { ROOT, makeEmptyDatabase } from '../database.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const FIRST = '2026-11-23'
const LAST = addDays(FIRST, 35 + 90)

describe('B5 the ledger is kept as long as sets and 90 days more', () => {
  let [place, code, old] = ['', '', '']
  let house: TestHouse
  let world: World
  const target = () => ({ kind: 'folder' as const, folder: join(place, 'target') })
  const fileOf = async (of: TestHouse) => readFromStart(of.platform.keys.ledger, await readFile(join(of.folder, 'ledger', 'ledger')))
  const days = async () => [...new Set((await fileOf(house)).lines.map(({ at }) => dateInBerlin(at)))]
  const numbersAtTarget = async () => {
    const folder = join(target().folder, 'ledger')
    const pieces = (await readdir(folder)).filter((name) => !name.startsWith('whole-'))
    return (await Promise.all(pieces.map(async (name) => (await readFile(join(folder, name), 'latin1')).split('\n')))).flat().map((line) => Number.parseInt(line, 10)).filter((n) => n > 0)
  }
  const night = async (day: string) => {
    await house.clock.travelTo(`${day} 03:00`)
    return house.platform.backup.create(house.clock.now())
  }
  const signsIn = async (of: TestHouse, who: Parameters<World['accountName']>[0]) => (await visitor(of).signIn(world.accountName(who))).body['outcome'] === 'signed_in'

  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-kept-'))
    ;({ house, world } = await openTestWorld({ backup: { target: target() } }))
    code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    await house.clock.travelTo(`${FIRST} 10:00`)
    old = (await house.platform.backup.create(house.clock.now())).label.id
    await house.clock.travelTo(`${FIRST} 23:59`)
    await house.write((w) => closeAfterLoss(w, world.ids.third, 'self'))
    await house.clock.travelTo(`${addDays(FIRST, 1)} 00:01`)
    await house.write((w) => closeAfterLoss(w, world.ids.friend, 'self'))
    await house.platform.backup.bringLedger()
    await cp(join(target().folder, 'sets'), join(place, 'sets'), { recursive: true })
  })
  after(async () => {
    await house.close()
    await rm(place, { recursive: true, force: true })
  })

  test('on the last of these days all of it stands there', async () => {
    await night(LAST)
    assert.equal((await fileOf(house)).checkpoint, null)
    assert.equal((await days())[0], FIRST)
  })

  test('while a label can not be read nothing goes: it may be of an old set', async () => {
    const label = join(target().folder, 'sets', 'x.json')
    await writeFile(label, '{')
    await night(addDays(LAST, 1))
    assert.equal((await fileOf(house)).checkpoint, null)
    await rm(label)
  })

  test('the night after, what is of that day is gone, here and at the target; of the next day nothing', async () => {
    await house.clock.travelTo(`${addDays(LAST, 1)} 04:00`)
    await house.platform.backup.create(house.clock.now())
    const { checkpoint, lines } = await fileOf(house)
    assert.deepEqual([...new Set(lines.slice(0, 1).map(({ at }) => dateInBerlin(at)))], [addDays(FIRST, 1)])
    assert.equal(Math.min(...(await numbersAtTarget())), checkpoint!.place.lines + 1)
    await (await house.second()).close()
  })

  test('what is checked of it: the own file when the school is opened, the copy by a restore, and by no verify of sets', async () => {
    const own = join(house.folder, 'ledger', 'ledger')
    const begins = join(target().folder, 'ledger', (await readdir(join(target().folder, 'ledger'))).find((name) => name.includes('-begin-'))!)
    for (const path of [own, begins]) {
      const whole = await readFile(path)
      const changed = Buffer.from(whole)
      changed[60] = changed[60]! ^ 1
      await writeFile(path, changed)
      if (path === own) await assert.rejects(house.second(), LedgerProblem)
      else {
        assert.deepEqual((await house.platform.backup.verify(null, house.clock.now())).faults, [])
        await assert.rejects(restoreTestHouse({ target: target(), at: house.clock.now(), code }), (error: Error) => error instanceof BackupProblem && error.code === 'ledger_damaged')
      }
      await writeFile(path, whole)
    }
  })

  test('an empty machine comes back with what was taken away since, and goes on shortening', async () => {
    await house.write((w) => closeAfterLoss(w, world.ids.teacher, 'self'))
    await house.platform.backup.bringLedger()
    const restored = await restoreTestHouse({ target: target(), at: house.clock.now(), code, goesOn: true })
    try {
      assert.equal(await signsIn(restored, 'teacher'), false)
      assert.deepEqual((await fileOf(restored)).lines.slice(0, -1), (await fileOf(house)).lines.slice(0, (await fileOf(restored)).lines.length - 1))
      const from = (await fileOf(restored)).from.lines
      assert.equal(from, (await fileOf(house)).from.lines)
      await restored.clock.travelTo(`${addDays(LAST, 2)} 03:00`)
      await restored.platform.backup.create(restored.clock.now())
      assert.ok((await fileOf(restored)).from.lines > from)
      const again = await restoreTestHouse({ target: target(), at: restored.clock.now(), code })
      assert.equal((await fileOf(again)).from.lines, (await fileOf(restored)).from.lines)
      await again.close()
    } finally {
      await restored.close()
    }
  })

  test('a set that is older than the ledger reaches back is refused, and nothing is changed', async () => {
    const copy = join(place, 'copy')
    await cp(target().folder, copy, { recursive: true })
    await cp(join(place, 'sets'), join(copy, 'sets'), { recursive: true })
    const [folder, database] = [join(place, 'empty'), await makeEmptyDatabase()]
    await mkdir(folder)
    const opened = await openTarget({ kind: 'folder', folder: copy }, folder, house.clock)
    const set = await chooseSet(opened, old)
    const keyOf = withSafeCode(code, set)
    const keys = await bringKeyFiles({ target: opened, set, folder, keyOf })
    const asked = { target: opened, set, folder, ownerUrl: database.ownerUrl, at: house.clock.now(), keyOf, ledger: { atLeast: null }, say: () => {}, migrations: { root: ROOT, files: migrations, appRole: database.appRole, appendOnly: appendOnlyTables(modules) } }
    await assert.rejects(restoreRows(asked, keys), (error: Error) => error instanceof BackupProblem && error.code === 'ledger_shortened')
    await refuseFilled(database.ownerUrl)
    assert.deepEqual(await readdir(folder), ['keys'])
    await database.drop()
  })

  test('for every set that is there the acts since stay, however old it is', () => {
    const set = (madeAt: string) => ({ madeAt }) as SetLabel
    assert.deepEqual(ledgerBefore('2027-03-29', 35, []), new Date('2026-11-23T23:00:00Z'), 'midnight in Berlin, over the change to summer time')
    assert.deepEqual(ledgerBefore('2027-03-29', 35, [set('2027-03-29T01:00:00.000Z'), set('2027-03-01T01:00:00.000Z')]), new Date('2026-11-23T23:00:00Z'))
    assert.deepEqual(ledgerBefore('2027-03-29', 35, [set('2027-03-29T01:00:00.000Z'), set('2026-10-02T01:00:00.000Z')]), new Date('2026-10-01T01:00:00Z'))
  })
})
