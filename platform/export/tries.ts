/** Tries of codes by address, in the memory of this process for each school it serves: no address is ever stored. */
import type { Platform } from '#platform/module/platform.ts'
import { code_tries_max, code_window_ms } from './limits.ts'

const triesOf = new WeakMap<Platform['keys'], Map<string, { count: number; since: number }>>()

/** Addresses that are remembered at a time; beyond it the oldest go. */
const REMEMBERED_MAX = 10_000

/** Counts one try from an address; false when it had too many within the window. */
export function countExportTry({ keys }: Pick<Platform, 'keys'>, address: string, at: Date): boolean {
  const tries = triesOf.get(keys) ?? new Map<string, { count: number; since: number }>()
  triesOf.set(keys, tries)
  const known = tries.get(address)
  const one = known === undefined || at.getTime() - known.since >= code_window_ms ? { count: 0, since: at.getTime() } : known
  if (one.count >= code_tries_max) return false
  tries.delete(address)
  tries.set(address, { ...one, count: one.count + 1 })
  for (const oldest of tries.keys()) {
    if (tries.size <= REMEMBERED_MAX) break
    tries.delete(oldest)
  }
  return true
}

/** A right code takes its try back: a whole class comes from the school's own address. */
export function takeBackExportTry({ keys }: Pick<Platform, 'keys'>, address: string): void {
  const one = triesOf.get(keys)?.get(address)
  if (one !== undefined) one.count = Math.max(0, one.count - 1)
}
