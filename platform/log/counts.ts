/** How many requests of which class ended how, in this process and without anybody: since the start, and minute by minute for the last hour. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { limits } from './limits.ts'

/** `module`: the room of the operation. `status`: '2xx', '4xx', '5xx' ... */
export type Count = { module: string; status: string; n: number }

export type Counts = {
  add(operation: string, status: number, at: Date): void
  sinceStart(): Count[]
  lastHour(at: Date): Count[]
  /** How late the process came to its work in the last whole minute, in milliseconds. */
  loopLag(): { p50_ms: number; p99_ms: number; max_ms: number }
  close(): void
}

export function createCounts(): Counts {
  const all = new Map<string, number>()
  const minutes = new Map<number, Map<string, number>>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  let lag = lagOf(delay)
  const look = setInterval(() => {
    lag = lagOf(delay)
    delay.reset()
  }, limits.loop_looked_at_ms).unref()
  return {
    add(operation, status, at) {
      const key = `${operation.slice(0, operation.indexOf('.') >>> 0)} ${Math.floor(status / 100)}xx`
      all.set(key, (all.get(key) ?? 0) + 1)
      const minute = Math.floor(at.getTime() / 60_000)
      let here = minutes.get(minute)
      if (here === undefined) {
        here = new Map()
        minutes.set(minute, here)
        for (const old of minutes.keys()) if (Math.abs(minute - old) > limits.counted_minutes) minutes.delete(old)
      }
      here.set(key, (here.get(key) ?? 0) + 1)
    },
    sinceStart: () => countsOf(all),
    lastHour(at) {
      const now = Math.floor(at.getTime() / 60_000)
      const sum = new Map<string, number>()
      for (const [minute, here] of minutes) if (minute > now - limits.counted_minutes && minute <= now) for (const [key, n] of here) sum.set(key, (sum.get(key) ?? 0) + n)
      return countsOf(sum)
    },
    loopLag: () => lag,
    close() {
      clearInterval(look)
      delay.disable()
    },
  }
}

function countsOf(counted: ReadonlyMap<string, number>): Count[] {
  return [...counted].map(([key, n]) => {
    const [module = '', status = ''] = key.split(' ')
    return { module, status, n }
  }).sort((a, b) => (`${a.module} ${a.status}` < `${b.module} ${b.status}` ? -1 : 1))
}

function lagOf(delay: ReturnType<typeof monitorEventLoopDelay>): { p50_ms: number; p99_ms: number; max_ms: number } {
  const ms = (ns: number) => (Number.isFinite(ns) ? Math.round(ns / 1e4) / 100 : 0)
  return { p50_ms: ms(delay.percentile(50)), p99_ms: ms(delay.percentile(99)), max_ms: delay.max > 1e15 || delay.max < 0 ? 0 : ms(delay.max) }
}
