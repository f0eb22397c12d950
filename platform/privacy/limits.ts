/** Limits of the answer on what is stored about a person. */

/** Rows of a table that are shown with their values. */
export const stored_rows_max = 50
/** Rows of a table that are counted; beyond it the answer says "more than". */
export const stored_counted_max = 1_000
