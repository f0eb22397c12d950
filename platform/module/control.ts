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

/** Parts of the list of technical and organisational measures (X6). */
export const MEASURE_TOPICS = ['sign_in', 'rights', 'storage', 'recovery', 'logs', 'deletion'] as const
export type MeasureTopic = (typeof MEASURE_TOPICS)[number]

/** What the running server is like at this moment, as numbers and codes: worked out when it is asked, never a sentence that stands there anyway. Its words stand in the room control. */
export type Measure = { /** `module.noun`. */ id: string; topic: MeasureTopic; read(platform: Platform, moment: Moment): Promise<Readonly<Record<string, string | number | boolean | null>>> }

/** Whoever runs a service on another machine that the running server is set to use: `kind` has its words in the room control. */
export type Provider = { kind: string; host: string }

export type Control = { figures?: readonly Figure[]; probes?: readonly Probe[]; measures?: readonly Measure[]; services?: (platform: Platform) => readonly Provider[] }
