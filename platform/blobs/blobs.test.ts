import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { readLedger } from '#platform/ledger/ledger.ts'
import { modules } from '#modules/index.ts'
import { openTestHouse } from '#tests/house.ts'
import { restoreKeys } from './key-backup.ts'
import { destroyScope, scopeOf } from './scopes.ts'
import { BlobDamaged, sealedBytes } from './sealing.ts'
import { KB, MB, flow, gathered, openRoom, roomOf, sha256Of, statusOf } from './test-room.ts'
import type { Room } from './test-room.ts'

describe('B7 blobs', () => {
  let room: Room
  before(async () => {
    room = await openRoom()
  })
  after(() => room.house.close())

  const blobsIn = async (scopeId: string) => (await room.platform.database.selectFrom('blob').select('id').where('scope_id', '=', scopeId).execute()).length
  const files = async (): Promise<string[]> => {
    const folder = join(room.house.folder, 'blobs')
    return (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  }

  test('B7 content of any size comes back, whole and in any part; small as a row, above 256 kB as a file', async () => {
    const scope = await room.newScope()
    const size = fc.oneof(fc.nat(3_000), fc.record({ at: fc.constantFrom(64, 128, 256, 320), off: fc.integer({ min: -2, max: 2 }) }).map(({ at, off }) => at * KB + off), fc.nat(700_000))
    await fc.assert(fc.asyncProperty(size, fc.nat(), fc.nat(), async (bytes, one, other) => {
      const content = randomBytes(bytes)
      const { id, size_bytes } = await room.store(scope, content)
      assert.equal(size_bytes, bytes)
      assert.ok((await room.read(id)).equals(content))
      const [from, to] = [one % (bytes + 1), other % (bytes + 1)].sort((a, b) => a - b) as [number, number]
      assert.ok((await room.read(id, { from, to })).equals(content.subarray(from, to)))
      assert.equal((await room.rowOf(id))?.place, bytes <= 256 * KB ? 'row' : 'file')
      if (bytes > 256 * KB) assert.equal((await stat(room.pathOf(id))).size, sealedBytes(bytes))
    }), { numRuns: 40 })
  })

  test('B7 the same content twice in a scope is stored once, also at the same time; in another scope it is sealed and stored again', async () => {
    const [mine, theirs] = [await room.newScope(), await room.newScope()]
    for (const bytes of [10 * KB, 300 * KB]) {
      const content = randomBytes(bytes)
      const before = await files()
      const all = await Promise.all(Array.from({ length: 6 }, () => room.store(mine, content)))
      const again = await room.store(mine, content)
      assert.equal(new Set([...all, again].map((blob) => blob.id)).size, 1)
      assert.equal([...all, again].filter((blob) => blob.isNew).length, 1)
      const other = await room.store(theirs, content)
      assert.ok(other.isNew && other.id !== again.id)
      const copied = await room.platform.blobs.copy((await room.store(mine, randomBytes(bytes))).id, theirs)
      assert.ok(copied.isNew)
      // What lost the race left no file behind but what is written down as a stray.
      await room.platform.blobs.sweep(room.house.clock.now())
      assert.equal((await files()).length - before.length, bytes > 256 * KB ? 4 : 0)
    }
    assert.equal(await blobsIn(mine), 4)
    assert.equal(await blobsIn(theirs), 4)
    // Nothing in the tables shows that two scopes hold the same.
    const { rows } = await sql<{ n: number }>`SELECT count(*) - count(DISTINCT content_hmac) AS n FROM blob`.execute(room.platform.database)
    assert.equal(rows[0]!.n, 0)
  })

  test('B7 two processes that store the same at the same time, in any order, agree on one', async () => {
    const other = roomOf(await room.house.second())
    try {
      const scope = await room.newScope()
      const contents = Array.from({ length: 12 }, (_, n) => randomBytes(n < 9 ? 2 * KB : 300 * KB))
      const stored = await Promise.all([...contents.map((content) => room.store(scope, content)), ...contents.toReversed().map((content) => other.store(scope, content))])
      assert.equal(new Set(stored.map((blob) => blob.id)).size, contents.length)
      for (const { id } of stored) assert.ok((await other.read(id)).length > 0)
    } finally {
      await other.house.close()
    }
  })

  test('B7 a scope is one for each owner, also when two ask at once', async () => {
    const { house } = room
    const [personId] = await house.write((w) => addPeople(w, [{ type: 'pupil', givenName: 'Ada', familyName: 'Test', source: 'test', sourceId: randomUUID() }]))
    const [groupId] = await house.write((w) => foundGroups(w, [{ kind: 'class', label: '07b', purpose: 'Klasse', schoolYear: '2026/27' }]))
    const caseId = randomUUID()
    for (const owner of [{ personId: personId! }, { groupId: groupId! }, { caseId }]) {
      const ids = await Promise.all(Array.from({ length: 5 }, () => house.write((w) => scopeOf(w, owner))))
      assert.equal(new Set(ids).size, 1)
    }
    const scopes = await house.platform.database.selectFrom('blob_scope').selectAll().where((eb) => eb.or([eb('person_id', '=', personId!), eb('group_id', '=', groupId!), eb('case_id', '=', caseId)])).execute()
    assert.deepEqual(scopes.map((scope) => scope.kind).sort(), ['case', 'group', 'person'])
  })

  test('B7 nothing of the content can be read on the disk, in the database or in the key backup', async () => {
    const scope = await room.newScope()
    const canary = Buffer.from('Kanarienvogel-4711 '.repeat(20_000))
    const large = await room.store(scope, canary)
    const small = await room.store(scope, canary.subarray(0, 9_000))
    await room.platform.blobs.backUpKeys('2026-11-23')
    assert.ok(!(await readFile(room.pathOf(large.id))).includes('Kanarienvogel'))
    const row = await room.platform.database.selectFrom('blob_content').select('sealed').where('blob_id', '=', small.id).executeTakeFirstOrThrow()
    assert.ok(!row.sealed.includes('Kanarienvogel'))
    const { wrapped } = await room.platform.database.selectFrom('scope_key').select('wrapped').where('scope_id', '=', scope).executeTakeFirstOrThrow()
    assert.ok(!(await readFile(join(room.house.folder, 'key-backup/2026-11-23.keys'))).includes(wrapped.toString('base64')))
    for (const path of [...(await files()), join(room.house.folder, 'key-backup/2026-11-23.keys')]) assert.equal((await stat(path)).mode & 0o077, 0, path)
  })

  test('limits: more than allowed is refused with 413 and leaves nothing, at any size; a type that is none is refused', async () => {
    const scope = await room.newScope()
    await room.platform.blobs.sweep(room.house.clock.now())
    const before = await files()
    const store = (bytes: number, bytes_max: number, mediaType = 'image/png') => room.platform.blobs.store({ scopeId: scope, mediaType, content: flow(bytes, 7_001).content, bytes_max })
    for (const bytes_max of [0, 5, 256 * KB - 1, 256 * KB, 300 * KB, 2 * MB]) {
      assert.equal(await statusOf(store(bytes_max + 1, bytes_max)), 413)
      assert.equal(await statusOf(store(bytes_max, bytes_max)), 200)
    }
    for (const mediaType of ['', 'image', 'image/', 'image/png\r\nset-cookie: a=b', `image/${'x'.repeat(200)}`, '<b>/x']) assert.equal(await statusOf(store(5, 5, mediaType)), 400, mediaType)
    assert.equal((await files()).length, before.length + 2)
    assert.equal((await room.platform.database.selectFrom('blob_stray').selectAll().execute()).length, 0)
  })

  test('an upload that breaks off leaves nothing', async () => {
    const scope = await room.newScope()
    const before = await files()
    for (const bytes of [10 * KB, 2 * MB]) {
      const breaking = async function* () {
        yield* flow(bytes).content
        throw new Error('broken off')
      }
      await assert.rejects(room.platform.blobs.store({ scopeId: scope, mediaType: 'image/png', content: breaking(), bytes_max: 9 * MB }), /broken off/)
    }
    assert.equal(await blobsIn(scope), 0)
    assert.deepEqual(await files(), before)
  })

  test('B7 what was changed on the disk or in a row is refused before anything of it is given out, or where it begins', async () => {
    const scope = await room.newScope()
    const content = randomBytes(400 * KB)
    const first = await room.store(scope, content)
    const second = await room.store(scope, randomBytes(400 * KB))
    const [path, whole] = [room.pathOf(first.id), await readFile(room.pathOf(first.id))]
    const damages: [string, () => Promise<unknown>][] = [
      ['a bit', () => writeFile(path, Buffer.from(whole).fill(whole[9]! ^ 1, 9, 10))],
      ['cut', () => truncate(path, whole.length - 1)],
      ['cut at a chunk', () => truncate(path, 65_552)],
      ['longer', () => writeFile(path, Buffer.concat([whole, Buffer.alloc(20)]))],
      ['another blob of the same size', async () => writeFile(path, await readFile(room.pathOf(second.id)))],
      ['empty', () => truncate(path, 0)],
    ]
    for (const [name, damage] of damages) {
      await damage()
      await assert.rejects(room.platform.blobs.open(first.id), BlobDamaged, name)
      await writeFile(path, whole)
    }
    assert.ok((await room.read(first.id)).equals(content))
    // In the last chunk: everything before it is right and comes, then it ends with an error and not as if that were all.
    await writeFile(path, Buffer.from(whole).fill(whole.at(-1)! ^ 1, whole.length - 1))
    let read = 0
    await assert.rejects(async () => {
      for await (const piece of await room.platform.blobs.open(first.id)) read += piece.length
    }, BlobDamaged)
    assert.equal(read, 384 * KB)
    assert.ok((await room.read(first.id, { from: 0, to: 384 * KB })).equals(content.subarray(0, 384 * KB)))
    await writeFile(path, whole)
  })

  test('B14 another school can not open it, whatever it copies', async () => {
    const scope = await room.newScope()
    const { id } = await room.store(scope, randomBytes(10 * KB))
    const stranger = await openTestHouse()
    try {
      const copy = async (table: 'blob_scope' | 'scope_key' | 'blob' | 'blob_content', column: string, value: string) => {
        const row = (await sql<Record<string, unknown>>`SELECT * FROM ${sql.table(table)} WHERE ${sql.ref(column)} = ${value}`.execute(room.platform.database)).rows[0]!
        const taken = table === 'blob_scope' ? { ...row, kind: 'case', person_id: null, case_id: row['person_id'] } : row
        await stranger.db.owner.insertInto(table).values(taken as never).execute()
      }
      await copy('blob_scope', 'id', scope)
      await copy('scope_key', 'scope_id', scope)
      await copy('blob', 'id', id)
      await copy('blob_content', 'blob_id', id)
      await assert.rejects(stranger.platform.blobs.open(id), BlobDamaged)
    } finally {
      await stranger.close()
    }
  })

  test('B7 a destroyed key makes everything in its scope unreadable at once, in all processes, also what is being read', async () => {
    const other = roomOf(await room.house.second())
    try {
      const [scope, bystander] = [await room.newScope(), await room.newScope()]
      const [small, large, used] = [await room.store(scope, randomBytes(KB)), await room.store(scope, randomBytes(3 * MB)), await room.store(scope, randomBytes(300 * KB))]
      const { id: theirs } = await room.store(bystander, randomBytes(KB))
      const letGo = await room.refer(used.id)
      const reading = await other.platform.blobs.open(large.id)
      await reading.next()
      assert.deepEqual(await room.house.write((w) => destroyScope(w, scope)), { blobs: 2, bytes: KB + 3 * MB })
      await room.house.clock.advance({ ms: 1_001 })
      assert.equal(await statusOf(gathered(reading)), 404)
      for (const { id } of [small, large, used]) for (const from of [room, other]) assert.equal(await statusOf(from.platform.blobs.open(id)), 404)
      assert.equal(await room.platform.blobs.find(used.id), null)
      assert.equal(await statusOf(room.store(scope, randomBytes(5))), 404)
      assert.equal(await statusOf(room.store(scope, randomBytes(300 * KB))), 404)
      assert.equal(await statusOf(room.platform.blobs.copy(used.id, bystander)), 404)
      assert.equal((await room.read(theirs)).length, KB)
      // Its ledger entry, once more without harm, and what a row still refers to goes with that row.
      const { entries } = await readLedger(join(room.house.folder, 'ledger'), room.platform.keys.ledger)
      assert.ok(entries.some((entry) => entry.kind === 'key_destroyed' && entry.ids['scope'] === scope))
      assert.deepEqual(await room.house.write((w) => destroyScope(w, scope)), { blobs: 0, bytes: 0 })
      const left = await room.platform.database.selectFrom('blob_scope').selectAll().where('id', '=', scope).executeTakeFirstOrThrow()
      assert.deepEqual([left.person_id, left.group_id, left.case_id], [null, null, null])
      await letGo()
      await room.platform.blobs.sweep(room.house.clock.now())
      await assert.rejects(stat(room.pathOf(large.id)))
      await room.house.clock.advance({ days: 1, hours: 1 })
      await room.platform.blobs.sweep(room.house.clock.now())
      assert.equal(await room.platform.database.selectFrom('blob_scope').select('id').where('id', '=', scope).executeTakeFirst(), undefined)
      await assert.rejects(stat(room.pathOf(used.id)))
    } finally {
      await other.house.close()
    }
  })

  test('B7 reading what is not there is refused with 404', async () => {
    assert.equal(await statusOf(room.platform.blobs.open(randomUUID())), 404)
    assert.equal(await room.platform.blobs.find(randomUUID()), null)
  })

  test('a large upload and a large download take a few megabytes of memory, however large they are', async () => {
    const scope = await room.newScope()
    const piece = randomBytes(64 * KB)
    const same = async function* () {
      for (let n = 0; n < 4_000; n++) yield piece
    }
    const expected = await sha256Of(same())
    const { arrayBuffers } = process.memoryUsage()
    let held = 0
    const look = setInterval(() => (held = Math.max(held, process.memoryUsage().arrayBuffers - arrayBuffers)), 5)
    try {
      const { id } = await room.platform.blobs.store({ scopeId: scope, mediaType: 'video/mp4', content: same(), bytes_max: 400 * MB })
      assert.ok(held < 16 * MB, `sealing held ${Math.round(held / MB)} MB`)
      held = 0
      assert.equal(await sha256Of(await room.platform.blobs.open(id)), expected)
      // What was opened is garbage for a while; a bound, not what is needed.
      assert.ok(held < 128 * MB, `opening held ${Math.round(held / MB)} MB`)
    } finally {
      clearInterval(look)
    }
  })
})

describe('B7 the backup of keys', () => {
  let room: Room
  before(async () => {
    // The nights of the other rooms are theirs to test.
    room = await openRoom({ at: '2026-11-23 01:00', modules: modules.map((one) => (one.manifest.id === 'blobs' ? one : { ...one, recurring: [] })) })
    await room.platform.jobs.start()
  })
  after(() => room.house.close())

  const backups = async () => (await readdir(join(room.house.folder, 'key-backup'))).sort()

  test('B7 it is written every night and kept for seven days, over holidays and changes of the clock', async () => {
    await room.house.clock.travelTo('2026-12-05 12:00')
    await settled('2026-12-05')
    assert.deepEqual(await backups(), ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05'].map((day) => `${day}.keys`))
  })

  test('B7 with the tables of an ordinary backup and the newest key backup everything opens again; a destroyed key is in none of them a week later', async () => {
    const { database, blobs } = room.platform
    const [kept, destroyed] = [await room.newScope(), await room.newScope()]
    const content = randomBytes(20 * KB)
    const [mine, theirs] = [await room.store(kept, content), await room.store(destroyed, content)]
    await room.refer(mine.id)
    await room.refer(theirs.id)
    assert.equal(await blobs.backUpKeys('2026-12-05'), 2)
    await room.house.write((w) => destroyScope(w, destroyed))
    await sql`DELETE FROM scope_key`.execute(database)
    assert.equal(await statusOf(blobs.open(mine.id)), 404)
    const folder = join(room.house.folder, 'key-backup')
    assert.equal(await room.house.write((w) => restoreKeys(w, folder, '2026-12-05')), 1)
    assert.ok((await room.read(mine.id)).equals(content))
    assert.equal(await statusOf(blobs.open(theirs.id)), 404)
    await room.house.clock.travelTo('2026-12-12 12:00')
    await settled('2026-12-12')
    for (const name of await backups()) {
      const file = room.platform.keys.unseal('scope key backup', name, await readFile(join(folder, name)))
      assert.ok(file?.includes(kept) && !file.includes(destroyed), name)
    }
  })

  test('B7 a file that was changed, or renamed to another day, is refused', async () => {
    const folder = join(room.house.folder, 'key-backup')
    const path = join(folder, '2026-12-12.keys')
    const whole = await readFile(path)
    await writeFile(join(folder, '2026-12-13.keys'), whole)
    await assert.rejects(room.house.write((w) => restoreKeys(w, folder, '2026-12-13')), /2026-12-13/)
    await writeFile(path, Buffer.from(whole).fill(whole[40]! ^ 1, 40, 41))
    await assert.rejects(room.house.write((w) => restoreKeys(w, folder, '2026-12-12')), /beschädigt/)
  })

  async function settled(day: string): Promise<void> {
    for (;;) {
      const run = await room.platform.database.selectFrom('recurring_run').select('finished_at').where('name', '=', 'blobs.key_backup').where('due_on', '=', day).executeTakeFirst()
      if (run?.finished_at) return
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
})
