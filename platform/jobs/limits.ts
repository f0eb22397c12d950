/** Limits of the room jobs. */

/** A job carries ids, never content. */
export const body_bytes_max = 256 * 1024

/** Jobs that one process runs at the same time. */
export const running_max = 2

/** Tries after the first one, unless the job says otherwise. With doubling waits the last one begins about an hour after the first. */
export const retry_max_default = 12
export const retry_wait_ms_first = 1_000
export const retry_wait_ms_max = 3_600_000

/** How often `idle` looks. */
export const idle_poll_ms = 5

/** How long a stopping process waits for jobs that are running; what has not ended runs again elsewhere. */
export const stop_wait_ms_max = 10_000

/** Due dates of one recurring job that are caught up after the machine was off; older ones are left out. */
export const missed_dates_max = 400

/** When another process runs a recurring job, or a run failed: look again after this time. */
export const recurring_wait_ms = 600_000
