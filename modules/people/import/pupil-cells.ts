/** One row of a pupil file: its mapped cells become a pupil, and the birth date the day of majority. */
import { addMonths, majorityDate as majorityOf } from '#platform/time/calendar.ts'
import { Cells } from './cells.ts'
import type { Fault, Refuse } from './cells.ts'
import { readDate } from './dates.ts'
import { placeOf } from './labels.ts'
import { age_years_max, age_years_min, exit_years_ahead_max, exit_years_back_max } from './limits.ts'
import { tidy } from './names.ts'
import type { Columns } from './presets.ts'
import type { ProblemCode, ProblemParams } from './problems.ts'
import type { Row } from '#platform/csv/rows.ts'

export type PupilRow = {
  line: number
  sourceId: string
  givenName: string
  familyName: string
  classLabel: string | null
  yearLabel: string | null
  /** 'YYYY-MM-DD', the 18th birthday; null where the file gives no birth date. */
  majorityDate: string | null
  /** 'YYYY-MM-DD', the last day at school; null while none is set. */
  exitOn: string | null
}

/** Reads the cells of the mapped columns; one for a whole file, for it shares repeated texts among its rows. */
export class PupilCells extends Cells {
  private readonly spans: Spans

  /** `today` ('YYYY-MM-DD') decides which dates are plausible. */
  constructor(of: Columns['of'], today: string) {
    super(of)
    this.spans = plausibleSpans(today)
  }

  /** The pupil of a row. What is wrong goes into `faults`; null when it makes the row unclear. */
  readFields(row: Row, sourceId: string, faults: Fault[]): PupilRow | null {
    const refuse = (code: ProblemCode, params: ProblemParams = {}): null => {
      faults.push({ code, params })
      return null
    }
    const name = this.readNames(row, refuse)
    const classCell = this.readLabel(row, 'classLabel', refuse)
    const yearCell = this.readLabel(row, 'yearLabel', refuse)
    const majorityDate = this.readMajority(row, refuse)
    const exitOn = this.readDay(row, 'exitDate', refuse)
    if (!name || faults.length > 0) return null
    if (majorityDate === null && (this.of.birthDate ?? this.of.majorityDate) !== undefined) faults.push({ code: 'birth_date_missing', params: {} })
    const { classLabel, yearLabel } = placeOf(classCell ?? '', yearCell ?? '')
    return { line: row.line, sourceId, familyName: name.familyName, givenName: name.givenName, classLabel, yearLabel, majorityDate, exitOn }
  }

  /** The day of majority, by the birth date or by a column of its own; where both are given they agree. */
  private readMajority(row: Row, refuse: Refuse): string | null {
    const birthDate = this.readDay(row, 'birthDate', refuse)
    const stated = this.readDay(row, 'majorityDate', refuse)
    const derived = birthDate === null ? null : this.shared(majorityOf(birthDate))
    if (derived !== null && stated !== null && derived !== stated) return refuse('majority_contradicts')
    return derived ?? stated
  }

  private readDay(row: Row, field: keyof Spans, refuse: Refuse): string | null {
    const text = tidy(this.cell(row, field))
    if (text === '') return null
    const [first, last] = this.spans[field]
    const date = readDate(text, last)
    if (date === null) return refuse('date_unreadable', { field })
    return date >= first && date <= last ? this.shared(date) : refuse('date_implausible', { field })
  }
}

type Spans = Record<'birthDate' | 'majorityDate' | 'exitDate', readonly [string, string]>

/** First and last plausible day of each date: nobody at school was born in 1900 or leaves in 2090. */
function plausibleSpans(today: string): Spans {
  const years = (n: number): string => addMonths(today, n * 12)
  return {
    birthDate: [years(-age_years_max), years(-age_years_min)],
    majorityDate: [years(18 - age_years_max), years(18 - age_years_min)],
    exitDate: [years(-exit_years_back_max), years(exit_years_ahead_max)],
  }
}
