/** Reads the rows of an export, some at a time, all of them as they were at one moment; and what of a value is given out. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { usedAnywhere } from '#platform/blobs/references.ts'
import type { Trx } from '#platform/database/connect.ts'
import { sinceColumn } from '#platform/privacy/counted.ts'
import { page_rows } from './limits.ts'
import type { ExportOf, Section } from './sections.ts'

export type Value = string | number | boolean | null | { [name: string]: Value }
export type Row = Record<string, Value>

/** The rows of a section, the oldest first where the table knows a time. In a transaction of repeatable reads, so that a second look finds the same. */
export async function* rowsOf(trx: Trx, { declaration, columns, where }: Section): AsyncGenerator<Row[]> {
  const { table } = declaration
  const since = sinceColumn(declaration)
  const order = since === null ? sql`` : sql`ORDER BY ${sql.ref(`${table}.${since}`)}`
  const cursor = sql.ref(`export_${(counted = (counted + 1) % 1_000_000)}`)
  await sql`DECLARE ${cursor} NO SCROLL CURSOR FOR SELECT ${sql.join(columns.map((column) => sql.ref(`${table}.${column}`)))} FROM ${sql.table(table)} WHERE ${where} ${order}`.execute(trx)
  for (let isMore = true; isMore; ) {
    const { rows } = await sql<Record<string, unknown>>`FETCH ${sql.lit(page_rows)} FROM ${cursor}`.execute(trx)
    isMore = rows.length === page_rows
    if (rows.length > 0) yield rows.map((row) => Object.fromEntries(columns.flatMap((column) => (given(row[column]) === null ? [] : [[column, given(row[column])]]))))
  }
  await sql`CLOSE ${cursor}`.execute(trx)
}

let counted = 0

/** Whether a section has rows: what has none is no page and no file. */
export async function hasRows(trx: Trx, { declaration: { table }, where }: Section): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`SELECT EXISTS (SELECT FROM ${sql.table(table)} WHERE ${where}) AS "is"`.execute(trx)
  return rows[0]!.is
}

export type OwnFile = { id: string; mediaType: string; size_bytes: number }

/**
 * True for a row of `blob`, called b in the statement, that is content of a person: some room refers to it, and it is no export. What nobody refers to is on its
 * way in or out, an export whose days are over among it.
 */
export async function ownFile(trx: Trx): Promise<RawBuilder<boolean>> {
  return sql<boolean>`(${await usedAnywhere(trx)} AND NOT EXISTS (SELECT FROM export_request AS made WHERE made.blob_id = b.id))`
}

/** Files of the person, the oldest first. One more than `most` when there are more. */
export async function filesOf(trx: Trx, { personId, kind }: ExportOf, isOwnFile: RawBuilder<boolean>, most: number): Promise<OwnFile[]> {
  if (kind === 'guardian') return []
  const { rows } = await sql<OwnFile>`
    SELECT b.id, b.media_type AS "mediaType", b.size_bytes FROM blob b JOIN blob_scope s ON s.id = b.scope_id
     WHERE s.person_id = ${personId} AND ${isOwnFile} ORDER BY b.created_at, b.id LIMIT ${most + 1}`.execute(trx)
  return rows.map((row) => ({ ...row, size_bytes: Number(row.size_bytes) }))
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i
/** As the journal writes persons. */
const PSEUDONYM = /\bp[0-9a-f]{20}\b/

/** A value as it is given out; null for nothing. Ids lead to others and mean nothing outside: what holds one is left out, and of fields pseudonyms too. */
export function given(value: unknown): Value {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return ID.test(value) ? null : value
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Buffer.isBuffer(value)) return null
  const fields = Object.entries(value).flatMap(([name, one]) => (typeof one === 'string' && PSEUDONYM.test(one) ? [] : [[name, given(one)] as const]))
  return fields.length === 0 ? null : Object.fromEntries(fields.filter(([, one]) => one !== null))
}
