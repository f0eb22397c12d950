/** The frame of a signed-in person, put together from session, modules and address. */
import { lazy, Suspense, useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { SignedIn } from '#web/api/session.ts'
import { session as store } from '#web/api/session.ts'
import { registerIcons } from '#web/design/Icon.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { insideIcons } from '#web/design/inside-icons.ts'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { showToast } from '#web/design/toasts.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { AppShell } from './AppShell.tsx'
import { ConnectionNotice } from './ConnectionNotice.tsx'
import { DemoBanner } from './DemoBanner.tsx'
import { SIGN_IN } from './doors.ts'
import { useHasPath } from './house.ts'
import type { Frame, ModuleWeb } from './module-web.ts'
import { entriesFor, searchesFor } from './navigation.ts'
import { preload } from './router.tsx'
import { usePath } from './routing.ts'
import { texts } from './texts.de.ts'

registerIcons(insideIcons)

const loadSearch = () => import('./SearchDialog.tsx').then((m) => ({ default: m.SearchDialog }))
const SearchDialog = lazy(loadSearch)

export function InsideFrame({
  webs,
  session,
  frame,
  onGo,
  children,
}: {
  webs: readonly ModuleWeb[]
  session: SignedIn
  frame: Frame
  onGo: (path: string) => void
  children: ReactNode
}) {
  const t = useTexts(texts)
  const path = usePath()
  const [isSearching, setSearching] = useSearchChord()
  const hasPrivacy = useHasPath('/datenschutz')
  const hasProfile = useHasPath('/profil')
  const content = <Suspense fallback={<Skeleton lines={4} shape={frame === 'page' ? 'cards' : 'rows'} />}>{children}</Suspense>
  if (frame === 'print') return <main id="content">{content}</main>
  return (
    <>
      <AppShell
        person={{ displayName: session.person.displayName, note: session.school.name }}
        entries={entriesFor(webs, session)}
        footer={[
          ...(hasPrivacy ? [{ path: '/datenschutz', label: t.privacy, icon: 'privacy' as const }] : []),
          { path: '/hilfe', label: t.help, icon: 'help' as const },
        ]}
        hasProfile={hasProfile}
        path={path}
        frame={frame}
        onSignOut={() => void leave().catch(() => showToast({ text: t.signOutFailed, kind: 'problem' }))}
        searchLabels={searchesFor(webs, session).map((search) => search.label)}
        onSearch={() => setSearching(true)}
        onPreload={(to) => preload(webs, to)}
        notices={
          <>
            <ConnectionNotice />
            {session.mustRenew !== undefined && <LongerPasswordNotice length_min={session.mustRenew.length_min} />}
            {session.demo && <DemoBanner />}
          </>
        }
      >
        {content}
      </AppShell>
      {isSearching && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setSearching(false)} onGo={onGo} />
        </Suspense>
      )}
    </>
  )
}

/** R4.2: appointed while signed in. The lesson goes on; what the office may begins with a longer password. */
function LongerPasswordNotice({ length_min }: { length_min: number }) {
  const t = useTexts(texts)
  return <Notice kind="need" icon="key" title={t.longerPassword}>{t.longerPasswordText({ min: length_min })} <Link href="/profil">{t.longerPasswordGo}</Link></Notice>
}

/** Loads the sign-in anew afterwards: so nothing that a page kept in memory is left for the next person. */
async function leave(): Promise<void> {
  await store.signOut()
  location.assign(SIGN_IN)
}

/** Ctrl+K (⌘K) opens the search from everywhere, also from inside a field. */
function useSearchChord(): [boolean, (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [])
  return [isOpen, setOpen]
}
