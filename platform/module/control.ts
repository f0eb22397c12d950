/**
 * What a module can say of itself for the page Kontrolle (X16): figures that are counted when the page is read, and probes that ask the running system
 * whether it still refuses what it must refuse. Words stand in the room control; here are ids.
 */
import type { Clause } from './clauses.ts'
import type { Platform } from './platform.ts'

export type Moment = { at: Date; today: string }

/** Something to count. `needs`: whom it waits for while `n` is not 0 (`missing`) or not all of `of` (`complete`); absent: only told. */
export type Figure = {
  /** `module.noun`; its words stand in the texts of the room control. */
  id: string
  clause: Clause
  needs?: { who: 'head' | 'clerk' | 'admin' | 'officer'; when: 'any' | 'incomplete'; path?: string }
  /** About pupils or staff as a whole: not shown to the staff council. */
  isInternal?: boolean
  count(platform: Platform, moment: Moment): Promise<{ n: number; of?: number }>
}

/** What a probe found: how many questions were asked, and the first wrong answer as a code or an operation's name, never a person. */
export type Finding = { checked: number; fault: string | null }

/** A question to the running system. Throws only when it could not be asked; then it counts as failed. */
export type Probe = { id: string; clause: Clause; run(platform: Platform, moment: Moment): Promise<Finding> }

export type Control = { figures?: readonly Figure[]; probes?: readonly Probe[] }
