import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { access, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { modules } from '#modules/index.ts'
import { KB, MB, openRoom, statusOf } from './test-room.ts'
import type { Room } from './test-room.ts'

describe('B7 what nobody uses', () => {
  let room: Room
  let scope: string
  before(async () => {
    room = await openRoom({ at: '2026-11-23 07:50', modules: modules.map((one) => (one.manifest.id === 'blobs' ? one : { ...one, recurring: [] })) })
    await sql`CREATE TABLE "test Cover" (id uuid PRIMARY KEY, blob_id uuid, scope_id uuid, "of" uuid REFERENCES blob (id) ON DELETE CASCADE)`.execute(room.house.db.owner)
    await sql`GRANT ALL ON "test Cover" TO PUBLIC`.execute(room.house.db.owner)
  })
  after(() => room.house.close())
  beforeEach(async () => {
    scope = await room.newScope()
  })

  const sweep = () => room.platform.blobs.sweep(room.house.clock.now())
  const pass = (hours: number) => room.house.clock.advance({ hours })
  const isThere = (path: string) => access(path).then(() => true, () => false)
  const small = () => room.store(scope, randomBytes(KB))
  const large = () => room.store(scope, randomBytes(300 * KB))

  test('B7 a blob that no row refers to is marked, and goes with its file a day later, not before', async () => {
    const [one, other] = [await small(), await large()]
    const at = room.house.clock.now()
    await room.platform.blobs.sweep(at)
    for (const { id } of [one, other]) assert.deepEqual((await room.rowOf(id))?.unused_since, at)
    await pass(23)
    await sweep()
    for (const { id } of [one, other]) assert.ok(await room.read(id))
    await pass(1)
    assert.deepEqual(await sweep(), { rows: 2, files: 1, isHeld: false })
    for (const { id } of [one, other]) assert.equal(await room.rowOf(id), undefined)
    assert.ok(!(await isThere(room.pathOf(other.id))))
    assert.equal((await room.platform.database.selectFrom('blob_content').select('blob_id').where('blob_id', '=', one.id).execute()).length, 0)
  })

  test('B7 a blob that is referred to stays, by any table and any foreign key; whoever lets go of it and takes it up again has it', async () => {
    const [first, second] = [await large(), await large()]
    const letGo = await room.refer(first.id)
    await sql`INSERT INTO "test Cover" (id, "of") VALUES (${randomUUID()}, ${second.id})`.execute(room.platform.database)
    for (let day = 0; day < 3; day++) {
      await sweep()
      await pass(25)
    }
    for (const { id } of [first, second]) assert.equal((await room.rowOf(id))?.unused_since, null)
    await letGo()
    await sweep()
    assert.notEqual((await room.rowOf(first.id))?.unused_since, null)
    await pass(30)
    const again = await room.refer(first.id)
    await sweep()
    assert.equal((await room.rowOf(first.id))?.unused_since, null)
    await again()
    await sweep()
    await pass(23)
    await sweep()
    assert.ok(await room.read(first.id))
    await pass(1)
    await sweep()
    assert.equal(await room.rowOf(first.id), undefined)
    assert.ok(await room.read(second.id))
  })

  test('B7 a day counts from when the sweep found it unused, also when it did not run for a week', async () => {
    const { id } = await small()
    const letGo = await room.refer(id)
    await pass(7 * 24)
    await letGo()
    await sweep()
    await pass(1)
    await sweep()
    assert.ok(await room.read(id))
  })

  test('B7 who stores the same content again while it is marked keeps it for another day', async () => {
    const contents = [randomBytes(KB), randomBytes(300 * KB)]
    const stored = await Promise.all(contents.map((content) => room.store(scope, content)))
    await sweep()
    await pass(24)
    const again = await Promise.all(contents.map((content) => room.store(scope, content)))
    assert.deepEqual(again.map((blob) => [blob.id, blob.isNew]), stored.map((blob) => [blob.id, false]))
    await sweep()
    await pass(23)
    await sweep()
    for (const { id } of again) await room.refer(id)
    await pass(2)
    await sweep()
    for (const { id } of again) assert.ok(await room.read(id))
  })

  test('B7 a row that refers to it in a transaction that is still open saves it', async () => {
    const { id } = await large()
    await sweep()
    await pass(25)
    await room.platform.database.transaction().execute(async (trx) => {
      await sql`INSERT INTO test_attachment VALUES (${randomUUID()}, ${id})`.execute(trx)
      await sweep()
    })
    assert.ok(await room.read(id))
    await sweep()
    assert.equal((await room.rowOf(id))?.unused_since, null)
  })

  test('B7 many that are stored, referred to and swept at the same time: nobody who holds one loses it, and no statement fails', async () => {
    const contents = Array.from({ length: 20 }, () => randomBytes(2 * KB))
    for (const content of contents) await room.store(scope, content)
    await sweep()
    await pass(25)
    await Promise.all([
      ...contents.map(async (content) => {
        const { id } = await room.store(scope, content)
        await room.refer(id)
        assert.ok((await room.read(id)).equals(content))
      }),
      sweep(), sweep(), sweep(),
    ])
    await pass(25)
    await sweep()
    for (const content of contents) assert.ok(!(await room.store(scope, content)).isNew)
  })

  test('B7 an upload that is under way is safe however often the sweep comes by; after a day it is given up and leaves nothing', async () => {
    for (const [hours, status] of [[23, 200], [25, 503]] as const) {
      const gate = Promise.withResolvers<void>()
      const begun = Promise.withResolvers<void>()
      const slow = async function* () {
        yield randomBytes(2 * MB)
        begun.resolve()
        await gate.promise
        yield randomBytes(KB)
      }
      const storing = statusOf(room.platform.blobs.store({ scopeId: scope, mediaType: 'video/mp4', content: slow(), bytes_max: 3 * MB }))
      await begun.promise
      await sweep()
      await pass(hours)
      await sweep()
      gate.resolve()
      assert.equal(await storing, status)
      if (status === 200) await room.refer((await room.platform.database.selectFrom('blob').select('id').where('scope_id', '=', scope).executeTakeFirstOrThrow()).id)
    }
    assert.deepEqual(await readdir(join(room.house.folder, 'blobs/new')), [])
    const known = await room.platform.database.selectFrom('blob').select('id').where('scope_id', '=', scope).execute()
    assert.equal(known.length, 1)
    const found: unknown[] = []
    await sweep()
    await room.platform.blobs.verify((fault) => void found.push(fault))
    assert.deepEqual(found, [])
  })

  test('B6 no file leaves the disk while a backup holds, however many hold; a backup that dies lets go', async () => {
    const { id } = await large()
    await sweep()
    await pass(25)
    const [one, other] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const holding = Promise.withResolvers<void>()
    const second = await room.house.second()
    const holds = [
      room.platform.blobs.holdRemovals(async () => {
        holding.resolve()
        await one.promise
      }),
      second.platform.blobs.holdRemovals(() => other.promise),
    ]
    await holding.promise
    assert.deepEqual(await sweep(), { rows: 1, files: 0, isHeld: true })
    assert.equal(await room.rowOf(id), undefined)
    assert.ok(await isThere(room.pathOf(id)))
    one.resolve()
    await holds[0]
    await sweep()
    assert.ok(await isThere(room.pathOf(id)))
    // The second one is cut off from the database, as when its process is killed.
    const superuser = new pg.Client(connectionOf(room.house.db.superuserUrl))
    await superuser.connect()
    const { rows } = await superuser.query(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
    await superuser.end()
    assert.equal(rows.length, 1)
    other.resolve()
    await assert.rejects(holds[1]!)
    await sweep()
    assert.ok(!(await isThere(room.pathOf(id))))
    await second.close()
  })

  test('B7 what a crash leaves is removed: a draft, a file without its row, a file whose row went', async () => {
    const { database } = room.platform
    const [draft, file] = [randomUUID(), randomUUID()]
    const arrivals = [draft, file].map((blob_id) => ({ blob_id, place: 'file', due_at: new Date(room.house.clock.now().getTime() + 24 * 3_600_000) }))
    await database.insertInto('blob_stray').values(arrivals).execute()
    await writeFile(join(room.house.folder, 'blobs/new', draft), 'half')
    // The crash came between the rename and the commit.
    const { id } = await large()
    await database.deleteFrom('blob').where('id', '=', id).execute()
    await database.insertInto('blob_stray').values({ blob_id: id, place: 'file', due_at: arrivals[0]!.due_at }).execute()
    await sweep()
    assert.ok((await isThere(room.pathOf(id))) && (await isThere(join(room.house.folder, 'blobs/new', draft))))
    await pass(24)
    await sweep()
    assert.ok(!(await isThere(room.pathOf(id))) && !(await isThere(join(room.house.folder, 'blobs/new', draft))))
    // A draft of which nobody knows any more (another machine swept): the next start of this one removes it.
    await writeFile(join(room.house.folder, 'blobs/new', randomUUID()), 'half')
    await (await room.house.second()).close()
    assert.deepEqual(await readdir(join(room.house.folder, 'blobs/new')), [])
  })

  test('B7 a file that a row claims is never removed, whatever the list of strays says', async () => {
    const { id } = await large()
    await room.platform.database.insertInto('blob_stray').values({ blob_id: id, place: 'file', due_at: room.house.clock.now() }).execute()
    await sweep()
    assert.ok(await room.read(id))
  })

  test('B7 the night does it by itself', async () => {
    const { id } = await large()
    await room.platform.jobs.start()
    const used = await large()
    await room.refer(used.id)
    for (let night = 0; night < 3; night++) {
      await room.house.clock.advance({ days: 1 })
      const day = room.house.clock.today()
      while (!(await room.platform.database.selectFrom('recurring_run').select('name').where('name', '=', 'blobs.sweep').where('due_on', '=', day).where('finished_at', 'is not', null).executeTakeFirst())) await new Promise((resolve) => setTimeout(resolve, 10))
    }
    assert.equal(await room.rowOf(id), undefined)
    assert.ok(await room.read(used.id))
  })
})
