/**
 * What is stored about a person (X2): per room and category how many records, since when and how long, and where it is harmless their values. Told to that
 * person, and of a minor to each guardian: master data, consents and registers, as the manifests declare it (A18). Everything follows from the manifests; a
 * table that is declared appears here without a line more.
 *
 * A record that concerns two people (a guardianship, a task about a child) is counted for its owner, if its manifest names one, and else for nobody: a number
 * that moves would tell the one what a clerk, a court or the other parent did (T3). To a guardian it is counted when it concerns child and reader alone, and
 * the manifest says so. That something is not counted is said to everybody alike, so that it tells nothing either.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { wordsOf } from './columns.de.ts'
import { NO_ROWS, countRows, sinceColumn, sum } from './counted.ts'
import type { Counted, Counts } from './counted.ts'
import { keepText, readersOf } from './document.ts'
import type { DocumentContext } from './document.ts'
import { stored_rows_max } from './limits.ts'
import { walkSubjects } from './walk.ts'
import type { SubjectRows } from './walk.ts'

/** A date 'YYYY-MM-DD', an instant in ISO 8601, yes or no, or words. */
export type StoredValue = { label: string; kind: 'day' | 'instant' | 'flag' | 'text'; value: string }
export type StoredCategory = {
  label: string
  source: string
  readers: string[]
  keeps: string[]
  /** Records about the person, and records of others in which they only acted. */
  about: Counted
  acted: Counted
  rows: StoredValue[][]
  /** Something here is not counted: because another person is concerned too, or because nothing of it is ever told (hashes). Follows from the manifests alone. */
  isPartly: boolean
}
/** `count`: all records of the room; tables that hold several categories count once. */
export type StoredRoom = { module: string; name: string; purpose: string; count: number; isMore: boolean; categories: StoredCategory[] }

type Context = Pick<DocumentContext, 'option'>
/** What of a table the reader is told. */
type Told = { declaration: TableDeclaration; about: Counts; acted: Counts; rows: StoredValue[][]; isShared: boolean; isClosed: boolean }
/** To whom it is told: which categories, and what of a table. */
type Telling = { isOpen(manifest: Manifest, category: string): boolean; tell(ways: readonly SubjectRows[], categories: readonly string[]): Promise<Omit<Told, 'declaration'>> }

/** The rooms with something to tell to the person, in the order of the manifests; asks one query per table and standing. */
export function storedAbout(database: Database, manifests: Iterable<Manifest>, personId: string, context: Context): Promise<StoredRoom[]> {
  return rooms([...manifests], personId, context, { isOpen: () => true, tell: (ways, categories) => tell(database, ways, categories) })
}

/**
 * The same for a guardian of the person (A18). That the reader is one today and under no contact ban is decided before, at the door. Nothing the child did
 * or wrote is told, and no number moves by what another guardian declared or a court ordered.
 */
export function storedForGuardian(database: Database, manifests: Iterable<Manifest>, { wardId, guardianId }: { wardId: string; guardianId: string }, context: Context): Promise<StoredRoom[]> {
  const all = [...manifests]
  const asReader = walkSubjects(all, guardianId)
  return rooms(all, wardId, context, {
    isOpen: ({ categories }, key) => categories[key]?.guardian !== undefined,
    tell: (ways, categories) => tellGuardian(database, ways, categories, (way) => asReader.find((one) => one.declaration === way.declaration && one.subject === way.subject)!),
  })
}

async function rooms(all: readonly Manifest[], personId: string, context: Context, telling: Telling): Promise<StoredRoom[]> {
  const told = new Map<TableDeclaration, Told>()
  for (const [declaration, ways] of Map.groupBy(walkSubjects(all, personId), (way) => way.declaration)) {
    const categories = categoriesOf(declaration).filter((key) => telling.isOpen(ways[0]!.manifest, key))
    if (categories.length > 0) told.set(declaration, { declaration, ...(await telling.tell(ways, categories)) })
  }
  return all.flatMap((manifest) => {
    const tables = manifest.data.flatMap((declaration) => told.get(declaration) ?? [])
    const categories = Object.keys(manifest.categories).flatMap((id) => (telling.isOpen(manifest, id) ? categoryOf(manifest, id, tables, telling, context) : []))
    const { count, isMore } = sum(tables.flatMap((one) => [one.about.all, one.acted.all]))
    return categories.length === 0 ? [] : [{ module: manifest.id, name: manifest.name, purpose: manifest.purpose.text, count, isMore, categories }]
  })
}

/** One category, or none where there is nothing to say. */
function categoryOf(manifest: Manifest, id: string, tables: readonly Told[], telling: Telling, context: Context): StoredCategory[] {
  const { label, source } = manifest.categories[id]!
  const here = tables.filter((one) => categoriesOf(one.declaration).includes(id))
  const about = sum(here.flatMap((one) => one.about.of.get(id) ?? []))
  const acted = sum(here.flatMap((one) => one.acted.of.get(id) ?? []))
  const isPartly = here.some((one) => one.isShared) || (here.length > 0 && here.every((one) => one.isClosed))
  if (about.count === 0 && acted.count === 0 && !isPartly) return []
  const keeps = [...new Set(here.map((one) => keepText(one.declaration.keep, context)))]
  // A table with several categories shows its rows in the first of them only.
  const rows = here.flatMap((one) => (categoriesOf(one.declaration).find((key) => telling.isOpen(manifest, key)) === id ? one.rows : []))
  return [{ label, source, readers: readersOf(manifest, id), keeps, about, acted, rows, isPartly }]
}

const isActor = ({ subject }: SubjectRows) => subject.onErasure === 'anonymise'
const isOpen = ({ subject }: SubjectRows) => subject.export.includes('access')

async function tell(database: Database, ways: readonly SubjectRows[], categories: readonly string[]): Promise<Omit<Told, 'declaration'>> {
  const { declaration } = ways[0]!
  const concerned = ways.filter((way) => !isActor(way))
  const own = concerned.find(isOpen)
  const acting = ways.filter((way) => isActor(way) && isOpen(way))
  const shared = own === undefined || own.subject.isOwner ? [] : concerned.filter((way) => way !== own).map((way) => way.isAnothers)
  const about = own === undefined ? NO_ROWS : await countRows(database, declaration, without([own], shared), categories)
  const acted = acting.length === 0 ? NO_ROWS : await countRows(database, declaration, without(acting, own === undefined ? [] : [own.isTheirs]), categories)
  const rows = own !== undefined && concerned.length === 1 && about.all.count > 0 ? await valuesOf(database, own, categories) : []
  return { about, acted, rows, isShared: concerned.length > 1, isClosed: own === undefined && acting.length === 0 }
}

/** Where others are concerned too, every one of them must be the reader. What is not counted for guardians is said to be so, by the manifests alone. */
async function tellGuardian(database: Database, ways: readonly SubjectRows[], categories: readonly string[], asReader: (way: SubjectRows) => SubjectRows): Promise<Omit<Told, 'declaration'>> {
  const { declaration } = ways[0]!
  const concerned = ways.filter((way) => !isActor(way))
  const own = concerned.find((way) => way.subject.guardian && isOpen(way))
  const others = concerned.filter((way) => way !== own)
  const about = own === undefined ? NO_ROWS : await countRows(database, declaration, sql<boolean>`${own.isTheirs} ${sql.join(others.map((way) => sql`AND ${asReader(way).isTheirs}`), sql` `)}`, categories)
  const rows = own !== undefined && others.length === 0 && about.all.count > 0 ? await valuesOf(database, own, categories) : []
  return { about, acted: NO_ROWS, rows, isShared: others.length > 0, isClosed: own === undefined }
}

/** Rows that any of the ways finds and none of `except` holds for. */
function without(ways: readonly SubjectRows[], except: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  const found = sql.join(ways.map((way) => way.isTheirs), sql` OR `)
  return sql<boolean>`(${found}) ${sql.join(except.map((one) => sql`AND (${one}) IS NOT TRUE`), sql` `)}`
}

/** Values of the person's own columns, of columns with words only: the others are not asked for. */
async function valuesOf(database: Database, { declaration, isTheirs }: SubjectRows, categories: readonly string[]): Promise<StoredValue[][]> {
  const columns = readableColumns(declaration, categories)
  if (columns.length === 0) return []
  const since = sinceColumn(declaration)
  const order = since === null ? sql`` : sql`ORDER BY ${sql.ref(`${declaration.table}.${since}`)} DESC`
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${sql.join(columns.map((column) => sql.ref(`${declaration.table}.${column}`)))} FROM ${sql.table(declaration.table)} WHERE ${isTheirs} ${order} LIMIT ${stored_rows_max}`.execute(database)
  return rows.map((row) => columns.flatMap((column) => readable(declaration.table, column, row[column]))).filter((row) => row.length > 0)
}

/** Personal columns of a table, in these categories, whose values are told. */
export function readableColumns({ table, columns }: TableDeclaration, categories: readonly string[]): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (column.kind === 'personal' && categories.includes(column.category) && wordsOf(table, name) !== undefined ? [name] : []))
}

/** A value in words; nothing where it is empty or of a kind nobody reads. A flag is worth a word only when it is set. */
function readable(table: string, column: string, value: unknown): StoredValue[] {
  const { label, values } = wordsOf(table, column)!
  if (value instanceof Date) return [{ label, kind: 'instant', value: value.toISOString() }]
  if (value === true) return [{ label, kind: 'flag', value: '' }]
  if (typeof value !== 'string' || value === '') return []
  if (values !== undefined) return values[value] === undefined ? [] : [{ label, kind: 'text', value: values[value] }]
  return [{ label, kind: /^\d{4}-\d\d-\d\d$/.test(value) ? 'day' : 'text', value }]
}

/** Categories of which a table holds something, in the order of its columns. */
export function categoriesOf({ columns }: TableDeclaration): string[] {
  return [...new Set(Object.values(columns).flatMap((column) => (column.kind === 'personal' ? [column.category] : [])))]
}
