import type { ReactNode } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { NavLink } from '#web/design/NavLink.tsx'
import { Page } from '#web/shell/Page.tsx'
import { usePath } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import './lifecycle.css'

/** A page of this room: the ways to its other pages, as far as this person has them, below the heading. */
export function LifecyclePage({ title, lead, actions, children }: { title: string; lead?: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Page title={title} {...(lead !== undefined && { lead })} {...(actions !== undefined && { actions })}>
      <Places />
      {children}
    </Page>
  )
}

function Places() {
  const t = useTexts(texts)
  const path = usePath()
  const may = { read: useMay('lifecycle.read'), sheets: useMay('lifecycle.read_sheets'), evidence: useMay('lifecycle.read_evidence'), early: useMay('lifecycle.decide_early_purge'), recurring: useMay('lifecycle.read_recurring') }
  const places = [
    { path: '/loeschung', label: t.tabLeavers, has: may.read },
    { path: '/loeschung/widerruf', label: t.tabClarified, has: may.read },
    { path: '/loeschung/schulrechner', label: t.tabClosed, has: may.read },
    { path: '/loeschung/geloescht', label: t.tabDeleted, has: may.read },
    { path: '/loeschung/sofort', label: t.earlyTitle, has: may.early },
    { path: '/loeschung/nachweise', label: t.tabSheets, has: may.sheets },
    { path: '/loeschung/versiegelt', label: t.tabEvidence, has: may.evidence },
    { path: '/loeschung/ablauf', label: t.tabRecurring, has: may.recurring },
  ].filter((place) => place.has)
  if (places.length < 2) return null
  return (
    <nav className="lifecycle-places no-print" aria-label={t.title}>
      {places.map((place) => <NavLink key={place.path} href={place.path} isCurrent={place.path === path}>{place.label}</NavLink>)}
    </nav>
  )
}
