/** Limits of the consent register. */
export const limits = {
  entries_per_batch_max: 200,
  name_length_max: 200,
  /** A signature older than this is asked about by the page and refused by the server: a slip of the pen in the year. */
  signature_age_days_max: 800,
  /** R12.2: until then it must be clear whether the account is deleted or only closed. */
  clarify_days: 14,
  /** Pupils judged at a time for the export. */
  export_slice_rows: 500,
} as const
