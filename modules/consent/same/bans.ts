/**
 * A contact ban of a parent who also works here (T3). The account at work no longer sees the child (platform/access/subject.ts, bannedIds); what remains is
 * the school's: who teaches whom. The head is asked to decide, and what was decided is a record. The affected person is not shown that there is a question.
 */
import { sql } from 'kysely'
import { asProved, officesOf } from '#platform/access/actor.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { actsInRepresentation, informHead } from '#platform/school/representation.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'
import type { sameContract } from './contract.ts'

type SameActions = Actions<typeof sameContract>

export const BAN_AT_WORK = 'consent.ban_at_work'

export type BanAtWork = { banId: string; wardId: string; workId: string; from: string; until: string | null }

/** Contact bans that hold today or will, of parents whose account at work is known and not over. */
export async function bansAtWork(database: Database | Trx, today: string): Promise<BanAtWork[]> {
  const { rows } = await sql<BanAtWork>`
    SELECT g.id AS "banId", g.ward_id AS "wardId", s.work_id AS "workId", g.from_on AS "from", g.until_on AS "until"
      FROM guardianship g JOIN same_human s ON s.parent_id = g.guardian_id LEFT JOIN same_human_end e ON e.link_id = s.id JOIN person k ON k.id = s.work_id
     WHERE g.contact_ban AND (g.until_on IS NULL OR g.until_on >= ${today}) AND e.link_id IS NULL AND (k.exit_on IS NULL OR k.exit_on >= ${today})
     ORDER BY g.from_on, g.id, s.work_id`.execute(database)
  return rows
}

/**
 * Asks the head about each ban at work that nobody decided on, or where those who were separated share a group again, and ends the question where the ban or the link is over. The head's own goes to the deputy.
 * With `workId`: how many bans that account is under now.
 */
export async function refreshBansAtWork(w: Write, workId?: string): Promise<number> {
  const bans = await bansAtWork(w.trx, w.today)
  const rows = await w.trx.selectFrom('ban_at_work_decision').select(['guardianship_id', 'work_id', 'outcome']).orderBy('decided_at').orderBy('id').execute()
  const decided = new Map(rows.map((row) => [`${row.guardianship_id}.${row.work_id}`, row.outcome]))
  const wanted = new Map<string, BanAtWork>()
  for (const ban of bans) {
    const key = `${ban.banId}.${ban.workId}`
    const outcome = decided.get(key)
    // Separated holds as long as they are: in a new group together the question is a new one.
    if (outcome === undefined || (outcome === 'separated' && (await sharedGroups(w.trx, ban, momentOf(w))).length > 0)) wanted.set(key, ban)
  }
  const open = await w.trx.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select('task.key').where('task.kind', '=', BAN_AT_WORK).where('c.task_id', 'is', null).orderBy('task.key').execute()
  for (const { key } of open) if (!wanted.has(key)) await closeTask(w, BAN_AT_WORK, key, 'over')
  for (const [key, ban] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await openTask(w, { kind: BAN_AT_WORK, key, for: { office: (await isHead(w, ban.workId)) ? 'deputy' : 'head' }, aboutPersonId: ban.workId, params: {}, dueOn: addDays(w.today, limits.ban_at_work_days) })
  }
  return bans.filter((ban) => ban.workId === workId).length
}

export const listBansAtWork: SameActions['listBansAtWork'] = async (context) => {
  const { database, today, at } = context
  const actor = actorOf(context)
  const bans = (await bansAtWork(database, today)).filter((ban) => !isOwnFamily(actor, ban.wardId) && ban.workId !== actor.personId)
  const decisions = await database.selectFrom('ban_at_work_decision').selectAll().where('guardianship_id', '=', sql<string>`ANY(${bans.map((ban) => ban.banId)}::uuid[])`).orderBy('decided_at').orderBy('id').execute()
  const names = await namesOf(database, [...bans.flatMap((ban) => [ban.wardId, ban.workId]), ...decisions.flatMap((row) => row.decided_by ?? [])])
  const nameOf = (id: string) => names.get(id)?.displayName ?? ''
  const offices = officesOf(asProved(actor), at)
  return {
    mayDecide: offices.has('head') || offices.has('deputy'),
    bans: await Promise.all(bans.map(async (ban) => {
      const last = decisions.findLast((row) => row.guardianship_id === ban.banId && row.work_id === ban.workId)
      return {
        banId: ban.banId, work: { id: ban.workId, displayName: nameOf(ban.workId) }, child: { id: ban.wardId, displayName: nameOf(ban.wardId) }, since: ban.from, until: ban.until,
        sharedGroups: (await sharedGroups(database, ban, momentOf(context))).map((group) => group.label),
        decision: last === undefined ? null : { outcome: last.outcome as 'separated', reference: last.reference, by: last.decided_by === null ? null : nameOf(last.decided_by), on: dateInBerlin(last.decided_at) },
      }
    })),
  }
}

export const decideBanAtWork: SameActions['decideBanAtWork'] = async (context, { banId, workId, outcome, reference }) => {
  const actor = actorOf(context)
  await context.write(async (w) => {
    await lockPersons(w, [workId])
    const ban = (await bansAtWork(w.trx, w.today)).find((one) => one.banId === banId && one.workId === workId)
    if (ban === undefined) refuse(409, 'ban_at_work_over')
    // "Separated" is what the groups say, not what somebody says.
    if (outcome === 'separated' && (await sharedGroups(w.trx, ban, momentOf(w))).length > 0) refuse(409, 'ban_at_work_shared')
    if (outcome === 'order_allows' && reference === undefined) refuse(422, 'ban_at_work_reference', { field: 'reference' })
    const id = newId(w.at)
    // A head whom it is about is not told of it.
    const inRepresentation = (await isHead(w, workId)) ? actsInRepresentation(actor, w.at) : await informHead(w, actor, 'ban_at_work_decided', id)
    await w.trx.insertInto('ban_at_work_decision').values({ id, guardianship_id: banId, ward_id: ban.wardId, work_id: workId, outcome, reference: reference ?? null, in_representation: inRepresentation, decided_by: actor.personId, decided_at: w.at }).execute()
    await closeTask(w, BAN_AT_WORK, `${banId}.${workId}`, outcome)
    writeJournal(w, { event: 'consent.ban_at_work_decided', actorId: actor.personId, subjectId: ban.wardId, fields: { outcome, inRepresentation } })
  })
  return {}
}

async function isHead(w: Write, personId: string): Promise<boolean> {
  const row = await w.trx.selectFrom('access_fact').select('id').where('person_id', '=', personId).where('kind', '=', 'office').where('key', '=', 'head')
    .where('valid_from', '<=', w.at).where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', w.at)])).limit(1).executeTakeFirst()
  return row !== undefined
}

function momentOf({ platform, today }: Pick<Write, 'platform' | 'today'>): { today: string; schoolYear: string } {
  return { today, schoolYear: schoolYearAt(platform.school, today).label }
}

/** Groups in which both are today. */
async function sharedGroups(database: Database | Trx, { wardId, workId }: Pick<BanAtWork, 'wardId' | 'workId'>, { today, schoolYear }: { today: string; schoolYear: string }): Promise<{ id: string; label: string }[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT g.id FROM school_group g JOIN membership a ON a.group_id = g.id AND a.person_id = ${wardId} JOIN membership b ON b.group_id = g.id AND b.person_id = ${workId}
     WHERE (g.ended_on IS NULL OR g.ended_on > ${today}) AND a.from_on <= ${today} AND (a.until_on IS NULL OR a.until_on >= ${today}) AND b.from_on <= ${today} AND (b.until_on IS NULL OR b.until_on >= ${today})`.execute(database)
  return rows.length === 0 ? [] : listGroups(database, schoolYear, { groupIds: rows.map((row) => row.id) })
}
