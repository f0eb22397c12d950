/** What erasing must know of the live schema: keys, types and which rows point to which. Read from pg_catalog, so that no table can be forgotten. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'

/** Rows of `child` point to rows of `parent`, column by column. */
export type Reference = { child: string; columns: string[]; parent: string; parentColumns: string[]; isCascade: boolean; isNullable: boolean }
/** `keys`: the columns of the primary key by table. `types`: by 'table.column'. */
export type Shape = { keys: ReadonlyMap<string, readonly string[]>; types: ReadonlyMap<string, string>; references: readonly Reference[] }

/** Rows of a table by their primary key, as text. */
export type RowKeys = readonly (readonly string[])[]

export async function readShape(trx: Trx): Promise<Shape> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped`.execute(trx)
  const { rows: keys } = await sql<{ table: string; columns: string[] }>`
    SELECT c.relname AS table, ${namesOf(sql`k.conrelid`, sql`k.conkey`)} AS columns FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND k.contype = 'p'`.execute(trx)
  const { rows: references } = await sql<Reference>`
    SELECT c.relname AS child, p.relname AS parent, ${namesOf(sql`k.conrelid`, sql`k.conkey`)} AS columns, ${namesOf(sql`k.confrelid`, sql`k.confkey`)} AS "parentColumns",
           k.confdeltype = 'c' AS "isCascade", NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY(k.conkey) AND a.attnotnull) AS "isNullable"
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND k.contype = 'f' ORDER BY c.relname, k.conname`.execute(trx)
  return { keys: new Map(keys.map((row) => [row.table, row.columns])), types: new Map(columns.map((row) => [`${row.table}.${row.column}`, row.type])), references }
}

function namesOf(table: RawBuilder<unknown>, numbers: RawBuilder<unknown>): RawBuilder<string[]> {
  return sql`(SELECT array_agg(a.attname::text ORDER BY s.place) FROM unnest(${numbers}) WITH ORDINALITY AS s (number, place) JOIN pg_attribute a ON a.attrelid = ${table} AND a.attnum = s.number)`
}

/** The key columns of a table; throws where there are none: such rows could not be told apart. */
export function keyOf({ keys }: Pick<Shape, 'keys'>, table: string): readonly string[] {
  const key = keys.get(table)
  if (key === undefined) throw new Error(`the table ${table} has no primary key`)
  return key
}

/** True for the rows of `table` (named `as` in the statement) whose `columns` have one of these values. */
export function hasValues({ types }: Pick<Shape, 'types'>, table: string, columns: readonly string[], values: RowKeys, as: string = table): RawBuilder<boolean> {
  const lists = columns.map((column, index) => sql`${values.map((row) => row[index]!)}::${sql.raw(types.get(`${table}.${column}`)!)}[]`)
  const refs = columns.map((column) => sql.ref(`${as}.${column}`))
  return columns.length === 1 ? sql<boolean>`${refs[0]} = ANY(${lists[0]})` : sql<boolean>`(${sql.join(refs)}) IN (SELECT * FROM unnest(${sql.join(lists)}))`
}

/** Children before their parents, so that no row points into nothing. References of a table to itself, and those that can be empty, hold nothing up. */
export function childrenFirst({ references }: Pick<Shape, 'references'>, tables: readonly string[]): string[] {
  const done = new Set<string>()
  const order: string[] = []
  const visit = (table: string): void => {
    if (done.has(table)) return
    done.add(table)
    for (const { child, parent } of references) if (parent === table && child !== table && tables.includes(child)) visit(child)
    order.push(table)
  }
  for (const table of tables) visit(table)
  return order
}
