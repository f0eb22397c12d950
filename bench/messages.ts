/**
 * Messages: from send to acknowledgement and to the last delivery, offered at 100/s and 300/s and as many as go, in rooms of 30, beside a bare floor in the
 * same run; and what a person waits for by hand: inbox, room, search, people. With 500, 5,000 and 50,000 people in the database.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { makeTemplate, openTestDatabase } from '#tests/database.ts'
import { startChild } from './messages/child.ts'
import type { Child } from './messages/child.ts'
import type { Figures } from './messages/load.ts'
import { seedSchool } from './messages/seed.ts'

const ROOM_SIZE = 30
const ROOMS = 16
const SIZES = (process.env['BENCH_SIZES'] ?? '500,5000,50000').split(',').map(Number)
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 8)
/** Ten messages for each person: half a million in the largest school, where searches used to break down. */
const MESSAGES_PER_PERSON = 10

type Run = { people: number; at100: Figures; at300: Figures; ceiling: Figures; floor: Floor; joined: Floor; cpu_ms: number; postgres_cpu_ms: number; gets: Record<string, [number, number]> }

type Floor = { at300: Figures; ceiling: Figures; cpu_ms: number; postgres_cpu_ms: number }

export async function run(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  // The school's own settings, with every commit on the disk.
  const cluster = await startCluster({ folder: base, say: () => {} })
  try {
    await makeTemplate(cluster.url)
    const runs: Run[] = []
    for (const people of SIZES) runs.push(await measure(people, join(base, String(people)), cluster.pid))
    show(runs)
    const memory = await memoryOf1000(join(base, 'memory'))
    line(`1,000 connections add ${(memory / 1e6).toFixed(1)} MB to the server`)
  } finally {
    await cluster.stop()
    await rm(base, { recursive: true, force: true })
  }
}

async function measure(people: number, folder: string, postmaster: number): Promise<Run> {
  const db = await openTestDatabase()
  const seeded = await seedSchool(db.superuserUrl, join(folder, 'keys'), { people, messages: people * MESSAGES_PER_PERSON, guestRooms: ROOMS })
  const guests = seeded.guests.slice(0, ROOMS * ROOM_SIZE)
  const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
  const load = await startChild({ role: 'load' })
  await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests, waits: true })
  await load.ask({ kind: 'offer', perSecond: 100, seconds: 2 })
  const at100 = await load.ask<Figures>({ kind: 'offer', perSecond: 100, seconds: SECONDS })
  const at300 = await load.ask<Figures>({ kind: 'offer', perSecond: 300, seconds: SECONDS })
  const gets = await load.ask<Run['gets']>({
    kind: 'get', port: house.port, cookies: [seeded.searcher], times: 150,
    paths: ['/messenger/rooms', `/messenger/rooms/${seeded.roomOfSearcher}/messages`, `/messenger/search?query=${seeded.word}`, '/messenger/search?query=mathe%20plan', '/messenger/people?query=mue', '/messenger/people?query=an'],
  })
  const before = [await house.usage(), await postgresCpu(postmaster)] as const
  const ceiling = await load.ask<Figures>({ kind: 'ceiling', windows: guests.length, seconds: SECONDS })
  const cpu_ms = (await house.usage()).cpu_ms - before[0].cpu_ms
  const postgres_cpu_ms = (await postgresCpu(postmaster)) - before[1]
  await load.close()
  await house.close()
  const floor = await measureFloor(db.superuserUrl, guests, false, postmaster)
  const joined = await measureFloor(db.superuserUrl, guests, true, postmaster)
  await db.close()
  return { people, at100, at300, ceiling, floor, joined, cpu_ms, postgres_cpu_ms, gets }
}

async function measureFloor(url: string, guests: Parameters<typeof openGuests>[2], joinsFrames: boolean, postmaster: number): Promise<Floor> {
  const floor = await startChild({ role: 'floor', url, joinsFrames })
  const load = await startChild({ role: 'load' })
  await openGuests(load, floor.port, guests)
  await load.ask({ kind: 'ceiling', windows: guests.length, seconds: 1 })
  const at300 = await load.ask<Figures>({ kind: 'offer', perSecond: 300, seconds: Math.ceil(SECONDS / 2) })
  const before = [await floor.usage(), await postgresCpu(postmaster)] as const
  const ceiling = await load.ask<Figures>({ kind: 'ceiling', windows: guests.length, seconds: SECONDS })
  const cpu_ms = (await floor.usage()).cpu_ms - before[0].cpu_ms
  const postgres_cpu_ms = (await postgresCpu(postmaster)) - before[1]
  await load.close()
  await floor.close()
  return { at300, ceiling, cpu_ms, postgres_cpu_ms }
}

async function openGuests(load: Child, port: number, guests: { cookie: string; roomId: string; personId: string }[]): Promise<void> {
  await load.ask({ kind: 'open', port, path: '/', guests, waits: false })
}

/** What 1,000 signed-in connections add to the resident memory of the server. */
async function memoryOf1000(folder: string): Promise<number> {
  const db = await openTestDatabase()
  const seeded = await seedSchool(db.superuserUrl, join(folder, 'keys'), { people: 1_500, messages: 1_500, guestRooms: 34 })
  const house = await startChild({ role: 'house', appUrl: db.appUrl, folder })
  const load = await startChild({ role: 'load' })
  await load.ask({ kind: 'get', port: house.port, cookies: seeded.guests.slice(0, 20).map((guest) => guest.cookie), paths: ['/messenger/rooms'], times: 100 })
  const before = await house.usage()
  await load.ask({ kind: 'open', port: house.port, path: '/api/live', guests: seeded.guests.slice(0, 1_000), waits: true })
  const after = await house.usage()
  await load.close()
  await house.close()
  await db.close()
  return after.rss_bytes - before.rss_bytes
}

/** CPU of all processes of the cluster so far; NaN where there is no /proc. */
async function postgresCpu(postmaster: number): Promise<number> {
  try {
    let ticks = 0
    for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      // Fields after the name: state, parent, ...; user and system time of itself, and of children that ended.
      if (Number(pid) === postmaster) ticks += Number(fields[13]) + Number(fields[14])
      if (Number(pid) === postmaster || Number(fields[1]) === postmaster) ticks += Number(fields[11]) + Number(fields[12])
    }
    return ticks * 10
  } catch {
    return Number.NaN
  }
}

function show(runs: readonly Run[]): void {
  const ms = ([p50, p99]: [number, number]) => `${p50.toFixed(1)} / ${p99.toFixed(1)}`
  const per = (cpu_ms: number, figures: Figures) => (cpu_ms / figures.acked).toFixed(2)
  const speed = (figures: Figures) => figures.acked / figures.seconds
  const rows: [string, (one: Run) => string][] = [
    ['100/s: ack p50 / p99 ms', (one) => ms(one.at100.ack)], ['100/s: last delivery p50 / p99 ms', (one) => ms(one.at100.delivery)],
    ['300/s: ack p50 / p99 ms', (one) => ms(one.at300.ack)], ['300/s: last delivery p50 / p99 ms', (one) => ms(one.at300.delivery)],
    ['refused', (one) => String(one.at100.refused + one.at300.refused + one.ceiling.refused)],
    ['ceiling messages/s', (one) => speed(one.ceiling).toFixed(0)], ['ceiling deliveries/s', (one) => (one.ceiling.deliveries / one.ceiling.seconds).toFixed(0)],
    ['server CPU ms per message', (one) => per(one.cpu_ms, one.ceiling)], ['PostgreSQL CPU ms per message', (one) => per(one.postgres_cpu_ms, one.ceiling)],
    ...(['floor', 'joined'] as const).flatMap((key): [string, (one: Run) => string][] => {
      const label = key === 'floor' ? 'floor' : 'floor with joined frames'
      return [
        [`${label} 300/s: ack p50 / p99 ms`, (one) => ms(one[key].at300.ack)],
        [`${label} messages/s`, (one) => speed(one[key].ceiling).toFixed(0)],
        [`${label} CPU ms per message, with PostgreSQL`, (one) => per(one[key].cpu_ms + one[key].postgres_cpu_ms, one[key].ceiling)],
        [`ceiling / ${label}`, (one) => (speed(one.ceiling) / speed(one[key].ceiling)).toFixed(2)],
      ]
    }),
    ...Object.keys(runs[0]?.gets ?? {}).map((path, index): [string, (one: Run) => string] => [`GET ${path.replace(/[0-9a-f-]{36}/, ':id')} p50 / p95 ms`, (one) => ms(Object.values(one.gets)[index]!)]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  line(`${'people'.padEnd(width)}  ${runs.map((one) => String(one.people).padStart(16)).join('')}`)
  for (const [label, value] of rows) line(`${label.padEnd(width)}  ${runs.map((one) => value(one).padStart(16)).join('')}`)
}

function line(text: string): void {
  process.stdout.write(`${text}\n`)
}
