/** Offices, appointments and releases in SQL. */
import type { Task } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from './limits.ts'

export type Appointment = { id: string; personId: string; task: Task; from: string; until: string | null; isDeputy: boolean; appointedBy: string; inRepresentation: boolean; endedAt: Date | null }
export type OfficeTerm = { id: string; personId: string; office: string; from: string; until: string | null; endedAt: Date | null }
export type Release = { id: string; module: string; version: number; hash: string; releasedBy: string; releasedAt: Date; inRepresentation: boolean }

/** All appointments, newest first; `id` asks for one. */
export async function findAppointments(database: Database | Trx, id?: string): Promise<Appointment[]> {
  let query = database.selectFrom('appointment as a').leftJoin('appointment_end as e', 'e.appointment_id', 'a.id').selectAll('a').select('e.at as ended_at').orderBy('a.appointed_at', 'desc').limit(limits.appointments_listed_max)
  if (id !== undefined) query = query.where('a.id', '=', id)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id, personId: row.person_id, task: row.task as Task, from: row.from_on, until: row.until_on, isDeputy: row.is_deputy,
    appointedBy: row.appointed_by, inRepresentation: row.in_representation, endedAt: row.ended_at,
  }))
}

export async function findOfficeTerms(database: Database | Trx): Promise<OfficeTerm[]> {
  const rows = await database.selectFrom('office_term as t').leftJoin('office_term_end as e', 'e.office_term_id', 't.id').selectAll('t').select('e.at as ended_at').orderBy('t.named_at', 'desc').execute()
  return rows.map((row) => ({ id: row.id, personId: row.person_id, office: row.office, from: row.from_on, until: row.until_on, endedAt: row.ended_at }))
}

/** The release that is in force, by module. */
export async function findReleases(database: Database | Trx): Promise<Map<string, Release>> {
  return new Map((await releasesInForce(database)).map((release) => [release.module, release]))
}

/** All releases that were not ended, oldest first. */
export async function releasesInForce(database: Database | Trx): Promise<Release[]> {
  const rows = await database.selectFrom('module_release as r').leftJoin('module_release_end as e', 'e.module_release_id', 'r.id').selectAll('r').where('e.at', 'is', null).orderBy('r.released_at').orderBy('r.id').execute()
  return rows.map((row) => ({ id: row.id, module: row.module, version: row.manifest_version, hash: row.manifest_hash, releasedBy: row.released_by, releasedAt: row.released_at, inRepresentation: row.in_representation }))
}
