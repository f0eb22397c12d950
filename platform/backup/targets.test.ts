import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openBucket } from '#platform/blobs/test-bucket.ts'
import type { Bucket } from '#platform/blobs/test-bucket.ts'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import type { World } from '#example/world.ts'
import { restoreTestHouse } from '#tests/backup.ts'
import type { TestHouse } from '#tests/house.ts'
import { openTestWorld } from '#tests/world.ts'
import { BackupProblem } from './problem.ts'
import type { PlainTarget } from './targets/open-target.ts'

const KB = 1024
const problem = (wanted: string) => (error: Error) => error instanceof BackupProblem && (assert.equal(error.code, wanted), true)

async function withBlob(house: TestHouse, world: World, bytes: number): Promise<string> {
  const scopeId = await house.write((w) => scopeOf(w, { personId: world.ids.teacher }))
  return (await house.platform.blobs.store({ scopeId, mediaType: 'image/png', content: randomBytes(bytes), bytes_max: 20_000 * KB })).id
}

describe('a bucket as the target', () => {
  const key = { bucket: 'sicherung', region: 'eu-central-1', keyId: 'AKIA', secret: 'geheim' }
  let bucket: Bucket
  let house: TestHouse
  let world: World
  let target: PlainTarget
  before(async () => {
    bucket = await openBucket(key)
    target = { kind: 's3', endpoint: bucket.origin, style: 'path', ...key, wait_ms_first: 1 } as PlainTarget
    ;({ house, world } = await openTestWorld({ backup: { target } }))
  })
  after(async () => {
    await house.close()
    await bucket.close()
  })

  test('T11 a set goes there, is checked, drilled and restored; nothing is ever deleted or written twice but keys of the day', async () => {
    const code = await house.write(async (w) => (await newSafeKey(w, false)).code)
    const blobId = await withBlob(house, world, 500 * KB)
    const { label } = await house.platform.backup.create(house.clock.now())
    assert.ok(bucket.objects.has(`schulhof-backup/sets/${label.id}.age`) && bucket.objects.has(`schulhof-backup/sets/${label.id}.json`))
    assert.deepEqual((await house.platform.backup.verify(null, house.clock.now())).faults, [])
    assert.ok(await house.platform.backup.drill(house.clock.now()))
    const restored = await restoreTestHouse({ target, at: house.clock.now(), code })
    try {
      for await (const piece of await restored.platform.blobs.open(blobId)) assert.ok(piece.length > 0)
    } finally {
      await restored.close()
    }
    assert.deepEqual(bucket.asked.filter((line) => line.startsWith('DELETE')), [])
    const written = bucket.asked.filter((line) => line.startsWith('PUT'))
    assert.equal(new Set(written).size, written.length)
  })

  test('T11 where the bucket refuses to delete, old sets stay in the list until its own rule removes them, and the run is good', async () => {
    await house.clock.advance({ days: 40 })
    const before = (await house.platform.backup.list()).sets.length
    const refusing = bucket.objects.delete
    bucket.objects.delete = () => {
      throw new Error('not allowed')
    }
    try {
      const { cleared } = await house.platform.backup.create(house.clock.now())
      assert.deepEqual(cleared, [])
    } finally {
      bucket.objects.delete = refusing
    }
    assert.equal((await house.platform.backup.list()).sets.length, before + 1)
  })
})

describe('a full disk as the target', () => {
  let [place, isMounted] = ['', false]
  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-full-'))
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', place], { stdio: 'ignore' })
      isMounted = true
    } catch {}
  })
  after(async () => {
    if (isMounted) execFileSync('umount', [place])
    await rm(place, { recursive: true, force: true })
  })

  test('nothing half is listed or left, the run says why, and with space again the next one is whole', async (t) => {
    if (!isMounted) return t.skip('no right to mount a small disk here')
    const { house, world } = await openTestWorld({ backup: { target: { kind: 'folder', folder: place } } })
    try {
      await withBlob(house, world, 6_000 * KB)
      await assert.rejects(house.platform.backup.create(house.clock.now()), problem('disk_full'))
      assert.deepEqual(await house.platform.backup.list(), { sets: [], damaged: [] })
      assert.deepEqual([await readdir(join(place, 'new')), await readdir(join(place, 'packs')), await readdir(join(place, 'sets'))], [[], [], []])
      execFileSync('mount', ['-o', 'remount,size=40m', place])
      await house.clock.advance({ minutes: 1 })
      await house.platform.backup.create(house.clock.now())
      assert.deepEqual((await house.platform.backup.verify(null, house.clock.now())).faults, [])
    } finally {
      await house.close()
    }
  })

  test('a place that can not be used is named', async () => {
    const file = join(place, 'file')
    await mkdir(place, { recursive: true })
    await writeFile(file, '')
    const { house } = await openTestWorld({ backup: { target: { kind: 'folder', folder: join(file, 'below') } } })
    try {
      await assert.rejects(house.platform.backup.create(house.clock.now()), problem('no_target'))
    } finally {
      await house.close()
    }
  })
})
