/** Limits of the import beside those of every table (platform/csv/limits.ts); what exceeds them is refused with its line, nothing is cut silently (issue: bad input). */

/** Per name, in characters (code points); the table `person` holds the same number. */
export const name_characters_max = 100
export const label_characters_max = 30
export const source_id_characters_max = 64
/** Labels whose keys are remembered. */
export const labels_remembered_max = 4_000

/** An id as a preview tells it: of parents without one the id of the child and a hash of the name. */
export const same_id_characters_max = 100
/** Lines that may be somebody with an account, in one answer and in one set of choices; beyond it they are counted. */
export const same_lines_max = 1_000
/** The choices as they are sent before the file. */
export const same_bytes_max = 200_000

/** Short codes of teachers and subjects. */
export const short_code_characters_max = 12
export const subjects_max = 12

/** A pupil's age in whole years on the day of the import; second-chance schools teach grown people. */
export const age_years_min = 3
export const age_years_max = 80
/** How far an exit date may lie from the day of the import. */
export const exit_years_back_max = 40
export const exit_years_ahead_max = 20

/** How many problems a reading lists one by one; the rest is counted. */
export const problems_listed_max = 1_000
/** How many lines of one id are named that contradict each other. */
export const contradicting_lines_listed_max = 10
/** Rows between two steps of a reading in slices: about 2 ms, so that a server can answer others in between. */
export const rows_per_step = 1_000

/** R12.1: more than this share of the known pupils missing asks for a confirmation. */
export const leaving_share_max = 0.1
/** More changes of custody at once than this share is a wrong column rather than courts. */
export const custody_change_share_max = 0.1
/** More names changed at once than this share is a wrong id column rather than weddings. */
export const name_change_share_max = 0.3
/** More pupils without a class at once than this share is a lost column rather than a decision. */
export const classes_emptied_share_max = 0.3
