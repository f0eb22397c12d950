/** Limits of the page Kontrolle. */
/** A probe that was asked longer ago says nothing about today. It runs every morning. */
export const stale_hours_max = 36
/** Least effort of a stored password (B21). */
export const hash_memory_kib_min = 19_456
export const hash_passes_min = 2
export const port_wait_ms_max = 300
export const finding_chars_max = 80
/** A probe that does not come back has failed. */
export const probe_ms_max = 60_000
/** What the school says in its registers. */
export const basis_chars_max = 300
export const remark_chars_max = 1_000
export const measure_chars_max = 500
export const measures_max = 200
export const processors_max = 200
export const processor_name_chars_max = 120
export const processor_text_chars_max = 400
export const reference_chars_max = 120
/** Services of the running server that one entry can be about. */
export const covers_max = 20
/** Former entries of one processing that are told, newest first. */
export const entries_told_max = 50
