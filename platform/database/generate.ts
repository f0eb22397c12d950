/** Writes tables.ts from the live schema: the types of every table, and the shape against which manifests are checked (models.md, habit 9). */
import type pg from 'pg'

type Row = { table: string; column: string; type: string; nullable: boolean; filled: 'never' | 'default' | 'always' }

/** The text of tables.ts for the schema `public` of this database. Tables and columns in alphabetical and natural order. */
export async function renderTables(client: Pick<pg.Client, 'query'>): Promise<string> {
  const { rows } = await client.query<Row>(
    `SELECT c.relname AS table, a.attname AS column, t.typname AS type, NOT a.attnotnull AS nullable,
            CASE WHEN a.attgenerated <> '' THEN 'always' WHEN a.atthasdef THEN 'default' ELSE 'never' END AS filled
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid JOIN pg_type t ON t.oid = a.atttypid
      WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'schema_migration'
      ORDER BY c.relname COLLATE "C", a.attnum`,
  )
  const tables = Map.groupBy(rows, (row) => row.table)
  const blocks = [...tables].map(([name, columns]) => `export interface ${pascal(name)} {\n${columns.map((c) => `  ${c.column}: ${typeOf(c)}`).join('\n')}\n}`)
  return [
    '/** GENERATED from the live schema by `node bin/run.mjs bin/generate.ts`; do not edit. */',
    "import type { ColumnType, Generated } from 'kysely'",
    '',
    '/** Written as text (JSON.stringify), read as a value. */',
    'type Json = ColumnType<unknown, string, string>',
    'type Always<T> = ColumnType<T, never, never>',
    '',
    ...blocks.map((block) => `${block}\n`),
    `export interface Tables {\n${[...tables.keys()].map((name) => `  ${name}: ${pascal(name)}`).join('\n')}\n}`,
    '',
  ].join('\n')
}

const TYPES: Record<string, string> = {
  uuid: 'string', text: 'string', date: 'string', timestamptz: 'Date', bool: 'boolean', int4: 'number', int8: 'number', bytea: 'Buffer', tsvector: 'string',
}

function typeOf(row: Row): string {
  if (row.type === 'jsonb') return row.nullable ? 'Json | null' : 'Json'
  const base = TYPES[row.type]
  if (base === undefined) throw new Error(`tables.ts: no TypeScript type for ${row.type} (${row.table}.${row.column})`)
  const type = row.nullable ? `${base} | null` : base
  if (row.filled === 'always') return `Always<${type}>`
  return row.filled === 'default' ? `Generated<${type}>` : type
}

function pascal(name: string): string {
  return `${name.replace(/(^|_)([a-z])/g, (_, _bar: string, letter: string) => letter.toUpperCase())}Table`
}
