/** Raising, listing, reading, closing and reopening cases (X8). */
import { bannedIds } from '#platform/access/subject.ts'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { namesOf } from '#platform/identity/people.ts'
import type { PersonName } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { settleCase } from '../alarms.ts'
import { limits } from '../limits.ts'
import { deadlineOf, isLate, isSettled } from '../rules.ts'
import type { DataCategory, Question, Risk } from '../rules.ts'
import { findCase, findCases, insertCase, insertTurn, lockCase } from '../store/cases.ts'
import type { Case } from '../store/cases.ts'
import { countRecords, readAffected, readRecords } from '../store/records.ts'
import type { Records } from '../store/records.ts'
import { addTo, leadsCases } from './leading.ts'
import { refuseDetection } from './records.ts'

type Names = 'raiseIncident' | 'listIncidents' | 'readIncident' | 'closeIncident' | 'reopenIncident'
type Shown = (id: string | null) => { id: string; displayName: string } | null

export const cases: Pick<Actions<typeof contract>, Names> = {
  async raiseIncident(context, { what, knownSince }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const detectedAt = new Date(knownSince)
      refuseDetection(detectedAt, w.at, 'knownSince')
      const id = await insertCase(w, { what, detectedAt, raisedBy: actor.personId })
      writeJournal(w, { event: 'incident.raised', actorId: w.actorId, fields: { case: id } })
      await settleCase(w, id)
      return { id: leadsCases(actor, w.at) ? id : null }
    })
  },

  async listIncidents({ database, at }) {
    const found = await findCases(database, { max: limits.cases_listed_max + 1 })
    return {
      isMore: found.length > limits.cases_listed_max,
      cases: found.slice(0, limits.cases_listed_max).map((one) => ({
        ...headOf(one, at), authority: answerOf(one, 'authority'), affected: answerOf(one, 'affected'), isAuthoritySettled: isSettled(one.authority), affectedCount: one.affectedCount,
      })),
    }
  },

  async readIncident(context, { caseId }) {
    const { database, at, today } = context
    const one = await findCase(database, caseId)
    if (one === null) refuse(404, 'not_found')
    const [records, list] = [await readRecords(database, caseId), await readAffected(database, caseId)]
    const hidden = bannedIds(actorOf(context), today)
    const shown = list.filter(({ personId }) => !hidden.has(personId))
    const writers = [one.raisedBy, ...Object.values(records).flatMap((some) => some.map(({ by }) => by)), ...list.map(({ by }) => by)]
    const person = namedBy(await namesOf(database, [...writers, ...shown.map(({ personId }) => personId)].filter((id) => id !== null && !hidden.has(id)) as string[]))
    return {
      ...headOf(one, at),
      raised: commonOf({ id: one.id, by: one.raisedBy, at: one.raisedAt }, person),
      ...shownRecords(records, one, person),
      affected: shown.map((entry) => ({ ...commonOf(entry, person), person: person(entry.personId)!, isHere: entry.personId !== NOBODY_ID })), affectedCount: one.affectedCount,
    }
  },

  async closeIncident(context, { caseId }) {
    await addTo(context, caseId, { event: 'incident.closed' }, 'incident_turn', async (w, held) => {
      if (held.authority.decision === null || held.affected.decision === null) refuse(409, 'incident_undecided')
      if (!isSettled(held.authority) || !isSettled(held.affected)) refuse(409, 'incident_not_done')
      await insertTurn(w, caseId, 'closed', null)
    })
    return {}
  },

  async reopenIncident(context, { caseId, reason }) {
    await context.write(async (w) => {
      const held = await lockCase(w, caseId)
      if (held === null) refuse(404, 'not_found')
      if (!held.isClosed) refuse(409, 'incident_open')
      if ((await countRecords(w, 'incident_turn', caseId)) >= limits.records_max) refuse(409, 'incident_full')
      await insertTurn(w, caseId, 'reopened', reason)
      writeJournal(w, { event: 'incident.reopened', actorId: w.actorId, fields: { case: caseId } })
      await settleCase(w, caseId)
    })
    return {}
  },
}

function headOf(one: Case, at: Date) {
  return {
    id: one.id, openedAt: one.openedAt.toISOString(), detectedAt: one.detectedAt.toISOString(), deadline: deadlineOf(one.detectedAt).toISOString(), closedAt: one.closedAt?.toISOString() ?? null, what: one.what,
    isOverdue: !one.isClosed && !isSettled(one.authority) && isLate(one.detectedAt, at),
  }
}

function answerOf(one: Case, question: Question) {
  const { decision, reportedAt } = one[question]
  return { isYes: decision?.isYes ?? null, reportedAt: reportedAt?.toISOString() ?? null }
}

function namedBy(names: ReadonlyMap<string, PersonName>): Shown {
  return (id) => {
    const name = id === null ? undefined : names.get(id)
    return name === undefined ? null : { id: name.id, displayName: name.displayName }
  }
}

function commonOf({ id, by, at }: { id: string; by: string | null; at: Date }, person: Shown) {
  return { id, written: { by: person(by), on: dateInBerlin(at) } }
}

function shownRecords({ detections, descriptions, measures, assessments, decisions, reports, turns }: Records, one: Case, person: Shown) {
  const question = (which: Question) => ({
    decisions: decisions.filter((row) => row.question === which).map((row) => ({ ...commonOf(row, person), isYes: row.is_yes, reason: row.reason, inRepresentation: row.in_representation })),
    reports: reports.filter((row) => row.question === which).map((row) => ({
      ...commonOf(row, person), reportedAt: row.reported_at.toISOString(), reference: row.reference, delayReason: row.delay_reason, isLate: which === 'authority' && row.delay_reason !== null,
    })),
    isSettled: isSettled(one[which]),
  })
  return {
    detections: detections.map((row) => ({ ...commonOf(row, person), detectedAt: row.detected_at.toISOString(), reason: row.reason })),
    descriptions: descriptions.map((row) => ({ ...commonOf(row, person), happened: row.happened, categories: row.categories as DataCategory[], persons: row.persons })),
    measures: measures.map((row) => ({ ...commonOf(row, person), takenOn: row.taken_on, measure: row.measure })),
    assessments: assessments.map((row) => ({ ...commonOf(row, person), risk: row.risk as Risk, reason: row.reason })),
    questions: { authority: question('authority'), affected: question('affected') },
    turns: turns.map((row) => ({ ...commonOf(row, person), kind: row.kind as 'closed' | 'reopened', reason: row.reason })),
  }
}
