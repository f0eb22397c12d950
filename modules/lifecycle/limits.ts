export const limits = {
  /** Accounts that are deleted by one decision. */
  accounts_at_once_max: 300,
  reason_length_min: 3,
  reason_length_max: 500,
  search_characters_max: 100,
  search_words_max: 5,
  found_max: 20,
  page_max: 200,
  /** Leavers are shown so many days ahead. */
  ahead_days: 60,
  sheets_max: 200,
  /** Accounts of one transaction of the nightly jobs. */
  batch_accounts: 100,
  batch_purges: 25,
  /** Accounts whose records are counted for a preview; of more the first are told. */
  preview_people: 30,
  /** The head decides about an early purge, and the administration about what was clarified, within so many days. */
  early_purge_days: 7,
  delete_clarified_days: 7,
  /** Openings of sealed evidence: listed, decided within, readable for, looked at. */
  openings_max: 100,
  evidence_reason_length_min: 10,
  evidence_decide_days: 7,
  evidence_open_days: 7,
  evidence_readings_max: 20,
} as const

/** R12.3: what belonged to the platform stays for so long when the platform is closed for good; the pupil can take it along. */
export const platform_content_days = 30

/** A18: leavers get a code in their last weeks, as the offer on Heute begins (platform/export). */
export const take_along_days = 28
