/** Limits of the room ledger. */

/** Acts written with one fsync. */
export const batch_rows_max = 500

/** Ids are short; content has no place in the ledger. */
export const id_chars_max = 100
export const ids_max = 10
