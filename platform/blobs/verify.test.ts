import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import type { Blobs } from './blobs.ts'
import { runBlobsCommand } from './command.ts'
import { openBucket } from './test-bucket.ts'
import type { Bucket } from './test-bucket.ts'
import { KB, MB, openBeside, openRoom } from './test-room.ts'
import type { Room } from './test-room.ts'

const key = { bucket: 'schule', region: 'us-east-1', keyId: 'SCHULE', secret: 'geheim' }

describe('B7 bin/schulhof blobs verify', () => {
  let room: Room
  let bucket: Bucket
  let blobs: Blobs
  let ids: { row: string; file: string; otherFile: string; s3: string; otherS3: string }
  before(async () => {
    room = await openRoom()
    bucket = await openBucket(key)
    const s3 = { endpoint: new URL(bucket.origin), bucket: key.bucket, region: key.region, style: 'path' as const, keyId: key.keyId, secret: key.secret, wait_ms_first: 5 }
    blobs = await openBeside(room, { target: 's3', s3 })
    const scope = await room.newScope()
    const place = async (where: Pick<Blobs, 'store'>, bytes: number) => (await where.store({ scopeId: scope, mediaType: 'image/png', content: randomBytes(bytes), bytes_max: MB })).id
    const here = room.platform.blobs
    ids = { row: await place(here, KB), file: await place(here, 300 * KB), otherFile: await place(here, 300 * KB), s3: await place(blobs, 300 * KB), otherS3: await place(blobs, 300 * KB) }
  })
  after(async () => {
    await blobs.close()
    await room.house.close()
    await bucket.close()
  })

  async function verified(): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = []
    return { code: await runBlobsCommand({ blobs }, ['verify'], (line) => void lines.push(line)), lines }
  }
  const objectOf = (id: string): string => [...bucket.objects.keys()].find((name) => name.endsWith(`/${id}`))!
  const update = (table: 'blob' | 'blob_content' | 'scope_key', set: string) => sql`UPDATE ${sql.table(table)} SET ${sql.raw(set)}`.execute(room.house.db.owner)

  test('B7 while all is well it says so and ends with 0', async () => {
    assert.deepEqual(await verified(), { code: 0, lines: ['5 Inhalte geprüft: Alle sind da und lassen sich öffnen.'] })
  })

  test('B7 each damage is found, named in one German line, and ends with 1; repaired, all is well again', async () => {
    const { row, file, otherFile, s3, otherS3 } = ids
    const onDisk = await readFile(room.pathOf(file))
    const inBucket = bucket.objects.get(objectOf(s3))!
    const flipped = (bytes: Buffer, at: number): Buffer => Buffer.from(bytes).fill(bytes[at]! ^ 1, at, at + 1)
    const stranger = randomUUID()
    const backFile = () => writeFile(room.pathOf(file), onDisk)
    const backObject = async () => void bucket.objects.set(objectOf(s3) ?? '', inBucket)
    const name = objectOf(s3)
    const planted: [string, () => Promise<unknown>, () => Promise<unknown>, RegExp][] = [
      ['file gone', () => rm(room.pathOf(file)), backFile, new RegExp(`^Inhalt ${file} fehlt im Ordner blobs\\.$`)],
      ['file cut', () => truncate(room.pathOf(file), 1_000), backFile, new RegExp(`${file} im Ordner blobs hat nicht die vermerkte Größe`)],
      ['file flipped', () => writeFile(room.pathOf(file), flipped(onDisk, 200_000)), backFile, new RegExp(`${file} im Ordner blobs lässt sich nicht öffnen`)],
      ['files swapped', async () => writeFile(room.pathOf(file), await readFile(room.pathOf(otherFile))), backFile, new RegExp(`${file} im Ordner blobs lässt sich nicht öffnen`)],
      ['object gone', async () => bucket.objects.delete(name), async () => void bucket.objects.set(name, inBucket), new RegExp(`^Inhalt ${s3} fehlt in S3\\.$`)],
      ['object cut', async () => bucket.objects.set(name, inBucket.subarray(0, 65_552)), backObject, new RegExp(`${s3} in S3 hat nicht die vermerkte Größe`)],
      ['object flipped', async () => bucket.objects.set(name, flipped(inBucket, inBucket.length - 1)), backObject, new RegExp(`${s3} in S3 lässt sich nicht öffnen`)],
      ['objects swapped', async () => bucket.objects.set(name, bucket.objects.get(objectOf(otherS3))!), backObject, new RegExp(`${s3} in S3 lässt sich nicht öffnen`)],
      ['row changed', () => update('blob_content', `sealed = set_byte(sealed, 5, get_byte(sealed, 5) # 1)`), () => update('blob_content', `sealed = set_byte(sealed, 5, get_byte(sealed, 5) # 1)`), new RegExp(`${row} in der Datenbank lässt sich nicht öffnen`)],
      ['hash changed', () => update('blob', `content_hmac = set_byte(content_hmac, 5, get_byte(content_hmac, 5) # 1) WHERE id = '${file}'`), () => update('blob', `content_hmac = set_byte(content_hmac, 5, get_byte(content_hmac, 5) # 1) WHERE id = '${file}'`), new RegExp(`${file} im Ordner blobs lässt sich öffnen, ist aber nicht der vermerkte`)],
      ['size changed', () => update('blob', `size_bytes = size_bytes - 1 WHERE id = '${row}'`), () => update('blob', `size_bytes = size_bytes + 1 WHERE id = '${row}'`), new RegExp(`${row} in der Datenbank hat nicht die vermerkte Größe`)],
      ['a file of nobody', () => mkdir(dirname(room.pathOf(stranger)), { recursive: true }).then(() => writeFile(room.pathOf(stranger), 'x')), () => rm(room.pathOf(stranger)), new RegExp(`^Unbekannt im Ordner blobs: ${stranger}\\.`)],
      ['a file of another name', () => writeFile(join(room.house.folder, 'blobs/Zeugnis.pdf'), 'x'), () => rm(join(room.house.folder, 'blobs/Zeugnis.pdf')), /^Unbekannt im Ordner blobs: Zeugnis\.pdf\./],
      ['a draft of nobody', () => writeFile(join(room.house.folder, 'blobs/new', stranger), 'x'), () => rm(join(room.house.folder, 'blobs/new', stranger)), new RegExp(`^Unbekannt im Ordner blobs: new/${stranger}\\.`)],
      ['an object of nobody', async () => bucket.objects.set(`${name.split('/')[0]}/mit & <Zeichen>`, Buffer.alloc(5)), async () => void bucket.objects.delete(`${name.split('/')[0]}/mit & <Zeichen>`), /^Unbekannt in S3: .*mit & <Zeichen>\./],
    ]
    for (const [what, damage, repair, says] of planted) {
      await damage()
      const { code, lines } = await verified()
      assert.equal(code, 1, what)
      assert.equal(lines.length, 2, `${what}: ${lines.join('\n')}`)
      assert.match(lines[0]!, says, what)
      assert.match(lines[1]!, /^5 Inhalte geprüft, 1 Fehler\.$/)
      await repair()
      assert.equal((await verified()).code, 0, `${what} was repaired`)
    }
  })

  test('B7 a key that is missing or foreign is found for everything in its scope', async () => {
    const { rows } = await sql<{ scope_id: string; wrapped: Buffer; made_at: Date }>`SELECT * FROM scope_key`.execute(room.platform.database)
    await update('scope_key', 'wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)')
    const damaged = await verified()
    assert.equal(damaged.lines.filter((line) => /Schlüssel seines Bereichs ist beschädigt/.test(line)).length, 5)
    await sql`DELETE FROM scope_key`.execute(room.house.db.owner)
    const missing = await verified()
    assert.equal(missing.lines.filter((line) => /Schlüssel seines Bereichs fehlt/.test(line)).length, 5)
    assert.equal(missing.code, 1)
    await room.platform.database.insertInto('scope_key').values(rows).execute()
    assert.equal((await verified()).code, 0)
  })

  test('anything else is answered with how to call it', async () => {
    for (const args of [[], ['verfy'], ['verify', 'now'], ['move'], ['move', '--to'], ['move', '--to', 'tape'], ['move', 's3', '--to'], ['move', '--to', 's3', 'now']]) {
      const lines: string[] = []
      assert.equal(await runBlobsCommand({ blobs }, args, (line) => void lines.push(line)), 1)
      assert.match(lines.join(), /^Aufruf: bin\/schulhof blobs verify/)
    }
    const lines: string[] = []
    await assert.rejects(runBlobsCommand(room.platform, ['move', '--to', 's3'], (line) => void lines.push(line)), /SCHULHOF_BLOBS_S3_/)
  })
})
