import { SEARCH_HITS_MAX } from '#web/shell/module-web.ts'
import type { SearchProvider } from '#web/shell/module-web.ts'
import { messenger } from './client.ts'

/** Hits of the messenger in the search everywhere. */
export const searchMessages: SearchProvider = async (query, { signal }) => {
  const { hits } = await messenger.searchMessages({ query }, { signal })
  return hits.slice(0, SEARCH_HITS_MAX).map((hit) => ({
    id: `${hit.roomId}-${hit.seq}`, title: hit.parts.map((part) => part.text).join(''), note: `${hit.title}, ${hit.authorName}`, path: `/nachrichten/${hit.roomId}?stelle=${hit.seq}`, icon: 'messages',
  }))
}
