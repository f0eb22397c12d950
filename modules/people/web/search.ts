import { SEARCH_HITS_MAX } from '#web/shell/module-web.ts'
import type { SearchProvider } from '#web/shell/module-web.ts'
import { people } from './client.ts'

/** People by the beginning of their names, those the person may see. */
export const searchPeople: SearchProvider = async (query, { signal }) => {
  const found = await people.listPeople({ q: query, limit: SEARCH_HITS_MAX }, { signal })
  return found.people.map((person) => ({
    id: person.id,
    title: person.displayName,
    ...(person.place !== null && { note: person.place }),
    path: `/personen/person/${person.id}` as const,
    icon: 'person' as const,
  }))
}
