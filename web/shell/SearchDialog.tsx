/** The search everywhere, opened by Ctrl+K or the field above the page; loads when it is first opened. */
import { useContext, useEffect, useMemo, useState } from 'react'
import { useSignedIn } from '#web/api/hooks.ts'
import { SearchPalette } from '#web/design/SearchPalette.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { HouseContext } from './house.ts'
import { placesFor, searchesFor } from './navigation.ts'
import { findPlaces, QUERY_LETTERS_MAX, QUERY_LETTERS_MIN, searchModules } from './search-everywhere.ts'
import type { SearchOutcome, SearchPart } from './search-everywhere.ts'
import { texts } from './texts.de.ts'

/** Letters follow each other faster than this while somebody types; the server is asked in the pause. */
const PAUSE_MS = 150
const NOTHING: SearchOutcome = { parts: [], failed: [] }

export function SearchDialog({ onClose, onGo }: { onClose: () => void; onGo: (path: string) => void }) {
  const t = useTexts(texts)
  const { webs } = useContext(HouseContext)
  const session = useSignedIn()
  const [typed, setTyped] = useState('')
  const query = typed.trim().slice(0, QUERY_LETTERS_MAX)
  const isAsked = query.length >= QUERY_LETTERS_MIN
  const { outcome, isRunning } = useModuleHits(isAsked ? query : '')
  const places = useMemo(() => (isAsked ? findPlaces(query, placesFor(webs, session)) : []), [isAsked, query, webs, session])
  const parts: readonly SearchPart[] = places.length > 0 ? [{ label: t.places, hits: places }, ...outcome.parts] : outcome.parts
  const hits = parts.reduce((sum, part) => sum + part.hits.length, 0)
  const note = !isAsked
    ? t.searchStart
    : isRunning
      ? t.searchRunning
      : hits === 0
        ? `${t.searchNothing({ query })} ${t.searchNothingNext}`
        : t.searchHits({ n: hits })
  return (
    <SearchPalette
      label={t.searchEverywhere({ labels: searchesFor(webs, session).map((search) => search.label) })}
      typed={typed}
      onType={setTyped}
      onClose={onClose}
      onChoose={(path) => {
        onClose()
        onGo(path)
      }}
      parts={parts}
      note={note}
      isQuiet={hits > 0}
      {...(outcome.failed.length > 0 ? { failed: t.searchFailed({ labels: outcome.failed.join(', ') }) } : {})}
    />
  )
}

function useModuleHits(query: string): { outcome: SearchOutcome; isRunning: boolean } {
  const { webs } = useContext(HouseContext)
  const session = useSignedIn()
  const [outcome, setOutcome] = useState(NOTHING)
  const [isRunning, setRunning] = useState(false)
  useEffect(() => {
    if (query === '') {
      setOutcome(NOTHING)
      setRunning(false)
      return undefined
    }
    const stop = new AbortController()
    setRunning(true)
    const begin = setTimeout(async () => {
      const searches = searchesFor(webs, session)
      if (searches.length === 0) setOutcome(NOTHING)
      await searchModules(query, searches, stop.signal, setOutcome)
      if (!stop.signal.aborted) setRunning(false)
    }, PAUSE_MS)
    return () => {
      clearTimeout(begin)
      stop.abort()
    }
  }, [query, webs, session])
  return { outcome, isRunning }
}
