/** Cells of mapped columns, read the same way for every kind of file: ids, names, labels. */
import { label_characters_max, source_id_characters_max } from './limits.ts'
import { readName, refusedCharacter, tidy } from './names.ts'
import type { Field } from './presets.ts'
import type { ProblemCode, ProblemParams } from './problems.ts'
import { detached } from '#platform/csv/rows.ts'
import type { Row } from '#platform/csv/rows.ts'

export type Fault = { code: ProblemCode; params: ProblemParams }
export type Refuse = (code: ProblemCode, params?: ProblemParams) => null
export type NamesRead = { givenName: string; familyName: string }

/** Reads the cells of the mapped columns; one for a whole file, for it shares repeated texts among its rows. */
export class Cells {
  protected readonly of: Partial<Record<Field, number>>
  private readonly texts = new Map<string, string>()

  constructor(of: Partial<Record<Field, number>>) {
    this.of = of
  }

  /** The stable id in a column of a row, or why there is none. */
  readId(row: Row, field: Field = 'id'): string | Fault {
    const text = this.detach(tidy(this.cell(row, field)))
    if (text === '') return { code: 'id_missing', params: {} }
    if (/^\d+([.,]\d+)?E\+?\d+$/i.test(text)) return { code: 'id_rounded', params: {} }
    const isReadable = text.length <= source_id_characters_max && /^[\p{L}\p{N}{(][\p{L}\p{N}{}()._:/-]*$/u.test(text)
    return isReadable ? text : { code: 'id_unreadable', params: {} }
  }

  /** Both names, from two columns or from "Name, Vorname"; null when the row has none that can be read. */
  readNames(row: Row, refuse: Refuse): NamesRead | null {
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

  /** A short label; null where the cell is empty or, with a fault, not readable. */
  readLabel(row: Row, field: Field, refuse: Refuse): string | null {
    const text = tidy(this.cell(row, field))
    if (text === '') return null
    const isReadable = text.length <= label_characters_max && refusedCharacter(text) === null && /[\p{L}\p{N}]/u.test(text)
    return isReadable ? this.detach(text) : refuse('label_unreadable', { field })
  }

  protected cell(row: Row, field: Field): string {
    const at = this.of[field]
    return at === undefined ? '' : (row.cells[at] ?? '')
  }

  /** A copy that shares no memory with the file. Repeated texts are one string. */
  protected detach(text: string): string {
    return this.texts.get(text) ?? this.keep(detached(text))
  }

  /** One string for what many rows say alike. */
  protected shared(text: string): string {
    return this.texts.get(text) ?? this.keep(text)
  }

  private keep(text: string): string {
    this.texts.set(text, text)
    return text
  }
}
