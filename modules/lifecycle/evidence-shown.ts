/** An opened record of sealed evidence in words: every column that has some, in the order of the manifest, with the persons and the text it was about by name. */
import type { Trx } from '#platform/database/connect.ts'
import type { Evidence } from '#platform/erasure/evidence.ts'
import { readable } from '#platform/export/file/room.ts'
import { namesOf } from '#platform/identity/people.ts'
import type { Platform } from '#platform/module/platform.ts'
import { wordsOf } from '#platform/privacy/columns.de.ts'
import type { ColumnWords } from '#platform/privacy/columns.de.ts'
import { EVIDENCE_PERSONS, EVIDENCE_WORDS, evidenceTexts } from './texts/evidence.de.ts'

type Row = Evidence['tables'][string][number]
type Cell = { label: string; value: string }
type Known = { self: string; names: ReadonlyMap<string, { displayName: string }>; versions: ReadonlyMap<string, string> }

const VERSION = 'document_version_id'

/** The words of a column of sealed evidence, or undefined where it says nothing to a reader. */
export function evidenceWordsOf(table: string, column: string): ColumnWords | undefined {
  return EVIDENCE_WORDS[`${table}.${column}`] ?? EVIDENCE_WORDS[column] ?? wordsOf(table, column)
}

/** The records as the contract tells them. */
export async function shownRecords({ manifests }: Pick<Platform, 'manifests'>, trx: Trx, records: readonly Evidence[]) {
  const rows = records.flatMap(({ tables }) => Object.values(tables).flat())
  const names = await namesOf(trx, rows.flatMap((row) => Object.keys(EVIDENCE_PERSONS).map((column) => row[column])).filter(isText))
  const versions = await versionsOf(trx, rows.map((row) => row[VERSION]).filter(isText))
  const declared = [...manifests.values()].flatMap(({ name, data, categories }) => data.map((one) => ({ room: name, declaration: one, categories })))
  return records.map(({ person, sealedOn, keepUntil, tables }) => ({
    displayName: person.name, type: person.type as 'pupil', sealedOn, keepUntil,
    tables: Object.entries(tables).map(([table, found]) => {
      const of = declared.find(({ declaration }) => declaration.table === table)
      const category = of && Object.values(of.declaration.columns).find((column) => column.kind === 'personal')
      const columns = of === undefined ? [] : Object.keys(of.declaration.columns)
      return {
        room: of?.room ?? table, label: category?.kind === 'personal' ? (of!.categories[category.category]?.label ?? '') : '',
        rows: found.map((row) => ({ values: columns.flatMap((column) => cellOf(table, column, row, { self: person.id, names, versions })) })),
      }
    }),
  }))
}

/** None where nothing stands, and none for the person whose evidence it is. */
function cellOf(table: string, column: string, row: Row, { self, names, versions }: Known): Cell[] {
  const value = row[column]
  if (column === VERSION && isText(value)) return [{ label: evidenceTexts.version, value: versions.get(value) ?? '' }].filter(isSaid)
  const person = EVIDENCE_PERSONS[column]
  if (person !== undefined) return isText(value) && value !== self ? [{ label: person, value: names.get(value)?.displayName ?? evidenceTexts.gone }] : []
  const words = evidenceWordsOf(table, column)
  if (words === undefined || value === undefined || value === null || typeof value === 'object') return []
  const text = typeof value === 'boolean' ? (value ? evidenceTexts.yes : evidenceTexts.no) : readable(words, { [column]: asInstant(value as string | number) }, column)
  return [{ label: words.label, value: text }].filter(isSaid)
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isSaid = ({ value }: Cell): boolean => value !== ''

async function versionsOf(trx: Trx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await trx.selectFrom('document_version').select(['id', 'title', 'major', 'minor']).where('id', 'in', [...new Set(ids)]).execute()
  return new Map(rows.map((row) => [row.id, evidenceTexts.versionOf(row)]))
}

/** An instant as JSON of the database says it, in the form that pages are made from. */
function asInstant(value: string | number): string | number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value
}
