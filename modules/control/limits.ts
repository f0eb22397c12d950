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
