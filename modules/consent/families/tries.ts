/** Tries of family codes by address, in the memory of this process for each school it serves: no address is ever stored. */
import type { Platform } from '#platform/module/platform.ts'
import { limits } from '../limits.ts'

type Tries = Map<string, { count: number; since: number }>
type House = Pick<Platform, 'keys'>

const triesOf = new WeakMap<House['keys'], Tries>()

function ofHouse({ keys }: House): Tries {
  const known = triesOf.get(keys) ?? new Map()
  triesOf.set(keys, known)
  return known
}

/** A right code takes its try back: at a parents' evening a whole class comes from the school's own address. */
export function takeBackCodeTry(house: House, address: string): void {
  const tries = ofHouse(house)
  const one = tries.get(address)
  if (one !== undefined) tries.set(address, { ...one, count: Math.max(0, one.count - 1) })
}

/** Counts one try from an address; false when it had too many within the window. */
export function countCodeTry(house: House, address: string, at: Date): boolean {
  const tries = ofHouse(house)
  const now = at.getTime()
  const known = tries.get(address)
  const one = known === undefined || now - known.since >= limits.family_code_window_ms ? { count: 0, since: now } : known
  if (one.count >= limits.family_code_tries_max) return false
  tries.delete(address)
  tries.set(address, { ...one, count: one.count + 1 })
  // The oldest go first: whoever floods with addresses forgets only their own.
  for (const oldest of tries.keys()) {
    if (tries.size <= limits.family_code_addresses_max) break
    tries.delete(oldest)
  }
  return true
}
