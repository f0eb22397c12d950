/** Limits of the room people; those of the file itself stand in import/limits.ts. */

/** Rows per kind of change in one answer of a preview; the page asks for the next ones with the same file. */
export const import_rows_shown_max = 200
/** A mapping of columns as it is sent. */
export const mapping_characters_max = 4_000
/** Mappings looked at for a file. */
export const mappings_remembered_max = 50
/** Flows between classes in one answer of a preview; beyond it they are counted. */
export const import_flows_max = 400
/** Problems in one answer of a preview. */
export const import_problems_shown_max = 500
/** Rows that go from the import thread to the transaction at a time; more would make messages wait while the statement is put together. */
export const import_slice_rows = 500
/** People on record that go to the import thread at a time, as one text of about 50 kB: longer ones make the driver put large buffers together. */
export const known_page_rows = 200
/** Groups whose members go there at a time. */
export const groups_per_page = 50
/** The thread is stopped when one question to it takes longer. */
export const import_ms_max = 60_000
/** Heap of the import thread; a file that needs more is refused. */
export const import_memory_mib_max = 192
/** Imports that may wait for the one that runs, in one process. */
export const import_waiting_max = 4
export const import_runs_shown_max = 20
/** An import whose new people have this share of namesakes in another source asks for a second word. */
export const namesake_share_max = 0.3
export const namesakes_min = 10
/** Above this share of people who rise by one year a file counts as next year's. */
export const rise_share_min = 0.5

/** A4: parents get more time than pupils. */
export const parent_slip_days = 60
export const people_page_rows = 50
export const people_page_rows_max = 100
export const search_characters_max = 80
/** Similar names are looked for from this length on, when nothing begins like it. */
export const similar_characters_min = 4

export const group_label_characters_max = 60
export const purpose_characters_min = 3
export const purpose_characters_max = 200
/** Members of a group in one answer; beyond it they are counted. */
export const members_shown_max = 2_000
/** People added to a group, or asked slips for, at a time. */
export const people_at_once_max = 500
/** R12.1: "Geht ab?" is due this many calendar days after the import that missed the pupil. */
export const departure_question_days = 7
/** R12.1: not answered for this many days, the head is alarmed. */
export const departure_alarm_days = 14
/** More missing pupils than this are no question for an office but a wrong file. */
export const leaving_at_once_max = 3_000
/** Rows per kind of change that the command line prints. */
export const command_rows_max = 40
/** Slips in one print-out: a school in one go (goal of the issue: 1,000 people). */
export const slips_at_once_max = 1_000
export const slip_groups_max = 100
/** A change of the school year can be taken back for this many days (A15). */
export const roll_over_undo_days = 14
/** Steps of a change that are taken back at a time. */
export const steps_page_rows = 2_000
/** Things that stay as somebody left them since, named one by one. */
export const kept_named_max = 100
/** People in one export of accounts. */
export const export_rows_max = 100_000
/** Ids of classes that begin anew, as they are sent: 37 characters each. */
export const fresh_characters_max = 20_000
/** Changes of the school year in the list. */
export const years_shown_max = 5

/** A picture as it is sent. Our page sends about 20 kB. */
export const picture_bytes_max = 256 * 1024
/** Width and height of a picture, in pixels. Our page makes it of this side, others may send larger ones up to the bound. */
export const picture_side = 256
export const picture_side_min = 16
export const picture_side_max = 512
/** A file that somebody picks; the browser makes a small picture of it, and a larger one would fill the memory of a phone. */
export const picture_file_bytes_max = 30_000_000
/** Parts of a picture file. */
export const picture_parts_max = 2_000
/** People and groups whose pictures are asked for at a time. */
export const pictures_asked_max = 200
/** A browser of an own device shows a picture for so long without asking again. */
export const picture_kept_seconds = 300
