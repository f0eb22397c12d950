/** Limits of the room incident (X8); contracts go to the browser, so nothing is imported here. */
export const limits = {
  /** X8: the authority is told within 72 hours; they are elapsed hours, through nights, weekends and changes of the clocks. */
  report_hours: 72,
  /** X8: when the head and the data protection officer are reminded. */
  alarm_hours: [24, 48, 66],
  /** What was known longer ago than this is a typing mistake. */
  detected_days_max: 366,
  what_chars_min: 10,
  what_chars_max: 2_000,
  happened_chars_max: 4_000,
  reason_chars_min: 10,
  reason_chars_max: 2_000,
  measure_chars_min: 5,
  measure_chars_max: 1_000,
  reference_chars_max: 60,
  persons_max: 100_000,
  /** Of one case; a whole school is a group. */
  affected_max: 3_000,
  affected_at_once_max: 200,
  /** Records of one kind in one case. */
  records_max: 300,
  found_max: 20,
  search_chars_min: 2,
  search_chars_max: 60,
  search_words_max: 5,
  cases_listed_max: 200,
  /** After an alarm that could not be written: look again. */
  alarm_wait_ms: 60_000,
} as const
