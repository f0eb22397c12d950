/** Limits of the room backup. */

/** Text of a table that stands together in an archive. */
export const part_bytes = 1024 * 1024

/** A pack is closed above this size, so that a damaged one costs little and a new set shares most of them. One blob may be larger. */
export const pack_bytes_max = 256 * 1024 * 1024

/** Small blobs that are read at once. */
export const blob_rows_max = 64

/** B6: until its drill has run, at most so many days, the server itself can open an archive. */
export const own_key_days_max = 8

/** The last good drill must not be older. */
export const drill_days_max = 8
export const drill_every_days = 7

/** B5: a change of the ledger is at the target within this time. */
export const ledger_copy_ms = 30_000

/** B5: the ledger is kept so many days longer than sets are. */
export const ledger_days_more = 90

/** From so many files of the ledger's copy on small ones become larger ones, and so many may go in one night. */
export const ledger_pieces_max = 60
export const ledger_pieces_per_night = 2_000

/** What is left of a run that was killed goes after so many hours. */
export const drafts_hours_max = 24

/** B7: a destroyed key is gone everywhere after a week, at the target too. */
export const keys_days = 7

/** A label of a set and the head of an archive are small; what is larger is none. */
export const label_bytes_max = 16 * 1024 * 1024

/** Runs that are listed and kept. */
export const runs_kept_days = 400
export const faults_shown_max = 200

/** Lower priority than everything that somebody waits for. */
export const child_priority = 15
