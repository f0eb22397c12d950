/** What the doors need to know of an HTTP request: who asks, from where, and whether the page that asks is ours. */
import type { IncomingMessage } from 'node:http'
import type { Actor } from '#platform/access/actor.ts'
import { SESSION_COOKIE, findSession, touchSession } from '#platform/identity/sign-in/sessions.ts'
import type { Device } from '#platform/identity/sign-in/sessions.ts'
import { readTicket } from '#platform/identity/sign-in/tickets.ts'
import type { Platform } from '#platform/module/platform.ts'

export type Caller = { actor: Actor | null; session: { id: string; device: Device; expiresAt: Date; idleUntil: Date; strongUntil: Date | null } | null }

/** The cookies of a request by name; broken ones are left out. */
export function cookiesOf(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = {}
  for (const part of (header ?? '').split(';').slice(0, 50)) {
    const cut = part.indexOf('=')
    if (cut > 0) cookies[part.slice(0, cut).trim()] = part.slice(cut + 1).trim()
  }
  return cookies
}

/**
 * Finds the caller by declaration ticket (B13) or session cookie. The ticket first: a page sends it only in front of the closed door, and there a cookie may be
 * left of a session that lasts although nothing is open to it any more, because a consent ended by itself. A session whose person may not be here any more is none.
 */
export async function callerOf(platform: Platform, headers: IncomingMessage['headers'], cookies: Record<string, string>, at: Date): Promise<Caller> {
  const [kind, ticket] = (headers.authorization ?? '').split(' ')
  if (kind === 'Ticket' && ticket) {
    const known = await readTicket(platform, ticket, at)
    const actor = known === null ? null : await platform.actors.find(known.personId)
    if (actor !== null) return { actor: { ...actor, via: 'ticket', sessionId: null }, session: null }
  }
  const token = cookies[SESSION_COOKIE]
  if (token !== undefined) {
    const session = await findSession(platform, token, at)
    const actor = session === null ? null : await platform.actors.find(session.personId, session.accessVersion)
    if (session !== null && actor !== null) {
      await touchSession(platform, session, at)
      const { sessionId, device, expiresAt, idleUntil, strongUntil } = session
      return { actor: { ...actor, via: 'session', sessionId, strongUntil }, session: { id: sessionId, device, expiresAt, idleUntil, strongUntil } }
    }
  }
  return { actor: null, session: null }
}

/**
 * Requests that change something, and live connections, must come from our own pages: browsers send Origin with them and no other site can set
 * `x-schulhof` without asking first (CSRF; ASVS 5.0 V3.5). Clients that are no browsers send neither and carry no cookie of anybody.
 */
export function isFromOurPage(platform: Pick<Platform, 'publicUrl'>, headers: IncomingMessage['headers'], options: { needsHeader: boolean }): boolean {
  if (options.needsHeader && headers['x-schulhof'] !== '1') return false
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = headers
  if (origin === undefined) return true
  return origin === platform.publicUrl.origin || (isLoopback(origin) && isLoopback(platform.publicUrl.origin) && origin === `http://${headers.host}`)
}

function isLoopback(origin: string): boolean {
  const host = URL.parse(origin)?.hostname
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
}
