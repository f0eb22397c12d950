/** One row of a pupil file: its mapped cells become a pupil, and the birth date the day of majority. */
import { addMonths, majorityDate as majorityOf } from '#platform/time/calendar.ts'
import { readDate } from './dates.ts'
import { placeOf } from './labels.ts'
import { age_years_max, age_years_min, exit_years_ahead_max, exit_years_back_max, label_characters_max, source_id_characters_max } from './limits.ts'
import { readName, refusedCharacter, tidy } from './names.ts'
import type { Columns, PupilField } from './presets.ts'
import type { ProblemCode, ProblemParams } from './problems.ts'
import type { Row } from './rows.ts'

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
export type Fault = { code: ProblemCode; params: ProblemParams }

/** Reads the cells of the mapped columns; one for a whole file, for it shares repeated texts among its rows. */
export class PupilCells {
  private readonly of: Columns['of']
  private readonly spans: Spans
  private readonly texts = new Map<string, string>()

  /** `today` ('YYYY-MM-DD') decides which dates are plausible. */
  constructor(of: Columns['of'], today: string) {
    this.of = of
    this.spans = plausibleSpans(today)
  }

  /** The stable id of a row, or why there is none. */
  readId(row: Row): string | Fault {
    const text = this.detach(tidy(this.cell(row, 'id')))
    if (text === '') return { code: 'id_missing', params: {} }
    if (/^\d+([.,]\d+)?E\+?\d+$/i.test(text)) return { code: 'id_rounded', params: {} }
    const isReadable = text.length <= source_id_characters_max && /^[\p{L}\p{N}{(][\p{L}\p{N}{}()._:/-]*$/u.test(text)
    return isReadable ? text : { code: 'id_unreadable', params: {} }
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
    const place = placeOf(classCell ?? '', yearCell ?? '')
    return { line: row.line, sourceId, ...name, ...place, majorityDate, exitOn }
  }

  private readNames(row: Row, refuse: Refuse): { givenName: string; familyName: string } | null {
    const { of } = this
    let family = this.cell(row, 'familyName')
    let given = this.cell(row, 'givenName')
    if (of.fullName !== undefined && (of.familyName === undefined || of.givenName === undefined)) {
      const parts = this.cell(row, 'fullName').split(',')
      if (parts.length === 1 && parts[0]!.trim() === '') return refuse('name_missing', { field: 'fullName' })
      if (parts.length !== 2) return refuse('name_not_separable')
      family = parts[0]!
      given = parts[1]!
    }
    const familyName = readName(family, 'familyName')
    const givenName = readName(given, 'givenName')
    for (const read of [familyName, givenName]) if ('code' in read) refuse(read.code, read.params)
    if ('code' in familyName || 'code' in givenName) return null
    return { familyName: this.detach(familyName.text), givenName: this.detach(givenName.text) }
  }

  private readLabel(row: Row, field: 'classLabel' | 'yearLabel', refuse: Refuse): string | null {
    const text = tidy(this.cell(row, field))
    if (text === '') return null
    const isReadable = text.length <= label_characters_max && refusedCharacter(text) === null && /[\p{L}\p{N}]/u.test(text)
    return isReadable ? this.detach(text) : refuse('label_unreadable', { field })
  }

  /** The day of majority, by the birth date or by a column of its own; where both are given they agree. */
  private readMajority(row: Row, refuse: Refuse): string | null {
    const birthDate = this.readDay(row, 'birthDate', refuse)
    const stated = this.readDay(row, 'majorityDate', refuse)
    const derived = birthDate === null ? null : majorityOf(birthDate)
    if (derived !== null && stated !== null && derived !== stated) return refuse('majority_contradicts')
    return derived ?? stated
  }

  private readDay(row: Row, field: keyof Spans, refuse: Refuse): string | null {
    const text = tidy(this.cell(row, field))
    if (text === '') return null
    const [first, last] = this.spans[field]
    const date = readDate(text, last)
    if (date === null) return refuse('date_unreadable', { field })
    return date >= first && date <= last ? date : refuse('date_implausible', { field })
  }

  private cell(row: Row, field: PupilField): string {
    const at = this.of[field]
    return at === undefined ? '' : (row.cells[at] ?? '')
  }

  /**
   * A copy that shares no memory with the file: the engine cuts longer strings as windows into their source, which would keep the whole text,
   * ignored columns and all, alive for as long as one name of it. Repeated labels are one string.
   */
  private detach(text: string): string {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    const copy = Buffer.from(text, 'utf8').toString('utf8')
    this.texts.set(copy, copy)
    return copy
  }
}

type Spans = Record<'birthDate' | 'majorityDate' | 'exitDate', readonly [string, string]>
type Refuse = (code: ProblemCode, params?: ProblemParams) => null

/** First and last plausible day of each date: nobody at school was born in 1900 or leaves in 2090. */
function plausibleSpans(today: string): Spans {
  const years = (n: number): string => addMonths(today, n * 12)
  return {
    birthDate: [years(-age_years_max), years(-age_years_min)],
    majorityDate: [years(18 - age_years_max), years(18 - age_years_min)],
    exitDate: [years(-exit_years_back_max), years(exit_years_ahead_max)],
  }
}
