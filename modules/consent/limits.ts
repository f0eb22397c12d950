/** Limits of the consent register. */
export const limits = {
  entries_per_batch_max: 200,
  name_length_max: 200,
  /** A signature older than this is asked about by the page and refused by the server: a slip of the pen in the year. */
  signature_age_days_max: 800,
  /** R12.2: until then it must be clear whether the account is deleted or only closed. */
  clarify_days: 14,
  /** Forms in one paper: a whole year of a large school. */
  forms_at_once_max: 600,
  blank_forms_at_once_max: 200,
  /** The clerk has this long to compare a sample with the paper. */
  sample_days: 28,
  samples_shown_max: 200,
  assignments_shown_max: 500,
  assigned_ahead_days_max: 366,
  older_label_length_max: 60,
  /** A list of older papers: bytes and rows. */
  older_file_bytes_max: 2 * 1024 * 1024,
  older_rows_max: 10_000,
  older_problems_shown_max: 200,
} as const
