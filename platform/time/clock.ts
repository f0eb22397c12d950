/**
 * The clock. It is handed to whoever needs to know the time (architecture 4.4); nobody else reads the time of the machine.
 * It also rings: doors close by themselves at 00:00 in Berlin (exit, majority, end of a term), without a job having to run.
 */
import { addDays, dateInBerlin, instantInBerlin, isDate, startOfDay, timeInBerlin } from './calendar.ts'
import { wake_ms_max } from './limits.ts'

export type Clock = {
  /** The instant it is. */
  now(): Date
  /** The date it is in Berlin, 'YYYY-MM-DD'. */
  today(): string
  /**
   * Calls `ring` once when the clock shows `at` or later, never inside this call, also when `at` has passed already.
   * Any distance is allowed. What `ring` throws is not caught. Returns the cancelling of it; cancelling twice is harmless.
   */
  after(at: Date, ring: () => void | Promise<void>): () => void
}

export type TravellingClock = Clock & {
  /**
   * Moves the clock to an instant, or to a time in Berlin ('2026-08-01' is its 00:00, '2026-08-01 00:05'); back is possible.
   * On the way everything that is due rings in order, each at its own instant, and is awaited; then the clock shows `at`.
   */
  travelTo(at: string | Date): Promise<void>
  /** Moves the clock on. Days are calendar days of Berlin (the time of day stays), the rest is elapsed time. */
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number; ms?: number }): Promise<void>
}

/** The machine's time. The only place in the project that reads it. Its timers do not keep the process alive. */
export function systemClock(): Clock {
  return ringingClock(() => Date.now(), timerQueue()).clock
}

/**
 * A clock that can be moved, for tests and for the demo at another date. It stands still between journeys; with `flows: true`
 * it also runs on with the machine's time, and rings by itself.
 */
export function travellingClock(start: string | Date, { flows = false }: { flows?: boolean } = {}): TravellingClock {
  const machineMs = flows ? () => Date.now() : () => 0
  let aheadMs = instantOf(start).getTime() - machineMs()
  const queue = timerQueue()
  const nowMs = (): number => machineMs() + aheadMs
  const { clock, rearm } = flows ? ringingClock(nowMs, queue) : standingClock(nowMs, queue)

  const travelTo: TravellingClock['travelTo'] = async (at) => {
    const goalMs = instantOf(at).getTime()
    for (let due = queue.takeDue(goalMs); due; due = queue.takeDue(goalMs)) {
      if (due.atMs > nowMs()) aheadMs = due.atMs - machineMs()
      await due.ring()
    }
    aheadMs = goalMs - machineMs()
    rearm()
  }
  const advance: TravellingClock['advance'] = async ({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }) => {
    const spanMs = ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms
    await travelTo(new Date(afterDays(new Date(nowMs()), days).getTime() + spanMs))
  }
  return { ...clock, travelTo, advance }
}

type Timer = { atMs: number; order: number; ring: () => void | Promise<void> }
type TimerQueue = {
  add(atMs: number, ring: Timer['ring']): Timer
  remove(timer: Timer): void
  /** Takes out the first timer if it is due. */
  takeDue(nowMs: number): Timer | undefined
  nextMs(): number | undefined
}
type Ringing = { clock: Clock; rearm(): void }

/** A clock whose queue is emptied by the runtime's timers: one sleep at a time, until the next timer or for wake_ms_max. */
function ringingClock(nowMs: () => number, queue: TimerQueue): Ringing {
  let sleep: NodeJS.Timeout | undefined
  let sleepsForMs: number | undefined
  const rearm = (): void => {
    clearTimeout(sleep)
    sleepsForMs = queue.nextMs()
    sleep = sleepsForMs === undefined ? undefined : setTimeout(wake, Math.min(Math.max(sleepsForMs - nowMs(), 0), wake_ms_max)).unref()
  }
  const wake = (): void => {
    const wokenMs = nowMs()
    try {
      for (let due = queue.takeDue(wokenMs); due; due = queue.takeDue(wokenMs)) void due.ring()
    } finally {
      // One that throws must not keep the others from ringing: they ring in the next sleep.
      rearm()
    }
  }
  const after: Clock['after'] = (at, ring) => {
    const timer = queue.add(validMs(at), ring)
    if (queue.nextMs() !== sleepsForMs) rearm()
    return () => {
      queue.remove(timer)
      if (queue.nextMs() !== sleepsForMs) rearm()
    }
  }
  return { clock: { now: () => new Date(nowMs()), today: () => dateInBerlin(new Date(nowMs())), after }, rearm }
}

/** A clock that stands still: what is due already rings in the next microtask, all else while travelling. */
function standingClock(nowMs: () => number, queue: TimerQueue): Ringing {
  const after: Clock['after'] = (at, ring) => {
    const timer = queue.add(validMs(at), ring)
    if (timer.atMs <= nowMs()) queueMicrotask(() => void queue.takeDue(nowMs())?.ring())
    return () => queue.remove(timer)
  }
  return { clock: { now: () => new Date(nowMs()), today: () => dateInBerlin(new Date(nowMs())), after }, rearm: () => {} }
}

/** Timers in the order of their instants, those of one instant in the order they were set: a binary heap. */
function timerQueue(): TimerQueue {
  const heap: Timer[] = []
  const places = new Map<Timer, number>()
  let set = 0
  const isBefore = (a: Timer, b: Timer): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
  const put = (timer: Timer, place: number): void => {
    heap[place] = timer
    places.set(timer, place)
  }
  const rise = (timer: Timer, from: number): number => {
    let place = from
    while (place > 0) {
      const above = (place - 1) >> 1
      if (!isBefore(timer, heap[above]!)) break
      put(heap[above]!, place)
      place = above
    }
    put(timer, place)
    return place
  }
  const sink = (timer: Timer, from: number): void => {
    let place = from
    for (let below = 2 * place + 1; below < heap.length; below = 2 * place + 1) {
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1
      if (!isBefore(heap[below]!, timer)) break
      put(heap[below]!, place)
      place = below
    }
    put(timer, place)
  }
  const remove = (timer: Timer): void => {
    const place = places.get(timer)
    if (place === undefined) return
    places.delete(timer)
    const last = heap.pop()!
    if (last !== timer) sink(last, rise(last, place))
  }
  return {
    add(atMs, ring) {
      const timer = { atMs, order: set++, ring }
      heap.push(timer)
      rise(timer, heap.length - 1)
      return timer
    },
    remove,
    takeDue(nowMs) {
      const first = heap[0]
      if (!first || first.atMs > nowMs) return undefined
      remove(first)
      return first
    },
    nextMs: () => heap[0]?.atMs,
  }
}

function instantOf(at: string | Date): Date {
  if (at instanceof Date) return new Date(validMs(at))
  if (isDate(at)) return startOfDay(at)
  const local = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)$/.exec(at)
  if (local) return instantInBerlin(local[1]!, local[2]!)
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(Z|[+-]\d{2}:\d{2})$/.test(at) && !Number.isNaN(Date.parse(at))) return new Date(at)
  throw new RangeError(`Not a point in time: ${JSON.stringify(at)}. Write 2026-08-01, 2026-08-01 00:05 (Berlin) or 2026-07-31T22:05:00Z.`)
}

/** The same time of day, so many calendar days later: a day with a change of the clocks has 23 or 25 hours. */
function afterDays(at: Date, days: number): Date {
  if (days === 0) return at
  if (!Number.isInteger(days)) throw new RangeError('Days are whole calendar days; use hours for parts of a day.')
  const ofMinuteMs = at.getTime() - Math.floor(at.getTime() / 60_000) * 60_000
  return new Date(instantInBerlin(addDays(dateInBerlin(at), days), timeInBerlin(at)).getTime() + ofMinuteMs)
}

function validMs(at: Date): number {
  if (Number.isNaN(at.getTime())) throw new RangeError('Not an instant: the Date is invalid.')
  return at.getTime()
}
