/** The grade of a class, as far as its label says it: what the first grades need, and who counts as using a shared device (A6, A7). */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'

/** Its options: when its school years begin. */
type School = Pick<SchoolMemory, 'option'>

/** `05a` and `5 A` are 5, `1/2a` is 2 (the higher one), `R8c` is 8, `EF` is 11; null where the label names no grade (`Igel`). Pure. */
export function gradeOf(label: string): number | null {
  const upper = /^(?:EF|E[12])/i.test(label) ? 11 : /^[QJ]([1-4])/i.exec(label)
  if (typeof upper === 'number') return upper
  if (upper !== null) return Number(upper[1]) + 11
  const grades = (label.match(/\d+/g) ?? []).map(Number).filter((number) => number >= 1 && number <= 13)
  return grades.length === 0 ? null : Math.max(...grades)
}

/** The grade of a class: by its label, else the highest of the year groups its pupils are in; null when neither says one. */
export async function gradeOfClass(database: Database | Trx, groupId: string, today: string, school: School): Promise<number | null> {
  const labels = await labelsWhere(database, sql`g.id = ${groupId}`, today, school)
  const own = highest(labels)
  if (own !== null) return own
  const years = sql`g.kind = 'year' AND g.id IN (
    SELECT y.group_id FROM membership y JOIN membership m ON m.person_id = y.person_id
     WHERE m.group_id = ${groupId} AND m.role = 'member' AND ${isOn('m', today)} AND ${isOn('y', today)})`
  return highest(await labelsWhere(database, years, today, school))
}

/** The grade a pupil is in on that day; null for everybody else and where no label says one. */
export async function gradeOfPerson(database: Database | Trx, personId: string, today: string, school: School): Promise<number | null> {
  const own = sql`g.kind IN ('class', 'year') AND g.id IN (SELECT m.group_id FROM membership m WHERE m.person_id = ${personId} AND m.role = 'member' AND ${isOn('m', today)})`
  return highest(await labelsWhere(database, own, today, school))
}

function highest(labels: readonly string[]): number | null {
  const grades = labels.map(gradeOf).filter((grade) => grade !== null)
  return grades.length === 0 ? null : Math.max(...grades)
}

/** Labels of this school year (or the newest before it) of the groups for which `condition` over `g` holds. */
async function labelsWhere(database: Database | Trx, condition: RawBuilder<unknown>, today: string, school: School): Promise<string[]> {
  const { rows } = await sql<{ label: string }>`
    SELECT DISTINCT ON (g.id) l.label FROM school_group g JOIN group_label l ON l.group_id = g.id
     WHERE ${condition} AND l.school_year <= ${schoolYearAt(school, today).label} ORDER BY g.id, l.school_year DESC`.execute(database)
  return rows.map((row) => row.label)
}

function isOn(alias: 'm' | 'y', today: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`${column('from_on')} <= ${today} AND (${column('until_on')} IS NULL OR ${column('until_on')} >= ${today})`
}
