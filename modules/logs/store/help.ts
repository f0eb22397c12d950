/** Releases of the own sign-in attempts, in SQL (A9). */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'

export type Help = { id: string; personId: string; openedBy: string | null; openedAt: Date; closesAt: Date; endedAt: Date | null; readings: number }

const HELP_LOCK = 7_305_562
const HELP = sql`h.id, h.person_id AS "personId", h.opened_by AS "openedBy", h.opened_at AS "openedAt", h.closes_at AS "closesAt", e.at AS "endedAt",
  (SELECT count(*)::int FROM log_help_reading r WHERE r.help_id = h.id) AS readings`

/** Of two who release for one person at once the second finds the first. */
export async function lockHelpOf({ trx }: Write, personId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${HELP_LOCK}, hashtext(${personId}))`.execute(trx)
}

export async function findHelp(database: Database | Trx, helpId: string): Promise<Help | null> {
  const { rows } = await sql<Help>`SELECT ${HELP} FROM log_help h LEFT JOIN log_help_end e ON e.help_id = h.id WHERE h.id = ${helpId}`.execute(database)
  return rows[0] ?? null
}

/** Newest first. */
export async function helpsOf(database: Database | Trx, personId: string, max: number): Promise<Help[]> {
  const { rows } = await sql<Help>`SELECT ${HELP} FROM log_help h LEFT JOIN log_help_end e ON e.help_id = h.id WHERE h.person_id = ${personId} ORDER BY h.opened_at DESC, h.id DESC LIMIT ${max}`.execute(database)
  return rows
}

/** All that are open at this moment, the one that ends first before the others. */
export async function openHelps(database: Database | Trx, at: Date, max: number): Promise<Help[]> {
  const { rows } = await sql<Help>`SELECT ${HELP} FROM log_help h LEFT JOIN log_help_end e ON e.help_id = h.id WHERE e.help_id IS NULL AND h.closes_at > ${at} ORDER BY h.closes_at, h.id LIMIT ${max}`.execute(database)
  return rows
}

export async function insertHelp(w: Write, personId: string, closesAt: Date): Promise<string> {
  const id = newId(w.at)
  await w.trx.insertInto('log_help').values({ id, person_id: personId, opened_by: w.actorId, opened_at: w.at, closes_at: closesAt }).execute()
  return id
}

/** False when it was ended before. */
export async function endHelp(w: Write, helpId: string): Promise<boolean> {
  const ended = await w.trx.insertInto('log_help_end').values({ help_id: helpId, ended_by: w.actorId, at: w.at }).onConflict((oc) => oc.column('help_id').doNothing()).returning('help_id').executeTakeFirst()
  return ended !== undefined
}

export async function insertReading(w: Write, helpId: string): Promise<void> {
  await w.trx.insertInto('log_help_reading').values({ id: newId(w.at), help_id: helpId, read_by: w.actorId, at: w.at }).execute()
}
