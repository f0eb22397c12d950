/**
 * Retention, one nightly job for all modules: rows go when the period that their manifest declares is over (B9). Nothing else deletes by age. A row takes with
 * it what hangs on it; a reference that can be empty is emptied.
 */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { dropSegments } from '#platform/journal/retention.ts'
import type { Keep, Manifest, Since } from '#platform/module/manifest.ts'
import { reach, readWay } from '#platform/privacy/walk.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { addDays, dateInBerlin, startOfDay } from '#platform/time/calendar.ts'
import { retention_rows_max } from './limits.ts'
import { hasValues, keyOf, readShape } from './shape.ts'
import type { RowKeys, Shape } from './shape.ts'
import { dayOf, daysOf, typeAt } from './since.ts'
import { selectKeys } from './plan.ts'

/** `gone`: rows by table. `stuck`: tables whose rows could not go, with the kind of the error. */
export type Retained = { gone: Record<string, number>; stuck: Record<string, string> }

/** Deletes what is over, table by table, some rows at a time. `owner`: with the role that owns the tables. What stands in its way does not hold up the others. */
export async function retain(owner: Database, manifests: Iterable<Manifest>, school: SchoolMemory, at: Date): Promise<Retained> {
  const result: Retained = { gone: {}, stuck: {} }
  const shape = await owner.transaction().execute(readShape)
  for (const { table, keep } of [...manifests].flatMap(({ data }) => data)) {
    if (keep.rule !== 'days' && keep.rule !== 'option') continue
    try {
      const gone = keep.since === 'segments' ? await retainSegments(owner, keep, school, at) : await retainTable(owner, shape, table, dueOf(shape, table, keep, school, at))
      if (gone > 0) result.gone[table] = gone
    } catch (error) {
      result.stuck[table] = (error as { code?: string }).code ?? (error as Error).constructor.name
    }
  }
  return result
}

type Period = Extract<Keep, { rule: 'days' | 'option' }>

/** Days that rows of this table are kept. */
export function periodOf(keep: Period, school: Pick<SchoolMemory, 'option'>): number {
  return keep.rule === 'days' ? keep.days_max : Number(school.option(keep.option as OptionKey))
}

/** True for the rows whose period is over: kept through their last day, gone when the next one begins. */
export function dueOf(shape: Shape, table: string, keep: Period, school: SchoolMemory, at: Date): RawBuilder<boolean> {
  const today = dateInBerlin(at)
  const days = periodOf(keep, school)
  const { since } = keep
  if (typeof since === 'object' && 'endOfYear' in since) return dueByYear(table, since, days, school, today)
  const first = addDays(today, -days)
  const [via, ...others] = daysOf(since)
  // One column of the table itself is compared as it is, so that an index on it serves.
  if (via !== undefined && others.length === 0 && readWay(via).steps.length === 0) {
    return typeAt(shape.types, table, via) === 'date' ? sql<boolean>`${sql.ref(`${table}.${via}`)} < ${first}::date` : sql<boolean>`${sql.ref(`${table}.${via}`)} < ${startOfDay(first)}`
  }
  return sql<boolean>`${dayOf(shape, table, since)} < ${first}::date`
}

/** A15: in a group the days count from its end, and never end before its members have stopped reading; elsewhere from the end of the school year. */
function dueByYear(table: string, { endOfYear, group }: Extract<Since, { endOfYear: string }>, days: number, school: SchoolMemory, today: string): RawBuilder<boolean> {
  const ended = addDays(today, -Math.max(days, Number(school.option('groups.archive_days'))))
  // The year that holds the newest day of which all days are over: everything before its beginning is due.
  const year = schoolYearAt(school, addDays(today, -days))
  const groupId = reach<string | null>(table, group)
  const isOver = sql`${groupId} IN (SELECT g.id FROM school_group AS g WHERE g.ended_on < ${ended}::date)`
  return sql<boolean>`(${isOver} OR (${sql.ref(`${table}.${endOfYear}`)} < ${startOfDay(year.start)} AND ${groupId} IS NULL))`
}

async function retainTable(owner: Database, shape: Shape, table: string, isDue: RawBuilder<boolean>): Promise<number> {
  for (let gone = 0; ; ) {
    const count = await owner.transaction().execute(async (trx) => {
      const due = await selectKeys(trx, shape, table, sql<boolean>`${isDue} LIMIT ${retention_rows_max}`)
      if (due.length > 0) await removeWithChildren(trx, shape, table, due)
      return due.length
    })
    gone += count
    if (count < retention_rows_max) return gone
  }
}

async function removeWithChildren(trx: Trx, shape: Shape, table: string, keys: RowKeys): Promise<void> {
  const isDue = hasValues(shape, table, keyOf(shape, table), keys)
  for (const { child, columns, parent, parentColumns, isNullable, isCascade } of shape.references) {
    if (parent !== table || isCascade) continue
    const parents = sql`SELECT ${sql.join(parentColumns.map((column) => sql.ref(`${table}.${column}`)))} FROM ${sql.table(table)} WHERE ${isDue}`
    const isChild = sql<boolean>`(${sql.join(columns.map((column) => sql.ref(`${child}.${column}`)))}) IN (${parents})`
    if (isNullable) await sql`UPDATE ${sql.table(child)} SET ${sql.join(columns.map((column) => sql`${sql.ref(column)} = NULL`))} WHERE ${isChild}`.execute(trx)
    else {
      const hanging = await selectKeys(trx, shape, child, isChild)
      if (hanging.length > 0) await removeWithChildren(trx, shape, child, hanging)
    }
  }
  await sql`DELETE FROM ${sql.table(table)} WHERE ${isDue}`.execute(trx)
}

/** The journal leaves by whole months, so that its chain stays whole: a month goes when its last day is over. */
async function retainSegments(owner: Database, keep: Period, school: SchoolMemory, at: Date): Promise<number> {
  return (await dropSegments(owner, addDays(dateInBerlin(at), -periodOf(keep, school)).slice(0, 7), at)).length
}
