/** Limits of the room blobs. */

/** B7: up to this size a blob is a row, above it a file. */
export const row_bytes_max = 256 * 1024

/** No blob is larger. An S3 place takes up to 5 GiB in one request, seals included. */
export const blob_bytes_max = 5_000_000_000

/** Small blobs that are written in one transaction, and those that may wait for it. */
export const batch_rows_max = 16
export const batch_waiting_max = 128

/** Large contents that one process takes in at the same time; each holds a megabyte and a half. */
export const storing_max = 32

/** How long nobody has to use a blob before it goes, and how long an upload may take: what a crash left of it is removed after that. */
export const unused_hours_min = 24
export const arrival_hours_max = 24

/** Rows and files that are removed in one transaction: a backup that begins waits for one of them at most. */
export const removal_rows_max = 50

/** Rows that a walk over all blobs has in hand at a time. */
export const walk_rows_max = 500

/** B7: a destroyed key is gone everywhere after a week. */
export const key_backup_days = 7

/** While a blob is read its key is looked for again this often (B2). */
export const look_again_ms = 1_000

/** Requests to an S3 place: tries of one that failed by the network or the server's fault, and the first wait between them. */
export const s3_tries_max = 4
export const s3_wait_ms_first = 250
export const s3_answer_bytes_max = 4 * 1024 * 1024

export const media_type_chars_max = 127
