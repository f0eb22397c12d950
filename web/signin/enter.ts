/** What happens after a password was proved: inside, or in front of the closed door. */
import { useCallback } from 'react'
import { session } from '#web/api/session.ts'
import { dropTicket, holdTicket } from '#web/api/ticket.ts'
import { useGo, useQueryField } from '#web/shell/routing.ts'
import type { Outcome } from './client.ts'
import { rememberDevice } from './device.ts'
import type { Device } from './device.ts'

export const CLOSED_DOOR = '/noch-zu'

/** Enters with the outcome of a sign-in; `isNew`: the password was chosen just now. The shell leads on from the sign-in by itself once the session is known. */
export function useEnter(): (outcome: Outcome, device: Device, isNew?: boolean) => Promise<void> {
  const go = useGo()
  return useCallback(async (outcome, device, isNew = false) => {
    if (outcome.outcome === 'closed') {
      holdTicket(outcome.ticket)
      go(isNew ? `${CLOSED_DOOR}?passwort=neu` : CLOSED_DOOR, { replace: true })
      return
    }
    dropTicket()
    rememberDevice(device)
    await session.reload()
  }, [go])
}

/** A path that keeps where somebody was going: '/anmelden/zettel?weiter=/nachrichten'. */
export function useWay(): (path: string) => string {
  const [after] = useQueryField('weiter')
  return useCallback((path) => (after === '' ? path : `${path}?weiter=${encodeURIComponent(after)}`), [after])
}
