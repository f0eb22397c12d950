import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { access, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { openTestHouse } from '#tests/house.ts'
import type { Blobs } from './blobs.ts'
import { runBlobsCommand } from './command.ts'
import { destroyScope } from './scopes.ts'
import { BlobProblem } from './places/place.ts'
import { openBucket } from './test-bucket.ts'
import type { Bucket } from './test-bucket.ts'
import { KB, MB, flow, gathered, openBeside, openRoom, sha256Of, statusOf } from './test-room.ts'
import type { Room } from './test-room.ts'

const key = { bucket: 'schule', region: 'eu-central-1', keyId: 'SCHULE', secret: 'dies ist geheim/+=' }

describe('B7 blobs in S3 and their moves', () => {
  let room: Room
  let bucket: Bucket
  let inBucket: Blobs
  let inFolder: Blobs
  let scope: string
  const said: string[] = []
  before(async () => {
    room = await openRoom({ say: (line) => void said.push(line) })
    bucket = await openBucket(key)
    inBucket = await openBeside(room, { target: 's3', s3: settings() })
    inFolder = await openBeside(room, { target: 'file', s3: settings() })
  })
  after(async () => {
    for (const blobs of [inBucket, inFolder]) await blobs.close()
    await room.house.close()
    await bucket.close()
  })
  beforeEach(async () => {
    scope = await room.newScope()
    said.length = 0
  })

  const settings = (change: { secret?: string; origin?: string } = {}) => ({ endpoint: new URL(change.origin ?? bucket.origin), bucket: key.bucket, region: key.region, style: 'path' as const, keyId: key.keyId, secret: change.secret ?? key.secret, wait_ms_first: 5 })
  /** Stores and refers to it, so that no sweep takes it. */
  const store = async (blobs: Blobs, content: Buffer): Promise<string> => {
    const { id } = await blobs.store({ scopeId: scope, mediaType: 'image/png', content, bytes_max: 100 * MB })
    await room.refer(id)
    return id
  }
  const lines = async (blobs: Blobs, ...args: string[]): Promise<{ code: number; text: string }> => {
    const shown: string[] = []
    const code = await runBlobsCommand({ blobs }, args, (line) => void shown.push(line))
    return { code, text: shown.join('\n') }
  }
  const isThere = (path: string) => access(path).then(() => true, () => false)
  const objectOf = (id: string): string | undefined => [...bucket.objects.keys()].find((name) => name.endsWith(`/${id}`))

  test('B7 large content goes into the bucket, sealed, comes back whole and in part, and leaves no file here', async () => {
    const content = randomBytes(700 * KB)
    const id = await store(inBucket, content)
    const small = await store(inBucket, content.subarray(0, 9 * KB))
    assert.equal(objectOf(small), undefined)
    assert.ok(bucket.objects.get(objectOf(id)!)!.length > content.length)
    assert.ok(!bucket.objects.get(objectOf(id)!)!.includes(content.subarray(1_000, 1_050)))
    for (const blobs of [inBucket, inFolder]) {
      assert.ok((await gathered(await blobs.open(id))).equals(content))
      assert.ok((await gathered(await blobs.open(id, { from: 65_530, to: 131_080 }))).equals(content.subarray(65_530, 131_080)))
      assert.ok((await gathered(await blobs.open(id, { from: 700 * KB - 1, to: 700 * KB }))).equals(content.subarray(-1)))
    }
    assert.ok(!(await isThere(room.pathOf(id))))
    assert.deepEqual(await readdir(join(room.house.folder, 'blobs/new')), [])
    assert.equal((await inBucket.store({ scopeId: scope, mediaType: 'image/png', content, bytes_max: MB })).isNew, false)
  })

  test('B7 many megabytes stream into the bucket and out of it; ended early, the connection is let go', async () => {
    const sent = flow(12 * MB)
    const { id } = await inBucket.store({ scopeId: scope, mediaType: 'video/mp4', content: sent.content, bytes_max: 50 * MB })
    await room.refer(id)
    assert.equal(await sha256Of(await inBucket.open(id)), sent.sha256())
    const reading = await inBucket.open(id)
    await reading.next()
    await reading.return?.()
    assert.equal((await reading.next()).done, true)
  })

  test('B7 trouble that passes is waited out, trouble that stays is one sentence for the log and 503 for people', async () => {
    bucket.trouble.push(503, 'cut', 500)
    const id = await store(inBucket, randomBytes(300 * KB))
    bucket.trouble.push(503, 'cut')
    assert.equal((await gathered(await inBucket.open(id))).length, 300 * KB)
    bucket.trouble.push(500, 500, 'cut', 500)
    assert.equal(await statusOf(inBucket.open(id)), 503)
    assert.match(said.at(-1)!, /S3 unter 127\.0\.0\.1:\d+ lehnt ab \(500, SlowDown\)/)
    bucket.trouble.push(403)
    assert.equal(await statusOf(inBucket.store({ scopeId: scope, mediaType: 'image/png', content: randomBytes(300 * KB), bytes_max: MB })), 503)
    assert.match(said.at(-1)!, /403, AccessDenied/)
    assert.deepEqual(await readdir(join(room.house.folder, 'blobs/new')), [])
    assert.ok(said.every((line) => !line.includes(key.secret)))
  })

  test('B7 a wrong secret, a wrong region and a store that is away are told apart', async () => {
    const id = await store(inBucket, randomBytes(300 * KB))
    for (const [change, says] of [[{ secret: 'falsch' }, /SignatureDoesNotMatch/], [{ origin: 'http://127.0.0.1:9' }, /nicht erreichbar/]] as const) {
      const blobs = await openBeside(room, { target: 's3', s3: settings(change) })
      await assert.rejects(lines(blobs, 'verify'), (problem: Error) => problem instanceof BlobProblem && says.test(problem.message) && !problem.message.includes('falsch'))
      assert.equal(await statusOf(blobs.open(id)), 503)
      await blobs.close()
    }
    const elsewhere = await openBeside(room, { target: 's3', s3: { ...settings(), region: 'us-east-1' } })
    await assert.rejects(lines(elsewhere, 'verify'), /AuthorizationHeaderMalformed/)
    await elsewhere.close()
  })

  test('B7 rows that lead into a bucket which is not set stop the start', async () => {
    await store(inBucket, randomBytes(300 * KB))
    await assert.rejects(openBeside(room, { target: 'file', s3: null }), (problem: Error) => problem instanceof BlobProblem && /SCHULHOF_BLOBS_S3_/.test(problem.message))
  })

  test('B14 two schools in one bucket do not meet', async () => {
    const id = await store(inBucket, randomBytes(300 * KB))
    const stranger = await openTestHouse()
    const theirs = await openBeside({ ...room, house: stranger, platform: stranger.platform }, { target: 's3', s3: settings() })
    const shown: unknown[] = []
    assert.equal(await theirs.verify((fault) => void shown.push(fault)), 0)
    assert.deepEqual(shown, [])
    assert.equal(await statusOf(theirs.open(id)), 404)
    await theirs.close()
    await stranger.close()
  })

  test('B7 a swept blob leaves the bucket', async () => {
    const { id } = await inBucket.store({ scopeId: scope, mediaType: 'image/png', content: randomBytes(300 * KB), bytes_max: MB })
    await inBucket.sweep(room.house.clock.now())
    await room.house.clock.advance({ days: 1, hours: 1 })
    // A process without the settings of the bucket leaves it to one that has them.
    await room.platform.blobs.sweep(room.house.clock.now())
    assert.ok(objectOf(id))
    await inBucket.sweep(room.house.clock.now())
    assert.equal(objectOf(id), undefined)
  })

  test('B7 everything moves to S3 and back while it is read; whoever reads at that moment goes on reading', async () => {
    const contents = Array.from({ length: 7 }, (_, n) => randomBytes(300 * KB + n * 70_000))
    const ids: string[] = []
    for (const content of contents) ids.push(await store(inFolder, content))
    const gone = await room.newScope()
    const noise = await inFolder.store({ scopeId: gone, mediaType: 'image/png', content: randomBytes(300 * KB), bytes_max: MB })
    await room.refer(noise.id)
    await room.house.write((w) => destroyScope(w, gone))
    for (const [to, place, from] of [['s3', 's3', 'file'], ['folder', 'file', 's3']] as const) {
      const begun = await Promise.all(ids.map((id) => inFolder.open(id)))
      const first = await Promise.all(begun.map((reading) => reading.next()))
      let isMoving = true
      const reading = (async () => {
        while (isMoving) {
          for (const [n, id] of ids.entries()) assert.ok((await gathered(await inFolder.open(id))).equals(contents[n]!))
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      })()
      const { code, text } = await lines(inBucket, 'move', '--to', to)
      isMoving = false
      await reading
      assert.match(text, /Inhalte liegen jetzt/)
      assert.equal(code, 0)
      assert.equal(text.includes('SCHULHOF_BLOBS=folder'), to === 'folder')
      for (const [n, rest] of begun.entries()) assert.ok(Buffer.concat([first[n]!.value as Buffer, await gathered(rest)]).equals(contents[n]!))
      assert.deepEqual([...new Set(await Promise.all([...ids, noise.id].map(async (id) => (await room.rowOf(id))?.place)))], [place])
      for (const id of ids) assert.equal(from === 'file' ? await isThere(room.pathOf(id)) : objectOf(id) !== undefined, false)
      const verified = await lines(inBucket, 'verify')
      assert.deepEqual([verified.code, /Alle sind da/.test(verified.text)], [0, true], verified.text)
    }
    assert.match((await lines(inFolder, 'move', '--to', 'folder')).text, /Alles Große liegt schon im Ordner/)
  })

  test('B6 a move leaves the old files while a backup holds', async () => {
    const id = await store(inFolder, randomBytes(300 * KB))
    await room.platform.blobs.holdRemovals(async () => {
      const { text } = await lines(inBucket, 'move', '--to', 's3')
      assert.match(text, /sobald keine Sicherung mehr läuft/)
      assert.ok(await isThere(room.pathOf(id)))
    })
    await inBucket.sweep(room.house.clock.now())
    assert.ok(!(await isThere(room.pathOf(id))))
    assert.ok(objectOf(id))
  })

  test('B7 a move that breaks off has lost nothing and goes on when it is called again; two at a time are refused', async () => {
    const ids: string[] = []
    for (let n = 0; n < 4; n++) ids.push(await store(inFolder, randomBytes(300 * KB)))
    const puts = () => bucket.asked.filter((line) => line.startsWith('PUT')).length
    const before = puts()
    const watch = setInterval(() => {
      if (puts() > before && bucket.trouble.length === 0) bucket.trouble.push(403)
    }, 1)
    await assert.rejects(lines(inBucket, 'move', '--to', 's3'), /403/)
    clearInterval(watch)
    bucket.trouble.length = 0
    for (const id of ids) assert.equal((await gathered(await inFolder.open(id))).length, 300 * KB)
    const both = await Promise.allSettled([lines(inBucket, 'move', '--to', 's3'), lines(inFolder, 'move', '--to', 's3')])
    assert.deepEqual(both.map((one) => one.status).sort(), ['fulfilled', 'rejected'])
    for (const id of ids) assert.equal((await room.rowOf(id))?.place, 's3')
  })

  test('B7 what is damaged is named and stays where it is', async () => {
    const id = await store(inFolder, randomBytes(300 * KB))
    const path = room.pathOf(id)
    await writeFile(path, randomBytes(300 * KB + 5 * 16))
    const { code, text } = await lines(inBucket, 'move', '--to', 's3')
    assert.equal(code, 1)
    assert.ok(text.includes(id) && /beschädigt/.test(text), text)
    assert.equal((await room.rowOf(id))?.place, 'file')
    assert.ok(await isThere(path))
    await rm(path)
    await room.platform.database.deleteFrom('blob_stray').where('blob_id', '=', id).execute()
  })
})
