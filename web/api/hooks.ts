/** The session and the line for components. */
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { now } from './clock.ts'
import { live } from './live.ts'
import type { LiveState } from './live.ts'
import { session } from './session.ts'
import type { SessionState, SignedIn } from './session.ts'

/** Everything that is known, also before and after a session. Pages inside the house use `useSignedIn`. */
export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, session.current)
}

/** The signed-in person; only for pages that the shell shows with a session (all but `public` ones). */
export function useSignedIn(): SignedIn {
  const { known } = useSession()
  if (!known?.signedIn) throw new Error('useSignedIn: this page is shown without a session; mark it public or use useSession.')
  return known
}

/** True when the person holds a right that has no subject (`session.may`). Rights on an object come with the object. */
export function useMay(right: string): boolean {
  const { known } = useSession()
  return known?.signedIn === true && known.may.includes(right)
}

/** True while a second factor counts as proved: pages of an office ask for nothing before. */
export function useIsProved(): boolean {
  const { known } = useSession()
  if (known?.signedIn !== true || known.factor.strongUntil === null) return false
  return now() < new Date(known.factor.strongUntil)
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(subscribeToLine, () => live.state)
}

const subscribeToLine = (listener: () => void) => live.subscribe(listener)

/** Hears an event of the server for as long as the component is shown; the newest `listener` is called. */
export function useLiveEvent<T>(event: string, listener: (data: T) => void): void {
  const newest = useNewest(listener)
  useEffect(() => live.on<T>(event, (data) => newest.current(data)), [event, newest])
}

/** Runs after each (re)connection, at once when the line is open: catch up here. */
export function useLiveOpen(listener: () => void): void {
  const newest = useNewest(listener)
  useEffect(() => live.onOpen(() => newest.current()), [newest])
}

function useNewest<T>(value: T): { readonly current: T } {
  const newest = useRef(value)
  useEffect(() => {
    newest.current = value
  })
  return newest
}
