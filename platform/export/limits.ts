/** Limits of the room export. */

/** A finished export can be fetched for so long. */
export const keep_days = 7

/** Exports that one person can ask for about somebody on one day. */
export const per_day_max = 3

/** No export is larger: below 4 GB a ZIP needs no extension that old programs do not know. */
export const export_bytes_max = 3_900_000_000
export const zip_bytes_max = 4_294_967_295
export const zip_entries_max = 65_535

/** Files of one export; whoever has more gets a clear no. */
export const files_max = 50_000

/** Rows that are in memory at a time. */
export const page_rows = 500

/** Progress is written at most this often. */
export const progress_ms = 1_000

/** A request that has not ended after this time was given up by the queue: it no longer stands in the way of a new one. */
export const given_up_hours = 24

/** A18: what the code opened stays open in that browser for so long. */
export const pass_hours = 24

/** Tries of codes from one address within the window. */
export const code_tries_max = 10
export const code_window_ms = 900_000

/** R11, A18: so many days before the last one at school the pupil is reminded of taking the own things along. */
export const offer_days = [28, 7, 1] as const

/** opt:export.guardian_content: below this age. The birth date is not stored, majority is. */
export const content_age_years = 14
