/** Limits of the room journal. */

/** Fields hold codes, ids and numbers; whatever is longer is content and does not belong into the journal. */
export const field_chars_max = 200

/** Rows per INSERT statement. */
export const append_rows_max = 500

/** Entries that verification holds in memory at a time. */
export const verify_page_rows = 10_000
