/** Limits of the room tasks. */

/** Tasks in one answer; the rest comes page by page. */
export const page_tasks = 100

/** Params are ids, codes, dates and numbers: what the words of a task are filled with on the reader's side. */
export const params_max = 10
export const param_chars_max = 64
export const key_chars_max = 200
