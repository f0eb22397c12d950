/** The head's written assignment: class leads enter received paper for their own classes (A4). Without one they only see states. */
import { sql } from 'kysely'
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { informHead } from '#platform/school/representation.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'

/**
 * The assignment by which this person may enter forms of the own classes today, or null. Somebody's own one counts before the one for all, and ends with the
 * stay at school in which it began: who leaves and comes back is assigned anew.
 */
export async function assignmentOf(database: Database | Trx, personId: string, today: string): Promise<string | null> {
  const row = await database.selectFrom('consent_entry_assignment as a').leftJoin('consent_entry_assignment_end as e', 'e.assignment_id', 'a.id').select('a.id')
    .where('e.at', 'is', null).where('a.from_on', '<=', today).where((eb) => eb.or([eb('a.person_id', '=', personId), eb('a.person_id', 'is', null)]))
    .where((eb) => eb.not(isOfEarlierStay))
    .orderBy('a.person_id', (order) => order.asc().nullsLast()).orderBy('a.assigned_at').limit(1).executeTakeFirst()
  return row?.id ?? null
}

/** Of the assignment `a`: it began before its holder left. */
const isOfEarlierStay = sql<boolean>`EXISTS (SELECT FROM past_stay s WHERE s.person_id = a.person_id AND s.until_on >= a.from_on)`

/** Whether the person leads a class or a year today. */
export async function leadsClass(database: Database | Trx, personId: string, today: string): Promise<boolean> {
  const row = await database.selectFrom('membership as m').innerJoin('school_group as g', 'g.id', 'm.group_id').select('m.id')
    .where('m.person_id', '=', personId).where('m.role', '=', 'lead').where('g.kind', 'in', ['class', 'year']).where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)])).limit(1).executeTakeFirst()
  return row !== undefined
}

async function classLeads(database: Database, today: string, schoolYear: string): Promise<{ id: string; displayName: string; groups: string[] }[]> {
  const rows = await database.selectFrom('membership as m').innerJoin('school_group as g', 'g.id', 'm.group_id').innerJoin('person as p', 'p.id', 'm.person_id').select(['m.person_id', 'm.group_id'])
    .where('m.role', '=', 'lead').where('g.kind', 'in', ['class', 'year']).where('g.ended_on', 'is', null).where('m.from_on', '<=', today)
    .where((eb) => eb.or([eb('m.until_on', 'is', null), eb('m.until_on', '>=', today)])).orderBy(sql`p.family_name COLLATE "de-x-icu"`).orderBy('p.id').execute()
  const labels = new Map((await listGroups(database, schoolYear, { groupIds: [...new Set(rows.map((row) => row.group_id))] })).map((group) => [group.id, group.label]))
  const names = await namesOf(database, rows.map((row) => row.person_id))
  return [...Map.groupBy(rows, (row) => row.person_id)].map(([id, own]) => ({ id, displayName: names.get(id)?.displayName ?? '', groups: own.map((row) => labels.get(row.group_id) ?? '') }))
}

type Names = 'listEntryAssignments' | 'assignEntry' | 'endEntryAssignment'

export const assignmentActions: Pick<Actions<typeof contract>, Names> = {
  async listEntryAssignments({ database, platform, today }) {
    const rows = await database.selectFrom('consent_entry_assignment as a').leftJoin('consent_entry_assignment_end as e', 'e.assignment_id', 'a.id')
      .selectAll('a').select(['e.at as ended_at', isOfEarlierStay.as('is_of_earlier_stay')]).orderBy('a.assigned_at', 'desc').orderBy('a.id', 'desc').limit(limits.assignments_shown_max).execute()
    const names = await namesOf(database, rows.flatMap((row) => [row.person_id ?? [], row.assigned_by ?? []].flat()))
    const leads = await classLeads(database, today, schoolYearAt(platform.school, today).label)
    return {
      leads,
      isAllowed: platform.school.option('consent.class_lead_entry'),
      assignments: rows.map((row) => ({
        id: row.id, person: row.person_id === null ? null : { id: row.person_id, displayName: names.get(row.person_id)?.displayName ?? '' }, from: row.from_on,
        assignedBy: row.assigned_by === null ? null : (names.get(row.assigned_by)?.displayName ?? null), assignedAt: row.assigned_at, inRepresentation: row.in_representation,
        endedAt: row.ended_at, isCurrent: row.ended_at === null && !row.is_of_earlier_stay && row.from_on <= today,
      })),
    }
  },

  async assignEntry(context, { personId, from }) {
    const actor = actorOf(context)
    if (from < context.today || from > addDays(context.today, limits.assigned_ahead_days_max)) refuse(422, 'assignment_date', { field: 'from' })
    return context.write(async (w) => {
      // Two who assign the same at once go one after the other.
      await sql`SELECT pg_advisory_xact_lock(${ASSIGNMENT_LOCK})`.execute(w.trx)
      if (personId !== null) {
        const person = await w.trx.selectFrom('person').select('id').where('id', '=', personId).where('type', 'in', ['teacher', 'staff']).where((eb) => eb.or([eb('exit_on', 'is', null), eb('exit_on', '>=', w.today)])).executeTakeFirst()
        if (!person) refuse(422, 'assignment_not_staff', { field: 'personId' })
      }
      const open = await w.trx.selectFrom('consent_entry_assignment as a').leftJoin('consent_entry_assignment_end as e', 'e.assignment_id', 'a.id').select('a.id')
        .where('e.at', 'is', null).where('a.person_id', personId === null ? 'is' : '=', personId).where('a.from_on', '<=', from).where((eb) => eb.not(isOfEarlierStay)).limit(1).executeTakeFirst()
      if (open) return { id: open.id }
      const id = newId(w.at)
      const inRepresentation = await informHead(w, actor, 'entry_assigned', id, personId)
      await w.trx.insertInto('consent_entry_assignment').values({ id, person_id: personId, from_on: from, assigned_by: actor.personId, in_representation: inRepresentation, assigned_at: w.at }).execute()
      writeJournal(w, { event: 'consent.entry_assigned', actorId: actor.personId, ...(personId !== null && { subjectId: personId }), fields: { all: personId === null, from, inRepresentation } })
      return { id }
    })
  },

  async endEntryAssignment(context, { assignmentId }) {
    return context.write(async (w) => {
      const row = await w.trx.selectFrom('consent_entry_assignment').select(['id', 'person_id']).where('id', '=', assignmentId).executeTakeFirst()
      if (!row) refuse(404, 'not_found')
      const ended = await w.trx.insertInto('consent_entry_assignment_end').values({ assignment_id: row.id, ended_by: w.actorId, at: w.at }).onConflict((oc) => oc.column('assignment_id').doNothing()).returning('at').executeTakeFirst()
      if (ended === undefined) return {}
      await informHead(w, actorOf(context), 'entry_assignment_ended', row.id, row.person_id)
      await recordLoss(w, { kind: 'entry_assignment_end', ids: { assignment: row.id } })
      writeJournal(w, { event: 'consent.entry_assignment_ended', actorId: w.actorId, ...(row.person_id !== null && { subjectId: row.person_id }), fields: { all: row.person_id === null } })
      return {}
    })
  },
}

/** Whether this actor enters as the clerk, who needs no assignment. */
export function isClerk(actor: Actor, at: Date): boolean {
  return officesOf(actor, at).has('task:consent_register')
}

const ASSIGNMENT_LOCK = 7_305_540
