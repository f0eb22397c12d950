/**
 * Which probes this run has seen turn red by a break on purpose, and calm again without it (X16). Filled by what probes answered, not by what a test is called:
 * a test that is skipped, or that breaks something else, leaves its probe unproved.
 */
export type Breaks = {
  /** The probe failed while something was broken, as the test had asked for. */
  turnedRed(id: string): void
  /** Probes were asked, and these failed: one that was red before and is not among them is calm again. */
  asked(failed: readonly string[]): void
  /** Of these probes, those that no break turned red, or that were not calm again after it. */
  unproved(ids: readonly string[]): string[]
}

export function createBreaks(): Breaks {
  const red = new Set<string>()
  const proved = new Set<string>()
  return {
    turnedRed: (id) => void red.add(id),
    asked(failed) {
      for (const id of red) if (!failed.includes(id)) proved.add(id)
    },
    unproved: (ids) => ids.filter((id) => !proved.has(id)),
  }
}

/** Of this process; the files of X16 share it. */
export const breaks = createBreaks()
