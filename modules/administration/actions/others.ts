/** Accounts of persons near the school (R10.2): asked for by the administration, decided by the head with a last day, ended by that day. */
import { sql } from 'kysely'
import { newId } from '#platform/id/id.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { committedOptions } from '#platform/school/memory.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { informHead } from '#platform/school/representation.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { closeReminders } from '../reminders.ts'
import { faultOfOtherTerm, proposedEnd } from '../rules/others.ts'
import { findOtherRequests, isGrantedOther } from '../store/others.ts'
import type { OtherRequest } from '../store/others.ts'
import { peopleByName } from './persons.ts'

const REQUESTED = 'administration.other_requested'

export const others: Pick<Actions<typeof contract>, 'listOthers' | 'requestOther' | 'decideOther' | 'extendOther'> = {
  async listOthers({ database, platform, today }) {
    const all = await findOtherRequests(database)
    const person = await peopleByName(database, all.flatMap((one) => [one.personId, one.requestedBy, one.decision?.decidedBy ?? null, one.decision?.personId ?? null]))
    const granted = all.filter((one) => one.decision?.isGranted === true)
    // The newest decision about a person is the one that counts; the list is newest first.
    const newest = [...new Map([...granted].reverse().map((one) => [one.decision!.personId!, one])).values()]
    const rows = newest.length === 0 ? [] : await database.selectFrom('person').select(['id', 'account_name', 'entered_on', 'exit_on']).where('id', 'in', newest.map((one) => one.decision!.personId!)).execute()
    const accounts = new Map(rows.map((row) => [row.id, row]))
    return {
      proposedUntil: proposed(platform.school, today),
      requests: all.filter((one) => one.decision === null).map((one) => ({
        id: one.id, personName: one.personId === null ? `${one.givenName} ${one.familyName}` : person(one.personId).displayName, isExtension: one.personId !== null, role: one.role, reason: one.reason,
        wantsMailbox: one.wantsMailbox, from: one.from, until: one.until, requestedBy: person(one.requestedBy), requestedOn: dateInBerlin(one.requestedAt),
      })),
      accounts: newest.flatMap((one) => {
        const row = accounts.get(one.decision!.personId!)
        if (row === undefined) return []
        return [{
          personId: row.id, displayName: person(row.id).displayName, accountName: row.account_name ?? '', role: one.role, reason: one.reason, hasMailbox: one.wantsMailbox, from: row.entered_on, until: row.exit_on,
          isCurrent: row.entered_on <= today && (row.exit_on === null || today <= row.exit_on), decidedBy: person(one.decision!.decidedBy), decidedOn: dateInBerlin(one.decision!.decidedAt), inRepresentation: one.decision!.inRepresentation,
        }]
      }),
      refused: all.filter((one) => one.decision?.isGranted === false).map((one) => ({ id: one.id, personName: `${one.givenName} ${one.familyName}`, role: one.role, decidedOn: dateInBerlin(one.decision!.decidedAt) })),
    }
  },

  async requestOther(context, input) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const school = await committedOptions(w.trx)
      const until = input.until ?? proposed(school, input.from > w.today ? input.from : w.today)
      checkTerm(w, school, input.from, until)
      const known = 'id' in input.person ? await otherPerson(w, input.person.id) : null
      const { givenName, familyName } = known ?? (input.person as { givenName: string; familyName: string })
      const id = newId(w.at)
      await insertRequest(w, { id, personId: known?.id ?? null, givenName, familyName, role: input.role, reason: input.reason, wantsMailbox: input.wantsMailbox, from: input.from, until })
      await openTask(w, { kind: REQUESTED, key: id, for: { office: 'head' }, aboutPersonId: known?.id ?? null, params: { by: actor.personId }, dueOn: addDays(w.today, 14) })
      return { id }
    })
  },

  async decideOther(context, { requestId, isGranted, until: asked }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      await sql`SELECT pg_advisory_xact_lock(${DECISION_LOCK}, hashtext(${requestId}))`.execute(w.trx)
      const [request] = await findOtherRequests(w.trx, requestId)
      if (request === undefined) refuse(404, 'not_found')
      const { decision } = request
      if (decision !== null) {
        // The same answer sent twice is one answer; another answer comes too late.
        if (decision.isGranted !== isGranted || (asked !== null && decision.until !== asked)) refuse(409, 'other_decided', { clause: '10' })
        return { personId: decision.personId, until: decision.until }
      }
      const until = asked ?? request.until
      if (isGranted) checkTerm(w, await committedOptions(w.trx), request.from, until)
      return decide(w, request, { isGranted, until, deciderId: actor.personId, inRepresentation: await informHead(w, actor, 'other_decided', requestId, request.personId) })
    })
  },

  async extendOther(context, { personId, until, reason }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const known = await otherPerson(w, personId)
      const before = (await findOtherRequests(w.trx)).find((one) => one.decision?.personId === personId)
      if (before === undefined) refuse(404, 'not_found')
      checkTerm(w, await committedOptions(w.trx), known.enteredOn <= w.today ? w.today : known.enteredOn, until)
      if (known.exitOn === until) return
      const id = newId(w.at)
      const request = { id, personId, givenName: known.givenName, familyName: known.familyName, role: before.role, reason, wantsMailbox: before.wantsMailbox, from: w.today, until }
      await insertRequest(w, request)
      await decide(w, { ...request, requestedBy: actor.personId, requestedAt: w.at, decision: null }, { isGranted: true, until, deciderId: actor.personId, inRepresentation: await informHead(w, actor, 'other_extended', id, personId) })
    })
    return {}
  },
}

const DECISION_LOCK = 7_305_543

function proposed(school: Pick<SchoolMemory, 'option'>, date: string): string {
  return proposedEnd(schoolYearAt(school, date).end, school.option('third_group.months_after_year'))
}

function checkTerm(w: Write, school: Pick<SchoolMemory, 'option'>, from: string, until: string): void {
  const fault = faultOfOtherTerm({ from, until, today: w.today, proposed: proposed(school, from > w.today ? from : w.today) })
  if (fault !== null) refuse(422, fault, { clause: '10', field: 'until' })
}

/** An account of the others, with its row held. Nobody else's time at the school is decided here. */
async function otherPerson(w: Write, personId: string): Promise<{ id: string; givenName: string; familyName: string; enteredOn: string; exitOn: string | null }> {
  await lockPersons(w, [personId])
  const row = await w.trx.selectFrom('person').select(['id', 'given_name', 'family_name', 'entered_on', 'exit_on']).where('id', '=', personId).where('type', '=', 'other').executeTakeFirst()
  if (row === undefined || !(await isGrantedOther(w.trx, personId))) refuse(404, 'not_found')
  return { id: row.id, givenName: row.given_name, familyName: row.family_name, enteredOn: row.entered_on, exitOn: row.exit_on }
}

type NewRequest = Pick<OtherRequest, 'id' | 'personId' | 'givenName' | 'familyName' | 'role' | 'reason' | 'wantsMailbox' | 'from' | 'until'>

async function insertRequest(w: Write, one: NewRequest): Promise<void> {
  await w.trx.insertInto('other_request').values({
    id: one.id, person_id: one.personId, given_name: one.givenName, family_name: one.familyName, role_name: one.role, reason: one.reason, wants_mailbox: one.wantsMailbox,
    from_on: one.from, until_on: one.until, requested_by: w.actorId!, requested_at: w.at,
  }).execute()
  writeJournal(w, { event: 'administration.other_requested', actorId: w.actorId, subjectId: one.personId, fields: { until: one.until } })
}

type Answer = { isGranted: boolean; until: string; deciderId: string; inRepresentation: boolean }

/** The account begins and ends by its dates alone: what the door asks is the day of entry and of exit. */
async function decide(w: Write, request: OtherRequest, { isGranted, until, deciderId, inRepresentation }: Answer): Promise<{ personId: string | null; until: string | null }> {
  let { personId } = request
  if (isGranted && personId === null) {
    personId = (await addPeople(w, [{ type: 'other', givenName: request.givenName, familyName: request.familyName, source: 'hand', sourceId: newId(w.at), enteredOn: request.from, exitOn: until }]))[0]!
  } else if (isGranted && personId !== null) {
    await changePeople(w, [{ id: personId, exitOn: until }])
    await closeReminders(w, [personId], 'extended')
  }
  await w.trx.insertInto('other_decision').values({
    request_id: request.id, is_granted: isGranted, person_id: isGranted ? personId : null, from_on: isGranted ? request.from : null, until_on: isGranted ? until : null,
    decided_by: deciderId, in_representation: inRepresentation, decided_at: w.at,
  }).execute()
  await closeTask(w, REQUESTED, request.id, isGranted ? 'granted' : 'refused')
  writeJournal(w, { event: 'administration.other_decided', actorId: deciderId, subjectId: personId, fields: { isGranted, until: isGranted ? until : null, inRepresentation } })
  return isGranted ? { personId, until } : { personId: null, until: null }
}
