/** Custody of the root credential in SQL (R4.3). */
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'

export type Custody = { id: string; personId: string; place: string; from: string; namedBy: string; inRepresentation: boolean; endedAt: Date | null; declaredAt: Date | null }
export type RootEvent = { id: string; kind: 'use' | 'rotation' | 'compromise'; on: string; reason: string; recordedBy: string; recordedAt: Date }

/** All custodies, newest first; `id` asks for one. */
export async function findCustody(database: Database | Trx, id?: string): Promise<Custody[]> {
  let query = database.selectFrom('custody_term as c').leftJoin('custody_end as e', 'e.custody_term_id', 'c.id').selectAll('c').select('e.at as ended_at')
    .select((eb) => eb.selectFrom('custody_declaration as d').whereRef('d.custody_term_id', '=', 'c.id').select((of) => of.fn.max('d.at').as('at')).as('declared_at'))
    .orderBy('c.named_at', 'desc').orderBy('c.id', 'desc').limit(limits.appointments_listed_max)
  if (id !== undefined) query = query.where('c.id', '=', id)
  const rows = await query.execute()
  return rows.map((row) => ({ id: row.id, personId: row.person_id, place: row.place, from: row.from_on, namedBy: row.named_by, inRepresentation: row.in_representation, endedAt: row.ended_at, declaredAt: row.declared_at }))
}

/** Uses, rotations and compromises, newest first. */
export async function findRootEvents(database: Database | Trx): Promise<RootEvent[]> {
  const rows = await database.selectFrom('root_event').selectAll().orderBy('recorded_at', 'desc').orderBy('id', 'desc').limit(limits.root_events_listed_max).execute()
  return rows.map((row) => ({ id: row.id, kind: row.kind as RootEvent['kind'], on: row.happened_on, reason: row.reason, recordedBy: row.recorded_by, recordedAt: row.recorded_at }))
}

/** Everybody who holds an office or a task at this moment. */
export async function officeHolderIds(database: Database | Trx, at: Date): Promise<string[]> {
  const rows = await database.selectFrom('access_fact').select('person_id').distinct().where('kind', 'in', ['office', 'task']).where('valid_from', '<=', at)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', at)])).where('person_id', 'is not', null).execute()
  return rows.map((row) => row.person_id!).sort()
}
