/** Questions about families. */
import { sql } from 'kysely'
import { isCalled } from '#platform/identity/person-sql.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { CLARIFY } from './notices.ts'

/** Whether it is still open what becomes of this account. */
export async function isClarifying(database: Database | Trx, pupilId: string): Promise<boolean> {
  return (await openClarification(database, pupilId)) !== null
}

export async function openClarification(database: Database | Trx, pupilId: string): Promise<{ dueOn: string | null } | null> {
  const row = await database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select('task.due_on').where('task.kind', '=', CLARIFY).where('task.key', '=', pupilId).where('c.task_id', 'is', null).executeTakeFirst()
  return row === undefined ? null : { dueOn: row.due_on }
}

export type Candidate = { id: string; given_name: string; family_name: string; children: string[] }

/** Parents at this school by the beginnings of their names, with the first names of their children, so that namesakes can be told apart. */
export async function parentsByName(database: Database, words: readonly string[], today: string, limit: number, hidden: ReadonlySet<string>): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    SELECT p.id, p.given_name, p.family_name,
           ARRAY(SELECT DISTINCT c.given_name FROM guardianship g JOIN person c ON c.id = g.ward_id WHERE g.guardian_id = p.id AND NOT g.contact_ban AND c.id <> ALL(${[...hidden]}::uuid[]) AND g.from_on <= ${today} AND (g.until_on IS NULL OR g.until_on >= ${today})) AS children
      FROM person p
     WHERE p.type = 'parent' AND (p.exit_on IS NULL OR p.exit_on >= ${today}) AND ${isCalled(words)}
     ORDER BY p.family_name COLLATE "de-x-icu", p.given_name COLLATE "de-x-icu", p.id LIMIT ${limit}`.execute(database)
  return rows
}

/** The class of each of these pupils today, or the year group where there is no class. */
export async function placesOf(database: Database | Trx, pupilIds: readonly string[], { today, schoolYear }: { today: string; schoolYear: string }): Promise<Map<string, string>> {
  const { rows } = await sql<{ person_id: string; label: string }>`
    SELECT DISTINCT ON (m.person_id) m.person_id, l.label FROM membership m JOIN school_group g ON g.id = m.group_id JOIN group_label l ON l.group_id = g.id
     WHERE m.person_id = ANY(${[...pupilIds]}::uuid[]) AND g.kind IN ('class', 'year') AND m.from_on <= ${today} AND (m.until_on IS NULL OR m.until_on >= ${today}) AND l.school_year <= ${schoolYear}
     ORDER BY m.person_id, g.kind, l.school_year DESC`.execute(database)
  return new Map(rows.map((row) => [row.person_id, row.label]))
}
