/** What the school entered in its registers, in SQL. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { MeasureTopic } from '#platform/module/control.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'

export type Entry = { module: string; field: 'basis' | 'remark'; text: string; at: Date; by: string | null }
export type OwnMeasure = { id: string; topic: MeasureTopic; text: string; enteredOn: string; enteredBy: string; endedOn: string | null }
export type ProcessorRow = {
  id: string; isOwn: boolean; name: string; service: string; categories: string; contractOn: string | null; reference: string; untilOn: string | null; covers: string[]
  enteredOn: string; enteredBy: string; endedOn: string | null
}

/** Remarks and legal bases as they were entered, newest first. A basis is an option of the school, decided for all rooms at once: told is where it changed. */
export async function readEntries(database: Database | Trx): Promise<Entry[]> {
  const remarks = await database.selectFrom('processing_remark').select(['module', 'remark', 'entered_by', 'entered_at']).orderBy('entered_at').orderBy('id').execute()
  const decisions = await database.selectFrom('option_decision').select(['value', 'decided_by', 'decided_at']).where('option', '=', 'legal_basis').orderBy('decided_at').orderBy('id').execute()
  const entries: Entry[] = remarks.map((row) => ({ module: row.module, field: 'remark', text: row.remark, at: row.entered_at, by: row.entered_by }))
  let before: Readonly<Record<string, string>> = {}
  for (const { value, decided_by, decided_at } of decisions) {
    const now = value as Readonly<Record<string, string>>
    for (const module of new Set([...Object.keys(before), ...Object.keys(now)])) {
      const text = now[module] ?? ''
      if (text !== (before[module] ?? '')) entries.push({ module, field: 'basis', text, at: decided_at, by: decided_by })
    }
    before = now
  }
  return entries.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

/** The remark in force of each processing; an empty one is none. */
export function remarksOf(entries: readonly Entry[]): Map<string, string> {
  const newest = new Map<string, string>()
  for (const { module, field, text } of entries) if (field === 'remark' && !newest.has(module)) newest.set(module, text)
  return new Map([...newest].filter(([, text]) => text !== ''))
}

export async function ownMeasures(database: Database | Trx): Promise<OwnMeasure[]> {
  const rows = await database.selectFrom('own_measure as m').leftJoin('own_measure_end as e', 'e.measure_id', 'm.id')
    .select(['m.id', 'm.topic', 'm.measure', 'm.entered_at', 'm.entered_by', 'e.ended_at']).orderBy('m.entered_at').orderBy('m.id').execute()
  return rows.map((row) => ({
    id: row.id, topic: row.topic as MeasureTopic, text: row.measure, enteredOn: dateInBerlin(row.entered_at), enteredBy: row.entered_by,
    endedOn: row.ended_at === null ? null : dateInBerlin(row.ended_at),
  }))
}

export async function processors(database: Database | Trx): Promise<ProcessorRow[]> {
  const { rows } = await sql<ProcessorRow & { enteredAt: Date }>`
    SELECT p.id, p.is_own AS "isOwn", p.name, p.service, p.categories, p.contract_on AS "contractOn", p.reference, p.until_on AS "untilOn", p.covers,
           p.entered_at AS "enteredAt", p.entered_by AS "enteredBy", e.ended_on AS "endedOn"
      FROM processor p LEFT JOIN processor_end e ON e.processor_id = p.id ORDER BY p.entered_at, p.id`.execute(database)
  return rows.map(({ enteredAt, ...row }) => ({ ...row, enteredOn: dateInBerlin(enteredAt) }))
}
