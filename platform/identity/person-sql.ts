/** Parts of SQL about the person `p` of a query, for rooms that list people. */
import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'

/** True when each word begins a part of the name. `words`: from nameWords(); of none nobody is meant. */
export function isCalled(words: readonly string[]): RawBuilder<boolean> {
  return words.length === 0 ? sql<boolean>`false` : sql<boolean>`p.name_key LIKE ALL(${words.map((word) => `% ${word}%`)}::text[])`
}

/** The label of the newest class or year group, up to this school year. Brackets around it are the caller's. */
export function newestPlace(schoolYear: string): RawBuilder<string | null> {
  return sql<string | null>`SELECT l.label FROM membership m JOIN school_group g ON g.id = m.group_id AND g.kind IN ('class', 'year') JOIN group_label l ON l.group_id = g.id AND l.school_year <= ${schoolYear}
    WHERE m.person_id = p.id AND m.role = 'member' ORDER BY m.from_on DESC, l.school_year DESC, g.kind LIMIT 1`
}
