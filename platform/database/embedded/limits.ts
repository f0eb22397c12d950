/** How long the supervisor waits, how often it tries, and how big PostgreSQL may get on one small machine. */

/** Bytes of a Unix socket's path on Linux without the closing NUL (unix(7): sun_path has 108). */
export const socket_path_bytes_max = 107

export const poll_ms = 10
/** After a process was killed outright its shared memory may live on for a moment ("pre-existing shared memory block"). */
export const start_retry_ms_max = 30_000
export const restart_wait_ms_min = 100
export const restart_wait_ms_max = 5_000
/** About eight minutes with the waits above; then the server gives up and leaves the rest to whoever started it. */
export const restart_tries_max = 100
/**
 * A fast shutdown writes one checkpoint. Then an immediate one, then SIGKILL: neither loses anything that was committed. PostgreSQL 18 may hang
 * when a fast one meets the recovery after a crash of a backend, so the first wait is short.
 */
export const stop_fast_ms_max = 8_000
export const stop_immediate_ms_max = 5_000
/** Backends whose postmaster died end by themselves at once, unless they are deep in a query. */
export const orphan_ms_max = 500
export const join_wait_ms_max = 5_000
/** A joined process bears a restart of the database this long. */
export const join_gone_ms_max = 60_000
export const join_look_ms = 1_000
/** How much of PostgreSQL's last words goes into an error message. */
export const complaint_chars_max = 1_500

export const connections_max = 60
export const throwaway_connections_max = 200

/** Tries to take a lock while others take and give it; more means that something else is wrong. */
export const lock_tries_max = 100
