/** Limits of the room database. */

/** Rows of one statement: enough that its round trip does not count, few enough that messages do not wait while it is put together. */
export const piece_rows_max = 2_000

/** Answers of a batch given in one go, before the next transaction gets its turn. */
export const answers_at_once_max = 32
