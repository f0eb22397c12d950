/** Requests for accounts of others and what the head decided (R10.2), in SQL. */
import type { Database, Trx } from '#platform/database/connect.ts'
import { limits } from '../limits.ts'

export type OtherRequest = {
  id: string; personId: string | null; givenName: string; familyName: string; role: string; reason: string; wantsMailbox: boolean; from: string; until: string; requestedBy: string; requestedAt: Date
  decision: { isGranted: boolean; personId: string | null; from: string | null; until: string | null; decidedBy: string; inRepresentation: boolean; decidedAt: Date } | null
}

/** All requests with their decisions, newest first; `id` asks for one. */
export async function findOtherRequests(database: Database | Trx, id?: string): Promise<OtherRequest[]> {
  let query = database.selectFrom('other_request as r').leftJoin('other_decision as d', 'd.request_id', 'r.id').selectAll('r')
    .select(['d.is_granted', 'd.person_id as decided_person', 'd.from_on as decided_from', 'd.until_on as decided_until', 'd.decided_by', 'd.in_representation', 'd.decided_at'])
    .orderBy('r.requested_at', 'desc').orderBy('r.id', 'desc').limit(limits.requests_listed_max)
  if (id !== undefined) query = query.where('r.id', '=', id)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id, personId: row.person_id, givenName: row.given_name, familyName: row.family_name, role: row.role_name, reason: row.reason, wantsMailbox: row.wants_mailbox,
    from: row.from_on, until: row.until_on, requestedBy: row.requested_by, requestedAt: row.requested_at,
    decision: row.is_granted === null || row.decided_by === null || row.decided_at === null ? null : {
      isGranted: row.is_granted, personId: row.decided_person, from: row.decided_from, until: row.decided_until, decidedBy: row.decided_by, inRepresentation: row.in_representation ?? false, decidedAt: row.decided_at,
    },
  }))
}

/** True when the head has granted this person an account as one of the others. */
export async function isGrantedOther(database: Database | Trx, personId: string): Promise<boolean> {
  return (await database.selectFrom('other_decision').select('request_id').where('person_id', '=', personId).where('is_granted', '=', true).limit(1).executeTakeFirst()) !== undefined
}

/** Accounts of others that go on, with their last day. */
export async function currentOthers(database: Database | Trx, today: string): Promise<{ id: string; from: string; until: string }[]> {
  const rows = await database.selectFrom('person as p').select(['p.id', 'p.entered_on', 'p.exit_on']).where('p.type', '=', 'other').where('p.exit_on', '>=', today)
    .where((eb) => eb.exists(eb.selectFrom('other_decision as d').select('d.request_id').whereRef('d.person_id', '=', 'p.id').where('d.is_granted', '=', true))).execute()
  return rows.map((row) => ({ id: row.id, from: row.entered_on, until: row.exit_on! }))
}
