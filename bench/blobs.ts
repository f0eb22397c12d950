/**
 * Content of files and pictures: stored and read, beside a floor of the same run, plain files written with fsync and read, of the same sizes on the same disk. Small ones
 * (10 kB, rows of PostgreSQL in a group commit) by one and by sixteen at a time, a large one (1 GB, a sealed file). Also told: how much memory came to it, and how
 * long the main thread did not answer. PostgreSQL syncs as at a school. Sealing is work for one core that the floor does not have. At last the large one through the
 * HTTP door of a server that has nothing else to do: how much memory came to that.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { addPeople } from '#platform/identity/people.ts'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import { makeTemplate } from '#tests/database.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { startDoor } from './blobs/door.ts'

const SMALL_BYTES = 10_000
const SMALL = 2_000
const PIECE_BYTES = 65_536
const LARGE_BYTES = 1_000_000_000

/** Prints a table. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  const clusterFolder = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  const cluster = await startCluster({ folder: clusterFolder, say: () => {} })
  try {
    await makeTemplate(cluster.url)
    const house = await openTestHouse()
    try {
      await measureAll(house, folder)
      await measureDoor(house)
    } finally {
      await house.close()
    }
  } finally {
    await cluster.stop()
    for (const made of [folder, clusterFolder]) await rm(made, { recursive: true, force: true })
  }
}

async function measureAll(house: TestHouse, folder: string): Promise<void> {
  const { blobs } = house.platform
  const scopeId = await house.write(async (w) => scopeOf(w, { personId: (await addPeople(w, [{ type: 'teacher', givenName: 'Bench', familyName: 'Bench', source: 'bench', sourceId: 'b' }]))[0]! }))
  const store = async (content: Uint8Array | AsyncIterable<Uint8Array>) => (await blobs.store({ scopeId, mediaType: 'image/png', content, bytes_max: 2 * LARGE_BYTES })).id
  console.log('                              seconds    floor   ratio         rate   memory   main thread stood still')
  // Once before it counts: connections, plans, folders.
  for (let n = 0; n < 50; n++) await store(randomBytes(SMALL_BYTES))
  const ids: string[] = []
  for (const atOnce of [1, 16]) {
    const contents = Array.from({ length: SMALL }, () => randomBytes(SMALL_BYTES))
    const paths = contents.map((_, n) => join(folder, `small-${atOnce}-${n}`))
    const floor_s = await seconds(() => inTurns(atOnce, contents, (content, n) => writePlain(paths[n]!, [content])))
    await measure(`${SMALL} of 10 kB written, ${atOnce} at once`, SMALL, floor_s, () => inTurns(atOnce, contents, async (content) => void ids.push(await store(content))))
    const readFloor_s = await seconds(() => inTurns(atOnce, paths, async (path) => void (await readFile(path))))
    await measure(`${SMALL} of 10 kB read, ${atOnce} at once`, SMALL, readFloor_s, () => inTurns(atOnce, ids.slice(-SMALL), async (id) => void (await drain(await blobs.open(id)))))
  }
  const piece = randomBytes(PIECE_BYTES)
  const path = join(folder, 'large')
  const writeFloor_s = await seconds(() => writePlain(path, pieces(piece)))
  let id = ''
  await measure('1 GB written', LARGE_BYTES / 1e6, writeFloor_s, async () => void (id = await store(piecesLater(piece))), 'MB')
  const readFloor_s = await seconds(() => readPlain(path))
  await measure('1 GB read', LARGE_BYTES / 1e6, readFloor_s, async () => drain(await blobs.open(id)), 'MB')
  await measure('its last 64 kB read', 1, Number.NaN, async () => drain(await blobs.open(id, { from: LARGE_BYTES - PIECE_BYTES, to: LARGE_BYTES })))
}

/** The second of each counts: with the first one code is compiled and room is made that stays. */
async function measureDoor(house: TestHouse): Promise<void> {
  const { token } = await house.write(async (w) => {
    const [id] = await addPeople(w, [{ type: 'teacher', givenName: 'Bench', familyName: 'Door', source: 'bench', sourceId: 'd' }])
    return startSession(w, { id: id!, type: 'teacher' }, 'own', 'bench')
  })
  const door = await startDoor({ appUrl: house.db.appUrl, folder: house.folder, at: house.clock.now().toISOString() }, `${SESSION_COOKIE}=${token}`)
  const through = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    let took_s = 0
    const memory = await door.memoryOf(async () => void (took_s = await seconds(work)))
    console.log(`${name.padEnd(32)} ${took_s.toFixed(2).padStart(5)} ${'-'.padStart(8)} ${'-'.padStart(7)} ${`${(LARGE_BYTES / 1e6 / took_s).toFixed(0)} MB/s`.padStart(12)} ${`+${(memory / 1e6).toFixed(0)} MB`.padStart(8)}`)
  }
  try {
    let id = ''
    for (const name of ['1 GB up by HTTP, the first', '1 GB up by HTTP']) await through(name, async () => void (id = await door.upload(piecesLater(randomBytes(PIECE_BYTES)))))
    for (const name of ['1 GB down by HTTP, the first', '1 GB down by HTTP']) await through(name, () => door.download(id))
  } finally {
    await door.close()
  }
}

async function measure(name: string, count: number, floor_s: number, work: () => Promise<void>, unit = ''): Promise<void> {
  globalThis.gc?.()
  const before = process.memoryUsage.rss()
  let most = before
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const took_s = await seconds(work)
  delay.disable()
  clearInterval(look)
  const rate = `${(count / took_s).toFixed(0)}${unit === '' ? '' : ` ${unit}`}/s`
  console.log(`${name.padEnd(32)} ${took_s.toFixed(2).padStart(5)} ${floor_s.toFixed(2).padStart(8)} ${(took_s / floor_s).toFixed(1).padStart(7)} ${rate.padStart(12)} ${`+${((most - before) / 1e6).toFixed(0)} MB`.padStart(8)} ${`${(delay.max / 1e6).toFixed(0)} ms`.padStart(8)}`)
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1_000
}

/** So many at a time, each taking the next when it is through. */
async function inTurns<T>(atOnce: number, all: readonly T[], work: (one: T, n: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let n = next++; n < all.length; n = next++) await work(all[n]!, n)
  }))
}

async function writePlain(path: string, content: Iterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'w')
  try {
    for (const piece of content) await file.write(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function readPlain(path: string): Promise<void> {
  const file = await open(path, 'r')
  const buffer = Buffer.alloc(PIECE_BYTES)
  try {
    while ((await file.read(buffer, 0, PIECE_BYTES, null)).bytesRead > 0);
  } finally {
    await file.close()
  }
}

function* pieces(piece: Uint8Array): Generator<Uint8Array> {
  for (let sent = 0; sent < LARGE_BYTES; sent += PIECE_BYTES) yield piece.subarray(0, Math.min(PIECE_BYTES, LARGE_BYTES - sent))
}

async function* piecesLater(piece: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* pieces(piece)
}

async function drain(content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of content) void piece
}
