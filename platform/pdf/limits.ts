/** Limits of papers written on the server. */
export const limits = {
  /** Papers that wait while one is written; more are refused with 429. */
  papers_waiting_max: 20,
  /** A paper that takes longer is given up. 1,000 slips take about three seconds. */
  paper_ms_max: 60_000,
  /** Heap of the thread. 1,000 slips and 600 forms, the most that is printed at once, take 55. */
  paper_memory_mib_max: 192,
  /** The thread ends when nothing was asked of it for so long. */
  idle_ms_max: 20_000,
  pages_max: 3_000,
} as const

/** A4, in millimetres. */
export const PAGE = { width: 210, height: 297, margin: 15 } as const
