/** Limits of the room safe. */

/** A key as it is printed has 74 signs; typed with blanks and dashes it is longer. */
export const code_chars_max = 200

/** Keys that are listed: a school makes a new one when a paper is lost. */
export const keys_listed_max = 50
