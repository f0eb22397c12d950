/** The records of one case, oldest first. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { limits } from '../limits.ts'
import type { DataCategory, Question, Risk } from '../rules.ts'

type Common = { id: string; by: string | null; at: Date }
export type Affected = Common & { personId: string }

const common = ['id', 'recorded_by as by', 'at'] as const

export async function readRecords(database: Database | Trx, caseId: string) {
  const of = { caseId, max: limits.records_max }
  const [detections, descriptions, measures, assessments, decisions, reports, turns] = [
    await database.selectFrom('incident_detection').select([...common, 'detected_at', 'reason']).where('case_id', '=', of.caseId).orderBy('at').orderBy('id').limit(of.max).execute(),
    await database.selectFrom('incident_description').select([...common, 'happened', 'categories', 'persons']).where('case_id', '=', of.caseId).orderBy('at').orderBy('id').limit(of.max).execute(),
    await database.selectFrom('incident_measure').select([...common, 'taken_on', 'measure']).where('case_id', '=', of.caseId).orderBy('taken_on').orderBy('id').limit(of.max).execute(),
    await database.selectFrom('incident_assessment').select([...common, 'risk', 'reason']).where('case_id', '=', of.caseId).orderBy('at').orderBy('id').limit(of.max).execute(),
    await database.selectFrom('incident_decision').select(['id', 'decided_by as by', 'at', 'question', 'is_yes', 'reason', 'in_representation']).where('case_id', '=', of.caseId).orderBy('at').orderBy('id').limit(of.max).execute(),
    await database.selectFrom('incident_report').select([...common, 'question', 'reported_at', 'reference', 'delay_reason']).where('case_id', '=', of.caseId).orderBy('at').orderBy('id').limit(of.max).execute(),
    await database.selectFrom('incident_turn').select([...common, 'kind', 'reason']).where('case_id', '=', of.caseId).orderBy('at').orderBy('id').limit(of.max).execute(),
  ]
  return { detections, descriptions, measures, assessments, decisions, reports, turns }
}
export type Records = Awaited<ReturnType<typeof readRecords>>

/** Who stands on the list now, by name. */
export async function readAffected(database: Database | Trx, caseId: string): Promise<Affected[]> {
  const { rows } = await sql<Affected>`
    SELECT a.id, a.recorded_by AS by, a.at, a.person_id AS "personId" FROM incident_affected a JOIN person p ON p.id = a.person_id LEFT JOIN incident_affected_removal r ON r.affected_id = a.id
     WHERE a.case_id = ${caseId} AND r.affected_id IS NULL ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", a.id LIMIT ${limits.affected_max}`.execute(database)
  return rows
}

/** How many records of this kind the case has. */
export async function countRecords(w: Write, table: 'incident_detection' | 'incident_description' | 'incident_measure' | 'incident_assessment' | 'incident_decision' | 'incident_report' | 'incident_turn', caseId: string): Promise<number> {
  const { n } = await w.trx.selectFrom(table).select((eb) => eb.fn.countAll<string>().as('n')).where('case_id', '=', caseId).executeTakeFirstOrThrow()
  return Number(n)
}

const written = (w: Write, caseId: string) => ({ id: newId(w.at), case_id: caseId, at: w.at })

export async function insertDetection(w: Write, caseId: string, one: { detectedAt: Date; reason: string }): Promise<void> {
  await w.trx.insertInto('incident_detection').values({ ...written(w, caseId), detected_at: one.detectedAt, reason: one.reason, recorded_by: w.actorId }).execute()
}

export async function insertDescription(w: Write, caseId: string, one: { happened: string; categories: readonly DataCategory[]; persons: number | null }): Promise<void> {
  await w.trx.insertInto('incident_description').values({ ...written(w, caseId), happened: one.happened, categories: JSON.stringify([...new Set(one.categories)]), persons: one.persons, recorded_by: w.actorId }).execute()
}

export async function insertMeasure(w: Write, caseId: string, one: { takenOn: string; measure: string }): Promise<void> {
  await w.trx.insertInto('incident_measure').values({ ...written(w, caseId), taken_on: one.takenOn, measure: one.measure, recorded_by: w.actorId }).execute()
}

export async function insertAssessment(w: Write, caseId: string, one: { risk: Risk; reason: string }): Promise<void> {
  await w.trx.insertInto('incident_assessment').values({ ...written(w, caseId), risk: one.risk, reason: one.reason, recorded_by: w.actorId }).execute()
}

export async function insertDecision(w: Write, caseId: string, one: { question: Question; isYes: boolean; reason: string; inRepresentation: boolean }): Promise<void> {
  await w.trx.insertInto('incident_decision').values({ ...written(w, caseId), question: one.question, is_yes: one.isYes, reason: one.reason, in_representation: one.inRepresentation, decided_by: w.actorId }).execute()
}

export async function insertReport(w: Write, caseId: string, one: { question: Question; reportedAt: Date; reference: string | null; delayReason: string | null }): Promise<void> {
  await w.trx.insertInto('incident_report').values({ ...written(w, caseId), question: one.question, reported_at: one.reportedAt, reference: one.reference, delay_reason: one.delayReason, recorded_by: w.actorId }).execute()
}
