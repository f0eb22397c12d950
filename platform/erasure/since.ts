/** From which day the rows of a table count, as SQL: the manifests' `since` (platform/module/manifest.ts). */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Since } from '#platform/module/manifest.ts'
import { readWay, reach } from '#platform/privacy/walk.ts'
import type { Shape } from './shape.ts'

/** The ways of a `since` that lead to days and instants. */
export function daysOf(since: Since): readonly string[] {
  if (typeof since === 'string') return since === 'segments' ? [] : [since]
  return 'endOfYear' in since ? [since.endOfYear] : since
}

/** The calendar day in Berlin that the first way that is not empty leads to; NULL: none. */
export function dayOf({ types }: Pick<Shape, 'types'>, table: string, since: Since): RawBuilder<string | null> {
  const days = daysOf(since).map((via) => {
    const value = reach<Date | string>(table, via)
    return typeAt(types, table, via) === 'date' ? sql`${value}` : sql`(${value} AT TIME ZONE 'Europe/Berlin')::date`
  })
  return days.length === 0 ? sql<null>`NULL::date` : sql<string | null>`coalesce(${sql.join(days)})`
}

/** The type of the column a way ends at. Throws when it is neither a day nor an instant. */
export function typeAt(types: Shape['types'], table: string, via: string): 'date' | 'instant' {
  const { column, steps } = readWay(via)
  const last = steps.at(-1)
  const type = types.get(last === undefined ? `${table}.${column}` : `${last.table}.${last.column}`)
  if (type === 'date') return 'date'
  if (type === 'timestamp with time zone') return 'instant'
  throw new Error(`${table}: days can't be counted from ${via}, which is ${type ?? 'no column'}`)
}
