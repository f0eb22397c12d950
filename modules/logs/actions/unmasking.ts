/** The name behind a number (R6.1): asked for with a reason, allowed by a second person, told to whoever it is. */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { actsInRepresentation, informHead } from '#platform/school/representation.ts'
import { closeTask, closeTasks, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { informsPerson, markOf, numberOfMark } from '../rules.ts'
import { findCase, listUnmaskings, lockCase } from '../store/cases.ts'
import type { LogCase, Unmasking } from '../store/cases.ts'
import { personBehind } from '../store/marks.ts'
import { UNMASK, isOpen, tasksOf } from './waiting.ts'
import { openCaseOf, personIn, serviceName } from './cases.ts'

type Names = 'requestUnmasking' | 'listUnmaskings' | 'decideUnmasking' | 'readUnmasked' | 'listOwnUnmaskings' | 'noteUnmasking'

export const UNMASKED = 'logs.unmasked'
export const UNMASKED_STAFF = 'logs.unmasked_staff'

export const unmasking: Pick<Actions<typeof contract>, Names> = {
  async requestUnmasking(context, { caseId, mark, reason }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const found = await openCaseOf(w, actor, caseId)
      const number = numberOfMark(mark)
      const known = await w.trx.selectFrom('log_case_mark').select('number').where('case_id', '=', caseId).where('number', '=', number).executeTakeFirst()
      if (known === undefined) refuse(404, 'mark_unknown', { clause: '6', field: 'mark' })
      const before = (await listUnmaskings(w.trx, { caseIds: [caseId] })).find((one) => one.number === number)
      if (before !== undefined) refuse(409, 'unmasking_asked', { clause: '6', params: { mark } })
      const id = newId(w.at)
      await w.trx.insertInto('log_unmasking').values({ id, case_id: caseId, number, requested_by: actor.personId, reason, requested_at: w.at }).execute()
      // Either of the two decides; a court order that the head opened is for the officer alone.
      for (const office of found.purpose === 'court_order' ? (['officer'] as const) : (['officer', 'head'] as const)) {
        await openTask(w, { kind: UNMASK, key: `${id}:${office}`, for: { office }, params: { case: caseId }, dueOn: addDays(w.today, limits.decide_days) })
      }
      writeJournal(w, { event: 'logs.unmasking_requested', actorId: w.actorId, fields: { case: caseId, unmasking: id } })
      return { id }
    })
  },

  async listUnmaskings(context) {
    const { platform, database, at } = context
    const actor = actorOf(context)
    const waiting = await listUnmaskings(database, { waiting: true })
    const names = await namesOf(database, waiting.flatMap(({ requestedBy }) => requestedBy ?? []))
    const shown = await Promise.all(waiting.map(async (one) => ({ one, found: (await findCase(database, one.caseId))! })))
    return {
      waiting: shown.filter(({ found }) => isOpen(found, at)).map(({ one, found }) => ({
        id: one.id, mark: markOf(one.number), reason: one.reason, requestedBy: personIn(names, one.requestedBy), requestedOn: dateInBerlin(one.requestedAt),
        isOwn: !maySecond(actor, found, one, at), purpose: found.purpose, caseReason: found.reason, serviceName: serviceName(platform, found.service),
      })),
    }
  },

  async decideUnmasking(context, { unmaskingId, isGranted }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const { one, found } = await unmaskingOf(w, unmaskingId)
      if (!maySecond(actor, found, one, w.at)) refuse(403, 'second_person_needed', { clause: '6' })
      if (one.isGranted !== null) {
        if (one.isGranted === isGranted) return
        refuse(409, 'unmasking_decided', { clause: '6' })
      }
      if (!isOpen(found, w.at)) refuse(409, 'case_over', { clause: '6' })
      const personId = await personBehind(w.platform, w.trx, found.id, one.number)
      // Nobody decides about themselves or the own family. Said in words that hold for every conflict.
      if (personId !== null && (personId === actor.personId || isOwnFamily(actor, personId))) refuse(403, 'second_person_needed', { clause: '6' })
      await record(w, actor, { one, found, isGranted, personId })
    })
    return {}
  },

  async readUnmasked(context, { unmaskingId }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const [one] = await listUnmaskings(w.trx, { id: unmaskingId })
      if (one === undefined) refuse(403, 'no_open_case', { clause: '6' })
      const found = await openCaseOf(w, actor, one.caseId)
      if (one.isGranted !== true) refuse(403, 'second_person_needed', { clause: '6' })
      const personId = await personBehind(w.platform, w.trx, found.id, one.number)
      await w.trx.insertInto('log_unmasking_reading').values({ id: newId(w.at), unmasking_id: one.id, read_by: actor.personId, at: w.at }).execute()
      writeJournal(w, { event: 'logs.unmasked_read', actorId: w.actorId, fields: { case: found.id, unmasking: one.id } })
      return { displayName: personId === null ? null : ((await namesOf(w.trx, [personId])).get(personId)?.displayName ?? null) }
    })
  },

  async listOwnUnmaskings(context) {
    const { database } = context
    const { personId } = actorOf(context)
    const own = await listUnmaskings(database, { personId })
    const names = await namesOf(database, own.flatMap(({ decidedBy }) => decidedBy ?? []))
    const open = await database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select('key').where('kind', '=', UNMASKED).where('person_id', '=', personId).where('c.task_id', 'is', null).execute()
    const waiting = new Set(open.map((row) => row.key))
    return {
      unmaskings: await Promise.all(own.map(async (one) => ({
        id: one.id, on: dateInBerlin(one.decidedAt!), purpose: (await findCase(database, one.caseId))!.purpose, reason: one.reason,
        allowedBy: one.decidedBy === null ? null : (names.get(one.decidedBy)?.displayName ?? null), isNoted: !waiting.has(one.id),
      }))),
    }
  },

  async noteUnmasking(context, { unmaskingId }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const [one] = await listUnmaskings(w.trx, { id: unmaskingId })
      const isCouncil = officesOf(actor, w.at).has('council')
      if (one === undefined || (one.personId !== actor.personId && !isCouncil)) refuse(404, 'not_found')
      if (one.personId === actor.personId) await closeTask(w, UNMASKED, one.id, 'noted')
      if (isCouncil) await closeTask(w, UNMASKED_STAFF, one.id, 'noted')
    })
    return {}
  },
}

/** R6.1: somebody other than who opened the case and who asks; a court order, which head or deputy opened, is seconded by the officer. */
export function maySecond(actor: Actor, found: LogCase, one: Pick<Unmasking, 'requestedBy'>, at: Date): boolean {
  if (actor.personId === found.openedBy || actor.personId === one.requestedBy) return false
  return found.purpose !== 'court_order' || officesOf(actor, at).has('officer')
}

async function unmaskingOf(w: Write, unmaskingId: string): Promise<{ one: Unmasking; found: LogCase }> {
  const [before] = await listUnmaskings(w.trx, { id: unmaskingId })
  if (before === undefined) refuse(404, 'not_found')
  await lockCase(w, before.caseId)
  // Of two who decide at once the second sees the first.
  const [one] = await listUnmaskings(w.trx, { id: unmaskingId })
  return { one: one!, found: (await findCase(w.trx, before.caseId))! }
}

type Decided = { one: Unmasking; found: LogCase; isGranted: boolean; personId: string | null }

async function record(w: Write, actor: Actor, { one, found, isGranted, personId }: Decided): Promise<void> {
  const isTold = isGranted && personId !== null && informsPerson(found.purpose)
  const inRepresentation = !officesOf(actor, w.at).has('officer') && actsInRepresentation(actor, w.at)
  if (inRepresentation) await informHead(w, actor, 'unmasking_decided', one.id)
  await w.trx.insertInto('log_unmasking_decision').values({ unmasking_id: one.id, decided_by: actor.personId, is_granted: isGranted, in_representation: inRepresentation, person_id: isTold ? personId : null, at: w.at }).execute()
  await closeTasks(w, tasksOf(one.id), isGranted ? 'granted' : 'refused')
  writeJournal(w, { event: 'logs.unmasking_decided', actorId: w.actorId, fields: { case: found.id, unmasking: one.id, isGranted, inRepresentation } })
  if (!isTold) return
  const dueOn = addDays(w.today, limits.unmasked_days_to_read)
  await openTask(w, { kind: UNMASKED, key: one.id, for: { personId }, params: { unmasking: one.id }, dueOn })
  const { type } = await w.trx.selectFrom('person').select('type').where('id', '=', personId).executeTakeFirstOrThrow()
  if (type === 'teacher' || type === 'staff') await openTask(w, { kind: UNMASKED_STAFF, key: one.id, for: { office: 'council' }, params: { unmasking: one.id }, dueOn })
}
