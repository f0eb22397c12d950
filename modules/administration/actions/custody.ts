/** Custody of the root credential (R4.3): who keeps it, where, since when; declarations, uses, rotations; and what happens when somebody else knows it. */
import { sql } from 'kysely'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { endSessions } from '#platform/identity/sign-in/sessions.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { informHead } from '#platform/school/representation.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { closeReminders } from '../reminders.ts'
import { isBelievable, termFacts } from '../rules.ts'
import { faultOfCustodian } from '../rules/offices.ts'
import { declarationDue, isAnswered, isCurrent } from '../rules/custody.ts'
import { findCustody, findRootEvents, officeHolderIds } from '../store/custody.ts'
import type { Custody } from '../store/custody.ts'
import { holdPerson, peopleByName } from './persons.ts'

type Names = 'listCustody' | 'nameCustodian' | 'endCustody' | 'declareCustody' | 'recordRootEvent' | 'reportCompromise'

export const ROOT_ROTATE = 'administration.root_rotate'
export const ROOT_COMPROMISED = 'administration.root_compromised'

export const custody: Pick<Actions<typeof contract>, Names> = {
  async listCustody(context) {
    const { database, today } = context
    const actor = actorOf(context)
    const [all, events] = await Promise.all([findCustody(database), findRootEvents(database)])
    const person = await peopleByName(database, [...all.flatMap((one) => [one.personId, one.namedBy]), ...events.map((event) => event.recordedBy)])
    const rotations = events.filter((event) => event.kind === 'rotation').map((event) => event.on).sort()
    return {
      custodians: all.map((one) => ({
        id: one.id, person: person(one.personId), place: one.place, from: one.from, endedOn: one.endedAt === null ? null : dateInBerlin(one.endedAt), isCurrent: isCurrent(one, today),
        isOwn: one.personId === actor.personId, declaredOn: one.declaredAt === null ? null : dateInBerlin(one.declaredAt), isDeclarationDue: isCurrent(one, today) && declarationDue(one, today) !== null,
        namedBy: person(one.namedBy), inRepresentation: one.inRepresentation,
      })),
      events: events.map(({ id, kind, on, reason, recordedBy }) => ({ id, kind, on, reason, recordedBy: person(recordedBy) })),
      lastRotationOn: rotations.at(-1) ?? null,
      isCompromised: events.some((event) => event.kind === 'compromise' && !isAnswered(event, events)),
    }
  },

  async nameCustodian(context, input) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      await lock(w)
      const held = await holdPerson(w, { id: input.personId })
      const fault = held === null ? 'custodian_external' : faultOfCustodian(held.type, held.exitOn, w.today)
      if (held === null || fault !== null) refuse(422, fault!, { clause: '4', field: 'personId' })
      if (!isBelievable(input.from, w.today)) refuse(422, 'appointment_from', { clause: '4', field: 'from' })
      const open = (await findCustody(w.trx)).filter((one) => one.endedAt === null)
      const same = open.find((one) => one.personId === held.id)
      if (same !== undefined && same.id !== input.handOver) {
        if (same.place === input.place && same.from === input.from) return { id: same.id }
        refuse(409, 'custodian_already', { clause: '4', field: 'personId' })
      }
      const former = input.handOver === null ? undefined : (open.find((one) => one.id === input.handOver) ?? refuse(409, 'custody_over', { clause: '4' }))
      const id = newId(w.at)
      const inRepresentation = await informHead(w, actor, 'custody_named', id, held.id)
      await w.trx.insertInto('custody_term').values({ id, person_id: held.id, place: input.place, from_on: input.from, named_by: actor.personId, in_representation: inRepresentation, named_at: w.at }).execute()
      if (former !== undefined) await end(w, former, id)
      await setFacts(w, { module: 'administration', id }, termFacts({ personId: held.id, from: input.from, until: null, endedAt: null }, 'office', 'custodian'))
      writeJournal(w, { event: 'administration.custody_named', actorId: actor.personId, subjectId: held.id, fields: { from: input.from, isHandOver: former !== undefined, inRepresentation } })
      return { id }
    })
  },

  async endCustody(context, { custodyId }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      await lock(w)
      const [one] = await findCustody(w.trx, custodyId)
      if (one === undefined) refuse(404, 'not_found')
      if (one.endedAt !== null) return
      await end(w, one, null)
      await informHead(w, actor, 'custody_ended', one.id, one.personId)
    })
    return {}
  },

  async declareCustody(context, { custodyId }) {
    await context.write(async (w) => {
      await lock(w)
      const [one] = await findCustody(w.trx, custodyId)
      if (one === undefined || one.endedAt !== null) refuse(409, 'custody_over', { clause: '4' })
      if (one.declaredAt !== null && dateInBerlin(one.declaredAt) === w.today) return
      await w.trx.insertInto('custody_declaration').values({ id: newId(w.at), custody_term_id: one.id, at: w.at }).execute()
      await closeReminders(w, [one.id], 'declared')
      writeJournal(w, { event: 'administration.custody_declared', actorId: w.actorId, subjectId: one.personId, fields: {} })
    })
    return {}
  },

  async recordRootEvent(context, { kind, on, reason }) {
    await context.write(async (w) => {
      await lock(w)
      if (on > w.today) refuse(422, 'root_event_ahead', { clause: '4', field: 'on' })
      await insertEvent(w, kind, on, reason)
      if (kind === 'use') await openTask(w, { kind: ROOT_ROTATE, key: 'root', for: { office: 'head' }, params: { on }, dueOn: addDays(w.today, 1) })
      else await closeAnswered(w)
    })
    return {}
  },

  async reportCompromise(context, { reason }) {
    return context.write(async (w) => {
      await lock(w)
      const holders = await officeHolderIds(w.trx, w.at)
      await lockPersons(w, holders)
      await insertEvent(w, 'compromise', w.today, reason)
      await openTask(w, { kind: ROOT_COMPROMISED, key: 'root', for: { office: 'head' }, params: { on: w.today }, dueOn: w.today })
      for (const one of (await findCustody(w.trx)).filter((found) => isCurrent(found, w.today))) {
        await openTask(w, { kind: ROOT_COMPROMISED, key: one.id, for: { personId: one.personId }, params: { on: w.today }, dueOn: w.today })
      }
      // Whoever was root could read every session: nobody with an office goes on in an old one, not even who reports it.
      let sessionsEnded = 0
      for (const personId of holders) sessionsEnded += (await endSessions(w, personId, 'revoked')).length
      return { sessionsEnded }
    })
  },
}

const CUSTODY_LOCK = 7_305_544

/** Ends the tasks of those uses and compromises that a rotation has answered. */
async function closeAnswered(w: Write): Promise<void> {
  const events = await findRootEvents(w.trx)
  const isOpen = (kind: 'use' | 'compromise') => events.some((event) => event.kind === kind && !isAnswered(event, events))
  if (!isOpen('use')) await closeTask(w, ROOT_ROTATE, 'root', 'rotated')
  if (isOpen('compromise')) return
  await closeTask(w, ROOT_COMPROMISED, 'root', 'rotated')
  for (const one of (await findCustody(w.trx)).filter((found) => found.endedAt === null)) await closeTask(w, ROOT_COMPROMISED, one.id, 'rotated')
}

/** One act on the register after the other. */
async function lock(w: Write): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${CUSTODY_LOCK})`.execute(w.trx)
}

async function end(w: Write, one: Custody, successorId: string | null): Promise<void> {
  await w.trx.insertInto('custody_end').values({ custody_term_id: one.id, successor_id: successorId, ended_by: w.actorId!, at: w.at }).execute()
  await setFacts(w, { module: 'administration', id: one.id }, [])
  await closeReminders(w, [one.id], 'ended')
  await closeTask(w, ROOT_COMPROMISED, one.id, 'ended')
  await recordLoss(w, { kind: 'office_end', ids: { custody: one.id, by: w.actorId! } })
  writeJournal(w, { event: 'administration.custody_ended', actorId: w.actorId, subjectId: one.personId, fields: { isHandOver: successorId !== null } })
}

async function insertEvent(w: Write, kind: 'use' | 'rotation' | 'compromise', on: string, reason: string): Promise<void> {
  await w.trx.insertInto('root_event').values({ id: newId(w.at), kind, happened_on: on, reason, recorded_by: w.actorId!, recorded_at: w.at }).execute()
  writeJournal(w, { event: 'administration.root_recorded', actorId: w.actorId, fields: { kind, on } })
}
