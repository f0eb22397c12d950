/** The frame around every page of a signed-in person: rail on wide screens, bar and "Mehr" on phones, search, notices. Knows no router and no server. */
import { lazy, Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { classes } from '#web/design/given.ts'
import type { IconName } from '#web/design/icons.ts'
import { Mark } from '#web/design/Mark.tsx'
import { NavButton, NavLink } from '#web/design/NavLink.tsx'
import { VisuallyHidden } from '#web/design/VisuallyHidden.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { lazyPart } from './lazy-part.tsx'
import type { Frame, NavigationEntry } from './module-web.ts'
import { currentEntry, splitForBar } from './navigation.ts'
import { SearchButton } from './SearchButton.tsx'
import { texts } from './texts.de.ts'
import './AppShell.css'

export type AppShellProps = {
  person: { displayName: string; note: string }
  entries: readonly NavigationEntry[]
  /** Small entries at the rail's foot, as far as their pages exist. */
  footer: readonly { path: string; label: string; icon: IconName }[]
  hasProfile: boolean
  path: string
  frame: Frame
  onSignOut: () => void
  onSearch: () => void
  /** What the search finds beside pages. */
  searchLabels: readonly string[]
  onPreload?: (path: string) => void
  /** Connection and demo notices, above the page. */
  notices?: ReactNode
  children: ReactNode
}

const MoreSheet = lazy(() => import('./MoreSheet.tsx').then((m) => ({ default: m.MoreSheet })))

export function AppShell(props: AppShellProps) {
  const { frame, notices, children, onSearch, searchLabels } = props
  const t = useTexts(texts)
  return (
    <div className={classes('shell', `shell-${frame}`)}>
      <a className="skip no-print" href="#content">
        {t.skip}
      </a>
      <Rail {...props} />
      <div className="shell-main">
        {notices !== undefined && <aside aria-label={t.notices}>{notices}</aside>}
        {frame === 'page' && (
          <search className="shell-top no-print">
            <SearchButton labels={searchLabels} onPress={onSearch} />
          </search>
        )}
        <main id="content" className="shell-content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <Bar {...props} />
    </div>
  )
}

function Rail(props: AppShellProps) {
  const { entries, path, onPreload, frame, onSearch } = props
  const t = useTexts(texts)
  const current = currentEntry(entries, path)
  return (
    <div className="rail no-print">
      <header className="rail-brand">
        <Mark />
        <span>{t.product}</span>
      </header>
      <nav className="rail-nav" aria-label={t.navigation}>
        <ul>
          {frame === 'panes' && (
            <li>
              <NavButton icon="search" onPress={onSearch}>
                {t.search}
              </NavButton>
            </li>
          )}
          {entries.map((entry) => (
            <li key={entry.path}>
              <NavLink
                href={entry.path}
                icon={entry.icon}
                isCurrent={entry === current}
                onHover={() => onPreload?.(entry.path)}
                badge={<EntryBadge entry={entry} />}
              >
                {entry.label}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <Foot {...props} />
    </div>
  )
}

export function Foot({ footer, person, hasProfile, path, onSignOut }: AppShellProps) {
  const t = useTexts(texts)
  const who = (
    <>
      <Avatar text={initialsOf(person.displayName)} kind="person" />
      <span className="rail-person-words">
        <span className="rail-person-name">
          {hasProfile && <VisuallyHidden>{t.ownProfile}: </VisuallyHidden>}
          {person.displayName}
        </span>
        <span className="rail-person-note">{person.note}</span>
      </span>
    </>
  )
  return (
    <nav className="rail-foot" aria-label={t.about}>
      <ul>
        {footer.map((entry) => (
          <li key={entry.path}>
            <NavLink href={entry.path} icon={entry.icon} isCurrent={path === entry.path}>
              {entry.label}
            </NavLink>
          </li>
        ))}
        <li>
          <NavButton icon="signOut" onPress={onSignOut}>
            {t.signOut}
          </NavButton>
        </li>
      </ul>
      {hasProfile ? (
        <NavLink href="/profil" isCurrent={path === '/profil'}>
          {who}
        </NavLink>
      ) : (
        <div className="rail-person">{who}</div>
      )}
    </nav>
  )
}

function Bar(props: AppShellProps) {
  const { entries, path } = props
  const [isOpen, setOpen] = useState(false)
  const t = useTexts(texts)
  const { bar, rest } = splitForBar(entries)
  const current = currentEntry(entries, path)
  return (
    <nav className="phone-bar no-print" aria-label={t.navigation}>
      <ul className="phone-bar-entries">
        {bar.map((entry) => (
          <li key={entry.path}>
            <NavLink kind="bar" href={entry.path} icon={entry.icon} isCurrent={entry === current} badge={<EntryBadge entry={entry} />}>
              {entry.short ?? entry.label}
            </NavLink>
          </li>
        ))}
        <li>
          <NavButton kind="bar" icon="more" isCurrent={current === null || rest.includes(current)} onPress={() => setOpen(true)}>
            {t.more}
          </NavButton>
        </li>
      </ul>
      {isOpen && (
        <Suspense fallback={null}>
          <MoreSheet {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </nav>
  )
}

export function EntryBadge({ entry }: { entry: NavigationEntry }) {
  if (!entry.badge) return null
  const Part = lazyPart(entry.badge)
  return (
    <Suspense fallback={null}>
      <Part />
    </Suspense>
  )
}
