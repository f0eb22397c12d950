/**
 * What still speaks of persons who are erased: every text, number and document in every table is read once, and every identifier in it is compared with theirs
 * (zero-rows-left, X4). Looks at the live schema and not at the manifests, so that it finds what they forgot.
 */
import { sql } from 'kysely'
import type { Trx } from '#platform/database/connect.ts'

/** Where something was found, and in how many rows; never what. */
export type Remain = { table: string; column: string; rows: number }

/** Empty when nothing is left. The act itself waits in the ledger's outbox until the commit, and then stands in its sealed file only. Sealed bytes say nothing and are not looked into. A table of
 * somebody else that we may not even read is found by coverage. */
export async function remainsOf(trx: Trx, personIds: readonly string[]): Promise<Remain[]> {
  const { rows: columns } = await sql<{ table: string; column: string; isId: boolean }>`
    SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) = 'uuid' AS "isId" FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relname <> 'ledger_outbox' AND has_table_privilege(c.oid, 'SELECT') AND c.relkind IN ('r', 'p', 'm') AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       AND format_type(a.atttypid, NULL) IN ('uuid', 'uuid[]', 'text', 'text[]', 'jsonb', 'json', 'character varying') ORDER BY 1, 2`.execute(trx)
  const found: Remain[] = []
  for (const { table, column, isId } of columns) {
    const value = sql.ref(`${table}.${column}`)
    const isTheirs = isId
      ? sql`${value} = ANY(${[...personIds]}::uuid[])`
      // What has not even the dashes of an identifier is not taken apart: nearly everything.
      : sql`${value}::text LIKE '%-____-____-____-____________%' AND EXISTS (SELECT FROM regexp_matches(${value}::text, '[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}', 'g') AS m WHERE lower(m[1]) = ANY(${[...personIds]}::text[]))`
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)} WHERE ${isTheirs}`.execute(trx)
    if (rows[0]!.n > 0) found.push({ table, column, rows: rows[0]!.n })
  }
  return found
}
