/**
 * For tests: one row in every table, so that every declared way leads to a person. All ids of a row are the same, so whatever a way steps over is the row of that
 * person; texts are marks that say where they came from. What would forbid such rows is taken away before: only in a database of the test's own.
 */
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'

type Column = { table: string; column: string; type: string; isGiven: boolean }

/** Checks and references away. */
export async function dropRules(owner: Database): Promise<void> {
  const { rows } = await sql<{ table: string; name: string }>`
    SELECT c.relname AS table, k.conname AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND k.contype IN ('c', 'f') ORDER BY k.contype DESC`.execute(owner)
  for (const { table, name } of rows) await sql`ALTER TABLE ${sql.table(table)} DROP CONSTRAINT IF EXISTS ${sql.ref(name)}`.execute(owner)
}

async function columns(owner: Database): Promise<Map<string, Column[]>> {
  const { rows } = await sql<Column>`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type, a.attgenerated = '' AND a.attidentity = '' AS "isGiven"
      FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped ORDER BY c.relname, a.attnum`.execute(owner)
  return Map.groupBy(rows.filter((row) => row.isGiven), (row) => row.table)
}

/** The mark of a column. Columns over which a way of the journal leads have to be equal. */
export function markOf(word: string, table: string, column: string): string {
  return ['pseudonym', 'actor', 'subject'].includes(column) ? `${word}-pseudonym` : `${word}-${table}-${column}`
}

/** One row in each of these tables; `idOf` says which id stands in a column. Rows that are there already stay. */
export async function fillTables(owner: Database, word: string, idOf: (table: string, column: string) => string, wants: (table: string) => boolean = () => true): Promise<string[]> {
  const filled: string[] = []
  for (const [table, own] of await columns(owner)) {
    if (!wants(table)) continue
    const value = ({ column, type }: Column): unknown => {
      const mark = markOf(word, table, column)
      if (type === 'uuid') return sql`${idOf(table, column)}::uuid`
      if (type === 'uuid[]') return sql`ARRAY[${idOf(table, column)}]::uuid[]`
      if (type === 'bytea') return Buffer.from(mark)
      if (type === 'text[]') return sql`ARRAY[${mark}]`
      if (type === 'jsonb' || type === 'json') return JSON.stringify({ mark })
      if (type === 'date') return '2026-09-09'
      if (type === 'boolean') return true
      if (type.startsWith('timestamp')) return new Date('2026-09-09T09:09:09Z')
      return /int|numeric|double|real/.test(type) ? 99 : mark
    }
    const made = await sql`INSERT INTO ${sql.table(table)} (${sql.join(own.map((one) => sql.ref(one.column)))}) VALUES (${sql.join(own.map((one) => sql`${value(one)}`))}) ON CONFLICT DO NOTHING`.execute(owner)
    if ((made.numAffectedRows ?? 0n) > 0n) filled.push(table)
  }
  return filled
}
