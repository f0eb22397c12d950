/** What the tests of the room share: a house with a table of their own that refers to blobs, as a module's would, and content of any size. */
import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Platform } from '#platform/module/platform.ts'
import { openBlobs } from './blobs.ts'
import type { BlobSettings, Blobs } from './blobs.ts'
import { addPeople } from '#platform/identity/people.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse, TestHouseOptions } from '#tests/house.ts'
import type { StoredBlob } from './storing.ts'
import { scopeOf } from './scopes.ts'

export const KB = 1024
export const MB = 1024 * KB

export type Room = {
  house: TestHouse
  platform: Platform
  /** A scope of a new person. */
  newScope(): Promise<string>
  store(scopeId: string, content: Buffer): Promise<StoredBlob>
  /** As a module's row does; returns how to let go of it. */
  refer(blobId: string): Promise<() => Promise<void>>
  read(blobId: string, span?: { from: number; to: number }): Promise<Buffer>
  rowOf(blobId: string): Promise<{ place: string; unused_since: Date | null } | undefined>
  pathOf(blobId: string): string
}

export async function openRoom(options: TestHouseOptions = {}): Promise<Room> {
  const house = await openTestHouse(options)
  await sql`CREATE TABLE test_attachment (id uuid PRIMARY KEY, blob_id uuid NOT NULL REFERENCES blob (id))`.execute(house.db.owner)
  await sql`GRANT ALL ON test_attachment TO PUBLIC`.execute(house.db.owner)
  return roomOf(house)
}

export function roomOf(house: TestHouse): Room {
  const { platform } = house
  const { database, blobs } = platform
  return {
    house, platform,
    newScope: () => house.write(async (w) => {
      const [personId] = await addPeople(w, [{ type: 'teacher', givenName: 'Test', familyName: 'Test', source: 'test', sourceId: randomUUID() }])
      return scopeOf(w, { personId: personId! })
    }),
    store: (scopeId, content) => blobs.store({ scopeId, mediaType: 'application/octet-stream', content, bytes_max: 1_000 * MB }),
    async refer(blobId) {
      const id = randomUUID()
      await sql`INSERT INTO test_attachment VALUES (${id}, ${blobId})`.execute(database)
      return async () => void (await sql`DELETE FROM test_attachment WHERE id = ${id}`.execute(database))
    },
    read: async (blobId, span) => gathered(await blobs.open(blobId, span)),
    rowOf: (blobId) => database.selectFrom('blob').select(['place', 'unused_since']).where('id', '=', blobId).executeTakeFirst(),
    pathOf: (blobId) => `${house.folder}/blobs/${blobId.slice(0, 2)}/${blobId}`,
  }
}

/** The room of one more process of this school, with other settings. */
export function openBeside({ house, platform }: Room, settings: BlobSettings): Promise<Blobs> {
  return openBlobs({ ...platform, platform: () => platform, folder: house.folder, settings })
}

export async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return Buffer.concat(parts)
}

/** Content in pieces as they come from the network; nothing of it is held. Its SHA-256 is known when all was read. */
export function flow(bytes: number, piece_bytes = 65_536): { content: AsyncIterable<Uint8Array>; sha256: () => string } {
  const hash = createHash('sha256')
  const noise = randomBytes(piece_bytes)
  async function* pieces() {
    for (let sent = 0, n = 0; sent < bytes; n++) {
      const piece = Buffer.from(noise.subarray(0, Math.min(piece_bytes, bytes - sent)))
      if (piece.length >= 4) piece.writeUInt32LE(n)
      hash.update(piece)
      sent += piece.length
      yield piece
    }
  }
  return { content: pieces(), sha256: () => hash.digest('hex') }
}

export async function sha256Of(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of pieces) hash.update(piece)
  return hash.digest('hex')
}

/** The status with which something is refused. */
export async function statusOf(work: Promise<unknown>): Promise<number> {
  try {
    await work
  } catch (error) {
    const { refusal } = error as { refusal?: { status: number } }
    assert.ok(refusal, String(error))
    return refusal.status
  }
  return 200
}
