/**
 * Who sits in front of this browser: one answer of GET /api/session, held outside React so that calls, the WebSocket and the shell share it.
 * When the session ends on the server (signed out elsewhere, consent withdrawn, time over) the next refused call notices it here.
 */
import type { Address } from '#platform/module/texts.ts'
import { setClock } from './clock.ts'
import { SESSION_CHECK_MS_MIN } from './limits.ts'
import { onRefusal, request } from './request.ts'

export type SignedOut = {
  signedIn: false
  /** Null before the first run. */
  school: { name: string } | null
  /** True while the first run has not been finished: the shell shows its page and nothing else. */
  setup: boolean
  demo: boolean
  /** What the sign-in suggests where nobody chose yet (A7). Absent: shared. */
  device?: 'own' | 'shared'
  /** Some class signs in with cards (A6). */
  hasCards?: boolean
  /** The server's instant (ISO). Absent: the browser's clock is believed. */
  now?: string
}

export type SignedIn = {
  signedIn: true
  person: { id: string; givenName: string; displayName: string; type: PersonType }
  address: Address
  /** `shared`: nothing may stay in the browser (amendment A7). */
  device: 'own' | 'shared'
  school: { name: string }
  /** Ids of the modules this person may use now. */
  modules: readonly string[]
  /** Rights without a subject, `module.verb`. */
  may: readonly string[]
  /** The second factor (R4.1): `enrol` opens nothing but enrolling one; rights of offices count until `strongUntil` (ISO). */
  factor: { state: 'none' | 'enrol' | 'has'; hasOffice: boolean; strongUntil: string | null; isAdvised: boolean }
  /** Staff read and acknowledge this before anything else is shown (RP.2). */
  mustRead?: { document: string; version: number }
  /** The password is too short for the office one holds (R4.2). */
  mustRenew?: { length_min: number }
  demo: boolean
  now?: string
}

export type PersonType = 'pupil' | 'teacher' | 'staff' | 'parent' | 'other' | 'guest'
export type Session = SignedIn | SignedOut

/** `ended`: somebody was signed in on this page and is not any more, without having asked for it. `unreached`: the first question failed. */
export type SessionState = { known: Session | null; ended: boolean; unreached: boolean }

export type SessionStore = {
  current(): SessionState
  subscribe(listener: () => void): () => void
  /** Asks the server again: after signing in, after the first run, after a change of rights. Throws RefusalError when it can't be reached. */
  reload(): Promise<Session>
  /** Ends the session on the server (DELETE /api/session) and here; what the page showed is dropped. */
  signOut(): Promise<void>
  /** A sign that the session may be over; asks at most once a second. */
  doubt(): void
}

/** The store for one origin; the browser has exactly one, `session`. */
export function createSessionStore(origin = ''): SessionStore {
  let state: SessionState = { known: null, ended: false, unreached: false }
  let asking: Promise<Session> | null = null
  let resting: ReturnType<typeof setTimeout> | null = null
  let isDoubtedAgain = false
  const listeners = new Set<() => void>()
  const enter = (next: SessionState) => {
    state = next
    for (const listener of listeners) listener()
  }
  const ask = async (): Promise<Session> => {
    try {
      const known = await request<Session>('GET', `${origin}/api/session`)
      if (known.now !== undefined) setClock(known.now)
      const ended = !known.signedIn && (state.ended || state.known?.signedIn === true)
      enter({ known, ended, unreached: false })
      return known
    } catch (error) {
      if (state.known === null) enter({ ...state, unreached: true })
      throw error
    }
  }
  const reload = () => (asking ??= ask().finally(() => (asking = null)))
  return {
    current: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reload,
    async signOut() {
      await request('DELETE', `${origin}/api/session`)
      const known = state.known
      if (known?.signedIn) enter({ known: { signedIn: false, school: known.school, setup: false, demo: known.demo }, ended: false, unreached: false })
      await reload().catch(() => undefined)
    },
    doubt() {
      if (state.known?.signedIn !== true) return
      if (resting !== null) {
        isDoubtedAgain = true
        return
      }
      resting = setTimeout(() => {
        resting = null
        if (isDoubtedAgain) this.doubt()
        isDoubtedAgain = false
      }, SESSION_CHECK_MS_MIN)
      reload().catch(() => undefined)
    },
  }
}

export const session = createSessionStore()

// Amendment B19: to somebody without a session everything is "not there", so a 404 may mean either.
onRefusal((refusal) => {
  // The days to read the instruction may have ended while the page was open: then the session says so.
  if (refusal.status === 404 || refusal.status === 401 || refusal.code === 'session_over' || refusal.code === 'seen_needed' || refusal.code === 'factor_enrolment_needed') session.doubt()
})
