/** Rows of the logs inside the window of a case. There is no question here that names a person. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { LogKind, Outcome } from '../rules.ts'
import { EVERY_SERVICE } from '../rules.ts'

export type LogRow = { id: string; at: Date; pseudonym: string | null; operation: string; outcome: string; duration_ms: number | null; network: string | null; device: string | null; place: string | null }
/** `before`: only what comes after this row in the list, which is newest first. */
export type Window = { service: string; from: Date; until: Date; operation: string | null; outcome: Outcome | null; before: { at: Date; id: string } | null; max: number }

/** Where the rows of a log lie. */
export const LOG_TABLES = { access: 'log_access', sign_in: 'sign_in_attempt', fault: 'log_fault' } as const
/** How a log is read, by its kind; newest first. */
export const readers = { access: accessRows, sign_in: signInRows, fault: faultRows } as const

const NO = sql`NULL::text`

export async function accessRows(database: Database | Trx, window: Window): Promise<LogRow[]> {
  const outcome = { ok: sql`status < 400`, refused: sql`status >= 400 AND status < 500`, broken: sql`status >= 500` }
  const { rows } = await sql<LogRow>`
    SELECT id::text AS id, at, encode(pseudonym, 'hex') AS pseudonym, operation, status::text AS outcome, duration_ms, network, ${NO} AS device, ${NO} AS place FROM log_access
     WHERE ${inWindow(window, sql`bigint`)} AND ${ofRoom(window)} AND ${window.outcome === null ? sql`true` : outcome[window.outcome]}
     ORDER BY at DESC, log_access.id DESC LIMIT ${window.max}`.execute(database)
  return rows
}

export async function faultRows(database: Database | Trx, window: Window): Promise<LogRow[]> {
  const { rows } = await sql<LogRow>`
    SELECT id::text AS id, at, ${NO} AS pseudonym, operation, code AS outcome, NULL::int AS duration_ms, ${NO} AS network, ${NO} AS device, place FROM log_fault
     WHERE ${inWindow(window, sql`bigint`)} AND ${ofRoom(window)} ORDER BY at DESC, log_fault.id DESC LIMIT ${window.max}`.execute(database)
  return rows
}

/** The sign-in log belongs to the room of accounts. */
export async function signInRows(database: Database | Trx, window: Window): Promise<LogRow[]> {
  const outcome = { ok: sql`result = 'signed_in'`, refused: sql`result <> 'signed_in'`, broken: sql`false` }
  const { rows } = await sql<LogRow>`
    SELECT id::text AS id, at, encode(pseudonym, 'hex') AS pseudonym, 'identity.signIn' AS operation, result AS outcome, NULL::int AS duration_ms, ${NO} AS network, device_label AS device, ${NO} AS place
      FROM sign_in_attempt WHERE ${inWindow(window, sql`uuid`)} AND ${window.outcome === null ? sql`true` : outcome[window.outcome]} ORDER BY at DESC, sign_in_attempt.id DESC LIMIT ${window.max}`.execute(database)
  return rows
}

/** How many rows stand in a window, counted to `max` at most: more than that is all that anybody wants to know then. */
export async function countRows(database: Database | Trx, log: LogKind, { service, from, until }: Pick<Window, 'service' | 'from' | 'until'>, max: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM (
      SELECT FROM ${sql.table(LOG_TABLES[log])} WHERE at >= ${from} AND at < ${until} AND ${log === 'sign_in' ? sql`true` : ofRoom({ service, operation: null })} LIMIT ${max}) AS counted`.execute(database)
  return rows[0]!.n
}

/** The own rows of one person, by the pseudonyms only they and the house can work out. */
export async function ownRows(database: Database, pseudonyms: readonly string[], from: Date, max: number): Promise<{ at: Date; operation: string; status: number; network: string | null }[]> {
  const { rows } = await sql<{ at: Date; operation: string; status: number; network: string | null }>`
    SELECT at, operation, status, network FROM log_access
     WHERE pseudonym = ANY(ARRAY(SELECT decode(h, 'hex') FROM unnest(${[...pseudonyms]}::text[]) AS h)) AND at > ${from} ORDER BY at DESC, id DESC LIMIT ${max}`.execute(database)
  return rows
}

function inWindow({ from, until, before }: Window, type: RawBuilder<unknown>): RawBuilder<boolean> {
  const rest = before === null ? sql`true` : sql`(at, id) < (${before.at}::timestamptz, ${before.id}::${type})`
  return sql<boolean>`at >= ${from} AND at < ${until} AND ${rest}`
}

function ofRoom({ service, operation }: Pick<Window, 'service' | 'operation'>): RawBuilder<boolean> {
  const own = service === EVERY_SERVICE ? sql`true` : sql`operation LIKE ${`${service}.%`}`
  return sql<boolean>`${own} AND ${operation === null ? sql`true` : sql`operation = ${operation}`}`
}
