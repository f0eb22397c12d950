/**
 * Between the password and the second factor: a signed ticket that opens exactly the step of the second factor (compare the declaration ticket, B13). It
 * lives in the page's memory for minutes, and ends with the password and with the account.
 */
import { sql } from 'kysely'
import { isId } from '#platform/id/id.ts'
import type { Platform } from '#platform/module/platform.ts'
import { limits } from '../limits.ts'
import { isActiveAccount } from '../sign-in/active-account.ts'
import type { Device } from '../sign-in/sessions.ts'

/** Who proved the password, and how they wish to be signed in. */
export type FactorTicket = { personId: string; device: Device; stays: boolean }

const PURPOSE = 'factor ticket'
/** Clocks of two processes may differ a little. */
const AHEAD_MS_MAX = 5_000

export function issueFactorTicket({ keys }: Pick<Platform, 'keys'>, { personId, device, stays, at }: FactorTicket & { at: Date }): string {
  return keys.sign(PURPOSE, `${personId}.${device}.${stays ? 'stays' : ''}.${at.getTime()}`)
}

/** Whose ticket this is; null when it is forged, too old, or the password it was given for holds no more. */
export async function readFactorTicket({ keys, database }: Pick<Platform, 'keys' | 'database'>, text: string, at: Date): Promise<FactorTicket | null> {
  const [personId = '', device = '', stays = '', issued = ''] = (text.length <= limits.ticket_chars_max ? keys.unsign(PURPOSE, text) : null)?.split('.') ?? []
  const age_ms = at.getTime() - Number(issued)
  if (!isId(personId) || (device !== 'own' && device !== 'shared') || !/^\d+$/.test(issued)) return null
  if (!(age_ms < limits.factor_ticket_minutes_max * 60_000) || age_ms < -AHEAD_MS_MAX) return null
  const { rows } = await sql`
    SELECT FROM person p JOIN credential c ON c.person_id = p.id
     WHERE p.id = ${personId} AND c.set_at <= ${new Date(Number(issued))} AND ${isActiveAccount(sql.ref('p.id'), at)}`.execute(database)
  return rows.length > 0 ? { personId, device, stays: stays === 'stays' } : null
}
