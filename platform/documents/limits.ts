/** Limits of the room documents. */

export const title_chars_max = 200
export const text_chars_max = 20_000
export const blocks_max = 2_000
export const rows_max = 500
export const cells_max = 12
