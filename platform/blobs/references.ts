/** Who uses a blob: every foreign key to the table, found in the catalog. A module that refers to a blob has nothing to count and can't forget to. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database } from '#platform/database/connect.ts'

/** True for a row of `blob`, called b in the statement, that a row of any table refers to. */
export async function usedAnywhere(database: Database): Promise<RawBuilder<boolean>> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT k.conrelid::regclass::text AS "table", quote_ident(own.attname) AS "column"
      FROM pg_constraint k
      CROSS JOIN LATERAL unnest(k.conkey, k.confkey) AS pair(own, theirs)
      JOIN pg_attribute own ON own.attrelid = k.conrelid AND own.attnum = pair.own
      JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = pair.theirs
     WHERE k.contype = 'f' AND k.confrelid = 'blob'::regclass AND k.conrelid <> 'blob_content'::regclass AND k.conparentid = 0 AND theirs.attname = 'id'
     ORDER BY 1, 2`.execute(database)
  if (rows.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(rows.map(({ table, column }) => sql`EXISTS (SELECT FROM ${sql.raw(table)} AS r WHERE r.${sql.raw(column)} = b.id)`), sql` OR `)})`
}
