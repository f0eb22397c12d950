/**
 * What can be wrong with an import file, as codes with parameters; the words stand in the module's texts.
 * No parameter ever holds the content of a cell: a shifted row could put a column there that must not leave the reader (X12).
 */
import { TableRefused } from '#platform/csv/refused.ts'
import type { TableCode } from '#platform/csv/refused.ts'

/** `stop`: the file is refused as a whole. `unclear`: this person is not touched. `note`: read, but somebody should know. */
export type Weight = 'stop' | 'unclear' | 'note'

/** Every code with its weight; behind it the names of its parameters. */
export const problemWeights = {
  file_empty: 'stop',
  file_too_large: 'stop', // bytes, bytes_max
  file_is_spreadsheet: 'stop',
  file_is_archive: 'stop',
  file_is_pdf: 'stop',
  file_is_image: 'stop',
  file_is_document: 'stop',
  file_is_web_page: 'stop',
  file_is_binary: 'stop',
  file_cut_off: 'stop', // ends within a character
  encoding_mixed: 'stop', // line
  encoding_unknown: 'stop', // an old DOS or Mac code page
  header_missing: 'stop', // the first row looks like a person
  header_unknown: 'stop', // columns
  header_other_kind: 'stop', // kind: parents | staff | courses
  column_missing: 'stop', // field
  column_twice: 'stop', // column
  columns_too_many: 'stop', // columns_max, line
  parents_before_pupils: 'stop', // no child of the file is on record
  courses_before_pupils: 'stop',
  rows_too_many: 'stop', // rows_max, line
  cell_too_long: 'stop', // column (number), characters_max, line
  quote_unclosed: 'stop', // line where it opens
  quote_misplaced: 'stop', // column (number), line
  same_unfit: 'stop', // a choice that nothing suggested: a line that is not new, an account that is not like it
  same_line_twice: 'stop', // line
  same_account_twice: 'stop', // line, other (line)

  row_short: 'unclear', // columns, columns_expected
  row_long: 'unclear', // columns, columns_expected
  rows_contradict: 'unclear', // lines ('8, 9', at most ten), rows (how many), fields ('familyName, classLabel')
  id_missing: 'unclear',
  id_unreadable: 'unclear',
  id_rounded: 'unclear', // 4,147E+05: a spreadsheet rounded it
  name_missing: 'unclear', // field
  name_not_separable: 'unclear', // not exactly one comma in "Name, Vorname"
  name_too_long: 'unclear', // field, characters_max
  name_character_refused: 'unclear', // field, character (U+202E)
  name_garbled: 'unclear', // field: Ã¼ for ü
  name_without_letter: 'unclear', // field
  label_unreadable: 'unclear', // field
  date_unreadable: 'unclear', // field
  date_implausible: 'unclear', // field
  majority_contradicts: 'unclear', // birth date and majority date disagree
  ward_id_missing: 'unclear',
  ward_unknown: 'unclear', // the child, or the pupil of a course, is not on record
  relation_unreadable: 'unclear',
  custody_unreadable: 'unclear', // neither yes nor no
  teacher_unknown: 'note', // the teacher of a course is not on record
  class_unknown: 'note', // the class of a class lead is not on record
  parent_id_missing: 'note', // one account per child and name
  custody_missing: 'note', // no column says who has custody
  parent_namesake: 'note', // the same name at several children, and no id that says whether it is one person
  no_holder: 'note', // nobody of the file has custody of this child
  custody_by_hand: 'note', // the office entered something else: that stays

  encoding_guessed: 'note', // encoding
  file_ends_open: 'note', // the last line has no end: perhaps half a file
  class_column_missing: 'note',
  birth_date_missing: 'note',
  name_letters_lost: 'note', // field: `?` where an old code page had no letter
} as const satisfies Record<string, Weight> & Record<TableCode, 'stop'>

export type ProblemCode = keyof typeof problemWeights
export type ProblemParams = Readonly<Record<string, string | number>>
export type ImportProblem = {
  code: ProblemCode
  weight: Weight
  params: ProblemParams
  /** Line of the file, counted from 1 as an editor shows it. */
  line?: number
  /** The stable id of the row, where the row could be trusted that far. */
  sourceId?: string
}

/** A problem with the weight of its code. */
export function problem(code: ProblemCode, params: ProblemParams = {}, line?: number, sourceId?: string): ImportProblem {
  return { code, weight: problemWeights[code], params, ...(line === undefined ? {} : { line }), ...(sourceId === undefined ? {} : { sourceId }) }
}

/** Thrown where the people of a file are refused as a whole; carries the problem, its message holds the code only. A file that is no table throws TableRefused. */
export class ImportRefused extends Error {
  readonly problem: ImportProblem
  constructor(code: ProblemCode, params: ProblemParams = {}, line?: number) {
    super(`import refused: ${code}`)
    this.name = 'ImportRefused'
    this.problem = problem(code, params, line)
  }
}

/** The problem for which a file was refused as a whole, by its table or by what stands in it; null for every other error. */
export function importRefusal(error: unknown): ImportProblem | null {
  if (error instanceof ImportRefused) return error.problem
  return error instanceof TableRefused ? problem(error.code, error.params, error.line) : null
}
