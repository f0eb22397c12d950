/**
 * From text and mapping to pupils. Everything outside the allow-list is passed over while reading; the birth date becomes the day of majority
 * and is dropped. What is not clear is told with its line and touches nobody: a pupil is never guessed, least of all by name.
 */
import { classKey, yearKey } from './labels.ts'
import { contradicting_lines_listed_max, problems_listed_max, rows_per_step } from './limits.ts'
import { hasLostLetters, tidy } from './names.ts'
import { columnsOf } from './presets.ts'
import type { Columns, Mapping } from './presets.ts'
import { problem } from './problems.ts'
import type { ImportProblem } from './problems.ts'
import { PupilCells } from './pupil-cells.ts'
import type { Fault } from './cells.ts'
import type { PupilRow } from './pupil-cells.ts'
import { detached, openTable } from '#platform/csv/rows.ts'
import type { Row } from '#platform/csv/rows.ts'

/** Which of the comparable fields the file has a column for; what it has none for is never a change. */
export type GivenFields = { classLabel: boolean; yearLabel: boolean; majorityDate: boolean; exitOn: boolean }
export type PupilReading = {
  rows: PupilRow[]
  /** Unclear rows and notes in the order of lines, up to 1,000 of each kind. */
  problems: ImportProblem[]
  /** How many more there were. */
  problemsLeftOff: number
  /** Ids of unclear rows: these pupils are in the file, so they are neither changed nor missing. */
  unclearIds: string[]
  /** Headers of the columns that were not read. */
  ignoredColumns: string[]
  given: GivenFields
  /** Rows that said the same as an earlier one. */
  doubled: number
  emptyRows: number
  /** Rows below the header that are not empty. */
  rowsRead: number
}
export type ReadingProgress = { characters: number; characters_total: number; rows: number }

/** Reads all pupils of a decoded file. `today` ('YYYY-MM-DD') decides which dates are plausible. Throws ImportRefused where the whole file is. */
export function readPupils(text: string, mapping: Mapping, today: string): PupilReading {
  const steps = readPupilsInSteps(text, mapping, today)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** The same in steps of 1,000 rows, for callers who show progress or have others to answer in between. */
export function* readPupilsInSteps(text: string, mapping: Mapping, today: string): Generator<ReadingProgress, PupilReading> {
  const { headers, reader } = openTable(text)
  const columns = columnsOf(mapping, headers)
  const sheet = new Sheet(columns, today)
  const keep = headers.map((_, i) => Object.values(columns.of).includes(i))
  let taken = 0
  for (let row = reader.next(keep); row; row = reader.next(keep)) {
    sheet.take(row)
    taken += 1
    if (taken % rows_per_step === 0) yield { characters: reader.position(), characters_total: text.length, rows: sheet.rowsRead }
  }
  return sheet.finish()
}

/** Gathers the rows of one file. */
class Sheet {
  rowsRead = 0
  private readonly columns: Columns
  private readonly cells: PupilCells
  private readonly given: GivenFields
  private readonly byId = new Map<string, PupilRow>()
  private readonly contradictions = new Map<string, { lines: number[]; fields: Set<string> }>()
  private readonly unclearIds = new Set<string>()
  /** First cells of broken rows: an id perhaps, perhaps the tail of a cell that must not leave this file. */
  private readonly candidates: string[] = []
  private readonly problems: ImportProblem[] = []
  private readonly told = { stop: 0, unclear: 0, note: 0 }
  private doubled = 0
  private emptyRows = 0

  constructor(columns: Columns, today: string) {
    this.columns = columns
    this.cells = new PupilCells(columns.of, today)
    const { of } = columns
    const hasClass = of.classLabel !== undefined
    this.given = {
      classLabel: hasClass,
      yearLabel: hasClass || of.yearLabel !== undefined,
      majorityDate: (of.birthDate ?? of.majorityDate) !== undefined,
      exitOn: of.exitDate !== undefined,
    }
    if (!hasClass) this.tell(problem('class_column_missing'))
  }

  take(row: Row): void {
    if (row.filled === 0) {
      this.emptyRows += 1
      return
    }
    this.rowsRead += 1
    if (row.endsOpen) this.tell(problem('file_ends_open', {}, row.line))
    const broken = this.shapeFault(row)
    if (broken) this.setAside(row, broken)
    else this.readWhole(row)
  }

  finish(): PupilReading {
    const shapes = new Set([...this.byId.keys()].map(shapeOf))
    for (const candidate of this.candidates) if (shapes.has(shapeOf(candidate))) this.unclearIds.add(candidate)
    for (const [id, { lines, fields }] of this.contradictions) {
      this.unclearIds.add(id)
      const params = { lines: lines.slice(0, contradicting_lines_listed_max).join(', '), rows: lines.length, fields: [...fields].join(', ') }
      this.tell(problem('rows_contradict', params, lines[0], id))
    }
    return {
      rows: [...this.byId.values()].filter((row) => !this.unclearIds.has(row.sourceId)),
      problems: this.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
      problemsLeftOff: this.told.unclear + this.told.note - this.problems.length,
      unclearIds: [...this.unclearIds],
      ignoredColumns: this.columns.ignored,
      given: this.given,
      doubled: this.doubled,
      emptyRows: this.emptyRows,
      rowsRead: this.rowsRead,
    }
  }

  /** Missing cells at the end are empty ones only when no mapped column is among them and the row was not cut off by the end of the file. */
  private shapeFault(row: Row): Fault | null {
    const { expected, of } = this.columns
    const needed = row.endsOpen ? expected : Math.max(...Object.values(of)) + 1
    const params = { columns: row.columns, columns_expected: expected }
    if (row.filled > expected) return { code: 'row_long', params }
    return row.columns < needed ? { code: 'row_short', params } : null
  }

  private setAside(row: Row, fault: Fault): void {
    const at = this.columns.of.id!
    // Only a first cell with another behind it has surely kept its place and its end.
    const candidate = at === 0 && row.columns > 1 ? tidy(row.cells[0] ?? '') : ''
    if (candidate) this.candidates.push(detached(candidate))
    this.tell(problem(fault.code, fault.params, row.line))
  }

  private readWhole(row: Row): void {
    const id = this.cells.readId(row)
    if (typeof id !== 'string') {
      this.tell(problem(id.code, id.params, row.line))
      return
    }
    const faults: Fault[] = []
    const pupil = this.cells.readFields(row, id, faults)
    for (const fault of faults) this.tell(problem(fault.code, fault.params, row.line, id))
    if (!pupil) this.unclearIds.add(id)
    else this.merge(pupil)
  }

  private merge(pupil: PupilRow): void {
    const earlier = this.byId.get(pupil.sourceId)
    if (!earlier) {
      this.byId.set(pupil.sourceId, pupil)
      for (const field of ['familyName', 'givenName'] as const) {
        if (hasLostLetters(pupil[field])) this.tell(problem('name_letters_lost', { field }, pupil.line, pupil.sourceId))
      }
      return
    }
    const fields = comparedFields.filter((field) => !isSame(field, earlier[field], pupil[field]))
    if (fields.length === 0) {
      this.doubled += 1
      return
    }
    const known = this.contradictions.get(pupil.sourceId) ?? { lines: [earlier.line], fields: new Set<string>() }
    known.lines.push(pupil.line)
    for (const field of fields) known.fields.add(field)
    this.contradictions.set(pupil.sourceId, known)
  }

  private tell(told: ImportProblem): void {
    this.told[told.weight] += 1
    if (this.told[told.weight] <= problems_listed_max) this.problems.push(told)
  }
}

const comparedFields = ['familyName', 'givenName', 'classLabel', 'yearLabel', 'majorityDate', 'exitOn'] as const

/** Two spellings of a class are one class. */
function isSame(field: (typeof comparedFields)[number], a: string | null, b: string | null): boolean {
  if (a === b || a === null || b === null) return a === b
  if (field === 'classLabel') return classKey(a) === classKey(b)
  return field === 'yearLabel' && yearKey(a) === yearKey(b)
}

/** Digits and letters of an id as a pattern: 414719 and 414722 look alike, the tail of a torn cell does not. */
function shapeOf(id: string): string {
  return id.replace(/\d/g, '9').replace(/\p{L}/gu, 'a')
}
