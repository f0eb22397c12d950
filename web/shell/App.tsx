/** The whole of the web: asks who is there, then shows the house of that person or the door. */
import { QueryClientProvider } from '@tanstack/react-query'
import { Outlet, RouterProvider, useMatches, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useContext, useEffect, useMemo, useState } from 'react'
import type { ComponentType } from 'react'
import { useSession } from '#web/api/hooks.ts'
import { live } from '#web/api/live.ts'
import { session } from '#web/api/session.ts'
import type { Session, SignedIn } from '#web/api/session.ts'
import { DesignRoot } from '#web/design/DesignRoot.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { ToastRegion } from '#web/design/ToastRegion.tsx'
import { FactorAsker } from '#web/factor/FactorAsker.tsx'
import { registerRefusals } from '#web/texts/refusal-text.ts'
import { Boundary, Broken } from './Broken.tsx'
import { DemoBanner } from './DemoBanner.tsx'
import { HouseContext } from './house.ts'
import { lazyPart } from './lazy-part.tsx'
import { Missing } from './Missing.tsx'
import type { Frame as FrameName, ModuleWeb } from './module-web.ts'
import { routesFor } from './navigation.ts'
import { OutsideFrame } from './OutsideFrame.tsx'
import { PlainShell } from './PlainShell.tsx'
import { createQueryClient } from './query.ts'
import { createHouseRouter, preload } from './router.tsx'
import type { OwnRoute } from './router.tsx'
import { Waiting } from './Waiting.tsx'

/** Pages of the shell itself; open to everybody. */
const own: readonly OwnRoute[] = [{ path: '/hilfe', load: (): Promise<ComponentType> => import('./HelpPage.tsx').then((m) => m.HelpPage) }]

/** R4.1: all there is for an office holder without a second factor, at every address but those that wait for nothing (X8). */
const MustEnrolPage = lazy(async () => {
  const [{ MustEnrolPage: page }, { refusals }] = await Promise.all([import('#web/factor/EnrolPage.tsx'), import('#platform/identity/texts.de.ts')])
  registerRefusals(refusals)
  return { default: page }
})

/** R4.2: all there is for whoever signs in with an office and a password that is too short for it. */
const MustRenewPage = lazy(async () => {
  const [{ MustRenewPage: page }, { refusals }] = await Promise.all([import('#web/signin/MustRenewPage.tsx'), import('#platform/identity/texts.de.ts')])
  registerRefusals(refusals)
  return { default: page }
})

/** The frame of signed-in people is heavier than the whole page of the sign-in, so it comes with the session. */
const loadInside = () => import('./InsideFrame.tsx').then((m) => ({ default: m.InsideFrame }))
const InsideFrame = lazy(loadInside)

export function App({ webs }: { webs: readonly ModuleWeb[] }) {
  const { known, unreached } = useSession()
  useFirstAnswer(known === null)
  useDoubts()
  return (
    <Boundary>
      {known === null ? <Waiting isUnreached={unreached} /> : <House key={known.signedIn ? known.person.id : 'outside'} webs={webs} session={known} />}
    </Boundary>
  )
}

/** Everything of one person: router, answers, frames. A new person gets a new house, so nothing of the old one is left. */
function House({ webs, session: known }: { webs: readonly ModuleWeb[]; session: Session }) {
  const [queries] = useState(createQueryClient)
  // The router is built anew only when other pages exist, e.g. after a release; then the shown page begins anew too.
  const paths = [...own, ...routesFor(webs, known)].map((route) => route.path).join(' ')
  const router = useMemo(() => createHouseRouter({ webs, session: known, own, Frame, Missing, Broken }), [webs, paths])
  // Who is appointed in the middle of a lesson goes on with it; who comes in chooses first (R4.2).
  const [renewsFirst] = useState(known.signedIn && known.mustRenew !== undefined)
  const house = useMemo(() => ({ webs, paths: new Set(paths.split(' ')), renewsFirst }), [webs, paths, renewsFirst])
  const isInside = known.signedIn && known.factor.state !== 'enrol'
  // Frame and page are asked for at the same time: the page would else begin to load when the frame is there.
  useState(() => isInside && (void loadInside().catch(() => undefined), preload(webs, location.pathname)))
  useEffect(() => {
    if (!isInside) return undefined
    live.start()
    return () => live.stop()
  }, [isInside])
  return (
    <QueryClientProvider client={queries}>
      <HouseContext value={house}>
        <DesignRoot navigate={(path) => router.history.push(path)}>
          <RouterProvider router={router} />
          <ToastRegion />
          {isInside && <FactorAsker />}
        </DesignRoot>
      </HouseContext>
    </QueryClientProvider>
  )
}

/** The root of all routes: the frame that the shown page asks for. */
function Frame() {
  const { known } = useSession()
  const page = useMatches({ select: (matches) => matches.at(-1)?.staticData })
  const frame: FrameName = page?.frame ?? 'page'
  const { webs, renewsFirst } = useContext(HouseContext)
  const router = useRouter()
  if (known?.signedIn && known.factor.state === 'enrol')
    return (
      <PlainShell school={known.school.name} notices={known.demo && <DemoBanner />}>
        {page?.beforeEnrolment ? <Outlet /> : <Suspense fallback={<Skeleton lines={4} />}><MustEnrolPage /></Suspense>}
      </PlainShell>
    )
  if (known?.signedIn && known.mustRead !== undefined) return page?.beforeInstruction ? <PlainShell school={known.school.name}><Outlet /></PlainShell> : <MustRead />
  if (known?.signedIn && known.mustRenew !== undefined && renewsFirst)
    return (
      <PlainShell school={known.school.name} notices={known.demo && <DemoBanner />}>
        <Suspense fallback={<Skeleton lines={4} />}>
          <MustRenewPage />
        </Suspense>
      </PlainShell>
    )
  if (known?.signedIn && frame !== 'plain')
    return (
      <Suspense fallback={<Waiting isUnreached={false} />}>
        <InsideFrame webs={webs} session={known satisfies SignedIn} frame={frame} onGo={(path) => router.history.push(path)}>
          <Outlet />
        </InsideFrame>
      </Suspense>
    )
  return (
    <OutsideFrame session={known}>
      <Outlet />
    </OutsideFrame>
  )
}

/** RP.2: one text and nothing else but the pages that say they wait for nothing; the address stays, so that afterwards one is where one was. */
function MustRead() {
  const Part = lazyPart(loadMustRead)
  return (
    <PlainShell>
      <Suspense fallback={<Skeleton lines={8} />}>
        <Part />
      </Suspense>
    </PlainShell>
  )
}

const loadMustRead = () => import('#web/documents/MustReadPage.tsx').then((m) => m.MustReadPage)

/** Asks until the first answer is there. */
function useFirstAnswer(isAsking: boolean): void {
  useEffect(() => {
    if (!isAsking) return undefined
    const ask = () => void session.reload().catch(() => undefined)
    ask()
    const again = setInterval(ask, ASK_AGAIN_MS)
    return () => clearInterval(again)
  }, [isAsking])
}

/** The line and old scripts may know first that something ended. */
function useDoubts(): void {
  useEffect(() => live.onDoubt(() => session.doubt()), [])
}

const ASK_AGAIN_MS = 4_000
