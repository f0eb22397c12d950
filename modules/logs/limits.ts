/** Limits of the room logs. Figures of R6.1 and A9; contracts go to the browser, so nothing is imported here. */
export const limits = {
  /** R6.1: at most 7 days of log, at most 24 hours of access. */
  window_days_max: 7,
  open_hours_max: 24,
  reason_chars_min: 10,
  reason_chars_max: 500,
  reference_chars_max: 60,
  rows_shown_max: 200,
  /** Whom a sealed export goes to. */
  addressee_chars_min: 3,
  addressee_chars_max: 120,
  /** Rows of one sealed export; all of them are held while it is made. */
  export_rows_max: 50_000,
  /** Rows that are written between two turns of the others. */
  export_rows_at_once: 1_000,
  /** The packed file, before it is sealed. It is answered in one piece. */
  export_bytes_max: 4 * 1024 * 1024,
  exports_per_case_max: 5,
  sealings_per_export_max: 5,
  cases_listed_max: 200,
  own_rows_max: 100,
  /** A9: the attempts of the last 3 days, for 48 hours. */
  help_days: 3,
  help_hours: 48,
  helps_listed_max: 100,
  /** Persons looked through before others have their turn. */
  persons_at_once: 500,
  unmasked_days_to_read: 14,
  decide_days: 2,
} as const
