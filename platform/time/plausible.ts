/**
 * Whether the clock of the machine can be right (X18). Deletion after 90 days, consents and ages hang on it: a clock that jumped would delete
 * too early or let somebody in too late. What it asks is answered by a person; it never corrects anything.
 */

/** A clock may lose this much between two records without a question: corrections by the net, a second process. */
export const back_minutes_max = 5
/** X18: a longer gap since the last record asks, because a jump ahead and a server that was off look the same. */
export const gap_hours_max = 48

/** Why the clock is doubted: what it shows and what stands against it. */
export type ClockDoubt = { kind: 'before_build' | 'set_back' | 'jumped_ahead'; now: Date; against: Date }

/**
 * Judges the clock at a start. `builtAt`: when this program was made; `lastRecordAt`: the newest record of the school, null for a new one.
 */
export function judgeClock({ now, builtAt, lastRecordAt }: { now: Date; builtAt: Date; lastRecordAt: Date | null }): { plausible: true } | { plausible: false; reason: ClockDoubt } {
  const doubt = (kind: ClockDoubt['kind'], against: Date) => ({ plausible: false, reason: { kind, now, against } }) as const
  if (!(now >= builtAt)) return doubt('before_build', builtAt)
  if (lastRecordAt === null) return { plausible: true }
  const gap_ms = now.getTime() - lastRecordAt.getTime()
  if (gap_ms < -back_minutes_max * 60_000) return doubt('set_back', lastRecordAt)
  if (gap_ms > gap_hours_max * 3_600_000) return doubt('jumped_ahead', lastRecordAt)
  return { plausible: true }
}
