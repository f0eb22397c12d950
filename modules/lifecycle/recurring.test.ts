/** Issue 4, section 2: what runs by itself is told with its last run, how long it took, what it brought and when it runs next. */
import assert from 'node:assert/strict'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { act } from '#example/act.ts'
import type { World } from '#example/world.ts'
import { modules } from '#modules/index.ts'
import type { TestHouse } from '#tests/house.ts'
import { openTestWorld } from '#tests/world.ts'
import { contract as people } from '#modules/people/contract.ts'
import { contract } from './contract.ts'
import { resultWords, wordless } from './texts/jobs.de.ts'

describe('the results of what runs by itself', () => {
  let house: TestHouse
  let world: World
  let place: string
  let full = false
  const toy = { name: 'nightly', every: 'day' as const, at: '06:00', onlyNewest: true as const, run: () => (full ? Promise.reject(Object.assign(new Error('no space left for the papers of Mia Probe'), { code: 'ENOSPC' })) : Promise.resolve({ tidied: 3 })) }
  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-test-'))
    ;({ house, world } = await openTestWorld({
      modules: modules.map((one) => (one.manifest.id === 'home' ? { ...one, recurring: [toy] } : one)), backup: { target: { kind: 'folder', folder: place } },
    }))
    await house.platform.jobs.start()
  })
  after(async () => {
    await house.platform.jobs.stop()
    await house.close()
    await rm(place, { recursive: true })
  })

  /** The server is off until then: of the nights between, most jobs run the newest alone. */
  async function sleepUntil(at: string, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    await house.platform.jobs.stop()
    await house.clock.travelTo(at)
    await meanwhile()
    await house.platform.jobs.start()
  }
  const list = async () => (await act(house, world.ids.head, 'lifecycle', contract, 'listRecurring', {})).jobs
  const find = async (job: string) => (await list()).find((one) => one.job === job)!

  test('a night gives every job of every room a result that has words', async () => {
    await sleepUntil('2026-11-24 12:00')
    const jobs = await list()
    assert.equal(jobs.length, modules.flatMap(({ recurring = [] }) => recurring).length + 1)
    for (const { job, lastRun, isMissed } of jobs) {
      assert.ok(lastRun?.result && !isMissed && lastRun.problem === null, `${job}: ${JSON.stringify(lastRun)}`)
      if (job !== 'home.nightly') assert.deepEqual(wordless(job, lastRun.result), [], job)
      assert.match(resultWords(job, lastRun.result), /\w/)
    }
  })

  test('what it brought is what was done: whose last day is over is deleted in the night after it', async () => {
    assert.deepEqual((await find('lifecycle.delete_leavers')).lastRun!.result, { deleted: 0 })
    await act(house, world.ids.admin, 'people', people, 'recordDeparture', { id: world.ids.withoutConsent, exitOn: '2026-11-24' })
    await sleepUntil('2026-11-25 12:00')
    const { lastRun } = await find('lifecycle.delete_leavers')
    assert.deepEqual(lastRun!.result, { deleted: 1 })
    assert.equal(resultWords('lifecycle.delete_leavers', lastRun!.result!), '1 Konto gelöscht')
    const { result } = (await find('backup.nightly')).lastRun!
    assert.equal(result!['made'], 1)
    assert.match(resultWords('backup.nightly', result!), /^gesichert, [\d.]+ Einträge/)
  })

  test('a backup that found no place says so, and is not told as done', async () => {
    await sleepUntil('2026-11-26 12:00', async () => {
      await rename(place, `${place}-away`)
      await writeFile(place, '')
    })
    assert.deepEqual((await find('backup.nightly')).lastRun!.result, { failed: 1 })
    await rm(place)
    await rename(`${place}-away`, place)
  })

  test('what broke off is told by the kind of its error, never by its words, until it went well', async () => {
    full = true
    await sleepUntil('2026-11-27 12:00')
    const broken = await find('home.nightly')
    assert.deepEqual({ ...broken.lastRun, startedAt: '', isMissed: broken.isMissed }, { dueOn: '2026-11-27', startedAt: '', seconds: null, result: null, problem: 'Error ENOSPC', isMissed: true })
    full = false
    await house.clock.advance({ minutes: 11 })
    assert.deepEqual((await find('home.nightly')).lastRun!.result, { tidied: 3 })
    assert.equal(resultWords('home.nightly', { tidied: 3 }), 'tidied: 3', 'without words it is not hidden')
  })
})
