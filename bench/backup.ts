/**
 * A set made, checked, drilled and restored, beside a floor of the same run: as many bytes written to the same disk with fsync and read again. Sizes by
 * BACKUP_ROWS (messages, 100,000) and BACKUP_MB (blobs of 4 MB, 500); the goals are for 1,000,000 and 5,000: 80 % of the floor or 100 MB/s, whichever is less;
 * restore under 15 minutes per 10 GB; others are answered with p99 under 300 ms meanwhile.
 */
import { randomBytes } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { scopeOf } from '#platform/blobs/scopes.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { addPeople } from '#platform/identity/people.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { restoreTestHouse } from '#tests/backup.ts'
import { makeTemplate } from '#tests/database.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { quantile } from './quantile.ts'

const ROWS = Number(process.env['BACKUP_ROWS'] ?? 100_000)
const BLOBS_MB = Number(process.env['BACKUP_MB'] ?? 500)
const BLOB_BYTES = 4_000_000
const PIECE = randomBytes(1_000_000)

/** Prints a table. */
export async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  const clusterFolder = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  const cluster = await startCluster({ folder: clusterFolder, say: () => {} })
  try {
    await makeTemplate(cluster.url)
    const target = { kind: 'folder' as const, folder: join(folder, 'target') }
    const house = await openTestHouse({ backup: { target } })
    try {
      await measureAll(house, folder, target)
    } finally {
      await house.close()
    }
  } finally {
    await cluster.stop()
    for (const made of [folder, clusterFolder]) await rm(made, { recursive: true, force: true })
  }
}

async function measureAll(house: TestHouse, folder: string, target: { kind: 'folder'; folder: string }): Promise<void> {
  const code = await house.write(async (w) => (await newSafeKey(w, false)).code)
  await fill(house)
  const { bytes } = await size(house)
  const total_mb = bytes / 1e6 + BLOBS_MB
  const floor = await floorOf(join(folder, 'floor'), total_mb)
  console.log(`${ROWS} rows (${Math.round(bytes / 1e6)} MB of text), ${BLOBS_MB} MB of blobs; floor: write ${Math.round(floor.write)} MB/s, read ${Math.round(floor.read)} MB/s`)
  // One byte more is read and written: both floors, one after the other.
  const copy = 1 / (1 / floor.write + 1 / floor.read)
  const line = (name: string, s: number, waits: number[]): void =>
    console.log(`${name.padEnd(28)} ${s.toFixed(1).padStart(7)} s ${Math.round(total_mb / s).toString().padStart(6)} MB/s   ${((total_mb / s / Math.min(100, 0.8 * copy)) * 100).toFixed(0).padStart(4)} % of the goal   p99 of others ${quantile(waits, 0.99).toFixed(0)} ms`)
  const first = await whileAsking(house, () => house.platform.backup.create(house.clock.now()))
  line('set made', first.seconds, first.waits)
  const again = await whileAsking(house, () => house.platform.backup.create(new Date(house.clock.now().getTime() + 60_000)))
  line('next night, nothing new', again.seconds, again.waits)
  const checked = await whileAsking(house, () => house.platform.backup.verify(null, house.clock.now()))
  line('both sets checked', checked.seconds, checked.waits)
  const drilled = await whileAsking(house, () => house.platform.backup.drill(house.clock.now()))
  line('drill', drilled.seconds, drilled.waits)
  const begun = performance.now()
  const restored = await restoreTestHouse({ target, at: house.clock.now(), code })
  const s = (performance.now() - begun) / 1000
  await restored.close()
  console.log(`${'restored'.padEnd(28)} ${s.toFixed(1).padStart(7)} s ${Math.round(total_mb / s).toString().padStart(6)} MB/s   ${((s / total_mb) * 10_000 / 60).toFixed(1)} minutes per 10 GB (goal 15)`)
}

/** Journal entries would be chained; runs are plain rows with text, as messages are. */
async function fill(house: TestHouse): Promise<void> {
  const text = 'Wir treffen uns morgen um acht vor der Turnhalle, bitte bringt die Bücher mit. '.repeat(4)
  const personId = await house.write(async (w) => (await addPeople(w, [{ type: 'teacher', givenName: 'Bench', familyName: 'Bench', source: 'bench', sourceId: 'b' }]))[0]!)
  for (let from = 0; from < ROWS; from += 10_000) {
    await sql`INSERT INTO task (id, kind, key, person_id, params, created_at)
      SELECT gen_random_uuid(), 'bench.row', n::text || ${text}, ${personId}::uuid, '{}'::jsonb, ${house.clock.now()} FROM generate_series(${from}::int, ${Math.min(ROWS, from + 10_000) - 1}::int) AS n`.execute(house.db.owner)
  }
  const scopeId = await house.write((w) => scopeOf(w, { personId }))
  async function* content() {
    yield randomBytes(16)
    for (let sent = 16; sent < BLOB_BYTES; sent += PIECE.length) yield Buffer.from(PIECE.subarray(0, Math.min(PIECE.length, BLOB_BYTES - sent)))
  }
  for (let stored = 0; stored < BLOBS_MB; stored += BLOB_BYTES / 1e6) await house.platform.blobs.store({ scopeId, mediaType: 'image/png', content: content(), bytes_max: 2 * BLOB_BYTES })
}

async function size(house: TestHouse): Promise<{ bytes: number }> {
  const { rows } = await sql<{ bytes: number }>`SELECT sum(length(t::text) + 1)::bigint AS bytes FROM task t`.execute(house.db.owner)
  return rows[0]!
}

async function floorOf(path: string, mb: number): Promise<{ write: number; read: number }> {
  const out = await open(path, 'w')
  const begun = performance.now()
  for (let n = 0; n < mb; n++) await out.write(PIECE)
  await out.sync()
  const write = mb / ((performance.now() - begun) / 1000)
  await out.close()
  const file = await open(path, 'r')
  const buffer = Buffer.alloc(PIECE.length)
  const from = performance.now()
  while ((await file.read(buffer)).bytesRead > 0);
  const read = mb / ((performance.now() - from) / 1000)
  await file.close()
  await rm(path)
  return { write, read }
}

/** Runs the work while somebody asks the server every 20 ms. */
async function whileAsking(house: TestHouse, work: () => Promise<unknown>): Promise<{ seconds: number; waits: number[] }> {
  const waits: number[] = []
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const asked = performance.now()
      await house.app.inject({ method: 'GET', url: '/api/session', headers: { 'x-schulhof': '1' } })
      waits.push(performance.now() - asked)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  const begun = performance.now()
  await work()
  const seconds = (performance.now() - begun) / 1000
  isOver = true
  await asking
  return { seconds, waits }
}
