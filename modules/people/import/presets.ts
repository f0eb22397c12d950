/**
 * Which column of which program holds what. A mapping is data: it can be recognised by the header, chosen by a person or stored for the next time.
 * The fields below are the allow-list of X12; a column that no field claims is listed by its header and never read.
 */
import { columns_max } from './limits.ts'
import { ImportRefused } from './problems.ts'

export type FileKind = 'pupils' | 'parents' | 'staff' | 'courses'
/** `fullName` is "Name, Vorname" in one column. */
export type PupilField = 'id' | 'givenName' | 'familyName' | 'fullName' | 'classLabel' | 'yearLabel' | 'birthDate' | 'majorityDate' | 'exitDate'
export type Mapping = {
  kind: 'pupils'
  /** Which preset it came from, or a name the school gave it. */
  preset: string
  /** The header of the column for each field, as the file writes it; case, spaces and dots do not matter. */
  columns: Partial<Record<PupilField, string>>
}
export type Columns = {
  /** Number of the column (from 0) for each mapped field. */
  of: Partial<Record<PupilField, number>>
  /** Headers of all other columns: "wird nicht übernommen". */
  ignored: string[]
  /** How many columns a row may fill. */
  expected: number
}

type Preset = {
  kind: 'pupils'
  id: string
  /** All of these headers stand in the file. */
  signature: readonly string[]
  /** Accepted headers, the best first. */
  columns: Partial<Record<PupilField, readonly string[]>>
}

const presets: readonly Preset[] = [
  {
    kind: 'pupils',
    id: 'schild',
    signature: ['Interne ID-Nummer'],
    columns: {
      id: ['Interne ID-Nummer'],
      givenName: ['Vorname'],
      familyName: ['Nachname'],
      classLabel: ['Klasse'],
      yearLabel: ['Jahrgang'],
      birthDate: ['Geburtsdatum'],
      exitDate: ['Entlassdatum'],
    },
  },
  {
    kind: 'pupils',
    id: 'old-program',
    signature: ['Name, Vorname', 'Schülernr.'],
    columns: {
      id: ['Schülernr.'],
      fullName: ['Name, Vorname'],
      classLabel: ['Klasse'],
      yearLabel: ['Jahrgang'],
      birthDate: ['Geb.-Datum'],
    },
  },
]

/** Headers that several programs and hand-made lists use; asked after the presets and after the signs of another kind of file. */
const neutral: Preset = {
  kind: 'pupils',
  id: 'neutral',
  signature: [],
  columns: {
    id: ['Schüler-ID', 'Schülernummer', 'Schülernr', 'Schüler-Nr', 'Fremdschlüssel', 'Personen-ID', 'Externe ID', 'Student ID', 'ID', 'Nummer', 'Nr'],
    givenName: ['Rufname', 'Vorname', 'Vornamen', 'Given name', 'First name'],
    familyName: ['Nachname', 'Familienname', 'Zuname', 'Name', 'Family name', 'Last name', 'Surname'],
    fullName: ['Name, Vorname', 'Nachname, Vorname', 'Familienname, Vorname'],
    classLabel: ['Klasse', 'Klassenbezeichnung', 'Class'],
    yearLabel: ['Jahrgang', 'Jahrgangsstufe', 'Klassenstufe', 'Stufe', 'Year'],
    birthDate: ['Geburtsdatum', 'Geb.-Datum', 'Geburtstag', 'geboren am', 'geb. am', 'Birth date', 'Date of birth'],
    majorityDate: ['Volljährig ab', 'Volljährigkeit', 'volljährig am', 'Majority date'],
    exitDate: ['Entlassdatum', 'Abgangsdatum', 'Austrittsdatum', 'Abgang am', 'Abgang', 'Austritt', 'Exit date'],
  },
}

/** One of these headers says that the file is of another kind, whatever else it holds: staff must never come in as pupils. */
const otherKinds: readonly { kind: FileKind; signs: readonly string[] }[] = [
  { kind: 'parents', signs: ['Eltern-ID', 'Kind-ID', 'sorgeberechtigt', 'Sorgeberechtigt ja/nein'] },
  { kind: 'staff', signs: ['Kürzel', 'Lehrerkürzel', 'Lehrer-ID', 'Lehrkraft-ID', 'Unterrichtsfächer', 'Fächer'] },
  { kind: 'courses', signs: ['Kurs', 'Kurs-ID', 'Kursart', 'Kursbezeichnung'] },
]

/**
 * The mapping for a file with these headers. Throws ImportRefused: `header_other_kind` for parents, staff and courses, `header_missing` where the
 * first row is no header, `header_unknown`, `column_missing` where a preset fits but lacks the id or the name.
 */
export function recognise(headers: readonly string[]): Mapping {
  const keys = new Set(headers.map(headerKey))
  const holds = (header: string): boolean => keys.has(headerKey(header))
  const preset = presets.find((p) => p.signature.every(holds))
  if (preset) return mappingOf(preset, headers)
  const other = otherKinds.find((o) => o.signs.some(holds))
  if (other) throw new ImportRefused('header_other_kind', { kind: other.kind })
  const mapping = mappingOf(neutral, headers)
  const { id, classLabel, yearLabel, birthDate, majorityDate } = mapping.columns
  if (isNamed(mapping) && id && (classLabel ?? yearLabel ?? birthDate ?? majorityDate)) return mapping
  if (!headers.every(isHeader)) throw new ImportRefused('header_missing')
  if (isNamed(mapping) && !id) throw new ImportRefused('column_missing', { field: 'id' })
  throw new ImportRefused('header_unknown', { columns: headers.length })
}

/**
 * Where the fields of a mapping stand among the headers. Throws ImportRefused `column_missing` (without id or name, or a header that is not
 * in the file), `column_twice`, `columns_too_many`.
 */
export function columnsOf(mapping: Mapping, headers: readonly string[]): Columns {
  if (headers.length > columns_max) throw new ImportRefused('columns_too_many', { columns_max }, 1)
  if (!mapping.columns.id) throw new ImportRefused('column_missing', { field: 'id' })
  if (!isNamed(mapping)) throw new ImportRefused('column_missing', { field: mapping.columns.givenName ? 'familyName' : 'givenName' })
  const keys = headers.map(headerKey)
  const of: Columns['of'] = {}
  for (const [field, header] of Object.entries(mapping.columns) as [PupilField, string][]) {
    const at = keys.indexOf(headerKey(header))
    if (at < 0) throw new ImportRefused('column_missing', { field })
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

function mappingOf(preset: Preset, headers: readonly string[]): Mapping {
  const columns: Mapping['columns'] = {}
  for (const [field, accepted] of Object.entries(preset.columns) as [PupilField, readonly string[]][]) {
    const header = accepted.map((a) => headers.find((h) => headerKey(h) === headerKey(a))).find((h) => h !== undefined)
    if (header !== undefined) columns[field] = header
  }
  if (columns.givenName && columns.familyName) delete columns.fullName
  return { kind: 'pupils', preset: preset.id, columns }
}

function isNamed(mapping: Mapping): boolean {
  const { givenName, familyName, fullName } = mapping.columns
  return Boolean(fullName ?? (givenName && familyName))
}

/** A header is a word; a date, a long number or an address is a person's. */
function isHeader(cell: string): boolean {
  return !/^\s*(\d{2,}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2})\s*$|@/.test(cell)
}

function plainHeader(header: string): string {
  return header.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim()
}
