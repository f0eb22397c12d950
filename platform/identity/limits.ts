/** Limits of the room identity: sign-in, passwords, sessions, slips. Read by the server and by the pages. */
export const limits = {
  /** Code points after NFC (R4.2: 64 must be allowed). */
  password_chars_max: 128,
  /** UTF-16 units of a password as it is sent, before NFC: a decomposed letter has up to four. */
  password_sent_chars_max: 1_024,
  account_sent_chars_max: 200,
  code_sent_chars_max: 40,
  ticket_chars_max: 400,
  /** Tries per account and bucket within the window (B21): only those from anywhere in the world are slowed to ten an hour. */
  tries_max: { device: 60, school: 60, world: 10 },
  tries_window_ms: 3_600_000,
  /** Buckets whose window is over, removed with each new try: the table can't grow beyond an hour of tries. */
  buckets_swept_per_try: 2,
  /** Passwords hashed at the same time, on an idle machine and while messages wait. */
  hashes_at_once: 2,
  hashes_at_once_busy: 1,
  /** While messages wait the next hash begins so long after the last one: a fifth of what a hash takes then, for 80 % of the floor is enough. */
  hash_pause_ms_busy: 5,
  /** Beyond this many waiting the answer is 503: about five seconds on two cores. */
  hashes_waiting_max: 300,
  /** Of the threads that hash: they step back behind messages and pages, and end when nobody signed in for so long. */
  hash_thread_niceness: 10,
  hash_thread_idle_ms_max: 30_000,
  hash_thread_old_mib_max: 32,
  hash_thread_young_mib_max: 1,
  /** Passwords void after a loss report that are still refused as new ones. */
  voided_checked_max: 3,
  ticket_minutes_max: 15,
  /** A7: rights of offices need a second factor that was proved so long ago at most. */
  factor_strong_minutes: 15,
  /** Between the password and the second factor. */
  factor_ticket_minutes_max: 10,
  /** From the picture of a new code app to its first code. */
  totp_draft_minutes_max: 15,
  totp_draft_chars_max: 300,
  totp_step_seconds: 30,
  /** Steps before and after the present one: clocks of phones differ a little. */
  totp_steps_around: 1,
  passkey_challenge_minutes_max: 5,
  passkey_challenges_max: 5,
  passkey_answer_chars_max: 8_000,
  factors_per_person_max: 10,
  factor_label_chars_max: 60,
  recovery_codes: 10,
  /** A slip of the head for somebody who lost the second factor. */
  factor_slip_hours: 24,
  attempts_listed_max: 50,
  attempts_swept_per_try: 2,
  /** Accounts a browser is remembered for. */
  device_accounts_max: 8,
  device_cookie_days_max: 400,
  /** A shared device is signed out after this long even when it is used all the time. */
  shared_session_hours_max: 12,
  /** Beyond it the oldest sessions of a person end. */
  sessions_per_person_max: 30,
  touch_every_ms: 60_000,
  user_agent_chars_max: 500,
  sessions_listed_max: 100,
  rows_per_insert: 2_000,
  /** Longest life of a slip: 60 days for parents (A4) and the summer holidays before them. */
  slip_days_max: 120,
  /** A teacher's slip for a forgotten password (A5), and those for a whole class: a lesson. */
  teacher_slip_minutes: 15,
  teacher_class_slip_minutes: 45,
  slip_notices_max: 20,
  /** After a parent's word the child may choose a new password for this long (R8.2). */
  renewal_confirmed_minutes: 30,
  renewal_reminder_hours: 24,
  /** Cards of the first grades (A6): pictures in the grid, and how many are the child's. */
  card_pictures: 12,
  card_pictures_chosen: 3,
  cards_at_once_max: 200,
  class_sign_in_minutes: 15,
  /** Devices at home for one child. */
  paired_devices_max: 6,
  /** Spraying: so many accounts tried from the world within the window, or so many more than once; looked at this long after a wrong try. */
  spraying_accounts: 300,
  spraying_accounts_often: 100,
  spraying_window_ms: 600_000,
  spraying_looked_ms: 5_000,
} as const
