/** Limits of the technical logs and of the figures of operation. */
export const limits = {
  /** Rows that wait in memory; what comes beyond is dropped and counted. About two megabytes. */
  rows_waiting_max: 10_000,
  /** One statement takes so many, and begins when so many wait or the first has waited so long. */
  rows_per_insert: 500,
  insert_every_ms: 1_000,
  /** A key of pseudonyms lives so long; beside it lie those whose rows are still kept. */
  key_days: 30,
  pseudonym_bytes: 16,
  /** Pseudonyms kept in memory, so that a busy morning does not work each one out twice a second. */
  pseudonyms_known_max: 20_000,
  operation_chars_max: 80,
  code_chars_max: 80,
  place_chars_max: 160,
  /** Error rates are counted for the last hour, minute by minute. */
  counted_minutes: 60,
  loop_looked_at_ms: 60_000,
  meter_label_chars_max: 60,
  /** A meter that does not come back is left out. */
  meter_ms_max: 2_000,
} as const
