/**
 * What the technical log costs: the same requests of 16 people at once with the log as it is and with a log that writes nothing, in turns in one run; then how
 * many rows a second it takes at most, and what happens beyond.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '#platform/database/embedded/cluster.ts'
import { makeTemplate } from '#tests/database.ts'
import { openTestWorld } from '#tests/world.ts'
import { arrive } from '#tests/interleave.ts'
import { UNKNOWN } from '#platform/log/log.ts'
import type { Log } from '#platform/log/log.ts'
import type { TestHouse } from '#tests/house.ts'
import { quantile } from './quantile.ts'

/** Short rounds, many, in changing order: what else the machine does falls on both alike. */
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 2)
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 12)
const AT_ONCE = 16

type Round = { perSecond: number; p99_ms: number; cpu_us: number }

export async function run(): Promise<void> {
  const base = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  // The school's own settings, with every commit on the disk.
  const cluster = await startCluster({ folder: base, say: () => {} })
  try {
    await makeTemplate(cluster.url)
    await measure()
  } finally {
    await cluster.stop()
    await rm(base, { recursive: true, force: true })
  }
}

async function measure(): Promise<void> {
  const { house, world } = await openTestWorld()
  try {
    const people = await Promise.all(Array.from({ length: AT_ONCE }, () => arrive(house, world.ids.pupil)))
    const real = house.platform.log
    const nothing: Log = { ...real, access: () => {}, fault: () => {} }
    await load(people, 2)
    const [withLog, without]: [Round[], Round[]] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      const both = [[nothing, without], [real, withLog]] as const
      for (const [log, rounds] of round % 2 === 0 ? both : both.toReversed()) {
        house.platform.log = log
        rounds.push(await load(people, SECONDS))
      }
    }
    house.platform.log = real
    await real.flush()
    const ratio = quantile(withLog.map((one, n) => one.perSecond / without[n]!.perSecond), 0.5)
    for (const [name, rounds] of [['without log', without], ['with log', withLog]] as const) {
      const middle = (of: (one: Round) => number) => quantile(rounds.map(of), 0.5)
      line(`GET /api/today, ${AT_ONCE} at once, ${name}: ${middle((one) => one.perSecond).toFixed(0)}/s, p99 ${middle((one) => one.p99_ms).toFixed(1)} ms, ${middle((one) => one.cpu_us).toFixed(0)} us of processor a request`)
    }
    line(`with log beside without, median of ${ROUNDS} pairs: ${((ratio - 1) * 100).toFixed(1)} %`)
    await ceiling(house)
  } finally {
    await house.close()
  }
}

async function load(people: Awaited<ReturnType<typeof arrive>>[], seconds: number): Promise<Round> {
  const until = performance.now() + seconds * 1_000
  const took: number[] = []
  const before = process.cpuUsage()
  await Promise.all(people.map(async (one) => {
    while (performance.now() < until) {
      const started = performance.now()
      await one.call('home.readToday')
      took.push(performance.now() - started)
    }
  }))
  const { user, system } = process.cpuUsage(before)
  return { perSecond: took.length / seconds, p99_ms: quantile(took, 0.99), cpu_us: (user + system) / took.length }
}

/** Rows put in as fast as the process can in one breath, again and again: what is written, what is dropped, and what one call costs. */
async function ceiling({ platform: { log, clock } }: TestHouse): Promise<void> {
  const row = { at: clock.now(), personId: null, operation: UNKNOWN, door: 'http', status: 200, duration_ms: 1, address: '192.0.2.7' } as const
  const before = log.figures()
  const started = performance.now()
  let put_ms = 0
  const calls = 200_000
  for (let n = 0; n < calls; n += 1_000) {
    const from = performance.now()
    for (let one = 0; one < 1_000; one++) log.access(row)
    put_ms += performance.now() - from
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await log.flush()
  const seconds = (performance.now() - started) / 1_000
  const { written, dropped } = log.figures()
  line(`rows offered ${(calls / seconds).toFixed(0)}/s: ${((written - before.written) / seconds).toFixed(0)}/s written, ${dropped - before.dropped} dropped, ${((put_ms / calls) * 1e6).toFixed(0)} ns a call`)
}

function line(text: string): void {
  process.stdout.write(`${text}\n`)
}
