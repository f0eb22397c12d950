/** Limits of the consent register. */
export const limits = {
  entries_per_batch_max: 200,
  name_length_max: 200,
  /** Children who are judged before others have their turn, and declarations of one statement. */
  judged_at_once_max: 500,
  declared_rows_max: 500,
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
  /** A school's own text of a consent: one sheet of paper holds about a fifth of it. */
  consent_title_chars_max: 160,
  consent_text_chars_max: 15_000,
  older_label_length_max: 60,
  /** A list of older papers: bytes and rows. */
  older_file_bytes_max: 2 * 1024 * 1024,
  older_rows_max: 10_000,
  older_problems_shown_max: 200,
  parent_name_length_max: 100,
  /** A file number, never what a decision says. */
  reference_length_max: 100,
  family_code_sent_chars_max: 40,
  /** Children in one print-out of codes for parents: as many as slips of a group. */
  family_letters_at_once_max: 500,
  /** A4: parents get more time than pupils. */
  family_code_days: 60,
  /** Tries of codes from one address within an hour, in each process. A family needs one or two. */
  family_code_tries_max: 20,
  family_code_addresses_max: 10_000,
  family_code_window_ms: 3_600_000,
  /** To choose the password after a claim. */
  claim_slip_hours: 24,
  candidates_max: 20,
  claims_listed_max: 200,
  suggestions_listed_max: 200,
  work_account_query_chars_min: 2,
  /** T3: until then the head says how a contact ban is kept at work. */
  ban_at_work_days: 1,
  /** How long the parents' page says that a child has come of age. */
  came_of_age_days: 28,
  custody_past_days_max: 9_000,
  custody_future_days_max: 7_000,
  /** Pupils judged at a time for the export. */
  export_slice_rows: 500,
} as const
