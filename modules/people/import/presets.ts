/**
 * Which column of which program holds what. A mapping is data: it can be recognised by the header, chosen by a person or stored for the next time.
 * The fields below are the allow-list of X12; a column that no field claims is listed by its header and never read.
 */
import { columns_max } from '#platform/csv/limits.ts'
import { neutral, presets, signsOf } from './programs.ts'
import type { Preset } from './programs.ts'
import { ImportRefused } from './problems.ts'

export const FILE_KINDS = ['pupils', 'parents', 'staff', 'courses'] as const
export type FileKind = (typeof FILE_KINDS)[number]
/** `fullName` is "Name, Vorname" in one column. */
export type PupilField = 'id' | 'givenName' | 'familyName' | 'fullName' | 'classLabel' | 'yearLabel' | 'birthDate' | 'majorityDate' | 'exitDate'
export type Field = PupilField | 'wardId' | 'relation' | 'custody' | 'shortCode' | 'subjects' | 'leadOf' | 'courseLabel' | 'teacher' | 'memberId'

/** The allow-list (X12): what may be taken from a file of each kind, and nothing else. */
export const FIELDS: Readonly<Record<FileKind, readonly Field[]>> = {
  pupils: ['id', 'familyName', 'givenName', 'fullName', 'classLabel', 'yearLabel', 'birthDate', 'majorityDate', 'exitDate'],
  parents: ['id', 'familyName', 'givenName', 'fullName', 'wardId', 'relation', 'custody'],
  staff: ['id', 'shortCode', 'familyName', 'givenName', 'fullName', 'subjects', 'leadOf'],
  courses: ['id', 'courseLabel', 'teacher', 'memberId'],
}

export type Mapping = {
  kind: FileKind
  /** Which preset it came from, or a name the school gave it. */
  preset: string
  /** The header of the column for each field, as the file writes it; case, spaces and dots do not matter. */
  columns: Partial<Record<Field, string>>
}
export type Columns = {
  /** Number of the column (from 0) for each mapped field. */
  of: Partial<Record<Field, number>>
  /** Headers of all other columns: "wird nicht übernommen". */
  ignored: string[]
  /** How many columns a row may fill. */
  expected: number
}

/**
 * The mapping for a file of this kind with these headers. Throws ImportRefused: `header_other_kind` where the signs are of another kind (nobody may come
 * in as something else), `header_missing` where the first row is no header, `header_unknown`, `column_missing` where all fits but id or name.
 */
export function recognise(headers: readonly string[], kind: FileKind = 'pupils'): Mapping {
  const preset = presets.find((one) => one.kind === kind && isOf(one, headers))
  if (preset) return mappingOf(preset, headers)
  const other = kindOf(headers)
  if (other !== null && other !== kind) throw new ImportRefused('header_other_kind', { kind: other })
  const mapping = mappingOf(neutral[kind], headers)
  const lacking = lackingField(mapping)
  const { classLabel, yearLabel, birthDate, majorityDate } = mapping.columns
  if (lacking === null && (kind !== 'pupils' || (classLabel ?? yearLabel ?? birthDate ?? majorityDate))) return mapping
  if (!headers.every(isHeader)) throw new ImportRefused('header_missing')
  if (lacking === 'id' && isNamed(mapping)) throw new ImportRefused('column_missing', { field: 'id' })
  throw new ImportRefused('header_unknown', { columns: headers.length })
}

/** What the headers say a file holds; null where they say nothing. */
export function kindOf(headers: readonly string[]): FileKind | null {
  const preset = presets.find((one) => isOf(one, headers))
  if (preset) return preset.kind
  const keys = new Set(headers.map(headerKey))
  return signsOf.find(({ signs }) => signs.some((sign) => keys.has(headerKey(sign))))?.kind ?? null
}

/** As far as it can be guessed, also where a field is lacking: the beginning of a mapping by hand. Throws `header_missing` where the first row is a person. */
export function guessMapping(headers: readonly string[], kind: FileKind): Mapping {
  if (!headers.every(isHeader)) throw new ImportRefused('header_missing')
  const preset = presets.find((one) => one.kind === kind && isOf(one, headers))
  return mappingOf(preset ?? neutral[kind], headers)
}

/**
 * Where the fields of a mapping stand among the headers. Throws ImportRefused `column_missing` (without id or name, a field of another kind, or a header
 * that is not in the file), `column_twice`, `columns_too_many`.
 */
export function columnsOf(mapping: Mapping, headers: readonly string[]): Columns {
  if (headers.length > columns_max) throw new ImportRefused('columns_too_many', { columns_max }, 1)
  const lacking = lackingField(mapping)
  if (lacking !== null) throw new ImportRefused('column_missing', { field: lacking })
  const keys = headers.map(headerKey)
  const of: Columns['of'] = {}
  for (const [field, header] of Object.entries(mapping.columns) as [Field, string][]) {
    const at = keys.indexOf(headerKey(header))
    if (at < 0 || !FIELDS[mapping.kind].includes(field)) throw new ImportRefused('column_missing', { field })
    if (keys.includes(headerKey(header), at + 1)) throw new ImportRefused('column_twice', { column: plainHeader(header) })
    of[field] = at
  }
  const taken = new Set(Object.values(of))
  const expected = headers.findLastIndex((h) => h.trim() !== '') + 1
  const ignored = headers.slice(0, expected).flatMap((header, i) => (taken.has(i) ? [] : [plainHeader(header) || `#${i + 1}`]))
  return { of, ignored, expected }
}

/** Equal for headers that differ in case, spaces and punctuation only. */
export function headerKey(header: string): string {
  return header
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

/** A header as it may be shown: without signs that hide or turn text. */
export function plainHeader(header: string): string {
  return header.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim()
}

function isOf(preset: Preset, headers: readonly string[]): boolean {
  const keys = new Set(headers.map(headerKey))
  return preset.signature.every((header) => keys.has(headerKey(header)))
}

function mappingOf(preset: Preset, headers: readonly string[]): Mapping {
  const columns: Mapping['columns'] = {}
  for (const [field, accepted] of Object.entries(preset.columns) as [Field, readonly string[]][]) {
    const header = accepted.map((a) => headers.find((h) => headerKey(h) === headerKey(a))).find((h) => h !== undefined)
    if (header !== undefined) columns[field] = header
  }
  if (columns.givenName && columns.familyName) delete columns.fullName
  return { kind: preset.kind, preset: preset.id, columns }
}

/** The first field without which a file of this kind says nothing; null when all are there. Parents without an id are told apart by child and name. */
function lackingField(mapping: Mapping): Field | null {
  const { kind, columns } = mapping
  if (kind === 'courses') return !columns.memberId ? 'memberId' : !(columns.id ?? columns.courseLabel) ? 'courseLabel' : null
  if (kind === 'parents' && !columns.wardId) return 'wardId'
  if (kind === 'pupils' && !columns.id) return 'id'
  if (kind === 'staff' && !(columns.id ?? columns.shortCode)) return 'id'
  return isNamed(mapping) ? null : columns.givenName ? 'familyName' : 'givenName'
}

function isNamed({ columns: { givenName, familyName, fullName } }: Mapping): boolean {
  return Boolean(fullName ?? (givenName && familyName))
}

/** A header is a word; a date, a long number or an address is a person's. */
function isHeader(cell: string): boolean {
  return !/^\s*(\d{2,}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2})\s*$|@/.test(cell)
}
