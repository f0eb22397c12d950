/**
 * How many rows of a table are about a person, in one statement. A row counts for a category when one of the category's columns is filled in it, so a table
 * that holds several categories says of each how much there really is; all together the row counts once. Columns are looked at for being empty, never read.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { TableDeclaration } from '#platform/module/manifest.ts'
import { stored_counted_max } from './limits.ts'

/** `isMore`: there are at least so many; the counting stopped. `since`: the oldest of those counted, an instant or a day. */
export type Counted = { count: number; isMore: boolean; since: string | null }
/** All rows with something personal in them, and of them those of each category. */
export type Counts = { all: Counted; of: ReadonlyMap<string, Counted> }

export const NOTHING: Counted = { count: 0, isMore: false, since: null }
export const NO_ROWS: Counts = { all: NOTHING, of: new Map() }

/** Counts the rows for which `which` holds, in those categories. */
export async function countRows(database: Database, declaration: TableDeclaration, which: RawBuilder<boolean>, categories: readonly string[]): Promise<Counts> {
  const since = sinceColumn(declaration)
  const beginning = since === null ? sql`NULL` : sql`${sql.ref(`${declaration.table}.${since}`)}`
  const filled = categories.map((key, n) => sql`num_nonnulls(${sql.join(columnsOf(declaration, key).map((column) => sql.ref(`${declaration.table}.${column}`)))}) > 0 AS ${sql.ref(`has${n}`)}`)
  const any = sql.join(categories.map((_, n) => sql.ref(`has${n}`)), sql` OR `)
  const each = categories.map((_, n) => sql`count(*) FILTER (WHERE ${sql.ref(`has${n}`)}) AS ${sql.ref(`count${n}`)}, min(since) FILTER (WHERE ${sql.ref(`has${n}`)}) AS ${sql.ref(`since${n}`)}`)
  const { rows } = await sql<Record<string, number | Date | string | null>>`
    SELECT count(*) AS seen, count(*) FILTER (WHERE ${any}) AS count, min(since) FILTER (WHERE ${any}) AS since, ${sql.join(each)} FROM (
      SELECT ${beginning} AS since, ${sql.join(filled)} FROM ${sql.table(declaration.table)} WHERE ${which}
      ORDER BY 1 LIMIT ${stored_counted_max + 1}) AS found`.execute(database)
  const row = rows[0]!
  const isMore = Number(row['seen']) > stored_counted_max
  const read = (n: number | '') => counted(Number(row[`count${n}`]), isMore, row[`since${n}`] as Date | string | null)
  return { all: read(''), of: new Map(categories.map((key, n) => [key, read(n)])) }
}

function counted(count: number, isMore: boolean, since: Date | string | null): Counted {
  return { count: Math.min(count, stored_counted_max), isMore: isMore && count > 0, since: since instanceof Date ? since.toISOString() : since }
}

/** Personal columns of one category. */
function columnsOf({ columns }: TableDeclaration, category: string): string[] {
  return Object.entries(columns).flatMap(([name, column]) => (column.kind === 'personal' && column.category === category ? [name] : []))
}

/** Days and instants that are no beginning of a record. */
const NO_BEGINNING = new Set(['majority_on', 'exit_on', 'last_on', 'due_on', 'expires_at', 'edited_at', 'removed_at', 'proved_at'])

/** The column that tells since when: the first day or instant that is no end. */
export function sinceColumn({ columns }: TableDeclaration): string | null {
  return Object.entries(columns).find(([name, column]) => column.kind === 'personal' && /(^|_)(at|on)$/.test(name) && !name.startsWith('until') && !NO_BEGINNING.has(name))?.[0] ?? null
}

/** The same over several tables. */
export function sum(parts: readonly Counted[]): Counted {
  const sinces = parts.flatMap((one) => one.since ?? []).sort()
  return { count: parts.reduce((total, one) => total + one.count, 0), isMore: parts.some((one) => one.isMore), since: sinces[0] ?? null }
}
