/** Faults of the doors in the process log: what and where, never with content. */
import type { Platform } from '#platform/module/platform.ts'
import { limits } from './limits.ts'

const said = new WeakMap<object, Map<string, number>>()

/** Says one line of a kind in a second: whoever provokes faults, or a database that is away, must not fill the log. The kinds are few: routes and errors. */
export function sayFault(platform: Pick<Platform, 'say' | 'clock'>, line: string): void {
  const at_ms = platform.clock.now().getTime()
  const known = said.get(platform) ?? new Map<string, number>()
  said.set(platform, known)
  const before_ms = known.get(line)
  if (before_ms !== undefined && Math.abs(at_ms - before_ms) < limits.fault_said_every_ms) return
  known.set(line, at_ms)
  platform.say(line)
}
