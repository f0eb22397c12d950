/** What the shell knows and its pages may ask for: the modules' declarations, cut to this person. */
import { createContext, useContext } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { homeCardsFor } from './navigation.ts'
import type { HomeCard, ModuleWeb } from './module-web.ts'

export const HouseContext = createContext<{ webs: readonly ModuleWeb[]; paths: ReadonlySet<string>; /** R4.2: came in with a password too short for the office: choosing a longer one comes first. */ renewsFirst: boolean }>({ webs: [], paths: new Set(), renewsFirst: false })

/** Cards that the modules put on Heute, in order; the page Heute shows them by `area`. */
export function useHomeCards(): readonly HomeCard[] {
  const { webs } = useContext(HouseContext)
  const { known } = useSession()
  return known?.signedIn ? homeCardsFor(webs, known) : []
}

/** True when a page exists for this person at this path pattern ('/profil', '/nachrichten/$roomId'). */
export function useHasPath(pattern: string): boolean {
  return useContext(HouseContext).paths.has(pattern)
}
