/**
 * What a module gives to the web house: its `modules/x/web/index.ts` exports `const web: ModuleWeb`. The shell builds router, navigation,
 * search and Heute from these declarations; pages load when they are opened, so this file and every index.ts stay free of page code.
 */
import type { ComponentType } from 'react'
import type { RefusalTexts } from '#platform/module/texts.ts'
import type { PersonType } from '#web/api/session.ts'
import type { IconName } from '#web/design/icons.ts'

export type ModuleWeb = {
  /** Id as in the manifest: the module's pages, entries and search exist only while the session lists it in `modules`. */
  module: string
  routes: readonly ModuleRoute[]
  navigation?: readonly NavigationEntry[]
  /** Answers of this module in the search everywhere (Ctrl+K). */
  search?: ModuleSearch
  /** Pages and settings that the search finds by their German names, beside the navigation. */
  places?: readonly Place[]
  /** Cards of this module on Heute. */
  home?: readonly HomeCard[]
  /** Words of the module's refusals, loaded together with its first page: `() => import('../texts.de.ts').then((m) => m.refusals)`. */
  refusals?: () => Promise<RefusalTexts>
}

export type ModuleRoute = {
  /** Router path; `$name` is a field: '/nachrichten/$roomId'. German, lower case, no umlauts. */
  path: `/${string}`
  /** Loads the page: `() => import('./RoomPage.tsx').then((m) => m.RoomPage)`. Fields of the path: `usePathField('roomId')`. */
  load: () => Promise<ComponentType>
  /** Right without which the page does not exist for this person (`session.may`). */
  needs?: string
  /** Open without a session (sign-in, first run, closed door); shown in the plain frame. */
  public?: true
  /**
   * `page` (default): search above, heading, scrolling content. `panes`: full height without search above; the page brings its own list and
   * reading pane (messages). `plain`: only the mark above, for sign-in and single questions. `print`: nothing around it, for paper.
   */
  frame?: Frame
  /** Shown, in the plain frame, also to staff who have to read the instruction first (RP.2); its right stands in the manifest under the same name. */
  beforeInstruction?: true
  /** Shown, in the plain frame, also to staff who have to enrol a second factor first (R4.1); as above. */
  beforeEnrolment?: true
}

export type Frame = 'page' | 'panes' | 'plain' | 'print'

export type NavigationEntry = {
  path: `/${string}`
  /** German, one or two words. */
  label: string
  /** One word of the label, for the bar on phones, where two words would break into two lines. */
  short?: string
  icon: IconName
  /** Small first; Heute is 0. The first four that a person may use stand in the bar on phones. */
  order: number
  needs?: string
  /** Kinds of people for whom it is no way, though the pages behind it are open to them. */
  notFor?: readonly PersonType[]
  /** A small component that renders `<Badge kind="need">` or nothing: only for what needs this person. */
  badge?: () => Promise<ComponentType>
}

export type Place = { path: `/${string}`; label: string; /** Other words people look for. */ words?: readonly string[]; needs?: string; icon?: IconName }

export type ModuleSearch = {
  /** Heading above the hits: 'Personen'. */
  label: string
  order: number
  needs?: string
  load: () => Promise<SearchProvider>
}

/** Finds at most `SEARCH_HITS_MAX` hits for a trimmed query of at least two characters; only what this person may see. */
export type SearchProvider = (query: string, options: { signal: AbortSignal }) => Promise<readonly SearchHit[]>

export type SearchHit = { id: string; title: string; note?: string; path: `/${string}`; icon?: IconName }

export const SEARCH_HITS_MAX = 8

export type HomeCard = {
  id: string
  /** `needs`: waits for this person (a `<Card kind="need">`). `news`: new in my rooms. `side`: pictures and refusals beside them. */
  area: 'needs' | 'news' | 'side'
  order: number
  needs?: string
  /** The component renders its own card, or nothing when there is nothing to say. What it asks the server goes through `HomeAnswer`: Heute waits for it. */
  load: () => Promise<ComponentType>
}
