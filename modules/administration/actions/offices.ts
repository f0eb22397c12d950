/** Offices named by the head: head, deputy, data protection, staff council, inspectors (requirements section 4, A8, A13). */
import { sql } from 'kysely'
import { officesOf } from '#platform/access/actor.ts'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { endOpenSlips } from '#platform/identity/sign-in/slips.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { informHead } from '#platform/school/representation.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { closeReminders } from '../reminders.ts'
import { isTermCurrent, termFacts } from '../rules.ts'
import { faultOfNaming } from '../rules/offices.ts'
import type { NamedOffice } from '../rules/offices.ts'
import { findOfficeTerms, releasesInForce } from '../store.ts'
import type { OfficeTerm } from '../store.ts'
import { closeOutsider, conflictsNow, holdPerson } from './persons.ts'
import type { Held } from './persons.ts'

export const CONFIRM_RELEASES = 'administration.confirm_releases'

export const offices: Pick<Actions<typeof contract>, 'nameOffice' | 'endOffice'> = {
  async nameOffice(context, input) {
    return context.write(async (w) => {
      // One after the other: of two who name a head at once the second sees the first.
      await sql`SELECT pg_advisory_xact_lock(${OFFICE_LOCK})`.execute(w.trx)
      const held = await holdPerson(w, input.person, input.until)
      if (held === null) refuse(422, 'naming_not_staff', { clause: '4', field: 'person' })
      const terms = await findOfficeTerms(w.trx)
      await checkNaming(w, context, input, held, terms)
      const conflicts = () => conflictsNow(w.trx, w.today, held.id)
      const same = terms.find((one) => one.personId === held.id && one.office === input.office && one.endedAt === null && one.from <= input.from && one.until === input.until)
      if (same !== undefined) return { id: same.id, personId: held.id, conflicts: await conflicts() }
      if (input.office === 'head') checkSuccession(w, terms, input.from)
      if (input.office === 'head') await endBefore(w, terms.filter((one) => one.office === 'head'), input.from)
      const id = await recordTerm(w, context, input, held)
      return { id, personId: held.id, conflicts: await conflicts() }
    })
  },

  async endOffice(context, { officeTermId }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      await sql`SELECT pg_advisory_xact_lock(${OFFICE_LOCK})`.execute(w.trx)
      const [term] = await findOfficeTerms(w.trx, officeTermId)
      if (term === undefined) refuse(404, 'not_found')
      if (term.endedAt !== null || (term.until !== null && term.until < w.today)) return
      if (term.office === 'head' && (isTermCurrent(term, w.today) || !officesOf(actor, w.at).has('head'))) refuse(422, officesOf(actor, w.at).has('head') ? 'head_needs_successor' : 'head_by_deputy', { clause: '4' })
      await endTerm(w, term, null)
      if (term.office === 'head') await goOnAsBefore(w, term)
      await closeReminders(w, [term.id], 'ended')
      await informHead(w, actor, 'office_ended', term.id, term.personId)
      await recordLoss(w, { kind: 'office_end', ids: { term: term.id, by: w.actorId! } })
      writeJournal(w, { event: 'administration.office_ended', actorId: w.actorId, subjectId: term.personId, fields: { office: term.office } })
      await closeOutsider(w, term.personId)
    })
    return {}
  },
}

const OFFICE_LOCK = 7_305_542

type Input = { office: NamedOffice; from: string; until: string | null; reference: string | null }

async function checkNaming(w: Write, context: Context, { office, from, until, reference }: Input, held: Held, terms: readonly OfficeTerm[]): Promise<void> {
  const actor = actorOf(context)
  const heads = terms.filter((one) => one.office === 'head' && isTermCurrent(one, w.today))
  const here = heads.length === 0 ? [] : await w.trx.selectFrom('person').select('id').where('id', 'in', heads.map((one) => one.personId)).where((eb) => eb.or([eb('exit_on', 'is', null), eb('exit_on', '>=', w.today)])).execute()
  const fault = faultOfNaming({
    office, personId: held.id, personType: held.type, exitOn: held.exitOn, namerId: actor.personId, isNamerHead: officesOf(actor, w.at).has('head'), isHeadVacant: here.length === 0,
    from, until, today: w.today, reference, isSmallSchool: (await committedOptions(w.trx)).option('school.is_small'),
  })
  if (fault !== null) refuse(422, fault, { clause: '4', field: fault === 'reference_missing' ? 'reference' : ['appointment_term', 'appointment_from'].includes(fault) ? 'from' : 'person' })
}

/** One successor at a time, and never two heads on one day: the day on which a term ends before its time is written once. */
function checkSuccession(w: Write, terms: readonly OfficeTerm[], from: string): void {
  const heads = terms.filter((one) => one.office === 'head' && one.endedAt === null)
  const present = heads.find((one) => isTermCurrent(one, w.today))
  if (heads.some((one) => one.from > w.today && one.personId !== present?.personId)) refuse(409, 'head_already_coming', { clause: '4', field: 'person' })
  if (present?.until != null && from <= present.until) refuse(409, 'head_until', { clause: '4', field: 'from', params: { date: present.until } })
}

async function recordTerm(w: Write, context: Context, { office, from, until, reference }: Input, held: Held): Promise<string> {
  const actor = actorOf(context)
  const id = newId(w.at)
  const inRepresentation = await informHead(w, actor, 'office_named', id, held.id)
  await w.trx.insertInto('office_term').values({ id, person_id: held.id, office, from_on: from, until_on: until, named_by: actor.personId, named_at: w.at, in_representation: inRepresentation, reference }).execute()
  await setFacts(w, { module: 'administration', id }, termFacts({ personId: held.id, from, until, endedAt: null }, 'office', office))
  await endOpenSlips(w, [held.id], 'withdrawn')
  writeJournal(w, { event: 'administration.office_named', actorId: actor.personId, subjectId: held.id, fields: { office, from, until, inRepresentation } })
  // RP.1: releases stay, and whoever comes new looks at them.
  if (office === 'head' && (await releasesInForce(w.trx)).length > 0) {
    await openTask(w, { kind: CONFIRM_RELEASES, key: id, for: { personId: held.id }, params: { from }, dueOn: addDays(from, 28) })
  }
  return id
}

/** Terms that would go on beside a successor end on the eve, or at once when the successor begins today. */
async function endBefore(w: Write, terms: readonly OfficeTerm[], from: string): Promise<void> {
  for (const term of terms) {
    if (term.endedAt !== null || (term.until !== null && term.until < from)) continue
    const lastOn = term.from < from && from > w.today ? addDays(from, -1) : null
    await endTerm(w, term, lastOn)
    await recordLoss(w, { kind: 'office_end', ids: { term: term.id, by: w.actorId!, ...(lastOn !== null && { lastOn }) } })
    writeJournal(w, { event: 'administration.office_ended', actorId: w.actorId, subjectId: term.personId, fields: { office: term.office } })
  }
}

/** A successor who does not come after all: whoever was to hand over on that day stays, so that the school is never without a head. */
async function goOnAsBefore(w: Write, coming: OfficeTerm): Promise<void> {
  const eve = addDays(coming.from, -1)
  const before = (await findOfficeTerms(w.trx)).find((one) => one.office === 'head' && one.id !== coming.id && one.endedAt === null && one.until === eve)
  if (before === undefined) return
  const id = newId(w.at)
  await w.trx.insertInto('office_term').values({ id, person_id: before.personId, office: 'head', from_on: coming.from, until_on: coming.until, named_by: before.namedBy, named_at: w.at, in_representation: before.inRepresentation, reference: before.reference }).execute()
  await setFacts(w, { module: 'administration', id }, termFacts({ personId: before.personId, from: coming.from, until: coming.until, endedAt: null }, 'office', 'head'))
  await closeTask(w, CONFIRM_RELEASES, coming.id, 'ended')
  writeJournal(w, { event: 'administration.office_named', actorId: w.actorId, subjectId: before.personId, fields: { office: 'head', from: coming.from, until: coming.until, inRepresentation: before.inRepresentation } })
}

/** `lastOn` null: ended now. An end that was recorded before stands: records and facts never say different things. */
async function endTerm(w: Write, term: OfficeTerm, lastOn: string | null): Promise<void> {
  const ended = await w.trx.insertInto('office_term_end').values({ office_term_id: term.id, ended_by: w.actorId!, at: w.at, last_on: lastOn })
    .onConflict((oc) => oc.column('office_term_id').doNothing()).returning('at').executeTakeFirst()
  if (ended === undefined) return
  await setFacts(w, { module: 'administration', id: term.id }, lastOn === null ? [] : termFacts({ personId: term.personId, from: term.from, until: lastOn, endedAt: null }, 'office', term.office))
}
