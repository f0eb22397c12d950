/** The router of one session: exactly the routes that exist for this person, and one answer for all other addresses. */
import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import type { Session } from '#web/api/session.ts'
import { registerRefusals } from '#web/texts/refusal-text.ts'
import { wishFocus } from './focus-wish.ts'
import { lazyPart } from './lazy-part.tsx'
import type { Frame, ModuleRoute, ModuleWeb } from './module-web.ts'
import { routesFor } from './navigation.ts'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    frame?: Frame
    beforeInstruction?: boolean
    beforeEnrolment?: boolean
  }
}

/** Pages of the shell itself, beside those of the modules. */
export type OwnRoute = Pick<ModuleRoute, 'path' | 'load' | 'frame'>

export type HouseRouter = ReturnType<typeof createHouseRouter>

export type HouseParts = {
  webs: readonly ModuleWeb[]
  session: Session
  own: readonly OwnRoute[]
  Frame: () => ReactNode
  Missing: () => ReactNode
  Broken: (props: { error: unknown; reset: () => void }) => ReactNode
}

/** `Frame` draws the outlet, `Missing` every address that has no page here, `Broken` a page that fell over. */
export function createHouseRouter({ webs, session, own, Frame, Missing, Broken }: HouseParts) {
  const root = createRootRoute({ component: Frame, notFoundComponent: Missing })
  const routes = [...own, ...routesFor(webs, session)].map((route) =>
    createRoute({
      getParentRoute: () => root,
      path: route.path,
      component: lazyPart(loaderOf(webs, route)),
      errorComponent: Broken,
      staticData: {
        frame: route.frame ?? ('public' in route && route.public ? 'plain' : 'page'),
        beforeInstruction: 'beforeInstruction' in route && route.beforeInstruction === true, beforeEnrolment: 'beforeEnrolment' in route && route.beforeEnrolment === true,
      },
    }),
  )
  const router = createRouter({ routeTree: root.addChildren(routes), defaultPendingMinMs: 0, notFoundMode: 'root', trailingSlash: 'never' })
  router.subscribe('onBeforeNavigate', ({ pathChanged, fromLocation }) => {
    if (pathChanged && fromLocation !== undefined) wishFocus()
  })
  router.subscribe('onResolved', ({ pathChanged, toLocation }) => {
    // Going back keeps the browser's own place on the page; a new page begins at its top.
    if (pathChanged && toLocation.hash === '' && history.scrollRestoration === 'auto' && !isGoingBack) window.scrollTo(0, 0)
    isGoingBack = false
  })
  router.history.subscribe(({ action }) => {
    isGoingBack = action.type === 'BACK' || action.type === 'FORWARD' || action.type === 'GO'
  })
  return router
}

/** Begins to load the page at a path, before somebody goes there. */
export function preload(webs: readonly ModuleWeb[], path: string): void {
  for (const route of webs.flatMap((web) => web.routes)) if (route.path === path) void loaderOf(webs, route)().catch(() => undefined)
}

let isGoingBack = false
const loaders = new WeakMap<OwnRoute, () => Promise<ComponentType>>()

/** A page comes together with the words of its module's refusals, so that the first refusal it meets can be said. */
function loaderOf(webs: readonly ModuleWeb[], route: OwnRoute): () => Promise<ComponentType> {
  const known = loaders.get(route)
  if (known) return known
  const refusals = webs.find((web) => web.routes.includes(route as ModuleRoute))?.refusals
  const load = async () => {
    const [page, words] = await Promise.all([route.load(), refusals?.()])
    if (words) registerRefusals(words)
    return page
  }
  loaders.set(route, load)
  return load
}
