/** SQL of the room tasks beside the tasks themselves. */
import type { Database } from '#platform/database/connect.ts'

/** Which of these people are members, today, of one of these groups. */
export async function membersAmong(database: Database, personIds: readonly string[], groupIds: readonly string[], today: string): Promise<Set<string>> {
  if (personIds.length === 0 || groupIds.length === 0) return new Set()
  const rows = await database
    .selectFrom('membership').select('person_id').distinct()
    .where('person_id', 'in', personIds).where('group_id', 'in', groupIds).where('from_on', '<=', today)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', today)])).execute()
  return new Set(rows.map((row) => row.person_id))
}
