/** Limits of Heute: notices and the week. */
export const limits = {
  title_chars_max: 80,
  body_chars_max: 800,
  groups_per_notice_max: 40,
  /** How far ahead a notice may begin, and how long it may hang. */
  notice_ahead_days_max: 90,
  notice_days_max: 60,
  notices_per_author_max: 30,
  notices_listed_max: 60,
  /** A20: more than this is no help. */
  week_items_max: 7,
  /** Tasks that are looked at for the week. */
  week_tasks_max: 2_000,
  /** Tasks a suggestion is taken for in one call; as many as administration takes. */
  week_taken_max: 200,
  /** Persons or groups an item names before it only counts. */
  week_named_max: 6,
} as const
