/**
 * Sign-ins while 300 messages a second run, and the messages meanwhile. The floor is bare argon2id in a process of its own, beside the same messages of
 * the same school and stepping back behind them as the school's own hashes do: what the machine has left for hashing. Goals: 80 % of it, and messages
 * still acknowledged within 25 ms (p99).
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connectionOf } from '#platform/database/connect.ts'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { hashPassword } from '#platform/identity/sign-in/hash.ts'
import { limits } from '#platform/identity/limits.ts'
import { openKeys } from '#platform/school/keys.ts'
import { makeTemplate, openTestDatabase } from '#tests/database.ts'
import { startChild } from './messages/child.ts'
import type { Child } from './messages/child.ts'
import type { Figures } from './messages/load.ts'
import { seedSchool } from './messages/seed.ts'
import type { SignInFigures, SignInOrder } from './messages/sign-ins.ts'

const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 2_000)
const ROOMS = 16
const ROOM_SIZE = 30
const PER_SECOND = 300
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 8)
/** A server that has run for a while; the first sign-ins of a process are slow. */
const WARM_SECONDS = 5
const PASSWORD = 'gurke nebel zaun trichter'
const SIGNED_UP = 120
/** A class that signs in at once. */
const AT_ONCE = 30

export async function run(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  const cluster = await startCluster({ folder: base, say: () => {} })
  try {
    await makeTemplate(cluster.url)
    await measure(join(base, 'school'))
  } finally {
    await cluster.stop()
    await rm(base, { recursive: true, force: true })
  }
}

async function measure(folder: string): Promise<void> {
  const db = await openTestDatabase()
  const { guests } = await seedSchool(db.superuserUrl, join(folder, 'keys'), { people: PEOPLE, messages: PEOPLE, guestRooms: ROOMS })
  const accounts = await signUp(db.superuserUrl, join(folder, 'keys'))
  const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
  const load = await startChild({ role: 'load' })
  const others = await startChild({ role: 'sign-ins' })
  const floors = await startChild({ role: 'sign-ins', niceness: limits.hash_thread_niceness })
  const signIns = (atOnce: number, seconds: number): SignInOrder => ({ kind: 'sign-in', port: house.port, accounts, password: PASSWORD, atOnce, seconds })
  await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests: guests.slice(0, ROOMS * ROOM_SIZE), waits: true })
  await beside(load, others, signIns(AT_ONCE, WARM_SECONDS), WARM_SECONDS)
  const alone = await load.ask<Figures>({ kind: 'offer', perSecond: PER_SECOND, seconds: SECONDS })
  const floorOfTwo = await beside(load, floors, { kind: 'hash', atOnce: limits.hashes_at_once, seconds: SECONDS })
  const floorOfOne = await beside(load, floors, { kind: 'hash', atOnce: limits.hashes_at_once_busy, seconds: SECONDS })
  await house.usage()
  const signedIn = await beside(load, others, signIns(AT_ONCE, SECONDS))
  const { stall_ms } = await house.usage()
  for (const child of [others, floors, load, house]) await child.close()
  await db.close()
  console.log(`${PEOPLE} people, ${PER_SECOND} messages/s   per second      p50 / p99 ms   messages: ack p50 / p99 ms, last delivery p50 / p99 ms, refused`)
  show('messages alone', null, alone)
  show(`bare argon2id, ${limits.hashes_at_once} at once`, floorOfTwo.done, floorOfTwo.messages)
  show(`bare argon2id, ${limits.hashes_at_once_busy} at once`, floorOfOne.done, floorOfOne.messages)
  show(`sign-ins, ${AT_ONCE} waiting`, signedIn.done, signedIn.messages)
  console.log(`main thread stood still meanwhile: p99 ${stall_ms[0].toFixed(1)} ms, at most ${stall_ms[1].toFixed(1)} ms`)
  const share = (floor: Beside) => `${Math.round((100 * signedIn.done.perSecond) / floor.done.perSecond)} %`
  console.log(`sign-ins are ${share(floorOfOne)} of the floor with as many hashes at once as B21 allows beside messages (goal: 80), ${share(floorOfTwo)} of the floor without that limit; messages p99 ${signedIn.messages.ack[1].toFixed(1)} ms (goal: under 25)`)
}

type Beside = { messages: Figures; done: SignInFigures }

/** The messages and the other work, at the same time. */
async function beside(load: Child, others: Child, order: SignInOrder, seconds = SECONDS): Promise<Beside> {
  const [messages, done] = await Promise.all([load.ask<Figures>({ kind: 'offer', perSecond: PER_SECOND, seconds }), others.ask<SignInFigures>(order)])
  return { messages, done }
}

/** Gives people outside of the rooms of the messages a password, whose length is noted as after a first sign-in; their account names. */
async function signUp(superuserUrl: string, keysFolder: string): Promise<string[]> {
  const keys = await openKeys(keysFolder)
  const client = new pg.Client(connectionOf(superuserUrl))
  await client.connect()
  try {
    const { rows } = await client.query<{ id: string; account_name: string }>(
      `SELECT id, account_name FROM person WHERE type = 'pupil' AND source_id::int >= $1 ORDER BY source_id::int LIMIT $2`, [ROOMS * ROOM_SIZE, SIGNED_UP])
    for (const { id } of rows) {
      const { hash, salt, memory_kib, passes } = await hashPassword(keys, id, PASSWORD)
      await client.query('INSERT INTO credential (person_id, hash, salt, memory_kib, passes, set_at, is_short) VALUES ($1, $2, $3, $4, $5, $6, false)', [id, hash, salt, memory_kib, passes, new Date()])
    }
    return rows.map((row) => row.account_name)
  } finally {
    await client.end()
  }
}

function show(name: string, done: SignInFigures | null, messages: Figures): void {
  // Of nothing that was done in the time there are none.
  const ms = (took: readonly (number | null)[]) => took.map((one) => one?.toFixed(1) ?? '–').join(' / ')
  console.log(`${name.padEnd(29)} ${(done?.perSecond.toFixed(1) ?? '').padStart(10)} ${(done === null ? '' : ms(done.took)).padStart(17)}   ${ms(messages.ack)}, ${ms(messages.delivery)}, ${messages.refused}`)
}
