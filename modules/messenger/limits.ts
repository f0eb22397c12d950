/** Limits of the messenger. Also read by the page, so that what can't be sent is said before it is sent. */
export const limits = {
  /** As JavaScript counts them (UTF-16), which is never less than PostgreSQL does. */
  body_characters_max: 4_000,
  /** What is read at all, before it is refused as too long in words. */
  body_characters_read_max: 32_000,
  /** Own messages can be changed for so long. */
  recent_minutes: 15,
  messages_page: 50,
  messages_page_max: 100,
  /** Messages that an export reads at a time. */
  taken_page_max: 500,
  /** Messages in one live frame and in one page of a catch-up. */
  changes_page_max: 200,
  /** Unread messages are counted up to here; more is "99+". */
  unread_max: 100,
  preview_characters_max: 140,
  members_max: 2_000,
  search_characters_min: 2,
  search_characters_max: 100,
  search_words_max: 8,
  search_hits_max: 30,
  excerpt_characters_max: 160,
  people_found_max: 30,
  name_words_max: 4,
  direct_rooms_per_person_max: 500,
  /** One person's messages: a burst, refilled at this rate. Nobody types faster. */
  messages_burst_max: 60,
  messages_per_second: 5,
  /** People whose rate is remembered at the same time. */
  rates_max: 20_000,
  batch_items_max: 200,
  batch_waiting_max: 4_000,
  /** New messages wait at most so long to be sorted into the search. */
  settle_search_ms: 1_000,
  /** Rooms in one piece of news to the other processes. */
  news_rooms_max: 80,
  /** Read positions in one piece of news. */
  news_positions_max: 60,
  /** Rooms whose last published place is remembered. */
  rooms_followed_max: 50_000,
} as const
