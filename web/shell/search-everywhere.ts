/** The search of the house: own pages and places at once, the modules' answers as they come. */
import type { ModuleSearch, Place, SearchHit } from './module-web.ts'
import { SEARCH_HITS_MAX } from './module-web.ts'

/** Letters needed before anybody is asked. */
export const QUERY_LETTERS_MIN = 2
export const QUERY_LETTERS_MAX = 100

export type SearchPart = { label: string; hits: readonly SearchHit[] }
export type SearchOutcome = { parts: readonly SearchPart[]; failed: readonly string[] }

/** Pages and settings whose name or other words begin like a word of the query; ä and ae are the same, upper case doesn't matter. */
export function findPlaces(query: string, places: readonly Place[]): readonly SearchHit[] {
  const wanted = wordsOf(query)
  if (wanted.length === 0) return []
  return places
    .filter((place) => {
      const words = [place.label, ...(place.words ?? [])].flatMap(wordsOf)
      return wanted.every((one) => words.some((word) => word.startsWith(one)))
    })
    .slice(0, SEARCH_HITS_MAX)
    .map((place) => ({ id: `place:${place.path}:${place.label}`, title: place.label, path: place.path, ...(place.icon ? { icon: place.icon } : {}) }))
}

/**
 * Asks all modules at once. `onPart` hears the outcome so far after each answer, in the modules' order; one that fails is named and harms no other.
 * Stops silently when the signal is raised.
 */
export async function searchModules(
  query: string,
  searches: readonly ModuleSearch[],
  signal: AbortSignal,
  onPart: (outcome: SearchOutcome) => void,
): Promise<void> {
  const answers: (readonly SearchHit[] | 'failed' | null)[] = searches.map(() => null)
  await Promise.all(
    searches.map(async (search, i) => {
      try {
        const provide = await search.load()
        answers[i] = (await provide(query, { signal })).slice(0, SEARCH_HITS_MAX)
      } catch {
        answers[i] = 'failed'
      }
      if (!signal.aborted) onPart(outcomeOf(searches, answers))
    }),
  )
}

function outcomeOf(searches: readonly ModuleSearch[], answers: readonly (readonly SearchHit[] | 'failed' | null)[]): SearchOutcome {
  const parts: SearchPart[] = []
  const failed: string[] = []
  for (const [i, search] of searches.entries()) {
    const answer = answers[i]
    if (answer === 'failed') failed.push(search.label)
    else if (answer && answer.length > 0) parts.push({ label: search.label, hits: answer })
  }
  return { parts, failed }
}

function wordsOf(text: string): string[] {
  const plain = text
    .toLocaleLowerCase('de')
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}
