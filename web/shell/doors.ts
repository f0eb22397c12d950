/** Where somebody is led who asks for a page that is not for them now: pure. */
import type { Session } from '#web/api/session.ts'

export const SIGN_IN = '/anmelden'
export const FIRST_RUN = '/einrichten'

/**
 * The path to go to instead, or null to stay. Before the first run all ways lead there. Without a session a page that doesn't exist for everybody leads to
 * the sign-in, which remembers the way in `weiter`; with one the sign-in leads there again. `exists`: the path is the plain path of a page of this session.
 */
export function doorFor({ session, path, exists, after }: { session: Session; path: string; exists: boolean; after: string }): string | null {
  if (session.signedIn) return path === SIGN_IN || path === FIRST_RUN ? ownPath(after) : null
  if (session.setup) return path === FIRST_RUN || path === '/hilfe' ? null : FIRST_RUN
  if (path === FIRST_RUN) return SIGN_IN
  if (path === SIGN_IN || exists) return null
  return path === '/' ? SIGN_IN : `${SIGN_IN}?weiter=${encodeURIComponent(path)}`
}

/** A path of the house, or Heute for everything else: an address from outside could lead away from here. */
export function ownPath(path: string): string {
  return /^\/(?![/\\])[^\\\s]*$/.test(path) ? path : '/'
}
