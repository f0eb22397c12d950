/** What happens after a password was proved: inside, or in front of the closed door. */
import { useCallback, useEffect, useState } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { session } from '#web/api/session.ts'
import { dropTicket, holdTicket } from '#web/api/ticket.ts'
import { ownPath } from '#web/shell/doors.ts'
import { useGo, useQueryField } from '#web/shell/routing.ts'
import type { Outcome } from './client.ts'
import { keepStep } from '#web/factor/step.ts'
import { rememberDevice } from './device.ts'

export const CLOSED_DOOR = '/noch-zu'

/** Enters with the outcome of a sign-in; `isNew`: the password was chosen just now. The shell leads on from the sign-in by itself once the session is known. */
export function useEnter(): (outcome: Outcome, accountName: string, isNew?: boolean) => Promise<void> {
  const go = useGo()
  const way = useWay()
  return useCallback(async (outcome, accountName, isNew = false) => {
    if (outcome.outcome === 'renewal') {
      go('/anmelden/erneuern', { replace: true })
      return
    }
    if (outcome.outcome === 'second_factor') {
      keepStep({ ticket: outcome.ticket, kinds: outcome.kinds, accountName })
      go(way('/anmelden/bestaetigen'))
      return
    }
    if (outcome.outcome === 'closed') {
      holdTicket(outcome.ticket)
      go(isNew ? `${CLOSED_DOOR}?passwort=neu` : CLOSED_DOOR, { replace: true })
      return
    }
    dropTicket()
    const known = await session.reload()
    // As the server took it: the youngest count as on a shared device until they choose (A7).
    rememberDevice(known.signedIn ? known.device : 'shared')
  }, [go, way])
}

/** A path that keeps where somebody was going: '/anmelden/zettel?weiter=/nachrichten'. */
export function useWay(): (path: string) => string {
  const [after] = useQueryField('weiter')
  return useCallback((path) => (after === '' ? path : `${path}?weiter=${encodeURIComponent(after)}`), [after])
}

/**
 * For pages that live on something in this page's memory: without it the way leads back to the sign-in, or inside for who is signed in already.
 * Decided once, because while the other page loads, the address is another one already.
 */
export function useWayBack(isLost: boolean): void {
  const go = useGo()
  const way = useWay()
  const [after] = useQueryField('weiter')
  const { known } = useSession()
  const [target] = useState(() => (known?.signedIn ? ownPath(after) : way('/anmelden')))
  useEffect(() => {
    if (isLost) go(target, { replace: true })
  }, [isLost, go, target])
}
