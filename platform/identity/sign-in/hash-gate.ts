/**
 * Argon2 takes a core for 20 ms and 19 MiB. Two at once fill a small machine, so a class signing in would starve everybody else: hashing waits in line,
 * and while messages wait only one core is given to it, with a pause between two (B21).
 */
import { refuse } from '#platform/module/module.ts'
import { limits } from '../limits.ts'

export type HashGate = {
  /** Runs the work when it is its turn. Refuses with 503 `sign_in_busy` when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>
  /** Refuses with 503 now what `run` would refuse: asked before a try is counted. */
  checkRoom(): void
  /** Tells the gate whom to ask whether something more urgent waits in this process; the answer must be quick. */
  yieldTo(isBusy: () => boolean): void
}

export type GateLimits = { hashes_at_once: number; hashes_at_once_busy: number; hashes_waiting_max: number; hash_pause_ms_busy: number }

export function createHashGate({ hashes_at_once, hashes_at_once_busy, hashes_waiting_max, hash_pause_ms_busy }: GateLimits = limits): HashGate {
  const waiting: (() => void)[] = []
  let running = 0
  let isPausing = false
  let isBusy = () => false

  /** Always one runs, so a queue moves on even when nothing else calls. */
  function admit(): void {
    while (waiting.length > 0 && !isPausing && running < (isBusy() ? hashes_at_once_busy : hashes_at_once)) {
      running++
      waiting.shift()!()
    }
  }

  /** What follows a hash (the session is written) and the next hash would both run beside the messages: for a moment in between only one of them does. */
  function pause(): void {
    if (hash_pause_ms_busy === 0 || isPausing || waiting.length === 0 || !isBusy()) return
    isPausing = true
    setTimeout(() => {
      isPausing = false
      admit()
    }, hash_pause_ms_busy)
  }

  function checkRoom(): void {
    if (waiting.length >= hashes_waiting_max) refuse(503, 'sign_in_busy')
  }

  return {
    async run(work) {
      checkRoom()
      await new Promise<void>((start) => {
        waiting.push(start)
        admit()
      })
      try {
        return await work()
      } finally {
        running--
        pause()
        admit()
      }
    },
    checkRoom,
    yieldTo(asked) {
      isBusy = asked
    },
  }
}

/** The gate of this process. */
export const hashGate = createHashGate()
