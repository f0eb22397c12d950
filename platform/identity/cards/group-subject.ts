/** A class as rights ask about it. */
import type { Subject } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { gradeOfClass } from '../grade.ts'

/** State `cards`: a class that has not ended, of the grades that sign in with cards. Null where there is no such group. */
export async function groupSubject(database: Database | Trx, groupId: string, today: string, school: Pick<SchoolMemory, 'option'>): Promise<Subject | null> {
  const row = await database.selectFrom('school_group').select(['id', 'kind', 'ended_on']).where('id', '=', groupId).executeTakeFirst()
  if (row === undefined) return null
  const gradeMax = school.option('signin.cards_to_grade')
  const isClass = row.kind === 'class' || row.kind === 'year'
  const grade = gradeMax > 0 && isClass && row.ended_on === null ? await gradeOfClass(database, groupId, today, school) : null
  return { kind: 'group', id: row.id, groupIds: [row.id], classIds: isClass ? [row.id] : [], states: grade !== null && grade <= gradeMax ? ['cards'] : [] }
}
