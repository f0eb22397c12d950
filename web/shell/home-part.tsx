/** One part of Heute that asks the server itself: it says when its answer is here, so that the page never calls a day empty before everybody has answered. */
import { Component, createContext, Suspense, useCallback, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ComponentType, ReactNode } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { Broken } from './Broken.tsx'
import { lazyPart } from './lazy-part.tsx'
import { Refused } from './Refused.tsx'
import './home-part.css'

/** What `useQuery` gives, as far as a card needs it. */
export type Asked<T> = { data: T | undefined; error: unknown; fetchStatus: 'fetching' | 'paused' | 'idle'; refetch: () => unknown }

type Place = { /** A question of the part: is its answer here? */ report: (isAnswered: boolean) => void; /** Set by the first question. */ hasAsked: { current: boolean } }

const PlaceContext = createContext<Place>({ report: () => undefined, hasAsked: { current: false } })

/**
 * What a card on Heute says to the answer of its question: `children` give the card, or null when there is nothing to say. Nothing while it is
 * on its way (the page shows the shape), a refusal with "Noch einmal versuchen" in the card's place when it failed. One per card.
 */
export function HomeAnswer<T>({ query, children }: { query: Asked<T>; children: (found: T) => ReactNode }) {
  const { report, hasAsked } = useContext(PlaceContext)
  const { data, error, fetchStatus } = query
  // A question that is not asked of this person is answered; one that waits for the line is not.
  const isAnswered = data !== undefined || Boolean(error) || fetchStatus === 'idle'
  useLayoutEffect(() => {
    hasAsked.current = true
    report(isAnswered)
  }, [hasAsked, report, isAnswered])
  if (data !== undefined) return children(data)
  // What lacks the second factor is said once for the whole page, with the way to prove it.
  if (!error || refusalOf(error).code === 'second_factor_needed') return null
  return <Refused error={error} onRetry={() => void query.refetch()} />
}

export type HomePartProps = {
  load: () => Promise<ComponentType>
  /** The page did not wait for it any longer: it has a place of its own, with the shape of a card until its answer is here. */
  isLate: boolean
  /** Hears each time whether all that the part asked is answered. */
  onAnswer: (isAnswered: boolean) => void
}

/** Loads the part and keeps its place; a part that falls over says so in its own place, the others stay. */
export function HomePart({ load, isLate, onAnswer }: HomePartProps) {
  const Part = lazyPart(load)
  const [isAnswered, setAnswered] = useState(false)
  const hasAsked = useRef(false)
  const report = useCallback((is: boolean) => {
    setAnswered(is)
    onAnswer(is)
  }, [onAnswer])
  const place = useMemo(() => ({ report, hasAsked }), [report])
  return (
    <div className={isLate ? 'home-part home-part-late' : 'home-part'}>
      <PartBoundary onBroken={() => report(true)}>
        <PlaceContext value={place}>
          <Suspense fallback={null}>
            <Part />
            <Unasked place={place} />
          </Suspense>
        </PlaceContext>
      </PartBoundary>
      {isLate && !isAnswered && <Skeleton shape="cards" lines={1} />}
    </div>
  )
}

/** Stands behind the part, so its effect runs after those of the part: a part without a question is answered as soon as it is there. */
function Unasked({ place }: { place: Place }) {
  useLayoutEffect(() => {
    if (!place.hasAsked.current) place.report(true)
  }, [place])
  return null
}

class PartBoundary extends Component<{ children: ReactNode; onBroken: () => void }, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error('unknown') }
  }

  override componentDidCatch() {
    this.props.onBroken()
  }

  override render() {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} reset={() => this.setState({ error: null })} />
  }
}
