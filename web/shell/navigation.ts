/** Which pages, entries and places a person gets to see: pure, from the modules' declarations and the session. */
import type { Session, SignedIn } from '#web/api/session.ts'
import type { HomeCard, ModuleRoute, ModuleSearch, ModuleWeb, NavigationEntry, Place } from './module-web.ts'

/** Entries of the bar on phones, before "Mehr". */
export const BAR_ENTRIES_MAX = 4

/** Routes that exist for this session: the public ones always, all others of the modules and rights it has. */
export function routesFor(webs: readonly ModuleWeb[], session: Session): readonly ModuleRoute[] {
  return webs.flatMap((web) => web.routes.filter((route) => route.public === true || (session.signedIn && isOpen(web, route, session))))
}

/** Entries of the rail, in order. */
export function entriesFor(webs: readonly ModuleWeb[], session: SignedIn): readonly NavigationEntry[] {
  return inOrder(webs.flatMap((web) => (web.navigation ?? []).filter((entry) => isOpen(web, entry, session) && entry.notFor?.includes(session.person.type) !== true)))
}

/** The first entries for the bar on phones and what is left for "Mehr". */
export function splitForBar(entries: readonly NavigationEntry[]): { bar: readonly NavigationEntry[]; rest: readonly NavigationEntry[] } {
  return { bar: entries.slice(0, BAR_ENTRIES_MAX), rest: entries.slice(BAR_ENTRIES_MAX) }
}

/** The entry that is lit: the longest path that the shown page lies below. */
export function currentEntry(entries: readonly NavigationEntry[], path: string): NavigationEntry | null {
  const above = entries.filter((entry) => entry.path === path || (entry.path !== '/' && path.startsWith(`${entry.path}/`)))
  return above.sort((a, b) => b.path.length - a.path.length)[0] ?? null
}

export function homeCardsFor(webs: readonly ModuleWeb[], session: SignedIn): readonly HomeCard[] {
  return inOrder(webs.flatMap((web) => (web.home ?? []).filter((card) => isOpen(web, card, session))))
}

export function searchesFor(webs: readonly ModuleWeb[], session: SignedIn): readonly ModuleSearch[] {
  return inOrder(webs.flatMap((web) => (web.search && isOpen(web, web.search, session) ? [web.search] : [])))
}

/** What the search finds without asking the server: navigation entries and the places that modules name. */
export function placesFor(webs: readonly ModuleWeb[], session: SignedIn): readonly Place[] {
  const named = webs.flatMap((web) => (web.places ?? []).filter((place) => isOpen(web, place, session)))
  const entries = entriesFor(webs, session).map(({ path, label, icon }): Place => ({ path, label, icon }))
  return [...entries, ...named.filter((place) => !entries.some((entry) => entry.path === place.path && entry.label === place.label))]
}

/** Ways that are left to whoever has to read the instruction, or enrol a second factor, first. */
export function placesBefore(gate: 'beforeInstruction' | 'beforeEnrolment', webs: readonly ModuleWeb[], session: SignedIn): readonly Place[] {
  return webs.flatMap((web) => (web.places ?? []).filter((place) => isOpen(web, place, session) && web.routes.some((route) => route.path === place.path && route[gate] === true)))
}

function isOpen(web: ModuleWeb, part: { needs?: string }, session: SignedIn): boolean {
  return session.modules.includes(web.module) && (part.needs === undefined || session.may.includes(part.needs))
}

function inOrder<T extends { order: number }>(parts: readonly T[]): readonly T[] {
  return [...parts].sort((a, b) => a.order - b.order)
}
