/**
 * What is stored about a person, told to nobody but that person (X2): per room and category how many records, since when and how long, and where it is
 * harmless their values. Everything follows from the manifests; a table that is declared appears here without a line more.
 *
 * A record that concerns two people (a guardianship, a task about a child) is counted for its owner, if its manifest names one, and else for nobody: a number
 * that moves would tell the one what a clerk, a court or the other parent did (T3). That something is not counted is said to everybody alike, so that it tells
 * nothing either.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import { wordsOf } from './columns.de.ts'
import { keepText } from './document.ts'
import type { DocumentContext } from './document.ts'
import { stored_counted_max, stored_rows_max } from './limits.ts'
import { walkSubjects } from './walk.ts'
import type { SubjectRows } from './walk.ts'

/** A date 'YYYY-MM-DD', an instant in ISO 8601, yes or no, or words. */
export type StoredValue = { label: string; kind: 'day' | 'instant' | 'flag' | 'text'; value: string }
export type Counted = { count: number; isMore: boolean; since: string | null }
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

/** What of a table this person is told. */
type Told = { declaration: TableDeclaration; about: Counted; acted: Counted; rows: StoredValue[][]; isShared: boolean; isClosed: boolean }

const NOTHING: Counted = { count: 0, isMore: false, since: null }

/** The rooms with something to tell, in the order of the manifests; asks one query per table and standing. */
export async function storedAbout(database: Database, manifests: Iterable<Manifest>, personId: string, context: Pick<DocumentContext, 'option'>): Promise<StoredRoom[]> {
  const all = [...manifests]
  const told = new Map<TableDeclaration, Told>()
  for (const [declaration, ways] of Map.groupBy(walkSubjects(all, personId), (way) => way.declaration)) told.set(declaration, await tell(database, declaration, ways))
  return all.flatMap((manifest) => {
    const tables = manifest.data.map((declaration) => told.get(declaration)).filter((one) => one !== undefined)
    const categories = Object.entries(manifest.categories).flatMap(([id, category]) => {
      const here = tables.filter((one) => categoriesOf(one.declaration).has(id))
      const about = sum(here.map((one) => one.about))
      const acted = sum(here.map((one) => one.acted))
      const isPartly = here.some((one) => one.isShared) || (here.length > 0 && here.every((one) => one.isClosed))
      if (about.count === 0 && acted.count === 0 && !isPartly) return []
      const keeps = [...new Set(here.map((one) => keepText(one.declaration.keep, context)))]
      // A table with several categories shows its rows in the first of them only.
      const rows = here.flatMap((one) => ([...categoriesOf(one.declaration)][0] === id ? one.rows : []))
      return [{ label: category.label, source: category.source, readers: [...category.readers], keeps, about, acted, rows, isPartly }]
    })
    const { count, isMore } = sum(tables.flatMap((one) => [one.about, one.acted]))
    return categories.length === 0 ? [] : [{ module: manifest.id, name: manifest.name, purpose: manifest.purpose.text, count, isMore, categories }]
  })
}

const isActor = ({ subject }: SubjectRows) => subject.onErasure === 'anonymise'
const isOpen = ({ subject }: SubjectRows) => subject.export.includes('access')

async function tell(database: Database, declaration: TableDeclaration, ways: readonly SubjectRows[]): Promise<Told> {
  const concerned = ways.filter((way) => !isActor(way))
  const own = concerned.find(isOpen)
  const acting = ways.filter((way) => isActor(way) && isOpen(way))
  const shared = own === undefined || own.subject.isOwner ? [] : concerned.filter((way) => way !== own).map((way) => way.isAnothers)
  const about = own === undefined ? NOTHING : await counted(database, declaration, [own], shared)
  const acted = acting.length === 0 ? NOTHING : await counted(database, declaration, acting, own === undefined ? [] : [own.isTheirs])
  const rows = own !== undefined && concerned.length === 1 && about.count > 0 ? await valuesOf(database, declaration, own) : []
  return { declaration, about, acted, rows, isShared: concerned.length > 1, isClosed: own === undefined && acting.length === 0 }
}

/** Rows that any of the ways finds and none of `except` holds for. */
async function counted(database: Database, declaration: TableDeclaration, ways: readonly SubjectRows[], except: readonly RawBuilder<boolean>[]): Promise<Counted> {
  const since = sinceColumn(declaration)
  const column = since === null ? sql`NULL` : sql`${sql.ref(`${declaration.table}.${since}`)}`
  const found = sql.join(ways.map((way) => way.isTheirs), sql` OR `)
  const others = sql.join(except.map((one) => sql`AND (${one}) IS NOT TRUE`), sql` `)
  const { rows } = await sql<{ count: number; since: Date | string | null }>`
    SELECT count(*) AS count, min(since) AS since FROM (
      SELECT ${column} AS since FROM ${sql.table(declaration.table)} WHERE (${found}) ${except.length === 0 ? sql`` : others}
      ORDER BY 1 LIMIT ${stored_counted_max + 1}) AS found`.execute(database)
  const { count, since: first } = rows[0]!
  return { count: Math.min(count, stored_counted_max), isMore: count > stored_counted_max, since: first instanceof Date ? first.toISOString() : first }
}

/** Values of the person's own columns, of columns with words only: the others are not asked for. */
async function valuesOf(database: Database, declaration: TableDeclaration, own: SubjectRows): Promise<StoredValue[][]> {
  const columns = readableColumns(declaration)
  if (columns.length === 0) return []
  const since = sinceColumn(declaration)
  const order = since === null ? sql`` : sql`ORDER BY ${sql.ref(`${declaration.table}.${since}`)} DESC`
  const { rows } = await sql<Record<string, unknown>>`
    SELECT ${sql.join(columns.map((column) => sql.ref(`${declaration.table}.${column}`)))} FROM ${sql.table(declaration.table)} WHERE ${own.isTheirs} ${order} LIMIT ${stored_rows_max}`.execute(database)
  return rows.map((row) => columns.flatMap((column) => readable(declaration.table, column, row[column]))).filter((row) => row.length > 0)
}

/** Personal columns of a table whose values are told to their owner. */
export function readableColumns({ table, columns }: TableDeclaration): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (column.kind === 'personal' && wordsOf(table, name) !== undefined ? [name] : []))
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

/** Days and instants that are no beginning of a record. */
const NO_BEGINNING = new Set(['majority_on', 'exit_on', 'last_on', 'due_on', 'expires_at', 'edited_at', 'removed_at', 'proved_at'])

/** The column that tells since when: the first day or instant that is no end. */
function sinceColumn({ columns }: TableDeclaration): string | null {
  return Object.entries(columns).find(([name, column]) => column.kind === 'personal' && /(^|_)(at|on)$/.test(name) && !name.startsWith('until') && !NO_BEGINNING.has(name))?.[0] ?? null
}

function categoriesOf({ columns }: TableDeclaration): Set<string> {
  return new Set(Object.values(columns).flatMap((column) => (column.kind === 'personal' ? [column.category] : [])))
}

function sum(parts: readonly Counted[]): Counted {
  const sinces = parts.flatMap((one) => one.since ?? []).sort()
  return { count: parts.reduce((total, one) => total + one.count, 0), isMore: parts.some((one) => one.isMore), since: sinces[0] ?? null }
}
