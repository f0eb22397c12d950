/** Appointments for tasks of administration (R4.1): given in writing, reviewed yearly, ended at once; the register and the letter. */
import { sql } from 'kysely'
import { mayOf } from '#platform/access/decide.ts'
import { setFacts } from '#platform/access/facts.ts'
import { TASKS } from '#platform/access/vocabulary.ts'
import { newId } from '#platform/id/id.ts'
import { endOpenSlips } from '#platform/identity/sign-in/slips.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { informHead } from '#platform/school/representation.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import manifest from '../manifest.ts'
import { faultOfAppointment, isTermCurrent, termFacts } from '../rules.ts'
import { closeReminders } from '../reminders.ts'
import { findAppointments, findOfficeTerms, hasPassword } from '../store.ts'
import { conflictsNow, holdPerson, peopleByName } from './persons.ts'

type Names = 'listAppointments' | 'appoint' | 'reviewAppointment' | 'endAppointment' | 'readLetter'

export const appointments: Pick<Actions<typeof contract>, Names> = {
  async listAppointments({ database, platform, today }) {
    const [found, offices] = await Promise.all([findAppointments(database), findOfficeTerms(database)])
    const person = await peopleByName(database, [...found.flatMap((one) => [one.personId, one.appointedBy]), ...offices.flatMap((one) => [one.personId, one.namedBy])])
    const shared = (one: (typeof found)[number] | (typeof offices)[number]) => ({
      id: one.id, person: person(one.personId), from: one.from, until: one.until, endedOn: one.endedAt === null ? null : dateInBerlin(one.endedAt), inRepresentation: one.inRepresentation, reference: one.reference, isOutside: one.isOutside, isCurrent: isTermCurrent(one, today),
    })
    return {
      tasks: [...TASKS],
      offices: offices.map((one) => ({ ...shared(one), office: one.office, namedBy: one.namedBy === null ? null : person(one.namedBy) })),
      appointments: found.map((one) => ({ ...shared(one), task: one.task, isDeputy: one.isDeputy, appointedBy: person(one.appointedBy) })),
      conflicts: await conflictsNow(database, today),
      isSmallSchool: platform.school.option('school.is_small'),
    }
  },

  async appoint(context, input) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const held = await holdPerson(w, input.person)
      if (held === null) refuse(422, 'appointment_not_staff', { clause: '4', field: 'person' })
      const { from, until, task, isDeputy, reference } = input
      const term_months = (await committedOptions(w.trx)).option('admin.term_months')
      const fault = faultOfAppointment({ personId: held.id, personType: held.type, exitOn: held.exitOn, appointerId: actor.personId, from, until, today: w.today, term_months, reference })
      if (fault !== null) refuse(422, fault, { clause: '4', field: fault === 'reference_missing' ? 'reference' : fault === 'appointment_from' ? 'from' : 'person', ...(fault === 'appointment_too_long' && { params: { months: term_months } }) })
      // The same act sent twice, or from two browsers at once, is one appointment.
      const same = (await findAppointments(w.trx)).find((one) => one.personId === held.id && one.task === task && one.from === from && one.until === until && one.isDeputy === isDeputy && one.endedAt === null)
      if (same !== undefined) return { id: same.id, personId: held.id, conflicts: await conflictsNow(w.trx, w.today, held.id) }
      const id = newId(w.at)
      const inRepresentation = await informHead(w, actor, 'appointed', id, held.id)
      await w.trx.insertInto('appointment').values({
        id, person_id: held.id, task, from_on: from, until_on: until, is_deputy: isDeputy, reference,
        appointed_by: actor.personId, in_representation: inRepresentation, appointed_at: w.at,
      }).execute()
      await setFacts(w, { module: 'administration', id }, termFacts({ personId: held.id, from, until, endedAt: null }, 'task', task))
      // Whoever printed a slip for them while they held nothing must not take over an account that holds a task now.
      await endOpenSlips(w, [held.id], 'withdrawn')
      await closeRenewed(w, held.id, task, until)
      writeJournal(w, { event: 'administration.appointed', actorId: actor.personId, subjectId: held.id, fields: { task, from, until, inRepresentation } })
      return { id, personId: held.id, conflicts: await conflictsNow(w.trx, w.today, held.id) }
    })
  },

  async reviewAppointment(context, { appointmentId }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const [appointment] = await findAppointments(w.trx, appointmentId)
      if (appointment === undefined) refuse(404, 'not_found')
      if (!isTermCurrent(appointment, w.today)) refuse(409, 'appointment_over')
      await review(w, actor.personId, appointmentId, await informHead(w, actor, 'reviewed', appointmentId, appointment.personId))
    })
    return {}
  },

  async endAppointment(context, { appointmentId }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const [appointment] = await findAppointments(w.trx, appointmentId)
      if (!appointment) refuse(404, 'not_found')
      if (appointment.endedAt !== null) return {}
      const ended = await w.trx.insertInto('appointment_end').values({ appointment_id: appointmentId, ended_by: actor.personId, at: w.at })
        .onConflict((oc) => oc.column('appointment_id').doNothing()).returning('at').executeTakeFirst()
      // Somebody else ended it at the same moment.
      if (ended === undefined) return {}
      await setFacts(w, { module: 'administration', id: appointmentId }, [])
      await closeReminders(w, [appointmentId], 'ended')
      await informHead(w, actor, 'appointment_ended', appointmentId, appointment.personId)
      await recordLoss(w, { kind: 'appointment_end', ids: { appointment: appointmentId, by: actor.personId } })
      writeJournal(w, { event: 'administration.appointment_ended', actorId: w.actorId, subjectId: appointment.personId, fields: { task: appointment.task } })
      return {}
    })
  },

  async readLetter(context, { appointmentId }) {
    const { database, platform, today, at } = context
    const all = await findAppointments(database)
    const one = all.find((found) => found.id === appointmentId) ?? refuse(404, 'not_found')
    const colleagues = all.filter((other) => other.task === one.task && other.personId !== one.personId && isTermCurrent(other, today))
    const person = await peopleByName(database, [one.personId, one.appointedBy, ...colleagues.map((other) => other.personId)])
    const mayAppoint = mayOf(actorOf(context), manifest, null, at).includes('administration.appoint')
    return {
      schoolName: platform.school.school?.name ?? '', person: person(one.personId), isOutside: one.isOutside, task: one.task, from: one.from, until: one.until, isDeputy: one.isDeputy,
      reference: one.reference, appointedBy: person(one.appointedBy), appointedOn: dateInBerlin(one.appointedAt), inRepresentation: one.inRepresentation,
      endedOn: one.endedAt === null ? null : dateInBerlin(one.endedAt),
      colleagues: colleagues.map((other) => ({ person: person(other.personId), isDeputy: other.isDeputy })),
      needsSlip: mayAppoint && !(await hasPassword(database, one.personId)),
      number: one.id.slice(-8).toUpperCase(),
    }
  },
}

/** The head has looked: it goes on. Two who do so at once, one record. */
export async function review(w: Write, reviewerId: string, appointmentId: string, inRepresentation: boolean): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${REVIEW_LOCK}, hashtext(${appointmentId}))`.execute(w.trx)
  const known = await w.trx.selectFrom('appointment_review').select('at').where('appointment_id', '=', appointmentId).orderBy('at', 'desc').limit(1).executeTakeFirst()
  if (known !== undefined && dateInBerlin(known.at) === w.today) return
  await w.trx.insertInto('appointment_review').values({ id: newId(w.at), appointment_id: appointmentId, reviewed_by: reviewerId, in_representation: inRepresentation, at: w.at }).execute()
  await closeReminders(w, [appointmentId], 'goes_on')
  writeJournal(w, { event: 'administration.appointment_reviewed', actorId: reviewerId, fields: { inRepresentation } })
}

const REVIEW_LOCK = 7_305_541

/** A longer appointment for the same task answers the warnings of those that end before. */
async function closeRenewed(w: Write, personId: string, task: string, until: string | null): Promise<void> {
  const answered = (await findAppointments(w.trx)).filter((one) => one.personId === personId && one.task === task && one.until !== null && (until === null || one.until < until))
  await closeReminders(w, answered.map((one) => one.id), 'renewed')
}
