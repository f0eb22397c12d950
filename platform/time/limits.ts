/** Limits of the room time. */

/** Calendar dates outside these years are refused: nobody at a school was born earlier, nothing is planned later. */
export const year_min = 1900
export const year_max = 2199

/** UTC days whose Berlin offset is remembered; the memory is emptied when full. */
export const offset_days_max = 4_096

/**
 * The longest sleep of a clock that has timers. Timers of the runtime count elapsed time and stop while a machine sleeps,
 * so the wall clock is looked at again at least this often; it also keeps every wait far below the runtime's 24.8 days.
 */
export const wake_ms_max = 10_000

/** Days that are searched for a school day before the table of holidays is called wrong. */
export const school_day_search_days_max = 400
