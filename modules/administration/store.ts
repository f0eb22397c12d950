/** Offices, appointments and releases in SQL. */
import type { PersonType, Task } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from './limits.ts'
import type { Holding } from './rules/conflicts.ts'
import { isTermCurrent } from './rules.ts'

type Outside = { reference: string | null; isOutside: boolean }
export type Appointment = { id: string; personId: string; task: Task; from: string; until: string | null; isDeputy: boolean; appointedBy: string; appointedAt: Date; inRepresentation: boolean; endedAt: Date | null } & Outside
export type OfficeTerm = { id: string; personId: string; office: string; from: string; until: string | null; namedBy: string | null; inRepresentation: boolean; endedAt: Date | null } & Outside
export type Release = { id: string; module: string; version: number; hash: string; releasedBy: string; releasedAt: Date; inRepresentation: boolean; categories: Readonly<Record<string, string>> | null }

/** All appointments, newest first; `id` asks for one. */
export async function findAppointments(database: Database | Trx, id?: string): Promise<Appointment[]> {
  let query = database.selectFrom('appointment as a').innerJoin('person as p', 'p.id', 'a.person_id').leftJoin('appointment_end as e', 'e.appointment_id', 'a.id')
    .selectAll('a').select(['e.at as ended_at', 'p.type']).orderBy('a.appointed_at', 'desc').orderBy('a.id', 'desc').limit(limits.appointments_listed_max)
  if (id !== undefined) query = query.where('a.id', '=', id)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id, personId: row.person_id, task: row.task as Task, from: row.from_on, until: row.until_on, isDeputy: row.is_deputy, reference: row.reference, isOutside: row.type === 'other',
    appointedBy: row.appointed_by, appointedAt: row.appointed_at, inRepresentation: row.in_representation, endedAt: row.ended_at,
  }))
}

/** Whether the person has ever chosen a password; without one only a slip leads in. */
export async function hasPassword(database: Database | Trx, personId: string): Promise<boolean> {
  return (await database.selectFrom('credential').select('person_id').where('person_id', '=', personId).executeTakeFirst()) !== undefined
}

/** All terms of offices, newest first. A term that was ended for a later day simply has that last day. */
export async function findOfficeTerms(database: Database | Trx, id?: string): Promise<OfficeTerm[]> {
  let query = database.selectFrom('office_term as t').innerJoin('person as p', 'p.id', 't.person_id').leftJoin('office_term_end as e', 'e.office_term_id', 't.id')
    .selectAll('t').select(['e.at as ended_at', 'e.last_on', 'p.type']).orderBy('t.named_at', 'desc').orderBy('t.id', 'desc').limit(limits.appointments_listed_max)
  if (id !== undefined) query = query.where('t.id', '=', id)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id, personId: row.person_id, office: row.office, from: row.from_on, until: row.last_on ?? row.until_on, namedBy: row.named_by, inRepresentation: row.in_representation,
    reference: row.reference, isOutside: row.type === 'other', endedAt: row.last_on === null ? row.ended_at : null,
  }))
}

/** What people hold on a day: offices, tasks, custody of root. */
export async function findHoldings(database: Database | Trx, today: string): Promise<Holding[]> {
  const offices = await findOfficeTerms(database)
  const appointments = await findAppointments(database)
  const custody = await database.selectFrom('custody_term as c').leftJoin('custody_end as e', 'e.custody_term_id', 'c.id').select('c.person_id').where('e.at', 'is', null).where('c.from_on', '<=', today).execute()
  const held = [
    ...offices.filter((one) => isTermCurrent(one, today)).map(({ personId, office }) => ({ personId, office })),
    ...appointments.filter((one) => isTermCurrent(one, today)).map(({ personId, task }) => ({ personId, office: `task:${task}` })),
    ...custody.map((row) => ({ personId: row.person_id, office: 'custodian' })),
  ]
  if (held.length === 0) return []
  const people = await database.selectFrom('person').select(['id', 'type']).where('id', 'in', [...new Set(held.map(({ personId }) => personId))]).execute()
  const types = new Map(people.map((row) => [row.id, row.type as PersonType]))
  return held.map((one) => ({ ...one, personType: types.get(one.personId)! }))
}

/** The newest day on which each of these appointments was looked at. */
export async function reviewedOn(database: Database | Trx): Promise<Map<string, Date>> {
  const rows = await database.selectFrom('appointment_review').select((eb) => ['appointment_id', eb.fn.max('at').as('at')]).groupBy('appointment_id').execute()
  return new Map(rows.map((row) => [row.appointment_id, row.at]))
}

/** The release that is in force, by module. */
export async function findReleases(database: Database | Trx): Promise<Map<string, Release>> {
  return new Map((await releasesInForce(database)).map((release) => [release.module, release]))
}

/** All releases that were not ended, oldest first. */
export async function releasesInForce(database: Database | Trx): Promise<Release[]> {
  const rows = await database.selectFrom('module_release as r').leftJoin('module_release_end as e', 'e.module_release_id', 'r.id').selectAll('r').where('e.at', 'is', null).orderBy('r.released_at').orderBy('r.id').execute()
  return rows.map((row) => ({
    id: row.id, module: row.module, version: row.manifest_version, hash: row.manifest_hash, releasedBy: row.released_by, releasedAt: row.released_at, inRepresentation: row.in_representation,
    categories: row.categories as Record<string, string> | null,
  }))
}

/** Releases that this person has confirmed as the new head. */
export async function confirmedBy(database: Database | Trx, personId: string): Promise<Set<string>> {
  const rows = await database.selectFrom('module_release_confirmation').select('module_release_id').where('confirmed_by', '=', personId).execute()
  return new Set(rows.map((row) => row.module_release_id))
}
