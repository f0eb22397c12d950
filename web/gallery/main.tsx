/**
 * The page /design: every component in every state, and whole pages as samples (`design.html?view=today`). For development and tests only; the words here
 * are samples, so they stand in the code.
 */
import '../design/tokens.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { StrictMode, Suspense } from 'react'
import type { ComponentType } from 'react'
import { createRoot } from 'react-dom/client'
import { DesignRoot } from '../design/DesignRoot.tsx'
import { registerIcons } from '../design/Icon.tsx'
import { insideIcons } from '../design/inside-icons.ts'
import { ToastRegion } from '../design/ToastRegion.tsx'
import { lazyPart } from '../shell/lazy-part.tsx'
import { createQueryClient } from '../shell/query.ts'

registerIcons(insideIcons)

const views: Readonly<Record<string, { path: string; load: () => Promise<ComponentType> }>> = {
  components: { path: '/', load: () => import('./Components.tsx').then((m) => m.Components) },
  today: { path: '/heute', load: () => import('./Today.tsx').then((m) => m.Today) },
  messages: { path: '/nachrichten', load: () => import('./Messages.tsx').then((m) => m.Messages) },
  message: { path: '/nachrichten/7b', load: () => import('./Messages.tsx').then((m) => m.Messages) },
  door: { path: '/tuer', load: () => import('./Door.tsx').then((m) => m.Door) },
  slips: { path: '/zettel', load: () => import('./Slips.tsx').then((m) => m.Slips) },
  upload: { path: '/hochladen', load: () => import('./Upload.tsx').then((m) => m.Upload) },
  help: { path: '/hilfe', load: () => import('./Help.tsx').then((m) => m.Help) },
}

const shown = views[new URLSearchParams(location.search).get('view') ?? 'components'] ?? views.components!
const root = createRootRoute({
  component: () => (
    <Suspense>
      <Outlet />
    </Suspense>
  ),
})
const routes = Object.values(views).map(({ path, load }) => createRoute({ getParentRoute: () => root, path, component: lazyPart(load) }))
const router = createRouter({ routeTree: root.addChildren(routes), history: createMemoryHistory({ initialEntries: [shown.path] }) })

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <DesignRoot navigate={(path) => router.history.push(path)}>
        <RouterProvider router={router} />
        <ToastRegion />
      </DesignRoot>
    </QueryClientProvider>
  </StrictMode>,
)
