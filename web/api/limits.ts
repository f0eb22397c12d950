/** Limits of the browser's side of the doors; the server has its own and trusts none of these. */

/** A call that is not answered after this long counts as lost. */
export const CALL_MS_MAX = 30_000
/** Papers of a thousand sheets take the server some seconds. */
export const PAPER_MS_MAX = 120_000
/** Uploads may take this long before they count as lost. */
export const UPLOAD_MS_MAX = 3_600_000
/** Calls on the wire at the same time over the WebSocket; more are refused at once as `too_many`. */
export const CALLS_PENDING_MAX = 200
/** The server beats every 20 s; a WebSocket that is silent for longer than this is dead. */
export const SILENT_MS_MAX = 45_000
export const RECONNECT_MS_MIN = 300
export const RECONNECT_MS_MAX = 10_000
/** After close code 4503 (server is busy or restarting) the first try waits at least this long. */
export const BUSY_MS_MIN = 2_000
/** The session is asked for at most this often, however many calls are refused at the same time. */
export const SESSION_CHECK_MS_MIN = 1_000
