/** Limits of every table that somebody uploads; what exceeds them is refused with its line, nothing is cut silently (issue: bad input). */

/** Largest file in bytes. 50,000 people with ten columns take about 5 MB. */
export const file_bytes_max = 50_000_000
/** Rows below the header, doubled ones included. */
export const rows_max = 50_000
export const columns_max = 100
/** Per cell, in UTF-16 units as JavaScript counts them. */
export const cell_characters_max = 500
