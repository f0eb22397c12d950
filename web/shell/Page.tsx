import { useMatch } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useRef } from 'react'
import type { ReactNode } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useSession } from '#web/api/hooks.ts'
import { formatDateLong } from '#web/texts/format.ts'
import { takeFocusWish, wishFocus } from './focus-wish.ts'
import './Page.css'

export type PageProps = {
  /** The heading and, with the school's name, the title of the window. */
  title: string
  /** One sentence below the heading. */
  lead?: ReactNode
  /** An Avatar, before the heading. */
  picture?: ReactNode
  /** Buttons at the heading's end. */
  actions?: ReactNode
  /** A page of text and forms stays narrow; lists and tables take the whole width. */
  isNarrow?: boolean
  children: ReactNode
}

/** Every page in the frames `page` and `plain`: heading, title of the window, and the focus on the heading after a page change. */
export function Page({ title, lead, picture, actions, isNarrow, children }: PageProps) {
  const heading = usePageHeading(title)
  const { known } = useSession()
  // Only on paper, which lies in a file and must say where it is from.
  const printed = [known?.school?.name, formatDateLong(useToday())].filter((part) => part !== undefined).join(', ')
  return (
    <div className={isNarrow ? 'page page-narrow' : 'page'}>
      <header className="page-head" data-printed={printed}>
        {picture}
        <div className="page-words">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="page-actions no-print">{actions}</div>}
      </header>
      {children}
    </div>
  )
}

/** For pages that draw their heading themselves: the ref goes on an `h1` with `tabIndex={-1}`. Null: another part of the page is its heading now. */
export function usePageHeading(title: string | null) {
  const heading = useRef<HTMLHeadingElement>(null)
  // The page's own place, not the window's: a page that is about to go must not take the wish of the one that comes.
  const place = useMatch({ strict: false, shouldThrow: false, select: (match) => match.pathname })
  const { known } = useSession()
  const school = known?.school?.name
  useEffect(() => {
    if (title === null) return
    document.title = school === undefined ? `${title} – Schulhof` : `${title} – ${school}`
  }, [title, school])
  useEffect(() => {
    if (title === null || heading.current === null || !takeFocusWish()) return
    // A page that puts the focus into a field of its own knows better.
    if (!document.getElementById('content')?.contains(document.activeElement)) heading.current.focus({ preventScroll: true })
  }, [place, title])
  // Where the page that waits is another one than the page that has come, the focus goes on from heading to heading instead of being lost with the first.
  useLayoutEffect(() => () => {
    if (heading.current !== null && heading.current === document.activeElement) wishFocus()
  }, [])
  return heading
}
