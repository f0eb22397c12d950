/**
 * Many rows go into the database as arrays, `INSERT ... SELECT FROM unnest($1::uuid[], ...)`: one parameter per column. VALUES with one parameter per cell
 * makes objects of the query builder and the driver for every cell, and an import of 20,000 people would need a hundred megabytes for them.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { piece_rows_max } from './limits.ts'

/** Cuts rows into pieces of one statement each; the last one may be shorter, no rows are no piece. `rows_max`: fewer, where each row stands for many. */
export function* pieces<T>(rows: readonly T[], rows_max = piece_rows_max): Generator<readonly T[]> {
  if (rows.length <= rows_max) {
    if (rows.length > 0) yield rows
    return
  }
  for (let start = 0; start < rows.length; start += rows_max) yield rows.slice(start, start + rows_max)
}

/** What a column is compared with that holds one of these ids; one parameter, as above. */
export function anyOf(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`ANY(${[...ids]}::uuid[])`
}
