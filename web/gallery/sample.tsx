/** A person, entries and the frame for the sample pages. */
import type { ReactNode } from 'react'
import { Badge } from '../design/Badge.tsx'
import { AppShell } from '../shell/AppShell.tsx'
import { ConnectionStrip } from '../shell/ConnectionNotice.tsx'
import { DemoBanner } from '../shell/DemoBanner.tsx'
import type { Frame, NavigationEntry } from '../shell/module-web.ts'

const unread = (n: number) => async () => () => (
  <Badge kind="need" spoken="ungelesen">
    {n}
  </Badge>
)

export const entries: readonly NavigationEntry[] = [
  { path: '/heute', label: 'Heute', icon: 'today', order: 0 },
  { path: '/nachrichten', label: 'Nachrichten', icon: 'messages', order: 10, badge: unread(3) },
  { path: '/dateien', label: 'Dateien', icon: 'files', order: 20 },
  { path: '/mail', label: 'E-Mail', icon: 'mail', order: 30, badge: unread(12) },
  { path: '/forum', label: 'Forum', icon: 'forum', order: 40 },
  { path: '/video', label: 'Videokonferenz', icon: 'video', order: 50 },
  { path: '/gruppen', label: 'Klassen & Gruppen', icon: 'groups', order: 60 },
]

export function SampleShell({
  path,
  frame,
  children,
  isDemo,
  isOffline,
}: {
  path: string
  frame: Frame
  children: ReactNode
  isDemo?: boolean
  isOffline?: boolean
}) {
  return (
    <AppShell
      person={{ displayName: 'Lena Kramer', note: 'Gymnasium am Beispielweg' }}
      entries={entries}
      footer={[
        { path: '/datenschutz', label: 'Was hier gespeichert wird', icon: 'privacy' },
        { path: '/hilfe', label: 'Hilfe', icon: 'help' },
      ]}
      hasProfile
      path={path}
      frame={frame}
      onSignOut={() => undefined}
      onSearch={() => undefined}
      searchLabels={['Personen', 'Räume']}
      notices={
        <>
          {isOffline && <ConnectionStrip isOnline={false} />}
          {isDemo && <DemoBanner />}
        </>
      }
    >
      {children}
    </AppShell>
  )
}
