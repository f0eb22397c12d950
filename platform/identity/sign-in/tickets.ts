/**
 * The declaration ticket (B13): proof of a correct password or slip, without a session. Signed, held in the page's memory only, for fifteen minutes. It is
 * not bound to the access version: declaring a consent changes that, and the ticket must outlive it. It is bound to what it was given for: it ends with
 * the password or the slip, and with the account.
 */
import { sql } from 'kysely'
import { isId } from '#platform/id/id.ts'
import type { Platform } from '#platform/module/platform.ts'
import { limits } from '../limits.ts'
import { isActiveAccount } from './active-account.ts'

/** `slipId`: the slip that was shown; null when it was the password. */
export type Ticket = { personId: string; slipId: string | null }

const PURPOSE = 'ticket'

/** A ticket for a person who has just proved the password, or the slip when `slipId` is given. */
export function issueTicket(platform: Pick<Platform, 'keys'>, { personId, slipId = null, at }: { personId: string; slipId?: string | null; at: Date }): string {
  return platform.keys.sign(PURPOSE, `${personId}.${slipId ?? ''}.${at.getTime()}`)
}

/** Whose ticket this is; null when it is forged, too old, or what it was given for holds no more. One query. */
export async function readTicket(platform: Pick<Platform, 'keys' | 'database'>, text: string, at: Date): Promise<Ticket | null> {
  const known = parseTicket(platform, text, at)
  if (known === null) return null
  const { personId, slipId, issuedAt } = known
  const isProved =
    slipId === null
      ? sql`EXISTS (SELECT FROM credential c WHERE c.person_id = p.id AND c.set_at <= ${issuedAt})`
      : sql`EXISTS (
          SELECT FROM access_slip s WHERE s.id = ${slipId} AND s.person_id = p.id AND NOT EXISTS (SELECT FROM access_slip_end e WHERE e.slip_id = s.id))`
  const { rows } = await sql`
    SELECT FROM person p WHERE p.id = ${personId} AND ${isActiveAccount(sql.ref('p.id'), at)} AND ${isProved}`.execute(platform.database)
  return rows.length > 0 ? { personId, slipId } : null
}

/** What stands in the ticket, when it is ours and young enough. Pure. */
export function parseTicket(platform: Pick<Platform, 'keys'>, text: string, at: Date): (Ticket & { issuedAt: Date }) | null {
  const signed = text.length <= limits.ticket_chars_max ? platform.keys.unsign(PURPOSE, text) : null
  const [personId = '', slipId = '', issued = ''] = signed?.split('.') ?? []
  const age_ms = at.getTime() - Number(issued)
  if (!isId(personId) || (slipId !== '' && !isId(slipId)) || !/^\d+$/.test(issued)) return null
  if (!(age_ms < limits.ticket_minutes_max * 60_000) || age_ms < -AHEAD_MS_MAX) return null
  return { personId, slipId: slipId === '' ? null : slipId, issuedAt: new Date(Number(issued)) }
}

/** Clocks of two processes may differ a little. */
const AHEAD_MS_MAX = 5_000
